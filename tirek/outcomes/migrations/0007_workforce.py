"""Caseloads as numbers for those who see figures and no file."""

from django.db import migrations

CASELOADS = """
-- How many workers lead how many open cases, in units where the user sees evidence. No name and no case, and nothing of
-- a file that is kept apart from the user.
CREATE FUNCTION outcomes_caseloads()
RETURNS TABLE (unit_id bigint, cases bigint, workers bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH carried AS (
        SELECT c.unit_id, a.user_id, count(*) AS cases
        FROM casework_assignment a JOIN casework_case c ON c.id = a.case_id AND c.state = 'open'
        WHERE a.ended_on IS NULL AND a.leads AND c.unit_id = ANY(access_units_with('evidence.view'))
          AND NOT c.id = ANY((SELECT casework_blocked_cases())::bigint[])
        GROUP BY 1, 2
    )
    SELECT unit_id, cases, count(*) FROM carried GROUP BY 1, 2
$body$;
REVOKE EXECUTE ON FUNCTION outcomes_caseloads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outcomes_caseloads() TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0006_exits_of_a_house"),
        ("casework", "0014_conflicts"),
        ("access", "0008_units_with_a_permission"),
    ]

    operations = [migrations.RunSQL(CASELOADS, "DROP FUNCTION outcomes_caseloads();")]
