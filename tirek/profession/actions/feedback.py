"""Feedback on a session: a form of the house, answered by those who were there, kept without their names."""

import json
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from tirek.access.acts import act
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.sessions import FEEDBACK_FORM
from tirek.profession.engine.sessions import feedback_open
from tirek.profession.models import Registration
from tirek.profession.selectors.feedback import feedback_form
from tirek.profession.selectors.sessions import NOTHING_THERE
from tirek.programmes.actions.instruments import keep_version
from tirek.programmes.engine.form import compile_form
from tirek.programmes.engine.form.evaluate import Violation, evaluate
from tirek.programmes.models import InstrumentVersion

_FORM: Final = Path(__file__).parents[1] / "data" / f"{FEEDBACK_FORM}.md"


class FeedbackOpen(Problem):
    """Questions that are not answered, or not so that the form takes it."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__(N_("Some questions are open."))
        self.violations = violations


@transaction.atomic
def install_feedback_form() -> InstrumentVersion:
    """Keep the form that came with this version of Tirek. A repeat changes nothing. Run by the owner at migrate.

    It belongs to the profession, so that no case is ever offered it.
    """
    source = _FORM.read_bytes()
    return keep_version(
        code=FEEDBACK_FORM,
        pack="profession",
        form=compile_form(source, filename=_FORM.name),
        source_file=source,
        source_name=_FORM.name,
        label="1",
        source="Tirek",
        licence="Apache-2.0",
        wording_status={"kk": "published", "ru": "published", "en": "published"},
    )


@act("door.use")
def give_feedback(
    *,
    actor: User,
    registration: UUID,
    answers: dict[str, Any],
    language: str = "kk",
    client_ref: UUID | None = None,
) -> Registration:
    """Answer the form once, if one was there. What was answered is kept apart, and by whom nowhere.

    Permission: door.use with the registration's code in hand, or one's own. Once for a client_ref.
    """
    require(actor, "door.use")
    found = Registration.objects.filter(uuid=registration).select_related("session").first()
    if found is None:
        raise Missing(NOTHING_THERE)
    if found.there_at is None:
        raise Problem(N_("Feedback is given by those who were there."))
    if found.feedback_on is not None:
        raise Problem(N_("You have given your feedback. Thank you."))
    if not feedback_open(found.session, now()):
        raise Problem(N_("Feedback on this session is not taken now."))
    evaluation = evaluate(feedback_form(found.session).form, answers, today=today(), language=language)
    if evaluation.violations:
        raise FeedbackOpen(list(evaluation.violations))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT profession_give_feedback(%s, %s::jsonb, %s)", [found.pk, json.dumps(evaluation.values), today()]
        )
    found.refresh_from_db(fields=["feedback_on"])
    return found
