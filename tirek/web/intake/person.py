"""Whoever works with a person opens it: every name, how to reach them, papers, families, cases.

Leaves with the right number to call, or with something put right; the old value stays readable.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tirek.access.models import User
from tirek.access.policy import file_units, holds
from tirek.casework.selectors.cases_of_people import cases_of_people
from tirek.kernel.clock import today
from tirek.people.enums import (
    Language,
    NameKind,
    NumberFinding,
    Precision,
    RelationKind,
    Script,
    Sex,
)
from tirek.people.models import AccessRequest, Address, ContactPoint, IdentityDocument, Person, PersonCorrection
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import families_of, names_in_order, person, relations_of
from tirek.people.selectors.requests import granted_to
from tirek.toolkit.formats import partial_day, short_day
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.supervisor.apart_lines import apart_shown
from tirek.web.supervisor.merge_lines import merges_shown

FIELDS: dict[str, str | Promise] = {
    "sex": _("Sex"),
    "birth_date": _("Birth date"),
    "birth_precision": _("How exactly the birth date is known"),
    "died_on": _("Day of death"),
    "died_precision": _("How exactly the day of death is known"),
    "language": _("Language"),
    "needs_interpreter": _("Needs an interpreter"),
    "iin": _("IIN"),
    "surname": _("Surname"),
    "given_name": _("Given name"),
    "patronymic": _("Patronymic"),
    "script": _("Spelling"),
    "kind": _("Kind of name"),
    "sealed": _("Hidden from everybody outside the file"),
}
CODES: dict[str, Any] = {
    "sex": Sex,
    "birth_precision": Precision,
    "died_precision": Precision,
    "language": Language,
    "script": Script,
    "kind": NameKind,
}


@desk("person.search")
@require_safe
def person_page(request: DeskRequest, person: UUID) -> HttpResponse:
    """One person, as far as the user may see."""
    subject = found(person)
    reading(request, subject, "person")
    if (granted := identity_alone(request.user, subject)) is not None:
        return identity_page(request, subject, granted)
    on = today()
    context = {
        "person": subject,
        "title": display_name(subject),
        "born": partial_day(subject.birth_date, subject.birth_precision) if subject.birth_date else "",
        "died": partial_day(subject.died_on, subject.died_precision) if subject.died_on else "",
        "number_findings": [NumberFinding(code).label for code in subject.iin_findings],
        "names": names_in_order(subject),
        "contacts": lasting_first(ContactPoint.objects.filter(person=subject), on),
        "addresses": lasting_first(Address.objects.filter(person=subject).select_related("region"), on),
        "documents": IdentityDocument.objects.filter(person=subject).order_by("valid_until", "pk"),
        "families": [(one, capfirst(one.get_role_display())) for one in families_of(subject)],
        "relations": [(capfirst(str(RelationKind(one.kind).label)), one) for one in relations_of(subject)],
        "cases": cases_of_people([subject.pk]).get(subject.pk, []),
        "corrections": [
            correction_line(row)
            for row in PersonCorrection.objects.filter(person=subject).select_related("recorded_by").order_by("-pk")
        ],
        "today": on,
        **rights(request.user, subject),
        **merges_shown(request.user, subject),
        **apart_shown(
            request.user, [subject], subject.unit_id, subject, any_apart=getattr(subject, "kept_apart", True)
        ),
    }
    return render(request, "intake/person_page.html", context)


def identity_alone(user: User, subject: Person) -> AccessRequest | None:
    """The grant that is all by which the user knows the person: no case, no family, no unit of the user's own."""
    if subject.unit_id in file_units(user) or subject.intake_by_id == user.pk:
        return None
    granted = granted_to(user, subject)
    if granted is None or cases_of_people([subject.pk]) or families_of(subject):
        return None
    return granted


def identity_page(request: DeskRequest, subject: Person, granted: AccessRequest) -> HttpResponse:
    """Who it is, as another unit has said: names, sex, birth, whom to call."""
    context = {
        "person": subject,
        "granted": granted,
        "title": display_name(subject),
        "names": names_in_order(subject),
        "born": partial_day(subject.birth_date, subject.birth_precision) if subject.birth_date else "",
        "may_open_here": holds(request.user, "case.open"),
    }
    return render(request, "intake/identity.html", context)


def found(uuid: UUID) -> Person:
    """The person, or Missing."""
    return person(uuid)


def rights(user: User, subject: Person) -> dict[str, bool]:
    """What the user may do on the page."""
    return {
        "may_add": holds(user, "person.register", subject.unit_id),
        "may_correct": holds(user, "person.correct", subject.unit_id),
        "may_open": holds(user, "case.open", subject.unit_id),
        "may_seal": holds(user, "person.seal", subject.unit_id),
    }


def lasting_first(rows: Any, on: date) -> list[Any]:
    """What holds today first, then what has ended."""
    return sorted(rows, key=lambda row: (row.ends_on is not None and row.ends_on <= on, -row.pk))


def correction_line(row: PersonCorrection) -> dict[str, Any]:
    """A correction in words: the field, the old and the new value, who, when, why."""
    return {
        "row": row,
        "field": FIELDS.get(row.field, row.field),
        "old": said(row.field, row.old_value),
        "new": said(row.field, row.new_value),
    }


def said(field: str, value: str) -> str:
    """A stored value as people read it."""
    if not value:
        return "–"
    if field in CODES:
        return str(CODES[field](value).label)
    if field in {"birth_date", "died_on"}:
        return short_day(date.fromisoformat(value))
    if field in {"needs_interpreter", "sealed"}:
        return str(_("Yes") if value == "True" else _("No"))
    return value
