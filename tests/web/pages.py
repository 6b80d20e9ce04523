"""What tests of case pages share: who may ask, what was done, in how few questions."""

from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tirek.access.models import User
from tirek.casework.actions.encounters import give_consent
from tirek.casework.models import Case, CaseMember, Entry
from tirek.people.models import Person
from tirek.toolkit.postgresql.user import acting_as

#: Who asks for a page of a case, and what is answered.
MATRIX = [
    ("worker", 200), ("colleague", 404), ("supervisor", 200), ("manager", 404), ("administrator", 404),
    ("outsider", 404), (None, 302),
]  # fmt: skip


def person_of(case: Case, user: User, part: str) -> Person:
    """Somebody of the case by what they are in it."""
    with acting_as(user.pk), transaction.atomic():
        return CaseMember.objects.select_related("person").get(case=case, part=part).person


def consented(case: Case, user: User) -> None:
    """The mother agrees to the support."""
    mother = person_of(case, user, "mother")
    give_consent(
        actor=user, case=case.uuid, person=mother.uuid, purpose="support", form="written", on=case.opened_on
    )  # fmt: skip


def latest(model: Any, case: Case, user: User) -> Any:
    """The newest record of a kind."""
    with acting_as(user.pk), transaction.atomic():
        return model.objects.filter(case=case).order_by("-pk").first()


def acted_kinds(case: Case, user: User) -> list[str]:
    """What is in the journal of the case."""
    with acting_as(user.pk), transaction.atomic():
        return list(Entry.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))


def questions(client: Client, url: str) -> list[str]:
    """What a page asks the database once it is warm, without the note that it was read."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return [
        row["sql"]
        for row in asked.captured_queries
        if not row["sql"].startswith(("SAVEPOINT", "RELEASE")) and "access_write_audit" not in row["sql"]
    ]
