"""A case as the standards and the gates see it: codes and days, no names."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tirek.casework.engine.gates import CaseStanding, open_gates
from tirek.casework.enums import PlanState, StepState
from tirek.casework.models import (
    Case,
    Consent,
    Entry,
    Plan,
    PlanStep,
)
from tirek.kernel.problems import N_, Gate, GatesOpen
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.packs import pack
from tirek.standards.engine.facts import CaseFacts, Child, Event, FollowUpDue, OpenTask, Spell
from tirek.standards.engine.rules import Rule, read_rules


def programme_of(case: Case) -> Pack:
    """The pack of a case, in the version under which the case was opened."""
    return pack(case.programme, case.programme_version)


@lru_cache(maxsize=64)
def rules_in(programme: str, version: str) -> tuple[Rule, ...]:
    """The practice rules of a programme in a version."""
    content = pack(programme, version).content()
    return read_rules(content["standards"]["rules"], content["pack"]["sources"])


def rules_of(case: Case) -> tuple[Rule, ...]:
    """The practice rules that hold for a case."""
    return rules_in(case.programme, case.programme_version)


def case_facts(case: Case) -> CaseFacts:
    """Everything the rules may know about a case, in one question to the database.

    The rules see the whole file, sealed parts too, as codes and days: what is owed must not depend on who acts.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_facts(%s)", [case.pk])
        return facts_from(case.opened_on, case.closed_on, json.loads(cursor.fetchone()[0]))


def facts_of(cases: Iterable[Case]) -> dict[int, CaseFacts]:
    """The facts of many cases by their keys, in one question: those of units whose files the user opens as a whole.

    Sealed parts count here as they do for one case; what is to be shown of a case is asked through row security.
    """
    asked = {case.pk: case for case in cases}
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, facts FROM casework_facts_of(%s)", [list(asked)])
        return {
            key: facts_from(asked[key].opened_on, asked[key].closed_on, json.loads(found))
            for key, found in cursor.fetchall()
        }


def facts_from(opened_on: date, closed_on: date | None, found: dict[str, list[Any]]) -> CaseFacts:
    """Facts as the rules take them from what the database says of a case."""
    read = date.fromisoformat
    return CaseFacts(
        opened_on=opened_on,
        closed_on=closed_on,
        risk=tuple((read(on), level) for on, level in found["risk"]),
        events=tuple(_events(found["events"])),
        children=tuple(_child(born, spells) for born, spells in found["children"]),
        open_tasks=tuple(
            OpenTask(uuid, read(opened_on), _day(due_on), urgent) for uuid, opened_on, due_on, urgent in found["tasks"]
        ),
        spells=tuple(
            Spell(track, kind, read(start), _day(end), _day(expected), about)
            for track, kind, start, end, expected, about in found["spells"]
        ),
        follow_ups=tuple(
            FollowUpDue(months, read(on), read(opens), read(closes), _day(held))
            for months, on, opens, closes, held in found["follow_ups"]
        ),
    )


def _events(rows: list[Any]) -> Iterator[Event]:
    for kind, on, detail in rows:
        yield Event(kind, date.fromisoformat(on), detail)
        if kind == "plan_agreed" and detail.get("version", 1) > 1:
            yield Event("plan_reviewed", date.fromisoformat(on))


def _child(born: str | None, spells: list[tuple[str, str | None]]) -> Child:
    """A child, and since when it is known who cares for it."""
    current = next((start for start, end in spells if end is None), None)
    ended = max((end for _, end in spells if end is not None), default=None)
    return Child(_day(born), _day(current), None if current else _day(ended))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def standing_of(case: Case, on: date) -> CaseStanding:
    """How the case stands before its gates, sealed parts of the file included."""
    facts = case_facts(case)
    here = OuterRef("pk")
    plans = Plan.objects.filter(case=here).exclude(state=PlanState.SUPERSEDED).order_by("-version")
    entries = Entry.objects.filter(case=here)
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
            plan_approved=Exists(Plan.objects.filter(case=here, state=PlanState.APPROVED)),
            steps_open=Exists(unreviewed),
            closure_approved=Exists(closure),
        )
        .get()
    )
    return CaseStanding(
        has_consent=found["has_consent"],
        has_assessment=any(event.kind == "assessment" for event in facts.events),
        has_risk_rating=case.risk_on is not None,
        plan_agreed=found["agreed"] is not None,
        plan_approved=found["plan_approved"],
        goals_reviewed=found["plan_now_id"] is not None and not found["steps_open"],
        care_known=bool(facts.children) and all(child.care_from for child in facts.children),
        no_open_urgent_tasks=not any(task.urgent for task in facts.open_tasks),
        risk_not_high=case.risk_level != "high",
        closure_approved=found["closure_approved"],
        conference_held=any(event.kind == "conference" for event in facts.events),
        instruments=frozenset(event.detail["instrument"] for event in facts.events if event.kind == "assessment"),
        tracks=frozenset(spell.track for spell in facts.spells if spell.until is None),
    )


def gates_before(case: Case, act: str, on: date, track: str = "", kind: str = "") -> tuple[Gate, ...]:
    """The gates that stand open before an act, each with the pack's words (English here; pages say their own).

    ``track`` and ``kind`` are those of the episode that is to begin. What was before the case is history and no gate
    can undo it; only consent is asked for even then, because it is about writing down.
    """
    gates = programme_of(case).gates_before(act, track, kind)
    if act == "begin_episode" and on < case.opened_on:
        gates = tuple(gate for gate in gates if gate.check == "has_consent")
    if not gates:
        return ()
    return tuple(
        Gate(gate.name, gate.message.say("en"), {"mended_by": gate.mended_by})
        for gate in open_gates(gates, standing_of(case, on))
    )


def pass_gates(case: Case, act: str, on: date, track: str = "", kind: str = "") -> None:
    """Refuse the act, with all reasons at once, while gates before it stand open."""
    gates = gates_before(case, act, on, track, kind)
    if gates:
        raise GatesOpen(N_("This can't be done yet. See what is still missing."), gates)
