"""Communique: linked data on communist and workers' parties, their meetings and their messages.

In a checkout the rooms of the house (`mappings`, `service`, …) lie beside this package; in a wheel they lie inside it.
Either way they are imported as `communique.mappings` and so on.
"""

from pathlib import Path

__version__ = "0.1.0"

_CHECKOUT = Path(__file__).resolve().parent.parent
if (_CHECKOUT / "pyproject.toml").is_file():
    __path__.append(str(_CHECKOUT))
