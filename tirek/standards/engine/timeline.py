"""The facts of one case in the order of days, and the clocks that run over them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tirek.standards.engine.calendar import add_working_days
from tirek.standards.engine.facts import UNASSESSED, CaseFacts, Event, Spell
from tirek.standards.engine.rules import ByRisk, Spells, Which


class Run(NamedTuple):
    """Days without a gap in which an episode lasted."""

    on: date
    until: date | None


class Timeline:
    """A case as the verbs ask about it: the derived events are mixed in."""

    __slots__ = ("_by_kind", "facts", "ratings", "started_on", "starts")

    def __init__(self, facts: CaseFacts) -> None:
        self.facts = facts
        self.ratings = sorted(facts.risk, key=lambda rating: rating[0])
        by_kind: dict[str, list[Event]] = {"case_opened": [Event("case_opened", facts.opened_on)]}
        by_kind["risk_rated"] = [Event("risk_rated", on, {"level": level}) for on, level in self.ratings]
        for event in facts.events:
            by_kind.setdefault(event.kind, []).append(event)
        self._by_kind = by_kind
        self.starts = sorted([facts.opened_on, *(event.on for event in by_kind.get("case_reopened", ()))])
        self.started_on = self.starts[-1]

    def first(self, which: Which, since: date | None = None) -> date | None:
        """The day of the first event that counts, on ``since`` or later."""
        return min(self._days(which, since, None), default=None)

    def last(self, which: Which, until: date | None = None) -> date | None:
        """The day of the last event that counts, on ``until`` or earlier."""
        return max(self._days(which, None, until), default=None)

    def each(self, which: Which) -> list[date]:
        """Every day with an event that counts."""
        return sorted(set(self._days(which, None, None)))

    def _days(self, which: Which, since: date | None, until: date | None) -> Iterator[date]:
        for kind in which.kinds:
            for event in self._by_kind.get(kind, ()):
                on = event.on
                if (since is None or on >= since) and (until is None or on <= until) and which.fits(event):
                    yield on

    def clock_from(self, on: date, until: date | None) -> date:
        """The day a clock started: what it follows, or the last opening or reopening after it.

        ``until`` is the day it was done or ended: what was reopened later does not start it again.
        """
        if until is None:
            return max(on, self.started_on)
        return max([on, *(start for start in self.starts if start <= until)])

    def spells(self, which: Spells) -> Iterator[Spell]:
        """Episodes that count and have days in common with the case, in the order of their start."""
        facts = self.facts
        for spell in sorted(facts.spells, key=lambda spell: (spell.on, spell.until or date.max)):
            over = spell.until is not None and spell.until <= max(spell.on, facts.opened_on)
            ahead = facts.closed_on is not None and spell.on > facts.closed_on
            if not over and not ahead and which.fits(spell):
                yield spell

    def runs(self, which: Spells) -> list[Run]:
        """These episodes as days without a gap; one that starts on the day another ended is a run of its own."""
        runs: list[Run] = []
        for spell in self.spells(which):
            if runs and ((until := runs[-1].until) is None or spell.on < until):
                both = None if until is None or spell.until is None else max(until, spell.until)
                runs[-1] = Run(runs[-1].on, both)
            else:
                runs.append(Run(spell.on, spell.until))
        return runs

    def end(self, until: date | None) -> date | None:
        """The day after which an episode is asked about no more: it ended, or the case was closed."""
        closed = self.facts.closed_on
        return min(until, closed) if until and closed else until or closed

    def level_on(self, day: date) -> str:
        """The level of risk that held at the end of a day."""
        index = bisect_right(self.ratings, day, key=lambda rating: rating[0])
        return self.ratings[index - 1][1] if index else UNASSESSED

    def deadline(
        self, since: date, amount: ByRisk, add: Callable[[date, int], date], until: date | None = None
    ) -> tuple[date, str]:
        """The last good day of a clock started on ``since``, and the level that set it.

        Ratings after ``until`` (the day it was done) no longer move it.
        """
        return self._moved(since, amount, until, lambda on, level: add(on, amount.at(level)))

    def deadline_before(self, since: date, end: date, amount: ByRisk, until: date | None = None) -> tuple[date, str]:
        """The last good day so long before ``end``; where that is past already, the next working day."""

        def due(on: date, level: str) -> date:
            planned = end - timedelta(days=amount.at(level))
            return planned if planned >= on else max(on, min(add_working_days(on, 1), end))

        # The more days before the end, the shorter the clock: what a higher number is elsewhere, it is here reversed.
        return self._moved(since, amount, until, due, shorter=lambda new, old: new > old)

    def _moved(
        self,
        since: date,
        amount: ByRisk,
        until: date | None,
        due_of: Callable[[date, str], date],
        shorter: Callable[[int, int], bool] = lambda new, old: new < old,
    ) -> tuple[date, str]:
        level = self.level_on(since)
        due = due_of(since, level)
        for on, new in self.ratings:
            if on <= since or (until is not None and on > until) or new == level:
                continue
            if shorter(amount.at(new), amount.at(level)):
                due, level = min(due, due_of(on, new)), new
            elif on <= due:
                due, level = due_of(since, new), new
        return due, level


def add_days(day: date, count: int) -> date:
    """So many calendar days later."""
    return day + timedelta(days=count)
