"""What stands in an entry: contacts, languages, what is public; education, posts; and posts that nobody holds."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import Organisation, User
from tirek.access.policy import require
from tirek.directory.models import Region
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.register import (
    HAS_ENTRY,
    checked_lists,
    day_not_ahead,
    office_entry,
    office_named,
    own_entry,
)
from tirek.profession.enums import Cadre, Degree, EntryState, Sector
from tirek.profession.models import Education, Post, Practitioner, Vacancy
from tirek.profession.selectors.register import NOTHING_THERE

FIRST_YEAR = 1950
CHOOSE = N_("Choose one of the answers in the list.")
EMPTY = N_("This can't be empty.")


@act("profession.view")
def keep_own_entry(
    *,
    actor: User,
    region: str,
    email: str = "",
    phone: str = "",
    languages: Sequence[str] = (),
    specialisations: Sequence[str] = (),
    client_ref: UUID | None = None,
) -> Practitioner:
    """Say where one works, how one is reached, in which languages, with what one is familiar.

    Permission: profession.view, of one's own entry. Saying the same again changes nothing.
    """
    require(actor, "profession.view")
    entry = own_entry(actor, entered=False)
    entry.region_id = known_region(region)
    entry.email, entry.phone = email.strip(), phone.strip()
    lists = checked_lists(languages, specialisations)
    entry.languages, entry.specialisations = lists["languages"], lists["specialisations"]
    entry.save(update_fields=["region", "email", "phone", "languages", "specialisations"])
    return entry


@act("profession.view")
def agree_to_be_found(*, actor: User, client_ref: UUID | None = None) -> Practitioner:
    """Agree that anybody finds one's name, number, category, region, sector, languages and specialisations.

    Permission: profession.view, of one's own entry. Agreeing again changes nothing.
    """
    require(actor, "profession.view")
    entry = own_entry(actor)
    if entry.public_since is None:
        entry.public_since = today()
        entry.save(update_fields=["public_since"])
    return entry


@act("profession.view")
def no_longer_be_found(*, actor: User, client_ref: UUID | None = None) -> Practitioner:
    """Withdraw that consent: the public page knows nothing of the entry from this moment on.

    Permission: profession.view, of one's own entry. Withdrawing again changes nothing.
    """
    require(actor, "profession.view")
    entry = own_entry(actor, entered=False)
    if entry.public_since is not None:
        entry.public_since = None
        entry.save(update_fields=["public_since"])
    return entry


@act("register.keep")
def record_public_consent(*, actor: User, entry: UUID, agrees: bool, client_ref: UUID | None = None) -> Practitioner:
    """Write down what somebody who has no account agreed to on paper. Withdrawn for anybody at any time.

    Permission: register.keep in the office. Saying the same again changes nothing.
    """
    found = office_entry(actor, entry, own=True)
    if agrees and found.user_id is not None:
        raise Problem(N_("This practitioner has an account and agrees there, with their own hand."))
    if agrees and found.state != EntryState.ENTERED:
        raise Problem(N_("This entry does not stand in the register at present."))
    if agrees != (found.public_since is not None):
        found.public_since = today() if agrees else None
        found.save(update_fields=["public_since"])
    note(agrees=agrees)
    return found


@act("register.keep")
def correct_entry(
    *,
    actor: User,
    entry: UUID,
    surname: str,
    given_name: str,
    patronymic: str = "",
    born_year: int | None = None,
    sex: str = "",
    username: str = "",
    client_ref: UUID | None = None,
) -> Practitioner:
    """Correct who an entry is about, and whose account reads it as their own.

    Permission: register.keep in the office; never one's own. Saying the same again changes nothing.
    """
    found = office_entry(actor, entry)
    if not surname.strip() or not given_name.strip():
        raise Problem(EMPTY, field="surname" if not surname.strip() else "given_name")
    reader = None
    if username.strip():
        reader = User.objects.filter(username=username.strip(), is_active=True).first()
        if reader is None:
            raise Problem(N_("Nobody has this user name."), field="username")
        if reader.pk == actor.pk:
            raise Problem(N_("You can't decide about your own entry. Ask a colleague of the office."), field="username")
        if Practitioner.objects.filter(user=reader).exclude(pk=found.pk).exists():
            raise Problem(HAS_ENTRY, field="username")
    found.surname, found.given_name, found.patronymic = surname.strip(), given_name.strip(), patronymic.strip()
    found.born_year, found.sex, found.user = born_year, sex, reader
    found.save(update_fields=["surname", "given_name", "patronymic", "born_year", "sex", "user"])
    note(linked=reader is not None)
    return found


@act("profession.view")
def add_education(
    *,
    actor: User,
    entry: UUID,
    programme: str,
    institution: str,
    degree: str,
    year: int,
    social_work: bool = False,
    seen: bool = False,
    client_ref: UUID | None = None,
) -> Education:
    """Add what somebody studied. The office says besides that it saw the paper.

    Permission: profession.view for one's own entry, register.keep for the office's. Once for a client_ref.
    """
    found, keeps = _own_or_kept(actor, entry)
    for name, text in (("programme", programme), ("institution", institution)):
        if not text.strip():
            raise Problem(EMPTY, field=name)
    if degree not in Degree.values:
        raise Problem(CHOOSE, field="degree")
    if not FIRST_YEAR <= year <= today().year:
        raise Problem(N_("This year can't be right."), field="year")
    return Education.objects.create(
        practitioner=found,
        programme=programme.strip(),
        institution=institution.strip(),
        degree=degree,
        year=year,
        social_work=social_work,
        seen=seen and keeps,
        recorded_by=actor,
    )


@act("register.keep")
def see_education(*, actor: User, education: UUID, client_ref: UUID | None = None) -> Education:
    """The office saw the diploma. Permission: register.keep in the office; never one's own. Again changes nothing."""
    found = Education.objects.select_related("practitioner").filter(uuid=education).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    office_entry(actor, found.practitioner.uuid)
    if not found.seen:
        found.seen = True
        found.save(update_fields=["seen"])
    return found


@act("profession.view")
def add_post(
    *,
    actor: User,
    entry: UUID,
    employer: str,
    sector: str,
    cadre: str,
    region: str,
    starts_on: date,
    ends_on: date | None = None,
    share: Decimal = Decimal(1),
    organisation: Organisation | None = None,
    client_ref: UUID | None = None,
) -> Post:
    """Add a post, present or past. ``share`` 1 is full time.

    Permission: profession.view for one's own entry, register.keep for the office's. Once for a client_ref.
    """
    found, _keeps = _own_or_kept(actor, entry)
    if not employer.strip():
        raise Problem(EMPTY, field="employer")
    for name, code, known in (("sector", sector, Sector.values), ("cadre", cadre, Cadre.values)):
        if code not in known:
            raise Problem(CHOOSE, field=name)
    if not 0 < share <= 2:
        raise Problem(N_("A post is more than nothing and at most two full ones."), field="share")
    day_not_ahead(starts_on)
    if ends_on is not None and ends_on < starts_on:
        raise Problem(N_("The end lies before the start."), field="ends_on")
    note(sector=sector, cadre=cadre)
    return Post.objects.create(
        practitioner=found,
        employer=employer.strip(),
        organisation=organisation,
        sector=sector,
        cadre=cadre,
        region_id=known_region(region),
        share=share,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=actor,
    )


@act("profession.view")
def end_post(*, actor: User, post: UUID, on: date, client_ref: UUID | None = None) -> Post:
    """A post ends on its last day. Permission: profession.view for one's own, register.keep for the office's.

    Ending again changes nothing.
    """
    held = Post.objects.select_related("practitioner").filter(uuid=post).first()
    if held is None:
        raise Missing(NOTHING_THERE)
    _own_or_kept(actor, held.practitioner.uuid)
    if held.ends_on is not None:
        return held
    if on < held.starts_on:
        raise Problem(N_("The end lies before the start."), field="on")
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    return held


@act("register.keep")
def open_vacancy(
    *,
    actor: User,
    unit: UUID,
    employer: str,
    sector: str,
    cadre: str,
    region: str,
    posts: int,
    source: str,
    opened_on: date,
    client_ref: UUID | None = None,
) -> Vacancy:
    """Write down posts that nobody holds, and who said so. Permission: register.keep. Once for a client_ref."""
    office = office_named(unit)
    require(actor, "register.keep", office.pk)
    for name, text in (("employer", employer), ("source", source)):
        if not text.strip():
            raise Problem(EMPTY, field=name)
    for name, code, known in (("sector", sector, Sector.values), ("cadre", cadre, Cadre.values)):
        if code not in known:
            raise Problem(CHOOSE, field=name)
    if not 1 <= posts <= 1000:
        raise Problem(N_("This number can't be right."), field="posts")
    return Vacancy.objects.create(
        unit=office,
        employer=employer.strip(),
        sector=sector,
        cadre=cadre,
        region_id=known_region(region),
        posts=posts,
        source=source.strip(),
        opened_on=day_not_ahead(opened_on),
        recorded_by=actor,
    )


@act("register.keep")
def fill_vacancy(*, actor: User, vacancy: UUID, on: date | None = None, client_ref: UUID | None = None) -> Vacancy:
    """The posts are filled, or no longer offered. Permission: register.keep. Filling again changes nothing."""
    found = Vacancy.objects.filter(uuid=vacancy).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "register.keep", found.unit_id)
    if found.filled_on is None:
        found.filled_on = max(day_not_ahead(on), found.opened_on)
        found.save(update_fields=["filled_on"])
    return found


def known_region(region: str) -> str:
    """A region of the list, by its code."""
    if not Region.objects.filter(pk=region).exists():
        raise Problem(N_("Choose a region."), field="region")
    return region


def _own_or_kept(actor: User, entry: UUID) -> tuple[Practitioner, bool]:
    """One's own entry, or one of the office; whether the office asks, which sees papers and never its own."""
    found = Practitioner.objects.filter(uuid=entry).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "profession.view")
    if found.user_id == actor.pk:
        return found, False
    require(actor, "register.keep", found.unit_id)
    return found, True
