"""What a printed form may tell of a case: each question asked once, and only of what the user may see."""

from dataclasses import dataclass

from django.db.models import Q

from tirek.access.models import User
from tirek.access.policy import opens
from tirek.casework.models import Assessment, Case, Entry, Episode, FollowUp, Plan, Service
from tirek.casework.selectors.assessments import listed_instrument
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.life import of_survivors
from tirek.casework.selectors.people_of_cases import CasePerson
from tirek.kernel.problems import N_, Missing
from tirek.programmes.engine.pack_parts import PrintForm


@dataclass(frozen=True)
class Monitored:
    """A look at the plan: what was found, or that a new version was agreed; whose hand it was."""

    entry: Entry
    agreed: bool


def print_forms(actor: User, case: Case) -> list[PrintForm]:
    """The forms of the programme. One that is made of answers is left out while none of them is open to the user:
    an empty paper would tell that something is hidden."""
    return [form for form in programme_of(case).prints.forms if _opens(actor, case, form)]


def _opens(actor: User, case: Case, form: PrintForm) -> bool:
    asked = [section.instrument for section in form.sections if section.content == "answers" and section.instrument]
    return not asked or any(answers_open(actor, case, code) for code in asked)


def print_form_seen(actor: User, case: Case, code: str) -> PrintForm:
    """One form, or Missing."""
    for form in print_forms(actor, case):
        if form.code == code:
            return form
    raise Missing(N_("There is no such record in what you may see."))


def answers_open(actor: User, case: Case, instrument: str) -> bool:
    """Whether the door of an instrument's answers is open to the user."""
    listed = listed_instrument(case, instrument)
    return listed is not None and opens(actor, case.unit_id, listed.compartment)


def last_completed(case: Case, instrument: str) -> Assessment | None:
    """The last completion of an instrument, with the exact version it was filled in."""
    rows = Assessment.objects.filter(case=case, instrument=instrument)
    rows = rows.select_related("instrument_version", "recorded_by", "person").prefetch_related("person__names")
    return rows.order_by("-done_on", "-pk").first()


def episodes_of(people: list[CasePerson], tracks: tuple[str, ...]) -> list[Episode]:
    """Episodes of the people of a case on the given tracks (on all, when none is named), by day."""
    persons = [one.person.pk for one in people]
    rows = Episode.objects.filter(Q(person__in=persons) | Q(person__merged_into__in=persons))
    if tracks:
        rows = rows.filter(track__in=tracks)
    return of_survivors(rows.order_by("done_on", "pk"))


def services_of(case: Case) -> list[Service]:
    """What was given, by day."""
    return list(Service.objects.filter(case=case).order_by("done_on", "pk"))


def follow_ups_of(case: Case) -> list[FollowUp]:
    """What was asked after the closure that stands, or is still to be asked."""
    if case.closed_on is None:
        return []
    rows = FollowUp.objects.filter(case=case, dropped_on=None, counted_from=case.closed_on)
    return list(rows.order_by("months"))


def monitored(case: Case) -> list[Monitored]:
    """Each review of the plan and each version agreed, by day."""
    rows = Entry.objects.filter(case=case, kind__in=["plan_agreed", "plan_reviewed"]).select_related("recorded_by")
    return [Monitored(entry, entry.kind == "plan_agreed") for entry in rows.order_by("done_on", "pk")]


def plan_in_force(case: Case) -> Plan | None:
    """The newest version that was agreed, else the newest that is being written."""
    plans = Plan.objects.filter(case=case).select_related("recorded_by").prefetch_related("goals__steps")
    agreed = plans.filter(agreed_on__isnull=False).order_by("-version").first()
    return agreed or plans.order_by("-version").first()
