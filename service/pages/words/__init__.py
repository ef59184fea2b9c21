"""The strings of the interface, found by key: Fluent catalogues with plurals and numbers as each language has them.

`en.ftl` and `es.ftl` have the same keys. What is English in the code, because programs are sent it too, is translated
in files of its own: `problems.es.ftl` the ways a request can fail.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone

FOLDER = Path(__file__).resolve().parent
LANGUAGES = {"en": "English", "es": "Español"}  # in their own words, as the switch shows them
DEFAULT = "en"
KEPT = 4096  # strings of a language, with what was put into them: a page says most of them again and again


class Words:
    """The strings of one language; `words("rows", count=3)` gives one, KeyError where there is no such key."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        for path in sorted(FOLDER.glob(f"*{language}.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        self._formed = lru_cache(maxsize=KEPT)(self._form)

    def __call__(self, key: str, **arguments: Any) -> str:
        """The string of a key. Raises KeyError for an unknown key or an argument left out."""
        return self._formed(key, tuple(arguments.items()))

    def __contains__(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def get(self, key: str, otherwise: str) -> str:
        """The string of a key that may not be there, without arguments."""
        return self(key) if key in self else otherwise

    def _form(self, key: str, arguments: tuple[tuple[str, Any], ...]) -> str:
        text, faults = self._bundle.format_pattern(self._pattern(key), dict(arguments))
        if faults or isinstance(text, FluentNone):
            raise KeyError(f"{key}: {faults}")
        return text

    def _pattern(self, key: str) -> Any:
        if key not in self:
            raise KeyError(f"there is no string '{key}' in {self.language}.ftl")
        return self._bundle.get_message(key).value


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> Words:
    """The catalogue of a language; the default one for a language that has none."""
    return Words(language if language in LANGUAGES else DEFAULT)
