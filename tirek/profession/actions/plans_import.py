"""A plan from a spreadsheet: what is new is written, what differs is changed and remembered, nothing is taken away."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Problem
from tirek.profession.actions.plans import adopt_recommendation, plan_kept, propose_recommendation
from tirek.profession.actions.plans_reports import report_for_owner, write_changes
from tirek.profession.engine.plans_sheet import PlanLine
from tirek.profession.models import ActionPlan, Recommendation
from tirek.profession.selectors.plans import Planned, officials, planned_import


@act("recommendation.keep")
def import_recommendations(
    *, actor: User, plan: UUID, lines: Sequence[PlanLine], client_ref: UUID | None = None
) -> ActionPlan:
    """Take the items of a spreadsheet into a plan: the whole file or nothing.

    An item is known by its number. An empty cell changes nothing, what the file does not name stays, and the state and
    day of an adopted item are moved by reports alone. The same file again writes nothing.
    Permission: recommendation.keep in the unit of the plan. Once for a client_ref.
    """
    kept = plan_kept(actor, plan)
    users = {user.username: user for user in officials()}
    earlier = {one.number: one for one in Recommendation.objects.filter(plan_id=kept.follows_id)}
    written = planned_import(kept, lines)
    for one in written:
        try:
            if one.item is None:
                _new(actor, kept, one.line, users, earlier)
            elif one.changes:
                _changed(actor, one, users, earlier)
        except Problem as problem:
            raise Problem(N_("Line %(line)s: %(why)s"), field="file", line=one.line.line, why=str(problem)) from problem
    note(**{f"{fate}_items": sum(one.fate == fate for one in written) for fate in ("new", "changed", "same")})
    return kept


def _new(
    actor: User,
    plan: ActionPlan,
    line: PlanLine,
    users: Mapping[str, User],
    earlier: Mapping[str, Recommendation],
) -> None:
    item = propose_recommendation(
        actor=actor,
        plan=plan.uuid,
        number=line.number,
        texts=line.texts,
        owner=line.owner,
        answers=users[line.answers].uuid if line.answers else None,
        partners=line.partners,
        target=line.target,
        indicator=line.indicator,
        shown_by=line.shown_by,
        due_on=line.due_on,
        follows=earlier[line.follows].uuid if line.follows else None,
    )
    _brought(actor, item, line)


def _brought(actor: User, item: Recommendation, line: PlanLine) -> None:
    """Bring a proposal to where the file says that it stands."""
    if line.state == "proposed":
        return
    due_on = line.due_on or item.due_on
    if due_on is None:
        raise Problem(N_("Say who answers for it and until when."))
    day = line.adopted_on or min(item.plan.starts_on, due_on, today())
    owner = line.owner or item.owner
    adopt_recommendation(actor=actor, recommendation=item.uuid, owner=owner, due_on=due_on, on=day)
    if line.state != "adopted":
        report_for_owner(actor=actor, recommendation=item.uuid, state=line.state, text=line.report, on=today())


def _changed(actor: User, one: Planned, users: Mapping[str, User], earlier: Mapping[str, Recommendation]) -> None:
    item = one.item
    if item is None:
        return
    new: dict[str, Any] = {name: value for name, (_old, value) in one.changes.items() if name != "state"}
    if "answers" in new:
        new["answers"] = users[new["answers"]]
    if "follows" in new:
        new["follows"] = earlier[new["follows"]]
    write_changes(actor, item, new)
    if "state" in one.changes:
        _brought(actor, item, one.line)
