from django.db import migrations

# Counts for people who may not open a file: they leave the database as numbers, never as rows.
NUMBERS = """
CREATE FUNCTION casework_numbers(on_day date)
RETURNS TABLE (unit_id bigint, figure text, code text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH mine AS (SELECT unnest(access_units()) AS unit_id),
    cases AS (SELECT c.* FROM casework_case c JOIN mine USING (unit_id))
    SELECT c.unit_id, 'open_cases', c.risk_level::text, count(*) FROM cases c WHERE c.state = 'open' GROUP BY 1, 3
    UNION ALL
    SELECT c.unit_id, 'open_stage', c.stage::text, count(*) FROM cases c WHERE c.state = 'open' GROUP BY 1, 3
    UNION ALL
    SELECT c.unit_id, 'opened_year', '', count(*) FROM cases c
    WHERE c.opened_on > on_day - interval '1 year' GROUP BY 1
    UNION ALL
    SELECT c.unit_id, 'closed_year', c.outcome::text, count(*) FROM cases c
    WHERE c.closed_on > on_day - interval '1 year' GROUP BY 1, 3
    UNION ALL
    SELECT v.unit_id, 'visits_month', CASE WHEN v.reached THEN 'reached' ELSE 'unreached' END, count(*)
    FROM casework_visit v JOIN mine USING (unit_id)
    WHERE v.done_on > on_day - 30 AND v.done_on <= on_day GROUP BY 1, 3
    UNION ALL
    SELECT d.unit_id, 'overdue_duties', d.rule::text, count(*)
    FROM casework_duty d JOIN mine USING (unit_id)
    WHERE d.state = 'open' AND d.due_on < on_day GROUP BY 1, 3
    UNION ALL
    SELECT f.unit_id, 'follow_ups', f.months || ':' || CASE
        WHEN f.held_on IS NULL THEN 'missing' WHEN NOT f.reached THEN 'unreached' ELSE f.child_lives END, count(*)
    FROM casework_followup f JOIN mine USING (unit_id)
    WHERE f.dropped_on IS NULL AND f.closes_on < on_day GROUP BY 1, 3
$body$;
REVOKE EXECUTE ON FUNCTION casework_numbers(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_numbers(date) TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_row_security")]

    operations = [migrations.RunSQL(NUMBERS, "DROP FUNCTION casework_numbers(date);")]
