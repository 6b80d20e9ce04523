"""Certificates issued: for a session, a course, a category, a membership. Signed once, kept byte for byte."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext, override

from tirek.access.acts import act, note
from tirek.access.door import new_code
from tirek.access.models import Unit, User
from tirek.access.policy import require
from tirek.kernel.clock import ZONE, now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.actions.keys import office_signs, one_at_a_time
from tirek.profession.engine.badges import Award
from tirek.profession.engine.certification import category_title
from tirek.profession.enums import CertificateKind, EntryState, MemberState
from tirek.profession.models import (
    CapacitySession,
    Certificate,
    Certification,
    Course,
    Member,
    Practitioner,
    Registration,
)
from tirek.profession.selectors.certificates import LANGUAGES, NOTHING_THERE, address_of, categories_without

#: Letters of a certificate's code: about 79 bits, so that nobody guesses one, and short enough to be typed.
CODE_LETTERS: Final = 16
Titles = tuple[str, str, str]


@dataclass(frozen=True)
class _Draft:
    """What is to be certified. ``rests_on``: the rows of the profession it comes from; an equal one is issued once."""

    kind: CertificateKind
    holder: str
    titles: Titles
    subject: str
    rests_on: dict[str, Any]
    language: str = "kk"
    hours: Decimal | None = None
    valid_until: date | None = None
    practitioner: int | None = None


@act("certificate.issue")
def issue_attendance(*, actor: User, registration: UUID, client_ref: UUID | None = None) -> Certificate:
    """Certify that somebody took part in a session. Asked again, it is the same certificate.

    Permission: certificate.issue in the unit that held the session. Who was not there gets none.
    """
    rows = Registration.objects.select_related("session__unit__organisation")
    found = rows.filter(uuid=registration).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    session = found.session
    require(actor, "certificate.issue", session.unit_id)
    _over(session)
    if found.there_at is None or found.state == "cancelled":
        raise Problem(N_("Only who was there gets a certificate."))
    return _issued(actor, session.unit, [_attendance(session, found)])[0]


@act("certificate.issue")
def issue_all(*, actor: User, session: UUID, client_ref: UUID | None = None) -> CapacitySession:
    """Certify everybody who was at a session and has no certificate yet; repeated, it issues what is missing.

    Permission: certificate.issue in the unit that held the session.
    """
    held = CapacitySession.objects.select_related("unit__organisation").filter(uuid=session).first()
    if held is None:
        raise Missing(NOTHING_THERE)
    require(actor, "certificate.issue", held.unit_id)
    _over(held)
    there = Registration.objects.filter(session=held, there_at__isnull=False)
    made = _issued(actor, held.unit, [_attendance(held, one) for one in there.exclude(state="cancelled")])
    note(certificates=len(made))
    return held


@act("certificate.issue")
def issue_course(
    *, actor: User, course: UUID, practitioner: UUID, language: str = "kk", client_ref: UUID | None = None
) -> Certificate:
    """Certify that a practitioner finished a course of the office. Asked again, it is the same certificate.

    Permission: certificate.issue in the course's unit.
    """
    taught = Course.objects.select_related("unit__organisation").filter(uuid=course).first()
    if taught is None:
        raise Missing(NOTHING_THERE)
    require(actor, "certificate.issue", taught.unit_id)
    learner = Practitioner.objects.filter(uuid=practitioner, state=EntryState.ENTERED).first()
    if learner is None:
        raise Problem(N_("There is nobody with this number in the register."), field="practitioner")
    draft = _Draft(
        CertificateKind.COURSE,
        str(learner),
        (taught.title_kk, taught.title_ru, taught.title_en),
        taught.uuid.urn,
        {"course": taught, "practitioner": learner},
        language,
        taught.hours,
        practitioner=learner.pk,
    )
    return _issued(actor, taught.unit, [draft])[0]


@act("certificate.issue")
def issue_certification(
    *, actor: User, certification: UUID, language: str = "kk", client_ref: UUID | None = None
) -> Certificate:
    """Certify the category a commission gave, as long as it holds. Asked again, it is the same certificate.

    Permission: certificate.issue in the unit that keeps the practitioner's entry.
    """
    rows = Certification.objects.select_related("practitioner__unit__organisation")
    given = rows.filter(uuid=certification).first()
    if given is None:
        raise Missing(NOTHING_THERE)
    entry = given.practitioner
    require(actor, "certificate.issue", entry.unit_id)
    if given.withdrawn_on is not None or given.valid_until < today():
        raise Problem(N_("This category does not hold any more."))
    return _issued(actor, entry.unit, [_category(given, language)])[0]


@act("certificate.issue")
def issue_categories(*, actor: User, unit: UUID, client_ref: UUID | None = None) -> Unit:
    """Certify every category of an office that holds today and has no certificate yet; after a commission has decided.

    Permission: certificate.issue in the unit that keeps the entries.
    """
    office = Unit.objects.select_related("organisation").filter(uuid=unit).first()
    if office is None:
        raise Missing(NOTHING_THERE)
    require(actor, "certificate.issue", office.pk)
    given = categories_without([office.pk], today()).select_related("practitioner__unit")
    made = _issued(actor, office, [_category(one, LANGUAGES[0]) for one in given])
    note(certificates=len(made))
    return office


@act("certificate.issue")
def issue_membership(*, actor: User, member: UUID, language: str = "kk", client_ref: UUID | None = None) -> Certificate:
    """Certify a membership until the end of this year. Asked again in the year, it is the same certificate.

    Permission: certificate.issue in the association's unit.
    """
    rows = Member.objects.select_related("unit__organisation", "category", "practitioner")
    found = rows.filter(uuid=member).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, "certificate.issue", found.unit_id)
    if found.state != MemberState.MEMBER:
        raise Problem(N_("Only a member gets a certificate of membership."))
    category, until = found.category, date(today().year, 12, 31)
    draft = _Draft(
        CertificateKind.MEMBERSHIP,
        str(found),
        (category.title_kk, category.title_ru, category.title_en),
        category.uuid.urn,
        {"member": found, "valid_until": until},
        language,
        valid_until=until,
        practitioner=found.practitioner_id,
    )
    return _issued(actor, found.unit, [draft])[0]


def _attendance(session: CapacitySession, found: Registration) -> _Draft:
    return _Draft(
        CertificateKind.ATTENDANCE,
        found.name,
        (session.title_kk, session.title_ru, session.title_en),
        session.uuid.urn,
        {"registration": found},
        found.language,
        session.hours or None,
        # By its key: the office of the session may not see the entry itself.
        practitioner=found.practitioner_id,
    )


def _category(given: Certification, language: str) -> _Draft:
    entry = given.practitioner
    return _Draft(
        CertificateKind.CERTIFICATION,
        str(entry),
        _titles(lambda spoken: category_title(given.category, spoken)),
        f"{address_of('open_issuer', entry.unit.uuid)}#{given.category}",
        {"certification": given},
        language,
        valid_until=given.valid_until,
        practitioner=entry.pk,
    )


def _over(session: CapacitySession) -> None:
    if session.state == "cancelled" or session.ends_at > now():
        raise Problem(N_("Certificates are issued when the session is over."))


def _issued(actor: User, unit: Unit, drafts: Sequence[_Draft]) -> list[Certificate]:
    """The certificates of these drafts: those that stand already, and the others signed now."""
    one_at_a_time(unit)
    standing = _standing_many(drafts) if len(drafts) > 1 else [_standing(draft) for draft in drafts]
    if len(drafts) == 1:
        note(kind=drafts[0].kind.value, again=None not in standing)
    if None not in standing:  # the key is not opened for nothing
        return [old for old in standing if old is not None]
    desk = office_signs(unit, actor, len(drafts))
    made, day, place = [], today(), desk.place
    for draft, old in zip(drafts, standing, strict=True):
        if old is not None:
            continue
        code = new_code()[:CODE_LETTERS]
        made.append(
            Certificate(
                unit=unit,
                recorded_by=actor,
                code=code,
                kind=draft.kind,
                holder=draft.holder,
                title_kk=draft.titles[0],
                title_ru=draft.titles[1],
                title_en=draft.titles[2],
                hours=draft.hours,
                issued_on=day,
                key=desk.key,
                position=place,
                credential=desk.badges.signed(_award(draft, code, place, day)),
                **{"valid_until": draft.valid_until, "practitioner_id": draft.practitioner, **draft.rests_on},
            )
        )
        place += 1
    return [old for old in standing if old is not None] + Certificate.objects.bulk_create(made)


def _standing(draft: _Draft) -> Certificate | None:
    return Certificate.objects.filter(revoked_on=None, kind=draft.kind, **draft.rests_on).first()


def _standing_many(drafts: Sequence[_Draft]) -> list[Certificate | None]:
    """The same for many drafts that come from rows of one table."""
    (name,) = drafts[0].rests_on
    wanted = [draft.rests_on[name].pk for draft in drafts]
    rows = Certificate.objects.filter(revoked_on=None, **{f"{name}__in": wanted})
    found = {getattr(one, f"{name}_id"): one for one in rows}
    return [found.get(pk) for pk in wanted]


def _award(draft: _Draft, code: str, place: int, day: date) -> Award:
    spoken = draft.language if draft.language in LANGUAGES else LANGUAGES[0]
    title = draft.titles[LANGUAGES.index(spoken)] or draft.titles[0]
    with override(spoken):
        about = f"{draft.kind.label}: {title}"
        if draft.hours is not None:
            about = f"{about}. {gettext('Hours: %(hours)s') % {'hours': f'{draft.hours.normalize():f}'}}"
    until = draft.valid_until
    return Award(
        address=address_of("open_certificate", code),
        kind=draft.kind,
        subject=draft.subject,
        name=title,
        about=about,
        holder=draft.holder,
        hours=draft.hours,
        issued_at=datetime.combine(day, time(), ZONE),
        valid_until=None if until is None else datetime.combine(until, time(23, 59, 59), ZONE),
        position=place,
    )


def _titles(said: Callable[[str], str]) -> Titles:
    return said("kk"), said("ru"), said("en")
