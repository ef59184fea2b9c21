"""Shapes: what conforms, that every constraint can be tripped, and that two validators say the same."""

import pyshacl
import pyshacl_turbo
import pytest
from rdflib import RDF, SH, Graph, URIRef

from communique.iris import BASE, PREFIXES
from communique.mappings import validation
from communique.mappings.flattening import flattened
from communique.mappings.knowledge import knowledge
from communique.mappings.turtle import FILE_PREFIXES
from communique.paths import room
from communique.tests.shapes.breaking import Breaker
from communique.tests.shapes.graphs import FOLDER, Result, results, valid_graph, valid_triples

RULES = sorted(
    str(shape).removeprefix(FILE_PREFIXES["shape"]) for shape in validation.rules().subjects(SH.sparql, None)
)
EXAMPLES = FOLDER / "examples"
HEAD = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
NOT_CONSTRAINTS = {SH.path, SH.message, SH.qualifiedValueShape, RDF.type}


def one_rule(name: str) -> Graph:
    """The shapes graph of a single rule."""
    rules, shape = validation.rules(), URIRef(FILE_PREFIXES["shape"] + name)
    found = Graph(bind_namespaces="none")
    found += rules.cbd(shape) + rules.cbd(URIRef(f"{BASE}ont"))
    return found


def both(data: Graph, shapes: Graph) -> tuple[set[Result], set[Result]]:
    """What pySHACL and pyshacl-turbo find."""
    first = pyshacl.validate(data, shacl_graph=shapes)[1]
    second = pyshacl_turbo.validate(data, shacl_graph=shapes)[1]
    assert isinstance(first, Graph)
    return results(first), results(second)


@pytest.fixture(scope="module")
def broken() -> Breaker:
    breaker = Breaker(valid_graph(), validation.constraints())
    breaker.run()
    return breaker


@pytest.fixture(scope="module")
def found(broken: Breaker) -> tuple[set[Result], set[Result]]:
    return both(broken.broken, validation.constraints())


def test_a_sound_graph_conforms() -> None:
    report = validation.validate(valid_triples())
    assert report.conforms, report.text
    assert validation.validate(valid_triples(), turbo=True).conforms


def test_every_constraint_is_tripped_by_an_example(broken: Breaker, found: tuple[set[Result], set[Result]]) -> None:
    reported = {(focus, component, shape) for focus, _, _, component, shape in found[0]}
    silent = [f for f in broken.faults if (f.focus.n3(), f.component.n3(), f.shape.n3()) not in reported]
    assert not silent


def test_every_constraint_has_an_example(broken: Breaker) -> None:
    shapes = validation.constraints()
    tried = {(fault.shape, fault.parameter) for fault in broken.faults}
    used = {shape for target in shapes.subjects(SH.targetClass, None) for shape in shapes.objects(target, SH.property)}
    missing = {
        (shape, parameter)
        for shape in used
        for parameter in shapes.predicates(shape)
        if parameter not in NOT_CONSTRAINTS and (shape, parameter) not in tried
    }
    assert not missing


def test_two_validators_report_the_same(found: tuple[set[Result], set[Result]]) -> None:
    first, second = found
    assert len(first) > 300
    assert first == second


def test_flat_shapes_find_what_the_shapes_find(broken: Breaker, found: tuple[set[Result], set[Result]]) -> None:
    data, shapes = broken.broken, validation.constraints()
    flat = results(pyshacl.validate(data, shacl_graph=flattened(shapes, data))[1])
    at_values = {focus for focus, *_ in flat}
    assert not [r for r in found[0] if r not in flat and r[2] not in at_values]
    faulty = {node for focus, _, value, *_ in found[0] for node in (focus, value)}
    assert not at_values - faulty
    assert pyshacl.validate(valid_graph(), shacl_graph=flattened(shapes, valid_graph()))[0]


def expected(rule: str) -> set[tuple[str, str]]:
    """The rule and the nodes that its example says it finds, from the comment `# trips: node …`."""
    line = (EXAMPLES / f"{rule}.ru").read_text(encoding="utf-8").splitlines()[0]
    return {(rule, node) for node in line.removeprefix("# trips: ").split()}


def test_every_rule_has_an_example() -> None:
    assert sorted(path.stem for path in EXAMPLES.glob("*.ru")) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_it_forbids(rule: str) -> None:
    data = valid_graph()
    data.update(HEAD + (EXAMPLES / f"{rule}.ru").read_text(encoding="utf-8"))
    shapes = one_rule(rule)
    first, second = both(data, shapes)
    assert {(rule, validation.short(value[1:-1])) for _, _, value, _, _ in first} == expected(rule)
    assert first == second == results(pyshacl.validate(validation.queried_graph([]) + data, shacl_graph=shapes)[1])


def test_the_second_validator_finds_the_knowledge_base_conform() -> None:
    """The first one is asked by every build."""
    built = knowledge(room("seeds"))
    assert not built.issues
    report = validation.validate(built.quads, turbo=True)
    assert report.conforms, report.text
