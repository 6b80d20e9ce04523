"""Who sees a member, who decides, who votes. A vote is cast and counted by the database alone.

A secret vote leaves the voter's name in one table and adds one to a count in another. The counts of a motion are
written together each time: had each ballot a row, or each choice its own writing, ``xmin`` would say whose it was.
"""

from typing import Final

import django.db.models.deletion
from django.db import migrations, models

from tirek.access.rls import policies
from tirek.profession.enums import Choice

MINE: Final = """
-- The memberships of the current user: their own, and those of the bodies they speak for.
CREATE FUNCTION profession_my_members() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(m.id), '{}') FROM profession_member m
    WHERE m.practitioner_id = profession_me() OR m.user_id = access_me();
END;

CREATE FUNCTION profession_member_units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT m.unit_id), '{}') FROM profession_member m
    WHERE m.state = 'member' AND (m.practitioner_id = profession_me() OR m.user_id = access_me());
END;

-- How many vote in a unit on a day: the quorum is reckoned from it, and members may know it.
CREATE FUNCTION profession_voters(office bigint, day date) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT count(*) FROM profession_member m JOIN profession_membercategory c ON c.id = m.category_id AND c.votes
    WHERE m.unit_id = office AND m.state = 'member' AND m.since <= day;
END;

-- How many of those who vote are at a meeting, themselves or by the word another holds.
CREATE FUNCTION profession_present(about bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT count(*) FROM profession_memberpresence p
    JOIN profession_member m ON m.id = p.member_id AND m.state = 'member'
    JOIN profession_membercategory c ON c.id = m.category_id AND c.votes
    WHERE p.meeting_id = about;
END;
"""

SPEAKS: Final = """
-- For whom the current user votes at a meeting: themselves, and the members whose word they hold; by name alone.
CREATE FUNCTION profession_speaks_for(about bigint)
RETURNS TABLE (presence uuid, member_id bigint, own boolean, name text) LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.uuid, m.id, p.proxy_id IS NULL, coalesce(nullif(m.body, ''), btrim(e.surname || ' ' || e.given_name))
    FROM profession_memberpresence p
    JOIN profession_member m ON m.id = p.member_id AND m.state = 'member'
    JOIN profession_membercategory c ON c.id = m.category_id AND c.votes
    LEFT JOIN profession_practitioner e ON e.id = m.practitioner_id
    WHERE p.meeting_id = about AND coalesce(p.proxy_id, p.member_id) = ANY(profession_my_members());
END;
"""

MEMBERS: Final = """
CREATE FUNCTION profession_guard_member() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE mine boolean := OLD.id = ANY(profession_my_members());
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF mine AND NEW.state IS DISTINCT FROM OLD.state AND NEW.state <> 'left' THEN
        RAISE EXCEPTION 'nobody decides on a membership of their own';
    END IF;
    IF NOT OLD.unit_id = ANY(access_units_with('membership.keep'))
       AND (NEW.state <> 'left' OR OLD.state NOT IN ('applied', 'member')
            OR (NEW.category_id, NEW.user_id, NEW.motive, NEW.decided_on, NEW.decided_by_id, NEW.since)
               IS DISTINCT FROM
               (OLD.category_id, OLD.user_id, OLD.motive, OLD.decided_on, OLD.decided_by_id, OLD.since)) THEN
        RAISE EXCEPTION 'a member may leave; the office decides the rest';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE UPDATE ON profession_member
    FOR EACH ROW EXECUTE FUNCTION profession_guard_member();
REVOKE UPDATE ON profession_member, profession_fee, profession_memberpresence, profession_position FROM tirek_app;
GRANT UPDATE (category_id, user_id, state, decided_on, decided_by_id, since, until, reason)
    ON profession_member TO tirek_app;
GRANT UPDATE (paid_on, receipt, let_off) ON profession_fee TO tirek_app;
GRANT UPDATE (proxy_id) ON profession_memberpresence TO tirek_app;
GRANT UPDATE (withdrawn_on) ON profession_position TO tirek_app;
"""

MEETINGS: Final = """
CREATE FUNCTION profession_guard_meeting() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF OLD.closed_at IS NOT NULL THEN RAISE EXCEPTION 'this meeting is over'; END IF;
    IF OLD.opened_at IS NOT NULL AND (NEW."on", NEW.unit_id, NEW.quorum, NEW.voters, NEW.opened_at)
       IS DISTINCT FROM (OLD."on", OLD.unit_id, OLD.quorum, OLD.voters, OLD.opened_at) THEN
        RAISE EXCEPTION 'this meeting was opened';
    END IF;
    IF OLD.opened_at IS NULL AND NEW.opened_at IS NOT NULL THEN
        NEW.voters := profession_voters(NEW.unit_id, NEW."on");
        IF profession_present(NEW.id) * 100 <= NEW.quorum * NEW.voters THEN
            RAISE EXCEPTION 'too few are there to open the meeting';
        END IF;
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE UPDATE ON profession_generalmeeting
    FOR EACH ROW EXECUTE FUNCTION profession_guard_meeting();

CREATE FUNCTION profession_guard_presence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT FROM profession_generalmeeting g JOIN profession_member m ON m.unit_id = g.unit_id AND m.state = 'member'
        WHERE g.id = NEW.meeting_id AND m.id = NEW.member_id AND g.closed_at IS NULL
    ) THEN
        RAISE EXCEPTION 'members come to a meeting that is not over';
    END IF;
    IF NEW.proxy_id IS NOT NULL AND (NEW.proxy_id = NEW.member_id OR NOT EXISTS (
        SELECT FROM profession_memberpresence p
        WHERE p.meeting_id = NEW.meeting_id AND p.member_id = NEW.proxy_id AND p.proxy_id IS NULL
    )) THEN
        RAISE EXCEPTION 'who holds the word of another is there themselves';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_memberpresence
    FOR EACH ROW EXECUTE FUNCTION profession_guard_presence();
"""

VOTES: Final = """
CREATE FUNCTION profession_guard_motion() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE held profession_generalmeeting;
BEGIN
    IF current_user <> 'tirek_app' THEN RETURN NEW; END IF;  -- the owner's functions count
    SELECT * INTO held FROM profession_generalmeeting g WHERE g.id = NEW.meeting_id;
    IF held.closed_at IS NOT NULL THEN RAISE EXCEPTION 'this meeting is over'; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'put' OR NEW.result <> '{}' OR NEW.carried IS NOT NULL THEN
            RAISE EXCEPTION 'a motion begins undecided';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'put' OR (NEW.state NOT IN ('put', 'open')) THEN
        RAISE EXCEPTION 'a motion under vote stays as it was put';
    END IF;
    IF NEW.state = 'open' AND held.opened_at IS NULL THEN RAISE EXCEPTION 'the meeting is not open'; END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_motion
    FOR EACH ROW EXECUTE FUNCTION profession_guard_motion();
REVOKE UPDATE ON profession_motion FROM tirek_app;
GRANT UPDATE (title_kk, title_ru, title_en, text_kk, text_ru, text_en, secret, majority, state)
    ON profession_motion TO tirek_app;

CREATE FUNCTION profession_set_urn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    INSERT INTO profession_secrettally (motion_id, choice, votes)
    SELECT NEW.id, c, 0 FROM unnest(ARRAY['for', 'against', 'abstain']) c;
    RETURN NULL;
END $body$;
CREATE TRIGGER urn AFTER UPDATE ON profession_motion
    FOR EACH ROW WHEN (NEW.secret AND OLD.state = 'put' AND NEW.state = 'open')
    EXECUTE FUNCTION profession_set_urn();

-- The vote of a member who is there, or of one whose word somebody there holds. Null where it is not taken.
CREATE FUNCTION profession_cast(about bigint, whose bigint, said text, as_uuid uuid, at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    put profession_motion;
    made bigint;
BEGIN
    SELECT * INTO put FROM profession_motion m WHERE m.id = about FOR SHARE;
    IF put.state IS DISTINCT FROM 'open' OR said NOT IN ('for', 'against', 'abstain') OR NOT EXISTS (
        SELECT FROM profession_memberpresence p
        JOIN profession_member m ON m.id = p.member_id AND m.state = 'member'
        JOIN profession_membercategory c ON c.id = m.category_id AND c.votes
        WHERE p.meeting_id = put.meeting_id AND p.member_id = whose
          AND coalesce(p.proxy_id, p.member_id) = ANY(profession_my_members())
    ) THEN
        RETURN NULL;
    END IF;
    INSERT INTO profession_vote (uuid, recorded_by_id, recorded_at, motion_id, member_id, choice)
    VALUES (as_uuid, access_me(), at, about, whose, CASE WHEN put.secret THEN '' ELSE said END)
    ON CONFLICT DO NOTHING RETURNING id INTO made;
    IF made IS NOT NULL AND put.secret THEN
        -- All three rows, so that none says which vote wrote it last.
        UPDATE profession_secrettally t SET votes = t.votes + (t.choice = said)::int WHERE t.motion_id = about;
    END IF;
    RETURN made;
END $body$;

-- End the vote and count it. False where there is no open vote that the current user may count.
CREATE FUNCTION profession_count(about bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    put profession_motion;
    held profession_generalmeeting;
    counted jsonb;
    given bigint;
BEGIN
    SELECT * INTO put FROM profession_motion m WHERE m.id = about FOR UPDATE;
    SELECT * INTO held FROM profession_generalmeeting g WHERE g.id = put.meeting_id;
    IF put.state IS DISTINCT FROM 'open' OR NOT held.unit_id = ANY(access_units_with('membership.keep')) THEN
        RETURN false;
    END IF;
    SELECT jsonb_object_agg(c, CASE WHEN put.secret
            THEN (SELECT t.votes FROM profession_secrettally t WHERE t.motion_id = about AND t.choice = c)
            ELSE (SELECT count(*) FROM profession_vote v WHERE v.motion_id = about AND v.choice = c) END)
        INTO counted FROM unnest(ARRAY['for', 'against', 'abstain']) c;
    given := (counted->>'for')::bigint + (counted->>'against')::bigint + (counted->>'abstain')::bigint;
    UPDATE profession_motion m SET state = 'closed',
        carried = (counted->>'for')::bigint * 100 > put.majority * given,
        result = counted || jsonb_build_object(
            'given', given, 'present', profession_present(held.id), 'voters', held.voters)
        WHERE m.id = about;
    RETURN true;
END $body$;
REVOKE INSERT, UPDATE ON profession_vote FROM tirek_app;
REVOKE ALL ON profession_secrettally FROM tirek_app;
"""

UNDO: Final = """
DROP FUNCTION profession_count(bigint); DROP FUNCTION profession_cast(bigint, bigint, text, uuid, timestamptz);
DROP FUNCTION profession_set_urn() CASCADE; DROP FUNCTION profession_guard_motion() CASCADE;
DROP FUNCTION profession_guard_presence() CASCADE; DROP FUNCTION profession_guard_meeting() CASCADE;
DROP FUNCTION profession_guard_member() CASCADE; DROP FUNCTION profession_speaks_for(bigint);
DROP FUNCTION profession_present(bigint);
DROP FUNCTION profession_voters(bigint, date); DROP FUNCTION profession_member_units();
DROP FUNCTION profession_my_members();
"""

KEEPS: Final = "unit_id = ANY((SELECT access_units_with('membership.keep'))::bigint[])"
MY_MEMBERS: Final = "ANY((SELECT profession_my_members())::bigint[])"


def _keeps(parent: str, key: str) -> str:
    return f"EXISTS (SELECT FROM {parent} p WHERE p.id = {key} AND p.{KEEPS})"


_OF_MEETING = _keeps("profession_generalmeeting", "meeting_id")


class Migration(migrations.Migration):
    dependencies = [("profession", "0008_certificates")]

    operations = [
        migrations.DeleteModel("SecretBallot"),
        migrations.CreateModel(
            name="SecretTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.CharField(choices=Choice.choices, max_length=8)),
                ("votes", models.PositiveIntegerField(default=0)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="profession.motion"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("motion", "choice"), name="one_tally_per_choice")],
            },
        ),
        migrations.AddField("generalmeeting", "place", models.CharField(blank=True, max_length=300)),
        migrations.RunSQL(MINE, UNDO),
        policies("profession_membercategory", seen="true", written=KEEPS, changed=KEEPS),
        policies(
            "profession_member",
            seen=f"{KEEPS} OR id = {MY_MEMBERS} OR practitioner_id = (SELECT profession_me())",
            written=f"""{KEEPS} OR (practitioner_id = (SELECT profession_me()) AND state = 'applied'
                AND decided_by_id IS NULL AND user_id IS NULL AND since IS NULL)""",
            changed=f"{KEEPS} OR id = {MY_MEMBERS}",
        ),
        policies(
            "profession_fee",
            seen="EXISTS (SELECT FROM profession_member p WHERE p.id = member_id)",
            written=_keeps("profession_member", "member_id"),
            changed=_keeps("profession_member", "member_id"),
        ),
        policies(
            "profession_generalmeeting",
            seen=f"{KEEPS} OR unit_id = ANY((SELECT profession_member_units())::bigint[])",
            written=KEEPS,
            changed=KEEPS,
        ),
        policies(
            "profession_memberpresence",
            seen=f"{_OF_MEETING} OR member_id = {MY_MEMBERS} OR proxy_id = {MY_MEMBERS}",
            written=f"{_OF_MEETING} OR (member_id = {MY_MEMBERS} AND proxy_id IS NULL)",
            changed=_OF_MEETING,
        ),
        policies(
            "profession_motion",
            seen="EXISTS (SELECT FROM profession_generalmeeting p WHERE p.id = meeting_id)",
            written=_OF_MEETING,
            changed=_OF_MEETING,
        ),
        policies(
            "profession_vote",
            seen="""EXISTS (SELECT FROM profession_motion m JOIN profession_memberpresence p
                ON p.meeting_id = m.meeting_id AND p.member_id = profession_vote.member_id WHERE m.id = motion_id)""",
            written="false",
            changed="false",
        ),
        policies("profession_secrettally", seen="false", written="false", changed="false"),
        policies("profession_position", seen="true", written=KEEPS, changed=KEEPS),
        migrations.RunSQL(SPEAKS + MEMBERS + MEETINGS + VOTES, migrations.RunSQL.noop),
    ]
