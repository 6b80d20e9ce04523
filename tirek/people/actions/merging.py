"""Two records turn out to be one person; and, should that have been wrong, two again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import holds, require
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.people.actions.desk import NOTHING_THERE
from tirek.people.engine.iin import check_iin
from tirek.people.enums import Precision
from tirek.people.models import DuplicatePair, Person, PersonMerge
from tirek.people.selectors.merging import (
    COLUMNS,
    TAKEABLE,
    MergeSide,
    added_since,
    merge_named,
    merge_sides,
    person_of,
)


class Unanswered(Problem):
    """A merge can't be undone while something added since has no answer; ``keys`` names all of it."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(N_("Say for everything that was added since the merge to whom it belongs."), field=keys[0])
        self.keys = tuple(keys)


@act("person.merge")
def merge_persons(
    *,
    actor: User,
    survivor: UUID,
    merged: UUID,
    reason: str,
    take: Sequence[str] = (),
    pair: UUID | None = None,
    client_ref: UUID | None = None,
) -> PersonMerge:
    """``merged`` is the same person as ``survivor``: from now on everything points to the survivor.

    ``take`` names the fields of TAKEABLE that the survivor takes over from the merged record; whoever was hidden
    stays hidden. Rows that a rule does not let stand twice stay aside with the merged record. Nothing is destroyed,
    cases stay under the rules of their units, and ``unmerge_persons`` makes two of one again.

    The duties of the cases are not kept anew here: what the standards read of a case is what its own unit recorded,
    so a merge across units changes none, and within a unit the next act on the case keeps them, as after a corrected
    birth date. An un-merge so finds them as they were.

    Permission: person.merge over both records, or over one when the unit of the other has said of the pair that they
    are one person. Once for a client_ref.
    """
    require(actor, "person.merge")  # in which unit, follows from whose the records are
    stays, goes = merge_sides(actor, survivor, merged)
    if not any(holds(actor, "person.merge", side.unit.pk) for side in (stays, goes)):
        raise Refused(N_("Your role does not allow this here."))
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    if not set(take) <= set(TAKEABLE):
        raise Problem(N_("This can't be taken over."), field="take")
    if pair is not None:
        _of_that_pair(pair, stays, goes)
    findings = json.dumps(_findings(stays, goes, take))
    with _in_words(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_merge(%s, %s, %s::jsonb, %s::jsonb, %s)",
            [stays.values["id"], goes.values["id"], json.dumps(sorted(set(take))), findings, reason.strip()],
        )
        made = PersonMerge.objects.get(pk=cursor.fetchone()[0])
    note(taken=made.taken, across=made.unit_id != made.merged_unit_id)
    return made


@act("person.merge")
def unmerge_persons(
    *,
    actor: User,
    merge: UUID,
    reason: str,
    added: Mapping[str, str] | None = None,
    client_ref: UUID | None = None,
) -> PersonMerge:
    """The two were not one person after all: both records are again what they were before the merge.

    ``added`` answers for what has come since, as ``selectors.merging.added_since`` asks it: "table:column:row" with
    "survivor" or "merged", "field:name" with "keep" or "restore"; Unanswered says what is missing. What another unit
    wrote and the actor may not see goes with the record that unit knew. Of several merges the last is undone first.

    Permission: person.merge in the unit of either record. Once for a client_ref.
    """
    undone = merge_named(merge)
    mine = next((unit for unit in (undone.unit_id, undone.merged_unit_id) if holds(actor, "person.merge", unit)), None)
    require(actor, "person.merge", mine or undone.unit_id)
    if undone.undone_at is not None:
        raise Problem(N_("This merge was undone already."))
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    _newest(undone)
    asked = added_since(actor, undone)
    answers = dict(added or {})
    missing = [row.key for row in asked.rows if answers.get(row.key) not in ("survivor", "merged")]
    missing += [field.key for field in asked.fields if answers.get(field.key) not in ("keep", "restore")]
    if missing:
        raise Unanswered(missing)
    with _in_words(), connection.cursor() as cursor:
        cursor.execute("SELECT people_unmerge(%s, %s::jsonb, %s)", [undone.pk, json.dumps(answers), reason.strip()])
    undone.refresh_from_db()
    note(answered=len(asked.keys))
    return undone


def _of_that_pair(pair: UUID, stays: MergeSide, goes: MergeSide) -> None:
    """The pair somebody decided on must be these two."""
    ids = sorted((stays.values["id"], goes.values["id"]))
    if not DuplicatePair.objects.filter(uuid=pair, one_id=ids[0], other_id=ids[1]).exists():
        raise Missing(NOTHING_THERE)


def _findings(stays: MergeSide, goes: MergeSide, take: Sequence[str]) -> list[str]:
    """What is odd about the survivor's number once birth date and sex are what the merge makes them."""
    columns = [column for field in take for column in COLUMNS[field]]
    will_be = person_of({**stays.values, **{column: goes.values[column] for column in columns}})
    if will_be.birth_date and will_be.died_on and will_be.died_on < will_be.birth_date:
        raise Problem(N_("The day of death lies before the day of birth."), field="take")
    known_day = will_be.birth_date if will_be.birth_precision == Precision.DAY else None
    return [str(finding) for finding in check_iin(will_be.iin, known_day, will_be.sex)] if will_be.iin else []


def _newest(merge: PersonMerge) -> None:
    """Merges are undone in the order of a stack: what came later rests on what came before."""
    later = PersonMerge.objects.filter(survivor_id=merge.survivor_id, undone_at=None, pk__gt=merge.pk)
    if later.exists() or Person.objects.filter(pk=merge.survivor_id, merged_into__isnull=False).exists():
        raise Problem(N_("This person was merged again later. Undo the latest merge first."))


@contextmanager
def _in_words() -> Iterator[None]:
    """What the database refuses, in words."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as wrong:
        raise _problem(getattr(wrong.__cause__, "sqlstate", "") or "", wrong) from wrong


def _problem(code: str, wrong: DatabaseError) -> Exception:
    if code == "42501":  # insufficient_privilege: somebody was faster, or the rights ended
        return Refused(N_("Your role does not allow this here."))
    if code.startswith("23"):  # a rule of a table
        return Problem(
            N_("With these answers two entries contradict each other. Leave the newer one with the record that stays.")
        )
    return wrong
