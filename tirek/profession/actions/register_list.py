"""A list of practitioners taken over by the office at once: what a spreadsheet of the association holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import Organisation, Unit, User
from tirek.access.policy import require
from tirek.directory.models import Region
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Problem
from tirek.profession.actions.register import SEXES, checked_lists, next_numbers, office_named
from tirek.profession.engine.certification import certification_rule
from tirek.profession.enums import Cadre, Degree, EntryState, Sector
from tirek.profession.models import Certification, Education, Post, Practitioner

LARGEST: Final = 20_000


@dataclass(frozen=True)
class NewEducation:
    """An education in a list. The office has the diploma in its files when it takes the list over."""

    programme: str
    institution: str
    degree: str
    year: int
    social_work: bool = False


@dataclass(frozen=True)
class NewPost:
    """A post in a list."""

    employer: str
    sector: str
    cadre: str
    starts_on: date
    ends_on: date | None = None
    share: Decimal = Decimal(1)
    region: str = ""  # the practitioner's own where it is empty
    organisation: Organisation | None = None


@dataclass(frozen=True)
class NewCategory:
    """A category as it was decided."""

    category: str
    decision: str
    valid_from: date
    valid_until: date
    decided_on: date | None = None  # the first day of the category where nothing else is known


@dataclass(frozen=True)
class NewEntry:
    """A line of the list. ``agrees``: the office has the consent to be found by anybody, on paper."""

    surname: str
    given_name: str
    region: str
    patronymic: str = ""
    user: User | None = None
    born_year: int | None = None
    sex: str = ""
    email: str = ""
    phone: str = ""
    languages: Sequence[str] = ()
    specialisations: Sequence[str] = ()
    entered_on: date | None = None
    agrees: bool = False
    educations: Sequence[NewEducation] = ()
    posts: Sequence[NewPost] = ()
    categories: Sequence[NewCategory] = field(default_factory=tuple)


@act("register.keep")
def enter_practitioners(
    *, actor: User, unit: UUID, entries: Sequence[NewEntry], client_ref: UUID | None = None
) -> Unit:
    """Enter everybody of a list, with education, posts and categories: all of them or, where a line is wrong, nobody.

    Numbers are given in the order of the list. Permission: register.keep in the unit. Once for a client_ref.
    """
    office = office_named(unit)
    require(actor, "register.keep", office.pk)
    if not 0 < len(entries) <= LARGEST:
        raise Problem(N_("A list has between one and %(most)s lines."), most=LARGEST)
    lists = [_checked(number, entry) for number, entry in enumerate(_with_known_places(entries), start=1)]
    taken = [entry.user for entry in entries if entry.user is not None]
    if len({user.pk for user in taken}) != len(taken) or Practitioner.objects.filter(user__in=taken).exists():
        raise Problem(N_("Two lines have one user, or a user of the list has an entry already."))
    stamp: dict[str, Any] = {"recorded_by": actor, "recorded_at": now()}
    rows = Practitioner.objects.bulk_create(
        [
            Practitioner(
                unit=office,
                number=number,
                user=entry.user,
                surname=entry.surname.strip(),
                given_name=entry.given_name.strip(),
                patronymic=entry.patronymic.strip(),
                born_year=entry.born_year,
                sex=entry.sex,
                email=entry.email.strip(),
                phone=entry.phone.strip(),
                region_id=entry.region,
                state=EntryState.ENTERED,
                entered_on=entry.entered_on or today(),
                public_since=(entry.entered_on or today()) if entry.agrees else None,
                **said,
                **stamp,
            )
            for entry, said, number in zip(entries, lists, next_numbers(office, len(entries)), strict=True)
        ],
        batch_size=1000,
    )
    pairs = list(zip(rows, entries, strict=True))
    Education.objects.bulk_create(
        [
            Education(practitioner=row, seen=True, **vars(one), **stamp)
            for row, entry in pairs
            for one in entry.educations
        ],
        batch_size=1000,
    )
    Post.objects.bulk_create(list(_posts(pairs, stamp)), batch_size=1000)
    Certification.objects.bulk_create(
        [
            Certification(practitioner=row, **{**vars(one), "decided_on": one.decided_on or one.valid_from}, **stamp)
            for row, entry in pairs
            for one in entry.categories
        ],
        batch_size=1000,
    )
    note(entries=len(rows), first=rows[0].number, last=rows[-1].number)
    return office


def _posts(pairs: Sequence[tuple[Practitioner, NewEntry]], stamp: dict[str, Any]) -> Iterator[Post]:
    for row, entry in pairs:
        for one in entry.posts:
            said = {**vars(one), "region_id": one.region or entry.region}
            said.pop("region")
            yield Post(practitioner=row, **said, **stamp)


def _with_known_places(entries: Sequence[NewEntry]) -> Sequence[NewEntry]:
    known = set(Region.objects.values_list("pk", flat=True))
    for number, entry in enumerate(entries, start=1):
        if not {entry.region, *(post.region or entry.region for post in entry.posts)} <= known:
            raise Problem(N_("Line %(number)s: the region is not in the list."), number=number)
    return entries


def _checked(number: int, entry: NewEntry) -> dict[str, Any]:
    """Languages and specialisations of a line, once all of it is right."""
    wrong = [
        not entry.surname.strip() or not entry.given_name.strip(),
        entry.sex not in ("", *SEXES),
        entry.entered_on is not None and entry.entered_on > today(),
        any(one.degree not in Degree.values for one in entry.educations),
        any(one.sector not in Sector.values or one.cadre not in Cadre.values for one in entry.posts),
        any(not 0 < one.share <= 2 or (one.ends_on or one.starts_on) < one.starts_on for one in entry.posts),
        any(certification_rule().category(one.category) is None or not one.decision for one in entry.categories),
        any(one.valid_until < one.valid_from for one in entry.categories),
    ]
    if any(wrong):
        raise Problem(N_("Line %(number)s is not complete, or says something that is not in the lists."), number=number)
    return checked_lists(entry.languages, entry.specialisations)
