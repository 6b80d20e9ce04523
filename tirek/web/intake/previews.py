"""Somebody known elsewhere, on the page of a search: two letters, a year, whom to call, and how to ask for more."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.kernel.ids import new_uuid
from tirek.people.engine.matching import Likeness
from tirek.people.enums import AccessPurpose, Alike, RequestState
from tirek.people.selectors.previews import A_DAY, AN_HOUR, Preview, person_previews

#: How each state of a request is shown: tone, icon.
STATES: dict[str, tuple[str, str]] = {
    RequestState.ASKED: ("amber", "hourglass"),
    RequestState.GRANTED: ("green", "lock-open"),
    RequestState.REFUSED: ("plain", "ban"),
    RequestState.WITHDRAWN: ("plain", "arrow-back-up"),
}
FOUND_BY: dict[str, str | Promise] = {"iin": _("found by the number"), "phone": _("found by the phone number")}


@dataclass(frozen=True)
class PreviewCard:
    """A preview in the words of the page."""

    preview: Preview
    tone: str
    likeness: str | Promise
    found_by: str | Promise
    state: str | Promise
    state_tone: str
    state_icon: str
    client_ref: UUID


@dataclass(frozen=True)
class PreviewCards:
    """What a search shows of people known elsewhere; ``used_up`` when it may show no more for now."""

    cards: list[PreviewCard]
    used_up: bool
    may_ask: bool
    purposes: list[tuple[str, str | Promise]]
    back: str
    an_hour: int = AN_HOUR
    a_day: int = A_DAY


NO_PREVIEWS = PreviewCards([], False, False, [], "")


def preview_cards(request: HttpRequest, q: str, born: int | None) -> PreviewCards:
    """People known elsewhere who may be meant."""
    assert isinstance(request.user, User)
    if not holds(request.user, "access.request"):
        return NO_PREVIEWS
    found = person_previews(request.user, q, born)
    cards = [_card(preview) for preview in found.shown]
    return PreviewCards(cards, found.used_up, True, list(AccessPurpose.choices), request.get_full_path())


def _card(preview: Preview) -> PreviewCard:
    tone, icon = STATES.get(preview.state, ("plain", ""))
    return PreviewCard(
        preview=preview,
        tone="blue" if preview.likeness is Likeness.VERY else "plain",
        likeness=Alike(preview.likeness).label,
        found_by=FOUND_BY.get(preview.found_by, ""),
        state=RequestState(preview.state).label if preview.state else "",
        state_tone=tone,
        state_icon=icon,
        client_ref=new_uuid(),
    )
