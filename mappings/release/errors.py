"""What can end a build: input that makes no release, and a machine that cannot write one."""

from collections.abc import Sequence


class Refused(Exception):
    """The input makes no release. `problems` holds one line each: where, what is wrong, what to do. Exit code 2."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(problems)
        self.problems = list(problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


class Failed(Exception):
    """The release could not be written, although nothing is wrong with the input. Exit code 1."""
