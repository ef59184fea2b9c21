"""Progress on standard error: one line a step, rewritten in place on a terminal, printed at its end elsewhere."""

import sys
import time

import click


class Steps:
    """Called with the name of a step, how many of its parts are done, and how many there are."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.terminal = sys.stderr.isatty()
        self.step = ""
        self.began = time.monotonic()

    def __call__(self, step: str, done: int, total: int) -> None:
        if self.quiet:
            return
        if step != self.step:
            self.end()
            self.step, self.began = step, time.monotonic()
        complete = done >= total
        if self.terminal or complete:
            took = f"  {time.monotonic() - self.began:.1f} s" if complete else ""
            self._line(f"{step:<24} {done}/{total}{took}", complete)
        if complete:
            self.step = ""

    def end(self) -> None:
        """Leave the line of a step that broke off."""
        if self.step and self.terminal:
            click.echo(err=True)
        self.step = ""

    def _line(self, text: str, complete: bool) -> None:
        start = "\r\x1b[K" if self.terminal else ""
        click.echo(f"{start}{text}", err=True, nl=complete or not self.terminal)
