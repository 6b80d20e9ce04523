"""How far standards are kept, by rule and by worker, and the list behind each count: the same question, once counted
and once read.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value

from tirek.access.enums import Reach
from tirek.access.models import Unit, User
from tirek.access.policy import file_units, rights
from tirek.access.roles import Role
from tirek.casework.engine.keeping import KEPT, Figures, Period
from tirek.casework.models import Case, Duty
from tirek.casework.selectors.facts import facts_from, rules_of
from tirek.casework.selectors.findings import DutyLine, in_words, what_would_it_take
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.programmes.selectors.packs import newest_versions
from tirek.standards.engine.findings import State
from tirek.standards.engine.rules import Rule

MINE, TEAM, HOUSE = "mine", "team", "house"


@dataclass(frozen=True)
class Asked:
    """Which duties: over which days, whose, and one cell of the table when a count is opened."""

    whose: str
    period: Period
    unit: Unit | None = None
    rule: str = ""
    worker: User | None = None
    kept: str = ""


@dataclass(frozen=True)
class DutyShown:
    """A line of the list behind a count."""

    line: DutyLine
    title: str
    kept: str
    takes: tuple[str, ...] = ()


def scopes(actor: User) -> list[str]:
    """What the actor may look at: their own cases, their units' cases, and as a manager the counts of units."""
    reaches = {one.role.reach for one in rights(actor) if _may_look(one.role)}
    wanted = ((TEAM, Reach.UNIT), (MINE, Reach.ASSIGNED), (HOUSE, Reach.NONE))
    found = [scope for scope, reach in wanted if reach in reaches]
    return [*found, MINE] if TEAM in found and MINE not in found else found


def _may_look(role: Role) -> bool:
    return "compliance.view" in role.permissions


def units_asked(actor: User) -> QuerySet[Unit]:
    """The units whose files the actor opens as a whole."""
    return Unit.objects.filter(pk__in=file_units(actor)).order_by("pk")


def duties_asked(actor: User, asked: Asked, *, on: date) -> QuerySet[Duty]:
    """The duties whose last good day lies in the period, each with how it stands (``kept``). Counts and lists both
    come from here, so a list is as long as its count."""
    duties = Duty.objects.filter(due_on__range=(asked.period.first, asked.period.last))
    duties = duties.exclude(state=State.NOT_APPLICABLE.value)
    if asked.whose == MINE:
        duties = duties.filter(case__worker=actor)
    else:
        duties = duties.filter(unit_id__in=[asked.unit.pk] if asked.unit else file_units(actor))
    if asked.rule:
        duties = duties.filter(rule=asked.rule)
    if asked.worker:
        duties = duties.filter(case__worker=asked.worker)
    stands = Func(
        F("state"), F("done_on"), F("due_on"), F("met_on"), F("case__closed_on"), Value(on),
        function="casework_kept", output_field=TextField(),
    )  # fmt: skip
    duties = duties.annotate(kept=stands)
    return duties.filter(Q(kept=asked.kept)) if asked.kept in KEPT else duties


@dataclass(frozen=True)
class Table:
    """The figures by rule and by worker. Workers stand in the order of their names: nobody is ranked."""

    rules: dict[str, Figures]
    workers: dict[User, Figures]


def compliance(actor: User, asked: Asked, *, on: date) -> Table:
    """Both tables from one question to the database."""
    duties: QuerySet[Any] = duties_asked(actor, asked, on=on)
    counted = duties.order_by().values_list("rule", "case__worker", "kept").annotate(n=Count("pk"))
    rules: dict[str, Figures] = defaultdict(Figures)
    workers: dict[int, Figures] = defaultdict(Figures)
    for rule, worker, kept, n in counted:
        rules[rule].add(kept, n)
        workers[worker].add(kept, n)
    users = User.objects.filter(pk__in=workers).order_by("last_name", "first_name", "pk") if asked.whose == TEAM else []
    return Table(dict(sorted(rules.items())), {user: workers[user.pk] for user in users})


def house_compliance(actor: User, period: Period, *, on: date) -> dict[Unit, dict[str, Figures]]:
    """The counts of each unit by rule, for whoever sees no file: counted in the database, small ones hidden."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_id, rule, kept, n FROM casework_compliance(%s, %s, %s)", [period.first, period.last, on]
        )
        rows = cursor.fetchall()
    found: dict[int, dict[str, Figures]] = defaultdict(lambda: defaultdict(Figures))
    for unit_id, rule, kept, n in rows:
        found[unit_id][rule].add(kept, n)
    own = {one.unit_id for one in rights(actor) if one.role.reach == Reach.NONE and _may_look(one.role)}
    units = Unit.objects.filter(pk__in=own).select_related("organisation").order_by("pk")
    return {unit: {rule: figures.without_small() for rule, figures in sorted(found[unit.pk].items())} for unit in units}


def duties_shown(duties: Iterable[Duty], *, on: date, language: str) -> list[DutyShown]:
    """Duties of the list with the family's name, the rule's words and what each would take."""
    rows = list(duties)
    cases = {row.case_id: row.case for row in rows}
    people = people_of_cases(cases, for_title=True)
    titles = {pk: case_title(people.get(pk, []), language) or case.reference for pk, case in cases.items()}
    takes = _takes((row for row in rows if row.state == State.OPEN), cases, on, language)
    return [
        DutyShown(
            line, titles[row.case_id], getattr(row, "kept", ""), takes.get((row.case_id, row.rule, row.subject), ())
        )
        for row in rows
        for line in in_words([row], cases, on, language)
    ]


def _takes(
    owed: Iterable[Duty], cases: dict[int, Case], on: date, language: str
) -> dict[tuple[int, str, str], tuple[str, ...]]:
    """What each duty that is owed would take, by case, rule and subject. The facts are read in one question."""
    rules: dict[int, set[str]] = defaultdict(set)
    for duty in owed:
        rules[duty.case_id].add(duty.rule)
    if not rules:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, casework_facts(id) FROM unnest(%s::bigint[]) id", [list(rules)])
        read = {key: json.loads(found) for key, found in cursor.fetchall() if found}
    said = {}
    for key, found in read.items():
        case = cases[key]
        facts = facts_from(case.opened_on, case.closed_on, found)
        for (rule, subject), one in what_would_it_take(case, on, language, facts=facts, asked=rules[key]).items():
            said[key, rule, subject] = one.sentences
    return said


@lru_cache(maxsize=4)
def _known_rules(versions: tuple[tuple[str, str], ...]) -> dict[str, Rule]:
    newest = (Case(programme=code, programme_version=version) for code, version in versions)
    return {rule.id: rule for case in newest for rule in rules_of(case)}


def known_rules() -> dict[str, Rule]:
    """Every rule of the programmes' newest versions, by its number."""
    return _known_rules(tuple(sorted(newest_versions().items())))
