"""Who is in the register: applied or entered by the office, declined, left, removed, back again."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from tirek.access.acts import act, note
from tirek.access.models import Unit, User
from tirek.access.policy import require
from tirek.directory.models import Region
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.engine.certification import register_lists
from tirek.profession.enums import EntryState
from tirek.profession.models import Practitioner
from tirek.profession.selectors.register import NOTHING_THERE, offices, practitioner_of

SEXES = ("female", "male")
HAS_ENTRY = N_("This user has an entry already.")


@act("profession.view")
def apply_for_entry(
    *,
    actor: User,
    unit: UUID,
    surname: str,
    given_name: str,
    region: str,
    patronymic: str = "",
    born_year: int | None = None,
    sex: str = "",
    email: str = "",
    phone: str = "",
    languages: Sequence[str] = (),
    specialisations: Sequence[str] = (),
    client_ref: UUID | None = None,
) -> Practitioner:
    """Ask an office to be entered. Who was declined or has left asks again with the same entry.

    Permission: profession.view. There is one entry a user. Once for a client_ref.
    """
    require(actor, "profession.view")
    office = next((one for one in offices() if one.uuid == unit), None)
    if office is None:
        raise Problem(N_("Choose the office that keeps the register."), field="unit")
    said = _checked(
        surname=surname, given_name=given_name, patronymic=patronymic, region=region, born_year=born_year, sex=sex,
        email=email, phone=phone, languages=languages, specialisations=specialisations,
    )  # fmt: skip
    entry = practitioner_of(actor)
    note(office=office.code)
    if entry is None:
        return Practitioner.objects.create(unit=office, user=actor, recorded_by=actor, state=EntryState.APPLIED, **said)
    if entry.state not in (EntryState.DECLINED, EntryState.LEFT):
        raise Problem(HAS_ENTRY)
    if entry.state == EntryState.LEFT:  # the office knows this person: who they are is not written anew
        said = {name: said[name] for name in ("region_id", "email", "phone", "languages", "specialisations")}
    return _changed(entry, state=EntryState.APPLIED, left_reason="", recorded_at=now(), **said)


@act("register.keep")
def enter_practitioner(
    *,
    actor: User,
    unit: UUID,
    surname: str,
    given_name: str,
    region: str,
    user: User | None = None,
    patronymic: str = "",
    born_year: int | None = None,
    sex: str = "",
    email: str = "",
    phone: str = "",
    languages: Sequence[str] = (),
    specialisations: Sequence[str] = (),
    on: date | None = None,
    client_ref: UUID | None = None,
) -> Practitioner:
    """The office enters somebody and gives the number. ``user`` is who reads the entry as their own; it may come later.

    Permission: register.keep in the unit. There is one entry a user. Once for a client_ref.
    """
    office = office_named(unit)
    require(actor, "register.keep", office.pk)
    day = day_not_ahead(on)
    said = _checked(
        surname=surname, given_name=given_name, patronymic=patronymic, region=region, born_year=born_year, sex=sex,
        email=email, phone=phone, languages=languages, specialisations=specialisations,
    )  # fmt: skip
    number = next_numbers(office, 1)[0]
    try:
        with transaction.atomic():
            entry = Practitioner.objects.create(
                unit=office, user=user, recorded_by=actor, state=EntryState.ENTERED, number=number, entered_on=day,
                **said,
            )  # fmt: skip
    except IntegrityError:
        raise Problem(HAS_ENTRY, field="user") from None
    note(number=number)
    return entry


@act("register.keep")
def accept_entry(*, actor: User, entry: UUID, on: date | None = None, client_ref: UUID | None = None) -> Practitioner:
    """Enter an applicant; who was in the register before keeps the number.

    Permission: register.keep in the office; never one's own. Accepting again changes nothing.
    """
    applied = office_entry(actor, entry)
    if applied.state == EntryState.ENTERED:
        return applied
    if applied.state != EntryState.APPLIED:
        raise Problem(N_("There is no application to decide on."))
    number = applied.number or next_numbers(applied.unit, 1)[0]
    note(number=number)
    return _changed(applied, state=EntryState.ENTERED, number=number, entered_on=day_not_ahead(on), left_on=None)


@act("register.keep")
def decline_entry(*, actor: User, entry: UUID, reason: str, client_ref: UUID | None = None) -> Practitioner:
    """Decline an application and say why; the applicant reads it and may ask again.

    Permission: register.keep in the office; never one's own. Declining again is refused with words.
    """
    applied = office_entry(actor, entry)
    if applied.state != EntryState.APPLIED:
        raise Problem(N_("There is no application to decide on."))
    return _changed(applied, state=EntryState.DECLINED, left_reason=said_why(reason))


@act("profession.view")
def leave_register(
    *, actor: User, reason: str = "", on: date | None = None, client_ref: UUID | None = None
) -> Practitioner:
    """One's own entry ends because one leaves the profession; it is no longer public.

    Permission: profession.view. Leaving again changes nothing.
    """
    require(actor, "profession.view")
    return _left(own_entry(actor), day_not_ahead(on), reason.strip())


@act("register.keep")
def record_leaver(
    *, actor: User, entry: UUID, reason: str = "", on: date | None = None, client_ref: UUID | None = None
) -> Practitioner:
    """The office writes that somebody left the profession.

    Permission: register.keep in the office. Doing it again changes nothing.
    """
    return _left(office_entry(actor, entry, own=True), day_not_ahead(on), reason.strip())


@act("register.keep")
def remove_practitioner(
    *, actor: User, entry: UUID, reason: str, on: date | None = None, client_ref: UUID | None = None
) -> Practitioner:
    """Remove an entry: what it stood on was not so. After a breach of ethics the panel's decision does this.

    Permission: register.keep in the office; never one's own. Removing again changes nothing.
    """
    return remove_entry(office_entry(actor, entry), on=day_not_ahead(on), reason=said_why(reason))


@act("register.keep")
def bring_back(*, actor: User, entry: UUID, on: date | None = None, client_ref: UUID | None = None) -> Practitioner:
    """Somebody who left or was removed stands in the register again, under the same number.

    Permission: register.keep in the office; never one's own. Doing it again changes nothing.
    """
    return restore_entry(office_entry(actor, entry), on=day_not_ahead(on))


def remove_entry(entry: Practitioner, *, on: date, reason: str) -> Practitioner:
    """End an entry by a decision, inside an act that has asked for its own right (an ethics decision does)."""
    if entry.state == EntryState.REMOVED:
        return entry
    note(number=entry.number, removed=on.isoformat())
    return _changed(entry, state=EntryState.REMOVED, left_on=on, left_reason=reason[:200], public_since=None)


def restore_entry(entry: Practitioner, *, on: date) -> Practitioner:
    """Let an entry stand again, inside an act that has asked for its own right (an appeal does)."""
    if entry.state == EntryState.ENTERED:
        return entry
    if entry.state not in (EntryState.LEFT, EntryState.REMOVED) or entry.number is None:
        raise Problem(N_("This entry was never in the register."))
    note(number=entry.number, back=on.isoformat())
    return _changed(entry, state=EntryState.ENTERED, left_on=None, left_reason="")


# What the acts of the register share ------------------------------------------------------------------------


def office_named(unit: UUID) -> Unit:
    """The office under that identifier."""
    place = Unit.objects.filter(uuid=unit).first()
    if place is None:
        raise Missing(NOTHING_THERE)
    return place


def office_entry(actor: User, entry: UUID, *, own: bool = False) -> Practitioner:
    """An entry that the actor's office keeps, locked; one's own only where nothing is decided."""
    found = Practitioner.objects.select_for_update(of=("self",)).select_related("unit").filter(uuid=entry).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "register.keep", found.unit_id)
    if found.user_id == actor.pk and not own:
        raise Problem(N_("You can't decide about your own entry. Ask a colleague of the office."))
    return found


def own_entry(actor: User, *, entered: bool = True) -> Practitioner:
    """One's own entry, locked."""
    found = Practitioner.objects.select_for_update(of=("self",)).filter(user=actor).first()
    if found is None:
        raise Problem(N_("You have no entry in the register yet. Apply for one first."))
    if entered and found.state != EntryState.ENTERED:
        raise Problem(N_("Your entry does not stand in the register at present."))
    return found


def next_numbers(office: Unit, count: int) -> list[str]:
    """Numbers of the office that nobody else is given; a gap means nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('profession_entry_number') FROM generate_series(1, %s)", [count])
        return [f"{office.code.upper()[:12]}-{row[0]:05d}" for row in cursor.fetchall()]


def day_not_ahead(on: date | None) -> date:
    """The day of an act: today unless another is said, never one to come."""
    if on is not None and on > today():
        raise Problem(N_("This day is still to come."), field="on")
    return on or today()


def said_why(reason: str) -> str:
    """A reason that was given."""
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    return reason.strip()[:200]


def checked_lists(languages: Sequence[str], specialisations: Sequence[str]) -> dict[str, Any]:
    """Languages and specialisations of the lists."""
    lists = register_lists()
    for name, chosen, known in (
        ("languages", languages, lists.languages),
        ("specialisations", specialisations, lists.specialisations),
    ):
        if not set(chosen) <= {one.code for one in known}:
            raise Problem(N_("Choose one of the answers in the list."), field=name)
    return {"languages": list(dict.fromkeys(languages)), "specialisations": list(dict.fromkeys(specialisations))}


def _checked(**said: Any) -> dict[str, Any]:
    for name in ("surname", "given_name"):
        if not said[name].strip():
            raise Problem(N_("This can't be empty."), field=name)
    if said["sex"] not in ("", *SEXES):
        raise Problem(N_("Choose one of the answers in the list."), field="sex")
    if not Region.objects.filter(pk=said["region"]).exists():
        raise Problem(N_("Choose a region."), field="region")
    said["region_id"] = said.pop("region")
    said |= checked_lists(said["languages"], said["specialisations"])
    return {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}


def _left(entry: Practitioner, on: date, reason: str) -> Practitioner:
    if entry.state == EntryState.LEFT:
        return entry
    if entry.state != EntryState.ENTERED:
        raise Problem(N_("This entry does not stand in the register at present."))
    return _changed(entry, state=EntryState.LEFT, left_on=on, left_reason=reason[:200], public_since=None)


def _changed(entry: Practitioner, **fields: Any) -> Practitioner:
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(fields))
    return entry
