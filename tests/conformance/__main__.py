"""Run the official suites against an endpoint, or against servers started here, and report."""

import os
from pathlib import Path

import click

from communique.tests.conformance.cases import Outcome
from communique.tests.conformance.endpoint import Endpoint
from communique.tests.conformance.known import known, problems
from communique.tests.conformance.report import earl, failures, overview
from communique.tests.conformance.runner import run
from communique.tests.conformance.starting import STARTED, started
from communique.tests.conformance.suites import SUITES
from communique.tests.conformance.target import Target
from communique.tests.shared import FOLDER
from communique.tests.targets.process import Server
from communique.tests.targets.tables import fill

SUBJECTS = {
    "engine": "https://github.com/oxigraph/oxigraph/tree/main/python",
    "oxigraph": "https://github.com/oxigraph/oxigraph",
    "rdflib-endpoint": "https://github.com/vemonet/rdflib-endpoint",
    "communique": "https://w3id.org/communique/",
    "communique-read-only": "https://w3id.org/communique/",
}
_UNKNOWN = "urn:x-communique:tested-endpoint"
_DOCS = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--endpoint", help="query address of a running, writable endpoint whose data may be destroyed")
@click.option("--update", help="its update address; by default the same")
@click.option("--store", help="its Graph Store Protocol address; without it those tests are not run")
@click.option("--token", help="bearer token for its writes")
@click.option("--federated", is_flag=True, help="it resolves SERVICE on loopback: run the federation tests too")
@click.option("--start", "starts", multiple=True, type=click.Choice(list(STARTED)), help="start and test this one")
@click.option("--suite", "suites", multiple=True, type=click.Choice(list(SUITES)), help="only this suite")
@click.option("--earl", "folder", type=click.Path(path_type=Path), help="folder for EARL reports, one a target")
@click.option("--docs", is_flag=True, help="put the tables into docs/conformance.md")
def main(
    endpoint: str | None,
    update: str | None,
    store: str | None,
    token: str | None,
    federated: bool,
    starts: tuple[str, ...],
    suites: tuple[str, ...],
    folder: Path | None,
    docs: bool,
) -> None:
    """Run the official SPARQL suites and print what passed.

    \b
    Examples:
      python -m communique.tests.conformance --endpoint http://127.0.0.1:7878/query \\
          --update http://127.0.0.1:7878/update --store http://127.0.0.1:7878/store
      python -m communique.tests.conformance --start engine --start communique --earl build/earl

    Exit codes: 0 as the lists of known failures say; 1 otherwise; 2 the call was wrong.
    """
    checkout = Path(os.environ.get("COMMUNIQUE_SUITES", FOLDER / "suites")) / "rdf-tests"
    if not checkout.is_dir():
        raise click.UsageError(f"no official suites in {checkout}; set COMMUNIQUE_SUITES to the folder of rdf-tests")
    if not endpoint and not starts:
        raise click.UsageError("say what to test: --endpoint URL, or --start NAME")
    runs: dict[str, list[Outcome]] = {}
    for name in starts:
        with started(name) as target:
            runs[name] = _run(target, checkout, suites)
    if endpoint:
        target = _remote(Server("endpoint", endpoint, 0, update or endpoint, store, token), federated)
        runs["endpoint"] = _run(target, checkout, suites)
    _report(runs, folder, docs)


def _run(target: Target, checkout: Path, suites: tuple[str, ...]) -> list[Outcome]:
    click.echo(f"testing {target.name} …", err=True)
    return run(target, checkout, suites or SUITES)


def _remote(server: Server, federated: bool) -> Endpoint:
    offers = {"protocol", "query", "update", "description"}
    if server.store:
        offers.add("store")
    if federated:
        offers.add("service")
    return Endpoint(server, offers=offers)


def _report(runs: dict[str, list[Outcome]], folder: Path | None, docs: bool) -> None:
    tables = {"overview": overview(runs)}
    wrong: list[str] = []
    for name, outcomes in runs.items():
        listed = known(name)
        tables[f"failures {name}"] = failures(outcomes, listed)
        wrong += [f"{name}: {line}" for line in problems(outcomes, listed)] if listed else []
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.ttl").write_bytes(earl(outcomes, SUBJECTS.get(name, _UNKNOWN)))
    for title, content in tables.items():
        click.echo(f"\n{title}\n\n{content}")
        if docs and f"<!-- {title} -->" in _DOCS.read_text(encoding="utf-8"):
            fill(_DOCS, title, content)
    if wrong:
        raise SystemExit("\n" + "\n".join(wrong))


if __name__ == "__main__":
    main()
