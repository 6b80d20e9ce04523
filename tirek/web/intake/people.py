"""Somebody who is being written down: the form, who may already be this person, and how it reads in a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import capfirst

from tirek.access.models import User
from tirek.people.engine.dates import Precision
from tirek.people.engine.iin import check_iin
from tirek.people.engine.search_box import read_search_box
from tirek.people.enums import FamilyRole, NumberFinding
from tirek.people.models import Person
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import person
from tirek.toolkit.formats import page_language, partial_day
from tirek.web.desk import DeskRequest
from tirek.web.intake.drafts import Request, TakenPerson, Typed
from tirek.web.intake.forms import NAMELESS, PersonForm, RoleForm
from tirek.web.intake.opening import asking_in, person_form
from tirek.web.intake.roles import Asking

KAZAKH = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")


@dataclass(frozen=True)
class TakenLine:
    """Somebody in a request, in words: who, what in the family, what is odd, what is missing."""

    key: str
    name: str
    role: str
    born: str
    known: Person | None
    warnings: list[str | Promise]
    complete: bool


def taken_lines(user: User, request: Request) -> list[TakenLine]:
    """Everybody in a request."""
    return [taken_line(user, one, asking_in(request, one.key)) for one in request.people]


def taken_line(user: User, one: TakenPerson, asks: Asking) -> TakenLine:
    """A line of the list of people."""
    form = person_form(user, one, asks)
    complete = form.is_valid()
    role = str(form.cleaned_data.get("role", ""))
    found = person(UUID(one.known)) if one.known else None
    born, warnings = "", []
    if found:
        name = display_name(found)
        born = partial_day(found.birth_date, found.birth_precision) if found.birth_date else ""
    else:
        assert isinstance(form, PersonForm)
        name, said = typed_name(form), form.cleaned_data.get("born")
        born = partial_day(said.value, said.precision) if said else ""
        warnings = number_warnings(form)
    label = dict(form.asking.roles()).get(role, "")
    return TakenLine(one.key, name, label, born, found, warnings, complete)


def typed_name(form: PersonForm) -> str:
    """The name as it was typed, in the page's spelling if there is one."""
    for _script, _word, fields in form.spellings():
        text = " ".join(filter(None, (str(field.value() or "").strip() for field in fields)))
        if text:
            return text
    role, language = str(form["role"].value() or ""), page_language()
    words = NAMELESS.get(FamilyRole(role)) if role in FamilyRole.values else None
    return (words or {}).get("lat" if language == "en" else language, "–")


def number_warnings(form: PersonForm) -> list[str | Promise]:
    """What is odd about the number. It is said, and it stops nobody."""
    number, born = form.cleaned_data.get("iin", ""), form.cleaned_data.get("born")
    day = born.value if born and born.precision == Precision.DAY else None
    found = check_iin(number, day, form.cleaned_data.get("sex")) if number else ()
    return [NumberFinding(finding).label for finding in found]


def first_guess(wanted: Mapping[str, str]) -> Typed:
    """What was typed into the search, laid into the fields of a new person."""
    box = read_search_box(wanted.get("q", ""))
    words = [word.typed for word in (*box.words, *box.initials)]
    letters = "".join(words)
    script = (
        "kk" if KAZAKH & set(letters) else "lat" if letters.isascii() else "ru" if page_language() == "ru" else "kk"
    )
    parts = ("given_name",) if len(words) == 1 else ("surname", "given_name", "patronymic")
    typed = {f"{part}_{script}": [capfirst(word)] for part, word in zip(parts, words, strict=False)}
    born = {"day": box.birth_date.day, "month": box.birth_date.month} if box.birth_date else {}
    year = box.birth_year or wanted.get("born")
    return {
        **typed,
        **{f"birth_{part}": [str(value)] for part, value in born.items()},
        **({"birth_year": [str(year)]} if year else {}),
        **({"iin": [box.iin]} if box.iin else {}),
        **({"phone": [box.phone]} if box.phone else {}),
    }


def draw_person(request: DeskRequest, form: RoleForm, page: dict[str, Any], **more: Any) -> HttpResponse:
    """The page of one person: new or known. ``page`` names the draft, the way back and what the person is for."""
    nothing: dict[str, Any] = dict.fromkeys(("elsewhere", "known", "kept", "case", "taken"))
    nothing |= {"cards": [], "marks": {}}
    said = {**nothing, **page, **more}
    adds_to = {"draft_id": said["taken"] and said["taken"].uuid, "case_id": said["case"] and said["case"].uuid}
    context = {**said, **adds_to, "form": form, "new": isinstance(form, PersonForm), "user_id": request.user.pk}
    once_more = form.errors or said["cards"] or said["elsewhere"]
    return render(request, "intake/person.html", context, status=422 if once_more else 200)
