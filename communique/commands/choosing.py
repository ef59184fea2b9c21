"""The option that several commands share: which folder of releases is meant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def releases(use: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--releases`, whose help says what the command does with the folder."""
    return click.option(
        "--releases",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("releases"),
        envvar="COMMUNIQUE_RELEASES",
        show_default=True,
        show_envvar=True,
        help=f"The folder of releases; {use}.",
    )
