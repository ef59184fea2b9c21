"""Reading queries: where SERVICE is a keyword and where it is not, what binds which variable, with how much work."""

from contextlib import suppress
from functools import partial

import pytest

from communique.service.federation import Policy, QueryNotUnderstood
from communique.service.federation.patterns import Kind, Node, walk
from communique.service.federation.reader import read
from communique.service.federation.scanner import decode, may_mention_service, mentions_service
from communique.tests.shared import shared
from communique.tests.work import calls

WITH_SERVICE = [
    "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }",
    "select*{service<http://e/>{?s?p?o}}",
    "SELECT * { SERVICE SILENT ex:e { } }",
    "SELECT * { ?s ?p 1SERVICE ?e { } }",
    "SELECT * { ?s ?p ?o.SERVICE?e{} }",
    "SELECT * { ?s ?p 'a'SERVICE ?e { } }",
    r"SELECT * { SERV\u0049CE <http://e/> { ?s ?p ?o } }",
    r"SELECT * { \U00000053ERVICE <http://e/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '#' . SERVICE <http://e/> {} }",
    "SELECT * { ?s ?p '''it's''' . SERVICE <http://e/> {} }",
    'SELECT * { ?s ?p "\\"" . SERVICE <http://e/> {} }',
    "SELECT * { ?s ?p <http://e/#x> . SERVICE <http://e/> {} }",
    "SELECT * { FILTER(?a<?b) SERVICE <http://e/> {} FILTER(?c>?d) }",
    "SELECT * { FILTER(?a<'x'&&?b>'y') SERVICE <http://e/> {} }",
]
WITHOUT_SERVICE = [
    "SELECT ?service { ?service ?p ?o }",
    "SELECT * { ?s ?p $SERVICE }",
    "SELECT * { ?s ex:service ?o }",
    "SELECT * { ?s service:of ?o }",
    "SELECT * { ?s ?p 'SERVICE <http://e/> {}' }",
    "SELECT * { ?s ?p '''\nSERVICE <http://e/> {}''' }",
    "SELECT * { ?s ?p 'text'@service }",
    "SELECT * { ?s ?p _:SERVICE }",
    "SELECT * { ?s ?p <http://e/SERVICE> }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://e/> {}",
    "SELECT * { ?s ?p ex:customer\\-SERVICE }",
    r"SELECT * { ?s ?p '\u0053ERVICE' }",
    r"SELECT * { ?s ?p 'SERVICE' . \u0022 }",
    "SELECT * { ?s ?p ?o",
    "SERVICES",
]


@pytest.mark.parametrize("query", WITH_SERVICE)
def test_service_is_found(query: str) -> None:
    text = decode(query)
    assert may_mention_service(text)
    assert mentions_service(text)
    assert len(list(walk(read(text).root, Kind.SERVICE))) == 1


@pytest.mark.parametrize("query", WITHOUT_SERVICE)
def test_what_is_no_service(query: str) -> None:
    assert not mentions_service(decode(query))


@pytest.mark.parametrize("version", ["sparql11", "sparql12"])
def test_every_query_of_the_official_suites_is_read(version: str) -> None:
    files = sorted(shared(f"suites/rdf-tests/sparql/{version}").rglob("*.rq"))
    failed = []
    for file in files:
        try:
            read(decode(file.read_text(encoding="utf-8")))
        except QueryNotUnderstood as error:
            failed.append((file.name, error.detail))
    assert len(files) > 200
    assert [name for name, _ in failed if "bad" not in name and name != "syntax-bindings-09.rq"] == []


def clause(text: str) -> Node:
    """The group of the only SERVICE clause of a query with this group."""
    (path,) = walk(read(f"PREFIX : <http://e/> SELECT * {{ {text} }}").root, Kind.SERVICE)
    return path[-1].children[0]


@pytest.mark.parametrize(
    ("group", "scope", "certain"),
    [
        ("?s :p ?o . ?o :q/:r* ?x", "s o x", "s o x"),
        ("?s :p [ :q ?o ; :r ( ?x 1 ) ] ; :s ?y , ?z", "s o x y z", "s o x y z"),
        ("?s :p ?o OPTIONAL { ?o :q ?x }", "s o x", "s o"),
        ("{ ?s :p ?o } UNION { ?s :q ?x }", "s o x", "s"),
        ("?s :p ?o MINUS { ?s :q ?x } FILTER(?y > 1)", "s o", "s o"),
        ("?s :p ?o BIND(?o + 1 AS ?x)", "s o x", "s o"),
        ("VALUES ?s { :a :b } VALUES (?x ?y) { (1 UNDEF) }", "s x y", "s"),
        ("{ SELECT ?s (COUNT(?o) AS ?x) { ?s :p ?o } GROUP BY ?s }", "s x", "s"),
        ("{ SELECT * { ?s :p ?o OPTIONAL { ?s :q ?x } } VALUES ?y { 1 } }", "s o x y", "s o y"),
        ("GRAPH ?g { ?s :p ?o }", "g s o", "g s o"),
        ("SERVICE ?e { ?s :p ?o }", "e s o", "e s o"),
        ("SERVICE SILENT :e { ?s :p ?o }", "s o", ""),
        ("FILTER EXISTS { ?s :p ?o } ?x :q 1.5 . ?y :r 2.", "x y", "x y"),
        ("<< ?s :p ?o >> :q ?x . ?y :p ?z {| :r ?v |} . ?w :p <<( ?t :p 1 )>>", "s o x y z v w t", "s o x y z v w t"),
        ("?s :p ?o FILTER(?o<?x&&?y>1) FILTER(IF(?s<(?z),(?v>?w),true))", "s o", "s o"),
    ],
)
def test_variables(group: str, scope: str, certain: str) -> None:
    found = clause(f"SERVICE <http://e/> {{ {group} }}") if "SERVICE" not in group else None
    node = found or read(f"PREFIX : <http://e/> SELECT * {{ {group} }}").root
    assert node.scope == tuple(scope.split())
    assert node.certain == set(certain.split())


@pytest.mark.parametrize(
    ("query", "message", "place"),
    [
        ("SELECT * {\n SERVICE { ?s ?p ?o } }", "expected an IRI or a variable after SERVICE, found '{'", (2, 10)),
        ("SELECT * { SERVICE <http://e/> ?s ?p ?o }", "expected '{', found '?s'", (1, 32)),
        ("SELECT * { SERVICE <http://e/> { ?s ?p ?o }", "found the end of the query", (1, 44)),
        ("SELECT * { SERVICE <http://e/> { } } }", "expected the end of the query, found '}'", (1, 38)),
        ("INSERT DATA { SERVICE <http://e/> { } }", "expected SELECT, CONSTRUCT, ASK or DESCRIBE", (1, 1)),
        ("SELECT * { SERVICE <http://e/> { ?s ?p 'x } }", 'a token cannot begin with "\'"', (1, 40)),
        ("SELECT * { FILTER(?x { SERVICE <http://e/> {} }) }", "the rest of an expression", (1, 22)),
    ],
)
def test_mistakes_are_told_with_their_place(query: str, message: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryNotUnderstood) as raised:
        read(query)
    assert message in raised.value.detail
    assert raised.value.place is not None
    assert (raised.value.place.line, raised.value.place.column) == place


LENGTH = Policy().length


def hostile(length: int) -> dict[str, str]:
    """Queries of that many characters or some more, each of a kind that could take a careless reader for ever."""
    return {
        "names with hyphens": "SELECT * { FILTER(" + "a-" * length + ") SERVICE <http://e/> {} }",
        "open strings": "SELECT * { " + '"""' + '\\"""' * (length // 4) + " SERVICE <http://e/> {} }",
        "quotes": "SELECT * { SERVICE " + "'" * (length + 1),
        "escapes": "SELECT * { SERVICE <http://e/> {} }" + r"\u0020" * (length // 6),
        "escapes and quotes": r"\u0020" + "'\\u0020" * (length // 8) + "SERVICE",
        "less-than": "SELECT * { FILTER(" + "?a<?b&&?c>" * (length // 10) + "1) SERVICE <http://e/> {} }",
        "braces": "SELECT * " + "{" * length + " SERVICE ",
        "parentheses": "SELECT * { FILTER" + "(" * length + " SERVICE ",
        "dots": "SELECT * { ?s ?p :a" + "." * length + ":b SERVICE <http://e/> {} }",
        "triples": "SELECT * { SERVICE <http://e/> {} " + "?a ?b ?c." * (length // 9) + "}",
        "unions": "SELECT * { {} " + "UNION {}" * (length // 8) + " SERVICE <http://e/> {} }",
        "digits": "SELECT * { SERVICE <http://e/> {} FILTER(" + "1" * length + ") }",
        "comments": "#" * length + "\nSELECT * { SERVICE <http://e/> {} }",
    }


def read_whole(query: str) -> None:
    text = decode(query)
    may_mention_service(text)
    mentions_service(text)
    with suppress(QueryNotUnderstood):
        read(text)


@pytest.mark.parametrize("kind", hostile(1))
def test_reading_is_work_in_proportion_to_length(kind: str) -> None:
    short, long = (hostile(length)[kind] for length in (LENGTH // 8, LENGTH))
    assert calls(partial(read_whole, long)) <= 10 * calls(partial(read_whole, short))


def test_looking_for_service_costs_next_to_nothing() -> None:
    query = "SELECT ?s ?label { ?s a ?type ; rdfs:label ?label FILTER(LANG(?label) = 'en') } LIMIT 10"
    assert calls(lambda: may_mention_service(decode(query))) < 20
