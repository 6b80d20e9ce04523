"""What was owed before the clock that runs now is kept as well, so that it can be counted how duties were kept."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from tirek.access.models import User
from tirek.casework.enums import TaskState
from tirek.casework.models import Case, Duty, Task
from tirek.standards.engine.facts import CaseFacts
from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.rounds import ROUND, rounds
from tirek.standards.engine.rules import Rule

_READ = ("rule", "subject", "state", "due_on", "met_on", "done_on", "params")
_WRITTEN = ("state", "done_on", "due_on", "met_on", "params")
_UNIQUE = ("case", "rule", "subject")


def keep_rounds(case: Case, rules: tuple[Rule, ...], facts: CaseFacts, *, by: User) -> None:
    """Bring the ended rounds of a case up to its facts: most acts end one or none, a correction may move some.

    Rules ask about open tasks alone; one that was finished is kept as a round too, by whoever finished it.
    """
    about_tasks = {rule.id for rule in rules if rule.verb == "not_open_longer_than"}
    rows = list(
        Duty.objects.filter(Q(subject__startswith=ROUND) | Q(rule__in=about_tasks), case=case).values_list(*_READ)
    )
    kept = {(rule, subject): (state, due, met) for rule, subject, state, due, met, *_rest in rows}
    found = {(one.rule_id, one.subject): one for one in rounds(rules, facts)}
    for one in _tasks(row for row in rows if row[0] in about_tasks):
        found[one.rule_id, one.subject] = one
    fresh = [one for key, one in found.items() if kept.get(key) != (one.state.value, one.due_on, one.met_on)]
    over = State.NOT_APPLICABLE.value
    for (rule, subject), (state, _due, _met) in kept.items():
        if subject.startswith(ROUND) and rule not in about_tasks and (rule, subject) not in found and state != over:
            Duty.objects.filter(case=case, rule=rule, subject=subject).update(state=over)
    if fresh:
        Duty.objects.bulk_create(
            [_duty(case, one, by) for one in fresh],
            update_conflicts=True,
            unique_fields=_UNIQUE,
            update_fields=_WRITTEN,
        )


def _tasks(rows: Iterable[tuple[Any, ...]]) -> Iterator[Finding]:
    """Duties about a task that is asked about no more because it was done. What was dropped owes nothing."""
    by_task = {row[1]: row for row in rows}
    over = {
        task: row
        for task, row in by_task.items()
        if row[2] == State.NOT_APPLICABLE.value and not task.startswith(ROUND) and f"{ROUND}{task}" not in by_task
    }
    if not over:
        return
    done = Task.objects.filter(uuid__in=over, state=TaskState.DONE).exclude(finished_on=None)
    for uuid, finished_on in done.values_list("uuid", "finished_on"):
        rule, _subject, _state, due, _met, since, params = over[str(uuid)]
        yield Finding(rule, State.MET, since, due, finished_on, subject=f"{ROUND}{uuid}", params=params)


def _duty(case: Case, one: Finding, by: User) -> Duty:
    return Duty(
        case=case,
        unit_id=case.unit_id,
        recorded_by=by,
        rule=one.rule_id,
        subject=one.subject,
        state=one.state.value,
        done_on=one.since or case.opened_on,
        due_on=one.due_on,
        met_on=one.met_on,
        params=dict(one.params),
    )
