"""Where this installation keeps what is its own: the embedded database, the secret, collected static files."""

import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def data_home() -> Path:
    """``TIREK_HOME``; in a checkout its own ``.tirek``; else ``tirek`` among the user's data."""
    if named := os.environ.get("TIREK_HOME"):
        return Path(named).resolve()
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / ".tirek"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tirek"


def secret_key(home: Path) -> str:
    """``TIREK_SECRET_KEY``, or the one this installation made for itself, readable to its owner alone."""
    if given := os.environ.get("TIREK_SECRET_KEY"):
        return given
    kept = home / "secret.key"
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = home / f".secret.{os.getpid()}"
    if not kept.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, kept)  # the first of several starting processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text().strip()
