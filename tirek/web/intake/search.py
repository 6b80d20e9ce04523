"""Whoever takes a call opens it first: is this person known to us, under whatever spelling?

Leaves with "it is her" and her file, or with a new request for somebody nobody here knows.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tirek.access.audit import AuditLine
from tirek.access.policy import holds, units_of
from tirek.casework.models import Case
from tirek.casework.selectors.cases_of_people import case_numbered, cases_of_people
from tirek.directory.selectors import regions
from tirek.kernel.problems import Problem, Refused
from tirek.people.engine.matching import Likeness
from tirek.people.enums import Alike, MatchReason, Sex
from tirek.people.models import Person
from tirek.people.selectors.search import PersonMatch, search_persons
from tirek.toolkit.formats import partial_day
from tirek.web.desk import DeskRequest, desk
from tirek.web.inputs import show_problem
from tirek.web.intake.drafts import requests_of
from tirek.web.intake.marks import Marked, marked_apart
from tirek.web.intake.previews import NO_PREVIEWS, PreviewCards, preview_cards

FIELDS: dict[str, str | Promise] = {
    "surname": _("Surname"),
    "given_name": _("Given name"),
    "patronymic": _("Patronymic"),
    "birth": _("Birth"),
    "region": _("Region"),
}
#: How near a match is, and what that rests on.
LIKENESS: dict[str, tuple[str, str | Promise, str | Promise]] = {
    Likeness.VERY: ("blue", Alike.VERY.label, _("name and birth agree")),
    Likeness.LIKELY: ("plain", Alike.LIKELY.label, _("the name agrees, there is no birth to compare")),
    Likeness.POSSIBLE: ("plain", Alike.POSSIBLE.label, _("something differs")),
}
FOUND_BY: dict[str, str | Promise] = {"iin": _("found by the number"), "phone": _("found by the phone number")}
IT_IS: dict[str, str | Promise] = {Sex.FEMALE: _("It is her"), Sex.MALE: _("It is him")}
IT_IS_NOT: dict[str, str | Promise] = {Sex.FEMALE: _("Not her"), Sex.MALE: _("Not him")}


class SearchForm(forms.Form):
    """One box; birth year and region narrow it where they are known."""

    use_required_attribute = False
    q = forms.CharField(label=_("Name, number or phone"), max_length=200, widget=forms.TextInput({"type": "search"}))
    born = forms.IntegerField(
        label=_("Birth year"), min_value=1800, max_value=2100, required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )  # fmt: skip
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["region"].choices = [("", _("any"))] + [(one.kato, one.name) for one in regions()]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class ComparisonRow:
    """A field of a match: what was typed, what is recorded, how they stand (a code of the status words)."""

    label: str | Promise
    typed: str
    recorded: str
    verdict: str


@dataclass(frozen=True)
class MatchCard:
    """Somebody who may be meant, explained."""

    person: Person
    born: str
    tone: str
    likeness: str | Promise
    found_by: str | Promise
    reasons: list[str | Promise]
    rows: list[ComparisonRow]
    cases: list[Case]
    it_is: str | Promise
    it_is_not: str | Promise
    shared: bool = False


@desk("person.search")
@require_safe
def person_search(request: DeskRequest) -> HttpResponse:
    """Search, see why each is offered, and go on from there."""
    asked = any(request.GET.get(name, "").strip() for name in ("q", "born"))
    form = SearchForm(request.GET if asked else None)
    cards: list[MatchCard] = []
    elsewhere: PreviewCards = NO_PREVIEWS
    apart: Marked = marked_apart(request)
    if asked and form.is_valid():
        if (numbered := case_numbered(form.cleaned_data["q"])) is not None:
            return redirect("case_file", numbered.uuid)
        cards = [card for card in cards_of(request, form) if card.person.uuid not in apart.uuids]
        if not form.errors:
            elsewhere = preview_cards(request, form.cleaned_data["q"], form.cleaned_data["born"])
    context = {
        "form": form,
        "cards": cards,
        "elsewhere": elsewhere,
        "apart": apart,
        "asked": form.is_bound and not form.errors,
        "likenesses": LIKENESS.values(),
        "may_ask": holds(request.user, "access.request"),
        "may_open": holds(request.user, "case.open"),
        "drafts": requests_of(request.user) if holds(request.user, "case.open") else [],
        "user_id": request.user.pk,
        **_target(request),
    }
    return render(request, "intake/search.html", context, status=422 if form.errors else 200)


def _target(request: DeskRequest) -> dict[str, Any]:
    """What the person is searched for: a request being taken in, a case, or nothing yet."""
    target: dict[str, Any] = {"draft": "", "for_case": ""}
    for name, key in (("draft", "request"), ("for_case", "case")):
        try:
            target[name] = UUID(request.GET.get(key, ""))
        except ValueError:
            continue
    return target


def cards_of(request: DeskRequest, form: SearchForm) -> list[MatchCard]:
    """Search, and note that somebody searched: when and how much was found, never the words."""
    asked = form.cleaned_data
    region = asked["region"] or None
    try:
        found = search_persons(request.user, asked["q"], asked["born"], region)
    except Refused:
        raise
    except Problem as problem:
        show_problem(form, problem)
        return []
    note_search(request, found=len(found), by_birth=asked["born"] is not None, by_region=region is not None)
    regions_named = dict(form.fields["region"].choices)  # type: ignore[attr-defined]
    return match_cards(found, regions_named, units_of(request.user))


def note_search(request: DeskRequest, **facts: Any) -> None:
    """A line of the reading log, for the supervisor of the unit in which the user searches."""
    unit = next(iter(units_of(request.user, "person.search")), None)
    line = AuditLine(act="search_people", unit_id=unit, facts=facts)
    request.__dict__.setdefault("readings", []).append(line)


def match_cards(
    found: Iterable[PersonMatch], region_names: dict[str, str], own_units: Container[int]
) -> list[MatchCard]:
    """Each match with its fields side by side and the cases that the user may see."""
    matches = list(found)
    cases = cases_of_people(match.person.pk for match in matches)
    return [match_card(match, cases.get(match.person.pk, []), region_names, own_units) for match in matches]


def match_card(
    match: PersonMatch, cases: list[Case], region_names: dict[str, str], own_units: Container[int]
) -> MatchCard:
    """Why this person is offered."""
    person = match.person
    born = partial_day(person.birth_date, person.birth_precision) if person.birth_date else ""
    rows = []
    for row in match.comparisons:
        typed = region_names.get(row.typed, row.typed) if row.field == "region" else row.typed
        recorded = born if row.field == "birth" else row.recorded
        rows.append(ComparisonRow(FIELDS[row.field], typed, recorded, str(row.verdict)))
    tone, likeness, _why = LIKENESS[match.likeness]
    return MatchCard(
        person=person,
        born=born,
        tone=tone,
        likeness=likeness,
        found_by=FOUND_BY.get(match.found_by, ""),
        reasons=[MatchReason(reason).label for reason in match.reasons],
        rows=rows,
        cases=cases,
        it_is=IT_IS.get(person.sex, _("It is this person")),
        it_is_not=IT_IS_NOT.get(person.sex, _("Not this person")),
        shared=person.unit_id not in own_units,
    )
