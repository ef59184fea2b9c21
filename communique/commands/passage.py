"""`communique passage`: find a passage by its words and print, or append, its entry of passages.yaml."""

from pathlib import Path

import click
import yaml

from communique.mappings.records import texts
from communique.mappings.records.locate import Place, locate

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _document(doc: str, seeds: Path, documents: Path) -> texts.Text:
    """The text of a document: by the sha256 of its document.yaml or, before that is written, by its file's name."""
    about = seeds / doc / "document.yaml"
    if about.is_file():
        sha256 = (yaml.safe_load(about.read_text(encoding="utf-8")) or {}).get("sha256")
        path = texts.index(documents).get(str(sha256))
        if path is None:
            raise click.UsageError(f"no file in {documents} has the sha256 that {about} gives ({sha256})")
        return texts.read(path)
    named = sorted(path for path in documents.glob(f"{doc}*") if path.is_file())
    if len(named) != 1:
        raise click.UsageError(f"{about} is missing, and {len(named)} files in {documents} start with '{doc}'")
    return texts.read(named[0])


def _known(path: Path) -> dict[str, dict[str, object]]:
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def _name(place: Place, known: dict[str, dict[str, object]]) -> str:
    """A free name after the line: l15, then l15b, l15c … l15z, l15-27."""
    names = [f"l{place.line}", *(f"l{place.line}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]
    return next((name for name in names if name not in known), f"l{place.line}-{len(known)}")


def _entry(place: Place, name: str | None, known: dict[str, dict[str, object]]) -> tuple[str, bool]:
    """The name for a passage and whether it is new; the same stretch keeps the name it has, unless another is asked."""
    same = [key for key, entry in known.items() if (entry["start"], entry["end"]) == (place.start, place.end)]
    if same and name in (None, *same):
        return (name or same[0]), False
    if same:
        raise click.UsageError(f"this stretch already is the passage '{same[0]}'")
    if name in known:
        raise click.UsageError(f"the name '{name}' is taken by another passage")
    return name or _name(place, known), True


def _requests(line: int | None, words: tuple[str, ...], name: str | None, batch: Path | None) -> list[list[str]]:
    if batch is not None:
        rows = batch.read_text(encoding="utf-8").splitlines()
        return [[*row.split("\t"), "", "", ""][:4] for row in rows if row.strip() and not row.startswith("#")]
    if line is None or len(words) > 2:
        raise click.UsageError("give --line N and at most two strings: the first and the last words")
    return [[str(line), *words, *[""] * (2 - len(words)), name or ""]]


@click.command(name="passage")
@click.argument("doc")
@click.argument("words", nargs=-1)
@click.option("--line", type=click.IntRange(min=1), help="The line on which the passage starts, counted from 1.")
@click.option("--name", help="Its name in passages.yaml; by default l and the line.")
@click.option("--nth", type=click.IntRange(min=1), help="Which one, where the first words stand more than once.")
@click.option("--batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Many at once.")
@click.option("--documents", type=FOLDER, required=True, help="Folder of the original files.")
@click.option("--seeds", type=FOLDER, default=Path("seeds"), show_default=True, help="Folder of the records.")
@click.option("--write", is_flag=True, help="Append the entry to the document's passages.yaml.")
def command(
    doc: str,
    words: tuple[str, ...],
    line: int | None,
    name: str | None,
    nth: int | None,
    batch: Path | None,
    documents: Path,
    seeds: Path,
    write: bool,
) -> None:
    """Make the entry of a passage of document DOC from its first and its last WORDS.

    White space in the words matches any white space of the document. Without last words the first words are the
    passage; without words the whole line is. The text found is shown on the error stream. A file given by --batch
    has one passage a line: line, first words, last words, name, parted by tabs (the last three may be empty).

    \b
    Examples:
      communique passage 004 --documents texts --line 4 "sixty-four" "clandestinely"
      communique passage 004 --documents texts --line 8 "12 ruling parties" --name l8-signed --write
    """
    text = _document(doc, seeds, documents)
    file = seeds / doc / "passages.yaml"
    known = _known(file)
    entries, faults = [], []
    for row in _requests(line, words, name, batch):
        try:
            place = locate(text, int(row[0]), row[1], row[2], nth)
            key, new = _entry(place, row[3].strip() or None, known)
        except (ValueError, click.UsageError) as fault:
            faults.append(f"{doc}:{row[0]}: {fault}")
            continue
        known[key] = {"line": place.line, "start": place.start, "end": place.end, "sha256": place.sha256}
        entries.append(place.block(key) if new else "")
        click.echo(f"{key}{'' if new else ' (already there)'}: {text.text[place.start : place.end]}", err=True)
        click.echo(place.block(key), nl=False)
    if write and any(entries):
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file() and file.read_bytes()[-1:] not in (b"", b"\n"):
            entries.insert(0, "\n")
        with file.open("a", encoding="utf-8", newline="\n") as out:
            out.writelines(entries)
    if faults:
        raise click.UsageError("\n".join(faults))
