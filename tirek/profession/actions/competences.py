"""How far somebody is in a competence: rated by themselves, and by the supervisor of a running agreement."""

from collections.abc import Mapping
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.models import Competence
from tirek.profession.selectors.competences import supervised
from tirek.profession.selectors.register import practitioner_of


@act("profession.view")
def rate_myself(
    *,
    actor: User,
    levels: Mapping[str, int],
    evidence: Mapping[str, str] | None = None,
    client_ref: UUID | None = None,
) -> Competence:
    """Say how far one is in competences, from 0 to 4, and what shows it. Earlier ratings stay beside it.

    Permission: profession.view; one's own entry in the register. Once for a client_ref.
    """
    require(actor, "profession.view")
    entry = practitioner_of(actor)
    if entry is None:
        raise Problem(N_("You have no entry in the register yet."))
    return _rate(actor, entry.pk, levels, evidence or {}, own=True)


@act("profession.view")
def rate_supervised(
    *, actor: User, practitioner: UUID, levels: Mapping[str, int], client_ref: UUID | None = None
) -> Competence:
    """Say as a supervisor how far somebody is. They read it.

    Permission: profession.view, and a supervision agreement with them that runs today. Once for a client_ref.
    """
    require(actor, "profession.view")
    return _rate(actor, supervised(practitioner).pk, levels, {}, own=False)


def _rate(
    actor: User, practitioner_id: int, levels: Mapping[str, int], evidence: Mapping[str, str], *, own: bool
) -> Competence:
    """Write what is new; the same rating with the same evidence is not written twice."""
    if any(not 0 <= level <= 4 for level in levels.values()):
        raise Problem(N_("A level lies between 0 and 4."))
    newest = {
        row.competence: (row.level, row.evidence)
        for row in Competence.objects.filter(practitioner_id=practitioner_id, own=own).order_by("rated_on", "pk")
    }
    fresh = {
        code: (level, evidence.get(code, "").strip())
        for code, level in levels.items()
        if newest.get(code) != (level, evidence.get(code, "").strip())
    }
    if not fresh:
        raise Problem(N_("Nothing changed: choose a level."))
    day = today()
    made = Competence.objects.bulk_create(
        Competence(
            practitioner_id=practitioner_id, competence=code, level=level, own=own, evidence=said, rated_on=day,
            recorded_by=actor,
        )
        for code, (level, said) in fresh.items()
    )  # fmt: skip
    note(ratings=len(made), own=own)
    if not made:
        raise Missing(N_("There is no such record in what you may see."))
    return made[-1]
