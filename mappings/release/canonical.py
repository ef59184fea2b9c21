"""The canonical form of a dataset: RDFC-1.0 names for blank nodes, N-Quads lines in code point order.

The file of these lines is the canonical form itself, so its SHA-256 is the RDFC-1.0 hash of the dataset.

    python -m communique.mappings.release.canonical < in.nq > out.nq

RDFC-1.0 looks only at quads with blank nodes, and can take for ever on hostile ones ("poison graphs"). Hence only those
quads are given to it, in a process of its own with a deadline.
"""

import hashlib
import subprocess
import sys
from collections.abc import Iterable

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from communique.mappings.release.errors import Refused

DEADLINE = 60.0


def canonical(quads: Iterable[Quad], deadline: float = DEADLINE) -> list[str]:
    """The canonical N-Quads lines of a dataset, without line ends; duplicates fall together.

    Raises Refused for quads outside all named graphs, which the dump of no graph would hold, and where blank nodes
    resemble each other so much that `deadline` seconds do not tell them apart.
    """
    ground: set[str] = set()
    blank: list[str] = []
    homeless: list[str] = []
    for quad in quads:
        line = f"{quad} ."
        if not isinstance(quad.graph_name, NamedNode):
            homeless.append(f"in no named graph: {line}")
        if _may_be_blank(line) and _is_blank(quad):
            blank.append(line)
        else:
            ground.add(line)
    if homeless:
        raise Refused(homeless)
    return sorted(ground.union(_named(blank, deadline)) if blank else ground)


def digest(lines: Iterable[str]) -> str:
    """The RDFC-1.0 hash of canonical lines: SHA-256 in hex."""
    total = hashlib.sha256()
    for line in lines:
        total.update(f"{line}\n".encode())
    return total.hexdigest()


def _may_be_blank(line: str) -> bool:
    """A cheap test without false negatives; looking at the terms themselves is ten times slower."""
    return "_:" in line


def _is_blank(quad: Quad) -> bool:
    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object))


def _named(lines: Iterable[str], deadline: float) -> list[str]:
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(
            command, input="\n".join(lines).encode(), capture_output=True, check=True, timeout=deadline
        )
    except subprocess.TimeoutExpired as late:
        raise Refused(
            [f"blank nodes too alike to be named within {deadline:g} s; give them IRIs (in ontology/ or shapes/)"]
        ) from late
    return done.stdout.decode().split("\n")[:-1]


def renamed(nquads: bytes) -> str:
    """The canonical form of an N-Quads document by RDFC-1.0, in this process, however long it takes."""
    dataset = Dataset(parse(nquads, RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def main() -> None:
    """Read N-Quads from standard input and write their canonical form to standard output."""
    sys.stdout.buffer.write(renamed(sys.stdin.buffer.read()).encode())


if __name__ == "__main__":
    main()
