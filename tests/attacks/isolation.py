"""A network of our own: a namespace whose only interface is loopback, which also has the addresses attacks name.

There a request to 169.254.169.254 can be made, and seen, without a packet leaving the process's own namespace.
"""

import os
import shutil
import subprocess
import sys

from communique.tests.attacks.canary import OTHERS

_INSIDE = "COMMUNIQUE_ATTACKS_ISOLATED"


def isolated() -> bool:
    """Whether this process runs in such a network."""
    return os.environ.get(_INSIDE) == "1"


def possible() -> bool:
    """Whether this machine lets its users make one (unprivileged user namespaces, iproute2)."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


def enter(module: str, arguments: list[str]) -> None:
    """Run a module's program inside, in the place of this one; does not return."""
    command = ["unshare", "-rn", sys.executable, "-m", module, *arguments]
    os.execvpe("unshare", command, {**os.environ, _INSIDE: "1"})


def furnish() -> None:
    """Bring the namespace's loopback up and give it the addresses. Raises CalledProcessError."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in OTHERS:
        prefix = f"{address}/128" if ":" in address else f"{address}/32"
        subprocess.run(["ip", "addr", "add", prefix, "dev", "lo"], check=True)
