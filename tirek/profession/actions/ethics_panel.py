"""Ethics: who is asked to judge, what they declare, what they write and decide."""

from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.ethics import EMPTY, handled_matter
from tirek.profession.engine.ethics import appeal_until, code_of_ethics, panel_stands
from tirek.profession.enums import ComplaintState, Measure, Side
from tirek.profession.models import Complaint, ComplaintWord, EthicsDecision, PanelMember
from tirek.profession.selectors.ethics import NOTHING_THERE, complaint_seen, seats, standings

WITH_PANEL = (ComplaintState.PANEL, ComplaintState.HEARING, ComplaintState.APPEALED)


@act("ethics.handle")
def ask_panel_member(
    *, actor: User, complaint: UUID, user: UUID, chair: bool = False, client_ref: UUID | None = None
) -> PanelMember:
    """Ask somebody to judge a matter: of the first panel, or after an appeal of the second. Nothing opens to them yet.

    Permission: ethics.handle in the office of the matter. Never the subject, the complainant, the secretary of the
    matter, who works or is supervised with the subject today, nor anybody asked before. Once for a client_ref.
    """
    matter = handled_matter(actor, complaint)
    if matter.state not in WITH_PANEL:
        raise Problem(N_("A panel is put together for a complaint that was admitted and is not decided."))
    asked = User.objects.filter(uuid=user).first()
    free = {one.user for one in standings(matter) if one.may_judge}
    if asked is None or asked.pk not in free or asked.pk == actor.pk:
        raise Problem(N_("This person can't judge this matter. Ask somebody else."), field="user")
    second = matter.state == ComplaintState.APPEALED
    there = PanelMember.objects.filter(complaint=matter, appeal=second, left_on=None)
    if chair:
        there.filter(chair=True).update(chair=False)
    note(appeal=second, chair=chair)
    return PanelMember.objects.create(complaint=matter, user=asked, appeal=second, chair=chair, recorded_by=actor)


@act("ethics.handle")
def dismiss_panel_member(*, actor: User, member: UUID, client_ref: UUID | None = None) -> PanelMember:
    """Somebody no longer judges: they are near after all, or can't come. The file closes to them at once.

    Permission: ethics.handle in the office of the matter. Dismissed again, nothing changes. Once for a client_ref.
    """
    found = PanelMember.objects.select_related("complaint").filter(uuid=member).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    matter = handled_matter(actor, found.complaint.uuid)
    if matter.state not in WITH_PANEL:
        raise Problem(N_("The panel has decided."))
    if found.left_on is None:
        found.left_on, found.chair = today(), False
        found.save(update_fields=["left_on", "chair"])
    return found


@act("ethics.judge")
def declare_standing(
    *, actor: User, member: UUID, free: bool, conflict: str = "", client_ref: UUID | None = None
) -> PanelMember:
    """Say whether one is free of any conflict of interest. Who is free reads the file; who is not never does.

    Permission: ethics.judge; one's own place on a panel. Who declared a conflict can't take it back; who finds one
    later declares it then. Once for a client_ref.
    """
    mine = PanelMember.objects.select_for_update(of=("self",)).filter(uuid=member, user=actor, left_on=None).first()
    if mine is None:
        raise Missing(NOTHING_THERE)
    require(actor, "ethics.judge")
    if mine.free is False:
        raise Problem(N_("You declared a conflict of interest; it stays."))
    if not free and not conflict.strip():
        raise Problem(N_("Say in a few words what ties you to it."), field="conflict")
    mine.free, mine.conflict, mine.declared_on = free, "" if free else conflict.strip()[:300], today()
    mine.save(update_fields=["free", "conflict", "declared_on"])
    note(free=free)
    return mine


@act("ethics.judge")
def write_for_panel(
    *,
    actor: User,
    complaint: UUID,
    text: str,
    to_sides: bool = False,
    client_ref: UUID | None = None,
) -> ComplaintWord:
    """A member of the panel writes to the panel, or asks both sides something.

    Permission: ethics.judge; on the panel whose turn it is, declared free. Once for a client_ref.
    """
    matter = _judged(actor, complaint)
    if not text.strip():
        raise Problem(EMPTY, field="text")
    return ComplaintWord.objects.create(
        complaint=matter,
        side=Side.PANEL,
        text=text.strip(),
        to_complainant=to_sides,
        to_subject=to_sides,
        appeal=_is_second(matter),
        recorded_by=actor,
    )


@act("ethics.judge")
def decide_complaint(
    *,
    actor: User,
    complaint: UUID,
    measure: str,
    text: str,
    measure_until: date | None = None,
    client_ref: UUID | None = None,
) -> EthicsDecision:
    """The chair writes what the panel decided and why. The first decision can be appealed; the second is final.

    Permission: ethics.judge as the chair of the panel whose turn it is, with enough members declared free. Both sides
    read the text: it names the complainant only if they agreed. Once for a client_ref.
    """
    matter = _judged(actor, complaint)
    if matter.state not in WITH_PANEL:
        raise Problem(N_("The panel has decided."))
    second, rules = _is_second(matter), code_of_ethics().rules
    panel = list(PanelMember.objects.filter(complaint=matter, appeal=second, left_on=None, free=True))
    if not panel_stands(len(panel), sum(one.chair for one in panel), rules):
        raise Problem(
            N_("At least %(least)s members must have declared themselves free, and one of them must be the chair."),
            least=str(rules.panel_least),
        )
    if not any(one.chair and one.user_id == actor.pk for one in panel):
        raise Problem(N_("The chair writes the decision."))
    if measure not in Measure.values:
        raise Problem(N_("Choose one of the answers in the list."), field="measure")
    if not text.strip():
        raise Problem(EMPTY, field="text")
    if measure_until is not None and (measure != Measure.SUSPENSION or measure_until <= today()):
        raise Problem(N_("Only a suspension ends by itself, on a day that lies ahead."), field="measure_until")
    note(measure=measure, appeal=second)
    return EthicsDecision.objects.create(
        complaint=matter,
        appeal=second,
        measure=measure,
        measure_until=measure_until,
        text=text.strip(),
        decided_on=today(),
        appeal_until=None if second else appeal_until(today(), rules),
        recorded_by=actor,
    )


def _judged(actor: User, uuid: UUID) -> Complaint:
    matter = complaint_seen(uuid)
    if not seats(matter).panel:
        raise Missing(NOTHING_THERE)
    require(actor, "ethics.judge", matter.unit_id)
    return matter


def _is_second(matter: Complaint) -> bool:
    return matter.state == ComplaintState.APPEALED
