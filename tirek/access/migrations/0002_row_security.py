from django.db import migrations

from tirek.access.rls import policies

MEMBER = """
    SELECT m.unit_id, r.reach, r.compartments
    FROM access_membership m
    JOIN access_accessrole r ON r.code = m.role_id
    JOIN access_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = access_me()
      AND m.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
      AND (m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date)
"""

FUNCTIONS = f"""
CREATE FUNCTION access_me() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.user_id', true), '')::bigint;

CREATE FUNCTION access_units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT held.unit_id), '{{}}') FROM ({MEMBER}) held;
END;

CREATE FUNCTION access_file_units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT held.unit_id), '{{}}') FROM ({MEMBER}) held WHERE held.reach = 'unit';
END;

CREATE FUNCTION access_doors() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT held.unit_id || ':' || door), '{{}}')
    FROM ({MEMBER}) held, jsonb_array_elements_text(held.compartments) door;
END;

CREATE OR REPLACE FUNCTION access_general_units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT held.unit_id), '{{}}') FROM ({MEMBER}) held WHERE held.compartments ? 'general';
END;
"""

AUDIT = """
CREATE TABLE access_chainhead (
    chain smallint PRIMARY KEY,
    number bigint NOT NULL DEFAULT 0,
    hash bytea NOT NULL DEFAULT sha256(''::bytea)
);
INSERT INTO access_chainhead (chain) SELECT generate_series(0, 15);
REVOKE ALL ON access_chainhead FROM tirek_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON access_auditentry FROM tirek_app;

-- What a line says, as text that can be read only one way; times as epoch, for the session's zone must not matter.
CREATE FUNCTION access_audit_text(e access_auditentry) RETURNS text LANGUAGE sql STABLE
RETURN jsonb_build_array(
    e.chain, e.number, extract(epoch FROM e.at)::text, e.actor_id, e.act, e.subject_type, e.subject_uuid,
    e.case_id, e.unit_id, e.compartment, e.facts, encode(e.previous_hash, 'hex'))::text;

CREATE FUNCTION access_write_audit(lines jsonb, reading boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    line jsonb;
    entry access_auditentry;
    place smallint := pg_backend_pid() % 8 + CASE WHEN reading THEN 8 ELSE 0 END;
BEGIN
    entry.chain := place;
    SELECT number, hash INTO entry.number, entry.previous_hash FROM access_chainhead WHERE chain = place FOR UPDATE;
    FOR line IN SELECT * FROM jsonb_array_elements(lines) LOOP
        entry.id := nextval(pg_get_serial_sequence('access_auditentry', 'id'));
        entry.number := entry.number + 1;
        entry.at := clock_timestamp();
        entry.actor_id := access_me();
        entry.act := line->>'act';
        entry.subject_type := line->>'subject_type';
        entry.subject_uuid := (line->>'subject_uuid')::uuid;
        entry.case_id := (line->>'case_id')::bigint;
        entry.unit_id := (line->>'unit_id')::bigint;
        entry.compartment := line->>'compartment';
        entry.facts := line->'facts';
        entry.hash := sha256(convert_to(access_audit_text(entry), 'UTF8'));
        INSERT INTO access_auditentry SELECT entry.*;
        entry.previous_hash := entry.hash;
    END LOOP;
    UPDATE access_chainhead SET number = entry.number, hash = entry.previous_hash WHERE chain = place;
END $body$;

CREATE FUNCTION access_verify_audit() RETURNS TABLE (chain smallint, number bigint, what text)
LANGUAGE sql STABLE AS $body$
    WITH walked AS (
        SELECT e.*, sha256(convert_to(access_audit_text(e), 'UTF8')) AS again,
               lag(e.hash) OVER w AS before, lag(e.number) OVER w AS number_before
        FROM access_auditentry e WINDOW w AS (PARTITION BY e.chain ORDER BY e.number)
    ), last AS (
        SELECT DISTINCT ON (e.chain) e.chain, e.number, e.hash FROM access_auditentry e
        ORDER BY e.chain, e.number DESC
    )
    SELECT walked.chain, walked.number, 'the line was changed' FROM walked WHERE again <> hash
    UNION ALL
    SELECT walked.chain, walked.number, 'a line before it is missing or moved' FROM walked
    WHERE walked.number <> coalesce(number_before, 0) + 1
       OR previous_hash <> coalesce(before, sha256(''::bytea))
    UNION ALL
    SELECT h.chain, h.number, 'the end of the chain was cut or its head changed'
    FROM access_chainhead h LEFT JOIN last ON last.chain = h.chain
    WHERE coalesce(last.number, 0) <> h.number OR coalesce(last.hash, sha256(''::bytea)) <> h.hash
    ORDER BY 1, 2
$body$;
REVOKE EXECUTE ON FUNCTION access_verify_audit() FROM PUBLIC, tirek_app;

CREATE FUNCTION access_audit_stands() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'the audit is append-only';
END $body$;
CREATE TRIGGER audit_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON access_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION access_audit_stands();

ALTER TABLE access_auditentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON access_auditentry FOR SELECT USING (
    unit_id = ANY((SELECT access_file_units())::bigint[])
    AND ((unit_id || ':' || compartment) = ANY((SELECT access_doors())::text[]))
);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(AUDIT, migrations.RunSQL.noop),
        policies(
            "access_performedact",
            seen="actor_id = (SELECT access_me())",
            written="actor_id = (SELECT access_me())",
            changed="actor_id = (SELECT access_me())",
        ),
        policies(
            "access_draft",
            seen="user_id = (SELECT access_me())",
            written="user_id = (SELECT access_me())",
            changed="user_id = (SELECT access_me())",
        ),
        migrations.RunSQL(
            "CREATE POLICY discarded ON access_draft FOR DELETE USING (user_id = (SELECT access_me()));"
            "GRANT DELETE ON access_draft TO tirek_app;",
            migrations.RunSQL.noop,
        ),
    ]
