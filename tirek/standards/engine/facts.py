"""What the rules may know about one case. Built by ``casework.selectors.case_facts``; no names, no free text.

Event kinds are the acts as practice says them. The rules of the first pack read these:

=================== ==================================================================================
kind                detail
=================== ==================================================================================
``contact``         ``reached`` (bool): was somebody spoken to; an attempt is no contact
``visit``           ``reached`` (bool), ``child_seen`` (bool), ``place`` (code of the pack), ``band`` of its form
``consent``         ``purpose``
``assessment``      ``instrument`` (code); only completed ones
``plan_agreed``     –
``plan_approved``   – (``on`` is the day of the supervisor's decision)
``plan_reviewed``   –
``service``         ``service`` (code)
``conference``      –
``episode_started`` ``track``, ``kind``, ``placement`` (bool): the child came to live away from the parents
``episode_ended``   ``track``, ``kind``, ``reason``
``task_finished``   ``dropped`` (bool)
``case_reopened``   –
=================== ==================================================================================

Two kinds need not be written by the caller, the engine derives them: ``case_opened`` and ``risk_rated``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

UNASSESSED = "unassessed"


@dataclass(frozen=True, slots=True)
class Event:
    """One professional act that happened on a day."""

    kind: str
    on: date
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the case: where it lives is known since ``care_from``, or not known since ``care_ended``."""

    born_on: date | None = None
    care_from: date | None = None
    care_ended: date | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """An episode of somebody in the case, as the unit recorded it. ``until`` is the first day it no longer lasted.

    ``about``: whether the person is whom the programme is about (a child of the case, or its client).
    """

    track: str
    kind: str
    on: date
    until: date | None = None
    expected_end_on: date | None = None
    about: bool = True


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that is still open. ``reference`` tells tasks apart (an id, never a name)."""

    reference: str
    opened_on: date
    due_on: date | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """One follow-up after closure: ``months`` after it, with the window in which it counts."""

    months: int
    target_on: date
    opens_on: date
    closes_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as the rules see it. ``risk`` is every rating ``(on, level)`` in the order it was given."""

    opened_on: date
    closed_on: date | None = None
    risk: tuple[tuple[date, str], ...] = ()
    events: tuple[Event, ...] = ()
    children: tuple[Child, ...] = ()
    open_tasks: tuple[OpenTask, ...] = ()
    follow_ups: tuple[FollowUpDue, ...] = ()
    spells: tuple[Spell, ...] = ()
