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
    """The triples of one predicate: how many, of how many different subjects, with how many different objects."""

    triples: int = 0
    subjects: int = 0
    objects: int = 0


@dataclass
class Detail:
    """The triples of one predicate about the instances of one class, also by class or datatype of their objects."""

    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    datatypes: Counter[str] = field(default_factory=Counter)

    def add(self, values: Sequence[str], classes: Types) -> None:
        """Count the triples of one more subject by their objects."""
        self.triples += len(values)
        self.subjects += 1
        for value in values:
            if value.startswith('"'):
                self.datatypes[datatype(value)] += 1
            else:
                for each in classes.get(value, ()):
                    self.classes[each] += 1


@dataclass
class Statistics:
    """A graph in numbers. Keys are IRI texts (`<…>`)."""

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    """Instances by class."""
    properties: dict[str, Part] = field(default_factory=dict)
    by_class: dict[str, dict[str, Detail]] = field(default_factory=dict)
    """Predicates of the instances of each class; empty where details were not asked for."""


def types(lines: Iterable[str]) -> dict[str, list[str]]:
    """The classes of each subject that has any."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if f" {TYPE} " in line:
            row = statement(line)
            if row.predicate == TYPE:
                found.setdefault(row.subject, []).append(row.object)
    return found


def measure(lines: Sequence[str], details: bool = False) -> Statistics:
    """Count the triples of canonical lines, in which no triple stands twice; with `details` also class by class."""
    classes = types(lines)
    total = Statistics(triples=len(lines))
    objects: defaultdict[str, set[str]] = defaultdict(set)
    for subject, about in groupby(map(statement, lines), key=itemgetter(0)):
        own = classes.get(subject, ())
        total.subjects += 1
        for each in own:
            total.entities[each] += 1
        for predicate, rows in groupby(about, key=itemgetter(1)):
            values = [row[2] for row in rows]
            objects[predicate].update(values)
            part = total.properties.setdefault(predicate, Part())
            part.triples += len(values)
            part.subjects += 1
            for each in own if details else ():
                total.by_class.setdefault(each, {}).setdefault(predicate, Detail()).add(values, classes)
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
