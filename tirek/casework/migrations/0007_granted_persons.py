from django.db import migrations

REACH = """
-- People: those of my cases, those I am taking in, and those whose identity another unit has shown me.
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
        UNION
        SELECT unnest(people_granted_persons())
    ) mine;
END;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_facts"), ("people", "0005_shared_persons")]

    operations = [migrations.RunSQL(REACH, migrations.RunSQL.noop)]
