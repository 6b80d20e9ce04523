"""After each act: what do the standards find now, and which stage has the case reached?"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tirek.access.acts import at_the_end
from tirek.access.models import User
from tirek.casework.actions.rounds import keep_rounds
from tirek.casework.engine.stage import reached_stage
from tirek.casework.models import Case, Duty
from tirek.casework.selectors.facts import case_facts, programme_of, rules_in
from tirek.standards.engine.facts import CaseFacts
from tirek.standards.engine.findings import State
from tirek.standards.engine.rounds import ROUND
from tirek.standards.engine.verbs import findings

Key = tuple[str, str]
KEPT = ("state", "done_on", "warn_on", "due_on", "met_on", "params", "escalate_on")
_UNIQUE = ("case", "rule", "subject")


class Kept(NamedTuple):
    """What is kept of a finding, in the order of ``KEPT``."""

    state: str
    done_on: Any
    warn_on: Any
    due_on: Any
    met_on: Any
    params: Any
    escalate_on: Any


def keep_duties(case: Case, *, by: User) -> None:
    """Bring the case's duties and stage up to its facts when the act, with all acts inside it, has done its work.

    Findings don't depend on today, so they stay right until the next act.
    """
    at_the_end(("duties", case.pk), lambda: _keep(case, by))


def _keep(case: Case, by: User) -> None:
    facts = case_facts(case)
    rows = Duty.objects.filter(case=case).exclude(subject__startswith=ROUND).values_list("rule", "subject", *KEPT)
    write_duties(
        duty_of(case, key, values, by.pk)
        for key, values in changes(case.programme, case.programme_version, facts, kept_as(rows))
    )
    keep_rounds(case, rules_in(case.programme, case.programme_version), facts, by=by)
    stage = stage_of(case, facts)
    if stage != case.stage:
        case.stage = stage
        case.save(update_fields=["stage"])


def changes(programme: str, version: str, facts: CaseFacts, kept: Mapping[Key, Kept]) -> list[tuple[Key, Kept]]:
    """What has to be written so that the duties kept of a case are what its rules find in its facts.

    What the rules no longer find stays as a row that does not apply: a notice may hang on it.
    """
    found = {
        (finding.rule_id, finding.subject): Kept(
            finding.state.value,
            finding.since or facts.opened_on,
            finding.warn_on,
            finding.due_on,
            finding.met_on,
            finding.params,
            finding.escalate_on,
        )
        for finding in findings(rules_in(programme, version), facts)
        if finding.state is not State.NOT_APPLICABLE
    }
    changed = [(key, values) for key, values in found.items() if kept.get(key) != values]
    gone = State.NOT_APPLICABLE.value
    changed += [
        (key, values._replace(state=gone)) for key, values in kept.items() if key not in found and values.state != gone
    ]
    return changed


def kept_as(rows: Iterable[tuple[Any, ...]]) -> dict[Key, Kept]:
    """Rows of rule, subject and ``KEPT`` by their key."""
    return {(rule, subject): Kept(*values) for rule, subject, *values in rows}


def duty_of(case: Case, key: Key, values: Kept, by_id: int) -> Duty:
    """A duty of a case, not yet written."""
    rule, subject = key
    return Duty(case=case, unit_id=case.unit_id, recorded_by_id=by_id, rule=rule, subject=subject, **values._asdict())


def write_duties(duties: Iterable[Duty], using: str = "default") -> int:
    """Write new duties and what changed in those that are kept, in one statement; how many."""
    rows = list(duties)
    if rows:
        Duty.objects.using(using).bulk_create(
            rows, batch_size=2_000, update_conflicts=True, unique_fields=_UNIQUE, update_fields=KEPT
        )
    return len(rows)


def stage_of(case: Case, facts: CaseFacts) -> str:
    """The stage that a case has reached by its facts."""
    stages = programme_of(case).steps.stages
    return reached_stage([(item.code, item.entered_by) for item in stages], facts)
