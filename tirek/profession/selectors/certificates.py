"""Certificates: one's own, an office's, and what anybody learns of one whose code they hold."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language

from tirek.access.door import code_hash
from tirek.access.models import Unit, User
from tirek.access.policy import units_of
from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.badges_check import claimed_address, verified
from tirek.profession.enums import EntryState, MemberState
from tirek.profession.models import (
    CapacitySession,
    Certificate,
    Certification,
    Course,
    Member,
    Practitioner,
    Registration,
)

NOTHING_THERE: Final = N_("There is no such record in what you may see.")
LANGUAGES: Final = ("kk", "ru", "en")


@dataclass(frozen=True)
class Checked:
    """What whoever holds the code may know: whose, for what, by whom, when, and whether it still holds.

    ``ended_on``: since when it is withdrawn. ``rests``: the entry behind a category is suspended today.
    """

    kind: str
    holder: str
    titles: tuple[str, str, str]
    hours: Decimal | None
    issued_on: date
    valid_until: date | None
    ended_on: date | None
    rests: bool
    unit: Unit

    @property
    def title(self) -> str:
        """What it is for, in the language of the page."""
        return self.titles[LANGUAGES.index((get_language() or "kk")[:2])]

    def state(self, on: date) -> str:
        """``withdrawn``, ``expired``, ``resting`` or ``valid`` on a day."""
        if self.ended_on is not None and self.ended_on <= on:
            return "withdrawn"
        if self.valid_until is not None and self.valid_until < on:
            return "expired"
        return "resting" if self.rests else "valid"


@dataclass(frozen=True)
class PublishedKey:
    """The public half of a key, from when it was in use, and the list of what was withdrawn under it."""

    uuid: UUID
    public: dict[str, Any]
    retired_on: date | None
    status_list: str


def my_certificates(actor: User) -> QuerySet[Certificate]:
    """What was issued to me: as a practitioner, and for sessions I registered for. Newest first."""
    own = Q(practitioner__user=actor) | Q(registration__user=actor)
    return Certificate.objects.filter(own).select_related("unit__organisation").distinct().order_by("-issued_on", "-pk")


def office_certificates(
    actor: User, *, words: str = "", kind: str = "", withdrawn: bool = False
) -> QuerySet[Certificate]:
    """What the offices of the actor issued, newest first; by holder, title or code."""
    rows = Certificate.objects.filter(unit__in=units_of(actor, "certificate.issue"))
    for word in words.split():
        rows = rows.filter(
            Q(holder__icontains=word)
            | Q(code=word.lower().replace("-", ""))
            | Q(title_kk__icontains=word)
            | Q(title_ru__icontains=word)
            | Q(title_en__icontains=word)
        )
    if kind:
        rows = rows.filter(kind=kind)
    if withdrawn:
        rows = rows.filter(revoked_on__isnull=False)
    return rows.select_related("unit__organisation").order_by("-issued_on", "-pk")


def certificate_seen(uuid: UUID) -> Certificate:
    """A certificate that row security shows to who asks."""
    rows = Certificate.objects.select_related("unit__organisation", "revoked_by", "recorded_by")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def certificate_of_registration(code: str) -> Certificate | None:
    """The certificate of the registration that this code opens, for somebody without an account; the newest."""
    rows = Certificate.objects.filter(registration__door_hash=code_hash(code)).select_related("unit__organisation")
    return rows.order_by(F("revoked_on").asc(nulls_first=True), "-pk").first()


def sessions_to_certify(actor: User, on: date) -> QuerySet[CapacitySession]:
    """Sessions of the actor's offices that are over, newest first."""
    units = units_of(actor, "certificate.issue")
    over = CapacitySession.objects.filter(unit__in=units, ends_at__date__lte=on).exclude(state="cancelled")
    return over.order_by("-starts_at")


def present_without(session: CapacitySession) -> int:
    """How many were there and have no certificate yet."""
    there = Registration.objects.filter(session=session, there_at__isnull=False).exclude(state="cancelled")
    return there.exclude(certificates__in=Certificate.objects.filter(revoked_on=None)).count()


def categories_without(units: Sequence[int], on: date) -> QuerySet[Certification]:
    """Categories of these offices that hold on a day and have no certificate."""
    holds = Q(practitioner__unit__in=units, practitioner__state=EntryState.ENTERED, withdrawn_on=None)
    certified = Certificate.objects.filter(revoked_on=None, certification__isnull=False).values("certification")
    given = Certification.objects.filter(holds, valid_from__lte=on, valid_until__gte=on).exclude(pk__in=certified)
    return given.select_related("practitioner").order_by("pk")


def courses_to_certify(actor: User) -> QuerySet[Course]:
    """Courses of the actor's offices, newest first."""
    return Course.objects.filter(unit__in=units_of(actor, "certificate.issue")).order_by("-pk")[:100]


def practitioner_of_number(number: str) -> Practitioner | None:
    """An entry by its number, where the asker may see it."""
    return Practitioner.objects.filter(number__iexact=number, state=EntryState.ENTERED).first()


def category_of_number(number: str) -> Certification | None:
    """The category whose time ends last, of the entry with this number."""
    given = Certification.objects.filter(practitioner__number__iexact=number, withdrawn_on=None)
    return given.order_by("-valid_until", "-pk").first()


def member_called(name: str) -> Member | None:
    """A member by the number of the entry, or an organisation by its name."""
    wanted = Q(practitioner__number__iexact=name) | Q(body__iexact=name)
    return Member.objects.filter(wanted, state=MemberState.MEMBER).first()


def certificate_by_code(code: str, on: date) -> Checked | None:
    """What the code opens to anybody, or nothing."""
    found = _by_code(code, on)
    return found[0] if found else None


def credential_checked(token: str, on: date) -> tuple[Checked | None, bool]:
    """What a credential file is: the certificate it names here, and whether these very bytes were signed for it.

    Nothing: it names no certificate of this installation. The key asked is the one published here for it.
    """
    try:
        match = resolve(urlsplit(claimed_address(token)).path)
    except (Resolver404, ValueError):
        return None, False
    found = _by_code(str(match.kwargs.get("code", "")), on) if match.url_name == "open_certificate" else None
    if found is None:
        return None, False
    checked, public = found
    return checked, verified(token, public) is not None


def issuer_keys(office: Unit) -> list[PublishedKey]:
    """The public keys of an office: the one in use first, the retired ones after it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT uuid, public, retired_on, status_list FROM profession_issuer_keys(%s)", [office.pk])
        rows = cursor.fetchall()
    return [PublishedKey(uuid, json.loads(public), retired_on, listed) for uuid, public, retired_on, listed in rows]


def address_of(name: str, *args: object) -> str:
    """The full address of a public page, as it stands on paper and in signed files."""
    return f"{settings.URL}{reverse(name, args=args)}"


def _by_code(code: str, on: date) -> tuple[Checked, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, holder, title_kk, title_ru, title_en, hours, issued_on, valid_until, ended_on, rests,"
            " unit_id, public FROM profession_certificate_by_code(%s, %s)",
            [code.strip().lower().replace("-", "").replace(" ", ""), on],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    kind, holder, *titles, hours, issued_on, valid_until, ended_on, rests, unit, public = row
    issuer = Unit.objects.select_related("organisation").get(pk=unit)
    names = (titles[0], titles[1], titles[2])
    return Checked(kind, holder, names, hours, issued_on, valid_until, ended_on, rests, issuer), json.loads(public)
