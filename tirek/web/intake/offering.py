"""Before somebody is written down: who on record may be this person, here or known elsewhere, is looked at first."""

from typing import Any

from django.http import HttpResponse

from tirek.web.desk import DeskRequest
from tirek.web.intake.alike import alike
from tirek.web.intake.forms import PersonForm
from tirek.web.intake.people import draw_person
from tirek.web.intake.previews import preview_cards


def offered(request: DeskRequest, form: PersonForm, page: dict[str, Any], besides: set[str]) -> HttpResponse | None:
    """The page once more, with those who may be meant; None when nobody is, or the user has said so."""
    marked = {"mark", "unmark"} & set(request.POST)
    if "different" in request.POST and not marked:
        return None
    cards = alike(request, form, besides | set(page["marks"]))
    born = form.cleaned_data["born"]
    elsewhere = preview_cards(request, _typed(form), born.value.year if born else None)
    if not (cards or elsewhere.cards or marked):
        return None
    return draw_person(request, form, page, cards=cards, elsewhere=elsewhere)


def _typed(form: PersonForm) -> str:
    """What a search for the person would say: the first spelling, the number, the phone."""
    said, names = form.cleaned_data, form.spelled()[:1]
    words = [part for name in names for part in (name.surname, name.given_name, name.patronymic)]
    return " ".join(filter(None, (*words, said["iin"], said["phone"])))
