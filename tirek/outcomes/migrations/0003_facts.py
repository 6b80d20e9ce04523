"""What the writing of facts needs in the database: the key of the pseudonyms, which nobody but the owner reads."""

from django.db import migrations

from tirek.access.rls import DOOR

# HMAC-SHA256 begins with the key mixed with two constants; both are kept, so that a pseudonym costs two hashes.
# The key is made here and leaves only with a backup of the whole database.
KEY = """
CREATE TABLE outcomes_pseudonymkey (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);
ALTER TABLE outcomes_pseudonymkey ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON outcomes_pseudonymkey FROM PUBLIC, tirek_app;

DO $body$
DECLARE
    inner_pad bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
                              || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
                       || decode(repeat('00', 32), 'hex');
    outer_pad bytea := inner_pad;
BEGIN
    FOR i IN 0..63 LOOP
        inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # 54);  -- 0x36
        outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # 92);  -- 0x5c
    END LOOP;
    INSERT INTO outcomes_pseudonymkey (inner_pad, outer_pad) VALUES (inner_pad, outer_pad);
END $body$;

-- The first 64 bits of the keyed hash of a record's kind and number; 0 for nobody. Written into the query by the
-- planner, hence no search path of its own; every name in it belongs to the system.
CREATE FUNCTION outcomes_keyed(kind text, number bigint, inner_pad bytea, outer_pad bytea) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN number IS NULL THEN 0 ELSE ('x' || encode(substr(
    sha256(outer_pad || sha256(inner_pad || convert_to(kind || ':' || number, 'UTF8'))), 1, 8), 'hex'))::bit(64)::bigint
    END;
REVOKE EXECUTE ON FUNCTION outcomes_keyed(text, bigint, bytea, bytea) FROM PUBLIC, tirek_app;
"""

#: Records of a case that figures count, by the word their key was made with.
RECORDS = {
    "episode": "casework_episode",
    "act": "casework_entry",
    "service": "casework_service",
    "assessment": "casework_assessment",
    "plan": "casework_plan",
    "follow_up": "casework_followup",
    "duty": "casework_duty",
}
_OF_RECORDS = "".join(
    f"""
        UNION ALL
        SELECT x.id, c.uuid, x.uuid FROM (SELECT * FROM {table} WHERE {DOOR}) x JOIN seen c ON c.id = x.case_id
        WHERE outcomes_behind.kind = '{word}'"""
    for word, table in RECORDS.items()
)

# The list behind a figure. Row security can't be asked from beneath it, so its conditions stand here once more; a test
# holds the two equal. A key of something the current user may not see is answered as one that does not exist.
BEHIND = f"""
CREATE FUNCTION outcomes_behind(kind text, keys bigint[]) RETURNS TABLE (key bigint, case_uuid uuid, subject uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH seen AS MATERIALIZED (
        SELECT * FROM casework_case
        WHERE (unit_id = ANY((SELECT access_file_units())::bigint[])
               OR id = ANY((SELECT casework_my_cases())::bigint[]))
          AND NOT id = ANY((SELECT casework_blocked_cases())::bigint[]) AND {DOOR}
    ), found (id, case_uuid, subject) AS (
        SELECT c.id, c.uuid, c.uuid FROM seen c WHERE outcomes_behind.kind = 'case'
        UNION ALL
        SELECT c.family_id, c.uuid, c.uuid FROM seen c WHERE outcomes_behind.kind = 'family'
        UNION ALL
        SELECT p.id, c.uuid, p.uuid
        FROM (SELECT * FROM casework_casemember WHERE {DOOR}) m
        JOIN seen c ON c.id = m.case_id
        JOIN people_person o ON o.id = m.person_id
        JOIN people_person p ON p.id = coalesce(o.merged_into_id, o.id)
        WHERE outcomes_behind.kind = 'person' AND NOT p.id = ANY((SELECT people_blocked_persons())::bigint[])
          AND (p.compartment = 'general'
               OR (p.unit_id || ':' || p.compartment) = ANY((SELECT access_doors())::text[])){_OF_RECORDS}
    )
    SELECT DISTINCT p.key, f.case_uuid, f.subject
    FROM found f CROSS JOIN outcomes_pseudonymkey k
    CROSS JOIN LATERAL outcomes_keyed(outcomes_behind.kind, f.id, k.inner_pad, k.outer_pad) p(key)
    WHERE p.key = ANY(outcomes_behind.keys)
$body$;
REVOKE EXECUTE ON FUNCTION outcomes_behind(text, bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outcomes_behind(text, bigint[]) TO tirek_app;
"""

# For managers, who see figures and no file: how many findings of which rule each of their units has.
COUNTS = """
CREATE FUNCTION outcomes_finding_counts() RETURNS TABLE (unit_id bigint, rule text, kind text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH mine AS (
        SELECT DISTINCT m.unit_id
        FROM access_membership m JOIN access_user u ON u.id = m.user_id AND u.is_active
        WHERE m.user_id = access_me() AND m.role_id = 'manager'
          AND m.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
          AND (m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date)
    )
    SELECT q.unit_id, q.rule::text, q.kind::text, count(*)
    FROM outcomes_qualityfinding q JOIN mine USING (unit_id)
    WHERE q.gone_on IS NULL AND NOT q.case_id = ANY((SELECT casework_blocked_cases())::bigint[])
    GROUP BY 1, 2, 3
$body$;
REVOKE EXECUTE ON FUNCTION outcomes_finding_counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outcomes_finding_counts() TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0002_row_security")]

    operations = [
        migrations.RunSQL(
            KEY,
            "DROP FUNCTION outcomes_keyed(text, bigint, bytea, bytea); DROP TABLE outcomes_pseudonymkey;",
        ),
        migrations.RunSQL(BEHIND, "DROP FUNCTION outcomes_behind(text, bigint[]);"),
        migrations.RunSQL(COUNTS, "DROP FUNCTION outcomes_finding_counts();"),
    ]
