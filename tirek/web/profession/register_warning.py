"""What stands above a page whose acts ask for a valid entry in the register: how long it still passes, what to do."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from tirek.access.models import User
from tirek.access.roles import PERMISSIONS
from tirek.profession.actions.gate import REFUSALS
from tirek.profession.engine.standing import Standing, State, Verdict
from tirek.profession.selectors.standing import Warned, warned_of
from tirek.toolkit.formats import long_day, short_day


@dataclass(frozen=True)
class EntryWarning:
    """A sentence above the page; red where the acts are refused already."""

    tone: str
    text: str
    rights: list[str]


def entry_warning(user: User, *permissions: str, at: Standing | None = None) -> EntryWarning | None:
    """The gravest that these rights say to the user today; nothing where nothing asks for an entry."""
    found = warned_of(user, permissions, at)
    for said in (Verdict.REFUSE, Verdict.WARN, Verdict.PASS):
        rows = [row for row in found if row.verdict is said]
        if rows:
            tone = {Verdict.REFUSE: "danger", Verdict.WARN: "warning"}.get(said, "info")
            return EntryWarning(tone, _worded(rows[0]), [str(PERMISSIONS[row.permission]) for row in rows])
    return None


def _worded(row: Warned) -> str:
    at, first = row.standing, row.refused_from
    until = short_day(at.until) if at.until else ""
    if row.verdict is Verdict.REFUSE:
        state = {State.IN_WARNING: State.EXPIRED, State.LEFT: State.NONE}.get(at.state, at.state)
        return _(REFUSALS[state]) % {"until": until}
    if at.state is State.EXPIRING and at.until:
        return _("Your category in the register runs out on %(until)s. Ask the office for a renewal in time.") % {
            "until": long_day(at.until)
        }
    if row.verdict is Verdict.PASS:
        return _("From %(day)s your organisation asks for a valid entry in the register, and yours is not valid.") % {
            "day": long_day(row.asked.starts_on)
        }
    last = long_day(first - timedelta(days=1)) if first else ""
    if at.until:
        return _(
            "Your category in the register ran out on %(until)s. Until %(last)s everything still goes;"
            " then this is refused. Ask the office for a renewal."
        ) % {"until": until, "last": last}
    return _(
        "Your organisation asks for a valid entry in the register, and you have none. Until %(last)s everything"
        " still goes; then this is refused. Apply for an entry."
    ) % {"last": last}
