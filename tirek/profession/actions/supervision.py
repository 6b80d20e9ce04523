"""Agreements of supervision and intervision: proposed, accepted by each for themselves, left, ended."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require, units_of
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.engine.supervision_words import NOBODY, ClientNames, names_in
from tirek.profession.enums import SupervisionForm
from tirek.profession.models import AgreementMember, Practitioner, SupervisionAgreement
from tirek.profession.selectors.supervision import NOTHING_THERE, candidates, entry_of

LARGEST_GROUP = 12
OFTENEST, RAREST = 7, 366
NO_ENTRY = N_("Supervision is kept between practitioners of the register. Ask the association's office for an entry.")
NOT_YOURS = N_("Whoever leads these meetings does this.")


def own_entry(actor: User) -> Practitioner:
    """The actor's own entry in the register, or a word on how to get one."""
    me = entry_of(actor)
    if me is None:
        raise Problem(NO_ENTRY)
    return me


@act("supervision.hold")
def propose_supervision(
    *,
    actor: User,
    members: Sequence[str],
    form: str,
    every_days: int,
    starts_on: date,
    aims: str = "",
    title: str = "",
    names: ClientNames = NOBODY,
    client_ref: UUID | None = None,
) -> SupervisionAgreement:
    """A supervisor proposes an agreement to one practitioner or to a group, by their numbers in the register.

    It holds for each from the day they accept it. Permission: supervision.hold. Once for a client_ref.
    """
    unit = next(iter(units_of(actor, "supervision.hold")), None)
    require(actor, "supervision.hold", unit or -1)
    me = own_entry(actor)
    if form not in (SupervisionForm.INDIVIDUAL, SupervisionForm.GROUP):
        raise Problem(N_("Choose one of the answers in the list."), field="form")
    without_names(aims, names, "aims")
    without_names(title, names, "title")
    if form == SupervisionForm.INDIVIDUAL and len(set(members)) != 1:
        raise Problem(N_("Individual supervision is agreed with one practitioner."), field="members")
    return _agreed(actor, me, unit or 0, form, members, every_days, starts_on, aims, title, supervisor=me)


@act("profession.view")
def found_intervision(
    *,
    actor: User,
    members: Sequence[str],
    every_days: int,
    starts_on: date,
    title: str,
    aims: str = "",
    names: ClientNames = NOBODY,
    client_ref: UUID | None = None,
) -> SupervisionAgreement:
    """Practitioners found a group of equals: nobody leads it, each may plan a meeting and invite others.

    Permission: profession.view and an entry in the register. Once for a client_ref.
    """
    require(actor, "profession.view")
    me = own_entry(actor)
    if not title.strip():
        raise Problem(N_("Give the group a name."), field="title")
    without_names(aims, names, "aims")
    without_names(title, names, "title")
    return _agreed(
        actor, me, me.unit_id, SupervisionForm.PEER, members, every_days, starts_on, aims, title, supervisor=None
    )


@act("profession.view")
def accept_supervision(
    *, actor: User, agreement: UUID, on: date, client_ref: UUID | None = None
) -> SupervisionAgreement:
    """A practitioner accepts what was proposed to them; from then it holds for them.

    Permission: profession.view, and one's own place. Accepted again, nothing changes.
    """
    require(actor, "profession.view")
    place = _own_place(actor, agreement)
    day_till_today(on)
    if place.left_on is not None:
        raise Problem(N_("You declined or left this agreement. Ask for a new one."))
    if ended(place.agreement, on):
        raise Problem(N_("This agreement has ended."))
    if place.accepted_on is None:
        place.accepted_on = on
        place.save(update_fields=["accepted_on"])
    return place.agreement


@act("profession.view")
def leave_supervision(
    *, actor: User, agreement: UUID, on: date, client_ref: UUID | None = None
) -> SupervisionAgreement:
    """A practitioner declines or leaves an agreement. The last of a group of equals ends it.

    Permission: profession.view, and one's own place. Left again, nothing changes.
    """
    require(actor, "profession.view")
    place = _own_place(actor, agreement)
    day_till_today(on)
    group = place.agreement
    if place.left_on is not None:
        return group
    standing = group.members.filter(accepted_on__isnull=False, left_on=None).exclude(pk=place.pk)
    if group.form == SupervisionForm.PEER and group.ends_on is None and place.accepted_on and not standing.exists():
        group.ends_on = max(on, group.starts_on)
        group.save(update_fields=["ends_on"])
    place.left_on = on
    place.save(update_fields=["left_on"])
    return group


@act("profession.view")
def invite_to_supervision(
    *, actor: User, agreement: UUID, member: str, client_ref: UUID | None = None
) -> AgreementMember:
    """One more is asked into a group: by its supervisor, or by any of the equals.

    Permission: profession.view, and leading the group. Asked again, the first invitation stands.
    """
    require(actor, "profession.view")
    group = led(actor, agreement)
    if group.form == SupervisionForm.INDIVIDUAL:
        raise Problem(N_("Individual supervision is agreed with one practitioner."), field="member")
    if ended(group, today()):
        raise Problem(N_("This agreement has ended."))
    places = group.members.filter(left_on=None)
    if places.count() >= LARGEST_GROUP:
        raise Problem(N_("A group has at most %(most)s members."), field="member", most=str(LARGEST_GROUP))
    (whom,) = _asked([member], field="member")
    known = group.members.filter(practitioner_id=whom).first()
    if known is not None and known.left_on is not None:
        raise Problem(N_("This practitioner declined or left the group. Make a new one together."), field="member")
    return known or _place(actor, group, whom)


@act("profession.view")
def end_supervision(*, actor: User, agreement: UUID, on: date, client_ref: UUID | None = None) -> SupervisionAgreement:
    """The supervisor ends an agreement; what was talked about stays with those who were there.

    Permission: profession.view, and being its supervisor. Ended again, the first day stands.
    """
    require(actor, "profession.view")
    group = led(actor, agreement)
    if group.form == SupervisionForm.PEER:
        raise Problem(N_("Nobody ends a group of equals for the others: each may leave it."))
    if group.ends_on is None:
        group.ends_on = max(day_till_today(on), group.starts_on)
        group.save(update_fields=["ends_on"])
    return group


def led(actor: User, agreement: UUID) -> SupervisionAgreement:
    """An agreement whose meetings the actor leads, locked until the act is done."""
    me = own_entry(actor)
    group = SupervisionAgreement.objects.filter(uuid=agreement).first()
    if group is None:
        raise Missing(NOTHING_THERE)
    equal = group.form == SupervisionForm.PEER and group.members.filter(
        practitioner=me, accepted_on__isnull=False, left_on=None
    )
    if group.supervisor_id != me.pk and not (equal and equal.exists()):
        raise Problem(NOT_YOURS)
    return SupervisionAgreement.objects.select_for_update().get(pk=group.pk)


def ended(agreement: SupervisionAgreement, on: date) -> bool:
    """Whether the agreement is over on that day."""
    return agreement.ends_on is not None and agreement.ends_on < on


def day_till_today(on: date, field: str = "on") -> date:
    """A day on which something happened lies not ahead."""
    if on > today():
        raise Problem(N_("This day lies ahead. Write what has happened, with the day it happened."), field=field)
    return on


def without_names(text: str, names: ClientNames, field: str) -> None:
    """Refuse a text that seems to name a client, and say what to write instead."""
    found = names_in(text, surnames=names.surnames, given=names.given, numbers=names.numbers)
    if found:
        raise Problem(
            N_("This may name a client: %(words)s. Write “the mother”, “the boy”, “the family” instead."),
            field=field,
            words=", ".join(found[:5]),
        )


def _agreed(
    actor: User,
    me: Practitioner,
    unit_id: int,
    form: str,
    members: Sequence[str],
    every_days: int,
    starts_on: date,
    aims: str,
    title: str,
    *,
    supervisor: Practitioner | None,
) -> SupervisionAgreement:
    numbers = list(dict.fromkeys(one.strip() for one in members if one.strip()))
    if not numbers:
        raise Problem(N_("Choose at least one practitioner."), field="members")
    if len(numbers) > LARGEST_GROUP:
        raise Problem(N_("A group has at most %(most)s members."), field="members", most=str(LARGEST_GROUP))
    if not OFTENEST <= every_days <= RAREST:
        raise Problem(N_("Meet every seven days at most, and at least once a year."), field="every_days")
    whom = _asked(numbers)
    agreement = SupervisionAgreement.objects.create(
        unit_id=unit_id,
        form=form,
        title=title.strip(),
        supervisor=supervisor,
        every_days=every_days,
        aims=aims.strip(),
        starts_on=starts_on,
        recorded_by=actor,
        recorded_at=now(),
    )
    if supervisor is None:
        AgreementMember.objects.create(
            agreement=agreement, practitioner=me, accepted_on=today(), recorded_by=actor, recorded_at=now()
        )
    for one in whom:
        _place(actor, agreement, one)
    note(form=form, members=len(whom), every_days=every_days)
    return agreement


def _asked(numbers: Sequence[str], field: str = "members") -> list[int]:
    """The entries with these numbers that may be asked."""
    known = {number: pk for pk, number, _name in candidates(numbers)}
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise Problem(
            N_("No practitioner with an account has the number %(numbers)s."), field=field, numbers=", ".join(unknown)
        )
    return [known[number] for number in numbers]


def _place(actor: User, agreement: SupervisionAgreement, practitioner_id: int) -> AgreementMember:
    return AgreementMember.objects.create(
        agreement=agreement, practitioner_id=practitioner_id, recorded_by=actor, recorded_at=now()
    )


def _own_place(actor: User, agreement: UUID) -> AgreementMember:
    """The actor's own place in an agreement, locked."""
    me = own_entry(actor)
    place = (
        AgreementMember.objects.select_for_update(of=("self",))
        .select_related("agreement")
        .filter(agreement__uuid=agreement, practitioner=me)
        .first()
    )
    if place is None:
        raise Missing(NOTHING_THERE)
    return place
