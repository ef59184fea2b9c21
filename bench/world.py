"""The seeded choices that a generated knowledge base is made of: how many of each thing, and which ones are popular."""

import random
from bisect import bisect
from itertools import accumulate

_VOWELS, _CONSONANTS = "aeiou", "bdfghklmnprstvx"
_KINDS = (
    "Communist Party",
    "Workers' Party",
    "Socialist Workers' Party",
    "People's Party of Labour",
    "New Communist Party",
    "Revolutionary Communist Party",
    "Party of Labour",
    "United Socialist Party",
)
_MIX = 0x9E3779B97F4A7C15


class World:
    """What exists besides events. `size` is the number of triples the knowledge base is to have, `seed` its seed,
    `parties` how many parties there are, where it shall not follow from the size.

    Popularity follows Zipf's law: the party of rank r turns up r times more rarely than the first.
    """

    def __init__(self, size: int, seed: int, parties: int | None = None) -> None:
        self.random = random.Random(seed)
        self.parties = parties or max(20, size // 2500)
        self.organizations = max(8, self.parties // 4)
        self.bodies = max(8, self.parties // 2)
        self.series = max(4, self.parties // 10)
        self.documents = max(5, size // 4000)
        self.places = min(160, 20 + self.parties // 4)
        self.countries = [self._country() for _ in range(self.places)]
        self._weights = list(accumulate(1 / rank for rank in range(1, self.parties + 1)))
        self._keys = 0

    def party(self) -> int:
        """A party's rank, from 0, the popular ones often."""
        return min(bisect(self._weights, self.random.random() * self._weights[-1]), self.parties - 1)

    def some_parties(self, count: int) -> list[int]:
        """Different parties, the popular ones often; fewer than `count` where that many draws repeat."""
        return list(dict.fromkeys(self.party() for _ in range(count)))

    def party_name(self, rank: int) -> str:
        """A made-up name; several parties of a country differ by kind, then by number."""
        generation, place = divmod(rank, self.places)
        suffix = f" ({generation // len(_KINDS) + 1})" if generation >= len(_KINDS) else ""
        return f"{_KINDS[generation % len(_KINDS)]} of {self.countries[place]}{suffix}"

    def key(self) -> str:
        """Sixteen hexadecimal digits, never the same, scattered as keys computed from content are."""
        self._keys += 1
        return f"{self._keys * _MIX & 0xFFFFFFFFFFFFFFFF:016x}"

    def date(self) -> str:
        """A day between 1945 and 2025."""
        draw = self.random.random
        return f"{1945 + int(draw() * 81)}-{1 + int(draw() * 12):02d}-{1 + int(draw() * 28):02d}"

    def _country(self) -> str:
        return "".join(self.random.choice(letters) for letters in (_CONSONANTS, _VOWELS) * 3).capitalize() + "nia"
