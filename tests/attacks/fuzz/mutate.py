"""Make a query wrong, odd or large by small changes to its tokens, now and then to its bytes."""

from collections.abc import Callable, Sequence
from random import Random

from communique.tests.attacks.fuzz.tokens import is_space, kind, tokens

_NUMBERS = ("0", "-1", "9223372036854775807", "9223372036854775808", "1e309", "0.0000000000000000000001", "00", "1.")
_TEXTS = ('""', '"\\u0000"', '"\\uD800"', '"' + "a" * 5000 + '"', "'''x", '"\\"', '"\U0001f600"', '"\u202e"')
_PUNCTUATION = (*"{}()[].;,|/^*+?!<>=-&@$", "<<(", ")>>", "{|", "|}", "^^", "||")
_WORDS = """
    SELECT CONSTRUCT ASK DESCRIBE WHERE OPTIONAL UNION MINUS GRAPH FILTER EXISTS NOT BIND AS VALUES UNDEF GROUP ORDER BY
    HAVING LIMIT OFFSET DISTINCT REDUCED FROM NAMED PREFIX BASE IN IF COUNT SUM a true INSERT DELETE DATA DROP ALL
"""

Mutation = Callable[[list[str], Random, Sequence[str]], None]


def mutated(text: str, random: Random, corpus: Sequence[str]) -> str:
    """The text after one to six changes, mostly one; `corpus` lends tokens. Seldom its bytes are changed besides."""
    parts = tokens(text)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        if parts:
            random.choice(_MUTATIONS)(parts, random, corpus)
    changed = "".join(parts)
    return _bytes(changed, random) if random.random() < 0.05 else changed


def _kin(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    """A token in the place of one of its kind: the change that SPARQL survives most often."""
    at = _place(parts, random)
    pool = [*parts, *tokens(random.choice(corpus))] if random.random() < 0.5 else parts
    parts[at] = random.choice([token for token in pool if kind(token) == kind(parts[at])] or parts)


def _delete(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    del parts[_place(parts, random)]


def _double(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    at = _place(parts, random)
    parts.insert(at, parts[at])


def _swap(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    one, other = _place(parts, random), _place(parts, random)
    parts[one], parts[other] = parts[other], parts[one]


def _repeat(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    """A stretch many times over: what a grammar allows to repeat, it allows to repeat often."""
    at = _place(parts, random)
    stretch = parts[at : at + random.randint(1, 8)]
    parts[at:at] = stretch * random.choice((2, 10, 100))


def _replace(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    pool = random.choice((_NUMBERS, _TEXTS, _PUNCTUATION, _WORDS.split()))
    parts[_place(parts, random)] = f" {random.choice(pool)} "


def _insert(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    pool = random.choice((_NUMBERS, _TEXTS, _PUNCTUATION, _WORDS.split()))
    parts.insert(_place(parts, random), f" {random.choice(pool)} ")


def _splice(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    """A stretch of another query in the place of one of this."""
    other = tokens(random.choice(corpus))
    if other:
        start, at = _place(other, random), _place(parts, random)
        parts[at : at + random.randint(0, 8)] = other[start : start + random.randint(1, 20)]


def _nest(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    """The whole or a part between brackets, a few levels deep."""
    opening, closing = random.choice((("{", "}"), ("(", ")"), ("[", "]"), ("{ SELECT * {", "} }"), ("<<(", ")>>")))
    levels = random.choice((1, 3, 30, 300))
    start, end = sorted((_place(parts, random), _place(parts, random)))
    parts[end:end] = [f" {closing}"] * levels
    parts[start:start] = [f"{opening} "] * levels


def _cut(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    del parts[_place(parts, random) :]


def _escape(parts: list[str], random: Random, corpus: Sequence[str]) -> None:
    """A character as an escape, which SPARQL resolves before it looks at tokens."""
    at = _place(parts, random)
    if parts[at]:
        character = ord(parts[at][0])
        form = random.choice(("\\u{:04X}", "\\U{:08X}")) if character < 0x10000 else "\\U{:08X}"
        parts[at] = form.format(character) + parts[at][1:]


_MUTATIONS: tuple[Mutation, ...] = (
    *[_kin] * 12,
    _delete,
    _double,
    _swap,
    _repeat,
    _replace,
    _insert,
    _splice,
    _nest,
    _cut,
    _escape,
)


def _place(parts: list[str], random: Random) -> int:
    """An index, seldom one of white space."""
    at = random.randrange(len(parts))
    return random.randrange(len(parts)) if is_space(parts[at]) else at


def _bytes(text: str, random: Random) -> str:
    """Characters changed one by one, control characters and beyond the basic plane too."""
    letters = list(text)
    for _ in range(random.randint(1, 4)):
        if letters:
            letters[random.randrange(len(letters))] = chr(random.choice((0, 1, 0x7F, 0x85, 0x2028, 0xFFFF, 0x1F600)))
    return "".join(letters)
