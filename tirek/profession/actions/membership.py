"""The association: who asks to belong to it, who is taken in, what is owed, who leaves."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import require
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.enums import EntryState, MemberState
from tirek.profession.models import Fee, Member, MemberCategory, Practitioner
from tirek.profession.selectors.membership import NOTHING_THERE, categories, own_entry

EMPTY = N_("This can't be empty.")
LANGUAGES = ("kk", "ru", "en")
STANDING = (MemberState.APPLIED, MemberState.MEMBER)


@act("membership.keep")
def set_category(
    *,
    actor: User,
    unit: UUID,
    code: str,
    titles: dict[str, str],
    fee: Decimal,
    votes: bool,
    client_ref: UUID | None = None,
) -> MemberCategory:
    """Write down a kind of membership: what it costs a year, whether it votes. The same code again changes it.

    Permission: membership.keep in the office. Fees that were asked stay as they were.
    """
    place = _office(actor, unit)
    words = _titled(titles)
    if fee < 0:
        raise Problem(N_("A fee is nothing or more."), field="fee")
    found, _made = MemberCategory.objects.update_or_create(
        unit=place,
        code=code,
        defaults={**words, "fee": fee, "votes": votes, "ended_on": None},
        create_defaults={**words, "fee": fee, "votes": votes, "recorded_by": actor},
    )
    note(fee=str(fee), votes=votes)
    return found


@act("profession.view")
def apply_membership(*, actor: User, category: UUID, motive: str = "", client_ref: UUID | None = None) -> Member:
    """A practitioner of the register asks to belong. Permission: profession.view. Once for a client_ref."""
    require(actor, "profession.view")
    entry = own_entry(actor)
    if entry is None or entry.state != EntryState.ENTERED:
        raise Problem(N_("Members stand in the register. Apply for your entry first."))
    asked = categories().filter(uuid=category).first()
    if asked is None:
        raise Problem(N_("Choose one of the answers in the list."), field="category")
    if _there_already(asked.unit_id, entry):
        raise Problem(N_("There is a membership or an application already."))
    return Member.objects.create(
        unit_id=asked.unit_id,
        category=asked,
        practitioner=entry,
        motive=motive.strip(),
        applied_on=today(),
        recorded_by=actor,
    )


@act("membership.keep")
def enter_member(
    *,
    actor: User,
    category: UUID,
    practitioner: UUID | None = None,
    body: str = "",
    voice: UUID | None = None,
    since: date | None = None,
    client_ref: UUID | None = None,
) -> Member:
    """Enter a member who was taken in on paper: a practitioner, or a body with the user who speaks for it (``voice``).

    Permission: membership.keep in the office of the category; never oneself. Once for a client_ref.
    """
    kind = MemberCategory.objects.select_related("unit").filter(uuid=category).first()
    if kind is None:
        raise Missing(NOTHING_THERE)
    require(actor, "membership.keep", kind.unit_id)
    entry = Practitioner.objects.filter(uuid=practitioner).first() if practitioner else None
    if (entry is None) == (not body.strip()):
        raise Problem(N_("A member is a practitioner of the register or an organisation."), field="body")
    if entry is not None and entry.user_id == actor.pk:
        raise Problem(N_("You can't decide about your own membership."))
    if entry is not None and _there_already(kind.unit_id, entry):
        raise Problem(N_("There is a membership or an application already."))
    day = since or today()
    if day > today():
        raise Problem(N_("This day is still to come."), field="since")
    return Member.objects.create(
        unit_id=kind.unit_id,
        category=kind,
        practitioner=entry,
        body=body.strip()[:200],
        user=User.objects.filter(uuid=voice).first() if voice and entry is None else None,
        state=MemberState.MEMBER,
        applied_on=day,
        decided_on=day,
        decided_by=actor,
        since=day,
        recorded_by=actor,
    )


@act("membership.keep")
def enter_members(
    *, actor: User, category: UUID, practitioners: list[UUID], since: date, client_ref: UUID | None = None
) -> MemberCategory:
    """Enter a list of members who were taken in before Tirek. Who is a member already, and oneself, is left out.

    Permission: membership.keep in the office of the category. Once for a client_ref.
    """
    kind = MemberCategory.objects.filter(uuid=category).first()
    if kind is None:
        raise Missing(NOTHING_THERE)
    require(actor, "membership.keep", kind.unit_id)
    if since > today():
        raise Problem(N_("This day is still to come."), field="since")
    entries = Practitioner.objects.filter(uuid__in=practitioners, state=EntryState.ENTERED)
    there = Member.objects.filter(unit_id=kind.unit_id, state__in=STANDING, practitioner__isnull=False)
    new = [
        Member(
            unit_id=kind.unit_id, category=kind, practitioner=entry, state=MemberState.MEMBER, applied_on=since,
            decided_on=since, decided_by=actor, since=since, recorded_by=actor,
        )
        for entry in entries.exclude(pk__in=there.values("practitioner_id")).exclude(user=actor).order_by("pk")
    ]  # fmt: skip
    Member.objects.bulk_create(new)
    note(entered=len(new))
    return kind


@act("membership.keep")
def decide_membership(
    *, actor: User, member: UUID, accept: bool, reason: str = "", client_ref: UUID | None = None
) -> Member:
    """Take somebody in, or decline and say why. The first fee is asked with the year's.

    Permission: membership.keep in the office; never about oneself. Once for a client_ref.
    """
    asked = _kept(actor, member)
    if asked.state != MemberState.APPLIED:
        raise Problem(N_("This application was decided already."))
    if not accept and not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    asked.state = MemberState.MEMBER if accept else MemberState.DECLINED
    asked.decided_on, asked.decided_by, asked.reason = today(), actor, reason.strip()[:300]
    asked.since = today() if accept else None
    asked.save(update_fields=["state", "decided_on", "decided_by", "reason", "since"])
    note(accepted=accept)
    return asked


@act("membership.keep")
def exclude_member(*, actor: User, member: UUID, reason: str, client_ref: UUID | None = None) -> Member:
    """A member is excluded, with a reason they read. Permission: membership.keep; never oneself."""
    found = _kept(actor, member)
    if found.state != MemberState.MEMBER:
        raise Problem(N_("This is no member at present."))
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    found.state, found.until, found.reason = MemberState.EXCLUDED, today(), reason.strip()[:300]
    found.save(update_fields=["state", "until", "reason"])
    return found


@act("profession.view")
def leave_association(*, actor: User, member: UUID, client_ref: UUID | None = None) -> Member:
    """Leave, or take an application back. Permission: profession.view; one's own membership."""
    require(actor, "profession.view")
    mine = Member.objects.select_for_update(of=("self",)).filter(uuid=member, practitioner__user=actor).first()
    if mine is None:
        raise Missing(NOTHING_THERE)
    if mine.state not in (MemberState.APPLIED, MemberState.MEMBER):
        raise Problem(N_("This is no member at present."))
    mine.state, mine.until = MemberState.LEFT, today()
    mine.save(update_fields=["state", "until"])
    return mine


@act("membership.keep")
def ask_fees(*, actor: User, unit: UUID, year: int, client_ref: UUID | None = None) -> Unit:
    """Write down for everybody who is a member what they owe for a year; who has a fee of that year keeps it.

    Permission: membership.keep in the office. Asked again, only those who came later are added. No payment is made.
    """
    place = _office(actor, unit)
    if not 2000 <= year <= today().year + 1:
        raise Problem(N_("Write a year, at the latest the next."), field="year")
    owing = Member.objects.filter(unit=place, state=MemberState.MEMBER, since__year__lte=year, category__fee__gt=0)
    new = [
        Fee(member=one, year=year, amount=one.category.fee, recorded_by=actor)
        for one in owing.exclude(fees__year=year).select_related("category")
    ]
    Fee.objects.bulk_create(new, ignore_conflicts=True)
    note(year=year, asked=len(new))
    return place


@act("membership.keep")
def record_fee(
    *,
    actor: User,
    fee: UUID,
    paid_on: date | None = None,
    receipt: str = "",
    let_off: str = "",
    client_ref: UUID | None = None,
) -> Fee:
    """A fee was paid, or is let off for a reason. Permission: membership.keep in the office. Once for a client_ref."""
    found = Fee.objects.select_related("member").filter(uuid=fee).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "membership.keep", found.member.unit_id)
    if (paid_on is None) == (not let_off.strip()):
        raise Problem(N_("Write the day it was paid, or why nothing is to be paid."), field="paid_on")
    if paid_on is not None and paid_on > today():
        raise Problem(N_("This day is still to come."), field="paid_on")
    found.paid_on, found.receipt, found.let_off = paid_on, receipt.strip()[:80], let_off.strip()[:200]
    found.save(update_fields=["paid_on", "receipt", "let_off"])
    note(year=found.year, paid=paid_on is not None)
    return found


@act("membership.keep")
def record_payments(*, actor: User, unit: UUID, payments: dict[UUID, date], client_ref: UUID | None = None) -> Unit:
    """Fees that a bank's list shows as paid, each on its day; what was paid or let off before stays as it was.

    Permission: membership.keep in the office. Once for a client_ref.
    """
    place = _office(actor, unit)
    fees = list(Fee.objects.filter(uuid__in=payments, member__unit=place, paid_on=None, let_off=""))
    for fee in fees:
        fee.paid_on = payments[fee.uuid]
        if fee.paid_on > today():
            raise Problem(N_("This day is still to come."), field="paid_on")
    Fee.objects.bulk_update(fees, ["paid_on"])
    note(paid=len(fees))
    return place


def _office(actor: User, unit: UUID) -> Unit:
    place = Unit.objects.filter(uuid=unit).first()
    if place is None:
        raise Missing(NOTHING_THERE)
    require(actor, "membership.keep", place.pk)
    return place


def _kept(actor: User, member: UUID) -> Member:
    found = Member.objects.select_for_update(of=("self",)).select_related("practitioner").filter(uuid=member).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "membership.keep", found.unit_id)
    if actor.pk in (found.user_id, found.practitioner.user_id if found.practitioner else None):
        raise Problem(N_("You can't decide about your own membership."))
    return found


def _titled(titles: dict[str, str]) -> dict[str, str]:
    for language in LANGUAGES:
        if not titles.get(language, "").strip():
            raise Problem(EMPTY, field=f"title_{language}")
    return {f"title_{code}": titles[code].strip()[:300] for code in LANGUAGES}


def _there_already(unit_id: int, entry: Practitioner) -> bool:
    there = Member.objects.filter(unit_id=unit_id, practitioner=entry)
    return there.filter(state__in=STANDING).exists()
