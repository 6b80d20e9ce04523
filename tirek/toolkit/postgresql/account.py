"""The system account that the server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tirek.toolkit.postgresql.trouble import ServerTrouble

OWN_ACCOUNT = "tirek"


@dataclass(frozen=True)
class Account:
    """Who the server runs as, and whether that is somebody else than us."""

    name: str
    uid: int
    gid: int
    other: bool

    @property
    def spawn(self) -> dict[str, Any]:
        """What subprocess needs to start a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def may(self, test: str, path: Path) -> bool:
        """Whether the account may read (``-r``), enter (``-x``) or find (``-e``) a path; asked from the system."""
        return subprocess.run(["test", test, str(path)], cwd="/", **self.spawn).returncode == 0

    def own(self, path: Path) -> Path:
        """Give a file or an empty folder to the account."""
        if self.other:
            os.chown(path, self.uid, self.gid)
        return path


def own_name() -> str:
    """The name of the account we run as; PostgreSQL needs it to have one."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise ServerTrouble(f"PostgreSQL needs a name for user id {os.geteuid()} in /etc/passwd.") from None


def server_account(keeper: int | None = None) -> Account:
    """Ourselves; when we are root, the keeper of the existing data, else the configured user, ``postgres``,
    ``tirek``, or a new ``tirek``."""
    if os.geteuid() != 0:
        if keeper not in (None, os.geteuid()):
            raise ServerTrouble("The database belongs to another user. Run Tirek as that user.")
        return _account(pwd.getpwnam(own_name()), other=False)
    if keeper:
        return _account(pwd.getpwuid(keeper), other=True)
    named = os.environ.get("TIREK_OS_USER")
    for name in [named] if named else ["postgres", OWN_ACCOUNT]:
        try:
            return _account(pwd.getpwnam(name), other=True)
        except KeyError:
            continue
    if named or not shutil.which("useradd"):
        raise ServerTrouble(
            "PostgreSQL does not run as root, and there is no system user to run it. "
            "Start Tirek as an ordinary user, or name one in TIREK_OS_USER."
        )
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OWN_ACCOUNT]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        raise ServerTrouble(f"Could not make a system user for PostgreSQL: {made.stderr.strip()}")
    return _account(pwd.getpwnam(OWN_ACCOUNT), other=True)


def _account(entry: pwd.struct_passwd, *, other: bool) -> Account:
    if other and entry.pw_uid == 0:
        raise ServerTrouble("TIREK_OS_USER must not be root.")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, other)
