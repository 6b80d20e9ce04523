"""On the page of a person: which records were joined to this one, and who may undo it."""

from dataclasses import dataclass
from typing import Any

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.people.models import Person, PersonMerge
from tirek.people.selectors.merging import merges_of, newest_merge


@dataclass(frozen=True)
class MergeLine:
    """A merge of the person; the last one that stands may be undone by those who decide for either unit."""

    merge: PersonMerge
    may_undo: bool


def merges_shown(user: User, subject: Person) -> dict[str, Any]:
    """What ``intake/person_merges.html`` reads."""
    units = set(units_of(user, "person.merge"))
    merges = merges_of(subject) if getattr(subject, "ever_merged", True) else []
    newest = newest_merge(merges)
    return {
        "merges": [
            MergeLine(merge, merge == newest and bool({merge.unit_id, merge.merged_unit_id} & units))
            for merge in merges
        ],
        "may_pair": subject.unit_id in units,
    }
