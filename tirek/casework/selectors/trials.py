"""A draft of a standard over past cases: how many would it have caught, and which?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tirek.access.models import User
from tirek.access.policy import file_units
from tirek.casework.models import Case, DraftStandard, StandardTrial
from tirek.casework.selectors.facts import facts_of, rules_in
from tirek.kernel.problems import N_, Missing, Problem
from tirek.programmes.engine.draft_rules import read_draft
from tirek.programmes.selectors.packs import pack
from tirek.standards.engine.rules import Rule, read_rules
from tirek.standards.engine.trial import Tried, Verdict, tried

MOST_CASES = 5_000
BATCH = 1_000


@dataclass(frozen=True)
class CaughtCase:
    """A case that the draft or the adopted rule of the same number would have caught; None: not asked by it."""

    case: Case
    draft: Tried
    adopted: Tried | None


@dataclass(frozen=True)
class RuleTried:
    """One rule of a draft over the cases: how many stand how, and those it would have caught."""

    rule: Rule
    counts: Mapping[str, int]
    adopted: Mapping[str, int] | None
    cases: tuple[CaughtCase, ...]

    def as_kept(self) -> dict[str, Any]:
        """The counts as a trial keeps them."""
        return {
            "id": self.rule.id,
            "counts": dict(self.counts),
            "adopted": dict(self.adopted) if self.adopted else None,
        }


def cases_to_try(user: User, programme: str, opened_from: date, opened_until: date) -> QuerySet[Case]:
    """Cases of a programme that were opened in these days in units whose files the user answers for."""
    return Case.objects.filter(
        unit__in=file_units(user), programme=programme, opened_on__range=(opened_from, opened_until)
    ).order_by("opened_on", "pk")


def rules_of_draft(programme: str, text: str) -> tuple[Rule, ...]:
    """The rules of a draft, ready to run. Raises ``DraftProblem`` with every mistake."""
    programme_pack = pack(programme)
    drafted = read_draft(text, programme_pack).model_dump(mode="json")
    return read_rules(drafted["rules"], programme_pack.content()["pack"]["sources"])


def try_rules(cases: QuerySet[Case], programme: str, rules: tuple[Rule, ...], on: date) -> tuple[int, list[RuleTried]]:
    """Run rules over cases as they stood on each evening until a day; how many cases were looked at.

    Each is compared with the adopted rule of the same number in the newest version of the programme.
    """
    chosen = list(cases[: MOST_CASES + 1])
    if len(chosen) > MOST_CASES:
        raise Problem(
            N_("More than %(most)s cases were opened in these days. Choose a shorter period."),
            field="opened_from",
            most=MOST_CASES,
        )
    adopted = {rule.id: rule for rule in rules_in(programme, pack(programme).version)}
    found: dict[str, list[CaughtCase]] = {rule.id: [] for rule in rules}
    for case, facts in _with_facts(chosen):
        for rule in rules:
            known = adopted.get(rule.id)
            found[rule.id].append(CaughtCase(case, tried(rule, facts, on), tried(known, facts, on) if known else None))
    looked_at = max((len(rows) for rows in found.values()), default=0)
    return looked_at, [_summed(rule, rule.id in adopted, found[rule.id]) for rule in rules]


def _with_facts(cases: list[Case]) -> Iterator[tuple[Case, Any]]:
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        facts = facts_of(batch)
        yield from ((case, facts[case.pk]) for case in batch if case.pk in facts)


def _summed(rule: Rule, is_adopted: bool, rows: list[CaughtCase]) -> RuleTried:
    return RuleTried(
        rule=rule,
        counts=_counted(row.draft for row in rows),
        adopted=_counted(row.adopted for row in rows if row.adopted) if is_adopted else None,
        cases=tuple(row for row in rows if row.draft.caught or (row.adopted and row.adopted.caught)),
    )


def _counted(rows: Iterator[Tried]) -> dict[str, int]:
    """How many cases stand how, and ``caught`` and ``applicable`` of them."""
    stands = Counter(row.verdict for row in rows)
    counts = {verdict.value: stands[verdict] for verdict in Verdict}
    counts["caught"] = stands[Verdict.BROKEN] + stands[Verdict.LAPSED] + stands[Verdict.LATE]
    counts["applicable"] = sum(stands.values()) - stands[Verdict.NOT_APPLICABLE]
    return counts


def own_trials(user: User) -> QuerySet[StandardTrial]:
    """What the user has tried, the newest first."""
    return StandardTrial.objects.filter(recorded_by=user).select_related("draft").order_by("-pk")


def own_trial(user: User, trial: UUID) -> StandardTrial:
    """One trial of the user's own."""
    found = own_trials(user).filter(uuid=trial).first()
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def own_draft(user: User, draft: UUID) -> DraftStandard | None:
    """A draft of the user's own, to begin from."""
    return DraftStandard.objects.filter(recorded_by=user, uuid=draft).first()
