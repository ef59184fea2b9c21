"""The service description (SPARQL 1.1) as a template: `<>` stands for the endpoint that serves the release.

Whoever serves it parses the file with the address of the endpoint as base IRI.
"""

from collections.abc import Iterator, Mapping

from communique.mappings.release.about import Release
from communique.mappings.release.dumps import slug
from communique.mappings.release.terms import name, number
from communique.mappings.terms import Triple, iri

_TYPE = name("rdf:type")
_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def rows(release: Release, triples: int, graphs: Mapping[str, int]) -> Iterator[Triple]:
    """The endpoint, its dataset and the size of each graph; `graphs` counts triples by graph IRI text.

    The default graph is the union of all graphs.
    """
    endpoint, dataset, default = iri(""), iri("#dataset"), iri("#default-graph")
    yield endpoint, _TYPE, name("sd:Service")
    yield endpoint, name("sd:endpoint"), endpoint
    yield endpoint, name("sd:supportedLanguage"), name("sd:SPARQL11Query")
    for feature in ("sd:UnionDefaultGraph", "sd:BasicFederatedQuery"):
        yield endpoint, name("sd:feature"), name(feature)
    for each in _FORMATS:
        yield endpoint, name("sd:resultFormat"), name(f"formats:{each}")
    yield endpoint, name("sd:defaultDataset"), dataset
    yield dataset, _TYPE, name("sd:Dataset")
    yield dataset, name("dcterms:source"), release.node
    yield dataset, name("sd:defaultGraph"), default
    yield from _graph(default, triples)
    for graph, size in graphs.items():
        named, content = iri(f"#graph-{slug(graph)}"), iri(f"#triples-{slug(graph)}")
        yield dataset, name("sd:namedGraph"), named
        yield named, _TYPE, name("sd:NamedGraph")
        yield named, name("sd:name"), graph
        yield named, name("sd:graph"), content
        yield from _graph(content, size)


def _graph(node: str, triples: int) -> Iterator[Triple]:
    yield node, _TYPE, name("sd:Graph")
    yield node, name("void:triples"), number(triples)
