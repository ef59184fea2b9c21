"""What a release takes over as it is written: vocabulary, shapes, alignments and example queries."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from communique.iris import PREFIXES
from communique.mappings import context, vocabulary
from communique.mappings.release.examples import all_examples
from communique.paths import room


def copies(examples: Sequence[Path], alignment: Path | None) -> Iterator[tuple[str, str]]:
    """Path in the release and text of each file, under the configured base IRI.

    `alignment` is the folder of the mapping sets of things; those of terms come with the vocabulary.
    """
    ontology = room("ontology")
    for path in vocabulary.files():
        yield f"ontology/{path.relative_to(ontology).as_posix()}", vocabulary.text(path)
    for path in sorted((*ontology.rglob("*.sssom.tsv"), *(alignment.glob("*.sssom.tsv") if alignment else ()))):
        yield f"alignments/{path.name}", vocabulary.text(path)
    shapes = room("shapes")
    for path in sorted(shapes.rglob("*.ttl")):
        yield f"shapes/{path.relative_to(shapes).as_posix()}", vocabulary.text(path)
    for path in examples:
        yield f"examples/{path.name}", vocabulary.text(path)
    yield "examples.ttl", all_examples(examples)
    yield "context.jsonld", context.context_json()
    yield "prefixes.ttl", context.prefixes_turtle()
    yield "prefixes.json", json.dumps(PREFIXES, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
