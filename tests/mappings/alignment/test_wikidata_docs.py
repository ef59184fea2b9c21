"""What docs/wikidata.md says is so: its commands run, its stand-in answers, its files and questions are there."""

import re
import shlex
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from communique.mappings.alignment.record import record
from communique.mappings.alignment.statements import read_statements
from communique.service.federation import Policy
from communique.tests.conftest import ROOT, free_port, run
from communique.tests.mappings.alignment.samples import row, statements, write
from communique.tests.shared import shared
from communique.tests.wikidata import ADDRESS

PAGE = (ROOT / "docs" / "wikidata.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL) for line in block.splitlines()]
COUNT = "SELECT (COUNT(DISTINCT ?item) AS ?count) { ?item <http://www.wikidata.org/prop/direct/P17> ?country }"


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("communique export")])
def test_exports_run(line: str, releases: Path) -> None:
    words = shlex.split(line.partition(">")[0])
    done = run(*words[1:], "--releases", str(releases))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 5


def test_the_stand_in_is_a_sparql_server() -> None:
    (line,) = [line for line in LINES if line.startswith("python tools/wikidata.py")]
    port = free_port()
    words = shlex.split(line.replace("7878", str(port)))
    table = shared("data/wikitags/parties_wikidata_statements.tsv")
    server = subprocess.Popen(
        [sys.executable, words[1], str(table), *words[3:]], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}/query" in server.stdout.readline()
        address = f"http://127.0.0.1:{port}/query?{urllib.parse.urlencode({'query': COUNT})}"
        asked = urllib.request.Request(address, headers={"Accept": "text/csv"})
        with urllib.request.urlopen(asked, timeout=60) as answer:
            assert int(answer.read().split()[1]) > 4000
    finally:
        server.terminate()
        server.communicate(timeout=30)
    ended(port)


def ended(port: int) -> None:
    """Nobody listens any more: the server that the script started went with it."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/query", timeout=5).close()
        except urllib.error.HTTPError as error:
            error.close()
            time.sleep(0.1)
        except (urllib.error.URLError, ConnectionError):
            return
    pytest.fail("the server that the script started lives on")


def test_one_setting_leads_to_the_stand_in() -> None:
    settings = dict(
        shlex.split(line)[1].split("=", 1) for line in LINES if line.startswith("export COMMUNIQUE_SERVICE_")
    )
    policy = Policy.from_environment(settings)
    assert policy.address(ADDRESS) == "http://127.0.0.1:7878/query"
    assert policy.loopback


def test_a_pull_is_recorded_as_told(tmp_path: Path) -> None:
    assert any(line.startswith("python -m communique.mappings.alignment.record ") for line in LINES)
    write(tmp_path, row())
    statements(tmp_path)
    pulled = tmp_path / "pulled.tsv"
    header = "partyfacts_id\tcountry_iso3\tqid\twikidata_label_en\tinstance_of\tinception\tdissolved\tideology\twebsite"
    pulled.write_text(f"{header}\n\tGRC\tQ192406\tKKE\t\t1918-11-17T00:00:00Z\t\t\t\n", encoding="utf-8")
    record(tmp_path, pulled, "one")
    recorded, issues = read_statements(tmp_path)
    assert not issues
    assert [each.value for each in recorded.of("wikidata:Q192406", "P571")] == ["1918-11-17"]


def test_questions_that_it_names_ask_wikidata() -> None:
    for number in ("33", "35", "37", "39", *(str(number) for number in range(61, 67))):
        (path,) = (ROOT / "tests" / "competency").glob(f"cq{number}-*.ttl")
        assert f"SERVICE <{ADDRESS}>" in path.read_text(encoding="utf-8")
