"""Whose figures a page shows: the choice in the address, and the links to the others."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from tirek.access.models import User
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.selectors.figures import Place, places
from tirek.outcomes.selectors.words import place_words
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
    links = []
    for one in mine:
        query = request.GET.copy()
        query["place"] = key_of(one)
        links.append(PlaceLink(key_of(one), _name(one), f"{request.path}?{query.urlencode()}", one == found))
    return Chosen(found, _name(found), links)


def _nearest(mine: list[Place]) -> Place:
    """The own unit of a supervisor; the organisation of everybody else."""
    return next((one for one in mine if one.exact or one.scope != "unit"), mine[-1])


def _name(place: Place) -> str:
    return place_words(place.scope, place.code).say(page_language())


def address(name: str, *args: object) -> str:
    """The address of a page; empty, where this installation does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
