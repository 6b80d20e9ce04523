"""All duties asked again at night: after an upgrade, an import or a new calendar of holidays they may stand otherwise.

It works by the owner's door, for it looks at the cases of all organisations at once, and writes nothing but what the
rules find: duties and stages, which nobody types in. The acts from which they follow are in the audit already; the
run adds one line of its own, with counts.
"""

import json
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

import django
from django.db import connections, transaction

from tirek.access.audit import AuditLine
from tirek.casework.actions.duties import KEPT, changes, duty_of, kept_as, stage_of, write_duties
from tirek.casework.models import Case, Duty
from tirek.casework.selectors.facts import facts_from
from tirek.standards.engine.facts import CaseFacts
from tirek.standards.engine.rounds import ROUND

BATCH = 500
_OWNER = "owner"

# Cases about which anything can still be owed.
_NEXT = """
    SELECT c.id FROM casework_case c
    WHERE c.id > %(after)s AND c.id %% %(parts)s = %(part)s
      AND (c.closed_on IS NULL OR EXISTS (SELECT FROM casework_duty d WHERE d.case_id = c.id AND d.state = 'open'))
    ORDER BY c.id LIMIT %(batch)s
"""


class Rechecked(NamedTuple):
    """One batch: how many cases were looked at, and the keys of duties that were written."""

    cases: int
    duties: int


def recheck_duties(*, batch: int = BATCH, part: int = 0, parts: int = 1) -> Iterator[Rechecked]:
    """Ask the standards about every case that may still owe something; write what differs from what is kept.

    Each batch is a transaction of its own. Broken off and begun again, it writes only what is still to be written.
    Nothing is locked while it reads; a case in which something differs is locked, read again and then written.
    """
    after = 0
    with connections[_OWNER].cursor() as cursor:
        while True:
            cursor.execute(_NEXT, {"after": after, "part": part, "parts": parts, "batch": batch})
            keys = [key for (key,) in cursor.fetchall()]
            if not keys:
                return
            after = keys[-1]
            cases = list(Case.objects.using(_OWNER).filter(pk__in=keys))
            doubtful = [case.pk for case, facts, kept in _read(cases) if _differs(case, facts, kept)]
            yield Rechecked(len(keys), _mend(doubtful) if doubtful else 0)


def recheck_all() -> None:
    """The nightly run, in as many processes as the machine has cores for it; two at most."""
    parts = min(2, os.cpu_count() or 1)
    if parts == 1:
        done = [_recheck_part(0, 1)]
    else:
        # Django is set up in each before it reads this module, whose models need it.
        with ProcessPoolExecutor(parts, multiprocessing.get_context("spawn"), django.setup) as pool:
            done = list(pool.map(_recheck_part, range(parts), [parts] * parts))
    line = AuditLine(
        "recheck_duties", facts={"cases": sum(one[0] for one in done), "duties": sum(one[1] for one in done)}
    )
    with connections[_OWNER].cursor() as cursor:
        cursor.execute("SELECT access_write_audit(%s::jsonb, false)", [json.dumps([line.as_json()])])


def _recheck_part(part: int, parts: int) -> Rechecked:
    done = list(recheck_duties(part=part, parts=parts))
    return Rechecked(sum(one.cases for one in done), sum(one.duties for one in done))


def _read(cases: list[Case]) -> Iterator[tuple[Case, CaseFacts, dict[Any, Any]]]:
    """Each case with its facts and the duties kept of it."""
    keys = [case.pk for case in cases]
    kept: dict[int, list[tuple[Any, ...]]] = {}
    # Rounds that have ended change with an act alone: a case has hundreds of them.
    now = Duty.objects.using(_OWNER).filter(case__in=keys).exclude(subject__startswith=ROUND)
    rows = now.values_list("case_id", "rule", "subject", *KEPT)
    for key, *row in rows:
        kept.setdefault(key, []).append(tuple(row))
    with connections[_OWNER].cursor() as cursor:
        cursor.execute("SELECT case_id, facts FROM casework_facts_read(%s)", [keys])
        found = dict(cursor.fetchall())
    for case in cases:
        facts = facts_from(case.opened_on, case.closed_on, json.loads(found[case.pk]))
        yield case, facts, kept_as(kept.get(case.pk, ()))


def _differs(case: Case, facts: CaseFacts, kept: dict[Any, Any]) -> bool:
    return bool(changes(case.programme, case.programme_version, facts, kept)) or stage_of(case, facts) != case.stage


def _mend(keys: list[int]) -> int:
    """Lock these cases, as an act does, read them again and write what differs."""
    with transaction.atomic(using=_OWNER):
        cases = list(Case.objects.using(_OWNER).filter(pk__in=keys).order_by("pk").select_for_update())
        duties, moved = [], []
        for case, facts, kept in _read(cases):
            for key, values in changes(case.programme, case.programme_version, facts, kept):
                duties.append(duty_of(case, key, values, case.worker_id))
            stage = stage_of(case, facts)
            if stage != case.stage:
                case.stage = stage
                moved.append(case)
        Case.objects.using(_OWNER).bulk_update(moved, ["stage"])
        return write_duties(duties, _OWNER)
