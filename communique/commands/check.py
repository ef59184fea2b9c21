"""`communique check`: tell everything that is wrong in the records, by file and line."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from communique.mappings.alignment.activity import acts
from communique.mappings.alignment.gate import read_checked
from communique.mappings.knowledge import knowledge
from communique.mappings.records.issue import Issue
from communique.mappings.records.seeds import Seeds, read_seeds
from communique.mappings.release.notes import read_notes
from communique.paths import room

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _counts(seeds: Seeds, issues: list[Issue]) -> dict[str, int]:
    documents = seeds.documents
    return {
        "documents": len(documents),
        "things": len(seeds.registry.things),
        "passages": sum(len(document.passages) for document in documents),
        "records": sum(len(document.records) for document in documents),
        "problems": len(issues),
    }


def _misaligned(alignment: Path | None, seeds: Path, found: Seeds) -> list[Issue]:
    """The faults of the alignment; it is held against the things and their acts where the records have no faults."""
    if alignment is None:
        return []
    if found.issues:
        return read_checked(alignment)[2]
    known = knowledge(seeds)
    return read_checked(alignment, known.labels, acts(known.quads))[2]


@click.command(name="check")
@click.option("--seeds", type=FOLDER, help="Folder of the records; by default the one that comes with communique.")
@click.option("--documents", type=FOLDER, help="Folder of the original files, to prove passages and printed words.")
@click.option("--alignment", type=FOLDER, help="Folder of SSSOM files; by default the one of communique's own seeds.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, seeds: Path | None, documents: Path | None, alignment: Path | None, form: str) -> None:
    """Tell everything that is wrong in the records and in their alignment with Wikidata, by file and line.

    Exit code 0 where nothing is, 2 where something is.

    \b
    Examples:
      communique check
      communique check --seeds seeds --documents texts
      communique check --format json | jq '.problems[].file'
    """
    alignment = alignment or (None if seeds else room("mappings") / "alignment")
    seeds = seeds or room("seeds")
    found = read_seeds(seeds, documents)
    issues = sorted({*found.issues, *read_notes(seeds / "release.yaml")[1], *_misaligned(alignment, seeds, found)})
    counts = _counts(found, issues)
    if form == "json":
        problems = [asdict(issue) for issue in issues]
        click.echo(json.dumps({"problems": problems, "counts": counts}, ensure_ascii=False, indent=2))
    else:
        for issue in issues:
            click.echo(str(issue))
        click.echo(", ".join(f"{number} {name}" for name, number in counts.items()))
    ctx.exit(2 if issues else 0)
