"""The guide is true: its sample comes out as its table says, its calls are answered, its addresses exist."""

import csv
import json
import re
import subprocess

import httpx
import pytest

from communique.service.reconcile.vocabulary import properties, types
from communique.tests.conftest import ROOT
from communique.tests.targets.tables import table

PAGE = (ROOT / "docs" / "reconciliation.md").read_text(encoding="utf-8")
LOCAL = "http://127.0.0.1:8000"


def sample(web: httpx.Client) -> list[list[str]]:
    """The rows of the sample with what comes out, as OpenRefine asks with the columns mapped as the guide says."""
    with (ROOT / "docs" / "reconciliation-sample.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    asked = {
        f"q{at}": {
            "query": row["name"],
            "type": "party",
            "type_strict": "should",
            "properties": [{"pid": pid, "v": row[pid]} for pid in ("country", "year") if row[pid]],
        }
        for at, row in enumerate(rows)
    }
    found = web.post("/reconcile", data={"queries": json.dumps(asked)}).json()
    cells = []
    for at, row in enumerate(rows):
        best = found[f"q{at}"]["result"][0]
        rule = [one["id"].removeprefix("rule/") for one in best["features"] if one["id"].startswith("rule/")]
        outcome = "matched" if best["match"] else "to choose"
        cells.append([*row.values(), outcome, f"`{best['id']}`", *(rule or ["–"])])
    return cells


def test_the_sample_comes_out_as_the_guide_says(web: httpx.Client) -> None:
    told = re.search(r"^\| name \| country .*?\n\| ---.*?\n((?:\|.*\n)+)", PAGE, flags=re.MULTILINE)
    assert told
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in told[1].splitlines()]
    assert rows == sample(web), "\n" + table(["name", "country", "year", "comes out", "", ""], sample(web))


def test_what_the_guide_warns_of_is_so(web: httpx.Client) -> None:
    outcome = {tuple(row[:3]): row[3] for row in sample(web)}
    assert outcome["Communist Party of Germany", "Germany", "1930"] == "to choose"
    assert outcome["Communist Party of Estonia", "Estonia", "2017"] == "matched"
    assert outcome["Communist Party of Estonia", "Estonia", ""] == "to choose"


@pytest.mark.parametrize("call", re.findall(r"^curl .*$", PAGE, flags=re.MULTILINE))
def test_calls_are_answered(call: str, server: str) -> None:
    call = call.replace("curl -s", "curl -sf").replace(LOCAL, server)
    said = subprocess.run(["bash", "-c", call], capture_output=True, check=True)
    assert b"gr-kke" in said.stdout or b"cn-cpc" in said.stdout or b"Q192406" in said.stdout


def test_addresses_exist(web: httpx.Client) -> None:
    paths = set(re.findall(r"`(/reconcile[a-z0-9./-]*)`", PAGE))
    assert len(paths) > 10
    for path in sorted(paths):
        id = "party" if path.endswith("type") else "year" if path.endswith("flyout/property") else "party/gr-kke"
        assert web.get(path, params={"id": id}).status_code == (405 if path.endswith(("match", "extend")) else 200), (
            path
        )


def test_types_and_properties_are_named() -> None:
    for name in (*types(), *properties()):
        assert f"`{name}`" in PAGE
