"""Who claims hours and who approves them, who keeps a placement's log, who reads it.

Hours of a session are credited by a function that looks at the attendance itself: an organiser sees nobody's hours.
"""

from django.db import migrations

from tirek.access.rls import policies

_UNITS = "ANY((SELECT access_units_with('learning.approve'))::bigint[])"
_OFFICE = f"unit_id = {_UNITS}"
_MINE = "practitioner_id = (SELECT profession_me())"
_KEPT = f"practitioner_id IN (SELECT p.id FROM profession_practitioner p WHERE p.unit_id = {_UNITS})"

# The owner of the tables, who has no user, is held by nothing here.
HOURS = """
CREATE FUNCTION profession_guard_hours() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF NEW.state = 'claimed' THEN RAISE EXCEPTION 'what was decided is not undecided'; END IF;
    IF NEW.decided_by_id IS DISTINCT FROM access_me() OR NEW.practitioner_id = profession_me() THEN
        RAISE EXCEPTION 'hours are decided in the own name, and never the own hours';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE UPDATE ON profession_learninghours
    FOR EACH ROW EXECUTE FUNCTION profession_guard_hours();
REVOKE UPDATE ON profession_learninghours FROM tirek_app;
GRANT UPDATE (state, decided_by_id, decided_on, reason) ON profession_learninghours TO tirek_app;

-- The hours of somebody who was at a session; true when they were not counted before. Called by who holds the session,
-- or by who was there, and never for more than the session's own hours.
CREATE FUNCTION profession_credit_hours(
    ref uuid, whose bigint, of_session bigint, many numeric, on_day date, about text, about_what text, at timestamptz
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT FROM profession_registration r JOIN profession_capacitysession s ON s.id = r.session_id
        WHERE r.session_id = of_session AND r.practitioner_id = whose AND r.there_at IS NOT NULL
          AND r.state <> 'cancelled' AND many <= s.hours
          AND (s.unit_id = ANY(access_units_with('session.hold'))
               OR r.user_id = access_me() OR r.door_hash = access_in_hand())
    ) THEN
        RAISE EXCEPTION 'hours of a session are for those who were there' USING ERRCODE = 'TK010';
    END IF;
    INSERT INTO profession_learninghours (uuid, recorded_by_id, recorded_at, practitioner_id, kind, session_id, topic,
        what, hours, "on", evidence, state, decided_on, reason)
    VALUES (ref, access_me(), at, whose, 'session', of_session, about, about_what, many, on_day, '', 'approved',
        on_day, '')
    ON CONFLICT (practitioner_id, session_id) WHERE session_id IS NOT NULL DO NOTHING;
    RETURN FOUND;
END $body$;
"""

PLACEMENTS = f"""
CREATE FUNCTION profession_guard_placement() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF OLD.state IN ('finished', 'broken_off') THEN RAISE EXCEPTION 'this placement is over'; END IF;
    IF (NEW.unit_id, NEW.student_id, NEW.student_name, NEW.mentor_id)
       IS DISTINCT FROM (OLD.unit_id, OLD.student_id, OLD.student_name, OLD.mentor_id) THEN
        RAISE EXCEPTION 'another student or mentor is another placement';
    END IF;
    IF (NEW.assessment IS DISTINCT FROM OLD.assessment OR NEW.state = 'finished')
       AND OLD.mentor_id IS DISTINCT FROM profession_me() THEN
        RAISE EXCEPTION 'the mentor assesses';
    END IF;
    IF NOT (OLD.unit_id = {_UNITS}) AND (to_jsonb(NEW) - 'state' - 'assessment')
       IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'assessment') THEN
        RAISE EXCEPTION 'the office keeps the placement';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE UPDATE ON profession_placement
    FOR EACH ROW EXECUTE FUNCTION profession_guard_placement();

CREATE FUNCTION profession_guard_day() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE held profession_placement;
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    SELECT * INTO held FROM profession_placement p WHERE p.id = NEW.placement_id;
    IF held.state NOT IN ('planned', 'running') THEN RAISE EXCEPTION 'this placement is over'; END IF;
    IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
    IF OLD.confirmed_on IS NOT NULL THEN RAISE EXCEPTION 'a confirmed day stays as it is'; END IF;
    IF (NEW.confirmed_on, NEW.remark) IS DISTINCT FROM (OLD.confirmed_on, OLD.remark)
       AND held.mentor_id IS DISTINCT FROM profession_me() THEN
        RAISE EXCEPTION 'the mentor confirms';
    END IF;
    IF (to_jsonb(NEW) - 'confirmed_on' - 'remark') IS DISTINCT FROM (to_jsonb(OLD) - 'confirmed_on' - 'remark')
       AND held.student_id IS DISTINCT FROM access_me()
       AND NOT (held.student_id IS NULL AND held.mentor_id IS NOT DISTINCT FROM profession_me()) THEN
        RAISE EXCEPTION 'the student writes the log';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_placementday
    FOR EACH ROW EXECUTE FUNCTION profession_guard_day();
"""  # nosec B608

_MENTOR = "mentor_id = (SELECT profession_me())"
_STUDENT = "student_id = (SELECT access_me())"
_OF_PLACEMENT = "EXISTS (SELECT FROM profession_placement p WHERE p.id = placement_id AND ({}))"
_WRITES = _OF_PLACEMENT.format(f"p.{_STUDENT} OR (p.student_id IS NULL AND p.{_MENTOR})")


class Migration(migrations.Migration):
    dependencies = [("profession", "0005_supervision")]

    operations = [
        migrations.RunSQL(
            HOURS + PLACEMENTS,
            """
            DROP TRIGGER guarded ON profession_placementday; DROP TRIGGER guarded ON profession_placement;
            DROP TRIGGER guarded ON profession_learninghours;
            DROP FUNCTION profession_guard_day(); DROP FUNCTION profession_guard_placement();
            DROP FUNCTION profession_guard_hours();
            DROP FUNCTION profession_credit_hours(uuid, bigint, bigint, numeric, date, text, text, timestamptz);
            GRANT UPDATE ON profession_learninghours TO tirek_app;
            """,
        ),
        policies("profession_course", seen="true", written=_OFFICE, changed=_OFFICE),
        policies(
            "profession_learninghours",
            seen=f"{_MINE} OR {_KEPT}",
            written=(
                f"session_id IS NULL AND CASE WHEN state = 'claimed' THEN {_MINE} AND decided_by_id IS NULL"
                f" ELSE state = 'approved' AND decided_by_id = (SELECT access_me()) AND {_KEPT} AND NOT"
                f" coalesce({_MINE}, false) END"
            ),
            changed=_KEPT,
        ),
        policies(
            "profession_placement",
            seen=f"{_STUDENT} OR {_MENTOR} OR {_OFFICE}",
            written=f"{_OFFICE} AND state = 'planned' AND assessment = ''",
            changed=f"{_MENTOR} OR {_OFFICE}",
        ),
        policies(
            "profession_placementday",
            seen=_OF_PLACEMENT.format("true"),
            written=f"{_WRITES} AND confirmed_on IS NULL AND remark = ''",
            changed=_OF_PLACEMENT.format(f"p.{_STUDENT} OR p.{_MENTOR}"),
        ),
        policies("profession_researchwork", seen=f"public OR {_OFFICE}", written=_OFFICE, changed=_OFFICE),
    ]
