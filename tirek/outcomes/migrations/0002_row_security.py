"""Who sees figures, reports, exits and research: their own units' and their own. The nightly work writes figures alone."""

from django.db import migrations

from tirek.access.rls import DOOR, policies, protect

REACH = "case_id = ANY((SELECT casework_my_cases())::bigint[])"
UNITS = "(SELECT access_units())::bigint[]"
HOUSES = f"(SELECT array_agg(organisation_id) FROM access_unit WHERE id = ANY({UNITS}))::bigint[]"
# Of everybody's figures the exit makes a table in which nobody can be found; a page shows nothing else of them.
FIGURES = (
    "CASE scope WHEN 'unit' THEN unit_id = ANY(" + UNITS + ") WHEN 'organisation' THEN organisation_id = ANY(" + HOUSES
    + ") ELSE access_me() IS NOT NULL END"
)
MINE = "{} = (SELECT access_me())"
ANYBODY = "access_me() IS NOT NULL"
REPORTS = f"(made_by_id = (SELECT access_me()) OR (shared AND unit_id = ANY({UNITS})))"
OF_REPORT = "EXISTS (SELECT FROM outcomes_report r WHERE r.id = report_id)"
RESEARCH = f"(asked_by_id = (SELECT access_me()) OR organisation_id = ANY({HOUSES}))"
OF_RESEARCH = "EXISTS (SELECT FROM outcomes_researchrequest r WHERE r.id = request_id)"

NARROW = """
-- A policy that asks all rows of a table hides nothing of the lists everybody reads.
REVOKE INSERT, UPDATE ON outcomes_factsversion, outcomes_figure, outcomes_curve FROM tirek_app;
REVOKE DELETE, TRUNCATE ON outcomes_factsversion, outcomes_populationfigure, outcomes_officialvalue, outcomes_loaded,
    outcomes_policyanswer FROM tirek_app;
REVOKE UPDATE ON outcomes_exit, outcomes_snapshot, outcomes_populationfigure, outcomes_officialvalue,
    outcomes_policyanswer FROM tirek_app;
REVOKE UPDATE ON outcomes_loaded FROM tirek_app;
GRANT UPDATE (withdrawn_on) ON outcomes_loaded TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_initial"), ("casework", "0015_notices"), ("access", "0007_every_programme")]

    operations = [
        protect("outcomes_qualityfinding", REACH, write=DOOR.join(["false AND (", ")"])),
        policies("outcomes_figure", seen=FIGURES, written="false", changed="false"),
        policies("outcomes_curve", seen=FIGURES, written="false", changed="false"),
        policies("outcomes_exit", seen=MINE.format("user_id"), written=MINE.format("user_id"), changed="false"),
        policies("outcomes_report", seen=REPORTS, written=MINE.format("made_by_id"), changed=MINE.format("made_by_id")),
        policies("outcomes_snapshot", seen=OF_REPORT, written=OF_REPORT, changed="false"),
        policies("outcomes_researchrequest", seen=RESEARCH, written=MINE.format("asked_by_id"), changed=RESEARCH),
        policies("outcomes_researchrelease", seen=OF_RESEARCH, written=OF_RESEARCH, changed=OF_RESEARCH),
        migrations.RunSQL(NARROW, migrations.RunSQL.noop),
        migrations.RunSQL("SELECT people_watch_pointers(); SELECT people_keep_tables_apart();", migrations.RunSQL.noop),
    ]
