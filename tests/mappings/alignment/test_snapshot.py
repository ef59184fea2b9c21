"""The pull from Wikidata, against a real SPARQL server on loopback that can be busy or talk nonsense."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from communique.cli import main
from communique.mappings.alignment.matching.candidates import read_candidates
from communique.mappings.alignment.snapshot import client as client_module
from communique.mappings.alignment.snapshot import queries
from communique.mappings.alignment.snapshot.client import Client, Unreachable, wait_of
from communique.mappings.alignment.snapshot.compare import changes
from communique.mappings.alignment.snapshot.pull import Mismatch, Pull

WIKIDATA = """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q41 rdfs:label "Greece"@en ; wdt:P298 "GRC" .
wd:Q15180 rdfs:label "Soviet Union"@en .
wd:Q7278 rdfs:label "political party"@en .
wd:Q192406 wdt:P31 wd:Q7278 ; wdt:P17 wd:Q41 ; wdt:P571 "1918-11-17T00:00:00Z"^^xsd:dateTime ;
  rdfs:label "Communist Party of Greece"@en, "Κομμουνιστικό Κόμμα Ελλάδας"@el ; skos:altLabel "KKE"@en ;
  wdt:P856 <https://inter.kke.gr/> ; wdt:P1813 "ΚΚΕ"@el ; wdt:P1448 "Κομμουνιστικό Κόμμα Ελλάδας"@el .
wd:Q79854 wdt:P31 wd:Q7278 ; wdt:P17 wd:Q15180 ; rdfs:label "Communist Party of the Soviet Union"@en ;
  wdt:P571 "1912-01-01T00:00:00Z"^^xsd:dateTime ; wdt:P576 "1991-08-29T00:00:00Z"^^xsd:dateTime .
wd:Q6051991 owl:sameAs wd:Q2440449 .
"""


@dataclass
class Wikidata:
    """The server: what it was asked, and the faults it shall show before it answers."""

    address: str
    store: Store
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def wikidata() -> Iterator[Wikidata]:
    store = Store()
    store.load(WIKIDATA.encode(), format=RdfFormat.TURTLE)

    class Handler(BaseHTTPRequestHandler):
        def answer(self, query: str) -> None:
            told.asked.append((self.command, query, self.headers["User-Agent"]))
            status, headers, body = told.faults.pop(0) if told.faults else (200, {}, b"")
            if status == 200 and not body:
                body = store.query(query).serialize(format=QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]
            self.send_response(status)
            for name, value in {"Content-Type": "application/sparql-results+json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.answer(parse_qs(urlsplit(self.path).query)["query"][0])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(parse_qs(body)["query"][0])

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told = Wikidata(f"http://127.0.0.1:{server.server_port}/sparql", store)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


def client(wikidata: Wikidata, waits: list[float]) -> Client:
    return Client(wikidata.address, "tests@example.org", timeout=10, sleep=waits.append, now=lambda: 0.0)


def pull(folder: Path, wikidata: Wikidata, waits: list[float] | None = None) -> Pull:
    asks = client(wikidata, waits if waits is not None else [])
    return Pull(folder, asks, "2026-11-22", {"Q15180": "su"}, lambda what: None)


def test_a_pull_gives_candidates(tmp_path: Path, wikidata: Wikidata) -> None:
    made = pull(tmp_path, wikidata)
    made.begin()
    assert made.pull([*made.parties_of(["Q41"]), "Q79854", "Q6051991"]) == 3
    candidates, issues = read_candidates([tmp_path / "names.tsv", tmp_path / "statements.tsv"])
    assert not issues
    greek, soviet = candidates
    assert (greek.key, greek.label, greek.countries) == ("Q192406", "Communist Party of Greece", {"gr"})
    assert greek.names["Κομμουνιστικό Κόμμα Ελλάδας"]
    assert not greek.names["KKE"]
    assert (greek.shorts, greek.websites) == ({"ΚΚΕ"}, {"https://inter.kke.gr/"})
    assert (soviet.countries, {(span.start, span.end) for span in soviet.spans}) == ({"su"}, {(1912, 1991)})
    about = json.loads((tmp_path / "snapshot.json").read_text())
    assert (about["date"], about["redirects"]) == ("2026-11-22", {"Q6051991": "Q2440449"})


def test_the_client_says_who_it_is_and_pauses(wikidata: Wikidata) -> None:
    waits: list[float] = []
    client(wikidata, waits).ask("SELECT * { ?s ?p ?o } LIMIT 1")
    assert wikidata.asked[0][2].startswith("communique/")
    assert "(tests@example.org)" in wikidata.asked[0][2]
    assert waits == [client_module.PAUSE]


def test_long_queries_go_by_post(wikidata: Wikidata) -> None:
    items = [f"Q{number}" for number in range(1, 201)]
    client(wikidata, []).ask(queries.names(items))
    client(wikidata, []).ask("SELECT * { ?s ?p ?o } LIMIT 1")
    assert [method for method, _, _ in wikidata.asked] == ["POST", "GET"]


@pytest.mark.parametrize(
    ("told", "tried", "seconds"),
    [
        ("7", 0, 7.0),
        (formatdate(30, usegmt=True), 0, 30.0),
        (None, 0, 2.0),
        (None, 3, 16.0),
        ("9999", 0, 300.0),
        ("x", 1, 4.0),
    ],
)
def test_waits_as_it_is_told(told: str | None, tried: int, seconds: float) -> None:
    assert wait_of(told, tried, 0.0) == seconds


def test_a_busy_server_is_asked_again(wikidata: Wikidata) -> None:
    wikidata.faults += [(429, {"Retry-After": "7"}, b""), (503, {}, b""), (500, {}, b"oops"), (200, {}, b"not JSON")]
    waits: list[float] = []
    assert client(wikidata, waits).ask("SELECT (1 AS ?one) {}")
    assert waits == [7.0, 4.0, 8.0, 16.0, client_module.PAUSE]


def test_a_refusal_is_final(wikidata: Wikidata) -> None:
    wikidata.faults += [(400, {}, b"syntax")]
    with pytest.raises(Unreachable, match="refuses"):
        client(wikidata, []).ask("SELECT (1 AS ?one) {}")
    assert len(wikidata.asked) == 1


def test_it_gives_up_in_time(wikidata: Wikidata) -> None:
    wikidata.faults += [(503, {}, b"")] * client_module.TRIES
    with pytest.raises(Unreachable, match="did not answer in 6 tries: HTTP 503"):
        client(wikidata, []).ask("SELECT (1 AS ?one) {}")


def test_a_pull_goes_on_where_it_stopped(tmp_path: Path, wikidata: Wikidata) -> None:
    made = pull(tmp_path, wikidata)
    made.begin()
    wikidata.faults += [(200, {}, b"")] + [(503, {}, b"")] * client_module.TRIES
    with pytest.raises(Unreachable):
        made.pull(["Q192406"])
    before = len(wikidata.asked)
    again = pull(tmp_path, wikidata)
    again.begin()
    again.pull(["Q192406"])
    assert len(wikidata.asked) - before == 2
    again.pull(["Q192406"])
    assert len(wikidata.asked) - before == 2


def test_another_snapshot_is_not_mixed_in(tmp_path: Path, wikidata: Wikidata) -> None:
    pull(tmp_path, wikidata).begin()
    other = Pull(tmp_path, client(wikidata, []), "2027-01-01", {}, lambda what: None)
    with pytest.raises(Mismatch, match=r"is a snapshot of .* on 2026-11-22"):
        other.begin()


def test_items_go_in_by_two_hundred() -> None:
    groups = queries.batches([f"Q{number}" for number in range(450, 0, -1)] + ["Q1"])
    assert [len(group) for group in groups] == [200, 200, 50]
    assert groups[0][0] == "Q1"


def test_comparing_lists_what_became_of_items(tmp_path: Path, wikidata: Wikidata) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, items in ((old, ["Q192406", "Q79854"]), (new, ["Q192406", "Q6051991"])):
        made = pull(folder, wikidata)
        made.begin()
        made.pull(items)
        wikidata.store.update(
            "DELETE { ?s ?p ?o } INSERT { ?s ?p '1919-01-01T00:00:00Z'^^<http://www.w3.org/2001/XMLSchema#dateTime> } "
            "WHERE { BIND(<http://www.wikidata.org/prop/direct/P571> AS ?p) ?s ?p ?o }"
        )
    assert list(changes(old, new)) == [
        ("Q79854", "gone", "Communist Party of the Soviet Union", ""),
        ("Q192406", "inception", "1918-11-17T00:00:00Z", "1919-01-01T00:00:00Z"),
        ("Q6051991", "redirect", "", "Q2440449"),
    ]


def test_the_command(tmp_path: Path, wikidata: Wikidata, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "PAUSE", 0.0)
    calls = ["snapshot", str(tmp_path / "s"), "--contact", "tests@example.org", "--endpoint", wikidata.address]
    result = CliRunner().invoke(main, [*calls, "--country", "Q41", "--date", "2026-11-22"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "1 items in" in result.output
    same = CliRunner().invoke(main, ["snapshot", str(tmp_path / "s"), "--compare", str(tmp_path / "s")])
    assert same.output.splitlines() == ["item\twhat\tbefore\tafter"]


def test_the_command_wants_a_contact(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["snapshot", str(tmp_path / "s")])
    assert result.exit_code == 2
    assert "--contact is needed" in result.output


def test_a_country_that_is_no_item_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["snapshot", str(tmp_path / "new"), "--contact", "me@example.org", "--country", "gr"]
    )
    assert done.exit_code == 2
    assert "as in Q41 for Greece, not 'gr'" in done.output
