"""Try the attacks on an endpoint, or on several that are started here, and say what each withstood."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import click

from communique.tests.attacks import isolation
from communique.tests.attacks.attack import Attack
from communique.tests.attacks.canary import listening
from communique.tests.attacks.judge import Limits
from communique.tests.attacks.reading import attacks
from communique.tests.attacks.report import described, failures, harms, overview
from communique.tests.attacks.runner import Gone, Result, Runner, Subject
from communique.tests.attacks.starting import STARTED, running, secret
from communique.tests.targets.process import Server, stop_when_told
from communique.tests.targets.tables import fill

_DOCS = Path(__file__).resolve().parents[2] / "docs" / "attacks.md"


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--endpoint", help="query address of a running endpoint (one that may be lost)")
@click.option("--update", help="its update address")
@click.option("--store", help="its Graph Store Protocol address")
@click.option("--token", help="bearer token for its writes")
@click.option("--pid", type=int, default=0, help="its process, to watch its memory")
@click.option("--start", "starts", multiple=True, type=click.Choice(list(STARTED)), help="start and attack this one")
@click.option("--deadline", default=5.0, show_default=True, help="seconds the endpoint gives a query")
@click.option("--grace", default=1.0, show_default=True, help="seconds after that in which its answer must have ended")
@click.option("--memory", default=1024, show_default=True, help="MiB by which it may grow")
@click.option("--ask", default=100.0, show_default=True, help="ms the next ASK may take")
@click.option("--kind", "kinds", multiple=True, help="only attacks of this kind (a file in data/)")
@click.option("--name", "names", multiple=True, help="only attacks whose name begins so")
@click.option("--quick", is_flag=True, help="one variant of each attack, but all that try to reach something")
@click.option("--isolate/--no-isolate", default=None, help="in a network namespace, for what is started here")
@click.option(
    "--earlier",
    multiple=True,
    type=click.Path(path_type=Path),
    help="show what such runs wrote, beside; pieces of one endpoint together",
)
@click.option("--json", "output", type=click.Path(path_type=Path), help="write the results there too")
@click.option("--docs", is_flag=True, help="put the tables into docs/attacks.md")
def main(starts: tuple[str, ...], isolate: bool | None, **options: object) -> None:
    """Try every attack and print which ones did harm.

    \b
    Examples:
      python -m communique.tests.attacks --start communique --start oxigraph
      python -m communique.tests.attacks --endpoint http://127.0.0.1:8000/sparql --pid 4711

    Exit codes: 0 all withstood; 1 some did harm; 2 the call was wrong.
    """
    stop_when_told()
    if isolate is None:
        isolate = bool(starts) and not options["endpoint"] and isolation.possible()
    if isolate and not isolation.isolated():
        isolation.enter("communique.tests.attacks", sys.argv[1:])
    if isolation.isolated():
        isolation.furnish()
    _main(starts, **options)  # type: ignore[arg-type]


def _main(
    starts: tuple[str, ...],
    endpoint: str | None,
    update: str | None,
    store: str | None,
    token: str | None,
    pid: int,
    deadline: float,
    grace: float,
    memory: int,
    ask: float,
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    quick: bool,
    earlier: tuple[Path, ...],
    output: Path | None,
    docs: bool,
) -> None:
    if not endpoint and not starts and not earlier:
        raise click.UsageError("say what to attack: --endpoint URL, or --start NAME")
    limits = Limits(deadline, memory * 2**20, ask / 1000, grace)
    chosen = [a for a in attacks() if (not kinds or a.kind in kinds) and (not names or a.name.startswith(names))]
    chosen = [attack for attack in chosen if attack.first or attack.kind.startswith("reach")] if quick else chosen
    runs = together(_read(path) for path in earlier)
    runs |= {name: asyncio.run(_run(partial(STARTED[name], deadline), True, chosen, limits)) for name in starts}
    if endpoint:
        server = Server("endpoint", endpoint, pid, update, store, token)
        runs["endpoint"] = asyncio.run(_run(partial(running, server), False, chosen, limits))
    _report(runs, output, docs)


async def _run(
    start: Callable[[], AbstractContextManager[Server]], restarts: bool, chosen: list[Attack], limits: Limits
) -> list[Result]:
    results = []
    subject = Subject(start, restarts)
    try:
        async with listening() as canary:
            runner = Runner(subject, canary, limits, {"canary": str(canary.port), **secret()})
            async for result in runner.all(chosen, isolation.isolated()):
                results.append(result)
                _tell(result)
    except Gone as error:
        click.echo(f"{error}; {len(chosen) - len(results)} attacks were not tried", err=True)
    finally:
        subject.close()
    return results


def _tell(result: Result) -> None:
    verdict = result.skipped or "; ".join(result.wrong) or "withstood"
    click.echo(f"{result.attack.kind:12} {result.attack.name:44} {result.seconds:5.1f} s  {verdict}", err=True)


def _report(runs: dict[str, list[Result]], output: Path | None, docs: bool) -> None:
    tables = {"overview": overview(runs), "harms": harms(runs), "kinds": described(next(iter(runs.values())))}
    tables |= {f"failures {name}": failures(found) for name, found in runs.items()}
    for title, content in tables.items():
        click.echo(f"\n{title}\n\n{content}")
        if docs and f"<!-- {title} -->" in _DOCS.read_text(encoding="utf-8"):
            fill(_DOCS, title, content)
    if output:
        written = {name: [_plain(result) for result in found] for name, found in runs.items()}
        output.write_text(json.dumps(written, indent=1), encoding="utf-8")
    if any(result.wrong for found in runs.values() for result in found):
        raise SystemExit(1)


def together(pieces: Iterable[dict[str, list[Result]]]) -> dict[str, list[Result]]:
    """The results of several runs, in the order of the attacks; of an attack that was tried twice, the later one."""
    found: dict[str, dict[tuple[str, str], Result]] = {}
    for piece in pieces:
        for name, results in piece.items():
            found.setdefault(name, {}).update(((one.attack.kind, one.attack.name), one) for one in results)
    order = [(attack.kind, attack.name) for attack in attacks()]
    return {name: [tried[key] for key in order if key in tried] for name, tried in found.items()}


def _read(path: Path) -> dict[str, list[Result]]:
    """What an earlier run wrote; attacks that there are no more are left out."""
    known = {(attack.kind, attack.name): attack for attack in attacks()}
    runs: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: [
            Result(known[key], tuple(row["wrong"]), row["skipped"], row["seconds"])
            for row in rows
            if (key := (row["kind"], row["name"])) in known
        ]
        for name, rows in runs.items()
    }


def _plain(result: Result) -> dict[str, object]:
    return {
        "kind": result.attack.kind,
        "name": result.attack.name,
        "wrong": result.wrong,
        "skipped": result.skipped,
        "seconds": round(result.seconds, 2),
    }


if __name__ == "__main__":
    main()
