"""Run the bench, or parts of it, and print its tables."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from communique.bench.intake import intake, intake_table
from communique.bench.interference import interference, interference_table
from communique.bench.queries import FOLDER as QUERIES
from communique.bench.release import generate
from communique.bench.report import tables
from communique.bench.speed import CLIENTS, speed
from communique.bench.streaming import streamed_table, streaming
from communique.bench.takeover import takeover, takeover_table
from communique.bench.targets import TARGETS, usual
from communique.tests.targets.tables import fill

_DOCS = Path(__file__).resolve().parent.parent / "docs" / "bench.md"
_NAMES = sorted(path.stem for path in QUERIES.glob("*.rq"))


PARTS = ("speed", "streaming", "interference", "takeover", "intake")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--only", "parts", multiple=True, type=click.Choice(PARTS), help="only this part")
@click.option("--size", default=1_000_000, show_default=True, envvar="SIZE", help="triples of the knowledge base")
@click.option("--seed", default=1, show_default=True, help="the same seed gives the same knowledge base")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("build/bench"), show_default=True)
@click.option("--target", "targets", multiple=True, type=click.Choice(list(TARGETS)), help="only this server")
@click.option("--query", "queries", multiple=True, type=click.Choice(_NAMES), help="only this query")
@click.option("--clients", multiple=True, type=int, default=CLIENTS, show_default=True)
@click.option("--seconds", default=3.0, show_default=True, help="for each query, server and number of clients")
@click.option("--validated", default=200_000, show_default=True, help="quads that are mapped and validated")
@click.option("--json", "output", type=click.Path(path_type=Path), help="write every measurement there")
@click.option("--docs", is_flag=True, help="put the tables into docs/bench.md")
def main(
    parts: tuple[str, ...],
    size: int,
    seed: int,
    folder: Path,
    targets: tuple[str, ...],
    queries: tuple[str, ...],
    clients: tuple[int, ...],
    seconds: float,
    validated: int,
    output: Path | None,
    docs: bool,
) -> None:
    """Measure our service and others with a generated knowledge base, in one run.

    \b
    Examples:
      python -m communique.bench --size 20000 --seconds 1                     a quick look
      python -m communique.bench --only speed --target oxigraph-disk --query page --clients 8
      python -m communique.bench --only takeover --only intake
    """
    data = generate(folder, size, seed)
    click.echo(f"{data.quads} triples in {data.folder}", err=True)
    chosen = targets or usual(data.quads)
    made: dict[str, str] = {}
    for part in parts or PARTS:
        match part:
            case "speed":
                cells = list(speed(data, chosen, queries, clients, seconds, _tell))
                made |= tables(cells, data.quads)
                if output:
                    output.write_text(json.dumps([asdict(cell) for cell in cells], indent=1), encoding="utf-8")
            case "streaming":
                made[part] = streamed_table(streaming(data, chosen, _tell))
            case "interference":
                made[part] = interference_table(interference(data, chosen, 3 * seconds, _tell))
            case "takeover":
                made[part] = takeover_table(takeover(folder, size, seed, _tell))
            case "intake":
                made[part] = intake_table(intake(validated, data, _tell))
    _print(made, docs)


def _tell(text: str) -> None:
    click.echo(text, err=True)


def _print(made: dict[str, str], docs: bool) -> None:
    for title, content in made.items():
        click.echo(f"\n{title}\n\n{content}")
        if docs and f"<!-- {title} -->" in _DOCS.read_text(encoding="utf-8"):
            fill(_DOCS, title, content)


if __name__ == "__main__":
    main()
