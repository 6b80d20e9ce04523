from django.db import migrations

# One call ends an act: what each reference stands for, then the lines of the audit.
SETTLED = """
CREATE FUNCTION access_finish_act(lines jsonb, settled jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    UPDATE access_performedact p SET subject_type = s->>'subject_type', subject_id = (s->>'subject_id')::bigint
    FROM jsonb_array_elements(settled) s
    WHERE p.client_ref = (s->>'client_ref')::uuid AND p.actor_id = access_me();
    PERFORM access_write_audit(lines, false);
END $body$;
REVOKE EXECUTE ON FUNCTION access_finish_act(jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_finish_act(jsonb, jsonb) TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_row_security")]

    operations = [migrations.RunSQL(SETTLED, "DROP FUNCTION access_finish_act(jsonb, jsonb);")]
