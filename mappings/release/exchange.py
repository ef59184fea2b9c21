"""Two folders change places in one step: renameat2(2) of Linux, which Python does not offer."""

import ctypes
import os
from pathlib import Path

from communique.mappings.release.errors import Failed

_HERE = -100
_EXCHANGE = 2


def exchange(one: Path, other: Path) -> None:
    """Swap two paths atomically. Raises Failed where the system or the file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None or rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) != 0:
        reason = os.strerror(ctypes.get_errno()) if rename else "the system has no renameat2"
        raise Failed(f"cannot replace {other} in one step ({reason}): remove it by hand, then build again")
