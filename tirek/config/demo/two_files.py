"""A husband is a client of another team of the same organisation: his wife's file and his are kept apart."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from tirek.access.models import User
from tirek.casework.enums import Part
from tirek.casework.models import CaseMember
from tirek.config.demo.staff import Desk
from tirek.config.demo.way_texts import ASKED, CONFLICT, SHOWN
from tirek.kernel.clock import clock_at
from tirek.people.actions.conflicts import keep_apart
from tirek.people.actions.requests import grant_access, request_access
from tirek.people.models import Person
from tirek.people.selectors.persons import names_in_order
from tirek.people.selectors.previews import person_previews
from tirek.toolkit.postgresql.user import acting_as

SOON = 30  # days for which the husband's team has said who he is


def keep_two_apart(desks: Sequence[Desk], last: date) -> None:
    """The supervisor of the crisis centre finds out that the husband is known next door, and keeps the files apart."""
    by_programme = {desk.programme: desk for desk in desks}
    his, hers = by_programme["release"], by_programme["protection"]
    husband, wife = first_client(his.supervisor, his), first_client(hers.supervisor, hers)
    if husband is None or wife is None:
        return
    with acting_as(his.supervisor.pk), transaction.atomic():
        name, born = names_in_order(husband)[0], husband.birth_date
    question = f"{name.surname} {name.given_name} {born.year if born else ''}"
    with clock_at(last - timedelta(days=3)), transaction.atomic():
        with acting_as(hers.supervisor.pk):
            shown = person_previews(hers.supervisor, question).shown
        if not shown:
            return
        asked = request_access(
            actor=hers.supervisor, reference=shown[0].reference, purpose="danger", request_note=ASKED
        )
        grant_access(
            actor=his.supervisor,
            request=asked.uuid,
            ground="danger",
            lasts_until=last + timedelta(days=SOON),
            answer=SHOWN,
        )
    with clock_at(last - timedelta(days=2)):
        keep_apart(
            actor=hers.supervisor, person=wife.uuid, against=husband.uuid, reason=CONFLICT, on=last - timedelta(days=2)
        )


def first_client(supervisor: User, desk: Desk) -> Person | None:
    """The client of the first case at a desk."""
    with acting_as(supervisor.pk), transaction.atomic():
        rows = CaseMember.objects.filter(
            unit=desk.unit, part=Part.CLIENT, case__programme=desk.programme, case__worker=desk.worker
        )
        found = rows.select_related("person").order_by("case__opened_on", "pk").first()
        return found.person if found else None
