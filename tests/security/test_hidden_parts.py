"""Row 5: what lies behind a door that a role does not open comes out by none of ten ways."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.security.addresses import address, every_name
from tests.security.figures import Figure
from tests.security.test_matrix import BACKEND, HISTORY
from tests.security.world import World, put_beside
from tirek.access.models import User
from tirek.access.selectors.audit import audit_of_case
from tirek.casework.actions.corrections import correct_record
from tirek.casework.models import Contact, Service
from tirek.casework.selectors.family_file import corrections_of, journal_of
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.details import add_contact_point
from tirek.people.actions.families import relate_persons
from tirek.people.models import Address, ContactPoint, Person, Relation
from tirek.people.selectors.persons import addresses, contact_points, relations_of
from tirek.people.selectors.search import search_persons
from tirek.toolkit.postgresql.user import acting_as

#: For each role the places (of tests/security/world.py) behind doors it does not open.
HIDDEN = {
    "psychologist": re.compile(r"contact\.(legal|address|adoption)\.|hidden\.|hidden_phone|secret\."),
    "lawyer": re.compile(r"contact\.(health|violence|address)\.|health_service\.|hidden\.|hidden_phone|secret\.h"),
}  # fmt: skip


@pytest.fixture(params=sorted(HIDDEN))
def role(request: pytest.FixtureRequest) -> str:
    return request.param


class Way:
    """Somebody of another profession beside the lead, and what must not reach them."""

    def __init__(self, world: World, role: str) -> None:
        self.world, self.full = world, world.full
        self.user: User = getattr(world, role)
        put_beside(world, self.user)
        secrets, worker, supervisor = self.full.secrets, world.house.worker, world.house.supervisor
        relate_persons(
            actor=supervisor, person=self.full.kin.uuid, other=self.full.child.uuid, kind="adoptive_parent",
            relation_note=secrets("secret.adoption"),
        )  # fmt: skip
        with acting_as(worker.pk):
            hidden = Service.objects.get(case=self.full.case, compartment="health")
        self.corrected = correct_record(
            actor=worker, record_type="service", record=hidden.uuid, field="provider", value=secrets("secret.health"),
            reason=secrets("secret.health_reason"),
        )  # fmt: skip
        if role == "lawyer":
            secrets.words.pop("secret.adoption")
        else:
            secrets.words.pop("secret.health")
            secrets.words.pop("secret.health_reason")
        self.words = {place: word for place, word in secrets.words.items() if HIDDEN[role].search(place)}
        self.browser = Client()
        self.browser.force_login(self.user, backend=BACKEND)

    def leaks(self, text: str) -> set[str]:
        return {place for place, word in self.words.items() if word in text}

    def page(self, name: str, query: str = "") -> set[str]:
        answer = self.browser.get(address(name, self.world) + query)
        body = answer.content.decode(errors="replace")
        if answer.get("Content-Type") == "application/pdf":
            body = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
        return self.leaks(body + str(answer.headers))

    def ask(self, question: Callable[[], Any]) -> set[str]:
        with transaction.atomic(), acting_as(self.user.pk):
            return self.leaks(repr(question()))

    def rows(self, query: str) -> set[str]:
        with transaction.atomic(), acting_as(self.user.pk), connection.cursor() as cursor:
            cursor.execute(query)
            return self.leaks(repr(cursor.fetchall()))

    def said(self, act: Callable[..., Any], **what: Any) -> set[str]:
        """What an act answers when it is refused."""
        try:
            with transaction.atomic():
                act(actor=self.user, **what)
        except (Refused, Missing, Problem) as refusal:
            return self.leaks(repr(refusal) + str(refusal.args) + repr(refusal.__cause__))
        return {f"{act.__name__} was not refused"}


def ten_ways(way: Way) -> dict[str, set[str]]:
    """Each way with what came out of it."""
    full, found = way.full, {}
    pages = set(dict.fromkeys(every_name())) - {"account_logout", "healthz"}
    found["read"] = set().union(*(way.page(name) for name in sorted(pages - HISTORY)))
    found["search"] = set().union(
        *(searched(way, word)
          for place, word in way.words.items() if place in {"mother.hidden_phone", "hidden.place", "hidden.street"})
    )  # fmt: skip
    found["order and filter"] = way.ask(
        lambda: [
            list(Contact.objects.order_by("other_party").values_list("other_party", "compartment")),
            list(Address.objects.order_by("street").values_list("street")),
            list(ContactPoint.objects.order_by("value").values_list("value")),
            list(Person.objects.order_by("addresses__street").values_list("addresses__street")),
            list(Person.objects.filter(contact_points__value__contains="707").values_list("contact_points__value")),
        ]
    )
    found["history"] = set().union(*(way.page(name) for name in sorted(HISTORY))) | way.ask(
        lambda: list(corrections_of(full.case).values()) + list(journal_of(full.case).values())
    )
    found["audit"] = way.page("access_log") | way.ask(lambda: list(audit_of_case(full.case.pk).values()))
    found["print"] = way.page("plan_print") | way.page("visit_print")
    found["error text"] = way.said(
        relate_persons, person=full.kin.uuid, other=full.child.uuid, kind="adoptive_parent"
    ) | way.said(
        add_contact_point, person=full.mother.uuid, value="1", hidden=True
    ) | way.said(
        correct_record, record_type="service", record=way.corrected.subject_uuid, field="provider", value="", reason="x"
    )  # fmt: skip
    found["aggregate"] = (
        way.rows("SELECT string_agg(other_party, ','), max(other_party) FROM casework_contact")
        | way.rows("SELECT max(street), count(*) FROM people_address")
        | way.page("numbers")
    )
    found["relations and reach"] = way.ask(
        lambda: [
            [one.__dict__ for one in relations_of(full.child)],
            list(Relation.objects.values()),
            [one.__dict__ for one in contact_points(full.mother, today())],
            [one.__dict__ for one in addresses(full.mother, today())],
        ]
    )
    found["plain SQL"] = set().union(
        *(way.rows(f"SELECT to_jsonb(t)::text FROM {table} t")
          for table in ("casework_entry", "casework_contact", "casework_service", "casework_correction",
                        "people_contactpoint", "people_address", "people_relation", "access_auditentry"))
    )  # fmt: skip
    return found


def searched(way: Way, word: str) -> set[str]:
    """A hidden phone or place finds nobody, and no answer repeats more than the question."""
    with transaction.atomic(), acting_as(way.user.pk):
        if search_persons(way.user, word):
            return {f"found by {word}"}
    body = way.browser.get(reverse("person_search"), {"q": word}).content.decode()
    return way.leaks(body.replace(word, ""))


def test_no_hidden_word_comes_out_of_any_way(world: World, role: str, figure: Figure) -> None:
    way = Way(world, role)
    assert len(way.words) >= 8
    found = ten_ways(way)
    leaking = {name: words for name, words in found.items() if words}
    figure(f"5 ({role})", f"{len(way.words)} hidden words, {len(leaking)} of {len(found)} ways leak")
    assert len(found) == 10
    assert leaking == {}


def test_those_who_open_the_door_do_see_the_words(world: World, role: str) -> None:
    """Else the ways above might be blind."""
    way = Way(world, role)
    way.user = world.house.supervisor
    way.browser.force_login(way.user, backend=BACKEND)
    assert way.page("journal")
    assert way.rows("SELECT to_jsonb(t)::text FROM casework_contact t")
    assert way.ask(lambda: [one.__dict__ for one in addresses(way.full.mother, today())])
    assert way.page("person")
