"""Until when somebody was watched, and how it ended: the shapes cohorts are made of, on any engine of Ibis.

**Known until.** A record that says nothing new is no proof that nothing happened: an open episode of a closed case
counts to the last day somebody looked. Somebody looked on the day of a visit or contact that reached the family, of a
service, an assessment, a conference, an agreed plan, an episode that began or ended, a follow-up that was answered, and
of a closure whose outcome says how it stands. A case that is open, and was looked at within ``LOOKED_WITHIN`` days,
is known up to the day of the facts: its worker would have written it down. Of several cases of one person the latest
day holds. Whoever nobody has looked at for more than ``LOST_AFTER`` days, longer than the longest gap between two
follow-ups, is lost; they count up to the last look and not a day longer.

**Seen from.** A stretch that began before its case was opened is watched from the opening on; one that was over by then
is history and is left out: who comes to us because it went wrong would make the past look worse than it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tirek.outcomes.engine.cohort import EVENT, LOST, STILL, Cohort, days_of
from tirek.outcomes.engine.compute import ALL, SCOPES
from tirek.outcomes.engine.definition import Facts, materialised
from tirek.outcomes.engine.model import OPEN_END, UNKNOWN
from tirek.outcomes.engine.shapes import ABOUT_PERSONS, days_between, described, months_later
from tirek.outcomes.engine.survival import Ended

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: An open case that was looked at so recently is known up to the day of the facts.
LOOKED_WITHIN: Final = 183
#: A year and the 60 days of its follow-up's window: who was not looked at for longer is lost.
LOST_AFTER: Final = 425
#: Acts in which somebody sees or hears how it stands.
LOOKS: Final = (
    "visit", "contact", "service", "assessment", "conference", "plan_agreed", "episode_started", "episode_ended",
)  # fmt: skip
#: Of two endings of one day the first of these counts; what only ends the watching comes last.
ORDER: Final = (EVENT, "death")


def known_until(facts: Facts) -> "ir.Table":
    """The last day on which each person's state is known: ``person_key``, ``known_until``."""
    return facts.once("known_until", lambda: _known_until(facts))


def _known_until(facts: Facts) -> "ir.Table":
    import ibis

    cases, members = facts.cases, facts.members
    acts = facts.acts.filter(facts.acts.act.isin(LOOKS), facts.acts.reached != "no", facts.acts.done_on <= facts.on)
    asked = answered(facts)
    told = cases.filter(cases.outcome_reached != UNKNOWN, cases.outcome != "lost_contact", cases.closed_on <= facts.on)
    looks = ibis.union(
        acts.select("case_key", day=acts.done_on),
        asked.select("case_key", day=asked.held_on),
        told.select("case_key", day=told.closed_on),
    )
    last = looks.group_by("case_key").agg(looked=looks.day.max())
    seen = last.inner_join(cases.select("case_key", "state"), "case_key")
    watched = (seen.state == "open") & (seen.looked >= facts.on - timedelta(days=LOOKED_WITHIN))
    seen = seen.select("case_key", looked=watched.ifelse(ibis.literal(facts.on), seen.looked))
    mine = members.inner_join(seen, "case_key")
    mine = mine.select("person_key", day=ibis.least(mine.looked, mine.left_on))
    episodes = facts.episodes.filter(facts.episodes.starts_on <= facts.on)
    ended = episodes.filter(episodes.ended_on <= facts.on)
    days = ibis.union(
        mine,
        episodes.select("person_key", day=episodes.starts_on),
        ended.select("person_key", day=ended.ended_on),
    )
    return days.group_by("person_key").agg(known_until=days.day.max())


def answered(facts: Facts) -> "ir.Table":
    """Follow-ups that were answered, with whom the case is about."""
    asked = facts.follow_ups
    asked = asked.filter(asked.reached == "yes", ~asked.answer.isin(("", UNKNOWN)), asked.held_on <= facts.on)
    clients = facts.cases.select("case_key", person_key=facts.cases.client_key)
    return asked.inner_join(clients, "case_key")


def told_later(facts: Facts, programmes: Sequence[str], answers: Mapping[str, str]) -> "ir.Table":
    """Endings that a follow-up brought to light, on the day it was held: later than they happened, never earlier."""
    asked = answered(facts)
    asked = asked.filter(asked.programme.isin(programmes), asked.answer.isin(tuple(answers)))
    return asked.select("person_key", day=asked.held_on, ending=asked.answer.cases(*answers.items(), else_=LOST))


def deaths(facts: Facts) -> "ir.Table":
    """Deaths as endings."""
    died = facts.persons.filter(facts.persons.died_on <= facts.on)
    return ending_on(died, died.died_on, "death")


def came_of_age(facts: Facts) -> "ir.Table":
    """Eighteenth birthdays, of those who were still known on that day."""
    born = facts.persons.filter(facts.persons.born_on <= facts.on)
    grown = born.select("person_key", day=months_later(born.born_on, 18 * 12))
    known = grown.inner_join(known_until(facts), "person_key")
    known = known.filter(known.day <= known.known_until)
    return ending_on(known, known.day, "came_of_age")


def ending_on(rows: "ir.Table", day: "ir.Value", ending: str) -> "ir.Table":
    """Rows as endings of one kind on a day of theirs."""
    import ibis

    return rows.select("person_key", day=day.cast("date"), ending=ibis.literal(ending))


def once(entries: "ir.Table") -> "ir.Table":
    """Each person's start of one day once, however many units wrote it down: the one written first."""
    import ibis

    order = [entries.recorded_on, entries.episode_key]
    place = ibis.row_number().over(ibis.window(group_by=["person_key", "starts_on"], order_by=order))
    numbered = entries.mutate(place=place)
    return numbered.filter(numbered.place == 0).drop("place")


def watched(
    entries: "ir.Table", endings: Sequence["ir.Table"], facts: Facts, *, by: Sequence[str] = (), same_day: bool = False
) -> "ir.Table":
    """The rows of a cohort: each entry with its first ending, or the last day it is known.

    ``entries`` has person_key, case_key, unit, organisation, starts_on and the dimensions that are not the person's.
    ``same_day``: an ending of the day of entry counts (birth); otherwise endings come after it.
    """
    import ibis

    found = ibis.union(*endings) if len(endings) > 1 else endings[0]
    found = found.filter(found.day <= facts.on)
    known = known_until(facts)
    opened = facts.cases.select("case_key", "opened_on")
    own = [name for name in by if name not in ABOUT_PERSONS]
    began = entries.select("person_key", "case_key", "unit", "organisation", "starts_on", *own)
    began = began.inner_join(opened, "case_key").inner_join(known, "person_key")
    rank = found.ending.cases(*((one, place) for place, one in enumerate(ORDER)), (LOST, 9), else_=5)
    found = found.select("day", "ending", who=found.person_key, rank=rank)
    after = (found.day >= began.starts_on) if same_day else (found.day > began.starts_on)
    joined = began.left_join(found, [began.person_key == found.who, after])
    order = [joined.day.fill_null(OPEN_END), joined.rank.fill_null(99), joined.ending.fill_null("")]
    first = ibis.row_number().over(ibis.window(group_by=["person_key", "starts_on"], order_by=order))
    one = joined.mutate(first=first)
    one = one.filter(one.first == 0)
    until = ibis.coalesce(one.day, ibis.greatest(one.known_until, one.starts_on))
    quiet = (until < facts.on - timedelta(days=LOST_AFTER)).ifelse(LOST, STILL)
    one = one.mutate(
        key=one.person_key,
        began_on=one.starts_on,
        seen_from=ibis.greatest(one.starts_on, one.opened_on),
        watched_until=until,
        ending=ibis.coalesce(one.ending, quiet),
    )
    one = one.filter(one.began_on <= facts.on, (one.seen_from == one.began_on) | (one.watched_until > one.seen_from))
    whole = described(one, facts, "starts_on", [name for name in by if name in ABOUT_PERSONS])
    return whole.select(
        "key", "case_key", "unit", "organisation", "began_on", "seen_from", "watched_until", "ending", *by
    )


@dataclass(frozen=True)
class Group:
    """So many people of one place, year of entry and category ended like this. ``category`` is empty for all."""

    scope: str
    place: str
    year: int
    dimension: str
    category: str
    ended: Ended


@dataclass(frozen=True)
class PeriodCount:
    """Entries and events of a calendar year, whoever they were: the two numbers of the ratio of a period."""

    scope: str
    place: str
    year: int
    entries: int
    events: int


def grouped(cohort: Cohort, facts: Facts, scopes: Sequence[str] = SCOPES) -> tuple[list[Group], list[PeriodCount]]:
    """A cohort as counts, in every scope and dimension: what any engine can do, and nobody's row is asked for."""
    import ibis

    rows = materialised(cohort.rows(facts))
    days = days_between(rows["began_on"], rows["watched_until"])
    could = days_between(rows["began_on"], facts.on)
    horizons = sorted(days_of(months) for months in cohort.months)
    reach = ibis.cases(*((could >= horizon, horizon) for horizon in reversed(horizons)), else_=0)
    entry = days_between(rows["began_on"], rows["seen_from"])
    rows = rows.mutate(
        days=days, entry=entry, reach=reach.cast("int64"), year=rows["began_on"].year().cast("int64"),
        event_year=(rows["ending"] == EVENT).ifelse(rows["watched_until"].year().cast("int64"), 0),
    )  # fmt: skip
    parts, periods = [], []
    for scope in scopes:
        place = ibis.literal("") if scope == ALL else rows[scope]
        for dimension in ("", *cohort.by):
            by = {
                "scope": ibis.literal(scope), "place": place, "dimension": ibis.literal(dimension),
                "category": rows[dimension] if dimension else ibis.literal(""),
                **{name: rows[name] for name in ("year", "days", "ending", "entry", "reach")},
            }  # fmt: skip
            parts.append(rows.group_by(**by).aggregate(people=rows.count()))
        for column, kind in (("year", "entries"), ("event_year", "events")):
            by = {"scope": ibis.literal(scope), "place": place, "kind": ibis.literal(kind), "year": rows[column]}
            periods.append(rows.group_by(**by).aggregate(people=rows.count()))
    groups = [
        Group(
            row["scope"], row["place"], row["year"], row["dimension"], row["category"],
            Ended(row["days"], row["ending"], row["people"], row["entry"], row["reach"]),
        )
        for row in ibis.union(*parts).to_pyarrow().to_pylist()
    ]  # fmt: skip
    counts: dict[tuple[str, str, int], dict[str, int]] = {}
    for row in ibis.union(*periods).to_pyarrow().to_pylist():
        if row["year"]:
            counts.setdefault((row["scope"], row["place"], row["year"]), {})[row["kind"]] = row["people"]
    years = [PeriodCount(*at, n.get("entries", 0), n.get("events", 0)) for at, n in sorted(counts.items())]
    return groups, years
