"""How a membership and a motion are shown: a state as a word with a colour, a result as one true sentence."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.profession.models import Motion

Mark = tuple[str, str, str | Promise]

#: Tone, icon, word: by state.
MEMBER_STATES: Final[dict[str, Mark]] = {
    "applied": ("amber", "hourglass", gettext_lazy("applied")),
    "member": ("green", "check", gettext_lazy("member")),
    "declined": ("plain", "x", gettext_lazy("not taken in")),
    "left": ("plain", "logout", gettext_lazy("left")),
    "excluded": ("plain", "ban", gettext_lazy("excluded")),
}
_MOTION: Final[dict[str, Mark]] = {
    "put": ("plain", "hourglass", gettext_lazy("to be voted on")),
    "open": ("blue", "checkbox", gettext_lazy("voting now")),
    "carried": ("green", "check", gettext_lazy("carried")),
    "lost": ("plain", "x", gettext_lazy("not carried")),
}


@dataclass(frozen=True)
class MotionLine:
    """A motion with its state, what it needs and what came of it."""

    motion: Motion
    mark: Mark
    needs: str
    result: str


def motion_line(motion: Motion) -> MotionLine:
    """A motion as a page shows it."""
    state: str = motion.state
    if state == "closed":
        state = "carried" if motion.carried else "lost"
    needs = _("more than %(share)s %% of the votes given") % {"share": motion.majority}
    how = _("secret vote") if motion.secret else _("open vote")
    return MotionLine(motion, _MOTION[state], f"{how}, {needs}", _result(motion))


def _result(motion: Motion) -> str:
    if not motion.result:
        return ""
    return _("for %(for)s, against %(against)s, abstained %(abstain)s; %(given)s votes of %(present)s present") % {
        name: motion.result.get(name, 0) for name in ("for", "against", "abstain", "given", "present")
    }
