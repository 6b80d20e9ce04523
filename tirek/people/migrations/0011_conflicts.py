"""Whose files are kept apart, and whom the current user must therefore not find: persons, families, and what hangs on them.

``people_blocked_persons()`` and ``people_blocked_families()`` are asked by a restrictive policy of every table that points
to a person, a family or a case, and by every function that works beneath row security (docs/conflicts.md lists them).
Here they know the members of staff alone; the casework floor replaces them with what follows from who works on which
case, and adds ``casework_blocked_cases()``. Names and types must stay.
"""

from django.db import migrations

from tirek.access.rls import protect


def amended(function: str, *changes: tuple[str, str]) -> migrations.RunSQL:
    """A function of the database with something in its text replaced, which must stand there."""
    steps = "".join(
        f"""
        IF strpos(body, $q${old}$q$) = 0 THEN RAISE EXCEPTION 'no such words in %: %', '{function}', $q${old}$q$; END IF;
        body := replace(body, $q${old}$q$, $q${new}$q$);"""
        for old, new in changes
    )
    return migrations.RunSQL(
        f"""
        DO $do$
        DECLARE
            body text := (SELECT pg_get_functiondef(oid) FROM pg_proc
                          WHERE proname = '{function}' AND pronamespace = 'public'::regnamespace);
        BEGIN {steps}
            EXECUTE body;
        END $do$;
        """,  # nosec B608
        migrations.RunSQL.noop,
    )


BLOCKED = """
CREATE FUNCTION people_blocked_persons() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN ARRAY(SELECT person_id FROM people_conflict WHERE against_user_id = access_me() AND ended_on IS NULL);
END $body$;

CREATE FUNCTION people_blocked_families() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN ARRAY(SELECT family_id FROM people_familymember WHERE person_id = ANY(people_blocked_persons()));
END $body$;

-- Puts the policy "kept_apart" on every table under row security that points to a case, a family or a person and lacks it.
-- A row of a case goes with its case. A request stays with whoever asked: it must not vanish. Apps with new tables call
-- it in a migration; a test finds the forgotten one.
CREATE FUNCTION people_keep_tables_apart() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE
    at record;
BEGIN
    FOR at IN
        WITH pointing AS (
            SELECT c.relname AS place, a.attname AS pointer, k.confrelid::regclass::text AS target
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid AND c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'f' AND cardinality(k.conkey) = 1
              AND k.confrelid::regclass::text IN ('people_person', 'people_family', 'casework_case')
              AND (c.relname, a.attname) <> ('people_conflict', 'against_id')
            UNION ALL
            SELECT relname, 'id', relname::text FROM pg_class
            WHERE relname IN ('people_person', 'people_family', 'casework_case') AND relkind = 'r'
              AND relnamespace = 'public'::regnamespace
        ), needed AS (
            SELECT p.* FROM pointing p WHERE p.target = 'casework_case' OR NOT EXISTS (
                SELECT FROM pointing q WHERE q.place = p.place AND q.target = 'casework_case')
        )
        SELECT n.place, string_agg(format('NOT coalesce(%I = ANY((SELECT %s())::bigint[]), false)', n.pointer,
                   CASE n.target WHEN 'people_person' THEN 'people_blocked_persons'
                                 WHEN 'people_family' THEN 'people_blocked_families'
                                 ELSE 'casework_blocked_cases' END), ' AND ' ORDER BY n.target, n.pointer)
               || CASE n.place WHEN 'people_accessrequest' THEN ' OR recorded_by_id = (SELECT access_me())' ELSE '' END
               AS apart
        FROM needed n
        WHERE NOT EXISTS (SELECT FROM pg_policies y WHERE y.tablename = n.place AND y.policyname = 'kept_apart')
        GROUP BY n.place
    LOOP
        EXECUTE format('CREATE POLICY kept_apart ON %I AS RESTRICTIVE FOR ALL USING (%s) WITH CHECK (%2$s)',
                       at.place, at.apart);
    END LOOP;
END $body$;
REVOKE EXECUTE ON FUNCTION people_keep_tables_apart() FROM PUBLIC, tirek_app;
CREATE INDEX conflicts_that_last ON people_conflict (person_id) WHERE ended_on IS NULL;
"""

# Whoever is blocked is answered as if the protected person had never been written down. Also the words that nobody else
# bears are unknown then, for a known word is read otherwise than an unknown one.
WORDS = """
CREATE FUNCTION people_blocked_words() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    blocked bigint[] := people_blocked_persons();
BEGIN
    IF blocked = '{}' THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT word FROM people_persontokens t, unnest(t.tokens) word
        WHERE t.person_id = ANY(blocked) AND left(word, 1) <> '=' AND NOT EXISTS (
            SELECT FROM people_persontokens o WHERE o.tokens @> ARRAY[word] AND NOT o.person_id = ANY(blocked)));
END $body$;
REVOKE EXECUTE ON FUNCTION people_blocked_words() FROM PUBLIC, tirek_app;
"""
UNSAID = "WHERE d.token <> ALL(unsaid) AND "
NOT_BLOCKED = "NOT {} = ANY((SELECT people_blocked_persons())::bigint[])"

SEARCH = (
    migrations.RunSQL(WORDS, migrations.RunSQL.noop),
    amended(
        "people_words_like",
        ("    long boolean :=", "    unsaid text[] := people_blocked_words();\n    long boolean :="),
        ("people_nametoken d WHERE ", f"people_nametoken d {UNSAID}"),
        ("people_nametoken d\n             WHERE ", f"people_nametoken d {UNSAID}"),
        ("people_nametoken d\n            WHERE ", f"people_nametoken d {UNSAID}"),
    ),
    # Also before a list is cut: nobody is crowded out by somebody who is not there.
    amended(
        "people_candidates",
        ("    units bigint[] := access_file_units();", "    blocked bigint[] := people_blocked_persons();\n"
         "    units bigint[] := access_file_units();"),
        ("            || CASE WHEN of_others THEN", "            || CASE WHEN blocked <> '{}' THEN"
         " ' AND t.person_id <> ALL($2)' ELSE '' END\n            || CASE WHEN of_others THEN"),
        ("INTO more USING mine;", "INTO more USING mine, blocked;"),
    ),
    amended("people_allowed", ("p.merged_into_id IS NULL", f"p.merged_into_id IS NULL AND {NOT_BLOCKED.format('p.id')}")),
    amended(
        "people_alike",
        ("    units bigint[] := access_file_units();", "    blocked bigint[] := people_blocked_persons();\n"
         "    units bigint[] := access_file_units();"),
        ("people_visible(p, units, mine, doors)", "(people_visible(p, units, mine, doors) AND p.id <> ALL(blocked))"),
    ),
    amended(
        "people_tell_apart",
        ("people_visible(p, units, mine, doors)", f"people_visible(p, units, mine, doors) AND {NOT_BLOCKED.format('p.id')}"),
    ),
)

REQUESTS = (
    amended(
        "people_ask_access",
        ("AND merged_into_id IS NULL FOR SHARE", f"AND merged_into_id IS NULL AND {NOT_BLOCKED.format('id')} FOR SHARE"),
    ),
    amended(
        "people_answer_access",
        ("IF asked.id IS NULL OR", "IF asked.id IS NULL OR asked.person_id = ANY(people_blocked_persons()) OR"),
    ),
)

MERGING = (
    amended(
        "people_opens_file",
        ("SELECT whom.unit_id", "SELECT NOT whom.id = ANY(people_blocked_persons()) AND whom.unit_id"),
    ),
    amended(
        "people_may_unmerge",
        ("SELECT e.undone_at IS NULL", "SELECT e.undone_at IS NULL"
         " AND NOT ARRAY[e.survivor_id, e.merged_id] && people_blocked_persons()"),
    ),
    migrations.RunSQL(
        """
-- Two letters and a year of both sides of a pair, for those who decide about one of them; of a secret pair nothing.
CREATE OR REPLACE FUNCTION people_pair_previews(pairs bigint[], spelling text)
RETURNS TABLE (pair_id bigint, side text, initials text, birth_year int) LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT d.id, s.side, n.letters, extract(year FROM p.birth_date)::int
    FROM people_duplicatepair d
    CROSS JOIN LATERAL (VALUES ('one', d.one_id), ('other', d.other_id)) s(side, person_id)
    JOIN people_person p ON p.id = s.person_id AND NOT p.sealed AND p.compartment = 'general'
    LEFT JOIN LATERAL (
        SELECT concat_ws(' ', nullif(left(n.given_name, 1), '') || '.', nullif(left(n.surname, 1), '') || '.')
               AS letters
        FROM people_personname n
        WHERE n.person_id = p.id AND n.compartment = 'general'
        ORDER BY n.ends_on IS NOT NULL, n.kind <> 'legal', n.script <> spelling, n.script, n.id DESC LIMIT 1
    ) n ON true
    WHERE d.id = ANY(pairs) AND NOT d.secret
      AND NOT d.one_id = ANY((SELECT people_blocked_persons())::bigint[])
      AND NOT d.other_id = ANY((SELECT people_blocked_persons())::bigint[])
      AND (d.one_unit_id = ANY((SELECT access_file_units())::bigint[])
           OR d.other_unit_id = ANY((SELECT access_file_units())::bigint[]));
END;
""",
        migrations.RunSQL.noop,
    ),
)


class Migration(migrations.Migration):
    dependencies = [("people", "0010_every_programme")]
    operations = [
        protect("people_conflict", "person_id = ANY((SELECT people_my_persons())::bigint[])", write="false"),
        migrations.RunSQL(BLOCKED, migrations.RunSQL.noop),
        *SEARCH,
        *REQUESTS,
        *MERGING,
    ]
