"""Before somebody is written down: who on record may be this person, and what speaks for it, field by field."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tirek.casework.models import Case
from tirek.casework.selectors.cases_of_people import cases_of_people
from tirek.people.enums import Sex
from tirek.people.models import Address, ContactPoint, Person
from tirek.people.selectors.at_intake import Possible, Typed, possible_duplicates_at_intake, same_number
from tirek.people.selectors.persons import names_in_order
from tirek.toolkit.formats import partial_day
from tirek.web.desk import DeskRequest
from tirek.web.evidence import EvidenceLine, evidence_lines, probably, share, warnings
from tirek.web.intake.forms import PersonForm
from tirek.web.intake.search import IT_IS, IT_IS_NOT, note_search


@dataclass(frozen=True)
class AlikeRow:
    """A field: what was typed, what is on record, how the two agree."""

    line: EvidenceLine
    typed: str
    recorded: str


@dataclass(frozen=True)
class AlikeCard:
    """Somebody on record who may be the person that is being written down."""

    person: Person
    born: str
    tone: str
    likely: str | Promise
    share: str
    rows: list[AlikeRow]
    warnings: list[str]
    cases: list[Case]
    it_is: str | Promise
    it_is_not: str | Promise


def typed_by(form: PersonForm) -> Typed:
    """What the form says of the person, as it is compared."""
    said = form.cleaned_data
    return Typed(form.spelled(), said["born"], said["sex"], said["iin"], said["phone"], said["region_of_living"])


def alike(request: DeskRequest, form: PersonForm, besides: set[str]) -> list[AlikeCard]:
    """Who of those the user sees may be the person about to be written down, the likeliest first."""
    typed = typed_by(form)
    found = [one for one in possible_duplicates_at_intake(request.user, typed) if str(one.person.uuid) not in besides]
    note_search(request, found=len(found), at_intake=True)
    cases = cases_of_people(one.person.pk for one in found)
    recorded = _recorded([one.person for one in found])
    return [_card(one, form, recorded[one.person.pk], cases.get(one.person.pk, [])) for one in found]


def _card(one: Possible, form: PersonForm, recorded: dict[str, str], cases: list[Case]) -> AlikeCard:
    evidence = [{"field": row.field, "level": row.level, "weight": row.weight} for row in one.found.evidence]
    said = _said(form)
    rows = [
        AlikeRow(line, said.get(line.field, ""), recorded.get(line.field, ""))
        for line in evidence_lines(evidence)
        if said.get(line.field)
    ]
    tone, word = ("blue", _("carries the same number")) if same_number(one.found) else probably(one.found.probability)
    return AlikeCard(
        person=one.person,
        born=recorded["birth"],
        tone=tone,
        likely=word,
        share=share(one.found.probability),
        rows=rows,
        warnings=warnings(evidence),
        cases=cases,
        it_is=IT_IS.get(one.person.sex, _("It is this person")),
        it_is_not=IT_IS_NOT.get(one.person.sex, _("Not this person")),
    )


def _said(form: PersonForm) -> dict[str, str]:
    """What was typed, field by field."""
    said, names = form.cleaned_data, form.spelled()
    born = said["born"]
    return {
        "given_name": _together(name.given_name for name in names),
        "surname": _together(name.surname for name in names),
        "patronymic": _together(name.patronymic for name in names),
        "birth": partial_day(born.value, born.precision) if born else "",
        "number": said["iin"],
        "phone": said["phone"],
        "sex": "" if said["sex"] == Sex.UNKNOWN else str(Sex(said["sex"]).label),
        "region": dict(form.fields["region_of_living"].choices).get(said["region_of_living"], "")  # type: ignore[attr-defined]
        if said["region_of_living"]
        else "",
    }


def _recorded(persons: list[Person]) -> dict[int, dict[str, str]]:
    """The same of those on record, as far as the user sees it."""
    phones: dict[int, list[str]] = defaultdict(list)
    for phone in ContactPoint.objects.filter(person__in=persons).exclude(digits="").order_by("pk"):
        phones[phone.person_id].append(phone.value)
    regions: dict[int, list[str]] = defaultdict(list)
    for place in Address.objects.filter(person__in=persons, region__isnull=False).select_related("region"):
        regions[place.person_id].append(str(place.region))
    found = {}
    for person in persons:
        names = names_in_order(person)
        found[person.pk] = {
            "given_name": _together(name.given_name for name in names),
            "surname": _together(name.surname for name in names),
            "patronymic": _together(name.patronymic for name in names),
            "birth": partial_day(person.birth_date, person.birth_precision) if person.birth_date else "",
            "number": person.iin,
            "phone": _together(phones[person.pk]),
            "sex": "" if person.sex == Sex.UNKNOWN else str(person.get_sex_display()),
            "region": _together(regions[person.pk]),
        }
    return found


def _together(values: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(filter(None, values)))
