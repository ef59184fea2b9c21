"""What a record may refer to: the minted things, the concepts of each scheme, and the passages of its document."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from communique.mappings import vocabulary
from communique.mappings.records.issue import Issue
from communique.mappings.records.tree import Node, words

Concepts = Callable[[str], frozenset[str]]


@dataclass(frozen=True)
class World:
    """All things, `kind/key`, and all concepts; `unread` names the kinds of which not every key could be read."""

    things: frozenset[str]
    concepts: Concepts
    unread: frozenset[str] = frozenset()


@dataclass
class Context:
    """One file while it is read: where issues go, and what its words may mean.

    `spoiled` gathers the words of what is at fault: what they mention is not called unmentioned besides.
    """

    file: str
    issues: list[Issue]
    world: World
    passages: Collection[str] = ()
    passages_whole: bool = True
    language: str = "en"
    spoiled: set[str] = field(default_factory=set)

    def fault(self, line: int, message: str, hint: str = "") -> None:
        self.issues.append(Issue(self.file, line, message, hint))

    def spoil(self, *nodes: Node) -> None:
        """Note that these nodes are left out, whatever they say."""
        for node in nodes:
            self.spoiled.update(words(node))


def concept_keys(scheme: str) -> frozenset[str]:
    """The keys of the concepts of a scheme, as the vocabulary has them."""
    return vocabulary.concepts().get(scheme, frozenset())
