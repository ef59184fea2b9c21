"""Fixtures: a copy of the invented seeds that a test may spoil, and their original files."""

import shutil
from pathlib import Path

import pytest

FIXTURE = Path(__file__).parent / "fixture"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A fresh copy of the invented seeds."""
    return Path(shutil.copytree(FIXTURE / "seeds", tmp_path / "seeds"))


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """A fresh copy of the original files."""
    return Path(shutil.copytree(FIXTURE / "originals", tmp_path / "originals"))
