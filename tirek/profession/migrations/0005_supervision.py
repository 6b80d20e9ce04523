"""Supervision is between those who take part. No unit, no office and no role opens it.

``profession_supervision_mine()`` are the agreements of the current user, ``..._led()`` those in which they plan and
hold meetings: as their supervisor, or as one of equals. Both look past row security, so that the tables can ask each other.
"""

from django.db import migrations

from tirek.access.rls import policies

FUNCTIONS = """
CREATE FUNCTION profession_supervision_led() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(led.id), '{}') FROM (
        SELECT a.id FROM profession_supervisionagreement a WHERE a.supervisor_id = (SELECT profession_me())
        UNION
        SELECT a.id FROM profession_agreementmember m
        JOIN profession_supervisionagreement a ON a.id = m.agreement_id AND a.form = 'peer'
        WHERE m.practitioner_id = (SELECT profession_me()) AND m.accepted_on IS NOT NULL AND m.left_on IS NULL
    ) led;
END;

CREATE FUNCTION profession_supervision_mine() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(mine.id), '{}') FROM (
        SELECT a.id FROM profession_supervisionagreement a WHERE a.supervisor_id = (SELECT profession_me())
        UNION
        SELECT m.agreement_id FROM profession_agreementmember m WHERE m.practitioner_id = (SELECT profession_me())
    ) mine;
END;

-- The supervisor sees every meeting; a member those from the day they accepted until the day they left.
CREATE FUNCTION profession_supervision_sees(agreement bigint, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM profession_supervisionagreement a
                   WHERE a.id = agreement AND a.supervisor_id = profession_me())
        OR EXISTS (SELECT FROM profession_agreementmember m
                   WHERE m.agreement_id = agreement AND m.practitioner_id = profession_me()
                     AND m.accepted_on <= day AND (m.left_on IS NULL OR m.left_on >= day));
END;

-- Whom I supervise now, and who supervises me now: they alone may be shown how somebody carries the work.
CREATE FUNCTION profession_supervised() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(m.practitioner_id), '{}') FROM profession_supervisionagreement a
    JOIN profession_agreementmember m ON m.agreement_id = a.id AND m.accepted_on IS NOT NULL AND m.left_on IS NULL
    WHERE a.supervisor_id = (SELECT profession_me())
      AND (a.ends_on IS NULL OR a.ends_on >= (now() AT TIME ZONE 'Asia/Almaty')::date);
END;

CREATE FUNCTION profession_supervisors() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(a.supervisor_id), '{}') FROM profession_agreementmember m
    JOIN profession_supervisionagreement a ON a.id = m.agreement_id AND a.supervisor_id IS NOT NULL
    WHERE m.practitioner_id = (SELECT profession_me()) AND m.accepted_on IS NOT NULL AND m.left_on IS NULL
      AND (a.ends_on IS NULL OR a.ends_on >= (now() AT TIME ZONE 'Asia/Almaty')::date);
END;

-- Practitioners of the units I work in.
CREATE FUNCTION profession_of_my_units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT p.id), '{}') FROM access_membership m
    JOIN profession_practitioner p ON p.user_id = m.user_id AND p.state = 'entered'
    WHERE m.unit_id = ANY((SELECT access_units())::bigint[]) AND m.user_id <> access_me()
      AND m.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
      AND (m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date);
END;

-- Who may be asked: colleagues by name; anybody else by the number they told, without their name.
CREATE FUNCTION profession_supervision_candidates(numbers text[]) RETURNS TABLE (id bigint, number text, name text)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.id, coalesce(p.number, '')::text, concat_ws(' ', nullif(p.surname, ''), nullif(p.given_name, ''))
    FROM profession_practitioner p WHERE p.id = ANY((SELECT profession_of_my_units())::bigint[])
    UNION ALL
    SELECT p.id, coalesce(p.number, '')::text, '' FROM profession_practitioner p
    WHERE p.number = ANY(numbers) AND p.state = 'entered' AND p.user_id IS NOT NULL
      AND (SELECT profession_me()) IS NOT NULL AND p.id <> (SELECT profession_me())
      AND p.id <> ALL((SELECT profession_of_my_units())::bigint[]);
END;

-- Those with whom I have an agreement. Who was asked by number and has not accepted keeps their name to themselves.
CREATE FUNCTION profession_supervision_people()
RETURNS TABLE (id bigint, uuid uuid, number text, name text, user_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    WITH there AS (
        SELECT a.supervisor_id AS id, true AS known FROM profession_supervisionagreement a
        WHERE a.id = ANY((SELECT profession_supervision_mine())::bigint[]) AND a.supervisor_id IS NOT NULL
        UNION ALL
        SELECT m.practitioner_id, m.accepted_on IS NOT NULL OR m.practitioner_id = (SELECT profession_me())
        FROM profession_agreementmember m WHERE m.agreement_id = ANY((SELECT profession_supervision_mine())::bigint[])
    )
    SELECT p.id, p.uuid, coalesce(p.number, '')::text,
           CASE WHEN bool_or(t.known) OR p.id = ANY((SELECT profession_of_my_units())::bigint[])
                THEN concat_ws(' ', nullif(p.surname, ''), nullif(p.given_name, '')) ELSE '' END,
           p.user_id::bigint
    FROM there t JOIN profession_practitioner p ON p.id = t.id GROUP BY p.id;
END;
"""
NAMES = (
    "supervision_led()", "supervision_mine()", "supervision_sees(bigint, date)", "supervised()", "supervisors()",
    "of_my_units()", "supervision_candidates(text[])", "supervision_people()",
)  # fmt: skip

# Each accepts for themselves alone, once. Who leaves says so; a supervisor may also end somebody's place in a group.
GUARD = """
CREATE FUNCTION profession_guard_agreement_member() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF NEW.accepted_on IS DISTINCT FROM OLD.accepted_on
       AND (OLD.accepted_on IS NOT NULL OR NEW.practitioner_id IS DISTINCT FROM profession_me()) THEN
        RAISE EXCEPTION 'each accepts for themselves, once';
    END IF;
    IF NEW.left_on IS DISTINCT FROM OLD.left_on
       AND (OLD.left_on IS NOT NULL OR (NEW.practitioner_id IS DISTINCT FROM profession_me() AND NOT EXISTS (
            SELECT FROM profession_supervisionagreement a
            WHERE a.id = NEW.agreement_id AND a.supervisor_id = profession_me()))) THEN
        RAISE EXCEPTION 'members leave by themselves, or the supervisor ends their place';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE UPDATE ON profession_agreementmember
    FOR EACH ROW EXECUTE FUNCTION profession_guard_agreement_member();
"""

GRANTS = """
REVOKE UPDATE ON profession_supervisionagreement, profession_agreementmember, profession_supervisionmeeting,
    profession_meetingpresence, profession_supervisiontheme, profession_wellbeingcheck FROM tirek_app;
GRANT UPDATE (title, every_days, aims, ends_on) ON profession_supervisionagreement TO tirek_app;
GRANT UPDATE (accepted_on, left_on) ON profession_agreementmember TO tirek_app;
GRANT UPDATE ("on", minutes, mode, state, safety_asked) ON profession_supervisionmeeting TO tirek_app;
GRANT UPDATE (kind, text, agreed) ON profession_supervisiontheme TO tirek_app;
GRANT UPDATE (shared_with_id, wants_to_talk) ON profession_wellbeingcheck TO tirek_app;
"""
BACK = """
GRANT UPDATE ON profession_supervisionagreement, profession_agreementmember, profession_supervisionmeeting,
    profession_meetingpresence, profession_supervisiontheme, profession_wellbeingcheck TO tirek_app;
"""

ME = "(SELECT profession_me())"
LED = "ANY((SELECT profession_supervision_led())::bigint[])"
MINE = "ANY((SELECT profession_supervision_mine())::bigint[])"
# A founder sees the group from the statement that writes it, before standing in it.
FOUNDED = "form = 'peer' AND recorded_by_id = (SELECT access_me())"
OWN_CHECK = f"practitioner_id = {ME}"
TO_MY_SUPERVISOR = "(shared_with_id IS NULL OR shared_with_id = ANY((SELECT profession_supervisors())::bigint[]))"
OF_MEETING = "EXISTS (SELECT FROM profession_supervisionmeeting m WHERE m.id = meeting_id)"


class Migration(migrations.Migration):
    dependencies = [("profession", "0004_standards")]

    operations = [
        migrations.RunSQL(FUNCTIONS, "".join(f"DROP FUNCTION profession_{name} CASCADE;" for name in reversed(NAMES))),
        policies(
            "profession_supervisionagreement",
            seen=f"supervisor_id = {ME} OR id = {MINE} OR ({FOUNDED})",
            written=f"recorded_by_id = (SELECT access_me()) AND {ME} IS NOT NULL AND (form = 'peer' OR ("
            f"supervisor_id = {ME} AND unit_id = ANY((SELECT access_units_with('supervision.hold'))::bigint[])))",
            changed=f"id = {LED}",
        ),
        policies(
            "profession_agreementmember",
            seen=f"practitioner_id = {ME} OR agreement_id = {MINE}",
            written=f"(accepted_on IS NULL OR practitioner_id = {ME}) AND (agreement_id = {LED} OR ("
            f"practitioner_id = {ME} AND EXISTS (SELECT FROM profession_supervisionagreement a"
            " WHERE a.id = agreement_id AND a.form = 'peer' AND a.recorded_by_id = (SELECT access_me()))))",
            changed=f"practitioner_id = {ME} OR agreement_id = {LED}",
        ),
        policies(
            "profession_supervisionmeeting",
            seen=f'agreement_id = {MINE} AND profession_supervision_sees(agreement_id, "on")',
            written=f"agreement_id = {LED}",
            changed=f"agreement_id = {LED}",
        ),
        policies(
            "profession_meetingpresence",
            seen=OF_MEETING,
            written="EXISTS (SELECT FROM profession_supervisionmeeting m"
            f" WHERE m.id = meeting_id AND m.agreement_id = {LED})",
            changed="false",
        ),
        policies(
            "profession_supervisiontheme",
            seen=OF_MEETING,
            written=f"recorded_by_id = (SELECT access_me()) AND practitioner_id = {ME} AND {OF_MEETING}",
            changed="recorded_by_id = (SELECT access_me())",
        ),
        policies(
            "profession_wellbeingcheck",
            seen=f"{OWN_CHECK} OR (shared_with_id = {ME}"
            " AND practitioner_id = ANY((SELECT profession_supervised())::bigint[]))",
            written=f"{OWN_CHECK} AND {TO_MY_SUPERVISOR}",
            changed=f"{OWN_CHECK} AND {TO_MY_SUPERVISOR}",
        ),
        migrations.RunSQL(
            GUARD,
            "DROP TRIGGER guarded ON profession_agreementmember; DROP FUNCTION profession_guard_agreement_member();",
        ),
        migrations.RunSQL(GRANTS, BACK),
    ]
