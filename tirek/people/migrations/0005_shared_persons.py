"""Who sees what of one person known in two places: the person and the names go with the case, the rest stays home."""

from django.db import migrations

from tirek.access.rls import policies, protect

GRANTED = """
-- Whose identity the current user was given by another unit, as long as it lasts.
CREATE FUNCTION people_granted_persons() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(person_id), '{}') FROM people_accessrequest
    WHERE recorded_by_id = access_me() AND state = 'granted' AND asking_unit_id = ANY((SELECT access_units())::bigint[])
      AND lasts_until >= (now() AT TIME ZONE 'Asia/Almaty')::date;
END;

-- A pair is secret as soon as one of the two is sealed or lies behind a door of its own, and no longer when neither is.
CREATE FUNCTION people_keep_pairs_secret() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    UPDATE people_duplicatepair d SET secret = s.secret
    FROM (
        SELECT d.id, (one.sealed OR other.sealed OR one.compartment <> 'general' OR other.compartment <> 'general')
               AS secret
        FROM people_duplicatepair d
        JOIN people_person one ON one.id = d.one_id JOIN people_person other ON other.id = d.other_id
        WHERE d.one_id = NEW.id OR d.other_id = NEW.id
    ) s WHERE s.id = d.id AND d.secret <> s.secret;
    RETURN NULL;
END $body$;
CREATE TRIGGER secret_pairs_of_a_sealed_person AFTER UPDATE OF sealed, compartment ON people_person
    FOR EACH ROW WHEN (OLD.sealed <> NEW.sealed OR OLD.compartment <> NEW.compartment)
    EXECUTE FUNCTION people_keep_pairs_secret();
CREATE FUNCTION people_pair_is_secret() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    NEW.secret := EXISTS (
        SELECT FROM people_person WHERE id IN (NEW.one_id, NEW.other_id) AND (sealed OR compartment <> 'general'));
    RETURN NEW;
END $body$;
CREATE TRIGGER secret_new_pair BEFORE INSERT ON people_duplicatepair
    FOR EACH ROW EXECUTE FUNCTION people_pair_is_secret();
"""

MY_UNIT = "unit_id = ANY((SELECT access_units())::bigint[])"
MY_FILE_UNIT = "unit_id = ANY((SELECT access_file_units())::bigint[])"
DOOR = "((unit_id || ':' || compartment) = ANY((SELECT access_doors())::text[]))"


def shared(table, person, own="false"):
    """Reached through a case (or granted), the general part needs no door of the unit that wrote it; to change it does.

    A policy for changes also decides who may lock a row, so it lets all who see it, and checks what is written.
    """
    mine = f"{person} = ANY((SELECT people_my_persons())::bigint[])"
    reach = f"(({MY_FILE_UNIT}) OR ({mine}) OR ({own}))"
    seen = f"(({reach}) AND {DOOR}) OR (({mine}) AND compartment = 'general')"
    home = f"({reach}) AND {DOOR}"
    return migrations.RunSQL(
        f"""
        ALTER POLICY seen ON {table} USING ({seen});
        ALTER POLICY changed ON {table} USING ({seen}) WITH CHECK ({home});
        """,
        f"""
        ALTER POLICY seen ON {table} USING ({home});
        ALTER POLICY changed ON {table} USING ({home}) WITH CHECK ({home});
        """,
    )


ONE_SIDE = (
    "one_unit_id = ANY((SELECT access_file_units())::bigint[])",
    "other_unit_id = ANY((SELECT access_file_units())::bigint[])",
)
BOTH_SEEN = (
    "EXISTS (SELECT FROM people_person p WHERE p.id = one_id) AND EXISTS (SELECT FROM people_person p WHERE p.id = other_id)"
)
PAIR_SEEN = f"({ONE_SIDE[0]} AND {ONE_SIDE[1]}) OR (NOT secret AND ({ONE_SIDE[0]} OR {ONE_SIDE[1]}))"
OF_A_PAIR = "EXISTS (SELECT FROM people_duplicatepair d WHERE d.id = pair_id)"

ASKED_BY_ME = "recorded_by_id = (SELECT access_me())"
ASKED_OF_ME = f"({MY_FILE_UNIT}) AND {DOOR}"


class Migration(migrations.Migration):
    dependencies = [("people", "0004_one_person_once"), ("access", "0004_how_others_see_an_organisation")]

    operations = [
        migrations.RunSQL(
            GRANTED,
            "DROP TRIGGER secret_new_pair ON people_duplicatepair;"
            "DROP TRIGGER secret_pairs_of_a_sealed_person ON people_person;"
            "DROP FUNCTION people_pair_is_secret(); DROP FUNCTION people_keep_pairs_secret();"
            "DROP FUNCTION people_granted_persons();",
        ),
        shared("people_person", "id", "intake_by_id = (SELECT access_me())"),
        shared("people_personname", "person_id"),
        protect(
            "people_familytie",
            "family_id = ANY((SELECT people_my_families())::bigint[])",
            write=(
                f"{MY_UNIT} AND {DOOR}"
                f" AND (({MY_FILE_UNIT}) OR family_id = ANY((SELECT people_my_families())::bigint[]))"
            ),
        ),
        policies("people_duplicatepair", seen=PAIR_SEEN, written=BOTH_SEEN, changed=PAIR_SEEN),
        policies(
            "people_duplicatedecision",
            seen=OF_A_PAIR,
            written=f"{OF_A_PAIR} AND {ASKED_BY_ME} AND {MY_UNIT}",
            changed="false",
        ),
        policies(
            "people_personmerge",
            seen=f"{MY_FILE_UNIT} OR EXISTS (SELECT FROM people_person p WHERE p.id = survivor_id)",
            written="false",
            changed="false",
        ),
        # Requests are written and answered by the database's own functions alone.
        policies("people_accessrequest", seen=f"{ASKED_BY_ME} OR ({ASKED_OF_ME})", written="false", changed="false"),
        migrations.RunSQL(
            "REVOKE ALL ON people_mergedrow FROM tirek_app; ALTER TABLE people_mergedrow ENABLE ROW LEVEL SECURITY;"
            "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON people_namealias, people_registercomparison FROM tirek_app;",
            migrations.RunSQL.noop,
        ),
    ]
