"""Server and database are killed amidst acts: what was answered is there, once; nothing is half; the audit holds."""

import http.client
import re
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID, uuid4

import psutil
import psycopg
import pytest

from tests.app.test_postgresql_serving import health, home, port, tirek
from tests.security.figures import Figure
from tirek.toolkit.postgresql.embedded import DATABASE, SUPERUSER, socket_folder

__all__ = ["home", "port"]
ACTS, AT_ONCE = 200, 4


@dataclass
class Desk:
    """A worker at a browser: a session, and what was sent and answered."""

    port: int
    case: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    answered: set[UUID] = field(default_factory=set)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def enter(self, username: str) -> None:
        """Through the door of the demonstration."""
        assert self.ask("GET", "/demo/")[0] == 200
        assert self.ask("POST", "/demo/enter/", {"username": username})[0] == 302

    def record_contact(self, ref: UUID) -> None:
        """One act; counted as answered only when the answer has come."""
        fields = {
            "client_ref": str(ref), "channel": "phone", "on": date.today().isoformat(), "reached": "yes",  # noqa: DTZ011
            "contact_note": f"crash {ref}",
        }  # fmt: skip
        status, body = self.ask("POST", f"/cases/{self.case}/contact/", fields)
        assert status in {302, 500, 503}, body
        if status == 302:
            self.answered.add(ref)

    def send(self, refs: list[UUID], enough: threading.Event) -> None:
        """Send what is in the list until it is empty or the other side is gone."""
        while refs and not enough.is_set():
            try:
                self.record_contact(refs.pop())
            except (OSError, http.client.HTTPException):
                return


def kill_everything(serving: psutil.Process) -> None:
    """Server, database and all their children at once, without a word."""
    family = [*serving.children(recursive=True), serving]
    for process in family:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=20)


@pytest.fixture
def demo(home: Path) -> Path:
    made = tirek(home, "demo", "--families", "2")
    said, _ = made.communicate(timeout=180)
    assert made.returncode == 0, said
    return home


def ask(home: Path, query: str) -> list:
    with psycopg.connect(host=str(socket_folder(home)), user=SUPERUSER, dbname=DATABASE) as connection:
        return connection.execute(query).fetchall()


def check(home: Path) -> tuple[int, str]:
    checking = tirek(home, "check")
    said, _ = checking.communicate(timeout=60)
    return checking.returncode, said


def test_a_crash_loses_and_doubles_nothing_and_a_flipped_byte_is_found(demo: Path, port: int, figure: Figure) -> None:
    serving = tirek(demo, "serve", "--port", str(port))
    refs = [uuid4() for _ in range(ACTS)]
    desk = Desk(port)
    try:
        assert health(port, serving) == 200
        [(case, username)] = ask(
            demo, "SELECT c.uuid, u.username FROM casework_case c JOIN access_user u ON u.id = c.worker_id LIMIT 1"
        )
        desk.case = str(case)
        desk.enter(username)

        left, enough = list(refs), threading.Event()
        senders = [threading.Thread(target=desk.send, args=(left, enough)) for _ in range(AT_ONCE)]
        for sender in senders:
            sender.start()
        while len(desk.answered) < ACTS // 2 and any(sender.is_alive() for sender in senders):
            time.sleep(0.005)
        kill_everything(psutil.Process(serving.pid))
        enough.set()
        for sender in senders:
            sender.join(60)
        serving.communicate(timeout=10)
        before = set(desk.answered)
        assert ACTS // 2 <= len(before) < ACTS

        serving = tirek(demo, "serve", "--port", str(port))
        assert health(port, serving) == 200
        there = Counter(ref for (ref,) in ask(demo, "SELECT client_ref FROM access_performedact WHERE act = "
                                                    "'record_contact' AND subject_id IS NOT NULL"))  # fmt: skip
        lost = [ref for ref in before if there[ref] != 1]
        for ref in refs:
            if ref not in before:
                desk.record_contact(ref)
        assert desk.answered == set(refs)

        notes = Counter(note for (note,) in ask(demo, "SELECT note FROM casework_entry WHERE note LIKE 'crash %'"))
        double = sum(count - 1 for count in notes.values())
        [(half,)] = ask(
            demo,
            "SELECT count(*) FROM casework_contact c FULL JOIN"
            " (SELECT * FROM casework_entry WHERE kind = 'contact') e ON e.subject_uuid = c.uuid"
            " WHERE e.id IS NULL OR c.id IS NULL",
        )
        whole, said = check(demo)
        told = f"{len(lost)} answered acts lost, {double} doubled, {half} half; audit verifies: {whole == 0}"
        figure("62 (crash)", f"kill -9 of server and database after {len(before)} of {ACTS} acts: {told}")
        assert (lost, double, half, len(notes)) == ([], 0, 0, ACTS)
        assert whole == 0, said
        _flip(demo, figure)
        serving.send_signal(signal.SIGTERM)
        serving.communicate(timeout=60)
    finally:
        if serving.poll() is None:
            kill_everything(psutil.Process(serving.pid))


def _flip(home: Path, figure: Figure) -> None:
    """One byte of one line of the audit, by a superuser, with the triggers asleep."""
    with psycopg.connect(host=str(socket_folder(home)), user=SUPERUSER, dbname=DATABASE) as connection:
        connection.execute("SET session_replication_role = replica")
        [(chain, number)] = connection.execute(
            "UPDATE access_auditentry SET hash = set_byte(hash, 11, get_byte(hash, 11) # 1) WHERE id ="
            " (SELECT id FROM access_auditentry WHERE number > 3 ORDER BY id DESC LIMIT 1) RETURNING chain, number"
        ).fetchall()
    code, said = check(home)
    found = re.search(rf"chain {chain}, line {number}:", said) is not None
    figure("45 (check)", f"one byte flipped: `tirek check` ends with {code} and names chain and line: {found}")
    assert (code, found) == (1, True), said
