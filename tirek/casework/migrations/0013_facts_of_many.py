"""The facts of many cases at once: for the nightly look at all of them, and for the trial of a draft."""

from importlib import import_module

from django.db import migrations

_BEFORE = import_module("tirek.casework.migrations.0012_what_rules_and_people_see").FACTS

# An "or" with a subquery can't be looked up by an index of the person: every episode of the unit would be read.
_SLOW = """(s.person_id = m.person_id
                OR s.person_id IN (SELECT x.id FROM people_person x WHERE x.merged_into_id = m.person_id))"""
_FAST = """s.person_id = ANY(ARRAY(
                SELECT m.person_id UNION ALL SELECT x.id FROM people_person x WHERE x.merged_into_id = m.person_id))"""
ONE = _BEFORE.replace(_SLOW, _FAST).replace(_SLOW.replace("OR s", "    OR s"), _FAST)
_BODY = ONE.split("AS $body$")[1].split("    WHERE c.id = whose")[0]
_BODY = _BODY.replace("SELECT jsonb_build_object", "SELECT c.id, jsonb_build_object", 1)

# What casework_facts says of one case, said of many. It asks for no rights and may be called by nobody but the owner.
# The second asks: it gives cases of units whose files the current user opens as a whole, but for what is kept apart
# from the user (casework_blocked_cases comes with the next migration, which PL/pgSQL does not mind).
MANY = f"""
CREATE FUNCTION casework_facts_read(wanted bigint[]) RETURNS TABLE (case_id bigint, facts jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body${_BODY}    WHERE c.id = ANY(wanted)
$body$;
REVOKE EXECUTE ON FUNCTION casework_facts_read(bigint[]) FROM PUBLIC, tirek_app;

CREATE FUNCTION casework_facts_of(wanted bigint[]) RETURNS TABLE (case_id bigint, facts jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN QUERY SELECT * FROM casework_facts_read(ARRAY(
        SELECT c.id FROM casework_case c
        WHERE c.id = ANY(wanted)
          AND c.unit_id = ANY((SELECT access_file_units())::bigint[])
          AND c.id <> ALL((SELECT casework_blocked_cases())::bigint[])));
END $body$;
REVOKE EXECUTE ON FUNCTION casework_facts_of(bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_facts_of(bigint[]) TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_what_rules_and_people_see")]
    operations = [
        migrations.RunSQL(ONE, migrations.RunSQL.noop),
        migrations.RunSQL(
            MANY,
            "DROP FUNCTION casework_facts_of(bigint[]); DROP FUNCTION casework_facts_read(bigint[]);",
        ),
    ]
