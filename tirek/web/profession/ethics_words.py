"""How an ethics matter is shown: its state as a word with a colour, its norms, everything its reader may read."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tirek.kernel.clock import today
from tirek.profession.engine.ethics import code_of_ethics, may_appeal
from tirek.profession.enums import ComplaintState
from tirek.profession.models import Complaint, Hearing
from tirek.profession.selectors.ethics import (
    appeal_of,
    complainant_shown,
    decisions_of,
    judges_shown,
    words_of,
)
from tirek.toolkit.formats import page_language

#: Tone, icon, word: by state.
STATES: Final[dict[str, tuple[str, str, str | Promise]]] = {
    "received": ("amber", "hourglass", _("received, not looked at yet")),
    "rejected": ("plain", "x", _("not admissible")),
    "panel": ("blue", "users", _("with the panel")),
    "hearing": ("blue", "calendar-event", _("hearing set")),
    "decided": ("amber", "gavel", _("decided, may be appealed")),
    "appealed": ("blue", "scale", _("with the second panel")),
    "closed": ("plain", "circle-check", _("closed")),
}


def state_of(state: str) -> dict[str, str | Promise]:
    """The state of a matter as a badge takes it."""
    tone, icon, word = STATES[state]
    return {"tone": tone, "icon": icon, "word": word}


def norms_of(codes: list[str]) -> list[str]:
    """The norms of a matter in the language of the page."""
    language = page_language()
    return [norm.title.say(language) for norm in code_of_ethics().norms if norm.code in codes]


def norm_choices() -> list[tuple[str, str]]:
    """The norms as a form offers them."""
    language = page_language()
    return [(norm.code, norm.title.say(language)) for norm in code_of_ethics().norms]


def file_of(matter: Complaint) -> dict[str, Any]:
    """Everything of a matter that its reader may read, for the page."""
    decisions = decisions_of(matter)
    first = decisions[0] if decisions else None
    return {
        "matter": matter,
        "state": state_of(matter.state),
        "norms": norms_of(matter.norms),
        "complainant": complainant_shown(matter),
        "judges": judges_shown(matter),
        "words": words_of(matter),
        "hearings": list(Hearing.objects.filter(complaint=matter).order_by("at")),
        "decisions": decisions,
        "appeal": appeal_of(matter),
        "over": matter.state in (ComplaintState.CLOSED, ComplaintState.REJECTED),
        "may_appeal": may_appeal(
            decided=matter.state == ComplaintState.DECIDED,
            appealed=len(decisions) > 1,
            until=first.appeal_until if first else None,
            on=today(),
        ),
    }
