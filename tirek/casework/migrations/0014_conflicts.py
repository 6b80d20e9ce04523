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
    mine bigint[];
    near bigint[];
    kept bigint[];
BEGIN
    protected := '{}'; others := '{}'; cases := '{}';
    IF me IS NULL OR NOT EXISTS (SELECT FROM people_conflict WHERE ended_on IS NULL) THEN
        RETURN;
    END IF;
    mine := casework_assigned_cases();
    near := casework_persons_in(mine) || ARRAY(SELECT id FROM people_person WHERE intake_by_id = me);
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
CREATE OR REPLACE FUNCTION casework_my_cases() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(mine.id), '{}') FROM unnest((SELECT casework_assigned_cases())) mine(id)
    WHERE mine.id <> ALL((SELECT casework_blocked_cases())::bigint[]);
END;
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


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_facts_of_many"), ("people", "0011_conflicts")]
    operations = [
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        NUMBERS,
        FACTS,
        ROWS_OF,
        migrations.RunSQL(AUDIT, migrations.RunSQL.noop),
    ]
