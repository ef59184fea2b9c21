"""The folder of releases: one build at a time, all or nothing, one rename."""

import json
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.mappings.release.errors import Failed
from communique.mappings.release.exchange import exchange
from communique.mappings.release.folder import Releases, differences
from communique.mappings.release.manifest import MANIFEST


def _fill(folder: Path, text: str = "text") -> None:
    (folder / "graphs").mkdir(exist_ok=True)
    (folder / "graphs" / "one.ttl").write_text(text)
    (folder / MANIFEST).write_text(json.dumps({"files": [{"path": "graphs/one.ttl", "bytes": len(text)}]}))


def _make(releases: Releases, name: str, text: str = "text") -> bool:
    with releases.building() as folder:
        _fill(folder, text)
        return releases.publish(folder, name)


def _names(releases: Releases) -> list[str]:
    return sorted(path.name for path in releases.path.iterdir() if path.name != ".lock")


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    """A folder of releases in which `old` is served."""
    found = Releases(tmp_path / "deep" / "releases")
    _make(found, "old", "old")
    found.switch("old")
    return found


def _in_a_child(work: Callable[[], None]) -> int:
    """The exit code of a process that does some work, negative where a signal ended it."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(30)
    assert child.exitcode is not None
    return child.exitcode


def test_made_and_switched(releases: Releases) -> None:
    assert _make(releases, "new") is False
    assert releases.current() == releases.path / "old"
    releases.switch("new")
    assert releases.current() == releases.path / "new"
    assert (releases.path / "current").readlink() == Path("new")
    assert _names(releases) == ["current", "new", "old"]


def test_the_same_again_is_kept(releases: Releases) -> None:
    _make(releases, "new")
    before = (releases.path / "new").stat()
    assert _make(releases, "new") is True
    assert (releases.path / "new").stat() == before


def test_other_bytes_under_the_same_name_are_refused(releases: Releases) -> None:
    with pytest.raises(Failed, match=r"(?s)differ:\n  graphs/one.ttl\n  manifest.json.*raise 'version'"):
        _make(releases, "old", "other")
    assert (releases.path / "old" / "graphs" / "one.ttl").read_text() == "old"
    assert _names(releases) == ["current", "old"]


def test_other_bytes_take_the_place_where_that_is_wanted(releases: Releases) -> None:
    with releases.building() as folder:
        _fill(folder, "other")
        assert releases.publish(folder, "old", replace=True) is False
    assert (releases.path / "current" / "graphs" / "one.ttl").read_text() == "other"
    assert _names(releases) == ["current", "old"]


def test_many_differences_are_told_in_part(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    _make(releases, "old")
    with pytest.raises(Failed, match=r"(?s)file-09\n  and 15 more\n"), releases.building() as folder:
        _fill(folder)
        for number in range(25):
            (folder / f"file-{number:02}").write_text("")
        releases.publish(folder, "old")


def test_folders_that_cannot_change_places(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"cannot replace .* in one step \(No such file or directory\): remove it by hand"):
        exchange(tmp_path / "one", tmp_path / "other")


def test_a_failure_leaves_nothing_behind(releases: Releases) -> None:
    with pytest.raises(ZeroDivisionError), releases.building() as folder:
        _fill(folder)
        raise ZeroDivisionError
    assert _names(releases) == ["current", "old"]


def test_a_full_disk_is_told_and_leaves_nothing_behind(releases: Releases) -> None:
    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with pytest.raises(Failed, match=r"the build stopped at .*: File too large; old goes on being served"):
            _make(releases, "new", "x" * 100_000)

    assert _in_a_child(work) == 0
    assert _names(releases) == ["current", "old"]
    assert releases.current() == releases.path / "old"


@pytest.mark.parametrize("moment", ["filled", "published", "switching"])
def test_killed_at_any_moment_the_old_one_is_served_until_the_new_one_is_whole(releases: Releases, moment: str) -> None:
    def die(when: str) -> None:
        if when == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        with releases.building() as folder:
            _fill(folder, "new")
            die("filled")
            releases.publish(folder, "new")
            die("published")
            (releases.path / f".current-{os.getpid()}").symlink_to("new")
            die("switching")

    assert _in_a_child(work) == -signal.SIGKILL
    assert (releases.path / "current" / "graphs" / "one.ttl").read_text() == "old"
    assert moment == "filled" or releases.has("new")
    _make(releases, "later")
    left = {"current", "old", "later"} | ({"new"} if moment != "filled" else set())
    assert set(_names(releases)) == left


def test_two_builds_at_once(releases: Releases) -> None:
    with releases.building() as folder:
        _fill(folder)

        def work() -> None:
            with pytest.raises(Failed, match=rf"another build is writing to .* \(process {os.getppid()}\): wait"):
                _make(releases, "second")

        assert _in_a_child(work) == 0
        assert (folder / MANIFEST).exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Failed, match="the build stopped at"):
        _make(Releases(tmp_path / "file" / "releases"), "new")


def test_a_cut_release_is_not_taken_for_whole(releases: Releases) -> None:
    assert releases.has("old")
    (releases.path / "old" / "graphs" / "one.ttl").write_text("ol")
    assert not releases.has("old")
    assert not releases.has("gone")


def test_differences(tmp_path: Path) -> None:
    for name, text in (("one", "a"), ("two", "b")):
        (tmp_path / name).mkdir()
        _fill(tmp_path / name, text)
    (tmp_path / "one" / "more.txt").write_text("")
    assert differences(tmp_path / "one", tmp_path / "two") == ["graphs/one.ttl", "more.txt"]
