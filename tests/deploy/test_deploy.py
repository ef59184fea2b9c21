"""The container file and the systemd unit: what they name exists, and the service starts as they start it."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from communique.tests.conftest import ROOT, free_port
from communique.tests.service import small
from communique.tests.service.running import serving

CONTAINER = ROOT / "deploy" / "Containerfile"
UNIT = ROOT / "deploy" / "communique.service"
OWN = {"--host": 1, "--port": 1}  # options that the test gives itself, with the number of their values


def instructions() -> list[tuple[str, str]]:
    """The container file's instructions with what follows each, its lines joined."""
    text = re.sub(r"\\\n\s*", "", CONTAINER.read_text(encoding="utf-8"))
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def options(command: list[str]) -> list[str]:
    """The options of a `communique serve`, without those that say where it listens."""
    words = command[command.index("serve") + 1 :]
    for name, values in OWN.items():
        if name in words:
            at = words.index(name)
            del words[at : at + 1 + values]
    return words


def command_of_container() -> list[str]:
    return list(json.loads(dict(instructions())["CMD"]))


def command_of_unit() -> list[str]:
    found = re.search(r"^ExecStart=(.+)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return shlex.split(found[1])


def test_the_container_file_is_one_that_can_be_read() -> None:
    words = [word for word, _ in instructions()]
    assert set(words) <= {"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD"}
    assert words.index("USER") > max(index for index, word in enumerate(words) if word == "RUN")
    stages = [rest.split() for word, rest in instructions() if word == "FROM"]
    assert len({stage[0] for stage in stages}) == 1
    copied = re.findall(r"--from=(\S+)", CONTAINER.read_text(encoding="utf-8"))
    assert set(copied) == {stage[2] for stage in stages if len(stage) == 3}


def test_what_the_container_file_installs_is_there() -> None:
    steps = " ".join(rest for word, rest in instructions() if word == "RUN")
    for name in re.findall(r"--requirement (\S+)", steps):
        assert (ROOT / name).is_file()
    assert "communique build --releases /releases" in steps
    done = subprocess.run(
        [sys.executable, "-m", "communique", "build", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "--releases" in done.stdout


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder of releases with one small release."""
    small.write(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [command_of_container, command_of_unit])
def test_the_service_starts_as_it_is_deployed(few: Path, command: object) -> None:
    with serving(few, *options(command())) as server:  # type: ignore[operator]
        assert httpx.get(f"{server.url}/ready").json()["status"] == "ready"


def test_the_container_knows_whether_it_is_well(few: Path) -> None:
    check = json.loads(dict(instructions())["HEALTHCHECK"].partition("CMD ")[2])
    assert check[:2] == ["python", "-c"]
    with serving(few) as server:
        code = check[2].replace("http://127.0.0.1:8000", server.url)
        assert code != check[2]
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    nobody = check[2].replace(":8000", f":{free_port()}")
    assert subprocess.run([sys.executable, "-c", nobody], check=False, capture_output=True).returncode == 1


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze (Debian's package systemd)")
    there = tmp_path / UNIT.name
    there.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/communique/bin/communique", sys.executable))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(there)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
