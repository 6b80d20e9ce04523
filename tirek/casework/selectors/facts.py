"""A case as the standards and the gates see it: codes and days, no names."""

from collections import defaultdict
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tirek.casework.engine.gates import CaseStanding, open_gates
from tirek.casework.enums import Part, PlanState, StepState, TaskState
from tirek.casework.models import (
    Case,
    CaseMember,
    Consent,
    Entry,
    Episode,
    Plan,
    PlanStep,
    RiskRating,
    Task,
)
from tirek.casework.selectors.strip import current_follow_ups
from tirek.kernel.problems import N_, Gate, GatesOpen
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.packs import pack
from tirek.standards.engine.facts import CaseFacts, Child, Event, FollowUpDue, OpenTask
from tirek.standards.engine.rules import Rule, read_rules


def programme_of(case: Case) -> Pack:
    """The pack of a case, in the version under which the case was opened."""
    return pack(case.programme, case.programme_version)


@lru_cache(maxsize=64)
def _rules(programme: str, version: str) -> tuple[Rule, ...]:
    content = pack(programme, version).content()
    return read_rules(content["standards"]["rules"], content["pack"]["sources"])


def rules_of(case: Case) -> tuple[Rule, ...]:
    """The practice rules that hold for a case."""
    return _rules(case.programme, case.programme_version)


def case_facts(case: Case) -> CaseFacts:
    """Everything the rules may know about a case, in six questions to the database."""
    return CaseFacts(
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        risk=tuple(RiskRating.objects.filter(case=case).order_by("done_on", "pk").values_list("done_on", "level")),
        events=_events(case),
        children=_children(case),
        open_tasks=tuple(
            OpenTask(str(uuid), opened_on, due_on, urgent)
            for uuid, opened_on, due_on, urgent in Task.objects.filter(case=case, state=TaskState.OPEN).values_list(
                "uuid", "done_on", "due_on", "urgent"
            )
        ),
        follow_ups=tuple(
            FollowUpDue(*row)
            for row in current_follow_ups()
            .filter(case=case)
            .values_list("months", "done_on", "opens_on", "closes_on", "held_on")
        ),
    )


def _events(case: Case) -> tuple[Event, ...]:
    events = []
    for kind, on, detail in (
        Entry.objects.filter(case=case).order_by("done_on", "pk").values_list("kind", "done_on", "detail")
    ):
        events.append(Event(kind, on, detail))
        if kind == "plan_agreed" and detail.get("version", 1) > 1:
            events.append(Event("plan_reviewed", on))
    return tuple(events)


def _children(case: Case) -> tuple[Child, ...]:
    """The children of the case and since when it is known who cares for each."""
    members = list(
        CaseMember.objects.filter(case=case, part=Part.CHILD, left_on=None).values_list(
            "person_id", "person__birth_date"
        )
    )
    care: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    if members:
        for person, start, end in Episode.objects.filter(
            person_id__in=[person for person, _ in members], track="care"
        ).values_list("person_id", "done_on", "ended_on"):
            care[person].append((start, end))
    children = []
    for person, born in members:
        spells = sorted(care[person])
        current = next((start for start, end in spells if end is None), None)
        ended = max((end for _, end in spells if end is not None), default=None)
        children.append(Child(born, current, None if current else ended))
    return tuple(children)


def standing_of(case: Case, on: date) -> CaseStanding:
    """How the case stands before its gates, in one question to the database."""
    here = OuterRef("pk")
    plans = Plan.objects.filter(case=here).exclude(state=PlanState.SUPERSEDED).order_by("-version")
    entries = Entry.objects.filter(case=here)
    children = CaseMember.objects.filter(case=here, part=Part.CHILD, left_on=None)
    cared_for = Exists(Episode.objects.filter(person=OuterRef("person"), track="care", ended_on=None))
    unreviewed = PlanStep.objects.filter(case=here, goal__plan=OuterRef("plan_now")).exclude(
        state__in=[StepState.DONE, StepState.DROPPED]
    )
    valid = Q(valid_until=None) | Q(valid_until__gte=on)
    # By the order of writing, not by days: a case may be reopened and its closure asked again on one day.
    reopened = entries.filter(kind="case_reopened").order_by("-pk").values("pk")[:1]
    closure = entries.filter(kind="closure_approved", pk__gt=OuterRef("reopening"))
    found = (
        Case.objects.filter(pk=case.pk)
        .annotate(plan_now=Subquery(plans.values("pk")[:1]), reopening=Coalesce(Subquery(reopened), 0))
        .values(
            plan_now_id=F("plan_now"),
            agreed=Subquery(plans.values("agreed_on")[:1]),
            has_consent=Exists(Consent.objects.filter(valid, case=here, withdrawn_on=None)),
            has_assessment=Exists(entries.filter(kind="assessment")),
            plan_approved=Exists(Plan.objects.filter(case=here, state=PlanState.APPROVED)),
            steps_open=Exists(unreviewed),
            has_child=Exists(children),
            care_open=Exists(children.filter(~cared_for)),
            urgent_open=Exists(Task.objects.filter(case=here, state=TaskState.OPEN, urgent=True)),
            closure_approved=Exists(closure),
        )
        .get()
    )
    return CaseStanding(
        has_consent=found["has_consent"],
        has_assessment=found["has_assessment"],
        has_risk_rating=case.risk_on is not None,
        plan_agreed=found["agreed"] is not None,
        plan_approved=found["plan_approved"],
        goals_reviewed=found["plan_now_id"] is not None and not found["steps_open"],
        care_known=found["has_child"] and not found["care_open"],
        no_open_urgent_tasks=not found["urgent_open"],
        risk_not_high=case.risk_level != "high",
        closure_approved=found["closure_approved"],
    )


def gates_before(case: Case, act: str, on: date) -> tuple[Gate, ...]:
    """The gates that stand open before an act, each with the pack's words (English here; pages say their own)."""
    steps = programme_of(case).steps
    checks = next((gated.gates for gated in steps.gated_acts if gated.act == act), ())
    if not checks:
        return ()
    words: dict[str, Any] = {gate.check: gate for gate in steps.gates}
    return tuple(
        Gate(check, words[check].message.say("en"), {"mended_by": words[check].mended_by})
        for check in open_gates(checks, standing_of(case, on))
    )


def pass_gates(case: Case, act: str, on: date) -> None:
    """Refuse the act, with all reasons at once, while gates before it stand open."""
    gates = gates_before(case, act, on)
    if gates:
        raise GatesOpen(N_("This can't be done yet. See what is still missing."), gates)
