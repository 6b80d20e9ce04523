"""Five definitions as somebody would write them in SQL for DuckDB alone: numerator and, if any, denominator.

``TOTAL`` gives the total of all, ``FIGURES`` all figures: every scope and disaggregation by one GROUPING SETS, each row
with its place and categories, NULL where it is not grouped by them (no category is NULL).
"""

from tirek.outcomes.engine.shapes import AGE_GROUPS
from tirek.outcomes.indicators._treatment import SERVICES, TALKING, TREATMENT

_YEAR = "BETWEEN DATE '{year}-01-01' AND DATE '{year}-12-31'"
_VISITS = f"acts WHERE act = 'visit' AND done_on {_YEAR}"
_DUTIES = f"duties WHERE kept IN ('in_time', 'late', 'broken') AND due_on {_YEAR}"
_FOLLOWED = f"follow_ups WHERE months = 12 AND closes_on {_YEAR}"
_AGE = " ".join(
    f"WHEN born_on > DATE '{{year}}-12-31' - INTERVAL {years} YEAR THEN '{code}'" for code, years in AGE_GROUPS
)
#: What is known of a person, as ``described`` says it.
_ABOUT = f"""coalesce(p.sex, 'unknown') AS sex, coalesce(p.region, 'unknown') AS region,
    coalesce(p.disability, 'unknown') AS disability,
    CASE WHEN coalesce(born_on, DATE '9999-12-31') = DATE '9999-12-31' THEN 'unknown' {_AGE}
         ELSE '65+' END AS age_group"""
_IN_CARE = """
WITH care AS (SELECT * FROM episodes WHERE track = 'care' AND NOT moment),
formal AS (
    SELECT person_key, unit, organisation, care_form, starts_on, ended_on FROM care
    WHERE placement AND kind <> 'kin' AND care_form IN ('residential', 'foster', 'kinship', 'other_family')),
here AS (
    SELECT person_key, unit, organisation, care_form FROM formal
    WHERE starts_on <= DATE '{year}-12-31' AND ended_on > DATE '{year}-12-31'
    UNION ALL
    SELECT t.person_key, t.unit, t.organisation, f.care_form FROM care t
    JOIN formal f ON f.person_key = t.person_key AND f.starts_on < t.starts_on AND f.ended_on >= t.starts_on
    WHERE t.kind = 'trial_stay' AND t.starts_on <= DATE '{year}-12-31' AND t.ended_on > DATE '{year}-12-31')"""
_TALK = f"(e.kind IN {TREATMENT} OR (e.kind IN {TALKING} AND e.programme = 'addiction'))"
_HELPED = f"""
SELECT e.person_key AS person, e.unit, e.organisation FROM episodes e JOIN cases c USING (case_key)
WHERE e.track = 'treatment' AND {_TALK}
  AND e.starts_on <= DATE '{{year}}-12-31' AND e.ended_on > DATE '{{year}}-01-01'
  AND (c.closed_on > DATE '{{year}}-01-01' OR e.starts_on >= DATE '{{year}}-01-01')
UNION ALL
SELECT CASE WHEN s.person_key = 0 THEN c.client_key ELSE s.person_key END, s.unit, s.organisation
FROM services s JOIN cases c USING (case_key)
WHERE s.programme = 'addiction' AND s.service IN {SERVICES} AND s.done_on {_YEAR}"""


def _sets(*split: str) -> str:
    """The grouping sets: each split for all and for each organisation; for units not two dimensions at once."""
    pairs = [one for one in split if "," in one]
    single = ["", *(one for one in split if one not in pairs)]
    sets = [*single, *pairs]
    sets += [f"organisation, {one}".rstrip(", ") for one in (*single, *pairs)]
    sets += [f"unit, {one}".rstrip(", ") for one in single]
    return ", ".join(f"({one})" for one in sets)


TOTAL = {
    "standards_written_promptly": f"SELECT count(*) FILTER (recorded_on <= done_on + 2), count(*) FROM {_VISITS}",
    "standards_duties_in_time": f"SELECT count(*) FILTER (kept = 'in_time'), count(*) FROM {_DUTIES}",
    "follow_up_reached_12m": f"SELECT count(*) FILTER (reached = 'yes'), count(*) FROM {_FOLLOWED}",
    "bcn_02_in_care": f"""{_IN_CARE}
SELECT count(DISTINCT person_key) FROM here LEFT JOIN persons p USING (person_key)
WHERE coalesce(p.born_on, DATE '9999-12-31') > DATE '{{year}}-12-31' - INTERVAL 18 YEAR""",
    "sdg_3_5_1": f"SELECT count(DISTINCT person) FROM ({_HELPED}) WHERE person <> 0",
}

FIGURES = {
    "standards_written_promptly": f"""
SELECT unit, organisation, programme, count(*) FILTER (recorded_on <= done_on + 2) AS n, count(*) AS whole
FROM {_VISITS} GROUP BY GROUPING SETS ({_sets("programme")})""",
    "standards_duties_in_time": f"""
SELECT unit, organisation, programme, rule, count(*) FILTER (kept = 'in_time') AS n, count(*) AS whole
FROM {_DUTIES} GROUP BY GROUPING SETS ({_sets("programme", "rule")})""",
    "follow_up_reached_12m": f"""
SELECT unit, organisation, programme, count(*) FILTER (reached = 'yes') AS n, count(*) AS whole
FROM {_FOLLOWED} GROUP BY GROUPING SETS ({_sets("programme")})""",
    "bcn_02_in_care": f"""{_IN_CARE},
known AS (
    SELECT person_key, unit, organisation, care_form, {_ABOUT}
    FROM here LEFT JOIN persons p USING (person_key)
    WHERE coalesce(p.born_on, DATE '9999-12-31') > DATE '{{year}}-12-31' - INTERVAL 18 YEAR)
SELECT unit, organisation, sex, age_group, region, disability, care_form, count(DISTINCT person_key) AS n
FROM known GROUP BY GROUPING SETS
    ({_sets("sex", "age_group", "region", "disability", "care_form", "sex, age_group", "region, sex")})""",
    "sdg_3_5_1": f"""
WITH talk AS (
    SELECT person_key, arg_max(assessment_key, (done_on, assessment_key)) AS assessment_key
    FROM assessments WHERE instrument = 'substance_intake' GROUP BY 1),
said AS (
    SELECT t.person_key, max(a.answer) AS substance FROM talk t JOIN answers a USING (assessment_key)
    WHERE a.question = 'primary_substance' GROUP BY 1),
known AS (
    SELECT DISTINCT h.person, h.unit, h.organisation, {_ABOUT},
        CASE WHEN substance = 'alcohol' THEN 'alcohol'
             WHEN coalesce(substance, 'unknown') IN ('unknown', 'no_substance') THEN 'unknown'
             ELSE 'drugs' END AS substance_group
    FROM ({_HELPED}) h LEFT JOIN persons p ON p.person_key = h.person LEFT JOIN said ON said.person_key = h.person
    WHERE h.person <> 0)
SELECT unit, organisation, sex, age_group, region, substance_group, count(DISTINCT person) AS n
FROM known GROUP BY GROUPING SETS
    ({_sets("sex", "age_group", "region", "substance_group", "substance_group, sex", "sex, age_group")})""",
}
