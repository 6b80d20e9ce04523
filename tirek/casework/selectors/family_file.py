"""The family file: who, now, next; the record; the plan; people; consents and documents."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tirek.access.models import User
from tirek.casework.enums import Decision, PlanState, TaskState
from tirek.casework.models import (
    Approval,
    Assessment,
    Assignment,
    Case,
    Consent,
    Correction,
    Entry,
    Episode,
    FollowUp,
    Plan,
    RiskRating,
    Task,
)
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.findings import DutyLine, in_words, open_duties
from tirek.casework.selectors.people_of_cases import CasePerson, case_title, people_of_cases
from tirek.casework.selectors.strip import FollowUpMark, marks
from tirek.programmes.engine.pack import Pack

SHOWN_ENTRIES = 30


@dataclass(frozen=True)
class FamilyFile:
    """Everything the page of a case shows, read in a fixed number of questions."""

    case: Case
    pack: Pack
    title: str
    people: list[CasePerson]
    duties: list[DutyLine]
    tasks: list[Task]
    entries: list[Entry]
    more_entries: bool
    plan: Plan | None
    approvals: list[Approval]
    consents: list[Consent]
    episodes: list[Episode]
    ratings: list[RiskRating]
    assessments: list[Assessment]
    follow_ups: list[FollowUpMark]
    team: list[Assignment]
    stages: list[dict[str, Any]]

    @property
    def care_now(self) -> list[Episode]:
        """Where each child lives now."""
        return [episode for episode in self.episodes if episode.track == "care" and episode.ended_on is None]

    @property
    def waiting(self) -> Approval | None:
        """The request the supervisor has not answered."""
        return next((row for row in self.approvals if row.decision == Decision.WAITING), None)


def family_file(actor: User, case: Case, *, on: date, language: str) -> FamilyFile:
    """Read the file of a case the actor may see."""
    pack = programme_of(case)
    people = people_of_cases([case.pk]).get(case.pk, [])
    entries = list(journal_of(case)[: SHOWN_ENTRIES + 1])
    return FamilyFile(
        case=case,
        pack=pack,
        title=case_title(people, language) or case.reference,
        people=people,
        duties=in_words(open_duties([case], on, ahead=None), {case.pk: case}, on, language),
        tasks=list(
            Task.objects.filter(case=case, state=TaskState.OPEN).select_related("assigned_to").order_by("due_on", "pk")
        ),
        entries=entries[:SHOWN_ENTRIES],
        more_entries=len(entries) > SHOWN_ENTRIES,
        plan=current_plan(case),
        approvals=list(Approval.objects.filter(case=case).select_related("recorded_by", "decided_by").order_by("-pk")),
        consents=list(Consent.objects.filter(case=case).order_by("-done_on", "-pk")),
        episodes=list(Episode.objects.filter(case=case).order_by("done_on", "pk")),
        ratings=list(RiskRating.objects.filter(case=case).select_related("recorded_by").order_by("-done_on", "-pk")),
        assessments=list(Assessment.objects.filter(case=case).order_by("-done_on", "-pk")),
        follow_ups=marks(FollowUp.objects.filter(case=case, dropped_on=None).order_by("months"), on),
        team=list(Assignment.objects.filter(case=case, ended_on=None).select_related("user").order_by("-leads", "pk")),
        stages=stages_of(case, pack, language),
    )


def journal_of(case: Case) -> Any:
    """The acts on record, newest first."""
    return Entry.objects.filter(case=case).select_related("recorded_by").order_by("-done_on", "-pk")


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
