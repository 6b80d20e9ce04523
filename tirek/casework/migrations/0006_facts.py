from django.db import migrations

# What the standards read of a case: codes and days, no names, no words. The rules must see the whole file, whatever
# doors the worker of the moment may open, or a psychologist's note would make the care of a child look unknown.
FACTS = """
CREATE FUNCTION casework_facts(whose bigint) RETURNS jsonb
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
                FROM casework_episode s WHERE s.person_id = m.person_id AND s.track = 'care'
            )) ORDER BY m.id), '[]')
            FROM casework_casemember m JOIN people_person p ON p.id = m.person_id
            WHERE m.case_id = c.id AND m.part = 'child' AND m.left_on IS NULL),
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
REVOKE EXECUTE ON FUNCTION casework_facts(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_facts(bigint) TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_follow_up_of_a_closure")]

    operations = [migrations.RunSQL(FACTS, "DROP FUNCTION casework_facts(bigint);")]
