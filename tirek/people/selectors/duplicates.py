"""Pairs of records that may be one person: which wait for whom, and what each side may be shown of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from tirek.access.models import Unit, User
from tirek.access.policy import units_of
from tirek.kernel.problems import N_, Missing
from tirek.people.enums import PairState, Script
from tirek.people.models import DuplicateDecision, DuplicatePair, Person, PersonMerge, RegisterComparison
from tirek.people.selectors.names import with_names

#: The lists of a supervisor: "waiting" are open pairs on which the own unit has spoken and the other has not.
LISTS = ("to_decide", "waiting", "unsure", "same", "different", "merged")
COUNTED_TO = 99


@dataclass(frozen=True)
class Side:
    """One of the two: the record if the user sees it, else two letters, a year and whom to ask."""

    unit: Unit
    mine: bool
    person: Person | None = None
    initials: str = ""
    birth_year: int | None = None


@dataclass(frozen=True)
class PairShown:
    """A pair with its two sides and what was decided, the last decision first."""

    pair: DuplicatePair
    one: Side
    other: Side
    decisions: Sequence[DuplicateDecision]

    @property
    def sides(self) -> tuple[Side, Side]:
        """The user's own side first."""
        return (self.other, self.one) if self.other.mine and not self.one.mine else (self.one, self.other)

    @property
    def both_seen(self) -> bool:
        """Whether the user sees both records."""
        return self.one.person is not None and self.other.person is not None

    @property
    def open_units(self) -> list[Unit]:
        """Units of the pair that have not decided yet."""
        said = {decision.unit_id for decision in self.decisions}
        units = {side.unit.pk: side.unit for side in (self.one, self.other)}
        return [unit for pk, unit in units.items() if pk not in said]


def pairs_to_decide(actor: User, kind: str = "to_decide") -> QuerySet[DuplicatePair]:
    """The pairs of the units for which the actor decides, in one of ``LISTS``, the likeliest first."""
    units = units_of(actor, "person.merge")
    pairs = _of_units(units)
    if kind in ("to_decide", "waiting"):
        spoken = Exists(DuplicateDecision.objects.filter(pair=OuterRef("pk"), unit__in=units))
        return pairs.filter(spoken if kind == "waiting" else ~spoken, state=PairState.OPEN)
    return pairs.filter(state=kind)


def how_many(actor: User) -> dict[str, int]:
    """How many pairs stand in each list, in one question."""
    units = units_of(actor, "person.merge")
    spoken = Exists(DuplicateDecision.objects.filter(pair=OuterRef("pk"), unit__in=units))
    rows = _of_units(units).order_by().annotate(spoken=spoken).values("state", "spoken").annotate(pairs=Count("pk"))
    counts = dict.fromkeys(LISTS, 0)
    for row in rows:
        kind = row["state"] if row["state"] != PairState.OPEN else "waiting" if row["spoken"] else "to_decide"
        counts[kind] += row["pairs"]
    return counts


def waiting_pairs(actor: User) -> int:
    """How many pairs wait for the actor, counted to ``COUNTED_TO``: more is said as "more than"."""
    return len(pairs_to_decide(actor).order_by().values_list("pk", flat=True)[: COUNTED_TO + 1])


def _of_units(units: list[int]) -> QuerySet[DuplicatePair]:
    return (
        DuplicatePair.objects.filter(Q(one_unit__in=units) | Q(other_unit__in=units))
        .select_related("one_unit__organisation", "other_unit__organisation")
        .order_by("-probability", "pk")
    )


def pair_seen(uuid: UUID) -> DuplicatePair:
    """The pair, or Missing: row security hides what the user does not decide about."""
    pair = (
        DuplicatePair.objects.select_related("one_unit__organisation", "other_unit__organisation", "comparison")
        .filter(uuid=uuid)
        .first()
    )
    if pair is None:
        raise Missing(N_("There is no such record in what you may see."))
    return pair


def shown(actor: User, pairs: Iterable[DuplicatePair]) -> list[PairShown]:
    """The pairs with their sides, in five questions, however many they are."""
    rows = list(pairs)
    units = set(units_of(actor, "person.merge"))
    ids = {key for pair in rows for key in (pair.one_id, pair.other_id)}
    persons = {person.pk: person for person in with_names(Person.objects.filter(pk__in=ids))}
    previews = _previews([pair.pk for pair in rows])
    decisions: dict[int, list[DuplicateDecision]] = {pair.pk: [] for pair in rows}
    said = DuplicateDecision.objects.filter(pair__in=decisions).select_related("recorded_by", "unit__organisation")
    for decision in said.order_by("-pk"):
        decisions[decision.pair_id].append(decision)

    def side(pair: DuplicatePair, name: str, unit: Unit, person: int) -> Side:
        initials, year = previews.get((pair.pk, name), ("", None))
        return Side(unit, unit.pk in units, persons.get(person), initials, year)

    return [
        PairShown(
            pair,
            side(pair, "one", pair.one_unit, pair.one_id),
            side(pair, "other", pair.other_unit, pair.other_id),
            decisions[pair.pk],
        )
        for pair in rows
    ]


def _previews(pairs: list[int]) -> dict[tuple[int, str], tuple[str, int | None]]:
    """Two letters and a year of each side, from the one function that may tell them."""
    script = {"ru": Script.RUSSIAN, "en": Script.LATIN}.get((get_language() or "kk")[:2], Script.KAZAKH)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_pair_previews(%s::bigint[], %s)", [pairs, script])
        return {(pair, side): (letters or "", year) for pair, side, letters, year in cursor.fetchall()}


def last_comparison() -> RegisterComparison | None:
    """The last comparison of the whole register that came to its end."""
    return RegisterComparison.objects.filter(finished_at__isnull=False).order_by("-finished_at").first()


def persons_to_join(pair: DuplicatePair) -> tuple[UUID, UUID] | None:
    """Both persons of a pair if the current user may make them one now, the one written first in front."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT one, other FROM people_pair_persons(%s)", [pair.uuid])
        row: tuple[UUID, UUID] | None = cursor.fetchone()
        return row


def merge_of_pair(pair: DuplicatePair) -> PersonMerge | None:
    """The merge by which the two of a pair are one now, as far as the current user may see it."""
    both = [pair.one_id, pair.other_id]
    standing = PersonMerge.objects.filter(survivor__in=both, merged__in=both, undone_at=None)
    return standing.select_related("recorded_by", "unit", "merged_unit").first()


def names_before(merge: PersonMerge) -> dict[str, list[str]]:
    """How each of the two was called before the merge: by "survivor" and "merged"."""
    found: dict[str, list[str]] = {"survivor": [], "merged": []}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_names_before(%s)", [merge.uuid])
        for origin, *parts in cursor.fetchall():
            found.setdefault(origin, []).append(" ".join(filter(None, parts)))
    return found


def pair_of_merge(merge: PersonMerge) -> DuplicatePair | None:
    """The pair of the two records of a merge, if there is one."""
    one, other = sorted((merge.survivor_id, merge.merged_id))
    return DuplicatePair.objects.filter(one=one, other=other).first()
