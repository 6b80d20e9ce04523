"""The family file: who, now, next; the record; the plan; people; consents and documents."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import JSONObject

from tirek.access.models import User
from tirek.access.selectors.staff import members_of_unit
from tirek.casework.enums import PlanState, TaskState
from tirek.casework.models import (
    Assignment,
    Case,
    CaseMember,
    Consent,
    Correction,
    Entry,
    Episode,
    Plan,
    PlanGoal,
    Task,
)
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.findings import DutyLine, in_words, open_duties
from tirek.casework.selectors.life import of_survivors
from tirek.casework.selectors.people_of_cases import CasePerson, case_title, in_order
from tirek.casework.selectors.strip import FollowUpMark, current_follow_ups, marks
from tirek.people.models import Conflict, ContactPoint, IdentityDocument
from tirek.programmes.engine.pack import Pack

SHOWN_ENTRIES = 12
#: How far back the file looks for ratings, scores, visits and decisions; the journal's own page shows all.
READ_ENTRIES = 150


@dataclass(frozen=True)
class PlanLine:
    """A version of the plan with its goals; each goal a mapping with its ``steps``."""

    uuid: str
    version: int
    state: str
    agreed_on: date | None
    agreed_with: str
    review_on: date | None
    goals: list[dict[str, Any]]


@dataclass(frozen=True)
class Colleague:
    """Who works with the family: the lead, others beside, the supervisors of the unit."""

    user: User
    assigned: bool
    supervises: bool


@dataclass(frozen=True)
class FamilyFile:
    """Everything the page of a case shows, read in a fixed number of questions."""

    case: Case
    pack: Pack
    title: str
    people: list[CasePerson]
    duties: list[DutyLine]
    tasks: list[Task]
    journal: list[Entry]
    plans: list[PlanLine]
    consents: list[Consent]
    episodes: list[Episode]
    follow_ups: list[FollowUpMark]
    team: list[Colleague]
    stages: list[dict[str, Any]]

    @property
    def entries(self) -> list[Entry]:
        """The newest acts."""
        return self.journal[:SHOWN_ENTRIES]

    @property
    def more_entries(self) -> bool:
        """Whether the journal's own page shows more."""
        return len(self.journal) > SHOWN_ENTRIES

    @property
    def plan(self) -> PlanLine | None:
        """The newest version that was not replaced."""
        return next((plan for plan in self.plans if plan.state != PlanState.SUPERSEDED), None)

    @property
    def care_now(self) -> dict[int, Episode]:
        """With whom each person of the case lives now, as far as it is recorded."""
        return {row.person_id: row for row in self.episodes if row.track == "care" and row.ended_on is None}

    def acts(self, *kinds: str) -> list[Entry]:
        """The acts of some kinds, newest first."""
        return [entry for entry in self.journal if entry.kind in kinds]

    @property
    def waiting(self) -> Entry | None:
        """The request the supervisor has not answered."""
        decided = {
            entry.subject_uuid
            for entry in self.acts("plan_approved", "plan_returned", "closure_approved", "closure_returned")
        }
        return next((row for row in self.acts("approval_requested") if row.subject_uuid not in decided), None)

    @property
    def scores(self) -> list[list[Entry]]:
        """The completed assessments by instrument, the newest first in each."""
        by_instrument: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.acts("assessment"):
            by_instrument[str(entry.detail.get("instrument", ""))].append(entry)
        return list(by_instrument.values())


def family_file(actor: User, case: Case, *, on: date, language: str) -> FamilyFile:
    """Read the file of a case the actor may see."""
    pack = programme_of(case)
    people = _people(case, on)
    return FamilyFile(
        case=case,
        pack=pack,
        title=case_title(people, language) or case.reference,
        people=people,
        duties=in_words(open_duties([case], on, ahead=None), {case.pk: case}, on, language),
        tasks=list(
            Task.objects.filter(case=case, state=TaskState.OPEN).select_related("assigned_to").order_by("due_on", "pk")
        ),
        journal=list(journal_of(case)[:READ_ENTRIES]),
        plans=_plans(case),
        consents=list(Consent.objects.filter(case=case).order_by("-done_on", "-pk")),
        episodes=of_survivors(Episode.objects.filter(case=case).order_by("done_on", "pk")),
        follow_ups=marks(current_follow_ups().filter(case=case), on),
        team=_team(case),
        stages=stages_of(case, pack, language),
    )


def _people(case: Case, on: date) -> list[CasePerson]:
    """Who is in the case, with how to reach them and their papers, in two questions."""
    lasting = Q(ends_on=None) | Q(ends_on__gt=on)
    reach = ContactPoint.objects.filter(lasting, person=OuterRef("person")).order_by("pk")
    papers = IdentityDocument.objects.filter(person=OuterRef("person")).order_by("pk")
    members = list(
        CaseMember.objects.filter(case=case, left_on=None, person__merged_into=None)
        .select_related("person")
        .annotate(
            reach=ArraySubquery(reach.values(json=JSONObject(value="value", whose="whose", safe="safe_to_call"))),
            papers=ArraySubquery(papers.values(json=JSONObject(kind="kind", until="valid_until"))),
            apart=Exists(Conflict.objects.filter(person=OuterRef("person"))),
        )
        .order_by("pk")
    )
    prefetch_related_objects(members, "person__names")
    return [CasePerson(member, member.person, member.part) for member in in_order(members)]


def _plans(case: Case) -> list[PlanLine]:
    """Every version of the plan, newest first, with goals and steps in one question: a plan always has a goal."""
    rows = (
        PlanGoal.objects.filter(case=case)
        .order_by("-plan__version", "position", "steps__position")
        .values(
            "plan__uuid", "plan__version", "plan__state", "plan__agreed_on", "plan__agreed_with", "plan__review_on",
            "uuid", "title", "domain", "due_on", step=F("steps__uuid"), step_title=F("steps__title"),
            responsible=F("steps__responsible"), step_due_on=F("steps__due_on"), state=F("steps__state"),
            finished_on=F("steps__finished_on"),
        )
    )  # fmt: skip
    plans = []
    for _version, lines in groupby(rows, key=lambda row: row["plan__version"]):
        goals: list[dict[str, Any]] = []
        for line in lines:
            if not goals or goals[-1]["uuid"] != line["uuid"]:
                goals.append({**line, "steps": []})
            if line["step"]:
                goals[-1]["steps"].append(line)
        head = {name.removeprefix("plan__"): value for name, value in goals[0].items() if name.startswith("plan__")}
        plans.append(PlanLine(goals=goals, **head))
    return plans


def _team(case: Case) -> list[Colleague]:
    """Everybody assigned and the supervisors of the unit, the lead first."""
    assigned = Assignment.objects.filter(case=case, ended_on=None)
    supervisors = members_of_unit(case.unit_id, "supervisor").order_by()
    users = (
        User.objects.filter(Q(pk__in=assigned.values("user_id")) | Q(pk__in=supervisors.values("pk")))
        .annotate(
            assigned=Exists(assigned.filter(user=OuterRef("pk"))),
            supervises=Exists(supervisors.filter(pk=OuterRef("pk"))),
        )
        .order_by("last_name", "first_name")
    )
    team = [Colleague(user, user.assigned, user.supervises) for user in users]
    return sorted(team, key=lambda one: one.user.pk != case.worker_id)


def journal_of(case: Case) -> QuerySet[Entry]:
    """The acts on record, newest first, each with what was corrected in it."""
    corrected = (
        Correction.objects.filter(case=OuterRef("case"), subject_uuid__in=[OuterRef("subject_uuid"), OuterRef("uuid")])
        .order_by("pk")
        .values(
            json=JSONObject(
                type="subject_type", field="field", old="old", reason="reason", on="done_on",
                first_name="recorded_by__first_name", last_name="recorded_by__last_name",
            )
        )
    )  # fmt: skip
    return (
        Entry.objects.filter(case=case)
        .select_related("recorded_by")
        .annotate(corrected=ArraySubquery(corrected))
        .order_by("-done_on", "-pk")
    )


def corrections_of(case: Case) -> Any:
    """What was corrected in the file: old value, new value, who, when, why."""
    return Correction.objects.filter(case=case).select_related("recorded_by").order_by("-recorded_at")


def current_plan(case: Case) -> Plan | None:
    """The newest version of the plan that was not replaced, with goals and steps."""
    return (
        Plan.objects.filter(case=case)
        .exclude(state=PlanState.SUPERSEDED)
        .order_by("-version")
        .prefetch_related("goals__steps")
        .first()
    )


def stages_of(case: Case, pack: Pack, language: str) -> list[dict[str, Any]]:
    """The stages of the programme with the one the case has reached."""
    codes = [stage.code for stage in pack.steps.stages]
    place = codes.index(case.stage) if case.stage in codes else 0
    return [
        {
            "code": stage.code,
            "title": stage.title.say(language),
            "state": "done" if at < place else "current" if at == place else "ahead",
            "number": at + 1,
        }
        for at, stage in enumerate(pack.steps.stages)
    ]
