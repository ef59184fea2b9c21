"""Run the bench, or parts of it, and print its tables."""

from pathlib import Path

import click

from communique.bench.parts import CLIENTS, Setting, Tables, part, parts
from communique.bench.queries import FOLDER as QUERIES
from communique.bench.targets import TARGETS
from communique.tests.targets.process import stop_when_told
from communique.tests.targets.tables import fill

_DOCS = Path(__file__).resolve().parent.parent / "docs" / "bench.md"
_NAMES = sorted(path.stem for path in QUERIES.glob("*.rq"))


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--only", multiple=True, type=click.Choice(parts()), help="only this part")
@click.option("--size", default=1_000_000, show_default=True, envvar="SIZE", help="triples of the knowledge base")
@click.option("--seed", default=1, show_default=True, help="the same seed gives the same knowledge base")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("build/bench"), show_default=True)
@click.option("--target", "chosen", multiple=True, type=click.Choice(list(TARGETS)), help="only this server")
@click.option("--query", "queries", multiple=True, type=click.Choice(_NAMES), help="only this query")
@click.option("--clients", multiple=True, type=int, default=CLIENTS, show_default=True)
@click.option("--seconds", default=3.0, show_default=True, help="for each query, server and number of clients")
@click.option("--json", "output", type=click.Path(path_type=Path), help="write every measurement into this folder")
@click.option("--docs", is_flag=True, help="put the tables into docs/bench.md")
def main(only: tuple[str, ...], docs: bool, **asked: object) -> None:
    """Measure our service and others with a generated knowledge base, in one run.

    \b
    Examples:
      python -m communique.bench --size 20000 --seconds 1                     a quick look
      python -m communique.bench --only speed --target oxigraph-disk --query page --clients 8
      python -m communique.bench --only takeover --only intake
    """
    stop_when_told()
    setting = Setting(progress=_tell, **asked)  # type: ignore[arg-type]
    for name in only or parts():
        _print(part(name).run(setting), docs)


def _tell(text: str) -> None:
    click.echo(text, err=True)


def _print(made: Tables, docs: bool) -> None:
    for title, content in made.items():
        click.echo(f"\n{title}\n\n{content}")
        if docs and f"<!-- {title} -->" in _DOCS.read_text(encoding="utf-8"):
            fill(_DOCS, title, content)


if __name__ == "__main__":
    main()
