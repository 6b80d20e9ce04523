"""Before two records are made one, and before one is made two again: what would happen, in words."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from tirek.access.models import Unit, User
from tirek.access.policy import holds
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.people.engine.names import SpelledName
from tirek.people.models import DuplicatePair, Person, PersonMerge
from tirek.people.selectors.conflicts import kept_apart
from tirek.people.selectors.record_words import FIELDS, RecordLine, Words, kind_of, record_lines, rule_words
from tirek.toolkit.postgresql.user import acting_as

#: What of the merged record may be taken over. "sealed" is not chosen: hidden stays hidden.
TAKEABLE = ("sex", "birth_date", "died_on", "iin", "language", "needs_interpreter")
COLUMNS = {
    "sex": ("sex",),
    "birth_date": ("birth_date", "birth_precision"),
    "died_on": ("died_on", "died_precision"),
    "iin": ("iin_sealed", "iin_hash", "iin_findings", "iin_reason"),
    "language": ("language",),
    "needs_interpreter": ("needs_interpreter",),
    "sealed": ("sealed",),
}
_FIELDS: dict[str, Any] = {name: Person._meta.get_field(name) for names in COLUMNS.values() for name in names}


@dataclass(frozen=True)
class MergeSide:
    """One of the two: ``person`` carries the fields alone and is never to be saved; ``names`` are all spellings."""

    person: Person
    unit: Unit
    names: tuple[SpelledName, ...]
    values: dict[str, Any]


@dataclass(frozen=True)
class MergeField:
    """A field of both records side by side, as people read it; ``proposed`` where only the merged record knows it."""

    field: str
    words: Words
    survivor: Any
    merged: Any
    proposed: bool

    @property
    def differs(self) -> bool:
        """Both records know it, and not the same."""
        return bool(self.survivor and self.merged and self.survivor != self.merged)


@dataclass(frozen=True)
class MergeCount:
    """How many rows of a kind each of the two has in units whose files the asker opens."""

    words: Words
    survivor: int
    merged: int


@dataclass(frozen=True)
class SetAside:
    """A row that stays with the merged record, and why."""

    line: RecordLine
    why: Words


@dataclass(frozen=True)
class MergePreview:
    """What a merge would do. ``hides``: one of the two is hidden from others, so the survivor will be."""

    survivor: MergeSide
    merged: MergeSide
    fields: list[MergeField]
    counts: list[MergeCount]
    asides: list[SetAside]
    hides: bool

    @property
    def across(self) -> bool:
        """Whether two units keep the records: each goes on seeing its own cases alone."""
        return self.survivor.unit.pk != self.merged.unit.pk


@dataclass(frozen=True)
class ChangedField:
    """A field of the survivor that was changed after the merge: kept, or restored to what stood before it."""

    key: str
    words: Words
    now: Any
    before: Any


@dataclass(frozen=True)
class AddedSince:
    """Everything that has to be answered before a merge is undone."""

    rows: list[RecordLine]
    fields: list[ChangedField]

    @property
    def keys(self) -> list[str]:
        """The keys that need an answer."""
        return [row.key for row in self.rows] + [field.key for field in self.fields]


def merge_preview(actor: User, survivor: UUID, merged: UUID) -> MergePreview:
    """What making the two one would do, exactly, as far as the actor may know. Permission: person.merge."""
    with acting_as(actor.pk), transaction.atomic(), connection.cursor() as cursor:
        stays, goes = merge_sides(actor, survivor, merged)
        cursor.execute("SELECT * FROM people_merge_preview(%s, %s)", [stays.values["id"], goes.values["id"]])
        rows = cursor.fetchall()
        aside = {(place, pointer, key): rule for place, pointer, key, origin, rule in rows if origin == "aside"}
        lines = record_lines(aside)
    of = Counter((place, origin == "survivor") for place, _pointer, _key, origin, _rule in rows)
    rules = {f"{place}:{pointer}:{key}": rule for (place, pointer, key), rule in aside.items()}
    return MergePreview(
        survivor=stays,
        merged=goes,
        fields=[_side_by_side(field, stays.person, goes.person) for field in TAKEABLE],
        counts=[
            MergeCount(kind_of(place).words, of[place, True], of[place, False])
            for place in dict.fromkeys(place for place, _mine in of)
        ],
        asides=[SetAside(line, rule_words(rules[line.key])) for line in lines],
        hides=stays.person.sealed or goes.person.sealed,
    )


def merge_sides(actor: User, survivor: UUID, merged: UUID) -> tuple[MergeSide, MergeSide]:
    """Both records, if the actor may make them one; else a problem that says what is missing."""
    if not holds(actor, "person.merge"):
        raise Refused(N_("Your role does not allow this here."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_merge_sides(%s, %s)", [survivor, merged])
        told = cursor.fetchone()[0]
    if told is None:
        raise _why_not(survivor, merged)
    found = json.loads(told)
    units = Unit.objects.select_related("organisation").in_bulk([side["unit"] for side in found])
    sides = [
        MergeSide(
            person=person_of(side["values"]),
            unit=units[side["unit"]],
            names=tuple(SpelledName(*name) for name in side["names"]),
            values={**side["values"], "id": side["id"], "unit_id": side["unit"]},
        )
        for side in found
    ]
    return sides[0], sides[1]


def pair_records(pair: DuplicatePair) -> tuple[UUID, UUID]:
    """Under which identifiers the two of a pair are merged, also where the current user sees one of them alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_pair_records(%s)", [pair.uuid])
        found = cursor.fetchone()[0]
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found[0], found[1]


def person_of(values: dict[str, Any]) -> Person:
    """A person with these fields alone, to be read and never saved."""
    return Person(**{column: field.to_python(values[column]) for column, field in _FIELDS.items()})


def _why_not(survivor: UUID, merged: UUID) -> Problem:
    """Why two records can't be made one, as far as the current user may know of them."""
    known = {one.uuid: one for one in Person.objects.filter(uuid__in=[survivor, merged])}
    if survivor == merged:
        return Problem(N_("Choose two different records."))
    if any(one.merged_into_id for one in known.values()):
        return Problem(N_("One of these records was merged already."))
    if len(known) == 2 and kept_apart(*(one.pk for one in known.values())):
        return Problem(N_("The files of these people are kept apart: their records are not joined."))
    pairs = DuplicatePair.objects.filter(Q(one__in=known.values()) | Q(other__in=known.values()))
    if len(known) == 2 or any(set(pair_records(pair)) == {survivor, merged} for pair in pairs):
        return Problem(N_("Another unit keeps one of these records. It has to say first that they are one person."))
    return Missing(N_("There is no such record in what you may see."))


def added_since(actor: User, merge: PersonMerge) -> AddedSince:
    """What has come to the survivor since the merge and has to be answered. Permission: person.merge."""
    with acting_as(actor.pk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_added_since(%s)", [merge.pk])
        found = cursor.fetchall()
        survivor = Person.objects.filter(pk=merge.survivor_id).first()
        rows = record_lines([row for row in found if row[0]])
    before = person_of(merge.before)
    return AddedSince(
        rows=rows,
        fields=[
            ChangedField(f"field:{name}", FIELDS[name], read_field(survivor, name), read_field(before, name))
            for place, name, _key in found
            if not place and survivor is not None
        ],
    )


def merges_of(person: Person) -> list[PersonMerge]:
    """The records that were merged into a person, the newest first, those undone as well."""
    return list(
        PersonMerge.objects.filter(survivor=person)
        .select_related("recorded_by", "undone_by", "unit", "merged_unit")
        .order_by("-pk")
    )


def newest_merge(merges: Sequence[PersonMerge]) -> PersonMerge | None:
    """The one of a person's merges that may be undone: the last one that stands."""
    return next((merge for merge in merges if merge.undone_at is None), None)


def merge_named(uuid: UUID) -> PersonMerge:
    """A merge the current user may see, or Missing."""
    found = PersonMerge.objects.filter(uuid=uuid).select_related("unit", "merged_unit", "recorded_by").first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def read_field(person: Person, field: str) -> Any:
    """A field as people read it: a partial date, a label, the number in the clear; nothing where it is not known."""
    match field:
        case "sex":
            return person.get_sex_display() if person.sex != "unknown" else ""
        case "birth_date":
            return person.born
        case "died_on":
            return person.died
        case "language":
            return person.get_language_display()
        case _:
            return getattr(person, field)


def _side_by_side(field: str, survivor: Person, merged: Person) -> MergeField:
    stays, goes = read_field(survivor, field), read_field(merged, field)
    return MergeField(field, FIELDS[field], stays, goes, proposed=bool(goes and not stays))
