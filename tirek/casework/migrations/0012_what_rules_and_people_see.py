"""Spells of every track for the standards, outcomes for the numbers, and doors for the new tables."""

from importlib import import_module

from django.db import migrations

from tirek.access.rls import DOOR, policies, protect

_FACTS = import_module("tirek.casework.migrations.0009_merged_persons").FACTS.split("SELECT people_watch_pointers")[0]

# Counts by programme: a figure never mixes what two programmes exist for.
NUMBERS = """
DROP FUNCTION casework_numbers(date);
CREATE FUNCTION casework_numbers(on_day date)
RETURNS TABLE (unit_id bigint, programme text, figure text, code text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH mine AS (SELECT unnest(access_units()) AS unit_id),
    cases AS (SELECT c.* FROM casework_case c JOIN mine USING (unit_id))
    SELECT c.unit_id, c.programme::text, 'open_cases', c.risk_level::text, count(*) FROM cases c
    WHERE c.state = 'open' GROUP BY 1, 2, 4
    UNION ALL
    SELECT c.unit_id, c.programme::text, 'open_stage', c.stage::text, count(*) FROM cases c
    WHERE c.state = 'open' GROUP BY 1, 2, 4
    UNION ALL
    SELECT c.unit_id, c.programme::text, 'opened_year', '', count(*) FROM cases c
    WHERE c.opened_on > on_day - interval '1 year' GROUP BY 1, 2
    UNION ALL
    SELECT c.unit_id, c.programme::text, 'closed_year', c.outcome::text, count(*) FROM cases c
    WHERE c.closed_on > on_day - interval '1 year' GROUP BY 1, 2, 4
    UNION ALL
    SELECT c.unit_id, c.programme::text, 'visits_month', CASE WHEN v.reached THEN 'reached' ELSE 'unreached' END,
        count(*)
    FROM casework_visit v JOIN cases c ON c.id = v.case_id
    WHERE v.done_on > on_day - 30 AND v.done_on <= on_day GROUP BY 1, 2, 4
    UNION ALL
    SELECT c.unit_id, c.programme::text, 'overdue_duties', d.rule::text, count(*)
    FROM casework_duty d JOIN cases c ON c.id = d.case_id
    WHERE d.state = 'open' AND d.due_on < on_day GROUP BY 1, 2, 4
    UNION ALL
    SELECT c.unit_id, c.programme::text, 'follow_ups', f.months || ':' || CASE
        WHEN f.held_on IS NULL THEN 'missing' WHEN NOT f.reached THEN 'unreached' ELSE f.outcome END, count(*)
    FROM casework_followup f JOIN cases c ON c.id = f.case_id
    WHERE f.dropped_on IS NULL AND f.closes_on < on_day GROUP BY 1, 2, 4
$body$;
REVOKE EXECUTE ON FUNCTION casework_numbers(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_numbers(date) TO tirek_app;
"""

# Every spell of everybody in the case that the case's own unit recorded.
SPELLS = """        'spells', (
            SELECT coalesce(jsonb_agg(jsonb_build_array(s.track, s.kind, s.done_on, s.ended_on, s.expected_end_on,
                       m.part IN ('child', 'client')) ORDER BY s.done_on, s.id), '[]')
            FROM casework_casemember m
            JOIN casework_episode s ON s.unit_id = c.unit_id AND (s.person_id = m.person_id
                OR s.person_id IN (SELECT x.id FROM people_person x WHERE x.merged_into_id = m.person_id))
            WHERE m.case_id = c.id AND m.left_on IS NULL),
        'tasks', ("""
FACTS = _FACTS.replace("        'tasks', (", SPELLS, 1)

RENAMED = """
UPDATE casework_entry SET detail = (detail - 'child_lives') || jsonb_build_object('outcome', detail -> 'child_lives')
WHERE kind = 'follow_up' AND detail ? 'child_lives';
UPDATE casework_correction SET field = 'outcome' WHERE field = 'child_lives';
"""

MINE = "case_id = ANY((SELECT casework_my_cases())::bigint[])"
IN_UNIT = f"unit_id = ANY((SELECT access_units())::bigint[]) AND {DOOR}"
MY_FILE_UNIT = "unit_id = ANY((SELECT access_file_units())::bigint[])"
BY_ME = "recorded_by_id = (SELECT access_me())"


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_every_programme")]

    operations = [
        migrations.RunSQL(NUMBERS, migrations.RunSQL.noop),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
        migrations.RunSQL(RENAMED, migrations.RunSQL.noop),
        protect("casework_conference", MINE, write=f"{IN_UNIT} AND (({MY_FILE_UNIT}) OR ({MINE}))"),
        # Notices are written by the nightly run alone; whoever was told reads and answers them.
        policies(
            "casework_notice",
            seen="user_id = (SELECT access_me())",
            written="false",
            changed="user_id = (SELECT access_me())",
        ),
        policies("casework_draftstandard", seen=BY_ME, written=BY_ME, changed="false"),
        policies("casework_standardtrial", seen=BY_ME, written=BY_ME, changed="false"),
        migrations.RunSQL("SELECT people_watch_pointers();", migrations.RunSQL.noop),
    ]
