"""Files of two people are kept apart: what whoever works for the one does not see.

``casework_blocked_cases()`` gives the cases the current user must not find. Whoever works on a case of ``against``, or is
``against_user``, is blocked from the file of the protected person; whoever works on that file is blocked from the cases
of ``against``. A file is every case in which somebody stands: as a member, or in the family of the case; the children of
the protected person's cases are protected with her.
"""

from importlib import import_module

from django.db import migrations

amended = import_module("tirek.people.migrations.0011_conflicts").amended

REACH = """
-- Cases assigned to the current user, kept apart or not: for the functions below alone.
CREATE FUNCTION casework_assigned_cases() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    me bigint := access_me();
BEGIN
    RETURN ARRAY(
        SELECT a.case_id FROM casework_assignment a WHERE a.user_id = me AND a.ended_on IS NULL
        UNION
        SELECT c.id FROM casework_case c WHERE c.worker_id = me);
END $body$;

-- Who stands in these cases: the members, present and past, and the families.
CREATE FUNCTION casework_persons_in(cases bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN ARRAY(
        SELECT m.person_id FROM casework_casemember m WHERE m.case_id = ANY(cases)
        UNION
        SELECT f.person_id FROM casework_case c JOIN people_familymember f ON f.family_id = c.family_id
        WHERE c.id = ANY(cases));
END $body$;

-- The cases in which any of these stands.
CREATE FUNCTION casework_cases_with(persons bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN ARRAY(
        SELECT m.case_id FROM casework_casemember m WHERE m.person_id = ANY(persons)
        UNION
        SELECT c.id FROM people_familymember f JOIN casework_case c ON c.family_id = f.family_id
        WHERE f.person_id = ANY(persons));
END $body$;

-- The file of protected people: theirs, and that of the children of the cases in which they are members.
CREATE FUNCTION casework_file_of(protected bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN casework_cases_with(protected || ARRAY(
        SELECT child.person_id FROM casework_casemember m
        JOIN casework_casemember child ON child.case_id = m.case_id AND child.part = 'child'
        WHERE m.person_id = ANY(protected)));
END $body$;

-- What the current user is blocked from: protected people, and people from whom others are protected. Whoever works on
-- both files stays with the protected person's: a case given in error must not take her worker from her.
CREATE FUNCTION casework_blocked(OUT protected bigint[], OUT others bigint[], OUT cases bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    me bigint := access_me();
    near bigint[];
    kept bigint[];
BEGIN
    protected := '{}'; others := '{}'; cases := '{}';
    IF me IS NULL OR NOT EXISTS (SELECT FROM people_conflict WHERE ended_on IS NULL) THEN
        RETURN;
    END IF;
    -- Who stands in a case of the user's own, or is being taken in; asked at every statement, so in one question.
    near := ARRAY(
        WITH mine AS (
            SELECT a.case_id AS id FROM casework_assignment a WHERE a.user_id = me AND a.ended_on IS NULL
            UNION
            SELECT c.id FROM casework_case c WHERE c.worker_id = me)
        SELECT m.person_id FROM mine JOIN casework_casemember m ON m.case_id = mine.id
        UNION
        SELECT f.person_id FROM mine JOIN casework_case c ON c.id = mine.id
        JOIN people_familymember f ON f.family_id = c.family_id
        UNION
        SELECT p.id FROM people_person p WHERE p.intake_by_id = me);
    near := ARRAY(
        SELECT n.id FROM unnest(near) n(id) JOIN people_conflict k ON k.person_id = n.id AND k.ended_on IS NULL
        UNION
        SELECT n.id FROM unnest(near) n(id) JOIN people_conflict k ON k.against_id = n.id AND k.ended_on IS NULL);
    IF near = '{}' AND NOT EXISTS (SELECT FROM people_conflict WHERE against_user_id = me AND ended_on IS NULL) THEN
        RETURN;
    END IF;
    kept := ARRAY(
        SELECT DISTINCT k.person_id FROM people_conflict k
        WHERE k.ended_on IS NULL AND k.person_id = ANY(near) AND k.against_user_id IS DISTINCT FROM me);
    protected := ARRAY(
        SELECT DISTINCT k.person_id FROM people_conflict k
        WHERE k.ended_on IS NULL
          AND (k.against_user_id = me OR (k.against_id = ANY(near) AND NOT k.person_id = ANY(kept))));
    others := ARRAY(
        SELECT DISTINCT k.against_id FROM people_conflict k
        WHERE k.ended_on IS NULL AND k.against_id IS NOT NULL AND k.person_id = ANY(kept));
    IF protected = '{}' AND others = '{}' THEN
        RETURN;
    END IF;
    cases := ARRAY(
        SELECT unnest(casework_file_of(protected))
        UNION
        (SELECT unnest(casework_cases_with(others)) EXCEPT SELECT unnest(casework_file_of(kept))));
END $body$;

CREATE FUNCTION casework_blocked_cases() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN (SELECT b.cases FROM casework_blocked() b);
END $body$;

-- Whoever stands in blocked files and in no other. A person known through a file that is not blocked is known.
CREATE OR REPLACE FUNCTION people_blocked_persons() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    b record;
BEGIN
    SELECT * INTO b FROM casework_blocked();
    IF b.protected = '{}' AND b.others = '{}' THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT unnest(b.protected)
        UNION
        SELECT s.id FROM unnest(casework_persons_in(b.cases)) s(id)
        WHERE NOT casework_cases_with(ARRAY[s.id]) && ARRAY(
            SELECT unnest(casework_cases_with(ARRAY[s.id])) EXCEPT SELECT unnest(b.cases)));
END $body$;

CREATE OR REPLACE FUNCTION people_blocked_families() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    b record;
BEGIN
    SELECT * INTO b FROM casework_blocked();
    IF b.protected = '{}' AND b.cases = '{}' THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT f.family_id FROM people_familymember f WHERE f.person_id = ANY(b.protected)
        UNION
        (SELECT c.family_id FROM casework_case c WHERE c.id = ANY(b.cases)
         EXCEPT
         SELECT c.family_id FROM casework_case c JOIN casework_case d ON d.family_id = c.family_id
         WHERE d.id = ANY(b.cases) AND NOT c.id = ANY(b.cases)));
END $body$;

REVOKE EXECUTE ON FUNCTION casework_assigned_cases(), casework_blocked(), casework_persons_in(bigint[]),
    casework_cases_with(bigint[]), casework_file_of(bigint[]) FROM PUBLIC, tirek_app;

-- What is assigned to me, but for what is kept apart from me.
CREATE OR REPLACE FUNCTION casework_my_cases() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    blocked bigint[] := casework_blocked_cases();
BEGIN
    IF blocked = '{}' THEN
        RETURN casework_assigned_cases();
    END IF;
    RETURN ARRAY(SELECT mine.id FROM unnest(casework_assigned_cases()) mine(id) WHERE mine.id <> ALL(blocked));
END $body$;
"""

MINE_ALONE = "NOT {} = ANY((SELECT casework_blocked_cases())::bigint[])"
NUMBERS = amended(
    "casework_numbers",
    ("FROM casework_case c JOIN mine USING (unit_id)",
     f"FROM casework_case c JOIN mine USING (unit_id) WHERE {MINE_ALONE.format('c.id')}"),
    ("WHERE v.done_on", f"WHERE {MINE_ALONE.format('v.case_id')} AND v.done_on"),
    ("WHERE d.state", f"WHERE {MINE_ALONE.format('d.case_id')} AND d.state"),
    ("WHERE f.dropped_on IS NULL AND f.closes_on", f"WHERE {MINE_ALONE.format('f.case_id')} AND f.dropped_on IS NULL AND f.closes_on"),
)
FACTS = amended("casework_facts", ("WHERE c.id = whose", f"WHERE c.id = whose AND {MINE_ALONE.format('c.id')}"))

# What of a person lies in a blocked file is not counted as seen where two records are compared.
ROWS_OF = amended(
    "people_rows_of",
    ("r.door = ANY(access_doors()), false)", "r.door = ANY(access_doors()) AND NOT r.apart, false)"),
    ("(t.j ->> 'unit_id') || ':' || (t.j ->> 'compartment') AS door",
     "(t.j ->> 'unit_id') || ':' || (t.j ->> 'compartment') AS door,\n"
     "                       coalesce((t.j ->> 'case_id')::bigint = ANY(casework_blocked_cases()), false)\n"
     "                       OR coalesce((t.j ->> 'family_id')::bigint = ANY(people_blocked_families()), false) AS apart"),
)

# Lines of the audit about what hangs on blocked people and lies in no case.
OF_PERSON = ("personname", "contactpoint", "address", "identitydocument", "personcorrection", "conflict", "accessrequest")
SUBJECTS = "\n        UNION ALL ".join(
    [
        "SELECT uuid FROM people_person WHERE id = ANY(persons)",
        "SELECT uuid FROM people_family WHERE id = ANY(families)",
        "SELECT uuid FROM people_familymember WHERE person_id = ANY(persons) OR family_id = ANY(families)",
        "SELECT uuid FROM people_familytie WHERE person_id = ANY(persons) OR family_id = ANY(families)",
        "SELECT uuid FROM people_relation WHERE person_id = ANY(persons) OR other_id = ANY(persons)",
        "SELECT uuid FROM people_personmerge WHERE survivor_id = ANY(persons) OR merged_id = ANY(persons)",
        "SELECT uuid FROM people_duplicatepair WHERE one_id = ANY(persons) OR other_id = ANY(persons)",
        "SELECT x.uuid FROM people_duplicatedecision x JOIN people_duplicatepair d ON d.id = x.pair_id"
        " WHERE d.one_id = ANY(persons) OR d.other_id = ANY(persons)",
        *(f"SELECT uuid FROM people_{table} WHERE person_id = ANY(persons)" for table in OF_PERSON),
    ]
)
AUDIT = f"""
CREATE FUNCTION casework_blocked_subjects() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    persons bigint[] := people_blocked_persons();
    families bigint[] := people_blocked_families();
BEGIN
    IF persons = '{{}}' AND families = '{{}}' THEN
        RETURN '{{}}';
    END IF;
    RETURN ARRAY({SUBJECTS});
END $body$;

CREATE POLICY kept_apart ON access_auditentry AS RESTRICTIVE FOR ALL USING (
    NOT coalesce(case_id = ANY((SELECT casework_blocked_cases())::bigint[]), false)
    AND NOT coalesce(subject_uuid = ANY((SELECT casework_blocked_subjects())::uuid[]), false));
SELECT people_keep_tables_apart();
"""

KEEP = """
-- Who works with the people of these cases today: assigned, or leading.
CREATE FUNCTION casework_workers_of(cases bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN ARRAY(
        SELECT a.user_id FROM casework_assignment a WHERE a.case_id = ANY(cases) AND a.ended_on IS NULL
        UNION
        SELECT c.worker_id FROM casework_case c WHERE c.id = ANY(cases));
END $body$;

-- Whether these two records stand on the two sides of a conflict that lasts: they are never made one.
CREATE FUNCTION people_kept_apart(one bigint, other bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN NOT ARRAY[one, other] && people_blocked_persons() AND EXISTS (
        SELECT FROM people_conflict k,
            LATERAL (SELECT k.person_id || casework_persons_in(casework_file_of(ARRAY[k.person_id])) AS hers,
                            k.against_id || casework_persons_in(casework_cases_with(ARRAY[k.against_id])) AS his) side
        WHERE k.ended_on IS NULL AND k.against_id IS NOT NULL
          AND ((one = ANY(hers) AND other = ANY(his)) OR (other = ANY(hers) AND one = ANY(his))));
END $body$;

-- Whether the two files meet: a case of the one in which the other stands, or a child of hers, or a family of both.
CREATE FUNCTION casework_meet(protected bigint, other bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN casework_file_of(ARRAY[protected]) && ARRAY(SELECT case_id FROM casework_casemember WHERE person_id = other)
        OR casework_cases_with(ARRAY[other]) && ARRAY(SELECT case_id FROM casework_casemember WHERE person_id = protected);
END $body$;

-- Nobody puts the one into a file of the other. Only somebody who sees both can try, so that to refuse tells nothing new.
CREATE FUNCTION people_stay_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    touched bigint[];
    standing bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM people_conflict WHERE ended_on IS NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'people_familymember' THEN
        touched := ARRAY(SELECT id FROM casework_case WHERE family_id = NEW.family_id);
        standing := ARRAY(SELECT person_id FROM people_familymember WHERE family_id = NEW.family_id);
    ELSE
        touched := ARRAY[NEW.case_id];
        standing := '{}';
    END IF;
    standing := standing || casework_persons_in(touched);
    standing := standing || casework_persons_in(casework_cases_with(standing));
    IF EXISTS (SELECT FROM people_conflict k WHERE k.ended_on IS NULL AND k.against_id IS NOT NULL
               AND (k.person_id = ANY(standing) OR k.against_id = ANY(standing))
               AND casework_meet(k.person_id, k.against_id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'TK004', MESSAGE = 'the files of these people are kept apart';
    END IF;
    RETURN NULL;
END $body$;
CREATE TRIGGER files_stay_apart AFTER INSERT OR UPDATE OF person_id, case_id ON casework_casemember
    FOR EACH ROW EXECUTE FUNCTION people_stay_apart();
CREATE TRIGGER files_stay_apart AFTER INSERT OR UPDATE OF person_id, family_id ON people_familymember
    FOR EACH ROW EXECUTE FUNCTION people_stay_apart();

-- Whether somebody stands in a file that is kept apart, for whoever may know of it: such people stay hidden.
CREATE FUNCTION people_is_protected(whom bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN NOT whom = ANY(people_blocked_persons()) AND EXISTS (
        SELECT FROM people_conflict k WHERE k.ended_on IS NULL
        AND (k.person_id = whom OR whom = ANY(casework_persons_in(casework_file_of(ARRAY[k.person_id])))));
END $body$;

-- Who stands in this case and in no other, for whoever reaches the case.
CREATE FUNCTION casework_alone_in(whose bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN ARRAY(
        SELECT s.id FROM unnest(casework_persons_in(ARRAY[whose])) s(id)
        WHERE whose = ANY(casework_my_cases()) AND casework_cases_with(ARRAY[s.id]) = ARRAY[whose]);
END $body$;

-- A row once more, with some of its values put in their place.
CREATE FUNCTION people_copy_row(place text, which bigint, instead jsonb) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    columns text;
    made bigint;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns FROM pg_attribute
    WHERE attrelid = place::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, (SELECT to_jsonb(x) || $2 ||'
                   ' jsonb_build_object(''id'', nextval(pg_get_serial_sequence(%1$L, ''id'')), ''uuid'', gen_random_uuid())'
                   ' FROM %1$I x WHERE x.id = $1)) RETURNING id', place, columns)
    INTO made USING which, instead;
    RETURN made;
END $body$;

-- Gives everybody who stands in both files a record of their own in the protected person's: names, birth and number are
-- copied, what was written from that file goes along, the rest of it is copied, and the other file stays as it was.
-- A family of both becomes two. Everybody of the protected file is sealed.
CREATE FUNCTION people_part_files(whom bigint, from_whom bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    theirs bigint[] := ARRAY(SELECT case_id FROM casework_casemember WHERE person_id = from_whom);
    hers bigint[] := ARRAY(SELECT case_id FROM casework_casemember WHERE person_id = whom AND NOT case_id = ANY(theirs));
    writers bigint[];
    place bigint;
    old bigint[];
    new bigint[] := '{}';
    one bigint;
    twin bigint;
    family bigint;
    at record;
BEGIN
    -- Other cases of her families go with her: the school case of a child.
    hers := ARRAY(
        SELECT o.id FROM casework_case c JOIN casework_case o ON o.family_id = c.family_id
        WHERE c.id = ANY(hers) AND NOT o.id = ANY(theirs) GROUP BY o.id);
    old := ARRAY(SELECT unnest(casework_persons_in(hers) || whom) INTERSECT SELECT unnest(casework_persons_in(theirs)));
    place := coalesce((SELECT unit_id FROM casework_case WHERE id = ANY(hers) ORDER BY id DESC LIMIT 1),
                      (SELECT unit_id FROM people_person WHERE id = whom));
    writers := ARRAY(
        SELECT user_id FROM casework_assignment WHERE case_id = ANY(hers)
        UNION SELECT unnest(ARRAY[worker_id, recorded_by_id]) FROM casework_case WHERE id = ANY(hers)
        EXCEPT SELECT user_id FROM casework_assignment WHERE case_id = ANY(theirs)
        EXCEPT SELECT unnest(ARRAY[worker_id, recorded_by_id]) FROM casework_case WHERE id = ANY(theirs));
    FOREACH one IN ARRAY old LOOP
        twin := people_copy_row('people_person', one, jsonb_build_object('unit_id', place, 'sealed', true,
            'intake_by_id', NULL, 'recorded_by_id', access_me(), 'recorded_at', now()));
        new := new || twin;
        PERFORM people_copy_row('people_personname', n.id, jsonb_build_object('person_id', twin, 'unit_id', place))
        FROM people_personname n WHERE n.person_id = one ORDER BY n.id;
        FOR at IN SELECT * FROM people_pointers() LOOP
            IF at.place LIKE 'casework_%' THEN
                EXECUTE format('UPDATE %I SET %I = $1 WHERE %2$I = $2 AND case_id = ANY($3)', at.place, at.pointer)
                USING twin, one, hers;
            ELSIF at.place IN ('people_contactpoint', 'people_address', 'people_identitydocument',
                               'people_personcorrection') THEN
                EXECUTE format('UPDATE %I SET person_id = $1 WHERE person_id = $2 AND recorded_by_id = ANY($3)', at.place)
                USING twin, one, writers;
                -- Where the record was hidden from her file, that goes with the words that say so.
                IF at.place = 'people_personcorrection' AND NOT EXISTS (
                    SELECT FROM people_personcorrection x WHERE x.person_id = one AND x.field = 'sealed' AND x.new = 'True') THEN
                    UPDATE people_person SET sealed = false WHERE id = one AND sealed AND EXISTS (
                        SELECT FROM people_personcorrection x WHERE x.person_id = twin AND x.field = 'sealed' AND x.new = 'True');
                END IF;
                IF one <> from_whom AND at.place <> 'people_personcorrection' THEN
                    EXECUTE format('SELECT people_copy_row(%L, x.id, $2) FROM %1$I x WHERE x.person_id = $1', at.place)
                    USING one, jsonb_build_object('person_id', twin, 'unit_id', place);
                END IF;
            END IF;
        END LOOP;
    END LOOP;
    FOR family IN SELECT DISTINCT c.family_id FROM casework_case c WHERE c.id = ANY(hers) LOOP
        IF EXISTS (SELECT FROM casework_case c WHERE c.id = ANY(theirs) AND c.family_id = family) THEN
            one := people_copy_row('people_family', family, jsonb_build_object('unit_id', place, 'intake_by_id', NULL,
                'reference', 'F-' || upper(translate(left(replace(gen_random_uuid()::text, '-', ''), 7), '01', 'RS'))));
            PERFORM people_copy_row('people_familymember', f.id, jsonb_build_object('family_id', one, 'unit_id', place,
                        'person_id', coalesce(new[array_position(old, f.person_id)], f.person_id)))
            FROM people_familymember f WHERE f.family_id = family ORDER BY f.id;
            PERFORM people_copy_row('people_familytie', f.id, jsonb_build_object('family_id', one, 'unit_id', place,
                        'person_id', coalesce(new[array_position(old, f.person_id)], f.person_id)))
            FROM people_familytie f WHERE f.family_id = family ORDER BY f.id;
            UPDATE casework_case SET family_id = one WHERE family_id = family AND id = ANY(hers);
        ELSE
            UPDATE people_familymember f SET person_id = new[array_position(old, f.person_id)]
            WHERE f.family_id = family AND f.person_id = ANY(old);
            UPDATE people_familytie f SET person_id = new[array_position(old, f.person_id)]
            WHERE f.family_id = family AND f.person_id = ANY(old);
        END IF;
    END LOOP;
    -- Who they are to each other is said again between the new records; what is said of somebody in her file alone goes along.
    PERFORM people_copy_row('people_relation', r.id, jsonb_build_object('unit_id', place,
                'person_id', new[array_position(old, r.person_id)], 'other_id', new[array_position(old, r.other_id)]))
    FROM people_relation r WHERE r.person_id = ANY(old) AND r.other_id = ANY(old) ORDER BY r.id;
    UPDATE people_relation r SET person_id = coalesce(new[array_position(old, r.person_id)], r.person_id),
                                 other_id = coalesce(new[array_position(old, r.other_id)], r.other_id)
    WHERE (r.person_id = ANY(old)) <> (r.other_id = ANY(old))
      AND CASE WHEN r.person_id = ANY(old) THEN r.other_id ELSE r.person_id END = ANY(casework_persons_in(hers))
      AND NOT CASE WHEN r.person_id = ANY(old) THEN r.other_id ELSE r.person_id END = ANY(casework_persons_in(theirs));
    twin := coalesce(new[array_position(old, whom)], whom);
    UPDATE people_person SET sealed = true
    WHERE NOT sealed AND (id = twin OR id = ANY(casework_persons_in(casework_file_of(ARRAY[twin]))));
    RETURN twin;
END $body$;

-- Keeps a person's file apart from another person and whoever works for that one, or from a member of staff. The asker
-- opens the files of the protected person's unit and reaches the other person. Says why not, and who stands in the way.
CREATE FUNCTION people_keep_apart(whom bigint, from_whom bigint, from_user bigint, why text, since date) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    p people_person;
    his bigint[] := casework_cases_with(ARRAY[from_whom]);
    works bigint[];
    both_sides bigint[];
    made bigint;
BEGIN
    SELECT * INTO p FROM people_person WHERE id = whom AND merged_into_id IS NULL FOR UPDATE;
    IF p.id IS NULL OR NOT coalesce(people_opens_file(p), false) OR (from_whom IS NOT NULL AND NOT EXISTS (
        SELECT FROM people_person o WHERE o.id = from_whom AND o.merged_into_id IS NULL
        AND (people_opens_file(o) OR o.id = ANY(people_my_persons())))) THEN
        RETURN '{"refused": "missing"}';
    END IF;
    IF from_user = access_me() OR access_me() = ANY(casework_workers_of(
        ARRAY(SELECT case_id FROM casework_casemember WHERE person_id = from_whom))) THEN
        RETURN '{"refused": "yourself"}';
    END IF;
    IF from_whom IS NOT NULL AND from_whom = ANY(casework_persons_in(casework_cases_with(ARRAY[whom])))
       AND NOT EXISTS (SELECT FROM casework_casemember WHERE person_id = from_whom) THEN
        RETURN '{"refused": "no_file"}';
    END IF;
    IF EXISTS (SELECT FROM people_conflict k WHERE k.person_id = whom AND k.ended_on IS NULL
               AND (k.against_id = from_whom OR k.against_user_id = from_user)) THEN
        RETURN '{"refused": "already"}';
    END IF;
    made := people_part_files(whom, from_whom);
    IF casework_meet(made, from_whom) THEN
        RETURN '{"refused": "meet"}';
    END IF;
    works := casework_workers_of(casework_file_of(ARRAY[made]));
    both_sides := ARRAY(SELECT unnest(works) INTERSECT
                        SELECT unnest(casework_workers_of(casework_cases_with(ARRAY[from_whom])) || from_user));
    IF both_sides <> '{}' THEN
        RETURN jsonb_build_object('refused', 'both', 'users', to_jsonb(both_sides));
    END IF;
    INSERT INTO people_conflict (uuid, person_id, against_id, against_user_id, unit_id, compartment, recorded_by_id,
                                 recorded_at, reason, starts_on, ended_reason)
    SELECT gen_random_uuid(), made, from_whom, from_user, x.unit_id, 'general', access_me(), now(), why, since, ''
    FROM people_person x WHERE x.id = made RETURNING id INTO made;
    RETURN jsonb_build_object('conflict', made);
END $body$;

-- The two files may know of each other again. The records stay two.
CREATE FUNCTION people_end_conflict(which uuid, why text, on_day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
BEGIN
    UPDATE people_conflict k SET ended_on = on_day, ended_reason = why
    FROM people_person p
    WHERE k.uuid = which AND k.ended_on IS NULL AND p.id = k.person_id AND people_opens_file(p)
      AND k.against_user_id IS DISTINCT FROM access_me();
    RETURN FOUND;
END $body$;

-- Of those who may be given a case: who works for the other side of a conflict with somebody in it. Only for whoever
-- reaches the case and is not blocked from the conflict.
CREATE FUNCTION casework_kept_from(whose bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    blocked bigint[] := people_blocked_persons();
    standing bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM people_conflict WHERE ended_on IS NULL) OR NOT EXISTS (
        SELECT FROM casework_case c WHERE c.id = whose AND c.id <> ALL(casework_blocked_cases())
        AND (c.unit_id = ANY(access_file_units()) OR c.id = ANY(casework_my_cases()))) THEN
        RETURN '{}';
    END IF;
    standing := casework_persons_in(ARRAY[whose]);
    RETURN ARRAY(
        SELECT unnest(casework_workers_of(casework_cases_with(ARRAY[k.against_id])) || k.against_user_id)
        FROM people_conflict k
        WHERE k.ended_on IS NULL AND k.person_id <> ALL(blocked) AND whose = ANY(casework_file_of(ARRAY[k.person_id]))
        UNION
        SELECT unnest(casework_workers_of(casework_file_of(ARRAY[k.person_id])))
        FROM people_conflict k
        WHERE k.ended_on IS NULL AND k.person_id <> ALL(blocked) AND k.against_id = ANY(standing)
        EXCEPT SELECT NULL);
END $body$;

REVOKE EXECUTE ON FUNCTION casework_workers_of(bigint[]), casework_meet(bigint, bigint), people_copy_row(text, bigint, jsonb),
    people_part_files(bigint, bigint) FROM PUBLIC, tirek_app;
"""

MERGED = amended(
    "people_may_merge",
    ("m.merged_into_id IS NULL AND CASE", "m.merged_into_id IS NULL AND NOT people_kept_apart(s.id, m.id) AND CASE"),
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_facts_of_many"), ("people", "0011_conflicts")]
    operations = [
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        NUMBERS,
        FACTS,
        ROWS_OF,
        migrations.RunSQL(AUDIT, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        MERGED,
    ]
