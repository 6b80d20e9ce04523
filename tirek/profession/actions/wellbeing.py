"""How somebody carries the work: answered by themselves, shown to their supervisor when they want it, taken back."""

from collections.abc import Mapping
from uuid import UUID

from tirek.access.acts import act
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.supervision import own_entry
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.engine.wellbeing import MOST
from tirek.profession.models import Practitioner, WellbeingCheck
from tirek.profession.selectors.supervision import NOTHING_THERE, supervisors_of


@act("profession.view")
def keep_wellbeing_check(
    *,
    actor: User,
    answers: Mapping[str, int],
    wants_to_talk: bool = False,
    unsafe: bool = False,
    client_ref: UUID | None = None,
) -> WellbeingCheck:
    """A practitioner keeps their own answers; nobody else reads them. Questions may be left out.

    Permission: profession.view and an entry in the register. Nothing is sent to anybody. Once for a client_ref.
    """
    require(actor, "profession.view")
    me = own_entry(actor)
    known = {one.code for one in lists().check.questions}
    if not set(answers) <= known or not all(0 <= value <= MOST for value in answers.values()):
        raise Problem(N_("Choose one of the answers in the list."))
    if not answers and not unsafe and not wants_to_talk:
        raise Problem(N_("Answer at least one of the questions."))
    return WellbeingCheck.objects.create(
        practitioner=me,
        on=today(),
        answers=dict(answers),
        wants_to_talk=wants_to_talk,
        unsafe=unsafe,
        recorded_by=actor,
        recorded_at=now(),
    )


@act("profession.view")
def share_wellbeing_check(
    *, actor: User, check: UUID, supervisor: UUID, client_ref: UUID | None = None
) -> WellbeingCheck:
    """A practitioner shows one check to one of their supervisors, until they take it back or the agreement ends.

    Permission: profession.view; one's own check, a supervisor of an agreement that holds. Shown again, nothing changes.
    """
    require(actor, "profession.view")
    me = own_entry(actor)
    kept = _own(me, check)
    chosen = next((who for who in supervisors_of(me, today()) if who.uuid == supervisor), None)
    if chosen is None:
        raise Problem(N_("Choose one of your supervisors."), field="supervisor")
    kept.shared_with_id = chosen.id
    kept.save(update_fields=["shared_with"])
    return kept


@act("profession.view")
def take_back_wellbeing_check(*, actor: User, check: UUID, client_ref: UUID | None = None) -> WellbeingCheck:
    """A practitioner takes a check back: from now on they alone read it again.

    Permission: profession.view; one's own check. Taken back again, nothing changes.
    """
    require(actor, "profession.view")
    kept = _own(own_entry(actor), check)
    kept.shared_with = None
    kept.save(update_fields=["shared_with"])
    return kept


def _own(me: Practitioner, check: UUID) -> WellbeingCheck:
    kept = WellbeingCheck.objects.select_for_update(of=("self",)).filter(uuid=check, practitioner=me).first()
    if kept is None:
        raise Missing(NOTHING_THERE)
    return kept
