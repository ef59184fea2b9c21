"""Service Description tests: the manifest has only their names; what they mean is in the specification."""

import re
import warnings
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib

from communique.tests.conformance.answers import Triples, Unreadable, parse
from communique.tests.conformance.cases import Case
from communique.tests.conformance.endpoint import Endpoint
from communique.tests.conformance.wire import NoAnswer, send

_SD = "http://www.w3.org/ns/sparql-service-description#"
_ACCEPT = "text/turtle, application/rdf+xml;q=0.9, application/n-triples;q=0.8"
_SHAPES = Path(__file__).with_name("description.ttl")
# The shapes name every term of the vocabulary.
_DEFINED = frozenset(re.findall(r"\bsd:(\w+)", _SHAPES.read_text(encoding="utf-8")))


def check(case: Case, endpoint: Endpoint) -> str:
    """An empty string where the test passes, else what went wrong."""
    url = endpoint.server.query
    try:
        response = send("GET", url, [("Accept", _ACCEPT)])
        answer = parse(response.body, response.header("content-type"), url)
    except (NoAnswer, Unreadable) as error:
        return str(error)
    if response.status != 200 or not isinstance(answer, Triples) or not answer.quads:
        return f"status {response.status}, no RDF"
    match case.iri.rpartition("#")[2]:
        case "returns-rdf":
            return ""
        case "has-endpoint-triple":
            return _endpoint(answer, url)
        case _:
            return _schema(answer)


def _endpoint(answer: Triples, url: str) -> str:
    found = sorted(str(q.object) for q in answer.quads if q.predicate.value == _SD + "endpoint")
    return "" if f"<{url}>" in found else f"sd:endpoint is {', '.join(found) or 'missing'}, expected <{url}>"


def _schema(answer: Triples) -> str:
    terms = {t.value for q in answer.quads for t in (q.predicate, q.object) if isinstance(t, ox.NamedNode)}
    unknown = sorted(t.removeprefix(_SD) for t in terms if t.startswith(_SD) and t.removeprefix(_SD) not in _DEFINED)
    if unknown:
        return f"not in the vocabulary: {', '.join('sd:' + name for name in unknown)}"
    triples = [q.triple for q in answer.quads]
    data = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    with warnings.catch_warnings():
        # pySHACL 0.40 still calls what rdflib 7.6 deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        conforms, _, report = pyshacl.validate(data, shacl_graph=str(_SHAPES), advanced=False)
    return "" if conforms else str(report).strip().replace("\n", " ")[:400]
