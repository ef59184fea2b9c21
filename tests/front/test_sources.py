"""The front end's sources: the types agree, and the lock file ties packages to hashes and to no registry."""

import json
from pathlib import Path
from typing import Any

import pytest

from communique.tools import front
from communique.tools.front import FRONT

LICENCES = {"0BSD", "Apache-2.0", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0"}
LONGEST = 400
"""Lines of a file that one can read in a sitting."""


@pytest.fixture(scope="module")
def packages() -> dict[str, dict[str, Any]]:
    lock: dict[str, Any] = json.loads((FRONT / "package-lock.json").read_text())
    return {path: about for path, about in lock["packages"].items() if path}


def test_packages_are_tied_to_hashes_and_to_no_registry(packages: dict[str, dict[str, Any]]) -> None:
    assert all(about["integrity"].startswith("sha512-") for about in packages.values())
    assert not [path for path, about in packages.items() if "resolved" in about]
    assert "ignore-scripts=true" in (FRONT / ".npmrc").read_text().splitlines()


def test_packages_have_licences_that_allow_their_use(packages: dict[str, dict[str, Any]]) -> None:
    assert {about["license"] for about in packages.values()} <= LICENCES


def test_types_agree() -> None:
    compiler = FRONT / "node_modules" / "typescript" / "bin" / "tsc"
    assert compiler.is_file(), "the front end's tools are not installed: make .venv/front-test.done"
    front.run(front.npm(), "run", "--silent", "check")


def sources() -> list[Path]:
    return [*sorted((FRONT / "src").rglob("*.ts")), FRONT / "build.mjs"]


def test_files_can_be_read_in_a_sitting_and_say_what_they_are_for() -> None:
    for path in sources():
        text = path.read_text()
        assert text.startswith(("//", "/**")), f"{path.relative_to(FRONT)} does not say what it is for"
        assert len(text.splitlines()) <= LONGEST, path.relative_to(FRONT)
