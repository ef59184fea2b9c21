"""The command line: one command a file in `communique.commands`, loaded only when it is called."""

import importlib

import click

from communique import __version__

COMMANDS = (
    "build",
    "check",
    "serve",
    "query",
    "passage",
    "verify",
    "load",
    "align",
    "review",
    "snapshot",
    "export",
    "mcp",
)


class Lazy(click.Group):
    """A group whose commands are imported on first use, so that `--help` and completion stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"communique.commands.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="communique")
def main() -> None:
    """Build, check, serve and query the Communique knowledge base.

    \b
    Examples:
      communique check                     tell what is wrong in the records, by file and line
      communique build                     make the next release in ./releases
      communique serve --port 8000         serve the current release
      communique query 'ASK {}'            ask the current release

    Exit codes: 0 done; 1 something failed; 2 the input or the call was wrong.
    """
