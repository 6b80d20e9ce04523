from django.db import migrations

from tirek.access.rls import protect

CASE_RECORDS = (
    "casemember", "assignment", "entry", "correction", "consent", "contact", "visit", "service", "assessment",
    "riskrating", "plan", "plangoal", "planstep", "approval", "episode", "task", "followup", "duty",
)

REACH = """
-- Whoever leads a case has it from the statement that writes it, before the assignment is on record.
CREATE FUNCTION casework_my_cases() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(mine.id), '{}') FROM (
        SELECT a.case_id AS id FROM casework_assignment a WHERE a.user_id = access_me() AND a.ended_on IS NULL
        UNION
        SELECT c.id FROM casework_case c WHERE c.worker_id = access_me()
    ) mine;
END;

-- People: those of my cases, and those I am taking in. The function of the people app, with the cases added.
CREATE OR REPLACE FUNCTION people_my_persons() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(mine.id), '{}') FROM (
        SELECT m.person_id AS id FROM casework_casemember m
        WHERE m.case_id = ANY((SELECT casework_my_cases())::bigint[])
        UNION
        -- The family of a case belongs to its file, also those who have no part in the case.
        SELECT f.person_id FROM people_familymember f JOIN casework_case c ON c.family_id = f.family_id
        WHERE c.id = ANY((SELECT casework_my_cases())::bigint[])
        UNION
        SELECT p.id FROM people_person p WHERE p.intake_by_id = access_me()
    ) mine;
END;

CREATE OR REPLACE FUNCTION people_my_families() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(mine.id), '{}') FROM (
        SELECT c.family_id AS id FROM casework_case c WHERE c.id = ANY((SELECT casework_my_cases())::bigint[])
        UNION
        SELECT f.id FROM people_family f WHERE f.intake_by_id = access_me()
    ) mine;
END;

-- The audit of a case is open to whoever works on the case, behind the same doors.
DROP POLICY seen ON access_auditentry;
CREATE POLICY seen ON access_auditentry FOR SELECT USING (
    (unit_id = ANY((SELECT access_file_units())::bigint[]) OR case_id = ANY((SELECT casework_my_cases())::bigint[]))
    AND ((unit_id || ':' || compartment) = ANY((SELECT access_doors())::text[]))
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_initial"),
        ("access", "0002_row_security"),
        ("people", "0003_row_security"),
    ]

    operations = [
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        protect(
            "casework_case",
            "id = ANY((SELECT casework_my_cases())::bigint[])",
            own="worker_id = (SELECT access_me())",
        ),
        *(
            protect(f"casework_{table}", "case_id = ANY((SELECT casework_my_cases())::bigint[])")
            for table in CASE_RECORDS
        ),
    ]
