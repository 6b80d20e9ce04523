"""The life line in words: strands, episodes and moments as the drawing and the table say them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tirek.casework.engine.lifeline import Moment, Spell, Track
from tirek.casework.enums import Part
from tirek.casework.models import Case, Entry, Episode
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.people_of_cases import CasePerson
from tirek.casework.selectors.strip import FollowUpMark
from tirek.kernel.intervals import age_in_months
from tirek.people.selectors.names import display_name
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_parts import EpisodeKind
from tirek.programmes.engine.pack_parts import Track as PackTrack
from tirek.toolkit.formats import partial_day
from tirek.web.worker.life_picture import look_of
from tirek.web.worker.wording import entry_words, follow_up_outcome

#: Somebody always cares for a child: a day nothing covers is not known.
WHOLE = {"care"}


@dataclass(frozen=True)
class EpisodeRow:
    """An episode as the table says it."""

    episode: Episode
    name: str
    track: str
    kind: str
    particulars: str
    length: str
    known_from: str
    moment: bool


def is_about(one: CasePerson, pack: Pack) -> bool:
    """Whether the programme is about this person's life."""
    return one.part == (Part.CHILD if pack.pack.subject == "child" else Part.CLIENT)


def turns_of(entries: Iterable[Entry], pack_of: Callable[[Entry], Pack], language: str) -> list[Moment]:
    """The acts that turned the case, as dots."""
    return [Moment(entry.done_on, "act", entry_words(entry, pack_of(entry), language).title) for entry in entries]


def after_of(marks: Iterable[FollowUpMark]) -> list[Moment]:
    """The follow-ups, each where it took place or is to take place."""
    return [Moment(mark.follow_up.held_on or mark.follow_up.done_on, mark.state, str(mark.months)) for mark in marks]


def tracks_of(people: Iterable[CasePerson], episodes: list[Episode], pack: Pack, language: str) -> list[Track]:
    """The strands of each person's life that anything is recorded of, in the order of the programme.

    An episode of another case is worded by its own programme; tracks of one code are one strand.
    """
    place = {track.code: at for at, track in enumerate(pack.episodes.tracks)}
    lines = []
    for one in people:
        mine = [row for row in episodes if row.person_id == one.person.pk]
        codes = sorted({row.track for row in mine}, key=lambda code: (place.get(code, len(place)), code))
        for code in codes:
            rows = [row for row in mine if row.track == code]
            lines.append(
                Track(
                    display_name(one.person, language, form="short"),
                    track_words(rows[-1], pack, language)[0],
                    tuple(spell_of(row, pack, language) for row in rows),
                    sealed=any(row.compartment != "general" for row in rows),
                    whole=code in WHOLE,
                )
            )
    return lines


def told_by(row: Episode, pack: Pack) -> tuple[Pack, PackTrack | None]:
    """The programme that words an episode: its own case's, where that was read along; and its track there."""
    own = programme_of(row.case) if "case" in row._state.fields_cache else pack
    return own, next((track for track in own.episodes.tracks if track.code == row.track), None)


def kind_of(row: Episode, track: PackTrack | None) -> EpisodeKind | None:
    """The kind of an episode, unless a later version of the programme no longer has it."""
    return next((item for item in track.kinds if item.code == row.kind), None) if track else None


def track_words(row: Episode, pack: Pack, language: str) -> tuple[str, str]:
    """The names of the track and the kind of an episode."""
    own, track = told_by(row, pack)
    name = track.title.say(language) if track else row.track
    return name, own.title_of(f"{row.track}.kind", row.kind, language)


def spell_of(row: Episode, pack: Pack, language: str) -> Spell:
    """An episode as the drawing shows it."""
    _own, track = told_by(row, pack)
    kind = kind_of(row, track)
    label = track_words(row, pack, language)[1]
    says = f"{label}, {partial_day(row.done_on, row.starts_precision, language)}"
    if not (kind and kind.moment):
        says += f" – {partial_day(row.ended_on, row.ends_precision, language) if row.ended_on else _('lasts')}"
    return Spell(
        label,
        look_of(kind),
        row.done_on,
        row.ended_on,
        row.expected_end_on,
        moment=bool(kind and kind.moment),
        rough_start=row.starts_precision != "day",
        rough_end=row.ends_precision != "day",
        says=says,
    )


def years_word(years: int) -> str:
    """``5 years`` in the language of the page."""
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def days_word(days: int) -> str:
    """``90 days`` in the language of the page."""
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def rows_of(
    people: Iterable[CasePerson], episodes: list[Episode], case: Case, language: str, day: date
) -> list[EpisodeRow]:
    """Each episode in a row, the newest first; those the programme is about before the others."""
    pack = programme_of(case)
    people = sorted(people, key=lambda one: not is_about(one, pack))
    place = {one.person.pk: at for at, one in enumerate(people)}
    names = {one.person.pk: display_name(one.person, language, form="short") for one in people}
    ordered = sorted(episodes, key=lambda row: row.done_on, reverse=True)
    return [
        row_of(row, names.get(row.person_id, _("left the case")), pack, language, day)
        for row in sorted(ordered, key=lambda row: place.get(row.person_id, len(place)))
    ]


def row_of(row: Episode, name: str, pack: Pack, language: str, day: date) -> EpisodeRow:
    """One episode in words."""
    own, track = told_by(row, pack)
    kind = kind_of(row, track)
    known = own.title_of(f"{row.track}.known_from", row.known_from, language) if row.known_from else ""
    moment = bool(kind and kind.moment)
    return EpisodeRow(
        episode=row,
        name=name,
        track=track_words(row, pack, language)[0],
        kind=track_words(row, pack, language)[1],
        particulars=", ".join(own.title_of(f"{row.track}.particular", code, language) for code in row.particulars),
        length="" if moment else length_words(row.done_on, row.ended_on or day),
        known_from=". ".join(filter(None, (known, row.source))),
        moment=moment,
    )


def grouped(rows: Iterable[EpisodeRow]) -> list[tuple[str, list[EpisodeRow]]]:
    """The rows under the name of whose life they tell."""
    groups: dict[str, list[EpisodeRow]] = {}
    for row in rows:
        groups.setdefault(row.name, []).append(row)
    return list(groups.items())


def length_words(start: date, end: date) -> str:
    """``1 year 8 months``; days where there is not a month."""
    months = age_in_months(start, end)
    if months < 1:
        return days_word(max((end - start).days, 0))
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(years_word(years))
    if rest:
        parts.append(ngettext("%(count)d month", "%(count)d months", rest) % {"count": rest})
    return " ".join(parts)


def follow_up_row(mark: FollowUpMark, pack: Pack, language: str) -> dict[str, Any]:
    """A follow-up: when, whether somebody was reached, what the answer to the programme's own question was."""
    states = {"held": "happened", "unreached": "no_contact", "missed": "no_contact"}
    return {
        "months": mark.months,
        "on": mark.follow_up.held_on or mark.follow_up.done_on,
        "status": states.get(mark.state, mark.state),
        "outcome": follow_up_outcome(mark.follow_up.outcome, pack, language),
    }
