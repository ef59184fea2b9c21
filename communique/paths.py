"""Where the rooms of the house lie: beside this package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def room(name: str) -> Path:
    """The folder of one room: `ontology`, `shapes`, `seeds`, or `competency` (the questions).

    Raises FileNotFoundError where the installation is incomplete.
    """
    in_checkout = "tests/competency" if name == "competency" else name
    for folder in (_PACKAGE / name, _PACKAGE.parent / in_checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the room '{name}' is missing from this installation of communique; install it again")
