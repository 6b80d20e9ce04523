"""Who sees a person, the words people are found by, and the search itself."""

from django.db import migrations

from tirek.access.rls import protect

MINE = """
-- The persons and families whose rows the current user reaches. Here: those the user is taking in.
-- The casework floor replaces both to add those of the user's cases; name and type must stay.
CREATE FUNCTION people_my_persons() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(id), '{}') FROM people_person WHERE intake_by_id = access_me();
END;

CREATE FUNCTION people_my_families() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(id), '{}') FROM people_family WHERE intake_by_id = access_me();
END;

CREATE INDEX person_in_intake ON people_person (intake_by_id) WHERE intake_by_id IS NOT NULL;
CREATE INDEX family_in_intake ON people_family (intake_by_id) WHERE intake_by_id IS NOT NULL;
"""

TOKENS = """
CREATE FUNCTION people_keep_tokens() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
BEGIN
    INSERT INTO people_persontokens (person_id, tokens)
    SELECT n.person_id, array_agg(DISTINCT word)
    FROM people_personname n,
         unnest(people_name_tokens(n.surname_key, n.given_key, n.patronymic_key)) word
    WHERE n.person_id IN (SELECT person_id FROM written)
    GROUP BY n.person_id
    ON CONFLICT (person_id) DO UPDATE SET tokens = excluded.tokens;

    -- In order, so that two writers never wait for each other in a circle.
    INSERT INTO people_nametoken (token, skeleton)
    SELECT DISTINCT word, people_name_skeleton(word)
    FROM written n, unnest(people_name_tokens(n.surname_key, n.given_key, n.patronymic_key)) word
    WHERE NOT EXISTS (SELECT FROM people_nametoken WHERE token = word)
    ORDER BY word
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $body$;

CREATE TRIGGER tokens_of_new_names AFTER INSERT ON people_personname
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION people_keep_tokens();
CREATE TRIGGER tokens_of_changed_names AFTER UPDATE ON people_personname
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION people_keep_tokens();

-- Misspelt words are looked up among all names of all organisations: the search alone may read these two.
REVOKE ALL ON people_nametoken, people_persontokens FROM tirek_app;
ALTER TABLE people_nametoken ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_persontokens ENABLE ROW LEVEL SECURITY;
"""

SEARCH = """
-- STABLE and not IMMUTABLE, or the planner would call it for each row instead of writing it into the query.
CREATE FUNCTION people_visible(whom people_person, units bigint[], mine bigint[], doors text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN (whom.unit_id = ANY(units) OR whom.id = ANY(mine))
    AND (whom.unit_id || ':' || whom.compartment) = ANY(doors);

-- The dictionary words a typed word may mean, best first. A typed half of a name counts less than the whole.
CREATE FUNCTION people_words_like(typed text, stem text)
RETURNS TABLE (word text, weight real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
    SELECT token, max(nearness)::real FROM (
        SELECT d.token, least(1.0, CASE
            WHEN d.token = typed THEN 1.0
            WHEN d.token = stem THEN 0.97
            WHEN d.token >= typed AND d.token < typed || '{' AND length(typed) > 2
                THEN 0.75 + 0.2 * length(typed) / length(d.token)
            ELSE 0.72 * similarity(d.token, typed)
               + CASE WHEN d.skeleton = people_name_skeleton(typed) THEN 0.25 ELSE 0 END END) AS nearness
        FROM people_nametoken d
        WHERE (length(typed) > 2 AND d.token % typed)
           OR (length(typed) > 2 AND d.skeleton = people_name_skeleton(typed))
           OR (d.token >= typed AND d.token < typed || '{')
           OR d.token = stem
    ) near GROUP BY token ORDER BY 2 DESC, 1 LIMIT 24
$body$;
REVOKE EXECUTE ON FUNCTION people_words_like(text, text) FROM PUBLIC, tirek_app;

-- words: folded, two letters or more; stems: the same without the ending of a patronymic or surname;
-- initials: single letters. Everything is joined with what the current user may see before it is ranked.
CREATE FUNCTION people_search(
    words text[], stems text[], initials text[], birth_year int, iin_hashes text[], phone text, most int
) RETURNS TABLE (person_id bigint, score real, matched text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    units bigint[] := access_file_units();
    mine bigint[] := people_my_persons();
    doors text[] := access_doors();
    n int := least(coalesce(cardinality(words), 0), 5);
    place int[] := '{}';
    word text[] := '{}';
    weight real[] := '{}';
    condition text;
    hits bigint[] := '{}';
    more bigint[];
    width int;
    missing int;
BEGIN
    RETURN QUERY
        SELECT p.id, 2.0::real, 'iin'::text FROM people_person p
        WHERE p.iin_hash = ANY(iin_hashes) AND p.iin_hash <> '' AND people_visible(p, units, mine, doors)
        ORDER BY p.id LIMIT most;
    RETURN QUERY
        SELECT DISTINCT p.id, 1.5::real, 'phone'::text
        FROM people_contactpoint c JOIN people_person p ON p.id = c.person_id
        WHERE phone <> '' AND c.digits = phone AND people_visible(p, units, mine, doors)
          AND (c.unit_id || ':' || c.compartment) = ANY(doors)
        ORDER BY 1 LIMIT most;
    IF n = 0 THEN
        RETURN;
    END IF;

    SELECT coalesce(array_agg(i), '{}'), coalesce(array_agg(l.word), '{}'), coalesce(array_agg(l.weight), '{}')
    INTO place, word, weight
    FROM generate_series(1, n) i, people_words_like(words[i], stems[i]) l;

    -- First every word by its best reading, then by more readings; at last one word may be absent: a surname
    -- changes, a patronymic is dropped. Stop as soon as the page is full.
    FOR missing IN 0 .. CASE WHEN n > 1 THEN 1 ELSE 0 END LOOP
        FOREACH width IN ARRAY CASE missing WHEN 0 THEN ARRAY[2, 6, 24] ELSE ARRAY[2, 6] END LOOP
            SELECT string_agg('(' || every || ')', ' OR ') INTO condition FROM (
                SELECT string_agg(format('t.tokens && %L::text[]', readings), ' AND ') AS every
                FROM generate_series(0, CASE WHEN missing = 1 THEN n ELSE 0 END) left_out
                JOIN LATERAL (
                    SELECT i, coalesce(array_agg(w ORDER BY g DESC, w) FILTER (WHERE r <= width), '{}') AS readings
                    FROM generate_series(1, n) i
                    LEFT JOIN (
                        SELECT u.i AS at, u.w, u.g, row_number() OVER (PARTITION BY u.i ORDER BY u.g DESC, u.w) AS r
                        FROM unnest(place, word, weight) u(i, w, g)
                    ) u ON u.at = i
                    GROUP BY i
                ) each ON each.i <> left_out
                WHERE missing = 0 OR left_out > 0
                GROUP BY left_out
            ) ways;
            EXECUTE 'SELECT array_agg(id) FROM (SELECT p.id FROM people_persontokens t'
                ' JOIN people_person p ON p.id = t.person_id'
                ' WHERE (' || condition || ') AND people_visible(p, $1, $2, $3)'
                ' ORDER BY abs(coalesce(extract(year FROM p.birth_date), 0) - coalesce($4, 0)), p.id LIMIT 2000) found'
                INTO more USING units, mine, doors, birth_year;
            hits := ARRAY(SELECT DISTINCT unnest(hits || coalesce(more, '{}')));
            EXIT WHEN cardinality(hits) >= most;
        END LOOP;
        EXIT WHEN cardinality(hits) >= most;
    END LOOP;

    RETURN QUERY
        WITH near AS (
            SELECT t.person_id AS id, u.i, max(u.g) AS best
            FROM people_persontokens t, unnest(t.tokens) k
            JOIN unnest(place, word, weight) u(i, w, g) ON u.w = k
            WHERE t.person_id = ANY(hits)
            GROUP BY 1, 2
        ), named AS (
            SELECT id, sum(best) / n AS likeness FROM near GROUP BY id
        )
        SELECT p.id, (
            0.8 * named.likeness
            + CASE WHEN birth_year IS NULL OR p.birth_date IS NULL THEN 0.1
                   ELSE greatest(0, 0.2 - 0.08 * abs(extract(year FROM p.birth_date) - birth_year)) END
            - 0.1 * (SELECT count(*) FROM unnest(initials) letter WHERE NOT EXISTS (
                  SELECT FROM unnest(t.tokens) k WHERE left(k, length(letter)) = letter))
            )::real, 'name'::text
        FROM named JOIN people_person p ON p.id = named.id JOIN people_persontokens t ON t.person_id = p.id
        ORDER BY 2 DESC, 1 LIMIT most;
END $body$;
"""

# A row about a person is reached with the person; it is also written only by somebody who reaches the person.
BY_PERSON = "person_id = ANY((SELECT people_my_persons())::bigint[])"
BY_FAMILY = "family_id = ANY((SELECT people_my_families())::bigint[])"
BOTH_ENDS = f"{BY_PERSON} AND other_id = ANY((SELECT people_my_persons())::bigint[])"
IN_INTAKE = "intake_by_id = (SELECT access_me())"


def written_with(reach: str) -> str:
    """A new row lies in a unit of the writer, behind an open door, and within the writer's reach."""
    return (
        "unit_id = ANY((SELECT access_units())::bigint[])"
        " AND ((unit_id || ':' || compartment) = ANY((SELECT access_doors())::text[]))"
        f" AND ((unit_id = ANY((SELECT access_file_units())::bigint[])) OR ({reach}))"
    )


def guarded(table: str, reach: str, own: str = "false"):
    return protect(table, reach, own=own, write=written_with(reach if own == "false" else own))


class Migration(migrations.Migration):
    dependencies = [("people", "0002_tables"), ("access", "0002_row_security")]

    operations = [
        migrations.RunSQL(
            MINE,
            "DROP FUNCTION people_my_persons(); DROP FUNCTION people_my_families();"
            "DROP INDEX person_in_intake; DROP INDEX family_in_intake;",
        ),
        migrations.RunSQL(
            TOKENS,
            "DROP TRIGGER tokens_of_new_names ON people_personname;"
            "DROP TRIGGER tokens_of_changed_names ON people_personname; DROP FUNCTION people_keep_tokens();",
        ),
        migrations.RunSQL(
            SEARCH,
            "DROP FUNCTION people_search(text[], text[], text[], int, text[], text, int);"
            "DROP FUNCTION people_words_like(text, text);"
            "DROP FUNCTION people_visible(people_person, bigint[], bigint[], text[]);",
        ),
        guarded("people_person", "id = ANY((SELECT people_my_persons())::bigint[])", IN_INTAKE),
        guarded("people_family", "id = ANY((SELECT people_my_families())::bigint[])", IN_INTAKE),
        guarded("people_personname", BY_PERSON),
        guarded("people_contactpoint", BY_PERSON),
        guarded("people_address", BY_PERSON),
        guarded("people_identitydocument", BY_PERSON),
        guarded("people_personcorrection", BY_PERSON),
        guarded("people_familymember", BY_FAMILY),
        guarded("people_relation", BOTH_ENDS),
    ]
