"""Row 44: whatever is done, seen, searched, printed or refused leaves exactly one line of its own."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.security.figures import Figure
from tests.security.world import World
from tirek.access.models import AuditEntry, User
from tirek.casework.actions import encounters, tasks
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Refused

TIMES = 500
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
Line = tuple[int, str, bool]  # whose, which act, refused


@pytest.fixture
def own_readlog(committed_world: World) -> Iterator[None]:
    """The reading log on a connection of its own, as in an installation: it stands when the request is undone."""
    shared = connections["readlog"]
    connections["readlog"] = own = connections.create_connection("readlog")
    yield
    own.close()
    connections["readlog"] = shared


class Day:
    """A random day at several desks; each step does one thing and says which line it must leave."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, random.Random(44)
        house = world.house
        self.insiders = [house.worker, house.supervisor]
        self.strangers = [house.colleague, house.outsider, world.second_supervisor]
        self.browsers: dict[int, Client] = {}
        for user in (*self.insiders, *self.strangers):
            self.browsers[user.pk] = Client()
            self.browsers[user.pk].force_login(user, backend=BACKEND)
        self.steps: list[Callable[[], list[Line]]] = [
            self.view, self.view, self.open_form, self.refused_view, self.refused_page, self.act_by_page, self.act,
            self.repeat, self.refused_act, self.unfinished, self.decide, self.search, self.print_,
        ]  # fmt: skip

    def get(self, user: User, name: str, *args: Any, status: int = 200, query: str = "") -> None:
        answer = self.browsers[user.pk].get(reverse(name, args=args) + query)
        assert answer.status_code == status, (name, user, answer.status_code)

    def view(self) -> list[Line]:
        user, name = self.chance.choice(self.insiders), self.chance.choice(["case_file", "journal", "life_line"])
        self.get(user, name, self.world.full.case.uuid)
        return [(user.pk, "read_", False)]

    def open_form(self) -> list[Line]:
        user, name = self.chance.choice(self.insiders), self.chance.choice(["record_contact", "rate_risk", "open_task"])
        self.get(user, name, self.world.full.case.uuid)
        return [(user.pk, "read_", False)]

    def decide(self) -> list[Line]:
        name = self.chance.choice(["access_log", "approval"])
        record = self.world.full.records["approval" if name == "approval" else "case"]
        self.get(self.world.house.supervisor, name, record)
        return [(self.world.house.supervisor.pk, "read_", False)]

    def refused_view(self) -> list[Line]:
        user = self.chance.choice(self.strangers)
        self.get(user, self.chance.choice(["case_file", "journal", "open_task"]), self.world.full.case.uuid, status=404)
        return [(user.pk, "ask_page", True)]

    def refused_page(self) -> list[Line]:
        self.get(self.world.house.worker, self.chance.choice(["team", "staff", "approvals"]), status=404)
        return [(self.world.house.worker.pk, "ask_page", True)]

    def act_by_page(self) -> list[Line]:
        user = self.chance.choice(self.insiders)
        fields = {
            "client_ref": str(new_uuid()), "channel": "phone", "on": today().isoformat(), "reached": "yes",
            "contact_note": "x",
        }  # fmt: skip
        url = reverse("record_contact", args=[self.world.full.case.uuid])
        assert self.browsers[user.pk].post(url, fields).status_code == 302
        return [(user.pk, "record_contact", False)]

    def act(self) -> list[Line]:
        user, case, on = self.chance.choice(self.insiders), self.world.full.case.uuid, today()
        if self.chance.random() < 0.5:
            tasks.open_task(actor=user, case=case, title="x", on=on, due_on=on + timedelta(days=30))
            return [(user.pk, "open_task", False)]
        encounters.record_service(actor=user, case=case, service="food_parcel", on=on)
        return [(user.pk, "record_service", False)]

    def repeat(self) -> list[Line]:
        """The same act sent three times is one act."""
        ref, worker = new_uuid(), self.world.house.worker
        for _ in range(3):
            encounters.record_contact(
                actor=worker, case=self.world.full.case.uuid, channel="phone", contact_note="x", on=today(),
                client_ref=ref,
            )  # fmt: skip
        return [(worker.pk, "record_contact", False)]

    def refused_act(self) -> list[Line]:
        user = self.chance.choice(self.strangers)
        with pytest.raises((Refused, Missing)):
            tasks.open_task(actor=user, case=self.world.full.case.uuid, title="x", on=today())
        return [(user.pk, "open_task", True)]

    def unfinished(self) -> list[Line]:
        """A form sent empty did nothing and says nothing that its page had not said."""
        url = reverse("record_contact", args=[self.world.full.case.uuid])
        assert self.browsers[self.world.house.worker.pk].post(url, {}).status_code == 422
        return []

    def search(self) -> list[Line]:
        user = self.chance.choice([*self.insiders, *self.strangers])
        self.get(user, "person_search", query=f"?q={self.world.full.secrets.words['mother.surname']}")
        return [(user.pk, "search", False)]

    def print_(self) -> list[Line]:
        user, name = self.chance.choice(self.insiders), self.chance.choice(["plan_print", "visit_print"])
        self.get(user, name, self.world.full.records["case" if name == "plan_print" else "visit"])
        return [(user.pk, "read_", False)]


def test_the_audit_has_a_line_for_each_thing_done(committed_world: World, own_readlog: None, figure: Figure) -> None:
    day, expected = Day(committed_world), []
    lines = AuditEntry.objects.using("owner")
    before = lines.count()
    for _ in range(TIMES):
        expected += day.chance.choice(day.steps)()
    written = list(lines.order_by("at")[before:])
    told = [(line.actor_id, line.act, bool(line.facts.get("refused"))) for line in written]
    differences = [
        (wanted, got)
        for wanted, got in zip(expected, told, strict=False)
        if wanted[0] != got[0] or not got[1].startswith(wanted[1]) or wanted[2] != got[2]
    ]
    figure("44", f"{TIMES} random acts, views, searches, prints and refusals: {len(expected)} lines expected, "
                 f"{len(told)} written, {len(differences)} others than expected")  # fmt: skip
    assert len(told) == len(expected)
    assert differences == []
    for line in written:
        assert line.at is not None
        refused_or_search = line.facts.get("refused") or line.act.startswith("search")
        assert refused_or_search or line.case_id == committed_world.full.case.pk
