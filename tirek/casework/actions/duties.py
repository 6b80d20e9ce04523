"""After each act: what do the standards find now, and which stage has the case reached?"""

from tirek.access.acts import at_the_end
from tirek.access.models import User
from tirek.casework.engine.stage import reached_stage
from tirek.casework.models import Case, Duty
from tirek.casework.selectors.facts import case_facts, programme_of, rules_of
from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.verbs import findings

_KEPT = ("state", "done_on", "warn_on", "due_on", "met_on", "params")


def keep_duties(case: Case, *, by: User) -> None:
    """Bring the case's duties and stage up to its facts when the act, with all acts inside it, has done its work.

    Findings don't depend on today, so they stay right until the next act.
    """
    at_the_end(("duties", case.pk), lambda: _keep(case, by))


def _keep(case: Case, by: User) -> None:
    pack = programme_of(case)
    facts = case_facts(case)
    found = {
        (finding.rule_id, finding.subject): finding
        for finding in findings(rules_of(case), facts)
        if finding.state is not State.NOT_APPLICABLE
    }
    kept = {(duty.rule, duty.subject): duty for duty in Duty.objects.filter(case=case)}
    fresh, changed = [], []
    for key, finding in found.items():
        values = _values(case, finding)
        duty = kept.pop(key, None)
        if duty is None:
            fresh.append(Duty(case=case, unit_id=case.unit_id, recorded_by=by, rule=key[0], subject=key[1], **values))
        elif any(getattr(duty, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(duty, name, value)
            changed.append(duty)
    for duty in kept.values():
        if duty.state != State.NOT_APPLICABLE:
            duty.state = State.NOT_APPLICABLE
            changed.append(duty)
    if fresh:
        Duty.objects.bulk_create(fresh)
    if changed:
        Duty.objects.bulk_update(changed, _KEPT)
    stage = reached_stage([(item.code, item.entered_by) for item in pack.steps.stages], facts)
    if stage != case.stage:
        case.stage = stage
        case.save(update_fields=["stage"])


def _values(case: Case, finding: Finding) -> dict[str, object]:
    return {
        "state": finding.state.value,
        "done_on": finding.since or case.opened_on,
        "warn_on": finding.warn_on,
        "due_on": finding.due_on,
        "met_on": finding.met_on,
        "params": dict(finding.params),
    }
