"""Every string a reader sees is in the catalogues, in every language, and no template has one of its own."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import BaseNode, Message, VariableReference
from fluent.syntax.visitor import Visitor
from jinja2 import Environment

from communique.service.pages.render import TEMPLATES
from communique.service.pages.words import DEFAULT, FOLDER, LANGUAGES, words
from communique.service.sparql.problems import PROBLEMS

NOT_TRANSLATED = {"Communique", "VoID", "JSON-LD", "CSV", "Turtle", "SPARQL", "SHA-256", "gzip", "BibTeX", "CSL-JSON"}
KEPT_AS_IS = {"code", "pre", "kbd", "script", "style"}
SPOKEN = {"title", "alt", "placeholder", "aria-label"}
LETTERS = re.compile(r"[^\W\d_]{2,}")


class Variables(Visitor):
    """Which variables a message takes."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.found.add(node.id.name)


def messages(path: Path) -> dict[str, set[str]]:
    """Keys with the variables each takes; fails on what the parser cannot read."""
    found: dict[str, set[str]] = {}
    for entry in parse(path.read_text(encoding="utf-8")).body:
        assert entry.__class__.__name__ != "Junk", f"{path.name}: {getattr(entry, 'content', '')}"
        if isinstance(entry, Message):
            assert entry.id.name not in found, f"{path.name}: {entry.id.name} twice"
            found[entry.id.name] = variables(entry)
    return found


def variables(node: BaseNode) -> set[str]:
    seen = Variables()
    seen.visit(node)
    return seen.found


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {DEFAULT}))
def test_each_language_has_every_string_with_the_same_variables(language: str) -> None:
    for path in sorted(FOLDER.glob(f"*{DEFAULT}.ftl")):
        other = FOLDER / f"{path.name.removesuffix(f'{DEFAULT}.ftl')}{language}.ftl"
        assert messages(other) == messages(path), other.name
    for kind in PROBLEMS:
        assert f"problem-{kind}" in words(language) and f"problem-{kind}-hint" in words(language)
    problems = messages(FOLDER / f"problems.{language}.ftl")
    assert set(problems) == {f"problem-{kind}{end}" for kind in PROBLEMS for end in ("", "-hint")}


class Bare(HTMLParser):
    """Texts and spoken attributes that stand in the HTML itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in KEPT_AS_IS:
            self._within.append(tag)
        self.found += [value for name, value in attrs if name in SPOKEN and value and LETTERS.search(value)]

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within and LETTERS.search(data) and data.strip(" \n·,:;.()") not in NOT_TRANSLATED:
            self.found.append(data.strip())


def bare(source: str) -> list[str]:
    """What a template would show a reader without asking the catalogue."""
    parts = []
    for _, kind, text in Environment(autoescape=True).lex(source):
        if kind == "data":
            parts.append(text)
        elif kind.endswith("_end"):
            parts.append("\0")  # so that what stands left and right stays apart
    reader = Bare()
    reader.feed("".join(parts).replace("\0", ""))
    reader.close()
    return reader.found


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_has_a_string_of_its_own(path: Path) -> None:
    assert not bare(path.read_text(encoding="utf-8"))


def test_a_string_in_a_template_would_be_found() -> None:
    assert bare("<p>{{ t('x') }} Hello</p>") == ["Hello"]
    assert bare('<a title="Go {{ x }} there">1</a>') == ["Go  there"]
    assert bare("{# a remark #}<code>GET</code>{{ 'x' }}") == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_the_keys_that_templates_ask_for_are_there(path: Path) -> None:
    for key in re.findall(r"\bt\(\"([\w-]+)\"[),]", path.read_text(encoding="utf-8")):
        assert key in words(DEFAULT), key


def test_plurals_and_missing_arguments() -> None:
    assert words("en")("rows", count=1) == "1 row"
    assert words("es")("rows", count=1234) == "1.234 filas"
    with pytest.raises(KeyError):
        words("en")("rows")
    with pytest.raises(KeyError):
        words("en")("no-such-key")
    assert words("xx")("yes") == "yes"
