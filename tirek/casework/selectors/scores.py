"""Scores over time: what an instrument said of a person, in every case of theirs that the user may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tirek.casework.models import Assessment, Case
from tirek.casework.selectors.assessments import entry_of
from tirek.programmes.engine.pack_parts import Instrument


@dataclass(frozen=True)
class ScoreHistory:
    """The scores of one instrument about one person (or the family), the oldest first; ``entry`` has its bands."""

    code: str
    person_id: int | None
    entry: Instrument | None
    rows: list[Assessment]

    def before(self, seen: Assessment) -> Assessment | None:
        """The score before an assessment."""
        earlier = [row for row in self.rows if (row.done_on, row.pk) < (seen.done_on, seen.pk)]
        return earlier[-1] if earlier else None


def _scored() -> QuerySet[Assessment]:
    return (
        Assessment.objects.filter(score__isnull=False)
        .select_related("case", "instrument_version__instrument")
        .defer("answers", "values", "findings")
        .annotate(stands=Coalesce("person__merged_into_id", "person_id"))
        .order_by("done_on", "pk")
    )


def scores_of_case(case: Case, persons: Iterable[int]) -> list[ScoreHistory]:
    """Every instrument with a score: about the family in this case, and about its people wherever they were asked."""
    persons = list(persons)
    about = Q(case=case, person=None) | Q(person__in=persons) | Q(person__merged_into__in=persons)
    groups: dict[tuple[int | None, str], list[Assessment]] = {}
    for row in _scored().filter(about):
        groups.setdefault((row.stands, row.instrument), []).append(row)  # type: ignore[attr-defined]  # annotated
    return [ScoreHistory(code, person, entry_of(rows[-1]), rows) for (person, code), rows in groups.items()]


def scores_like(seen: Assessment) -> ScoreHistory:
    """What the same instrument said of the same person before and after an assessment."""
    if seen.person_id is None:
        found = _scored().filter(case=seen.case_id, person=None, instrument=seen.instrument)
    else:
        stands = seen.person.merged_into_id if seen.person else None
        same = {seen.person_id, stands or seen.person_id}
        found = _scored().filter(Q(person__in=same) | Q(person__merged_into__in=same), instrument=seen.instrument)
    return ScoreHistory(seen.instrument, seen.person_id, entry_of(seen), list(found))
