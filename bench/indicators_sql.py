"""Five definitions as somebody would write them in SQL for DuckDB alone: numerator and, if any, denominator."""

from tirek.outcomes.indicators._treatment import SERVICES, TALKING, TREATMENT

_TALK = f"(e.kind IN {TREATMENT} OR (e.kind IN {TALKING} AND e.programme = 'addiction'))"

BY_HAND = {
    "standards_written_promptly": """
SELECT count(*) FILTER (recorded_on <= done_on + 2), count(*)
FROM acts WHERE act = 'visit' AND done_on BETWEEN DATE '{year}-01-01' AND DATE '{year}-12-31'""",
    "standards_duties_in_time": """
SELECT count(*) FILTER (kept = 'in_time'), count(*)
FROM duties WHERE kept IN ('in_time', 'late', 'broken') AND due_on BETWEEN DATE '{year}-01-01' AND DATE '{year}-12-31'
""",
    "follow_up_reached_12m": """
SELECT count(*) FILTER (reached = 'yes'), count(*)
FROM follow_ups WHERE months = 12 AND closes_on BETWEEN DATE '{year}-01-01' AND DATE '{year}-12-31'""",
    "bcn_02_in_care": """
SELECT count(DISTINCT e.person_key)
FROM episodes e LEFT JOIN persons p USING (person_key)
WHERE e.track = 'care' AND NOT e.moment AND e.placement AND e.kind <> 'kin'
  AND e.care_form IN ('residential', 'foster', 'kinship', 'other_family')
  AND e.starts_on <= DATE '{year}-12-31' AND e.ended_on > DATE '{year}-12-31'
  AND coalesce(p.born_on, DATE '9999-12-31') > DATE '{year}-12-31' - INTERVAL 18 YEAR""",
    "sdg_3_5_1": f"""
SELECT count(DISTINCT person) FROM (
    SELECT e.person_key AS person FROM episodes e JOIN cases c USING (case_key)
    WHERE e.track = 'treatment' AND {_TALK}
      AND e.starts_on <= DATE '{{year}}-12-31' AND e.ended_on > DATE '{{year}}-01-01'
      AND (c.closed_on > DATE '{{year}}-01-01' OR e.starts_on >= DATE '{{year}}-01-01')
    UNION ALL
    SELECT CASE WHEN s.person_key = 0 THEN c.client_key ELSE s.person_key END
    FROM services s JOIN cases c USING (case_key)
    WHERE s.programme = 'addiction' AND s.service IN {SERVICES}
      AND s.done_on BETWEEN DATE '{{year}}-01-01' AND DATE '{{year}}-12-31')
WHERE person <> 0""",
}
