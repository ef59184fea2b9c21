"""`communique align`: propose which items parties are; accept by rules that have shown themselves, leave the rest."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from communique.mappings import alignment as home
from communique.mappings.alignment.activity import acts
from communique.mappings.alignment.evaluation.run import RULES, evaluate, read_trusted, write
from communique.mappings.alignment.gate import decided, read_checked
from communique.mappings.alignment.matching.candidates import Candidate, read_candidates
from communique.mappings.alignment.matching.features import Query
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.matcher import Match, Matcher, Outcome
from communique.mappings.alignment.proposals import Source, held_back, queries_of, read_list, row_of, write_review
from communique.mappings.alignment.rows import Row, rows_of
from communique.mappings.alignment.writing import file_of, write_rows
from communique.mappings.knowledge import knowledge
from communique.mappings.records.issue import Issue
from communique.mappings.records.seeds import Opened, open_seeds
from communique.paths import room

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
HOME = Path(str(home.__file__)).parent
EVALUATION = HOME / "evaluation"
ACCEPTED = ("key", "name", "country", "year", "item", "label", "matched_name", "rule", "score")


def _fail(issues: Sequence[Issue]) -> None:
    """Stop with the first issues, if there are any."""
    if issues:
        shown = "\n".join(map(str, issues[:20]))
        raise click.UsageError(f"{shown}\n{len(issues)} problems" if len(issues) > 1 else shown)


def _candidates(paths: Sequence[Path]) -> list[Candidate]:
    """The candidates of the files; rows that cannot be read are told and left out."""
    candidates, issues = read_candidates(paths)
    for issue in issues[:20]:
        click.echo(str(issue), err=True)
    if not candidates:
        raise click.UsageError("the files hold no candidate")
    click.echo(f"{len(candidates)} candidates from {len(paths)} files", err=True)
    return candidates


def _precision(rule: str) -> float:
    with (EVALUATION / RULES).open(encoding="utf-8", newline="") as lines:
        shown = {row["rule"]: float(row["precision"]) for row in csv.DictReader(lines, delimiter="\t")}
    return shown[rule]


def _write_accepted(path: Path, matches: Sequence[Match]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(ACCEPTED)
        for match in matches:
            query, chosen = match.query, match.chosen
            if chosen and match.outcome is Outcome.ACCEPTED:
                asked = query.key, " | ".join(query.names), query.country, query.year or ""
                found = chosen.candidate.key, chosen.candidate.label, chosen.name
                writer.writerow((*asked, *found, match.rule, f"{chosen.likeness.score:.4f}"))


def _undecided(opened: Opened, seeds: Path, rows: Sequence[Row]) -> list[Query]:
    """The queries for the registry's parties that are not decided."""
    found = knowledge(seeds)
    _fail([*opened.issues, *found.issues])
    return queries_of(opened.registry.things.values(), decided(rows), acts(found.quads))


def _rows(alignment: Path) -> list[Row]:
    """The rows that are there, which must be sound."""
    sets, _, issues = read_checked(alignment)
    _fail(issues)
    return rows_of(sets)


def _add_rows(
    matches: Sequence[Match], labels: Mapping[str, str], rows: Sequence[Row], alignment: Path, source: Source
) -> None:
    """Add the rows of accepted matches to the alignment's file of parties."""
    accepted = [match for match in matches if match.outcome is Outcome.ACCEPTED]
    if not accepted:
        return
    path = file_of(alignment, "party/")
    before = [row for row in rows if row.file == str(path)]
    added = [row_of(match, labels[match.query.key], _precision(match.rule), source) for match in accepted]
    write_rows(path, [*before, *added])


def _tell(matches: Sequence[Match], review: Path) -> None:
    counts = Counter(match.outcome for match in matches)
    rules = Counter(match.rule for match in matches if match.outcome is Outcome.ACCEPTED)
    for rule, number in sorted(rules.items()):
        click.echo(f"{number:6} accepted by {rule}")
    left = len(matches) - counts[Outcome.ACCEPTED]
    click.echo(f"{counts[Outcome.ACCEPTED]} accepted; {left} to review: communique review {review}")


def _measure(gold: Path, candidates: Sequence[Candidate], results: Path) -> None:
    outcome = evaluate(candidates, gold, lambda what: click.echo(what, err=True))
    write(outcome, results)
    click.echo((results / "figures.tsv").read_text(encoding="utf-8"), nl=False)
    click.echo((results / RULES).read_text(encoding="utf-8"), nl=False)


def _matched(candidates: Sequence[Candidate], queries: Sequence[Query]) -> list[Match]:
    """The decisions on queries by the trusted rules."""
    return Matcher(Index(candidates), read_trusted()).match_many(queries)


@click.command(name="align")
@click.argument("names", type=FILE, required=False)
@click.option("--candidates", "files", type=FILE, multiple=True, required=True, help="File of candidates; repeatable.")
@click.option("--version", "version", help="Version of the candidates, as in 'Wikidata (2026-11-22)'.")
@click.option("--review", type=NEW_FILE, default=Path("review.tsv"), show_default=True, help="Write the rest here.")
@click.option("--accepted", type=NEW_FILE, help="Write what was accepted here too.")
@click.option("--alignment", type=FOLDER, default=HOME, help="Folder of the SSSOM files; by default communique's own.")
@click.option("--seeds", type=FOLDER, help="Folder of the records; by default communique's own.")
@click.option("--date", "day", help="Day of the proposals, as 2026-11-22; by default today.")
@click.option("--measure", type=FILE, help="Measure instead, on this file of judged mentions.")
@click.option("--results", type=FOLDER, default=EVALUATION, help="Folder for what is measured.")
def command(
    names: Path | None,
    files: tuple[Path, ...],
    version: str | None,
    review: Path,
    accepted: Path | None,
    alignment: Path,
    seeds: Path | None,
    day: str | None,
    measure: Path | None,
    results: Path,
) -> None:
    """Propose which item each party is that has no row in the alignment yet, or each name of the file NAMES.

    Accepted matches become rows of the alignment (for a file of names: of the file --accepted); all others go to a
    review file with their features. What is decided is never asked about again; what is only denied is, and a denied
    item is not accepted. Candidates are names, statements or lists of parties in the columns that docs/alignment.md
    describes.

    \b
    Examples:
      communique align --candidates snapshot/names.tsv --candidates snapshot/statements.tsv
      communique align meeting.csv --candidates names.tsv --accepted accepted.tsv --review open.tsv
      communique align --measure gold.csv --candidates names.tsv
    """
    candidates = _candidates(files)
    if measure:
        _measure(measure, candidates, results)
        return
    if names:
        queries, issues = read_list(names)
        _fail(issues)
        matches = _matched(candidates, queries)
    else:
        records = seeds or room("seeds")
        rows, opened = _rows(alignment), open_seeds(records)
        queries = _undecided(opened, records, rows)
        if not queries:
            click.echo("nothing to decide: every party has a row")
            return
        matches = held_back(_matched(candidates, queries), rows)
        source = Source(version or ", ".join(path.name for path in files), day or date.today().isoformat())
        _add_rows(matches, opened.registry.english, rows, alignment, source)
    if accepted:
        _write_accepted(accepted, matches)
    write_review(review, matches)
    _tell(matches, review)
