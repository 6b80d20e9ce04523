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

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

STEM = """
-- The ending goes before double letters become one, or the stem of a daughter of Серік (Серікқызы) would lose its k.
CREATE OR REPLACE FUNCTION people_patronymic_stem(spelling text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(people_single_letters(regexp_replace(people_name_letters(spelling),
    '(?<=..) ?(?:uli|ulu|kizi|gizi|ogli|oglu|ovich|evich|ovna|evna|inichna|ichna|ich)$', '')),
    '(?<=..)[aeiou]+$', '');
-- The stored keys are made anew.
UPDATE people_personname SET patronymic = patronymic WHERE patronymic <> '';
"""

TOKENS = """
-- Beside the words of the names: the unit and the birth year, so that one index answers "this name, born then, here";
-- and whether others may hear of the person at all. Folded words never begin with "=".
CREATE FUNCTION people_person_marks(unit_id bigint, birth_date date, hidden boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['=u' || unit_id, '=y' || coalesce(extract(year FROM birth_date)::text, '')]
    || CASE WHEN hidden THEN ARRAY['=hidden'] ELSE '{}' END;

CREATE FUNCTION people_write_tokens(whom bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
BEGIN
    INSERT INTO people_persontokens (person_id, tokens)
    SELECT p.id, people_person_marks(p.unit_id, p.birth_date, p.sealed OR p.compartment <> 'general') || named.words
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
CREATE TRIGGER marks_of_a_changed_person AFTER UPDATE OF birth_date, unit_id, sealed, compartment ON people_person
    FOR EACH ROW WHEN (OLD.birth_date IS DISTINCT FROM NEW.birth_date OR OLD.unit_id <> NEW.unit_id
        OR OLD.sealed <> NEW.sealed OR OLD.compartment <> NEW.compartment)
    EXECUTE FUNCTION people_keep_marks();

SELECT people_write_tokens(array_agg(id)) FROM people_person;
"""

SLIPS = """
-- ``names.slips`` of the engine: a word, and the word with each of its letters or sounds left out. Two words that share one are
-- one slip apart: a sound left out, added, put wrong, or two in the wrong order.
CREATE FUNCTION people_name_sounds(key text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(replace(replace(replace(replace(replace(
    key, 'zh', 'Z'), 'sh', 'S'), 'ch', 'C'), 'ts', 'T'), 'ia', 'A'), 'iu', 'U');

CREATE FUNCTION people_name_slips(key text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
    SELECT written FROM (VALUES (key), (people_name_sounds(key))) w(written)
    UNION
    SELECT left(written, i - 1) || substr(written, i + 1)
    FROM (VALUES (key), (people_name_sounds(key))) w(written), generate_series(1, length(written)) i
    WHERE length(written) > 2
);
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

-- The dictionary words a typed word may mean, best first: itself, its stem, what it begins, what is one slip away,
-- what sounds alike, what shares letters; and the same name in another language or a tender form. Where a good reading
-- exists, poor ones are left out.
CREATE OR REPLACE FUNCTION people_words_like(typed text, stem text)
RETURNS TABLE (word text, weight real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, extensions, pg_temp SET enable_seqscan = off AS $body$
DECLARE
    typed_slips text[] := people_name_slips(typed);
    stem_slips text[] := CASE WHEN stem <> typed THEN people_name_slips(stem) ELSE '{}' END;
    bones text := people_name_skeleton(typed);
    stem_bones text := people_name_skeleton(stem);
    long boolean := length(typed) > 2;
BEGIN
    RETURN QUERY
        SELECT token, best FROM (SELECT token, max(nearness)::real AS best, max(max(nearness)) OVER () AS top FROM (
            SELECT d.token, 1.0 AS nearness FROM people_nametoken d WHERE d.token = typed
            UNION ALL
            SELECT d.token, 0.97 FROM people_nametoken d WHERE d.token = stem
            UNION ALL
            SELECT a.alias, CASE a.kind WHEN 'same' THEN 0.95 ELSE 0.8 END
            FROM people_namealias a WHERE a.word = typed OR a.word = stem
            UNION ALL
            (SELECT d.token, 0.75 + 0.2 * length(typed) / length(d.token) FROM people_nametoken d
             WHERE d.token >= typed AND d.token < typed || '{' ORDER BY length(d.token), d.token LIMIT 32)
            UNION ALL
            SELECT d.token, 0.7 + 0.2 * similarity(d.token, typed) FROM people_nametoken d
            WHERE long AND d.slips && typed_slips
            UNION ALL
            SELECT d.token, 0.65 + 0.2 * similarity(d.token, stem) FROM people_nametoken d
            WHERE long AND d.slips && stem_slips
            UNION ALL
            SELECT d.token, 0.25 + 0.72 * similarity(d.token, typed) FROM people_nametoken d
            WHERE long AND d.skeleton = bones
            UNION ALL
            SELECT d.token, 0.22 + 0.7 * similarity(d.token, stem) FROM people_nametoken d
            WHERE long AND d.skeleton = stem_bones
            UNION ALL
            SELECT d.token, 0.72 * similarity(d.token, typed) FROM people_nametoken d
            WHERE long AND d.token % typed
        ) near GROUP BY token) ranked WHERE best > top - 0.4 ORDER BY 2 DESC, 1 LIMIT 32;
END $body$;

DROP FUNCTION people_search(text[], text[], text[], int, text[], text, int);

-- Of these persons those the user sees, or (of_others) those the user does not see and others may hear of. It is
-- people_visible with sets in the place of arrays: a user with thousands of units has ten thousand doors, and most
-- persons lie behind the general ones.
CREATE FUNCTION people_allowed(whom bigint[], units bigint[], mine bigint[], general bigint[], of_others boolean)
RETURNS bigint[] LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT coalesce(array_agg(p.id), '{}') FROM people_person p
    WHERE p.id = ANY(whom) AND p.merged_into_id IS NULL
      AND (NOT of_others OR (NOT p.sealed AND p.compartment = 'general'))
      AND of_others <> (
        (p.id = ANY(mine) AND p.compartment = 'general')
        OR ((p.unit_id IN (SELECT unnest(units)) OR p.id = ANY(mine))
            AND CASE WHEN p.compartment = 'general' THEN p.unit_id IN (SELECT unnest(general))
                ELSE (p.unit_id || ':' || p.compartment) = ANY((SELECT access_doors())::text[]) END))
$body$;

-- The words are laid to the persons through the index of people_persontokens alone; its lists are short where a birth
-- year or few units are known. Whoever was hit is then asked whether the user may see them, before anything is ranked.
-- Sorted scans are off, for a LIMIT tempts the planner to walk two million persons in order of their keys.
CREATE FUNCTION people_candidates(
    words text[], stems text[], initials text[], birth_year int, birth_date date, iin_hashes text[], phone text,
    of_others boolean, most int
) RETURNS TABLE (person_id bigint, score real, matched text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, extensions, pg_temp
SET enable_seqscan = off SET enable_indexscan = off SET jit = off AS $body$
#variable_conflict use_column
DECLARE
    units bigint[] := access_file_units();
    mine bigint[] := people_my_persons();
    general bigint[] := access_general_units();
    born_on date := people_candidates.birth_date;
    born int := coalesce(extract(year FROM born_on)::int, birth_year);
    days date[] := ARRAY[born_on];
    n int := least(coalesce(cardinality(words), 0), 5);
    few_units boolean := NOT of_others AND cardinality(units) <= 64;
    here text := array(SELECT '=u' || unnest(units))::text;
    then_ text := format(' AND t.tokens && %L', ARRAY['=y' || born, '=y']);
    place int[] := '{}';
    word text[] := '{}';
    weight real[] := '{}';
    way text;
    asked text;
    hits bigint[] := '{}';
    more bigint[];
BEGIN
    IF cardinality(iin_hashes) > 0 THEN
        more := ARRAY(SELECT p.id FROM people_person p WHERE p.iin_hash = ANY(iin_hashes) AND p.iin_hash <> '');
        RETURN QUERY
            SELECT a.id, 2.0::real, 'iin'::text
            FROM unnest(people_allowed(more, units, mine, general, of_others)) a(id) LIMIT most;
    END IF;
    IF phone <> '' THEN
        more := ARRAY(
            SELECT c.person_id FROM people_contactpoint c WHERE c.digits = phone
            AND CASE WHEN of_others THEN c.compartment = 'general'
                     WHEN c.compartment = 'general' THEN c.unit_id = ANY(general)
                     ELSE (c.unit_id || ':' || c.compartment) = ANY((SELECT access_doors())::text[]) END);
        RETURN QUERY
            SELECT a.id, 1.5::real, 'phone'::text
            FROM unnest(people_allowed(more, units, mine, general, of_others)) a(id) LIMIT most;
    END IF;
    IF n = 0 THEN
        RETURN;
    END IF;

    SELECT coalesce(array_agg(i), '{}'), coalesce(array_agg(l.word), '{}'), coalesce(array_agg(l.weight), '{}')
    INTO place, word, weight
    FROM generate_series(1, n) i, people_words_like(words[i], stems[i]) l;

    -- Ways to read what was typed, from the narrow to the wide: all words by their best readings, then by more; with
    -- one word left out, for a surname changes and a patronymic is dropped; at last whatever the year.
    FOREACH way IN ARRAY CASE WHEN born IS NULL THEN ARRAY['all 2', 'all 32', 'but one 8']
                              ELSE ARRAY['all 32', 'but one 12', 'any year 6'] END LOOP
        -- A given name and a year alone are no hint among millions; whoever was born on the day is found below.
        CONTINUE WHEN way LIKE 'but one%' AND (n = 1 OR born_on IS NOT NULL OR (n = 2 AND NOT few_units));
        SELECT '(' || string_agg(every, ' OR ') || ')' INTO asked FROM (
            SELECT '(' || string_agg(format('t.tokens && %L', readings), ' AND ') || ')' AS every
            FROM generate_series(0, CASE WHEN way LIKE 'but one%' THEN n ELSE 0 END) left_out
            JOIN (
                SELECT i, coalesce(array_agg(w) FILTER (WHERE r <= substring(way FROM '[0-9]+')::int), '{}') AS readings
                FROM generate_series(1, n) i
                LEFT JOIN (
                    SELECT u.i AS at, u.w, row_number() OVER (PARTITION BY u.i ORDER BY u.g DESC, u.w) AS r
                    FROM unnest(place, word, weight) u(i, w, g)
                ) u ON u.at = i
                GROUP BY i
            ) each ON each.i <> left_out
            WHERE way NOT LIKE 'but one%' OR left_out > 0
            GROUP BY left_out
        ) readings;
        asked := 'SELECT t.person_id FROM people_persontokens t WHERE ' || asked
            || CASE WHEN born IS NULL OR way LIKE 'any year%' THEN '' ELSE then_ END
            -- Nobody is crowded out by somebody of whom others may not hear.
            || CASE WHEN of_others THEN ' AND NOT t.tokens @> ''{=hidden}''' ELSE '' END;
        IF few_units THEN
            asked := format('(%s AND t.tokens && %L LIMIT 2000) UNION (%s AND t.person_id = ANY($1))',
                asked, here, asked);
        ELSE
            asked := asked || ' LIMIT 2000';
        END IF;
        EXECUTE 'SELECT array_agg(person_id) FROM (' || asked || ') found' INTO more USING mine;
        hits := hits || people_allowed(more, units, mine, general, of_others);
        EXIT WHEN cardinality(hits) >= most;
    END LOOP;

    -- Who was born on the day is looked at whatever the name; day and month may stand in the wrong order.
    IF born_on IS NOT NULL THEN
        IF extract(day FROM born_on) <= 12 THEN
            days := days || make_date(born, extract(day FROM born_on)::int, extract(month FROM born_on)::int);
        END IF;
        more := people_allowed(ARRAY(SELECT p.id FROM people_person p WHERE p.birth_date = ANY(days)),
            units, mine, general, of_others);
        hits := hits || more;
        SELECT place || coalesce(array_agg(i), '{}'), word || coalesce(array_agg(k), '{}'),
               weight || coalesce(array_agg((0.7 * alike)::real), '{}')
        INTO place, word, weight
        FROM (
            SELECT i, k, greatest(similarity(k, words[i]), similarity(k, stems[i])) AS alike
            FROM (SELECT DISTINCT unnest(t.tokens) k FROM people_persontokens t WHERE t.person_id = ANY(more)) w,
                 generate_series(1, n) i
            WHERE left(k, 1) <> '='
        ) rest WHERE alike > 0.2;
    END IF;

    -- Planned anew each time, for only then the planner knows how few words there are.
    RETURN QUERY EXECUTE
        'WITH named AS (
            SELECT id, sum(best) / $8 AS likeness FROM (
                SELECT t.person_id AS id, u.i, max(u.g) AS best
                FROM people_persontokens t, unnest(t.tokens) k JOIN unnest($2, $3, $4) u(i, w, g) ON u.w = k
                WHERE t.person_id = ANY($1)
                GROUP BY 1, 2
            ) near GROUP BY id
        )
        SELECT p.id, (
            0.8 * named.likeness
            + CASE WHEN $5 IS NULL OR p.birth_date IS NULL THEN 0.1
                   WHEN p.birth_date = $6[1] THEN 0.4
                   WHEN p.birth_date = $6[2] THEN 0.35
                   WHEN $6[1] IS NOT NULL THEN 0.08 * (extract(year FROM p.birth_date) = $5)::int
                   ELSE greatest(0, 0.2 - 0.08 * abs(extract(year FROM p.birth_date) - $5)) END
            - 0.1 * (SELECT count(*) FROM unnest($7) letter WHERE NOT EXISTS (
                  SELECT FROM people_persontokens t, unnest(t.tokens) k
                  WHERE t.person_id = p.id AND left(k, length(letter)) = letter))
            )::real, ''name''::text
        FROM named JOIN people_person p ON p.id = named.id
        ORDER BY 2 DESC, 1 LIMIT $9'
        USING hits, place, word, weight, born, days, initials, n, most;
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
    dependencies = [("people", "0005_shared_persons"), ("access", "0006_general_units")]

    operations = [
        migrations.RunSQL(SLIPS, "DROP FUNCTION people_name_slips(text); DROP FUNCTION people_name_sounds(text)"),
        migrations.AddField(
            "nametoken",
            "slips",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func("token", function="people_name_slips"),
                output_field=ArrayField(models.TextField()),
            ),
        ),
        migrations.AddIndex("nametoken", GinIndex(fields=["slips"], name="name_token_by_slip")),
        migrations.RunSQL(STEM, migrations.RunSQL.noop),
        migrations.RunSQL(TOKENS, migrations.RunSQL.noop),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
    ]
