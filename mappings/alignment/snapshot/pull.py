"""Pulling a snapshot: batch by batch into a folder, so that a pull that was broken off goes on where it stopped.

snapshot.json        endpoint, date, items, redirects
batches/….json       the answers as they came, one file a query
names.tsv, statements.tsv   what the matcher reads, made from the batches
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from communique.mappings.alignment.matching.countries import countries
from communique.mappings.alignment.snapshot import queries
from communique.mappings.alignment.snapshot.client import Binding, Client

ENTITY = "http://www.wikidata.org/entity/"
NAMES = ("qid", "partyfacts_id", "country_iso3", "name_type", "lang", "name", "year_first", "year_last")
STATEMENTS = (
    "partyfacts_id", "country_iso3", "qid", "wikidata_label_en", "instance_of", "inception", "dissolved", "ideology",
    "website", "official_name",
)  # fmt: skip
TYPES = {
    "http://www.w3.org/2000/01/rdf-schema#label": "wikidata_label",
    "http://www.w3.org/2004/02/skos/core#altLabel": "wd_alias",
}
DIRECT = "http://www.wikidata.org/prop/direct/"


class Mismatch(ValueError):
    """The folder holds a snapshot of another endpoint or date."""


@dataclass(frozen=True)
class Pull:
    """A snapshot in the making: its folder, where it comes from, its day, and the codes of states by item."""

    folder: Path
    client: Client
    day: str
    states: Mapping[str, str]
    told: Callable[[str], None]

    def _about(self) -> dict[str, object]:
        return {"endpoint": self.client.endpoint, "date": self.day}

    def begin(self) -> None:
        """Make the folder, or go on with it. Raises Mismatch where it holds another snapshot."""
        (self.folder / "batches").mkdir(parents=True, exist_ok=True)
        path = self.folder / "snapshot.json"
        if not path.is_file():
            path.write_text(json.dumps(self._about(), indent=2) + "\n", encoding="utf-8")
            return
        found = json.loads(path.read_text(encoding="utf-8"))
        if {name: found.get(name) for name in self._about()} != self._about():
            other = f"{found.get('endpoint')} on {found.get('date')}"
            raise Mismatch(f"{path} is a snapshot of {other}; name another folder")

    def _answer(self, kind: str, query: str) -> list[Binding]:
        """The answer to a query: from its batch file, or asked and written there in one rename."""
        key = hashlib.sha256(query.encode()).hexdigest()[:16]
        path = self.folder / "batches" / f"{kind}-{key}.json"
        if path.is_file():
            recorded: list[Binding] = json.loads(path.read_text(encoding="utf-8"))
            return recorded
        found = self.client.ask(query)
        beside = path.with_suffix(".part")
        beside.write_text(json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1), encoding="utf-8")
        beside.replace(path)
        return found

    def parties_of(self, states: Iterable[str]) -> list[str]:
        """The parties of states (items), asked state by state."""
        found: list[str] = []
        for state in states:
            items = [item_of(row["item"]) for row in self._answer("parties", queries.of_country(state))]
            self.told(f"{state}: {len(items)} parties")
            found += items
        return found

    def pull(self, items: Iterable[str]) -> int:
        """Pull names, statements and redirects of items, and write the files; returns how many items there are."""
        groups = queries.batches(items)
        names: list[Binding] = []
        statements: list[Binding] = []
        moved: list[Binding] = []
        for at, group in enumerate(groups, 1):
            names += self._answer("names", queries.names(group))
            statements += self._answer("statements", queries.statements(group))
            moved += self._answer("redirects", queries.redirects(group))
            self.told(f"batch {at} of {len(groups)}")
        self._write(names, statements)
        about = self._about() | {
            "items": [item for group in groups for item in group],
            "redirects": {item_of(row["item"]): item_of(row["target"]) for row in moved},
        }
        (self.folder / "snapshot.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
        return sum(map(len, groups))

    def _write(self, names: list[Binding], statements: list[Binding]) -> None:
        facts = facts_of(statements, self.states)
        labels = {item_of(row["item"]): row["name"]["value"] for row in names if _is_english_label(row)}
        rows = sorted(set(_name_rows(names, facts)))
        _write(self.folder / "names.tsv", NAMES, rows)
        _write(self.folder / "statements.tsv", STATEMENTS, sorted(_statement_rows(facts, labels, names)))


def item_of(value: Mapping[str, str]) -> str:
    """The item of an IRI; raises ValueError for another IRI."""
    if not value["value"].startswith(ENTITY):
        raise ValueError(f"expected an item, found {value['value']}")
    return value["value"].removeprefix(ENTITY)


def _is_english_label(row: Binding) -> bool:
    return TYPES.get(row["property"]["value"]) == "wikidata_label" and row["name"].get("xml:lang") == "en"


@dataclass(slots=True)
class Facts:
    """What is stated of an item, by column; countries by alpha-3 code."""

    countries: list[str]
    values: dict[str, list[str]]

    def cell(self, column: str) -> str:
        """The values of a column in one cell."""
        return " | ".join(self.values.get(column, ()))

    def year(self, column: str, choose: Callable[[Iterable[int]], int]) -> str:
        """One year of the dates of a column, or an empty string."""
        years = [int(value[:4]) for value in self.values.get(column, ()) if value[:4].isdigit()]
        return str(choose(years)) if years else ""


def facts_of(statements: Iterable[Binding], states: Mapping[str, str]) -> dict[str, Facts]:
    """The statements by item. A country without a code is looked up among the states that the alignment knows."""
    found: dict[str, Facts] = {}
    for row in statements:
        facts = found.setdefault(item_of(row["item"]), Facts([], {}))
        column = queries.STATEMENTS[row["property"]["value"].removeprefix(DIRECT)]
        value = row["value"]["value"]
        if column == "country":
            known = countries().get(states.get(value.removeprefix(ENTITY), ""))
            code = row.get("alpha3", {}).get("value") or (known.alpha3 if known else "")
            if code and code not in facts.countries:
                facts.countries.append(code)
            continue
        label = row.get("label", {}).get("value", "")
        text = f"{label} ({value.removeprefix(ENTITY)})" if value.startswith(ENTITY) else value
        cells = facts.values.setdefault(column, [])
        if text not in cells:
            cells.append(text)
    return found


def _name_rows(names: Iterable[Binding], facts: Mapping[str, Facts]) -> Iterable[tuple[str, ...]]:
    for row in names:
        item = item_of(row["item"])
        known = facts.get(item, Facts([], {}))
        local = row["property"]["value"].removeprefix(DIRECT)
        kind = TYPES.get(row["property"]["value"]) or queries.NAME_TYPES[f"wdt:{local}"]
        years = known.year("inception", min), known.year("dissolved", max)
        for code in known.countries or [""]:
            yield item, "", code, kind, row["name"].get("xml:lang", ""), " ".join(row["name"]["value"].split()), *years


def _statement_rows(
    facts: Mapping[str, Facts], labels: Mapping[str, str], names: Iterable[Binding]
) -> Iterable[tuple[str, ...]]:
    official: dict[str, list[str]] = {}
    for row in names:
        if row["property"]["value"] == f"{DIRECT}P1448":
            official.setdefault(item_of(row["item"]), []).append(row["name"]["value"])
    for item, known in facts.items():
        stated = (known.cell(column) for column in ("instance_of", "inception", "dissolved", "ideology", "website"))
        cells = (labels.get(item, ""), *stated, " | ".join(sorted(set(official.get(item, ())))))
        for code in known.countries or [""]:
            yield "", code, item, *cells


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
