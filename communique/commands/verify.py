"""`communique verify`: look a release folder through, whoever made it and wherever it was downloaded from."""

import json
import os
import sys
from pathlib import Path

import click

from communique.commands.steps import Steps
from communique.mappings.release.folder import CURRENT
from communique.mappings.release.manifest import MANIFEST
from communique.mappings.release.verify import verify


@click.command(name="verify")
@click.argument("release", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--quiet", is_flag=True, help="No progress.")
def command(release: Path | None, quiet: bool) -> None:
    """Look a release folder through: files, checksums, gzips, the RDFC-1.0 hash, the counts.

    RELEASE is the folder; by default the current one of ./releases (or of $COMMUNIQUE_RELEASES).
    Exit code 0 where all is as it was made, 2 where something is not; each problem is a line on standard output.

    \b
    Examples:
      communique verify
      communique verify downloads/0.1.0-0123456789ab
    """
    folder = release or Path(os.environ.get("COMMUNIQUE_RELEASES", "releases")) / CURRENT
    steps = Steps(quiet)
    problems = verify(folder, steps)
    steps.end()
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(2)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    click.echo(f"{manifest['name']}: {len(manifest['files'])} files, {manifest['counts']['quads']} quads, all as made")
