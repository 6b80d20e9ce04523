"""Merging and un-merging, inside the database.

One person's rows lie in many tables and under the rules of several units; nobody sees them all. So the database's own
functions move them, beneath row security, and check for themselves who asks. They find every foreign key to a person
from the catalogue when they run: a table of a later app is moved as well. What they tell is only of units whose files
the asker opens as a whole: nobody learns from a merge how many cases another organisation has.
"""

from django.db import migrations, models

POINTERS = """
-- Every column that points to a person, in whatever table. Left out are what is derived from names, what speaks of the
-- two records as two (pairs, merges), and nothing else.
CREATE FUNCTION people_pointers() RETURNS TABLE (place text, pointer text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT c.relname::text, a.attname::text
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid AND c.relnamespace = 'public'::regnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND k.confrelid = 'people_person'::regclass AND cardinality(k.conkey) = 1
      AND c.relname NOT IN ('people_persontokens', 'people_duplicatepair', 'people_personmerge')
    ORDER BY 1, 2
$body$;

-- The rows that point to a person; ``seen`` where the current user opens the files of their unit as a whole.
CREATE FUNCTION people_rows_of(person bigint)
RETURNS TABLE (place text, pointer text, id bigint, of_unit bigint, seen boolean)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
DECLARE
    at record;
BEGIN
    FOR at IN SELECT * FROM people_pointers() LOOP
        RETURN QUERY EXECUTE format($sql$
            SELECT %1$L::text, %2$L::text, r.id, r.of_unit,
                   coalesce(r.of_unit = ANY(access_file_units()) AND r.door = ANY(access_doors()), false)
            FROM (
                SELECT t.id::bigint AS id, (t.j ->> 'unit_id')::bigint AS of_unit,
                       (t.j ->> 'unit_id') || ':' || (t.j ->> 'compartment') AS door
                FROM (SELECT id, to_jsonb(x) AS j FROM %1$I x WHERE %2$I = $1) t
            ) r ORDER BY r.id$sql$, at.place, at.pointer) USING person;
    END LOOP;
END $body$;

-- Whoever writes a row about a record that was merged while they were writing writes it about the survivor.
CREATE FUNCTION people_follow_survivor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    stands bigint;
BEGIN
    FOR at IN 0 .. TG_NARGS - 1 LOOP
        SELECT merged_into_id INTO stands FROM people_person
        WHERE id = (to_jsonb(NEW) ->> TG_ARGV[at])::bigint FOR KEY SHARE;
        IF stands IS NOT NULL THEN
            NEW := jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[at], stands));
        END IF;
    END LOOP;
    RETURN NEW;
END $body$;

-- Sets that trigger on every table that points to a person and lacks it. Apps with such tables call it in a migration.
CREATE FUNCTION people_watch_pointers() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE
    at record;
BEGIN
    FOR at IN SELECT p.place, string_agg(quote_literal(p.pointer), ', ') AS pointers
              FROM people_pointers() p WHERE p.place <> 'people_person' GROUP BY p.place LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER a_row_follows_the_survivor BEFORE INSERT ON %I FOR EACH ROW'
                       ' EXECUTE FUNCTION people_follow_survivor(%s)', at.place, at.pointers);
    END LOOP;
END $body$;
SELECT people_watch_pointers();
"""

RIGHTS = """
-- The fields of its own that one record may take over from another, each with the columns it consists of.
CREATE FUNCTION people_own_fields() RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN '{"sex": ["sex"], "birth_date": ["birth_date", "birth_precision"], "died_on": ["died_on", "died_precision"],
         "iin": ["iin_sealed", "iin_hash", "iin_findings", "iin_reason"], "language": ["language"],
         "needs_interpreter": ["needs_interpreter"], "sealed": ["sealed"]}'::jsonb;

CREATE FUNCTION people_values_of(whom people_person, fields jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT coalesce(jsonb_object_agg(c, to_jsonb(whom) -> c), '{}')
    FROM jsonb_each(people_own_fields()) f, jsonb_array_elements_text(f.value) c WHERE fields ? f.key
$body$;

CREATE FUNCTION people_opens_file(whom people_person) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT whom.unit_id = ANY(access_file_units()) AND (whom.unit_id || ':' || whom.compartment) = ANY(access_doors())
$body$;

-- May the current user make the two one? Whoever opens the files of both may. Whoever opens those of one may when the
-- unit of the other has said so: its latest word on the pair is "same", given after the two were last parted.
CREATE FUNCTION people_may_merge(s people_person, m people_person) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT s.id <> m.id AND s.merged_into_id IS NULL AND m.merged_into_id IS NULL AND CASE
        WHEN people_opens_file(s) AND people_opens_file(m) THEN true
        WHEN people_opens_file(s) OR people_opens_file(m) THEN EXISTS (
            SELECT FROM people_duplicatepair d
            WHERE d.one_id = least(s.id, m.id) AND d.other_id = greatest(s.id, m.id) AND NOT d.secret
              AND 'same' = (
                SELECT x.decision FROM people_duplicatedecision x
                WHERE x.pair_id = d.id AND x.unit_id = CASE WHEN people_opens_file(s) THEN m.unit_id ELSE s.unit_id END
                  AND x.recorded_at > coalesce((
                    SELECT max(e.undone_at) FROM people_personmerge e
                    WHERE (e.survivor_id, e.merged_id) IN ((s.id, m.id), (m.id, s.id))), '-infinity')
                ORDER BY x.recorded_at DESC, x.id DESC LIMIT 1))
        ELSE false END
$body$;

-- The newest merge of a survivor that still stands by itself may be undone by either side.
CREATE FUNCTION people_may_unmerge(e people_personmerge) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT e.undone_at IS NULL
       AND (e.unit_id = ANY(access_file_units()) OR e.merged_unit_id = ANY(access_file_units()))
       AND NOT EXISTS (SELECT FROM people_person WHERE id = e.survivor_id AND merged_into_id IS NOT NULL)
       AND NOT EXISTS (
            SELECT FROM people_personmerge later
            WHERE later.survivor_id = e.survivor_id AND later.undone_at IS NULL AND later.id > e.id)
$body$;

-- What both records are, for whoever may merge them; nothing for everybody else.
CREATE FUNCTION people_merge_sides(survivor uuid, merged uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT jsonb_agg(jsonb_build_object(
        'id', p.id, 'unit', p.unit_id, 'sealed', p.sealed,
        'values', people_values_of(p, people_own_fields()),
        'names', (SELECT coalesce(jsonb_agg(jsonb_build_array(n.surname, n.given_name, n.patronymic) ORDER BY n.id), '[]')
                  FROM people_personname n WHERE n.person_id = p.id AND n.compartment = 'general')
        ) ORDER BY p.uuid = merged)
    FROM people_person s JOIN people_person m ON m.uuid = merged JOIN people_person p ON p.id IN (s.id, m.id)
    WHERE s.uuid = survivor AND people_may_merge(s, m)
    GROUP BY s.id
$body$;

-- Under which identifiers the two of a pair are merged: whoever sees the pair may not see both persons.
CREATE FUNCTION people_pair_records(pair uuid) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT ARRAY[one.uuid, other.uuid]
    FROM people_duplicatepair d JOIN people_person one ON one.id = d.one_id JOIN people_person other ON other.id = d.other_id
    WHERE d.uuid = pair AND CASE WHEN d.secret THEN people_opens_file(one) AND people_opens_file(other)
                            ELSE people_opens_file(one) OR people_opens_file(other) END
$body$;

-- The record that stands for a merged one, if the current user reaches it.
CREATE FUNCTION people_standing_for(merged uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT s.uuid FROM people_person m JOIN people_person s ON s.id = m.merged_into_id
    WHERE m.uuid = merged AND (s.id = ANY(people_my_persons()) OR people_opens_file(s))
$body$;
"""

MERGE = """
-- Moves every row of one person to the other and writes down whose each row was. A row that a rule of its table would
-- not let stand twice stays where it was, set aside.
CREATE FUNCTION people_move_rows(which bigint, survivor bigint, merged bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    at record;
    one bigint;
    rule text;
    hidden boolean := EXISTS (SELECT FROM people_person WHERE id IN (survivor, merged) AND sealed);
BEGIN
    INSERT INTO people_mergedrow (merge_id, "table", "column", "row", origin, of_unit, why)
    SELECT which, r.place, r.pointer, r.id, 'survivor', r.of_unit, '' FROM people_rows_of(survivor) r
    UNION ALL
    SELECT which, r.place, r.pointer, r.id, 'merged', r.of_unit, '' FROM people_rows_of(merged) r;
    FOR at IN SELECT * FROM people_pointers() LOOP
        -- Access that was given to one record is not access to the other's hidden names.
        IF hidden AND at.place = 'people_accessrequest' THEN
            UPDATE people_mergedrow SET origin = 'aside', why = 'nobody_learns_of_a_hidden_person'
            WHERE merge_id = which AND "table" = at.place AND origin = 'merged';
            CONTINUE;
        END IF;
        BEGIN
            EXECUTE format('UPDATE %I SET %I = $1 WHERE %2$I = $2', at.place, at.pointer) USING survivor, merged;
        EXCEPTION WHEN unique_violation OR exclusion_violation OR check_violation THEN
            FOR one IN SELECT "row" FROM people_mergedrow WHERE merge_id = which AND "table" = at.place
                       AND "column" = at.pointer AND origin = 'merged' ORDER BY "row" LOOP
                BEGIN
                    EXECUTE format('UPDATE %I SET %I = $1 WHERE id = $2', at.place, at.pointer) USING survivor, one;
                EXCEPTION WHEN unique_violation OR exclusion_violation OR check_violation THEN
                    GET STACKED DIAGNOSTICS rule = CONSTRAINT_NAME;
                    UPDATE people_mergedrow SET origin = 'aside', why = rule
                    WHERE merge_id = which AND "table" = at.place AND "column" = at.pointer AND "row" = one;
                END;
            END LOOP;
        END;
    END LOOP;
END $body$;

CREATE FUNCTION people_make_one(survivor bigint, merged bigint, take jsonb, findings jsonb, why text) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    s people_person;
    m people_person;
    which bigint;
    left_as jsonb;
BEGIN
    PERFORM FROM people_person WHERE id IN (survivor, merged) ORDER BY id FOR UPDATE;
    SELECT * INTO s FROM people_person WHERE id = survivor;
    SELECT * INTO m FROM people_person WHERE id = merged;
    IF NOT coalesce(people_may_merge(s, m), false) THEN
        RAISE insufficient_privilege USING MESSAGE = 'these two may not be merged by this user';
    END IF;
    left_as := people_values_of(s, people_own_fields()) || people_values_of(m, take - 'sealed')
        || jsonb_build_object('sealed', s.sealed OR m.sealed);
    IF left_as ->> 'iin_sealed' <> '' AND findings IS NOT NULL THEN
        left_as := left_as || jsonb_build_object('iin_findings', findings);
    END IF;
    INSERT INTO people_personmerge (uuid, survivor_id, merged_id, unit_id, merged_unit_id, before, after, taken, reason,
                                    recorded_by_id, recorded_at, undo_reason)
    VALUES (gen_random_uuid(), s.id, m.id, s.unit_id, m.unit_id, people_values_of(s, people_own_fields()), left_as,
            take, why, access_me(), now(), '')
    RETURNING id INTO which;
    PERFORM people_move_rows(which, s.id, m.id);
    PERFORM people_write_values(s.id, left_as);
    UPDATE people_person SET merged_into_id = s.id WHERE id = m.id;
    UPDATE people_duplicatepair SET state = 'merged' WHERE one_id = least(s.id, m.id) AND other_id = greatest(s.id, m.id);
    RETURN which;
END $body$;

CREATE FUNCTION people_write_values(whom bigint, written jsonb) RETURNS void
LANGUAGE sql SET search_path = public, extensions, pg_temp AS $body$
    UPDATE people_person p SET
        sex = v.sex, birth_date = v.birth_date, birth_precision = v.birth_precision, died_on = v.died_on,
        died_precision = v.died_precision, iin_sealed = v.iin_sealed, iin_hash = v.iin_hash,
        iin_findings = v.iin_findings, iin_reason = v.iin_reason, language = v.language,
        needs_interpreter = v.needs_interpreter, sealed = v.sealed
    FROM (SELECT (jsonb_populate_record(x, written)).* FROM people_person x WHERE x.id = whom) v
    WHERE p.id = whom
$body$;

CREATE FUNCTION people_merge(survivor bigint, merged bigint, take jsonb, findings jsonb, why text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
    SELECT people_make_one(survivor, merged, take, findings, why)
$body$;

-- What a merge would do, by doing it and taking it back: the act and what is said of it before can't differ. Nothing
-- of units whose files the asker does not open.
CREATE FUNCTION people_merge_preview(survivor bigint, merged bigint)
RETURNS TABLE (place text, pointer text, id bigint, origin text, why text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    found jsonb;
    which bigint;
BEGIN
    BEGIN
        which := people_make_one(survivor, merged, '[]', NULL, '-');
        SELECT coalesce(jsonb_agg(jsonb_build_array(r."table", r."column", r."row", r.origin, r.why) ORDER BY r.id), '[]')
        INTO found
        FROM (SELECT * FROM people_rows_of(survivor) UNION ALL SELECT * FROM people_rows_of(merged)) x
        JOIN people_mergedrow r ON r."table" = x.place AND r."column" = x.pointer AND r."row" = x.id
        WHERE r.merge_id = which AND x.seen;
        RAISE EXCEPTION USING ERRCODE = 'TK001';
    EXCEPTION WHEN SQLSTATE 'TK001' THEN
        NULL;
    END;
    RETURN QUERY SELECT f ->> 0, f ->> 1, (f ->> 2)::bigint, f ->> 3, f ->> 4 FROM jsonb_array_elements(found) f;
END $body$;
"""

UNMERGE = """
-- What came to the survivor since: rows, and fields that no longer are what the merge left ('' for the place).
CREATE FUNCTION people_since(which bigint)
RETURNS TABLE (place text, pointer text, id bigint, of_unit bigint, seen boolean)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT r.place, r.pointer, r.id, r.of_unit, r.seen
    FROM people_personmerge e, people_rows_of(e.survivor_id) r
    WHERE e.id = which
      AND NOT (r.place = 'people_person' AND r.id = e.merged_id)
      AND NOT EXISTS (
        SELECT FROM people_mergedrow k
        WHERE k.merge_id = which AND k."table" = r.place AND k."column" = r.pointer AND k."row" = r.id)
    UNION ALL
    SELECT '', f.key, 0, s.unit_id, true
    FROM people_personmerge e JOIN people_person s ON s.id = e.survivor_id, jsonb_each(people_own_fields()) f
    WHERE e.id = which
      -- A number that is sealed anew, or of which something else is odd, is the same number.
      AND people_values_of(s, jsonb_build_array(f.key)) - '{iin_sealed,iin_findings}'::text[] <> (
        SELECT jsonb_object_agg(c, e.after -> c) FROM jsonb_array_elements_text(f.value) c
        WHERE c NOT IN ('iin_sealed', 'iin_findings'))
$body$;

CREATE FUNCTION people_added_since(which bigint) RETURNS TABLE (place text, pointer text, id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT r.place, r.pointer, r.id FROM people_personmerge e, people_since(which) r
    WHERE e.id = which AND people_may_unmerge(e) AND r.seen
$body$;

-- Makes two of one again. ``answers``: "table:column:row" -> survivor or merged for what was added since and the asker
-- sees; "field:name" -> keep or restore. What units wrote that the asker does not see goes with the record that unit
-- knew before; where it knew both or neither, it stays with the record on which it was written.
CREATE FUNCTION people_unmerge(which bigint, answers jsonb, said text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    e people_personmerge;
    at record;
    given text;
    back jsonb;
BEGIN
    SELECT * INTO e FROM people_personmerge WHERE id = which FOR UPDATE;
    PERFORM FROM people_person WHERE id IN (e.survivor_id, e.merged_id) ORDER BY id FOR UPDATE;
    IF NOT coalesce(people_may_unmerge(e), false) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this merge may not be undone by this user';
    END IF;
    back := e.before;
    FOR at IN SELECT * FROM people_since(which) LOOP
        given := answers ->> CASE at.place WHEN '' THEN 'field:' || at.pointer
                             ELSE at.place || ':' || at.pointer || ':' || at.id END;
        IF at.seen AND coalesce(given, '') NOT IN ('survivor', 'merged', 'keep', 'restore') THEN
            RAISE EXCEPTION USING ERRCODE = 'TK002', MESSAGE = 'something added since the merge has no answer';
        END IF;
        IF at.place = '' AND given = 'keep' THEN
            SELECT back || people_values_of(s, jsonb_build_array(at.pointer)) INTO back
            FROM people_person s WHERE s.id = e.survivor_id;
        ELSIF at.place <> '' THEN
            IF NOT at.seen THEN
                SELECT CASE WHEN bool_and(k.origin <> 'survivor') THEN 'merged' ELSE 'survivor' END INTO given
                FROM people_mergedrow k WHERE k.merge_id = which AND k.of_unit = at.of_unit AND k.why <> 'since';
            END IF;
            INSERT INTO people_mergedrow (merge_id, "table", "column", "row", origin, of_unit, why)
            VALUES (which, at.place, at.pointer, at.id, given, at.of_unit, 'since');
        END IF;
    END LOOP;
    UPDATE people_person SET merged_into_id = NULL WHERE id = e.merged_id;
    FOR at IN SELECT * FROM people_pointers() LOOP
        EXECUTE format('UPDATE %I SET %I = $1 WHERE %2$I = $2 AND id IN ('
                       ' SELECT k."row" FROM people_mergedrow k'
                       ' WHERE k.merge_id = $3 AND k."table" = %1$L AND k."column" = %2$L AND k.origin = ''merged'')',
                       at.place, at.pointer) USING e.merged_id, e.survivor_id, which;
    END LOOP;
    PERFORM people_write_values(e.survivor_id, back);
    UPDATE people_personmerge SET undone_by_id = access_me(), undone_at = clock_timestamp(), undo_reason = said WHERE id = which;
    UPDATE people_duplicatepair SET state = 'open'
    WHERE one_id = least(e.survivor_id, e.merged_id) AND other_id = greatest(e.survivor_id, e.merged_id);
END $body$;
"""

CLOSED = """
REVOKE EXECUTE ON FUNCTION
    people_pointers(), people_rows_of(bigint), people_watch_pointers(), people_may_merge(people_person, people_person),
    people_may_unmerge(people_personmerge), people_move_rows(bigint, bigint, bigint),
    people_make_one(bigint, bigint, jsonb, jsonb, text), people_write_values(bigint, jsonb), people_since(bigint)
    FROM PUBLIC, tirek_app;
-- Both sides of a merge read that it was made, also when the record that stays is not theirs.
ALTER POLICY seen ON people_personmerge USING (
    unit_id = ANY((SELECT access_file_units())::bigint[]) OR merged_unit_id = ANY((SELECT access_file_units())::bigint[])
    OR EXISTS (SELECT FROM people_person p WHERE p.id = survivor_id));
CREATE INDEX person_merged_of_a_unit ON people_person (unit_id) WHERE merged_into_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_search")]

    operations = [
        migrations.AddField("personmerge", "after", models.JSONField(default=dict)),
        migrations.AddField("mergedrow", "of_unit", models.BigIntegerField(null=True)),
        migrations.AddField("mergedrow", "why", models.CharField(blank=True, max_length=63, default="")),
        migrations.AlterField("mergedrow", "why", models.CharField(blank=True, max_length=63)),
        *(migrations.RunSQL(part, migrations.RunSQL.noop) for part in (POINTERS, RIGHTS, MERGE, UNMERGE, CLOSED)),
    ]
