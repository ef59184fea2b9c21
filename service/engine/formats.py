"""The formats of results by short name, with their media types and what writes them."""

from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat


@dataclass(frozen=True, slots=True)
class Format:
    """One format: short name (also its file extension), media type, writer, other names that clients use."""

    name: str
    media_type: str
    writer: QueryResultsFormat | RdfFormat
    aliases: tuple[str, ...] = ()
    charset: bool = False

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


def _table(*formats: Format) -> dict[str, Format]:
    return {item.name: item for item in formats}


SOLUTIONS = _table(
    Format("json", "application/sparql-results+json", QueryResultsFormat.JSON, ("application/json",)),
    Format("xml", "application/sparql-results+xml", QueryResultsFormat.XML, ("application/xml", "text/xml")),
    Format("csv", "text/csv", QueryResultsFormat.CSV, (), True),
    Format("tsv", "text/tab-separated-values", QueryResultsFormat.TSV, (), True),
)
GRAPHS = _table(
    Format("ttl", "text/turtle", RdfFormat.TURTLE, ("application/x-turtle", "application/turtle"), True),
    Format("nt", "application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",)),
    Format("jsonld", "application/ld+json", RdfFormat.JSON_LD, ("application/json",)),
    Format("rdf", "application/rdf+xml", RdfFormat.RDF_XML, ("application/xml", "text/xml")),
    Format("nq", "application/n-quads", RdfFormat.N_QUADS),
    Format("trig", "application/trig", RdfFormat.TRIG, ("application/x-trig",)),
    Format("n3", "text/n3", RdfFormat.N3, ("text/rdf+n3",), True),
)
