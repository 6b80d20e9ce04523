"""Is this person known? The search shows only what the actor may see, and says why it shows it."""

from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from django.db.models import Prefetch

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.kernel.problems import N_, Problem, Refused
from tirek.people.engine.matching import Comparison, Likeness, Verdict, compare_birth, compare_name, likeness
from tirek.people.engine.reasons import Reason, reasons
from tirek.people.engine.search_box import SearchBox, read_search_box
from tirek.people.models import Address, Person, PersonName
from tirek.people.selectors.names import with_names
from tirek.people.vault import find_keys
from tirek.toolkit.postgresql.user import acting_as

LONGEST_QUESTION = 200
PATIENCE = "2s"


@dataclass(frozen=True)
class PersonMatch:
    """Somebody who may be meant: how near, by what found ("name", "iin", "phone"), field by field and in a sentence."""

    person: Person
    name: PersonName | None
    score: float
    found_by: str
    comparisons: tuple[Comparison, ...]
    likeness: Likeness
    reasons: tuple[Reason, ...] = ()


def search_persons(
    actor: User, q: str, birth_year: int | None = None, region: str | None = None, limit: int = 20
) -> list[PersonMatch]:
    """People who may be meant by ``q``: names in any spelling and order, a number, a phone, a birth year or day.

    ``region`` (KATO) is compared and orders, it does not shut out. Permission: person.search. Always the same
    number of questions to the database, whether anybody is found or not.
    """
    if not holds(actor, "person.search"):
        raise Refused(N_("Your role does not allow this here."))
    box = read_search_box(q[:LONGEST_QUESTION])
    if birth_year is not None:
        box = SearchBox(box.words, box.initials, birth_year, box.birth_date, box.iin, box.phone)
    if box.empty:
        return []
    with acting_as(actor.pk), transaction.atomic():
        found = _ask(box, limit)
        persons = _loaded([person_id for person_id, _score, _by in found], lived=region is not None)
        matches = [
            _explained(persons[person_id], score, by, box, region)
            for person_id, score, by in found
            if person_id in persons
        ]
    return sorted(matches, key=_order)


def _ask(box: SearchBox, limit: int) -> list[tuple[int, float, str]]:
    best: dict[int, tuple[int, float, str]] = {}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
            cursor.execute(
                "SELECT * FROM people_search(%s::text[], %s::text[], %s::text[], %s, %s, %s::text[], %s, %s)",
                [
                    [word.key for word in box.words],
                    [word.stem for word in box.words],
                    [word.key for word in box.initials],
                    box.birth_year,
                    box.birth_date,
                    find_keys(box.iin) if box.iin else [],
                    box.phone,
                    limit,
                ],
            )
            for person_id, score, by in cursor.fetchall():
                if person_id not in best or score > best[person_id][1]:
                    best[person_id] = (person_id, score, by)
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
    except OperationalError as wrong:
        if getattr(wrong.__cause__, "sqlstate", "") != "57014":  # query_canceled
            raise
        raise Problem(
            N_("The search took too long. Add a birth year or more letters of the name."), field="q"
        ) from wrong
    return sorted(best.values(), key=lambda row: (-row[1], row[0]))[:limit]


def _loaded(ids: list[int], *, lived: bool) -> dict[int, Person]:
    """The persons through row security once more, with names and, if asked, the addresses the user may know."""
    persons = with_names(Person.objects.filter(pk__in=ids))
    if lived:
        addresses = Address.objects.filter(ends_on=None).select_related("region").order_by("-pk")
        persons = persons.prefetch_related(Prefetch("addresses", addresses, to_attr="lived"))
    return {person.pk: person for person in persons}


def _explained(person: Person, score: float, by: str, box: SearchBox, region: str | None) -> PersonMatch:
    names = list(person.names.all())
    spelled = {name.spelled: name for name in reversed(names)}
    rows: tuple[Comparison, ...] = ()
    name = names[0] if names else None
    if box.words or box.initials:
        best, rows = compare_name(box, list(spelled))
        name = spelled.get(best, name)
    if box.birth_year is not None or box.birth_date is not None:
        typed = f"{box.birth_date:%d.%m.%Y}" if box.birth_date else str(box.birth_year)
        rows += (Comparison("birth", typed, "", compare_birth(box.birth_year, box.birth_date, person.born)),)
    said = reasons(rows, name.script if name else "kk", box.birth_year, box.birth_date, person.born)
    if region is not None:
        rows += (_region_row(person, region),)
    whole = Likeness.VERY if by == "iin" else likeness([row for row in rows if row.field != "region"])
    return PersonMatch(person, name, float(score), by, rows, whole, said)


def _region_row(person: Person, region: str) -> Comparison:
    known = [address for address in person.lived if address.region_id]  # type: ignore[attr-defined]
    if not known:
        return Comparison("region", region, "", Verdict.UNKNOWN)
    same = next((address for address in known if address.region_id == region), None)
    shown = same or known[0]
    return Comparison(
        "region", region, shown.region.name if shown.region else "", Verdict.SAME if same else Verdict.DIFFERS
    )


def _order(match: PersonMatch) -> tuple[float, str, int]:
    """The nearest first; who is equally near stands in the order of the Kazakh alphabet."""
    return -round(match.score + _region_bonus(match), 4), match.name.sort_key if match.name else "", match.person.pk


def _region_bonus(match: PersonMatch) -> float:
    return 0.05 if any(row.field == "region" and row.verdict is Verdict.SAME for row in match.comparisons) else 0.0
