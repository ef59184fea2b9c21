"""What a graph holds, counted in one pass over its canonical lines: the numbers that VoID and the manifest publish.

Each number is what a COUNT query over the loaded graph gives; the tests ask those queries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from communique.mappings.release.terms import name, statement

TYPE = name("rdf:type")
_STRING, _LANG_STRING = name("xsd:string"), name("rdf:langString")
Types = Mapping[str, Sequence[str]]


@dataclass
class Part:
    """The triples of one predicate: how many, of how many subjects, and how many by class or datatype of the object."""

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    """How many different ones; of the parts of a graph only, not of those of a class."""
    classes: Counter[str] = field(default_factory=Counter)
    datatypes: Counter[str] = field(default_factory=Counter)

    def add(self, values: Sequence[str], classes: Types) -> None:
        """Count the triples of one more subject by their objects."""
        self.triples += len(values)
        self.subjects += 1
        self.classes.update(each for value in values for each in classes.get(value, ()))
        self.datatypes.update(datatype(value) for value in values if value.startswith('"'))


@dataclass
class Statistics:
    """A graph in numbers. Keys are IRI texts (`<…>`)."""

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    """Instances by class."""
    properties: dict[str, Part] = field(default_factory=dict)
    by_class: dict[str, dict[str, Part]] = field(default_factory=dict)
    """Predicates of the instances of each class."""


def types(lines: Iterable[str]) -> dict[str, list[str]]:
    """The classes of each subject that has any."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if f" {TYPE} " in line:
            row = statement(line)
            if row.predicate == TYPE:
                found.setdefault(row.subject, []).append(row.object)
    return found


def measure(lines: Sequence[str]) -> Statistics:
    """Count the triples of canonical lines, in which no triple stands twice."""
    classes = types(lines)
    total = Statistics(triples=len(lines))
    objects: defaultdict[str, set[str]] = defaultdict(set)
    for subject, about in groupby(map(statement, lines), key=itemgetter(0)):
        own = classes.get(subject, ())
        total.subjects += 1
        total.entities.update(own)
        for predicate, rows in groupby(about, key=itemgetter(1)):
            values = [row.object for row in rows]
            objects[predicate].update(values)
            total.properties.setdefault(predicate, Part()).add(values, classes)
            for each in own:
                total.by_class.setdefault(each, {}).setdefault(predicate, Part()).add(values, classes)
    for predicate, found in objects.items():
        total.properties[predicate].objects = len(found)
    total.objects = len(set().union(*objects.values()))
    return total


def datatype(literal: str) -> str:
    """The datatype of a literal."""
    if literal.endswith('"'):
        return _STRING
    return literal[literal.rfind("<") :] if literal.endswith(">") else _LANG_STRING


def by_graph(lines: Iterable[str]) -> dict[str, list[str]]:
    """The lines of each graph, graphs in the order of their IRIs."""
    graphs: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        graphs[line.rsplit(" ", 2)[1]].append(line)
    return dict(sorted(graphs.items()))
