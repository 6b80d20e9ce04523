"""An ethics matter, brought through the acts to where a test begins."""

from uuid import UUID

from tests.profession.world import Guild
from tirek.access.door import with_code
from tirek.access.models import User
from tirek.profession.actions.ethics import admit_complaint, complain, tell_subject
from tirek.profession.actions.ethics_panel import ask_panel_member, decide_complaint, declare_standing
from tirek.profession.actions.register import enter_practitioner
from tirek.profession.models import Complaint, EthicsDecision, Practitioner

CODE = "abcdefghjkmnpqrstuvwxyz2"
ASTANA = "710000000"


def entered(guild: Guild, user: User, surname: str) -> Practitioner:
    """Somebody of the register, with a desk."""
    return enter_practitioner(
        actor=guild.association, unit=guild.office.uuid, user=user, surname=surname, given_name="Әсем", region=ASTANA
    )


def complained(guild: Guild, *, code: str = CODE, actor: User | None = None, **said: object) -> Complaint:
    """A complaint from the public page, or from somebody's desk."""
    words = {"about_name": "Сынақова Әсем", "text": "Shouted at a mother", **said}
    with with_code(code, actor) as who:
        return complain(actor=who, office=guild.office.uuid, code=code, in_own_name=actor is not None, **words)


def with_panel(guild: Guild, complaint: Complaint, subject: Practitioner, *, told: bool = True) -> None:
    """Admitted, the subject told, three members declared free; the first is the chair."""
    admit_complaint(actor=guild.secretary, complaint=complaint.uuid, number=subject.number or "", norms=["dignity"])
    if told:
        tell_subject(actor=guild.secretary, complaint=complaint.uuid)
    seat(guild, complaint.uuid, guild.panel)


def seat(guild: Guild, complaint: UUID, members: tuple[User, ...]) -> None:
    """Ask them all; they declare themselves free."""
    for number, user in enumerate(members):
        asked = ask_panel_member(actor=guild.secretary, complaint=complaint, user=user.uuid, chair=number == 0)
        declare_standing(actor=user, member=asked.uuid, free=True)


def decided(guild: Guild, complaint: Complaint, measure: str = "warning", chair: User | None = None) -> EthicsDecision:
    """The chair writes what was decided."""
    return decide_complaint(
        actor=chair or guild.panel[0], complaint=complaint.uuid, measure=measure, text="A breach of dignity"
    )
