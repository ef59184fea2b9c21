"""Readers of single values: each takes a node and gives a value, or reports what was expected and gives None."""

import re
from collections.abc import Callable
from typing import Any

from communique.iris import THING_KINDS
from communique.mappings.records import dates
from communique.mappings.records.issue import listed, near
from communique.mappings.records.tree import Mapping, Node, Scalar, Sequence
from communique.mappings.records.world import Context

Reader = Callable[[Node, Context], Any]

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,8}[1-9]")
SHA256 = re.compile(r"[0-9a-f]{64}")
WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def describe(node: Node) -> str:
    """What a node is, in the words of an issue."""
    if isinstance(node, Scalar):
        return f"'{node.value}'" if node.value else "nothing"
    return "a list" if isinstance(node, Sequence) else "a mapping"


def scalar(node: Node, context: Context, expected: str) -> str | None:
    """The words of a scalar with white space normalised; reports lists, mappings and empty values."""
    if not isinstance(node, Scalar):
        context.fault(node.line, f"expected {expected}, found {describe(node)}")
        return None
    words = " ".join(node.value.split())
    if not words or (node.plain and words in ("~", "null")):
        context.fault(node.line, f"expected {expected}, found nothing")
        return None
    if _CONTROL.search(words):
        context.fault(node.line, f"expected {expected}, found a control character in it")
        return None
    return words


def text(node: Node, context: Context) -> str | None:
    """Words, with every run of Unicode white space made one space."""
    return scalar(node, context, "words")


def matching(pattern: re.Pattern[str], expected: str) -> Reader:
    """A reader of words that match a pattern as a whole."""

    def read(node: Node, context: Context) -> str | None:
        words = scalar(node, context, expected)
        if words is not None and not pattern.fullmatch(words):
            context.fault(node.line, f"expected {expected}, found '{words}'")
            return None
        return words

    return read


sha256 = matching(SHA256, "a sha256 of 64 lower-case hexadecimal digits")
address = matching(WEB, "an address that starts with http:// or https://")
identifier = matching(KEY, "a key of lower-case letters, digits and single hyphens")


def language(node: Node, context: Context) -> str | None:
    """A language tag in lower case, the only form in which it comes back from the store as it went in."""
    words = scalar(node, context, "a language tag")
    if words is not None and not LANGUAGE.fullmatch(words):
        lower = words.lower()
        hint = f"did you mean '{lower}'?" if LANGUAGE.fullmatch(lower) else ""
        context.fault(node.line, f"expected a language tag in lower case such as en or pt-br, found '{words}'", hint)
        return None
    return words


def number(node: Node, context: Context) -> str | None:
    """The digits of an integer or a decimal, in the one form that a store gives back unchanged."""
    words = scalar(node, context, "a number")
    if words is None or INTEGER.fullmatch(words) or DECIMAL.fullmatch(words):
        return words
    if re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]*)?", words):
        context.fault(node.line, f"the number '{words}' would not come back as written", _shortest(words))
    else:
        context.fault(node.line, f"expected a number such as 40 or 20.4, found '{words}'")
    return None


def _shortest(words: str) -> str:
    """The hint that gives the number in the form that comes back as written."""
    whole, _, rest = words.lstrip("+-").partition(".")
    digits = (whole.lstrip("0") or "0") + (f".{rest.rstrip('0')}" if rest.rstrip("0") else "")
    short = f"-{digits}" if words.startswith("-") and digits != "0" else digits
    return f"write {short}" if INTEGER.fullmatch(short) or DECIMAL.fullmatch(short) else "it has too many digits"


def integer(node: Node, context: Context) -> int | None:
    """A whole number."""
    words = number(node, context)
    if words is None:
        return None
    if not INTEGER.fullmatch(words):
        context.fault(node.line, f"expected a whole number, found '{words}'")
        return None
    return int(words)


def natural(node: Node, context: Context) -> int | None:
    """A whole number from 0 on."""
    value = integer(node, context)
    if value is not None and value < 0:
        context.fault(node.line, f"expected a whole number from 0 on, found '{value}'")
        return None
    return value


def date(node: Node, context: Context) -> str | None:
    """An EDTF text whose bounds can be computed."""
    words = scalar(node, context, dates.EXPECTED)
    if words is None:
        return None
    try:
        dates.bounds(words)
    except dates.NoDate as fault:
        context.fault(node.line, f"'{words}' is no date: {fault}")
        return None
    return words


def concept(scheme: str) -> Reader:
    """A reader of the key of a concept of a scheme."""

    def read(node: Node, context: Context) -> str | None:
        known = context.world.concepts(scheme)
        words = scalar(node, context, f"a key of the list '{scheme}'")
        if words is None or words in known:
            return words
        hint = near(words, known) or f"the list has {listed(sorted(known)[:12])}{' …' if len(known) > 12 else ''}"
        context.fault(node.line, f"unknown {scheme} '{words}'", hint)
        return None

    return read


def ref(*kinds: str) -> Reader:
    """A reader of a reference `kind/key` to a minted thing of one of the kinds."""
    expected = f"a reference such as {kinds[0]}/key"

    def read(node: Node, context: Context) -> str | None:
        words = scalar(node, context, expected)
        if words is None:
            return None
        kind, slash, _ = words.partition("/")
        things = context.world.things
        if not slash or kind not in THING_KINDS:
            suited = [thing for thing in things if thing.split("/")[0] in kinds]
            same = sorted(thing for thing in suited if thing.split("/")[1] in (words, words.rpartition("/")[2]))
            hint = f"did you mean '{same[0]}'?" if same else near(words, suited)
            context.fault(node.line, f"expected {expected}, found '{words}'", hint)
            return None
        if kind not in kinds:
            context.fault(node.line, f"'{words}' is of a kind that cannot stand here: expected {listed(kinds)}")
            return None
        if words not in things and kind not in context.world.unread:
            context.fault(node.line, f"there is no '{words}' in the registry", _nearest(words, things))
            return None
        return words

    return read


def _nearest(words: str, things: frozenset[str]) -> str:
    kind, _, key = words.partition("/")
    elsewhere = sorted(f"{other}/{key}" for other in THING_KINDS if f"{other}/{key}" in things)
    if elsewhere:
        return f"did you mean '{elsewhere[0]}'?"
    return near(words, (thing for thing in things if thing.startswith(f"{kind}/"))) or near(words, things)


def many(reader: Reader, least: int = 1) -> Reader:
    """A reader of one value or a list of them; gives a sorted tuple, and refuses repetitions."""

    def read(node: Node, context: Context) -> tuple[Any, ...] | None:
        items = node.items if isinstance(node, Sequence) else [node]
        values = [reader(item, context) for item in items]
        if any(value is None for value in values):
            return None
        if len(values) < least:
            context.fault(node.line, f"expected a list of at least {least}, found {len(values)}")
            return None
        for place, item in enumerate(items):
            if values[place] in values[:place]:
                context.fault(item.line, f"'{values[place]}' stands twice in the list")
        return tuple(sorted(set(values)))

    return read


def passage(node: Node, context: Context) -> str | None:
    """The name of a passage of the document that is being read."""
    words = scalar(node, context, "the name of a passage")
    if words is not None and words not in context.passages and context.passages_whole:
        context.fault(node.line, f"there is no passage '{words}' in passages.yaml", near(words, context.passages))
        return None
    return words


def mapping(node: Node, context: Context, expected: str) -> Mapping | None:
    """The node itself where it is a mapping."""
    if isinstance(node, Mapping):
        return node
    context.fault(node.line, f"expected {expected}, found {describe(node)}")
    return None
