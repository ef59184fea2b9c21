"""The options of `communique serve` that say where the data are held, and whether they may be written to."""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from communique.service.engine.storage import Elsewhere, InMemory, OnDisk, Storage, Writable

TOKEN = "COMMUNIQUE_TOKEN"

_OPTIONS = (
    click.option(
        "--backend",
        type=click.Choice(["memory", "disk", "remote"]),
        default="memory",
        show_default=True,
        help="Where the data are held: in memory, in a store on disk, or in another SPARQL store.",
    ),
    click.option(
        "--cache",
        type=click.Path(path_type=Path, file_okay=False),
        help="disk: the folder of the stores that are built.  [.stores in the folder of releases]",
    ),
    click.option("--remote-query", metavar="URL", help="remote: the store's SPARQL query address."),
    click.option(
        "--remote-whole",
        is_flag=True,
        help="remote: the store holds nothing else, and its default graph is the union of all; it is not told graphs.",
    ),
    click.option(
        "--no-remote-check", is_flag=True, help="remote: do not count first whether the store has the release."
    ),
    click.option(
        "--remote-steady",
        is_flag=True,
        help="remote: nobody changes the store but with a new release, so that answers may be kept.",
    ),
    click.option(
        "--writable",
        type=click.Path(path_type=Path, file_okay=False),
        help="Accept updates, and keep them in a store in this folder, which begins with the current release.",
    ),
    click.option(
        "--token-file",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        help=f"writable: the file with the token that those show who write.  [${TOKEN}]",
    ),
    click.option(
        "--default-graph",
        type=click.Choice(["union", "own"]),
        default="union",
        show_default=True,
        help="writable: what queries see as the default graph: all graphs together, or one of its own.",
    ),
)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options; it is called with a `storage` made of them."""

    @functools.wraps(command)
    def with_storage(**given: Any) -> None:
        names = ("backend", "cache", "remote_query", "remote_whole", "no_remote_check", "remote_steady")
        chosen = {name: given.pop(name) for name in (*names, "writable", "token_file", "default_graph")}
        command(storage=_storage(given["releases"], **chosen), **given)

    for option in reversed(_OPTIONS):
        with_storage = option(with_storage)
    return with_storage


def _storage(
    releases: Path,
    backend: str,
    cache: Path | None,
    remote_query: str | None,
    remote_whole: bool,
    no_remote_check: bool,
    remote_steady: bool,
    writable: Path | None,
    token_file: Path | None,
    default_graph: str,
) -> Storage:
    """The storage that the options describe; raises BadParameter where they do not go together."""
    if writable is not None:
        if backend != "memory":
            raise click.BadParameter("this is a store of its own: leave out --backend", param_hint="--writable")
        return Writable(writable, _token(token_file), union=default_graph == "union")
    if (backend == "remote") != (remote_query is not None):
        raise click.BadParameter("--backend remote and --remote-query URL go together", param_hint="--backend")
    if backend == "remote":
        assert remote_query is not None
        return Elsewhere(remote_query, not remote_whole, not no_remote_check, remote_steady)
    return OnDisk(cache or releases / ".stores") if backend == "disk" else InMemory()


def _token(file: Path | None) -> str:
    try:
        token = (file.read_text(encoding="utf-8") if file else os.environ.get(TOKEN, "")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{file} cannot be read ({error})", param_hint="--token-file") from None
    if len(token) < 16 or not token.isascii() or any(character.isspace() for character in token):
        raise click.BadParameter(
            f"writing takes a token of 16 characters or more, without spaces, in a --token-file or in ${TOKEN}",
            param_hint="--writable",
        )
    return token
