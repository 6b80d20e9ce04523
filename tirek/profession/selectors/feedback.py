"""What those who were there say of a session, in sums; nobody's answers as one person's."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from tirek.kernel.problems import Missing
from tirek.profession.engine.sessions import FEEDBACK_FROM
from tirek.profession.models import CapacitySession
from tirek.profession.selectors.sessions import NOTHING_THERE
from tirek.programmes.models import InstrumentVersion
from tirek.programmes.selectors.instruments import instrument_version


@dataclass(frozen=True)
class Question:
    """A question with how often each answer was given, or the texts in no order."""

    name: str
    label: str
    counts: list[tuple[str, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    mean: float | None = None

    @property
    def answered(self) -> int:
        """How many answered it with a choice."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class Feedback:
    """The feedback of a session: how many answered; the questions where they are enough."""

    given: int
    questions: list[Question]


def feedback_form(session: CapacitySession) -> InstrumentVersion:
    """The form that is asked about a session."""
    version = instrument_version(session.feedback_form)
    if version is None:
        raise Missing(NOTHING_THERE)
    return version


def feedback_of(session: CapacitySession, language: str) -> Feedback:
    """The sums of a session's feedback for its organiser; below five answers only that they are too few."""
    given = session.registrations.filter(feedback_on__isnull=False).count()
    if given < FEEDBACK_FROM:
        return Feedback(given, [])
    with connection.cursor() as cursor:
        cursor.execute("SELECT profession_feedback(%s)", [session.pk])
        answers: list[dict[str, Any]] = [_object(row[0]) for row in cursor.fetchall()]
    form = feedback_form(session).form
    found = []
    for name, item in form.items.items():
        values = [one[name] for one in answers if one.get(name) not in (None, "")]
        label = form.label(name, language)
        if not values:
            continue
        if item.kind == "text":
            found.append(Question(name, label, texts=[str(value) for value in values]))
        elif item.kind == "range":
            counted = sorted(Counter(int(value) for value in values).items())
            mean = round(sum(int(value) for value in values) / len(values), 1)
            found.append(Question(name, label, counts=[(str(value), count) for value, count in counted], mean=mean))
        elif "list" in item.data:
            counts = Counter(str(value) for value in values).most_common()
            said = [(form.choice_label(name, value, language), count) for value, count in counts]
            found.append(Question(name, label, counts=said))
    return Feedback(given, found)


def _object(value: Any) -> dict[str, Any]:
    return dict(json.loads(value) if isinstance(value, str) else value)
