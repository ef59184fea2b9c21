"""`communique verify` finds what is wrong with a release folder, whether it was damaged or forged."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.mappings.release.verify import verify
from communique.tests.mappings.release.conftest import run

Spoil = Callable[[Path], object]


@pytest.fixture
def release(folder: Path, tmp_path: Path) -> Path:
    """A release of one's own to spoil."""
    return Path(shutil.copytree(folder, tmp_path / "release"))


def _verify(release: Path) -> list[str]:
    return verify(release, lambda *step: None)


def _rewrite(name: str, old: str, new: str) -> Spoil:
    def spoil(release: Path) -> None:
        text = (release / name).read_text(encoding="utf-8")
        assert old in text
        (release / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def _resign(release: Path) -> None:
    """Make manifest and checksums agree with the files, as a forger would."""
    manifest = json.loads((release / "manifest.json").read_text())
    for file in manifest["files"]:
        content = (release / file["path"]).read_bytes()
        file |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (release / "manifest.json").write_text(json.dumps(manifest))
    paths = [path for path in release.rglob("*") if path.is_file() and path.name != "checksums.txt"]
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(release).as_posix()}\n" for p in paths]
    (release / "checksums.txt").write_text("".join(lines))


def test_a_release_as_it_was_made(folder: Path) -> None:
    assert _verify(folder) == []


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda release: (release / "void.ttl").unlink(), "void.ttl: missing"),
        (lambda release: (release / "more.txt").write_text(""), "more.txt: not in checksums.txt"),
        (_rewrite("communique.ttl", "e", "a"), "communique.ttl: its SHA-256 is not the one in checksums.txt"),
        (
            lambda release: (release / "manifest.json").unlink(),
            "is no release: checksums.txt or manifest.json is missing",
        ),
    ],
)
def test_damage(release: Path, spoil: Spoil, found: str) -> None:
    spoil(release)
    (problem,) = _verify(release)
    assert problem.endswith(found)


_TRIPLE = "<https://w3id.org/communique/id/doc/000> "


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (_rewrite("communique.nq", _TRIPLE, "<urn:x:forged> "), "communique.nq: its RDFC-1.0 hash is "),
        (
            lambda release: (release / "communique.nq.gz").write_bytes(gzip.compress(b"")),
            "communique.nq.gz: does not hold",
        ),
        (_rewrite("communique.ttl", "doc:000 a ", "doc:009 a "), "communique.ttl: does not hold the triples of"),
        (_rewrite("graphs/registry.ttl", "doc:000 a ", "doc:009 a "), "graphs/: do not hold together"),
        (_rewrite("manifest.json", '"claims": ', '"claims": 1'), "manifest.json: claims is 1"),
    ],
)
def test_forgery(release: Path, spoil: Spoil, found: str) -> None:
    spoil(release)
    _resign(release)
    assert any(problem.startswith(found) for problem in _verify(release)), _verify(release)


def test_a_dump_that_is_not_sorted(release: Path) -> None:
    dump = release / "communique.nq"
    lines = dump.read_text(encoding="utf-8").split("\n")
    dump.write_text("\n".join([lines[1], lines[0], *lines[2:]]), encoding="utf-8")
    _resign(release)
    assert any(problem == "communique.nq: is not in canonical form" for problem in _verify(release))


def test_from_the_command_line(built: Path, release: Path, folder: Path) -> None:
    code, out, _ = run("verify", COMMUNIQUE_RELEASES=str(built))
    assert code == 0 and out.startswith(f"{folder.name}: ") and out.endswith("all as made\n")
    (release / "README.md").unlink()
    code, out, _ = run("verify", release, "--quiet")
    assert (code, out) == (2, "README.md: missing\n")
