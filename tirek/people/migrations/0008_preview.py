"""What others learn of somebody we know, and how they ask for more."""

from django.db import migrations

INITIALS = """
-- Two letters of a name in the spelling of the page, if it is known.
CREATE FUNCTION people_initials(person bigint, spellings text[]) RETURNS text
LANGUAGE sql STABLE SET search_path = public, extensions, pg_temp AS $body$
    SELECT concat_ws(' ', nullif(left(given_name, 1), '') || '.', nullif(left(surname, 1), '') || '.')
    FROM people_personname
    WHERE person_id = person AND compartment = 'general' AND (given_name <> '' OR surname <> '')
    ORDER BY coalesce(ends_on <= (now() AT TIME ZONE 'Asia/Almaty')::date, false),
             array_position(ARRAY['legal', 'alias', 'birth'], kind::text),
             array_position(spellings, script::text), id DESC
    LIMIT 1
$body$;
REVOKE EXECUTE ON FUNCTION people_initials(bigint, text[]) FROM PUBLIC, tirek_app;

-- Whom to call about somebody of that unit: the desk of another organisation, never its own name where that would
-- tell why it knows the person; within one's own unit those who lead it.
CREATE FUNCTION people_whom_to_ask(place bigint, language text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, extensions, pg_temp AS $body$
    SELECT jsonb_build_object(
        'own', place = ANY(access_units()),
        'whom', CASE WHEN place = ANY(access_units()) THEN coalesce((
            SELECT string_agg(DISTINCT trim(u.first_name || ' ' || u.last_name), ', ')
            FROM access_membership m JOIN access_user u ON u.id = m.user_id AND u.is_active
            WHERE m.unit_id = place AND m.role_id = 'supervisor'
              AND m.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
              AND (m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date)), '')
        ELSE coalesce(
            nullif(CASE language WHEN 'ru' THEN o.shown_as_ru WHEN 'en' THEN o.shown_as_en ELSE o.shown_as_kk END, ''),
            nullif(o.shown_as_kk, ''),
            CASE language WHEN 'ru' THEN o.name_ru WHEN 'en' THEN o.name_en ELSE o.name_kk END) END,
        'phone', CASE WHEN place = ANY(access_units()) THEN '' ELSE o.phone END)
    FROM access_unit n JOIN access_organisation o ON o.id = n.organisation_id WHERE n.id = place
$body$;
REVOKE EXECUTE ON FUNCTION people_whom_to_ask(bigint, text) FROM PUBLIC, tirek_app;
"""

PREVIEWS = """
-- Persons whom the current user does not see, with strong evidence only: a number, a phone, two words of the name or
-- more, or one word with the birth year. The day of birth is not compared: nobody finds it out by trying. Sealed
-- people are left out where the rows are found: nothing is counted, cut or waited for because of them.
CREATE FUNCTION people_known_elsewhere(
    words text[], stems text[], initials text[], birth_year int, iin_hashes text[], phone text
) RETURNS TABLE (person_id bigint, found_by text, alike text, score real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
    WITH found AS (
        SELECT c.person_id AS id, c.score, c.matched
        FROM people_candidates(words, stems, initials, birth_year, NULL, iin_hashes, phone, true, 40) c
    ), typed AS (
        SELECT least(coalesce(cardinality(words), 0), 5) AS n
    ), near AS (
        -- Half a name finds among one's own; to learn of somebody elsewhere, one says most of it.
        SELECT t.person_id AS id, i, min(k) AS token
        FROM people_persontokens t, typed, unnest(t.tokens) k, generate_series(1, typed.n) i
        WHERE t.person_id IN (SELECT id FROM found WHERE matched = 'name') AND (
            k IN (words[i], stems[i])
            OR (length(words[i]) > 2 AND length(words[i]) * 4 >= length(k) * 3
                AND (similarity(k, words[i]) >= 0.45 OR people_name_skeleton(k) = people_name_skeleton(words[i])))
            OR EXISTS (SELECT FROM people_namealias a
                       WHERE a.kind = 'same' AND a.word IN (words[i], stems[i]) AND a.alias = k))
        GROUP BY 1, 2
    ), named AS (
        SELECT id, least(count(*), count(DISTINCT token)) AS fits FROM near GROUP BY 1
    ), judged AS (
        SELECT found.id, found.score, found.matched, extract(year FROM p.birth_date) - birth_year AS years,
               coalesce(named.fits, 0) AS fits, p.birth_precision, typed.n
        FROM typed, found JOIN people_person p ON p.id = found.id LEFT JOIN named ON named.id = found.id
    )
    SELECT DISTINCT ON (id) id, matched, CASE
        WHEN matched = 'iin' THEN 'very'
        WHEN matched = 'phone' THEN 'likely'
        WHEN fits < n OR n = 1 OR years <> 0 THEN 'possible'
        WHEN years = 0 THEN 'very' ELSE 'likely' END, score
    FROM judged
    WHERE matched <> 'name' OR (
        CASE WHEN n = 1 THEN fits = 1 AND years = 0 ELSE fits >= greatest(2, n - 1) END
        AND coalesce(abs(years) <= CASE birth_precision WHEN 'estimated' THEN 5 ELSE 1 END, true))
    ORDER BY id, score DESC
$body$;
REVOKE EXECUTE ON FUNCTION people_known_elsewhere(text[], text[], text[], int, text[], text) FROM PUBLIC, tirek_app;

-- At most five previews, each written to the audit of the unit that knows the person before it is given away.
-- A user gets 30 different people an hour and 100 a day, and the same one 20 times a day; used_up tells when no more
-- would be shown, whether or not anybody was found.
CREATE FUNCTION people_previews(
    words text[], stems text[], initials text[], birth_year int, iin_hashes text[], phone text, spellings text[],
    language text
) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    me bigint := access_me();
    hour uuid[];
    day uuid[];
    often uuid[];
    used_up boolean;
    near record;
    shown jsonb := '[]';
    lines jsonb := '[]';
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(access_doors()) door WHERE door LIKE '%:general') THEN
        RETURN '{"used_up": false, "shown": []}';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('people_previews'), (me % 2147483647)::int);
    SELECT coalesce(array_agg(subject_uuid) FILTER (WHERE last > clock_timestamp() - interval '1 hour'), '{}'),
           coalesce(array_agg(subject_uuid), '{}'), coalesce(array_agg(subject_uuid) FILTER (WHERE times >= 20), '{}')
    INTO hour, day, often
    FROM (
        SELECT subject_uuid, max(at) AS last, count(*) AS times FROM access_auditentry
        WHERE actor_id = me AND act = 'preview_person' AND at > clock_timestamp() - interval '24 hours'
        GROUP BY subject_uuid
    ) looks;
    used_up := cardinality(hour) >= 30 OR cardinality(day) >= 100;

    FOR near IN
        SELECT p.id, p.uuid, p.unit_id, p.birth_date, k.found_by, k.alike
        FROM people_known_elsewhere(words, stems, initials, birth_year, iin_hashes, phone) k
        JOIN people_person p ON p.id = k.person_id
        ORDER BY k.score DESC, p.id LIMIT 5
    LOOP
        IF near.uuid = ANY(often)
           OR (NOT near.uuid = ANY(hour) AND cardinality(hour) >= 30)
           OR (NOT near.uuid = ANY(day) AND cardinality(day) >= 100) THEN
            used_up := true;
            CONTINUE;
        END IF;
        IF NOT near.uuid = ANY(hour) THEN hour := hour || near.uuid; END IF;
        IF NOT near.uuid = ANY(day) THEN day := day || near.uuid; END IF;
        shown := shown || jsonb_build_array(jsonb_build_object(
            'id', near.id, 'initials', people_initials(near.id, spellings),
            'year', extract(year FROM near.birth_date)::int, 'found_by', near.found_by, 'alike', near.alike,
            'request', (SELECT jsonb_build_object('uuid', r.uuid, 'state', r.state) FROM people_accessrequest r
                        WHERE r.person_id = near.id AND r.recorded_by_id = me ORDER BY r.id DESC LIMIT 1)
            ) || people_whom_to_ask(near.unit_id, language));
        lines := lines || jsonb_build_array(jsonb_build_object(
            'act', 'preview_person', 'subject_type', 'people.person', 'subject_uuid', near.uuid,
            'unit_id', near.unit_id, 'compartment', 'general', 'facts', jsonb_build_object('found_by', near.found_by)));
    END LOOP;
    IF jsonb_array_length(lines) > 0 THEN
        PERFORM access_write_audit(lines, true);
    END IF;
    RETURN jsonb_build_object('used_up', used_up, 'shown', shown);
END $body$;
REVOKE EXECUTE ON FUNCTION people_previews(text[], text[], text[], int, text[], text, text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_previews(text[], text[], text[], int, text[], text, text[], text) TO tirek_app;

CREATE INDEX audit_of_previews ON access_auditentry (unit_id, at DESC) WHERE act = 'preview_person';
"""

REQUESTS = """
-- Sealing ends what was granted.
CREATE OR REPLACE FUNCTION people_granted_persons() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(r.person_id), '{}') FROM people_accessrequest r
    JOIN people_person p ON p.id = r.person_id AND NOT p.sealed AND p.compartment = 'general'
    WHERE r.recorded_by_id = access_me() AND r.state = 'granted'
      AND r.lasts_until >= (now() AT TIME ZONE 'Asia/Almaty')::date;
END;

-- Nobody asks for somebody of whom they were not shown a preview: an invented key gives nothing.
CREATE FUNCTION people_ask_access(person bigint, reason text, words text, asking bigint) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    known people_person;
    made uuid;
BEGIN
    SELECT * INTO known FROM people_person
    WHERE id = person AND NOT sealed AND compartment = 'general' AND merged_into_id IS NULL FOR SHARE;
    IF known.id IS NULL OR NOT asking = ANY(access_units()) OR NOT EXISTS (
        SELECT FROM access_auditentry WHERE actor_id = access_me() AND act = 'preview_person'
          AND subject_uuid = known.uuid AND at > clock_timestamp() - interval '24 hours')
    THEN
        RETURN NULL;
    END IF;
    INSERT INTO people_accessrequest (uuid, person_id, unit_id, compartment, recorded_by_id, recorded_at,
                                      asking_unit_id, purpose, note, state, ground, answer)
    VALUES (gen_random_uuid(), known.id, known.unit_id, 'general', access_me(), now(), asking, reason, words, 'asked',
            '', '')
    ON CONFLICT (person_id, recorded_by_id) WHERE state = 'asked' DO NOTHING RETURNING uuid INTO made;
    IF made IS NULL THEN
        SELECT uuid INTO made FROM people_accessrequest
        WHERE person_id = known.id AND recorded_by_id = access_me() AND state = 'asked';
    END IF;
    RETURN made;
END $body$;

CREATE FUNCTION people_withdraw_access(request uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
BEGIN
    UPDATE people_accessrequest SET state = 'withdrawn', answered_at = now(), answered_by_id = access_me()
    WHERE uuid = request AND recorded_by_id = access_me() AND state = 'asked';
    RETURN FOUND;
END $body$;

-- Answered by those who open the whole unit. About a sealed person nothing is answered: the asker waits on.
CREATE FUNCTION people_answer_access(request uuid, given boolean, reason text, words text, until date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    asked people_accessrequest;
    today date := (now() AT TIME ZONE 'Asia/Almaty')::date;
BEGIN
    SELECT * INTO asked FROM people_accessrequest WHERE uuid = request FOR UPDATE;
    IF asked.id IS NULL OR NOT asked.unit_id = ANY(access_file_units())
       OR NOT (asked.unit_id || ':' || asked.compartment) = ANY(access_doors()) THEN
        RETURN 'missing';
    ELSIF asked.state <> 'asked' THEN
        RETURN 'answered';
    ELSIF EXISTS (SELECT FROM people_person WHERE id = asked.person_id AND (sealed OR compartment <> 'general')) THEN
        RETURN 'sealed';
    ELSIF given AND (reason = '' OR until IS NULL OR until < today OR until > today + 90) THEN
        RETURN 'until';
    END IF;
    UPDATE people_accessrequest SET
        state = CASE WHEN given THEN 'granted' ELSE 'refused' END, ground = CASE WHEN given THEN reason ELSE '' END,
        answer = words, lasts_until = CASE WHEN given THEN until END, answered_at = now(), answered_by_id = access_me()
    WHERE id = asked.id;
    RETURN 'done';
END $body$;

-- Of whom the current user's own requests speak: what the preview showed when they asked, and no more. Whether
-- access is open now; a sealed person's request looks like one that nobody has answered, or whose time is over.
CREATE FUNCTION people_my_requests(spellings text[], language text)
RETURNS TABLE (request bigint, initials text, birth_year int, whom jsonb, open boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
    SELECT r.id, people_initials(p.id, people_my_requests.spellings), extract(year FROM p.birth_date)::int,
           -- A person has a language too.
           people_whom_to_ask(r.unit_id, people_my_requests.language), p.id = ANY(people_granted_persons())
    FROM people_accessrequest r JOIN people_person p ON p.id = r.person_id
    WHERE r.recorded_by_id = access_me() AND r.recorded_at > now() - interval '1 year'
$body$;
"""

APART = """
-- Whoever sees both says at the intake that they are two people; who decides about pairs finds it said.
CREATE FUNCTION people_tell_apart(first bigint, second bigint, place bigint, words text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    units bigint[] := access_file_units();
    mine bigint[] := people_my_persons();
    doors text[] := access_doors();
    pair bigint;
BEGIN
    IF first = second OR NOT place = ANY(access_units()) OR 2 <> (
        SELECT count(*) FROM people_person p WHERE p.id IN (first, second) AND people_visible(p, units, mine, doors))
    THEN
        RETURN 'missing';
    END IF;
    INSERT INTO people_duplicatepair (uuid, one_id, other_id, one_unit_id, other_unit_id, secret, probability, weight,
                                      evidence, state, found_at)
    SELECT gen_random_uuid(), one.id, other.id, one.unit_id, other.unit_id, false, 0, 0, '[]', 'different', now()
    FROM people_person one, people_person other
    WHERE one.id = least(first, second) AND other.id = greatest(first, second)
    ON CONFLICT (one_id, other_id) DO UPDATE SET state = 'different'
        WHERE people_duplicatepair.state NOT IN ('merged', 'same')
    RETURNING id INTO pair;
    IF pair IS NOT NULL THEN
        INSERT INTO people_duplicatedecision (uuid, pair_id, unit_id, decision, reason, recorded_by_id, recorded_at)
        VALUES (gen_random_uuid(), pair, place, 'different', words, access_me(), now());
    END IF;
    RETURN CASE WHEN pair IS NULL THEN 'decided' ELSE 'done' END;
END $body$;
"""

OPEN_TO_THE_APPLICATION = (
    "people_ask_access(bigint, text, text, bigint)",
    "people_withdraw_access(uuid)",
    "people_answer_access(uuid, boolean, text, text, date)",
    "people_my_requests(text[], text)",
    "people_tell_apart(bigint, bigint, bigint, text)",
)
GRANTS = "".join(
    f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO tirek_app;\n"
    for name in OPEN_TO_THE_APPLICATION
)
AWAY = "".join(f"DROP FUNCTION {name};\n" for name in OPEN_TO_THE_APPLICATION) + (
    "DROP INDEX audit_of_previews;"
    "DROP FUNCTION people_previews(text[], text[], text[], int, text[], text, text[], text);"
    "DROP FUNCTION people_known_elsewhere(text[], text[], text[], int, text[], text);"
    "DROP FUNCTION people_whom_to_ask(bigint, text); DROP FUNCTION people_initials(bigint, text[]);"
)


class Migration(migrations.Migration):
    dependencies = [("people", "0007_merge")]

    operations = [migrations.RunSQL(INITIALS + PREVIEWS + REQUESTS + APART + GRANTS, AWAY)]
