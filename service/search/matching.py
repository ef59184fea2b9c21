"""How what is typed finds names: tiers of queries, from the very name to names that are spelled otherwise.

A thing is a hit of the first tier that finds it. Every word that is typed must begin a word of the thing's names, or
sound like that, or be misspelled within bounds: one letter in three, two in six, for the word or for the whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tantivy
from rapidfuzz.distance import OSA
from tantivy import Occur, Query

from communique.mappings.alignment.matching.fold import sound
from communique.service.search.entries import Entry, Name
from communique.service.search.words import START, STEM, Form, forms, name_start, sounds

TIERS = ("exact", "beginning", "words", "sound", "near", "far")
STRICT = 4  # tiers in which nothing is misspelled
FAR = TIERS[-1]
ALL = "all"  # the tier of everything, where nothing is typed
SPELLED = frozenset({*TIERS[:STRICT], ALL})
WORDS = 12  # words that are compared, of what is typed
_ONE, _TWO = 3, 6  # letters from which on one, or two, may be wrong
_OPEN = 5  # letters from which on a misspelled word may be unfinished


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to match, and the query for it."""

    name: str
    query: Query


def tiers(schema: tantivy.Schema, typed: str) -> list[Tier]:
    """The tiers for what is typed, in their order; none where nothing of it can be compared."""
    given = forms(typed)
    ways: dict[str, list[Query]] = {name: [] for name in TIERS}
    maker = _Maker(schema)
    for form in given:
        ways["exact"].append(maker.term("exact", form.whole))
        ways["beginning"].append(maker.beginning(form))
        ways["words"].append(_all(maker.word(word) for word in form.words[:WORDS]))
        heard = [maker.sounding(word) for word in form.words[:WORDS] if sounds([word])]
        if heard:
            ways["sound"].append(_all(heard))
        ways["near"] += maker.misspelled(form, 1)
        ways["far"] += maker.misspelled(form, 2)
    return [Tier(name, _any(queries)) for name, queries in ways.items() if queries]


def exclusive(found: Sequence[Tier], restriction: Query | None) -> list[Tier]:
    """The same tiers, each without what those before it find, all within a restriction."""
    made = []
    for place, tier in enumerate(found):
        parts = [(Occur.Must, tier.query), *((Occur.MustNot, before.query) for before in found[:place])]
        if restriction is not None:
            parts.append((Occur.Must, restriction))
        made.append(Tier(tier.name, Query.boolean_query(parts)))
    return made


def any_of(found: Sequence[Tier], restriction: Query | None) -> Query:
    """What any of the tiers finds, within a restriction."""
    query = _any([tier.query for tier in found])
    return query if restriction is None else Query.boolean_query([(Occur.Must, query), (Occur.Must, restriction)])


class _Maker:
    """Makes queries for parts of what is typed."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def term(self, field: str, text: str) -> Query:
        return Query.term_query(self._schema, field, text, index_option="basic")

    def starting(self, field: str, text: str) -> Query:
        return Query.fuzzy_term_query(self._schema, field, text, distance=0, prefix=True)

    def beginning(self, form: Form) -> Query:
        """Names that begin so: of a long one, with its first letters, and with the words that come after those.

        An automaton would visit every name that begins so, which for the commonest beginnings are very many.
        """
        start = self.term("starts", name_start(form.whole[:START]))
        if len(form.whole) <= START:
            return start
        *after, last = form.words[form.whole[:START].count(" ") :]
        return _all([start, *(self.term("words", word) for word in after[:WORDS]), self.word(last)])

    def word(self, word: str) -> Query:
        """Words that begin so."""
        return self.term("starts", word) if len(word) <= STEM else self.starting("words", word)

    def sounding(self, word: str) -> Query:
        """Words that begin with this sound; of a letter or two, which begin very many, those that are spelled so."""
        (heard,) = sounds([word])
        return self.starting("sounds", heard) if len(heard) >= STEM else self.word(word)

    def misspelled(self, form: Form, most: int) -> list[Query]:
        """Names of which every word, or the whole, is so with up to `most` letters wrong."""
        found = [_all(self._near(word, most) for word in form.words[:WORDS])]
        wrong = allowed(form.whole, most)
        if wrong and len(form.words) > 1:  # a space may be what is wrong
            found.append(Query.fuzzy_term_query(self._schema, "exact", form.whole, distance=wrong))
        return found

    def _near(self, word: str, most: int) -> Query:
        wrong = allowed(word, most)
        if not wrong:
            return self.word(word)
        near = Query.fuzzy_term_query(self._schema, "words", word, distance=wrong, prefix=len(word) >= _OPEN)
        return near if len(word) >= _OPEN else _any([self.word(word), near])


def allowed(text: str, most: int) -> int:
    """How many letters of a text may be wrong."""
    return min(most, 2 if len(text) >= _TWO else 1 if len(text) >= _ONE else 0)


def _all(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def best_name(entry: Entry, given: Sequence[Form]) -> tuple[Name | None, int]:
    """The name by which a thing was found, the one most like what is typed, and in how many letters the two differ.

    None where it was not by a name: nothing was typed, or its key or its item on Wikidata.
    """
    if not given or not entry.names:
        return None, 0
    found = [(*_closeness(given, name.text), place) for place, name in enumerate(entry.names)]
    level, letters, place = min(found)
    if level == STRICT:
        if _by_key(entry, given):
            return None, 0
        if len(found) > 1:
            _, letters, place = min((_wrong(given, entry.names[place].text), *rest, place) for _, *rest, place in found)
    return entry.names[place], letters


def _by_key(entry: Entry, given: Sequence[Form]) -> bool:
    keys = [form for text in (entry.key, entry.wikidata) if text for form in forms(text)]
    return any(_level(form, key) < STRICT for key in keys for form in given)


def _closeness(given: Sequence[Form], text: str) -> tuple[int, int]:
    """The level at which a name matches what is typed, and how many letters differ."""
    return min(
        (_level(typed, name), OSA.distance(typed.whole, name.whole)) for typed in given for name in forms(text) or given
    )


def _level(typed: Form, name: Form) -> int:
    """The place among the tiers at which two forms match; their number where it is none of those spelled so."""
    if typed.whole == name.whole:
        return 0
    if name.whole.startswith(typed.whole):
        return 1
    joined = name.whole.replace(" ", "")
    if all(any(word.startswith(part) for word in name.words) or part in joined for part in typed.words):
        return 2
    heard = [sound(word) for word in name.words]
    if all(any(word.startswith(sound(part)) for word in heard) for part in typed.words):
        return 3
    return STRICT


def _wrong(given: Sequence[Form], text: str) -> int:
    """How many letters of each word are wrong: up to one, up to two, or more."""
    pairs = [(typed, name) for typed in given for name in forms(text)]
    if any(
        OSA.distance(typed.whole, name.whole, score_cutoff=2) <= 2 or _misspelled(typed, name, 1)
        for typed, name in pairs
    ):
        return 1
    return 2 if any(_misspelled(typed, name, 2) for typed, name in pairs) else 3


def _misspelled(typed: Form, name: Form, most: int) -> bool:
    def near(part: str, word: str) -> bool:
        wrong = allowed(part, most)
        ends = {min(len(word), max(1, len(part) + more)) for more in range(-wrong, wrong + 1)} | {len(word)}
        return any(OSA.distance(part, word[:end], score_cutoff=wrong) <= wrong for end in ends)

    return all(any(near(part, word) for word in name.words) for part in typed.words)
