"""What was written in confidence in matters of ethics and in the association, and who may meet each word of it."""

from datetime import timedelta
from decimal import Decimal

from tests.profession.matters import ASTANA, complained, seat
from tests.security.profession_world import ProfessionWorld
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.profession.actions.ethics import admit_complaint, answer_sides, tell_subject, write_in_matter
from tirek.profession.actions.ethics_panel import write_for_panel
from tirek.profession.actions.meetings import call_meeting
from tirek.profession.actions.membership import enter_member, exclude_member, set_category
from tirek.profession.actions.positions import publish_position
from tirek.profession.actions.register import enter_practitioner
from tirek.profession.models import PanelMember, Practitioner
from tirek.toolkit.postgresql.user import acting_as

CODE = "mnpqrstuvwxyz23456789abc"


def write(world: ProfessionWorld) -> None:
    """A worker complains about a colleague: the secretary, the panel and the two sides read each their own part."""
    guild, house = world.guild, world.guild.house
    subject = _entry(world, house.colleague)
    matter = complained(
        guild,
        code="p" * 24,
        actor=house.worker,
        text=world.secret("complaint.text", "worker", "colleague", "secretary", "panel"),
        name=world.secret("complaint.source.name"),
        contact=world.secret("complaint.source.contact", "secretary"),
    )
    admit_complaint(actor=guild.secretary, complaint=matter.uuid, number=subject.number or "")
    tell_subject(actor=guild.secretary, complaint=matter.uuid)
    seat(guild, matter.uuid, guild.panel)
    said = world.secret("complaint.word.complainant", "worker", "secretary", "panel")
    write_in_matter(actor=house.worker, complaint=matter.uuid, text=said)
    said = world.secret("complaint.word.subject", "colleague", "secretary", "panel")
    write_in_matter(actor=house.colleague, complaint=matter.uuid, text=said)
    write_for_panel(
        actor=guild.panel[0], complaint=matter.uuid, text=world.secret("complaint.word.panel", "secretary", "panel")
    )
    answer_sides(actor=guild.secretary, complaint=matter.uuid, text=world.secret("complaint.note", "secretary"))
    complained(guild, code=CODE, text="Opened by its code", about_name="Somebody")
    with acting_as(guild.panel[0].pk):
        place = PanelMember.objects.get(user=guild.panel[0])
    world.known |= {"matter": matter.uuid, "place": place.uuid, "open_matter.code": CODE}
    _association(world, subject)


def _association(world: ProfessionWorld, entry: Practitioner) -> None:
    """The colleague is a member; somebody else was excluded, for a reason the office and that member read."""
    guild = world.guild
    titles = dict.fromkeys(("kk", "ru", "en"), "Words")
    office = {"actor": guild.association, "unit": guild.office.uuid}
    kind = set_category(**office, code="full", titles=titles, fee=Decimal(1), votes=True)
    enter_member(actor=guild.association, category=kind.uuid, practitioner=entry.uuid)
    gone = enter_member(
        actor=guild.association, category=kind.uuid, practitioner=_entry(world, world.guild.house.worker).uuid
    )
    reason = world.secret("member.reason", "association", "worker")
    exclude_member(actor=guild.association, member=gone.uuid, reason=reason)
    meeting = call_meeting(**office, titles=titles, on=today() + timedelta(days=20))
    position = publish_position(**office, titles=titles, texts=titles, adopted_on=today())
    world.known |= {
        "member": gone.uuid,
        "general_meeting.meeting": meeting.uuid,
        "meeting_kept.meeting": meeting.uuid,
        "position": position.uuid,
    }


def _entry(world: ProfessionWorld, user: User) -> Practitioner:
    """Their entry in the register; another part may have made it."""
    office = world.guild.association
    with acting_as(office.pk):
        there = Practitioner.objects.filter(user=user).first()
    return there or enter_practitioner(
        actor=office, unit=world.guild.office.uuid, user=user, surname="Сынақ", given_name="Әсем", region=ASTANA
    )
