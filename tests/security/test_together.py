"""Rows 37 and 62: fifty at once, and answers that get lost on the way. One wins; nothing is done twice."""

import http.client
import random
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connections, transaction
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from tests.security.figures import Figure
from tests.security.world import World
from tirek.access.models import User
from tirek.casework.actions import cases, encounters, episodes, plans
from tirek.casework.models import Approval, Case, Contact, Entry, Episode, Visit
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Problem
from tirek.toolkit.postgresql.user import acting_as

AT_ONCE = 50


def at_once(act: Callable[..., Any], each: Callable[[int], dict[str, Any]]) -> Counter[str]:
    """Let fifty do it at the same moment, each on a connection of its own; how it ended for each."""
    ready, ends = threading.Barrier(AT_ONCE), Counter[str]()
    lock = threading.Lock()

    def one(number: int) -> None:
        try:
            what = each(number)
            what["actor"] = User.objects.get(pk=what["actor"].pk)
            ready.wait(60)
            end = f"won:{act(**what).pk}"
        except Problem:
            end = "refused"
        except Exception as wrong:
            end = f"broke: {wrong!r}"
        finally:
            connections.close_all()
        with lock:
            ends[end] += 1

    threads = [threading.Thread(target=one, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not [end for end in ends if end.startswith("broke")], ends
    return ends


def winners(ends: Counter[str]) -> int:
    return sum(count for end, count in ends.items() if end.startswith("won"))


def test_of_fifty_at_once_exactly_one_wins(committed_world: World, figure: Figure) -> None:
    world, on = committed_world, today()
    worker, supervisor, case = world.house.worker, world.house.supervisor, world.full.case.uuid
    records, won = world.full.records, {}

    won["approval"] = winners(
        at_once(plans.decide_approval, lambda n: {
            "actor": supervisor, "approval": records["approval"], "approve": True, "on": on,
            "reason": str(n)})
    )  # fmt: skip
    won["closure"] = winners(
        at_once(cases.close_case, lambda n: {
            "actor": worker, "case": case, "outcome": "with_mother", "on": on, "closing_note": str(n)})
    )  # fmt: skip
    won["reopening"] = winners(
        at_once(cases.reopen_case, lambda n: {"actor": worker, "case": case, "on": on, "reason": str(n)})
    )
    episodes.end_episode(actor=worker, episode=records["episode"], on=on, exit_reason="family_ready")
    won["episode"] = winners(
        at_once(episodes.begin_episode, lambda _n: {
            "actor": worker, "case": case, "person": world.full.child.uuid, "track": "care", "kind": "with_mother",
            "on": on})
    )  # fmt: skip
    ref = new_uuid()
    sent = at_once(encounters.record_visit, lambda n: {
        "actor": worker, "case": case, "place": "home", "on": on, "visit_note": str(n), "client_ref": ref})  # fmt: skip
    with transaction.atomic(), acting_as(worker.pk):
        won["visit of one reference"] = len([end for end in sent if end.startswith("won")])
        assert Visit.objects.filter(case=world.full.case).count() == 2  # one was there before
        assert Entry.objects.filter(case=world.full.case, kind="visit").count() == 2
        assert Entry.objects.filter(case=world.full.case, kind="case_closed").count() == 1
        assert Entry.objects.filter(case=world.full.case, kind="case_reopened").count() == 1
        assert Approval.objects.get(uuid=records["approval"]).decision == "approved"
        assert Episode.objects.filter(case=world.full.case, ended_on=None, track="care").count() == 1
        assert Case.objects.get(uuid=case).state == "open"
    figure("37", f"{AT_ONCE} at once: " + ", ".join(f"{what} {count} won" for what, count in won.items()))
    assert set(won.values()) == {1}


class LosingProxy:
    """Hands bytes on to a server; of the answers every fifth is thrown away with its connection."""

    def __init__(self, target: tuple[str, int], share: float) -> None:
        self.target, self.chance, self.share, self.lost = target, random.Random(62), share, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(client,), daemon=True).start()

    def _one(self, client: socket.socket) -> None:
        """One request and its answer; the request says that it is the only one of its connection."""
        with client, socket.create_connection(self.target) as server:
            request = client.recv(65536)
            wanted = len(request.partition(b"\r\n\r\n")[0]) + 4 + _length(request)
            while len(request) < wanted and (more := client.recv(65536)):
                request += more
            server.sendall(request)
            answer = b""
            while more := server.recv(65536):
                answer += more
            posted = request.startswith(b"POST")
            if posted and self.chance.random() < self.share:
                self.lost += 1
                return
            client.sendall(answer)

    def close(self) -> None:
        self.listener.close()


def _length(request: bytes) -> int:
    for line in request.partition(b"\r\n\r\n")[0].split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


@pytest.fixture
def proxy(committed_world: World, live_server) -> Iterator[LosingProxy]:
    """A lossy way to a running server."""
    lossy = LosingProxy((live_server.thread.host, live_server.thread.port), 0.2)
    yield lossy
    lossy.close()


def send_until_answered(port: int, path: str, fields: dict[str, str], cookie: str) -> int:
    """Send the same form again until an answer comes; how often it had to be sent again."""
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Connection": "close"}
    repeats = 0
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("POST", path, urlencode(fields), headers)
            answer = connection.getresponse()
            assert answer.status == 302, answer.read().decode()
            return repeats
        except (http.client.HTTPException, ConnectionError):
            repeats += 1
        finally:
            connection.close()


def test_with_a_fifth_of_the_answers_lost_nothing_is_done_twice(
    committed_world: World, proxy: LosingProxy, client: Client, figure: Figure
) -> None:
    case, worker, acts = committed_world.full.case, committed_world.house.worker, 50
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    token = _get_new_csrf_string()
    cookie = f"tirek={client.cookies['tirek'].value}; csrftoken={token}"
    repeats = 0
    for number in range(acts):
        fields = {
            "client_ref": str(new_uuid()), "channel": "phone", "on": today().isoformat(), "reached": "yes",
            "contact_note": f"contact number {number}", "csrfmiddlewaretoken": token,
        }  # fmt: skip
        repeats += send_until_answered(proxy.port, f"/cases/{case.uuid}/contact/", fields, cookie)
    with transaction.atomic(), acting_as(worker.pk):
        notes = Counter(Entry.objects.filter(note__startswith="contact number").values_list("note", flat=True))
        contacts = Contact.objects.filter(case=case).count()
    double = sum(count - 1 for count in notes.values())
    said = f"{acts} acts, {proxy.lost} answers lost, {repeats} repeats, {double} done twice"
    figure("62", f"{said}, {acts - len(notes)} missing")
    assert proxy.lost > acts // 10
    assert (len(notes), double) == (acts, 0)
    assert contacts == acts + 4  # of those from before the worker sees four
