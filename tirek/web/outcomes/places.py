"""Whose figures a page shows: the choice in the address, and the links to the others."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from tirek.access.models import Unit, User
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.enums import Scope
from tirek.outcomes.selectors.figures import Place, places
from tirek.outcomes.selectors.words import EVERYBODY
from tirek.toolkit.formats import page_language


@dataclass(frozen=True)
class PlaceLink:
    """A place to choose: its address, its name, whether it is the one shown."""

    key: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class Chosen:
    """The place of a page with its name, and every place there is to choose."""

    place: Place
    name: str
    links: list[PlaceLink]

    @property
    def key(self) -> str:
        """As an address carries it."""
        return key_of(self.place)


def key_of(place: Place) -> str:
    """``unit:h1`` · ``organisation:house`` · ``all:``."""
    return f"{place.scope}:{place.code}"


def chosen_place(request: HttpRequest, user: User) -> Chosen:
    """The place that is asked for; the nearest one whose figures lie open, where none is."""
    mine = places(user)
    asked = request.GET.get("place", "")
    found = next((one for one in mine if key_of(one) == asked), None) if asked else _nearest(mine)
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    names = _names(mine)
    links = []
    for one in mine:
        query = request.GET.copy()
        query["place"] = key_of(one)
        links.append(PlaceLink(key_of(one), names[key_of(one)], f"{request.path}?{query.urlencode()}", one == found))
    return Chosen(found, names[key_of(found)], links)


def _nearest(mine: list[Place]) -> Place:
    """The own unit of a supervisor; the organisation of everybody else."""
    return next((one for one in mine if one.exact or one.scope != Scope.UNIT), mine[-1])


def _names(mine: list[Place]) -> dict[str, str]:
    """What each place is called, in one question: the organisations come with their units."""
    codes = [one.code for one in mine if one.scope == Scope.UNIT]
    names = {f"{Scope.ALL}:": EVERYBODY.say(page_language())}
    for unit in Unit.objects.filter(code__in=codes).select_related("organisation"):
        names[f"{Scope.UNIT}:{unit.code}"] = unit.name
        names[f"{Scope.ORGANISATION}:{unit.organisation.code}"] = unit.organisation.name
    return names


def address(name: str, *args: object) -> str:
    """The address of a page; empty, where this installation does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
