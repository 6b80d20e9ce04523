"""The search once more: aliases, persons known in two places, merged ones left out, at two million people.

For whoever finds people in the database: ``people_candidates`` is the one way from typed words to persons. It is
revoked from everybody but the owner, so that only definer functions may call it:

    people_candidates(words, stems, initials, birth_year, birth_date, iin_hashes, phone, of_others, most)
        -> TABLE (person_id bigint, score real, matched text)

The first seven are what ``tirek.people.engine.search_box`` reads out of the box (as in ``people_search``).
``of_others = false``: among the persons the current user sees, by ``people_visible``. ``of_others = true``: among
those the user does not see, and only unsealed, unmerged ones whose record lies in the general compartment (a phone
then counts only if it lies there too). Scores are comparable between the two; about 1 is a sure name and birth.
"""

from django.db import migrations

TOKENS = """
-- Beside the words of the names: the unit and the birth year, so that one index answers "this name, born then, here".
-- Folded words never begin with "=".
CREATE FUNCTION people_person_marks(unit_id bigint, birth_date date) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['=u' || unit_id, '=y' || coalesce(extract(year FROM birth_date)::text, '')];

CREATE FUNCTION people_write_tokens(whom bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
BEGIN
    INSERT INTO people_persontokens (person_id, tokens)
    SELECT p.id, people_person_marks(p.unit_id, p.birth_date) || named.words
    FROM people_person p
    JOIN (
        SELECT n.person_id, array_agg(DISTINCT word) AS words
        FROM people_personname n,
             unnest(people_name_tokens(n.surname_key, n.given_key, n.patronymic_key)) word
        WHERE n.person_id = ANY(whom)
        GROUP BY n.person_id
    ) named ON named.person_id = p.id
    ON CONFLICT (person_id) DO UPDATE SET tokens = excluded.tokens
        WHERE people_persontokens.tokens <> excluded.tokens;
    -- Whoever has no name left, because all of them went to the person they were merged into.
    DELETE FROM people_persontokens t
    WHERE t.person_id = ANY(whom) AND NOT EXISTS (SELECT FROM people_personname n WHERE n.person_id = t.person_id);
    -- In order, so that two writers never wait for each other in a circle.
    INSERT INTO people_nametoken (token, skeleton)
    SELECT word, people_name_skeleton(word) FROM (
        SELECT DISTINCT word FROM people_persontokens t, unnest(t.tokens) word
        WHERE t.person_id = ANY(whom) AND left(word, 1) <> '='
    ) used WHERE NOT EXISTS (SELECT FROM people_nametoken WHERE token = word)
    ORDER BY word
    ON CONFLICT DO NOTHING;
END $body$;
REVOKE EXECUTE ON FUNCTION people_write_tokens(bigint[]) FROM PUBLIC, tirek_app;

CREATE OR REPLACE FUNCTION people_keep_tokens() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    whom bigint[];
BEGIN
    SELECT array_agg(DISTINCT person_id) INTO whom FROM written;
    IF TG_OP = 'UPDATE' THEN  -- a name may go from one person to another
        SELECT array_agg(DISTINCT id) INTO whom
        FROM (SELECT unnest(whom) AS id UNION SELECT person_id FROM before) moved;
    END IF;
    PERFORM people_write_tokens(whom);
    RETURN NULL;
END $body$;

DROP TRIGGER tokens_of_changed_names ON people_personname;
CREATE TRIGGER tokens_of_changed_names AFTER UPDATE ON people_personname
    REFERENCING OLD TABLE AS before NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION people_keep_tokens();

CREATE FUNCTION people_keep_marks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    PERFORM people_write_tokens(ARRAY[NEW.id]);
    RETURN NULL;
END $body$;
CREATE TRIGGER marks_of_a_changed_person AFTER UPDATE OF birth_date, unit_id ON people_person
    FOR EACH ROW WHEN (OLD.birth_date IS DISTINCT FROM NEW.birth_date OR OLD.unit_id <> NEW.unit_id)
    EXECUTE FUNCTION people_keep_marks();

SELECT people_write_tokens(array_agg(id)) FROM people_person;
"""

SEARCH = """
-- The rule of the policy on people_person, for functions that work beneath row security; who was merged into
-- somebody else is found as that person.
CREATE OR REPLACE FUNCTION people_visible(whom people_person, units bigint[], mine bigint[], doors text[])
RETURNS boolean LANGUAGE sql STABLE
RETURN whom.merged_into_id IS NULL AND (
    ((whom.unit_id = ANY(units) OR whom.id = ANY(mine)) AND (whom.unit_id || ':' || whom.compartment) = ANY(doors))
    OR (whom.id = ANY(mine) AND whom.compartment = 'general')
);

-- The dictionary words a typed word may mean, best first. A typed half of a name counts less than the whole.
CREATE OR REPLACE FUNCTION people_words_like(typed text, stem text)
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
        UNION ALL
        SELECT a.alias, CASE a.kind WHEN 'same' THEN 0.95 ELSE 0.8 END
        FROM people_namealias a WHERE a.word = typed OR a.word = stem
    ) near GROUP BY token ORDER BY 2 DESC, 1 LIMIT 24
$body$;

DROP FUNCTION people_search(text[], text[], text[], int, text[], text, int);

CREATE FUNCTION people_candidates(
    words text[], stems text[], initials text[], birth_year int, birth_date date, iin_hashes text[], phone text,
    of_others boolean, most int
) RETURNS TABLE (person_id bigint, score real, matched text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
#variable_conflict use_column
DECLARE
    units bigint[] := access_file_units();
    mine bigint[] := people_my_persons();
    doors text[] := access_doors();
    born int := coalesce(extract(year FROM people_candidates.birth_date)::int, birth_year);
    n int := least(coalesce(cardinality(words), 0), 5);
    place int[] := '{}';
    word text[] := '{}';
    weight real[] := '{}';
    condition text;
    allowed text := 'people_visible(p, $1, $2, $3)';
    hits bigint[] := '{}';
    more bigint[];
    width int;
    missing int;
BEGIN
    IF of_others THEN
        allowed := 'NOT p.sealed AND p.merged_into_id IS NULL AND p.compartment = ''general'''
            ' AND NOT people_visible(p, $1, $2, $3)';
    END IF;
    RETURN QUERY EXECUTE
        'SELECT p.id, 2.0::real, ''iin''::text FROM people_person p'
        ' WHERE p.iin_hash = ANY($4) AND p.iin_hash <> '''' AND ' || allowed || ' ORDER BY p.id LIMIT $5'
        USING units, mine, doors, iin_hashes, most;
    RETURN QUERY EXECUTE
        'SELECT DISTINCT p.id, 1.5::real, ''phone''::text'
        ' FROM people_contactpoint c JOIN people_person p ON p.id = c.person_id'
        ' WHERE $4 <> '''' AND c.digits = $4 AND ' || allowed ||
        CASE WHEN of_others THEN ' AND c.compartment = ''general'''
             ELSE ' AND (c.unit_id || '':'' || c.compartment) = ANY($3)' END || ' ORDER BY 1 LIMIT $5'
        USING units, mine, doors, phone, most;
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
                ' WHERE (' || condition || ') AND ' || allowed ||
                ' ORDER BY abs(coalesce(extract(year FROM p.birth_date), 0) - coalesce($4, 0)), p.id LIMIT 2000) found'
                INTO more USING units, mine, doors, born;
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
            + CASE WHEN born IS NULL OR p.birth_date IS NULL THEN 0.1
                   WHEN p.birth_date = people_candidates.birth_date THEN 0.25
                   ELSE greatest(0, 0.2 - 0.08 * abs(extract(year FROM p.birth_date) - born)) END
            - 0.1 * (SELECT count(*) FROM unnest(initials) letter WHERE NOT EXISTS (
                  SELECT FROM unnest(t.tokens) k WHERE left(k, length(letter)) = letter))
            )::real, 'name'::text
        FROM named JOIN people_person p ON p.id = named.id JOIN people_persontokens t ON t.person_id = p.id
        ORDER BY 2 DESC, 1 LIMIT most;
END $body$;
REVOKE EXECUTE ON FUNCTION people_candidates(text[], text[], text[], int, date, text[], text, boolean, int)
    FROM PUBLIC, tirek_app;

-- words: folded, two letters or more; stems: the same without the ending of a patronymic or surname;
-- initials: single letters. Only whom the current user sees.
CREATE FUNCTION people_search(
    words text[], stems text[], initials text[], birth_year int, birth_date date, iin_hashes text[], phone text, most int
) RETURNS TABLE (person_id bigint, score real, matched text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
    SELECT * FROM people_candidates(words, stems, initials, birth_year, birth_date, iin_hashes, phone, false, most)
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_shared_persons")]

    operations = [
        migrations.RunSQL(TOKENS, migrations.RunSQL.noop),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
    ]
