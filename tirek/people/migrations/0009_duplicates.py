"""What the background comparison reads and writes, what a supervisor reads of the other side, the check at intake."""

from django.db import migrations

PREVIEWS = """
-- Two letters and a year of both sides of a pair, for those who decide about one of them; of a secret pair nothing.
CREATE FUNCTION people_pair_previews(pairs bigint[], spelling text)
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
      AND (d.one_unit_id = ANY((SELECT access_file_units())::bigint[])
           OR d.other_unit_id = ANY((SELECT access_file_units())::bigint[]));
END;
"""

AT_INTAKE = """
-- Who of those the user sees may be the person about to be written down, with what is compared of each and the size
-- of the register: B-trees alone and one answer, so that it costs nothing to ask each time. ``also`` are persons found
-- otherwise. Keys come folded; of each spelling its surname and given name stand at the same place. All birth
-- days are days on which the person may be born (the day and the month may have changed places).
CREATE FUNCTION people_alike(
    iin_hashes text[], birth_days date[], surnames text[], givens text[], fathers text[], phone text, also bigint[],
    most int
) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, extensions, pg_temp AS $body$
DECLARE
    units bigint[] := access_file_units();
    mine bigint[] := people_my_persons();
    doors text[] := access_doors();
    born date := birth_days[1];
    rough text[];
    ids bigint[];
BEGIN
    givens := givens || ARRAY(
        SELECT a.alias FROM people_namealias a WHERE a.word = ANY(givens)
        UNION SELECT a.word FROM people_namealias a WHERE a.alias = ANY(givens));
    rough := ARRAY(SELECT people_name_skeleton(word) FROM unnest(givens) word WHERE word <> '');
    ids := ARRAY(
        SELECT DISTINCT found.id FROM (
            SELECT p.id FROM people_person p
            WHERE p.iin_hash = ANY(iin_hashes) AND p.iin_hash <> '' AND people_visible(p, units, mine, doors)
            UNION ALL
            SELECT p.id FROM people_person p WHERE p.id = ANY(also) AND people_visible(p, units, mine, doors)
            UNION ALL
            SELECT p.id FROM people_person p
            WHERE p.birth_date = ANY(birth_days) AND people_visible(p, units, mine, doors)
              AND EXISTS (
                  SELECT FROM people_personname n WHERE n.person_id = p.id AND (
                      n.given_key = ANY(givens) OR people_name_skeleton(n.given_key) = ANY(rough)
                      OR (n.surname_key <> '' AND n.surname_key = ANY(surnames)) OR n.surname_key = ANY(givens)))
            UNION ALL
            SELECT p.id FROM people_personname n JOIN people_person p ON p.id = n.person_id
            WHERE ((n.surname_key = ANY(surnames) AND n.surname_key <> '' AND n.given_key = ANY(givens))
                   OR (n.surname_key = ANY(givens) AND n.given_key = ANY(surnames) AND n.given_key <> '')
                   OR (n.given_key = ANY(givens) AND n.patronymic_key = ANY(fathers) AND n.patronymic_key <> ''))
              AND (born IS NULL OR p.birth_date IS NULL OR p.birth_date BETWEEN born - 400 AND born + 400)
              AND people_visible(p, units, mine, doors)
            UNION ALL
            SELECT p.id FROM people_contactpoint c JOIN people_person p ON p.id = c.person_id
            WHERE phone <> '' AND c.digits = phone AND c.digits <> ''
              AND (c.unit_id || ':' || c.compartment) = ANY(doors) AND people_visible(p, units, mine, doors)
        ) found ORDER BY 1 LIMIT most);
    RETURN jsonb_build_object(
        'persons', (SELECT r.persons FROM people_registercomparison r WHERE r.finished_at IS NOT NULL
                    ORDER BY r.finished_at DESC LIMIT 1),
        'found', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', p.id, 'sex', p.sex, 'born', p.birth_date, 'precision', p.birth_precision, 'number', p.iin_hash,
                'names', (SELECT coalesce(jsonb_agg(jsonb_build_array(n.surname, n.given_name, n.patronymic)), '[]')
                          FROM people_personname n WHERE n.person_id = p.id
                           AND (n.compartment = 'general' OR (n.unit_id || ':' || n.compartment) = ANY(doors))),
                'phones', ARRAY(SELECT c.digits FROM people_contactpoint c WHERE c.person_id = p.id AND c.digits <> ''
                                AND (c.unit_id || ':' || c.compartment) = ANY(doors)),
                'region', (SELECT a.region_id FROM people_address a WHERE a.person_id = p.id AND a.region_id IS NOT NULL
                           AND (a.unit_id || ':' || a.compartment) = ANY(doors) ORDER BY a.id DESC LIMIT 1)
                ) ORDER BY p.id), '[]')
            FROM people_person p WHERE p.id = ANY(ids)));
END $body$;
"""

JOINING = """
-- Both persons of a pair, for whoever may make them one: also the one whom nobody of this unit sees yet.
CREATE FUNCTION people_pair_persons(pair uuid) RETURNS TABLE (one uuid, other uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT one.uuid, other.uuid
    FROM people_duplicatepair d
    JOIN people_person one ON one.id = d.one_id JOIN people_person other ON other.id = d.other_id
    WHERE d.uuid = pair AND people_may_merge(one, other)
$body$;

-- Which of the survivor's names came from which record, for whoever may undo the merge.
CREATE FUNCTION people_names_before(merge uuid)
RETURNS TABLE (origin text, surname text, given_name text, patronymic text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT k.origin, n.surname, n.given_name, n.patronymic
    FROM people_personmerge e
    JOIN people_mergedrow k ON k.merge_id = e.id AND k."table" = 'people_personname' AND k."column" = 'person_id'
    JOIN people_personname n ON n.id = k."row" AND n.compartment = 'general'
    WHERE e.uuid = merge AND people_may_unmerge(e) AND k.why <> 'since'
    ORDER BY n.id
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0008_preview")]

    operations = [
        migrations.RunSQL(PREVIEWS, "DROP FUNCTION people_pair_previews(bigint[], text);"),
        migrations.RunSQL(
            AT_INTAKE, "DROP FUNCTION people_alike(text[], date[], text[], text[], text[], text, bigint[], int);"
        ),
        migrations.RunSQL(JOINING, "DROP FUNCTION people_pair_persons(uuid); DROP FUNCTION people_names_before(uuid);"),
    ]
