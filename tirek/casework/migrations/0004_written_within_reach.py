"""A record is added to a case only by somebody who reaches the case, not by everybody of its unit."""

from django.db import migrations

CASE_RECORDS = (
    "casemember", "assignment", "entry", "correction", "consent", "contact", "visit", "service", "assessment",
    "riskrating", "plan", "plangoal", "planstep", "approval", "episode", "task", "followup", "duty",
)

IN_UNIT = """
    unit_id = ANY((SELECT access_units())::bigint[])
    AND ((unit_id || ':' || compartment) = ANY((SELECT access_doors())::text[]))
"""
MINE = "case_id = ANY((SELECT casework_my_cases())::bigint[])"


def written(table: str, reach: str) -> migrations.RunSQL:
    """Whose reach a new row must lie in; before, the unit and its door were enough."""
    within = f"{IN_UNIT} AND ((unit_id = ANY((SELECT access_file_units())::bigint[])) OR ({reach}))"
    return migrations.RunSQL(
        f"ALTER POLICY written ON casework_{table} WITH CHECK ({within});",
        f"ALTER POLICY written ON casework_{table} WITH CHECK ({IN_UNIT});",
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_numbers")]

    operations = [
        written("case", "worker_id = (SELECT access_me())"),
        *(written(table, MINE) for table in CASE_RECORDS),
    ]
