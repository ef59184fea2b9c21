"""The strings that scripts show: those that they ask for are there in every language, and no others."""

import json
import re

import pytest

from communique.service.pages import scripts
from communique.service.pages.words import LANGUAGES
from communique.tests.front.test_sources import FRONT

ASKED = re.compile(r"""\bt\((?:"([\w-]+)"|`([\w-]*)\$\{(?:each|key|name)\}([\w-]*)`)""")
FORMS = ("-one", "-other")


def asked() -> tuple[set[str], set[str]]:
    """The keys that scripts name, and patterns of those that they put together."""
    named, patterns = set(), set()
    for path in (FRONT / "src").rglob("*.ts"):
        for key, start, end in ASKED.findall(path.read_text(encoding="utf-8")):
            if key:
                named.add(key)
            else:
                patterns.add(rf"{start}[\w-]+{end}")
    return named, patterns


def bare(key: str) -> str:
    """The key without the form of its plural."""
    return next((key.removesuffix(form) for form in FORMS if key.endswith(form)), key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_get_the_strings_that_they_ask_for(language: str) -> None:
    given = json.loads(str(scripts.strings(language)))
    keys = {bare(key) for key in given}
    named, patterns = asked()
    assert not named - keys
    assert not [key for key in keys - named if not any(re.fullmatch(pattern, key) for pattern in patterns)]


def test_variables_are_left_for_the_script() -> None:
    given = json.loads(str(scripts.strings("en")))
    assert given["query-place"] == "Line {line}, column {column}"
    assert given["status-rows-other"] == "{count} rows in {seconds} s, {size}"


def test_they_cannot_end_the_element_that_holds_them() -> None:
    assert all("<" not in str(scripts.strings(language)) for language in LANGUAGES)
