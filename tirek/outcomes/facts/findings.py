"""Records looked over at night: what figures can't rest on is kept as a row until the next look does not find it."""

from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import connections, transaction

from tirek.outcomes.facts.quality import AROUND, RULES, QualityRule

# A finding says to whom it belongs what its record says; whoever may open the record sees it, and nobody else.
_LOOK: Final = """
WITH {around}, found AS MATERIALIZED ({query}),
gone AS (
    UPDATE outcomes_qualityfinding q SET gone_on = %(on)s
    WHERE q.rule = %(rule)s AND q.gone_on IS NULL AND NOT EXISTS (SELECT FROM found f WHERE f.uuid = q.subject_uuid)
    RETURNING 1
)
INSERT INTO outcomes_qualityfinding (uuid, unit_id, compartment, recorded_by_id, recorded_at, case_id, done_on, rule,
                                     kind, subject_type, subject_uuid, detail)
SELECT gen_random_uuid(), f.unit_id, f.compartment, c.worker_id, now(), f.case_id, %(on)s, %(rule)s,
       %(kind)s, %(subject)s, f.uuid, f.detail
FROM found f JOIN casework_case c ON c.id = f.case_id
ON CONFLICT (rule, subject_uuid) WHERE gone_on IS NULL DO UPDATE
SET detail = excluded.detail, compartment = excluded.compartment, unit_id = excluded.unit_id, case_id = excluded.case_id
WHERE (outcomes_qualityfinding.detail, outcomes_qualityfinding.compartment, outcomes_qualityfinding.unit_id,
       outcomes_qualityfinding.case_id)
      IS DISTINCT FROM (excluded.detail, excluded.compartment, excluded.unit_id, excluded.case_id)"""
_NO_MORE_ASKED: Final = """
UPDATE outcomes_qualityfinding SET gone_on = %(on)s WHERE gone_on IS NULL AND NOT rule = ANY(%(rules)s)"""
_OPEN: Final = "SELECT rule, count(*) FROM outcomes_qualityfinding WHERE gone_on IS NULL GROUP BY 1"


def look_for_findings(on: date) -> dict[str, int]:
    """Ask every rule; how many findings each has now. Asked twice on a day it writes nothing the second time."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for rule in RULES:
            cursor.execute(_query(rule), _values(rule, on))
        cursor.execute(_NO_MORE_ASKED, {"on": on, "rules": [rule.code for rule in RULES]})
        cursor.execute(_OPEN)
        return dict(cursor.fetchall())


def _query(rule: QualityRule) -> str:
    return _LOOK.format(around=AROUND, query=rule.query)


def _values(rule: QualityRule, on: date) -> dict[str, Any]:
    return {
        "on": on,
        "zone": settings.TIME_ZONE,
        "rule": rule.code,
        "kind": rule.kind.value,
        "subject": rule.subject,
    }
