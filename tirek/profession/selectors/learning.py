"""Questions about learning: what a category asks for, what somebody has, what waits for the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import yaml
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import get_language

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.certification import certification_rule
from tirek.profession.engine.learning import Counted, Progress, Requirement, progress
from tirek.profession.enums import ClaimState
from tirek.profession.models import Certification, Course, LearningHours, Practitioner

DATA: Final = Path(__file__).resolve().parents[1] / "data"


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: towards which category (its code and word), whether it is held, with how many hours."""

    category: str
    title: str
    verified: bool
    certification: Certification | None
    progress: Progress


@cache
def _topics() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load((DATA / "topics.yaml").read_text("utf-8"))["topics"]
    return found


def topics() -> list[tuple[str, str]]:
    """What learning can be about, with its word in the page's language."""
    return [(code, _said(words, code)) for code, words in _topics().items()]


def topic_title(code: str) -> str:
    """The word of a topic in the page's language."""
    return _said(_topics().get(code, {}), code)


def standing(practitioner: Practitioner, on: date) -> Standing | None:
    """Hours towards the category held, or the first one; nothing where the rule knows no categories."""
    held = (
        Certification.objects.filter(practitioner=practitioner, valid_from__lte=on, withdrawn_on=None)
        .order_by("-valid_until", "-pk")
        .first()
    )
    rule = certification_rule()
    category = (rule.category(held.category) if held else None) or next(iter(rule.categories), None)
    if category is None:
        return None
    asks = {topic: Decimal(hours) for topic, hours in category.topics.items()}
    requirement = Requirement(Decimal(category.hours), category.months, asks)
    rows = LearningHours.objects.filter(practitioner=practitioner).exclude(state=ClaimState.DECLINED)
    counted = [Counted(row.on, row.hours, row.topic, row.state == ClaimState.APPROVED) for row in rows]
    until = held.valid_until if held else None
    title = category.title.say((get_language() or "kk")[:2])
    there = progress(requirement, counted, valid_until=until, on=on)
    return Standing(category.code, title, category.verified, held, there)


def hours_of(practitioner: Practitioner) -> QuerySet[LearningHours]:
    """Everything somebody learned and claimed, the newest first."""
    rows = LearningHours.objects.filter(practitioner=practitioner)
    return rows.select_related("course", "session").order_by("-on", "-pk")


def claims_waiting(actor: User) -> QuerySet[LearningHours]:
    """Claims that wait in the units where the actor approves, the oldest first; never the actor's own."""
    units = units_of(actor, "learning.approve")
    return (
        LearningHours.objects.filter(state=ClaimState.CLAIMED, practitioner__unit_id__in=units)
        .exclude(practitioner__user=actor)
        .select_related("practitioner", "course", "session")
        .order_by("recorded_at", "pk")
    )


def claim_seen(actor: User, claim: UUID) -> LearningHours:
    """Hours of somebody whose entry the actor's office keeps."""
    rows = LearningHours.objects.filter(uuid=claim, practitioner__unit_id__in=units_of(actor, "learning.approve"))
    found = rows.select_related("practitioner", "course", "session").first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def courses_offered(on: date) -> QuerySet[Course]:
    """Courses that run on a day, whoever gives them."""
    return Course.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on)).order_by("code")


def courses_kept(actor: User) -> QuerySet[Course]:
    """Courses of the actor's offices, those that ended last."""
    return Course.objects.filter(unit_id__in=units_of(actor, "learning.approve")).order_by("ended_on", "code")


def course_kept(actor: User, code: str) -> Course:
    """A course of the actor's offices."""
    found = courses_kept(actor).filter(code=code).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def approved_hours(practitioners: Iterable[int], first_on: date, last_on: date) -> dict[int, Decimal]:
    """Approved hours of several practitioners between two days, for those whose hours the asker may see."""
    rows = LearningHours.objects.filter(
        practitioner_id__in=list(practitioners), state=ClaimState.APPROVED, on__range=(first_on, last_on)
    )
    return dict(rows.values_list("practitioner_id").annotate(hours=Sum("hours")))


def _said(words: dict[str, str], code: str) -> str:
    return words.get((get_language() or "kk")[:2]) or words.get("kk") or code
