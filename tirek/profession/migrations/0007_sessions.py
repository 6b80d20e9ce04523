"""Who sees and changes what of a session: everybody the announced one, each their own registration or paper.

Places are given by the database: a registration gets a place or waits, and who waited longest moves up when one is
free. Reviewers read papers without the authors through a function. Feedback is written and read by functions alone.
"""

import django.db.models.deletion
from django.db import migrations, models

from tirek.access.rls import policies

_HOLDS = "unit_id = ANY((SELECT access_units_with('session.hold'))::bigint[])"
_OF_HELD = f"session_id IN (SELECT s.id FROM profession_capacitysession s WHERE s.{_HOLDS})"
_OWN = "(door_hash = (SELECT access_in_hand()) OR user_id = (SELECT access_me()))"
_OF_SEEN = "EXISTS (SELECT FROM profession_capacitysession s WHERE s.id = session_id)"
_REGISTERED = """EXISTS (SELECT FROM profession_registration r
    WHERE r.session_id = {0}.session_id AND r.state <> 'cancelled'
      AND (r.door_hash = access_in_hand() OR r.user_id = access_me()))"""
_OF_HELD_PAPER = """EXISTS (SELECT FROM profession_paper p JOIN profession_capacitysession s ON s.id = p.session_id
    WHERE p.id = paper_id AND s.unit_id = ANY((SELECT access_units_with('session.hold'))::bigint[]))"""

HOLDS = """
-- Whether the current user holds sessions in the unit of this one.
CREATE FUNCTION profession_holds_session(session bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT EXISTS (SELECT FROM profession_capacitysession s
                   WHERE s.id = session AND s.unit_id = ANY(access_units_with('session.hold')));
END;
"""

PLACES = """
-- A place or the waiting list, decided while the session's row is held: two who come at once can't both have the last.
CREATE FUNCTION profession_give_place() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE room integer; taken integer;
BEGIN
    IF NEW.state = 'cancelled' OR (TG_OP = 'UPDATE' AND NEW.state = OLD.state AND NEW.mode = OLD.mode) THEN
        RETURN NEW;
    END IF;
    SELECT CASE NEW.mode WHEN 'onsite' THEN s.capacity_onsite ELSE s.capacity_online END INTO room
    FROM profession_capacitysession s WHERE s.id = NEW.session_id FOR NO KEY UPDATE;
    SELECT count(*) INTO taken FROM profession_registration r
    WHERE r.session_id = NEW.session_id AND r.mode = NEW.mode AND r.state = 'registered' AND r.id <> NEW.id;
    NEW.state := CASE WHEN taken < room THEN 'registered' ELSE 'waiting' END;
    RETURN NEW;
END $body$;

-- Those who wait longest move up while there is room. A row somebody is changing just now is passed over.
CREATE FUNCTION profession_move_up(session bigint, way text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE room integer; taken integer;
BEGIN
    SELECT CASE way WHEN 'onsite' THEN s.capacity_onsite ELSE s.capacity_online END INTO room
    FROM profession_capacitysession s WHERE s.id = session AND s.state = 'announced' FOR NO KEY UPDATE;
    IF room IS NULL THEN RETURN; END IF;
    SELECT count(*) INTO taken FROM profession_registration r
    WHERE r.session_id = session AND r.mode = way AND r.state = 'registered';
    UPDATE profession_registration SET state = 'registered', moved_up_at = now()
    WHERE id IN (SELECT r.id FROM profession_registration r
                 WHERE r.session_id = session AND r.mode = way AND r.state = 'waiting'
                 ORDER BY r.recorded_at, r.id LIMIT greatest(room - taken, 0) FOR UPDATE SKIP LOCKED);
END $body$;
REVOKE EXECUTE ON FUNCTION profession_move_up(bigint, text) FROM PUBLIC, tirek_app;

CREATE FUNCTION profession_place_free() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    IF OLD.state = 'registered' AND (NEW.state <> 'registered' OR NEW.mode <> OLD.mode) THEN
        PERFORM profession_move_up(NEW.session_id, OLD.mode);
    END IF;
    RETURN NULL;
END $body$;

CREATE FUNCTION profession_room_grew() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    IF NEW.capacity_onsite > OLD.capacity_onsite THEN PERFORM profession_move_up(NEW.id, 'onsite'); END IF;
    IF NEW.capacity_online > OLD.capacity_online THEN PERFORM profession_move_up(NEW.id, 'online'); END IF;
    RETURN NULL;
END $body$;

CREATE TRIGGER placed BEFORE INSERT OR UPDATE OF state, mode ON profession_registration
    FOR EACH ROW EXECUTE FUNCTION profession_give_place();
CREATE TRIGGER place_free AFTER UPDATE OF state, mode ON profession_registration
    FOR EACH ROW EXECUTE FUNCTION profession_place_free();
CREATE TRIGGER room_grew AFTER UPDATE OF capacity_onsite, capacity_online ON profession_capacitysession
    FOR EACH ROW EXECUTE FUNCTION profession_room_grew();

-- How many have a place and how many wait: counts, for everybody.
CREATE FUNCTION profession_places(sessions bigint[])
RETURNS TABLE (session bigint, onsite bigint, online bigint, waiting_onsite bigint, waiting_online bigint)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT r.session_id,
           count(*) FILTER (WHERE r.mode = 'onsite' AND r.state = 'registered'),
           count(*) FILTER (WHERE r.mode = 'online' AND r.state = 'registered'),
           count(*) FILTER (WHERE r.mode = 'onsite' AND r.state = 'waiting'),
           count(*) FILTER (WHERE r.mode = 'online' AND r.state = 'waiting')
    FROM profession_registration r WHERE r.session_id = ANY(sessions) GROUP BY 1;
END;
"""

REGISTRATIONS = """
CREATE FUNCTION profession_guard_registration() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE holds boolean;
BEGIN
    IF current_user <> 'tirek_app' THEN RETURN NEW; END IF;  -- the functions of the owner check for themselves
    holds := profession_holds_session(NEW.session_id);
    IF TG_OP = 'INSERT' THEN
        IF NEW.there_at IS NOT NULL OR NEW.feedback_on IS NOT NULL OR NEW.moved_up_at IS NOT NULL THEN
            RAISE EXCEPTION 'nobody was there before the registration';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.there_at IS NOT NULL AND (NEW.there_at, NEW.there_by, NEW.state, NEW.mode)
       IS DISTINCT FROM (OLD.there_at, OLD.there_by, OLD.state, OLD.mode) THEN
        RAISE EXCEPTION 'who is there once is there';
    END IF;
    IF NEW.practitioner_id IS DISTINCT FROM OLD.practitioner_id AND NOT holds THEN
        RAISE EXCEPTION 'the organiser alone puts an entry of the register to a registration';
    END IF;
    IF NEW.there_at IS DISTINCT FROM OLD.there_at
       AND (NOT holds OR NEW.there_by = 'code' OR NEW.checked_by_id IS DISTINCT FROM access_me()) THEN
        RAISE EXCEPTION 'at the entrance the organiser checks in, in their own name';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_registration
    FOR EACH ROW EXECUTE FUNCTION profession_guard_registration();
REVOKE UPDATE ON profession_registration FROM tirek_app;
GRANT UPDATE (mode, state, there_at, there_by, checked_by_id, practitioner_id) ON profession_registration TO tirek_app;

-- The entry with this number, if the name that was typed holds its surname and its given name.
CREATE FUNCTION profession_entry_of(entry_number text, typed text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.id FROM profession_practitioner p
    WHERE p.number = upper(btrim(entry_number)) AND p.state = 'entered'
      AND position(lower(p.surname) IN lower(typed)) > 0 AND position(lower(p.given_name) IN lower(typed)) > 0;
END;

-- Online: who types the code while it holds was there.
CREATE FUNCTION profession_be_there(registration bigint, typed text, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    UPDATE profession_registration r SET there_at = moment, there_by = 'code'
    WHERE r.id = registration AND r.there_at IS NULL AND r.state = 'registered' AND r.mode = 'online'
      AND (r.door_hash = access_in_hand() OR r.user_id = access_me())
      AND EXISTS (SELECT FROM profession_presencecode c WHERE c.session_id = r.session_id
                  AND c.code = upper(btrim(typed)) AND moment BETWEEN c.opens_at AND c.closes_at);
    RETURN FOUND;
END $body$;
"""

FEEDBACK = """
-- Answers go in without the one who gave them; that somebody gave some is kept beside their registration.
CREATE FUNCTION profession_give_feedback(registration bigint, given jsonb, day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE of_session bigint;
BEGIN
    UPDATE profession_registration r SET feedback_on = day
    WHERE r.id = registration AND r.feedback_on IS NULL AND r.there_at IS NOT NULL
      AND (r.door_hash = access_in_hand() OR r.user_id = access_me())
    RETURNING r.session_id INTO of_session;
    IF of_session IS NULL THEN RETURN false; END IF;
    INSERT INTO profession_sessionfeedback (session_id, answers, "on") VALUES (of_session, given, day);
    RETURN true;
END $body$;

-- For the organiser, from five answers on, each time in another order.
CREATE FUNCTION profession_feedback(session bigint) RETURNS SETOF jsonb LANGUAGE sql VOLATILE SECURITY DEFINER
BEGIN ATOMIC
    SELECT f.answers FROM profession_sessionfeedback f
    WHERE f.session_id = session AND profession_holds_session(session)
      AND (SELECT count(*) FROM profession_sessionfeedback g WHERE g.session_id = session) >= 5
    ORDER BY random();
END;
"""

PAPERS = """
CREATE FUNCTION profession_guard_paper() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE own boolean; holds boolean;
BEGIN
    IF current_user <> 'tirek_app' OR access_me() IS NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'submitted' OR NEW.decided_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a paper begins undecided';
        END IF;
        RETURN NEW;
    END IF;
    own := NEW.door_hash = access_in_hand() OR NEW.user_id = access_me();
    holds := profession_holds_session(NEW.session_id);
    IF (NEW.decided_by_id, NEW.decided_on, NEW.answer) IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_on, OLD.answer)
       OR NEW.state IN ('accepted', 'declined') AND NEW.state <> OLD.state THEN
        IF NOT holds OR NEW.decided_by_id IS DISTINCT FROM access_me() OR OLD.state = 'withdrawn'
           OR NEW.user_id IS NOT DISTINCT FROM access_me() THEN
            RAISE EXCEPTION 'the organiser decides, in their own name, and not on their own paper';
        END IF;
    END IF;
    IF NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn' AND NOT coalesce(own, false) THEN
        RAISE EXCEPTION 'the author alone withdraws a paper';
    END IF;
    IF NEW.to_publish IS DISTINCT FROM OLD.to_publish AND NOT coalesce(own, false) THEN
        RAISE EXCEPTION 'the author alone agrees to publication';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_paper
    FOR EACH ROW EXECUTE FUNCTION profession_guard_paper();
REVOKE UPDATE ON profession_paper FROM tirek_app;
GRANT UPDATE (state, decided_by_id, decided_on, answer, to_publish) ON profession_paper TO tirek_app;

CREATE FUNCTION profession_guard_review() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE paper profession_paper;
BEGIN
    SELECT * INTO paper FROM profession_paper p WHERE p.id = NEW.paper_id;
    IF paper.user_id = NEW.reviewer_id OR lower(paper.email) =
       (SELECT lower(u.email) FROM access_user u WHERE u.id = NEW.reviewer_id AND u.email <> '') THEN
        RAISE EXCEPTION 'nobody reviews a paper of their own' USING ERRCODE = 'TK010';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.reviewer_id, NEW.paper_id) IS DISTINCT FROM (OLD.reviewer_id, OLD.paper_id) THEN
        RAISE EXCEPTION 'a review stays with its paper';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_paperreview
    FOR EACH ROW EXECUTE FUNCTION profession_guard_review();

-- What a reviewer reads: the paper, and nothing of who wrote it.
CREATE FUNCTION profession_papers_to_review()
RETURNS TABLE (review uuid, session bigint, kind text, language text, title text, abstract text, state text)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT r.uuid, p.session_id, p.kind, p.language, p.title, p.abstract, p.state
    FROM profession_paperreview r JOIN profession_paper p ON p.id = r.paper_id
    WHERE r.reviewer_id = access_me() AND NOT r.declined AND p.state <> 'withdrawn';
END;

-- What reviewers say to the author, once it is decided, and not who they are.
CREATE FUNCTION profession_words_to_author(paper bigint) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT r.to_author FROM profession_paperreview r JOIN profession_paper p ON p.id = r.paper_id
    WHERE p.id = paper AND p.state IN ('accepted', 'declined') AND r.done_on IS NOT NULL AND r.to_author <> ''
      AND (p.door_hash = access_in_hand() OR p.user_id = access_me())
    ORDER BY r.id;
END;

-- The proceedings: what was accepted, of authors who agreed, once they are published.
CREATE FUNCTION profession_published_papers(session bigint)
RETURNS TABLE (uuid uuid, author text, affiliation text, kind text, language text, title text, abstract text)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.uuid, p.author, p.affiliation, p.kind, p.language, p.title, p.abstract
    FROM profession_paper p JOIN profession_capacitysession s ON s.id = p.session_id
    WHERE s.id = session AND p.state = 'accepted' AND p.to_publish
      AND (s.proceedings_on IS NOT NULL OR profession_holds_session(session))
    ORDER BY (SELECT min(i.starts_at) FROM profession_programmeitem i WHERE i.paper_id = p.id), p.id;
END;
"""


class Migration(migrations.Migration):
    dependencies = [("profession", "0006_learning")]

    operations = [
        migrations.RemoveField("capacitysession", "online_link"),
        migrations.CreateModel(
            name="OnlineRoom",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="online_room",
                        serialize=False,
                        to="profession.capacitysession",
                    ),
                ),
                ("link", models.URLField(max_length=300)),
            ],
        ),
        migrations.AddField("registration", "moved_up_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(HOLDS, "DROP FUNCTION profession_holds_session(bigint);"),
        migrations.RunSQL(PLACES, migrations.RunSQL.noop),
        policies("profession_capacitysession", seen=f"state <> 'draft' OR {_HOLDS}", written=_HOLDS, changed=_HOLDS),
        policies(
            "profession_registration",
            seen=f"{_OWN} OR {_OF_HELD}",
            written=f"recorded_by_id = (SELECT access_me()) AND ({_OWN} OR {_OF_HELD})",
            changed=f"{_OWN} OR {_OF_HELD}",
        ),
        policies(
            "profession_onlineroom",
            seen=f"{_OF_HELD} OR EXISTS (SELECT FROM profession_registration r"
            " WHERE r.session_id = profession_onlineroom.session_id AND r.mode = 'online' AND r.state = 'registered'"
            " AND (r.door_hash = access_in_hand() OR r.user_id = access_me()))",
            written=_OF_HELD,
            changed=_OF_HELD,
        ),
        policies(
            "profession_paper",
            seen=f"{_OWN} OR {_OF_HELD}",
            written=f"recorded_by_id = (SELECT access_me()) AND {_OWN}",
            changed=f"{_OWN} OR {_OF_HELD}",
        ),
        policies(
            "profession_paperreview",
            seen=f"reviewer_id = (SELECT access_me()) OR {_OF_HELD_PAPER}",
            written=_OF_HELD_PAPER,
            changed="reviewer_id = (SELECT access_me())",
        ),
        policies("profession_programmeitem", seen=_OF_SEEN, written=_OF_HELD, changed=_OF_HELD),
        policies("profession_presencecode", seen=_OF_HELD, written=_OF_HELD, changed=_OF_HELD),
        policies(
            "profession_material",
            seen=f"(public AND {_OF_SEEN}) OR {_OF_HELD} OR {_REGISTERED.format('profession_material')}",
            written=_OF_HELD,
            changed=_OF_HELD,
        ),
        policies("profession_sessionfeedback", seen="false", written="false", changed="false"),
        migrations.RunSQL(REGISTRATIONS, migrations.RunSQL.noop),
        migrations.RunSQL(PAPERS, migrations.RunSQL.noop),
        migrations.RunSQL(FEEDBACK, migrations.RunSQL.noop),
    ]
