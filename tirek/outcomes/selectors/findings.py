"""What is wrong with records on which figures rest: for whoever may open them the records, for a manager how many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Case as Choose
from django.db.models import Count, IntegerField, QuerySet, Value, When

from tirek.access.enums import Reach
from tirek.access.models import Unit, User
from tirek.access.policy import file_units, rights
from tirek.casework.engine.keeping import SMALLEST_SHOWN
from tirek.casework.models import Case, CaseMember
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.outcomes.enums import FindingKind
from tirek.outcomes.facts.quality import BY_CODE, QualityRule
from tirek.outcomes.models import QualityFinding
from tirek.people.selectors.names import display_name
from tirek.programmes.selectors.packs import pack

#: What can't be so is looked at first.
_ORDER: Final = (FindingKind.IMPOSSIBLE, FindingKind.MISSING, FindingKind.LATE)


@dataclass(frozen=True)
class FindingShown:
    """A finding with its rule, the case it lies in by its people's names, and whom or what it is about."""

    finding: QualityFinding
    rule: QualityRule
    case: Case
    title: str
    about: str
    person: UUID | None


def findings_seen(actor: User, rule: str = "") -> QuerySet[QualityFinding]:
    """The findings of today in the units whose files the actor opens as a whole, what can't be so first."""
    ranked = Choose(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(_ORDER)), output_field=IntegerField()
    )
    found = QualityFinding.objects.filter(gone_on=None, unit__in=file_units(actor), rule__in=BY_CODE)
    found = found.annotate(place=ranked).order_by("place", "rule", "done_on", "pk")
    return found.filter(rule=rule) if rule else found


def finding_counts(found: QuerySet[QualityFinding]) -> list[tuple[QualityRule, int]]:
    """How many findings each rule has, in the order of the list."""
    counted = found.order_by().values_list("rule").annotate(n=Count("pk"))
    return sorted(((BY_CODE[rule], n) for rule, n in counted), key=lambda one: _ORDER.index(one[0].kind))


def findings_shown(found: Iterable[QualityFinding], language: str) -> list[FindingShown]:
    """The findings of a page with what a person needs to know them again."""
    rows = [row for row in found if row.rule in BY_CODE]
    cases = {row.case_id: row.case for row in rows}
    people = people_of_cases(cases, for_title=True)
    members = {row.subject_uuid for row in rows if row.subject_type == "casemember"}
    names = {one.member.pk: display_name(one.person, language, form="given") for all in people.values() for one in all}
    whom = {
        uuid: (names.get(pk, ""), person)
        for uuid, pk, person in CaseMember.objects.filter(uuid__in=members).values_list("uuid", "pk", "person__uuid")
    }
    shown = []
    for row in rows:
        name, person = whom.get(row.subject_uuid, ("", None))
        title = case_title(people.get(row.case_id, []), language) or row.case.reference
        about = name or _episode(row.case, row.detail, language)
        shown.append(FindingShown(row, BY_CODE[row.rule], row.case, title, about, person))
    return shown


def _episode(case: Case, detail: dict[str, Any], language: str) -> str:
    """What an episode is called by the programme of its case."""
    if "kind" not in detail:
        return ""
    return pack(case.programme, case.programme_version).title_of(f"{detail['track']}.kind", detail["kind"], language)


def units_counted(actor: User) -> dict[Unit, list[tuple[QualityRule, int | None]]]:
    """For a manager, who opens no file: how many findings of which rule each unit has; small numbers are hidden."""
    own = {one.unit_id for one in rights(actor) if one.role.code == "manager" and one.role.reach == Reach.NONE}
    if not own:
        return {}
    found: dict[int, list[tuple[QualityRule, int | None]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, rule, n FROM outcomes_finding_counts()")
        for unit_id, rule, n in cursor.fetchall():
            if rule in BY_CODE:
                found[unit_id].append((BY_CODE[rule], n if n >= SMALLEST_SHOWN else None))
    units = Unit.objects.filter(pk__in=own).select_related("organisation").order_by("pk")
    return {unit: sorted(found[unit.pk], key=lambda one: (_ORDER.index(one[0].kind), one[0].code)) for unit in units}
