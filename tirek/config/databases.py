"""How Django reaches the one database: three doors, two roles."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from tirek.toolkit.postgresql.embedded import APP, DATABASE, OWNER, socket_folder

ENGINE = "tirek.toolkit.postgresql"
POOLS = {"default": {"min_size": 2, "max_size": 8}, "readlog": {"min_size": 0, "max_size": 4}}  # a process


def is_external() -> bool:
    """Whether the installation was told to use a PostgreSQL server of its own."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_APP_URL"))


def databases(home: Path, *, pool: bool) -> dict[str, dict[str, Any]]:
    """``default`` and ``readlog`` log in as the restricted role, ``owner`` as the owner of the tables.

    The web process of an external installation need not know the owner's address at all; ``owner`` is then
    one more restricted door.
    """
    if is_external():
        app, owner = _external()
    else:
        place: dict[str, Any] = {"NAME": DATABASE, "HOST": str(socket_folder(home))}
        app, owner = {**place, "USER": APP}, {**place, "USER": OWNER}
    doors = {"default": app, "readlog": app, "owner": owner}
    return {alias: _door(alias, door, pool) for alias, door in doors.items()}


def _door(alias: str, door: dict[str, Any], pool: bool) -> dict[str, Any]:
    options = dict(door.get("OPTIONS", {}))
    if pool and alias in POOLS:
        options["pool"] = {**POOLS[alias], "timeout": 10}
    return {
        "ENGINE": ENGINE,
        **door,
        "OPTIONS": options,
        "ATOMIC_REQUESTS": alias == "default",
        "CONN_HEALTH_CHECKS": True,
    }


def _external() -> tuple[dict[str, Any], dict[str, Any]]:
    app = os.environ.get("DATABASE_APP_URL")
    if not app:
        raise ImproperlyConfigured(
            "DATABASE_URL names the owner; set DATABASE_APP_URL to the address of the restricted role."
        )
    return _parsed(app), _parsed(os.environ.get("DATABASE_URL") or app)


def _parsed(url: str) -> dict[str, Any]:
    """postgresql://user:password@host:port/name?sslmode=verify-full"""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("A database address begins with postgresql://")
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
