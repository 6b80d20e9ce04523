"""What became of a recommendation: its owner reports, the office writes down what it heard, and all of it stays."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.plans import LANGUAGES, NOTHING_THERE, checked_target, cleaned, item_kept, who_answers
from tirek.profession.engine.plans import OPEN, REPORTED
from tirek.profession.enums import RecommendationState
from tirek.profession.models import Recommendation, RecommendationReport

_FOR_THE_OFFICE: Final = (*REPORTED, "dropped")


@act("recommendation.report")
def report_recommendation(
    *,
    actor: User,
    recommendation: UUID,
    state: str,
    text: str,
    on: date,
    evidence: str = "",
    value: Decimal | None = None,
    due_on: date | None = None,
    client_ref: UUID | None = None,
) -> RecommendationReport:
    """Report on a recommendation one answers for: where it stands, what was done, where that can be seen.

    ``due_on``: a new day, if the old one can't be kept; the old one stays in the history. Permission:
    recommendation.report, and the item names the actor. Once for a client_ref.
    """
    require(actor, "recommendation.report")
    own = Recommendation.objects.filter(uuid=recommendation, answers=actor)
    item = own.select_for_update(of=("self",)).first()
    if item is None:
        raise Missing(NOTHING_THERE)
    if item.state not in (*OPEN, "done"):
        raise Problem(N_("This recommendation waits for no report: it is not adopted, or was dropped."))
    if state not in REPORTED:
        raise Problem(N_("Choose where it stands."), field="state")
    return _reported(actor, item, state, text, on, evidence, value, due_on)


@act("recommendation.keep")
def report_for_owner(
    *,
    actor: User,
    recommendation: UUID,
    state: str,
    text: str,
    on: date,
    evidence: str = "",
    value: Decimal | None = None,
    due_on: date | None = None,
    client_ref: UUID | None = None,
) -> RecommendationReport:
    """The office writes down what an owner told it, or that an item was dropped, and why.

    Permission: recommendation.keep in the unit of the plan. Once for a client_ref.
    """
    item = item_kept(actor, recommendation)
    if state not in _FOR_THE_OFFICE:
        raise Problem(N_("Choose where it stands."), field="state")
    if item.state == RecommendationState.PROPOSED and state != RecommendationState.DROPPED:
        raise Problem(N_("Adopt the recommendation first: with an owner and a day."), field="state")
    return _reported(actor, item, state, text, on, evidence, value, due_on)


def _reported(
    actor: User,
    item: Recommendation,
    state: str,
    text: str,
    on: date,
    evidence: str,
    value: Decimal | None,
    due_on: date | None,
) -> RecommendationReport:
    if not text.strip():
        raise Problem(N_("Write what was done, or why not."), field="text")
    if on > today():
        raise Problem(N_("The day lies in the future."), field="on")
    newest = item.reports.order_by("-on").values_list("on", flat=True).first()
    if newest is not None and on < newest:
        raise Problem(N_("There is a newer report. Give this one its day or a later one."), field="on")
    moved = due_on if due_on is not None and due_on != item.due_on else None
    if moved is not None and moved <= on:
        raise Problem(N_("The new day lies after the day of the report."), field="due_on")
    made = RecommendationReport.objects.create(
        recommendation=item,
        on=on,
        state=state,
        text=text.strip(),
        evidence=evidence.strip(),
        value=value,
        due_on=moved,
        recorded_by=actor,
    )
    item.state = state
    if moved is not None:
        item.due_on, item.reminded_on = moved, None
    item.save(update_fields=["state", "due_on", "reminded_on"])
    note(state=state, moved=moved is not None)
    return made


@act("recommendation.keep")
def correct_recommendation(
    *,
    actor: User,
    recommendation: UUID,
    texts: dict[str, str],
    owner: str,
    answers: UUID | None,
    partners: Sequence[str],
    target: str,
    indicator: str,
    shown_by: str,
    due_on: date | None = None,
    client_ref: UUID | None = None,
) -> Recommendation:
    """Correct what an item says. What stood there before stays in its history, field by field.

    The day of an adopted item is moved by a report alone. Permission: recommendation.keep in the unit of the plan.
    Once for a client_ref.
    """
    item = item_kept(actor, recommendation)
    new: dict[str, Any] = {
        **{f"text_{language}": texts.get(language, "").strip() for language in LANGUAGES},
        "owner": owner.strip(),
        "answers": who_answers(answers),
        "partners": cleaned(partners),
        "target": checked_target(target),
        "indicator": indicator.strip(),
        "shown_by": shown_by.strip(),
    }
    proposed = item.state == RecommendationState.PROPOSED
    if proposed:
        new["due_on"] = due_on
    if sum(bool(new[f"text_{language}"]) for language in LANGUAGES) < (1 if proposed else 2):
        raise Problem(N_("Write the text in two languages at least."), field="text_kk")
    if not proposed and not new["owner"]:
        raise Problem(N_("Say who answers for it and until when."), field="owner")
    changed = write_changes(actor, item, new)
    note(changed=sorted(changed))
    return item


def write_changes(actor: User, item: Recommendation, new: dict[str, Any]) -> dict[str, list[str]]:
    """Write new values into an item, and into its history what stood there before. Who reports is nobody's history."""
    old = {name: getattr(item, name) for name in new}
    changed = {name: [_plain(old[name]), _plain(value)] for name, value in new.items() if old[name] != value}
    if not changed:
        return {}
    for name, value in new.items():
        setattr(item, name, value)
    item.save(update_fields=list(new))
    told = {name: pair for name, pair in changed.items() if name not in ("answers", "follows")}
    if told:
        RecommendationReport.objects.create(
            recommendation=item, on=today(), state=item.state, text="", changed=told, recorded_by=actor
        )
    return changed


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)
