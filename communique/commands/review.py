"""`communique review`: walk through what `communique align` left open, one key a decision."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from communique.mappings import alignment as home
from communique.mappings.alignment.gate import check, read_checked
from communique.mappings.alignment.review import Decision, Open, Signature, Walk, read_review, rows_of
from communique.mappings.alignment.rows import MappingSet, Row
from communique.mappings.alignment.rows import rows_of as all_rows
from communique.mappings.alignment.writing import file_of, write_rows
from communique.mappings.records.seeds import open_seeds
from communique.paths import room

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
HOME = Path(str(home.__file__)).parent
ABOUT = {"e": "exact", "c": "close", "r": "related", "b": "broad", "w": "narrow", "x": "not"}
PLAIN = {"n": "nothing", "s": "skip"}
DIGITS = "1234567890"
HELP = """\
  1 … 9, 0   the candidate is the very thing (the tenth is 0)
  c 1        close, r 1 related, b 1 broader, w 1 narrower: a key, then the candidate
  x 1        the candidate is not the thing; the thing stays open
  n          nothing was found        s  skip         u  undo the last decision
  ?          this help                q  save and quit"""
PROMPT = "  1–9, 0 this one   c/r/b/w/x and a digit   n nothing   s skip   u undo   ? help   q save and quit > "
SHOWN = ("lifespan", "same_country", "acronym", "founded", "website", "ideology", "kind")


def _show(thing: Open, left: int, denied: frozenset[str]) -> None:
    told = ", ".join(filter(None, (thing.country, thing.year)))
    click.echo(f"\n[{left} left] {thing.key}: {thing.name}" + (f" ({told})" if told else ""))
    click.echo(f"  {thing.why}")
    for at, row in enumerate(thing.candidates[: len(DIGITS)]):
        features = "; ".join(f"{name.replace('_', ' ')} {row[name]}" for name in SHOWN if row[name])
        mark = "x" if row["item"] in denied else DIGITS[at]
        agreement = f"{row['agreement']} {row['score']}: {row['matched_name']}"
        click.echo(f"  {mark} {row['item']:>12}  {row['label']}  [{agreement}]")
        click.echo(f"               {features}")


def _candidate(thing: Open, key: str) -> str:
    """The item behind a digit, or an empty string."""
    at = DIGITS.find(key)
    return thing.candidates[at]["item"] if 0 <= at < len(thing.candidates) and key else ""


def _decision(thing: Open, key: str) -> Decision | None:
    """The decision that keys make, asking for the candidate and the reason where they are needed; None for a slip."""
    if key in PLAIN:
        return Decision(thing.key, PLAIN[key])
    action, digit = ("exact", key) if key in DIGITS else (ABOUT.get(key, ""), "")
    if action and not digit:
        click.echo(f"  {action}: which candidate? ", nl=False)
        digit = click.getchar(echo=True)
    item = _candidate(thing, digit)
    if not action or not item or not item.startswith("Q"):
        click.echo("  no such key, or a candidate without an item; ? for help")
        return None
    row = next(row for row in thing.candidates if row["item"] == item)
    reason = click.prompt("  why", default=f"{row['agreement']} as “{row['matched_name']}”; {row['lifespan']}")
    return Decision(thing.key, action, item, reason)


def _walk(walk: Walk) -> None:
    """Ask until nothing is open or the curator quits."""
    while (thing := walk.next) is not None:
        _show(thing, walk.left, walk.denied(thing.key))
        click.echo(PROMPT, nl=False)
        key = click.getchar()
        click.echo(key if key.isprintable() else "")
        if key in ("q", "\x03", "\x04"):
            return
        if key == "?":
            click.echo(HELP)
        elif key == "u":
            last = walk.undo()
            click.echo(f"  undone: {last.action} {last.item} of {last.key}" if last else "  nothing to undo")
        else:
            decision = _decision(thing, key)
            if decision:
                walk.decide(decision)


def _save(rows: Sequence[Row], sets: Sequence[MappingSet], alignment: Path) -> None:
    """Add the rows to their files; decisions that are there already are left as they are."""
    for path in sorted({file_of(alignment, row.subject) for row in rows}):
        before = [row for row in all_rows(sets) if row.file == str(path)]
        known = {row.decision for row in before}
        new = [row for row in rows if file_of(alignment, row.subject) == path and row.decision not in known]
        write_rows(path, [*before, *new])
        click.echo(f"{len(new)} rows added to {path}")


@click.command(name="review")
@click.argument("file", type=FILE)
@click.option("--reviewer", required=True, help="Who decides, as it shall stand in the rows.")
@click.option("--version", "version", default="Wikidata", show_default=True, help="Version of the candidates.")
@click.option("--journal", type=click.Path(dir_okay=False, path_type=Path), help="By default FILE with .journal added.")
@click.option("--alignment", type=FOLDER, default=HOME, help="Folder of the SSSOM files; by default communique's own.")
@click.option("--seeds", type=FOLDER, help="Folder of the records; by default communique's own.")
@click.option("--date", "day", help="Day of the decisions, as 2026-11-22; by default today.")
def command(
    file: Path, reviewer: str, version: str, journal: Path | None, alignment: Path, seeds: Path | None, day: str | None
) -> None:
    """Walk through a review FILE in the terminal: one key a decision, with undo.

    Each step goes to a journal at once: a walk that is broken off goes on where it stopped. At the end, or on q, the
    decisions on things of the registry become rows of the alignment, if the gate lets them pass; those on other
    names stay in the journal.

    \b
    Example:
      communique review review.tsv --reviewer 'A. Curator'
    """
    things, issues = read_review(file)
    if issues:
        raise click.UsageError(str(issues[0]))
    try:
        walk = Walk.resume(journal or file.with_name(f"{file.name}.journal"), things)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from fault
    _walk(walk)
    labels = open_seeds(seeds or room("seeds")).registry.english
    rows = rows_of(walk, labels, Signature(reviewer, day or date.today().isoformat(), version))
    sets, items, faults = read_checked(alignment, labels)
    known = {row.decision for row in all_rows(sets)}
    added = MappingSet("", str(file), {}, {}, tuple(row for row in rows if row.decision not in known))
    faults = [issue for issue in check([*sets, added], items) if issue.file in ("", str(file))]
    if faults:
        raise click.UsageError("\n".join(["not saved, for the gate refuses:", *map(str, faults)]))
    _save(rows, sets, alignment)
    others = sum(step.action != "skip" and step.key not in labels for step in walk.steps)
    if others:
        click.echo(f"{others} decisions on names that are not in the registry stay in {walk.journal}")
    click.echo(f"{walk.left} left")
