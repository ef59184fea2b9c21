"""The official JSON Schemas of the Entity Reconciliation API, and its examples, read where they lie."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from communique.tests.shared import FOLDER

SUITE = FOLDER / "suites" / "reconciliation"
VERSIONS = ("0.2", "1.0-draft")


@cache
def _registry(version: str) -> Registry[Any]:
    contents = [json.loads(path.read_bytes()) for path in sorted((SUITE / version / "schemas").glob("*.json"))]
    return Registry().with_resources((one["$id"], Resource(one, DRAFT7)) for one in contents)


@cache
def validator(version: str, name: str) -> Draft7Validator:
    """What checks against one schema of a version, by the name of its file."""
    schema = json.loads((SUITE / version / "schemas" / f"{name}.json").read_bytes())
    return Draft7Validator(schema, registry=_registry(version))


def faults(version: str, name: str, content: object) -> list[str]:
    """What is wrong with a content before a schema, nothing where it is valid."""
    return [f"{error.json_path}: {error.message}"[:300] for error in validator(version, name).iter_errors(content)]


def examples(name: str, valid: bool) -> list[tuple[str, Path]]:
    """The official examples for a schema, each with its version; none where the suite is not there."""
    kind = "valid" if valid else "invalid"
    return [
        (version, path)
        for version in VERSIONS
        for path in sorted((SUITE / version / "examples" / name / kind).glob("*.json"))
    ]
