"""Cases of persons who were merged: who reaches them, and what the standards read of them."""

from django.db import migrations

REACH = """
-- Only what lies behind a door that is still open counts: whoever left a unit reaches nobody by an assignment there.
-- Whoever reached a merged record reaches the one that stands for it, and whoever reaches that one reaches what was
-- merged into it: rows that had to stay aside hang there. Supervisors reach the persons other units keep, where a
-- case of their own unit is about them.
CREATE OR REPLACE FUNCTION people_my_persons() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    WITH mine AS (
        SELECT m.person_id AS id FROM casework_casemember m
        WHERE m.case_id = ANY((SELECT casework_my_cases())::bigint[])
          AND (m.unit_id || ':' || m.compartment) = ANY((SELECT access_doors())::text[])
        UNION
        -- The family of a case belongs to its file, also those who have no part in the case.
        SELECT f.person_id FROM people_familymember f JOIN casework_case c ON c.family_id = f.family_id
        WHERE c.id = ANY((SELECT casework_my_cases())::bigint[])
          AND (c.unit_id || ':' || c.compartment) = ANY((SELECT access_doors())::text[])
        UNION
        SELECT unnest(ARRAY[p.id, p.merged_into_id]) FROM people_person p
        WHERE p.intake_by_id = access_me() AND (p.unit_id || ':' || p.compartment) = ANY((SELECT access_doors())::text[])
        UNION
        SELECT p.merged_into_id FROM people_person p
        WHERE p.merged_into_id IS NOT NULL AND p.unit_id = ANY((SELECT access_file_units())::bigint[])
        UNION
        SELECT r.person_id FROM people_accessrequest r
        JOIN casework_casemember m ON m.person_id = r.person_id AND m.unit_id = r.asking_unit_id
        WHERE r.state = 'granted' AND r.asking_unit_id = ANY((SELECT access_file_units())::bigint[])
        UNION
        SELECT r.person_id FROM people_accessrequest r
        JOIN people_familymember f ON f.person_id = r.person_id
        JOIN casework_case c ON c.family_id = f.family_id AND c.unit_id = r.asking_unit_id
        WHERE r.state = 'granted' AND r.asking_unit_id = ANY((SELECT access_file_units())::bigint[])
        UNION
        SELECT unnest(people_granted_persons())
    )
    SELECT coalesce(array_agg(every.id), '{}') FROM (
        SELECT mine.id FROM mine WHERE mine.id IS NOT NULL
        UNION
        SELECT p.id FROM people_person p JOIN mine ON mine.id = p.merged_into_id
    ) every;
END;
"""

# The spells of care are those the unit itself recorded, whichever record of the person they hang on: a merge with
# another organisation's record neither tells its days nor changes what is owed here.
FACTS = """
CREATE OR REPLACE FUNCTION casework_facts(whose bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT jsonb_build_object(
        'risk', (
            SELECT coalesce(jsonb_agg(jsonb_build_array(r.done_on, r.level) ORDER BY r.done_on, r.id), '[]')
            FROM casework_riskrating r WHERE r.case_id = c.id),
        'events', (
            SELECT coalesce(jsonb_agg(jsonb_build_array(e.kind, e.done_on, e.detail) ORDER BY e.done_on, e.id), '[]')
            FROM casework_entry e WHERE e.case_id = c.id),
        'children', (
            SELECT coalesce(jsonb_agg(jsonb_build_array(p.birth_date, (
                SELECT coalesce(jsonb_agg(jsonb_build_array(s.done_on, s.ended_on) ORDER BY s.done_on), '[]')
                FROM casework_episode s
                WHERE s.track = 'care' AND s.unit_id = c.unit_id AND (s.person_id = m.person_id
                    OR s.person_id IN (SELECT x.id FROM people_person x WHERE x.merged_into_id = m.person_id))
            )) ORDER BY m.id), '[]')
            FROM casework_casemember m JOIN people_person p ON p.id = m.person_id
            WHERE m.case_id = c.id AND m.part = 'child' AND m.left_on IS NULL AND p.merged_into_id IS NULL),
        'tasks', (
            SELECT coalesce(jsonb_agg(jsonb_build_array(t.uuid, t.done_on, t.due_on, t.urgent) ORDER BY t.id), '[]')
            FROM casework_task t WHERE t.case_id = c.id AND t.state = 'open'),
        'follow_ups', (
            SELECT coalesce(jsonb_agg(
                jsonb_build_array(f.months, f.done_on, f.opens_on, f.closes_on, f.held_on) ORDER BY f.months), '[]')
            FROM casework_followup f
            WHERE f.case_id = c.id AND f.dropped_on IS NULL AND f.counted_from = c.closed_on))
    FROM casework_case c
    WHERE c.id = whose
      AND (c.unit_id = ANY((SELECT access_file_units())::bigint[]) OR c.id = ANY((SELECT casework_my_cases())::bigint[]))
$body$;
SELECT people_watch_pointers();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_episodes_within_a_unit"), ("people", "0007_merge")]

    operations = [
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
    ]
