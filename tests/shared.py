"""Material beside the checkout that a stranger may lack: the source documents and the official suites.

`COMMUNIQUE_SHARED` names its folder; by default it is `shared` next to the checkout.
"""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("COMMUNIQUE_SHARED", Path(__file__).resolve().parent.parent.parent / "shared"))


def shared(name: str) -> Path:
    """The path of a shared file or folder; skips the test, with the reason, where it is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"needs '{name}' of the shared material; set COMMUNIQUE_SHARED to its folder")
    return path
