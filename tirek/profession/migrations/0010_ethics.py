"""An ethics matter is open to its sides, its secretary and its panel; each of them to a different part of it.

Who complained stands in a table of its own. A matter is received, decided and appealed through the database's own
functions and triggers, so that none of the sides needs a right to change its row.
"""

from typing import Final

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from tirek.access.rls import policies
from tirek.profession.enums import Side

WHOSE: Final = """
-- The complaints of the current user, or of who holds the code.
CREATE FUNCTION profession_complained() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(s.complaint_id), '{}') FROM profession_complaintsource s
    WHERE s.user_id = access_me() OR s.door_hash = access_in_hand();
END;

-- The complaints about the current user, from the day they were told.
CREATE FUNCTION profession_answered() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(c.id), '{}') FROM profession_complaint c
    WHERE c.about_id = profession_me() AND c.told_on IS NOT NULL;
END;

-- The complaints that the current user handles as a secretary: never one about themselves, nor one of their own.
CREATE FUNCTION profession_handled() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(c.id), '{}') FROM profession_complaint c
    LEFT JOIN profession_complaintsource s ON s.complaint_id = c.id
    WHERE c.unit_id = ANY(access_units_with('ethics.handle'))
      AND coalesce(c.about_id <> profession_me(), true) AND coalesce(s.user_id <> access_me(), true);
END;

-- The complaints that the current user judges: declared free, of the panel whose turn it is, until it is closed.
CREATE FUNCTION profession_judged() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(c.id), '{}') FROM profession_panelmember p
    JOIN profession_complaint c ON c.id = p.complaint_id
    WHERE p.user_id = access_me() AND p.free AND p.left_on IS NULL
      AND c.unit_id = ANY(access_units_with('ethics.judge'))
      AND c.state IN ('panel', 'hearing', 'decided', 'appealed')
      AND p.appeal = EXISTS (SELECT FROM profession_ethicsappeal a WHERE a.complaint_id = c.id);
END;
"""

RECEIVE: Final = """
CREATE SEQUENCE profession_complaint_number;
REVOKE ALL ON SEQUENCE profession_complaint_number FROM tirek_app;

-- A complaint and, apart from it, who makes it. ``own``: in the name of the current user, who is at a desk.
CREATE FUNCTION profession_receive_complaint(
    as_uuid uuid, office bigint, hash text, own boolean, who text, contact text, named boolean, about_name text,
    number text, happened text, said text, norms text[], day date, at timestamptz
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE made bigint;
BEGIN
    IF hash !~ '^[0-9a-f]{64}$' OR NOT EXISTS (
        SELECT FROM access_membership m JOIN access_accessrole r ON r.code = m.role_id
        WHERE m.unit_id = office AND r.permissions ? 'ethics.handle'
    ) THEN
        RAISE EXCEPTION 'a complaint has a code and an office that handles it';
    END IF;
    INSERT INTO profession_complaint (uuid, recorded_at, unit_id, reference, about_name, about_id, happened, text,
        norms, received_on, state, reason)
    VALUES (as_uuid, at, office,
        'ET-' || to_char(day, 'YYYY') || '-' || lpad(nextval('profession_complaint_number')::text, 4, '0'), about_name,
        (SELECT p.id FROM profession_practitioner p WHERE p.number = upper(btrim(profession_receive_complaint.number))),
        happened, said, norms, day, 'received', '')
    RETURNING id INTO made;
    INSERT INTO profession_complaintsource (complaint_id, door_hash, user_id, name, contact, named)
    VALUES (made, hash, CASE WHEN own THEN access_me() END, who, contact, named);
    RETURN made;
END $body$;
"""

PANEL: Final = """
-- Everybody who judges in the office of a matter, and how they stand to it.
CREATE FUNCTION profession_standing(about bigint) RETURNS TABLE (
    user_id bigint, subject boolean, complainant boolean, secretary boolean, near boolean, asked boolean
) LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    WITH matter AS (
        SELECT c.*, s.user_id AS source_id, u.organisation_id AS association, p.user_id AS subject_user
        FROM profession_complaint c
        JOIN access_unit u ON u.id = c.unit_id
        LEFT JOIN profession_complaintsource s ON s.complaint_id = c.id
        LEFT JOIN profession_practitioner p ON p.id = c.about_id
        WHERE c.id = about
    ), judges AS (
        SELECT DISTINCT m.user_id, p.id AS entry
        FROM matter
        JOIN access_membership m ON m.unit_id = matter.unit_id
        JOIN access_accessrole r ON r.code = m.role_id AND r.permissions ? 'ethics.judge'
        JOIN access_user u ON u.id = m.user_id AND u.is_active
        LEFT JOIN profession_practitioner p ON p.user_id = m.user_id
        WHERE m.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
          AND (m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date)
    ), held AS (
        SELECT o.practitioner_id, o.organisation_id, lower(btrim(o.employer)) AS employer FROM profession_post o
        WHERE o.ends_on IS NULL OR o.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date
    ), works AS (
        SELECT m.user_id, u.organisation_id FROM access_membership m JOIN access_unit u ON u.id = m.unit_id
        WHERE m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date
    ), meets AS (
        SELECT a.id, a.supervisor_id AS practitioner_id FROM profession_supervisionagreement a
        WHERE a.supervisor_id IS NOT NULL
          AND (a.ends_on IS NULL OR a.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date)
        UNION
        SELECT a.id, b.practitioner_id FROM profession_supervisionagreement a
        JOIN profession_agreementmember b ON b.agreement_id = a.id AND b.left_on IS NULL
        WHERE a.ends_on IS NULL OR a.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date
    )
    SELECT j.user_id,
        coalesce(j.entry = matter.about_id, false),
        coalesce(j.user_id = matter.source_id, false),
        coalesce(j.user_id = matter.handled_by_id, false),
        EXISTS (SELECT FROM held mine JOIN held theirs ON theirs.practitioner_id = matter.about_id
                AND (mine.organisation_id = theirs.organisation_id OR mine.employer = theirs.employer)
                WHERE mine.practitioner_id = j.entry)
        OR EXISTS (SELECT FROM works mine JOIN works theirs ON theirs.user_id = matter.subject_user
                   AND mine.organisation_id = theirs.organisation_id
                   WHERE mine.user_id = j.user_id AND mine.organisation_id <> matter.association)
        OR EXISTS (SELECT FROM meets mine JOIN meets theirs ON theirs.id = mine.id
                   AND theirs.practitioner_id = matter.about_id WHERE mine.practitioner_id = j.entry),
        EXISTS (SELECT FROM profession_panelmember a WHERE a.complaint_id = matter.id AND a.user_id = j.user_id)
    FROM matter, judges j;
END;
REVOKE EXECUTE ON FUNCTION profession_standing(bigint) FROM PUBLIC, tirek_app;

-- The same for the secretary of the matter, who may ask them.
CREATE FUNCTION profession_candidates(about bigint) RETURNS TABLE (
    user_id bigint, subject boolean, complainant boolean, secretary boolean, near boolean, asked boolean
) LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT s.* FROM profession_standing(about) s WHERE about = ANY(profession_handled());
END;

CREATE FUNCTION profession_guard_panel() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    handles boolean := NEW.complaint_id = ANY(profession_handled());
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.free IS NOT NULL OR NEW.left_on IS NOT NULL OR NOT handles OR NOT EXISTS (
            SELECT FROM profession_standing(NEW.complaint_id) s WHERE s.user_id = NEW.user_id
            AND NOT (s.subject OR s.complainant OR s.secretary OR s.near OR s.asked)
        ) OR NEW.user_id = access_me()
          OR NEW.appeal <> EXISTS (SELECT FROM profession_ethicsappeal a WHERE a.complaint_id = NEW.complaint_id)
        THEN
            RAISE EXCEPTION 'this person stands too near to judge';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.free, NEW.conflict, NEW.declared_on) IS DISTINCT FROM (OLD.free, OLD.conflict, OLD.declared_on)
       AND (NEW.user_id <> access_me() OR NEW.free IS NULL OR OLD.free IS FALSE OR OLD.left_on IS NOT NULL) THEN
        RAISE EXCEPTION 'each declares for themselves, and a conflict stays one';
    END IF;
    IF (NEW.left_on, NEW.chair) IS DISTINCT FROM (OLD.left_on, OLD.chair) AND NOT handles THEN
        RAISE EXCEPTION 'the secretary puts the panel together';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_panelmember
    FOR EACH ROW EXECUTE FUNCTION profession_guard_panel();
REVOKE UPDATE ON profession_panelmember FROM tirek_app;
GRANT UPDATE (free, conflict, declared_on, left_on, chair) ON profession_panelmember TO tirek_app;
"""

SHOWN: Final = """
-- Whom a number of the register means, for those who handle complaints.
CREATE FUNCTION profession_subject(number text) RETURNS TABLE (id bigint, user_id bigint, name text)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.id, p.user_id, btrim(p.surname || ' ' || p.given_name || ' ' || p.patronymic)
    FROM profession_practitioner p
    WHERE p.number = upper(btrim(profession_subject.number)) AND cardinality(access_units_with('ethics.handle')) > 0;
END;

-- What somebody asked to judge must know to say whether they are free: of whom, and by whom if they agreed to be named.
CREATE FUNCTION profession_asked_to_judge() RETURNS TABLE (
    member uuid, matter uuid, reference text, state text, subject text, complainant text
) LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.uuid, c.uuid, c.reference::text, c.state::text,
        coalesce(btrim(e.surname || ' ' || e.given_name || ' ' || e.patronymic), c.about_name),
        CASE WHEN s.named THEN coalesce(nullif(s.name, ''), btrim(u.first_name || ' ' || u.last_name), '') ELSE '' END
    FROM profession_panelmember p
    JOIN profession_complaint c ON c.id = p.complaint_id
    JOIN profession_complaintsource s ON s.complaint_id = c.id
    LEFT JOIN access_user u ON u.id = s.user_id
    LEFT JOIN profession_practitioner e ON e.id = c.about_id
    WHERE p.user_id = access_me() AND p.left_on IS NULL AND c.state <> 'closed';
END;

-- The name of a complainant who agreed to be named; empty for the others.
CREATE FUNCTION profession_complainant_shown(about bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(nullif(s.name, ''), btrim(u.first_name || ' ' || u.last_name), '')
    FROM profession_complaintsource s LEFT JOIN access_user u ON u.id = s.user_id
    WHERE s.complaint_id = about AND s.named
      AND (about = ANY(profession_answered()) OR about = ANY(profession_judged()));
END;

-- Who judges, so that the sides can object; nothing of what they declared.
CREATE FUNCTION profession_panel_shown(about bigint) RETURNS TABLE (name text, chair boolean, appeal boolean)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT btrim(u.first_name || ' ' || u.last_name), p.chair, p.appeal
    FROM profession_panelmember p JOIN access_user u ON u.id = p.user_id
    WHERE p.complaint_id = about AND p.free AND p.left_on IS NULL
      AND (about = ANY(profession_answered()) OR about = ANY(profession_complained())
           OR about = ANY(profession_judged()));
END;

-- Names that must not stand in what is told of a matter: for its secretary, who writes it.
CREATE FUNCTION profession_matter_names(about bigint) RETURNS TABLE (kind text, name text)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT found.kind, found.name FROM (
        SELECT 'person' AS kind, c.about_name::text AS name FROM profession_complaint c WHERE c.id = about
        UNION SELECT 'person', btrim(p.surname || ' ' || p.given_name || ' ' || p.patronymic)
            FROM profession_complaint c JOIN profession_practitioner p ON p.id = c.about_id WHERE c.id = about
        UNION SELECT 'person', s.name::text FROM profession_complaintsource s WHERE s.complaint_id = about
        UNION SELECT 'person', btrim(u.first_name || ' ' || u.last_name || ' ' || u.patronymic)
            FROM profession_complaintsource s JOIN access_user u ON u.id = s.user_id WHERE s.complaint_id = about
        UNION SELECT 'body', o.employer::text
            FROM profession_complaint c JOIN profession_post o ON o.practitioner_id = c.about_id WHERE c.id = about
    ) found WHERE about = ANY(profession_handled()) AND found.name <> '';
END;
"""

COURSE: Final = """
CREATE FUNCTION profession_guard_complaint() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF current_user <> 'tirek_app' THEN RETURN NEW; END IF;  -- decisions and appeals move it on
    IF (OLD.state, NEW.state) NOT IN (('received', 'rejected'), ('received', 'panel'), ('panel', 'hearing'),
        ('decided', 'closed')) AND NEW.state <> OLD.state THEN
        RAISE EXCEPTION 'a matter does not go from % to %', OLD.state, NEW.state;
    END IF;
    IF NEW.about_id IS DISTINCT FROM OLD.about_id AND OLD.state <> 'received' THEN
        RAISE EXCEPTION 'it is settled whom the matter is about';
    END IF;
    IF NEW.handled_by_id IS DISTINCT FROM OLD.handled_by_id AND NEW.handled_by_id IS DISTINCT FROM access_me() THEN
        RAISE EXCEPTION 'a secretary takes a matter in their own name';
    END IF;
    IF OLD.told_on IS NOT NULL AND NEW.told_on IS DISTINCT FROM OLD.told_on THEN
        RAISE EXCEPTION 'the subject was told';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE UPDATE ON profession_complaint
    FOR EACH ROW EXECUTE FUNCTION profession_guard_complaint();
REVOKE INSERT, UPDATE ON profession_complaint, profession_complaintsource FROM tirek_app;
GRANT UPDATE (about_id, norms, state, handled_by_id, told_on, reason) ON profession_complaint TO tirek_app;
REVOKE UPDATE ON profession_complaintword, profession_hearing, profession_ethicsdecision, profession_ethicsappeal
    FROM tirek_app;
GRANT UPDATE (to_complainant, to_subject) ON profession_complaintword TO tirek_app;
GRANT UPDATE (held) ON profession_hearing TO tirek_app;
GRANT UPDATE (carried_on) ON profession_ethicsdecision TO tirek_app;

CREATE FUNCTION profession_decided() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    matter profession_complaint;
    second boolean := EXISTS (SELECT FROM profession_ethicsappeal a WHERE a.complaint_id = NEW.complaint_id);
BEGIN
    SELECT * INTO matter FROM profession_complaint c WHERE c.id = NEW.complaint_id FOR UPDATE;
    IF NEW.appeal <> second OR NOT (matter.state = 'appealed' AND second OR matter.state IN ('panel', 'hearing'))
       OR NOT EXISTS (SELECT FROM profession_panelmember p WHERE p.complaint_id = matter.id AND p.chair AND p.free
                      AND p.left_on IS NULL AND p.appeal = second AND p.user_id = access_me()) THEN
        RAISE EXCEPTION 'the chair of the panel whose turn it is writes the decision';
    END IF;
    UPDATE profession_complaint SET state = 'decided' WHERE id = matter.id;
    RETURN NEW;
END $body$;
CREATE TRIGGER decided BEFORE INSERT ON profession_ethicsdecision
    FOR EACH ROW EXECUTE FUNCTION profession_decided();

CREATE FUNCTION profession_appealed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT FROM profession_complaint c JOIN profession_ethicsdecision d ON d.complaint_id = c.id AND NOT d.appeal
        WHERE c.id = NEW.complaint_id AND c.state = 'decided' AND d.appeal_until >= NEW."on"
    ) THEN
        RAISE EXCEPTION 'there is no decision that could be appealed';
    END IF;
    UPDATE profession_complaint SET state = 'appealed' WHERE id = NEW.complaint_id;
    RETURN NEW;
END $body$;
CREATE TRIGGER appealed BEFORE INSERT ON profession_ethicsappeal
    FOR EACH ROW EXECUTE FUNCTION profession_appealed();

CREATE FUNCTION profession_guard_digest() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.published_on IS NOT NULL AND NEW.published_on IS NOT NULL THEN
        RAISE EXCEPTION 'what was published is taken back first';
    END IF;
    IF NEW.published_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM profession_complaint c WHERE c.id = NEW.complaint_id AND c.state = 'closed'
    ) THEN
        RAISE EXCEPTION 'a matter is told to others when it is closed';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_digestentry
    FOR EACH ROW EXECUTE FUNCTION profession_guard_digest();
"""

UNDO: Final = """
DROP FUNCTION profession_guard_digest() CASCADE; DROP FUNCTION profession_appealed() CASCADE;
DROP FUNCTION profession_decided() CASCADE; DROP FUNCTION profession_guard_complaint() CASCADE;
DROP FUNCTION profession_matter_names(bigint); DROP FUNCTION profession_panel_shown(bigint);
DROP FUNCTION profession_complainant_shown(bigint); DROP FUNCTION profession_subject(text);
DROP FUNCTION profession_asked_to_judge();
DROP FUNCTION profession_guard_panel() CASCADE; DROP FUNCTION profession_candidates(bigint);
DROP FUNCTION profession_standing(bigint);
DROP FUNCTION profession_receive_complaint(uuid, bigint, text, boolean, text, text, boolean, text, text, text, text,
    text[], date, timestamptz);
DROP SEQUENCE profession_complaint_number;
DROP FUNCTION profession_judged(); DROP FUNCTION profession_handled(); DROP FUNCTION profession_answered();
DROP FUNCTION profession_complained();
"""


def _among(function: str, key: str = "complaint_id") -> str:
    return f"{key} = ANY((SELECT profession_{function}())::bigint[])"


COMPLAINED, ANSWERED, HANDLED, JUDGED = (_among(one) for one in ("complained", "answered", "handled", "judged"))
ANY_OF_THEM: Final = f"({COMPLAINED} OR {ANSWERED} OR {HANDLED} OR {JUDGED})"
_SECOND: Final = """appeal = EXISTS (SELECT FROM profession_ethicsappeal a
    WHERE a.complaint_id = profession_complaintword.complaint_id)"""
_ME: Final = "recorded_by_id = (SELECT access_me())"
_DIGEST: Final = "unit_id = ANY((SELECT access_units_with('ethics.handle'))::bigint[])"


class Migration(migrations.Migration):
    dependencies = [
        ("profession", "0009_membership"),
        ("access", "0008_units_with_a_permission"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField("complaint", "door_hash"),
        migrations.RemoveField("complaint", "complainant"),
        migrations.RemoveField("complaint", "complainant_name"),
        migrations.RemoveField("complaint", "complainant_contact"),
        migrations.RemoveField("complaint", "named"),
        migrations.AddField(
            "complaint",
            "handled_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="ComplaintSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("door_hash", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("named", models.BooleanField(default=False)),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source",
                        to="profession.complaint",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RemoveField("complaintword", "to_sides"),
        migrations.AddField("complaintword", "to_complainant", models.BooleanField(default=False)),
        migrations.AddField("complaintword", "to_subject", models.BooleanField(default=False)),
        migrations.AddField("complaintword", "appeal", models.BooleanField(default=False)),
        migrations.AlterField("complaintword", "side", models.CharField(choices=Side.choices, max_length=12)),
        migrations.AlterField("ethicsappeal", "side", models.CharField(choices=Side.choices, max_length=12)),
        migrations.RemoveField("hearing", "minutes"),
        migrations.AddField("ethicsdecision", "measure_until", models.DateField(blank=True, null=True)),
        migrations.AddField("ethicsdecision", "carried_on", models.DateField(blank=True, null=True)),
        migrations.AddConstraint(
            "complaint",
            models.CheckConstraint(condition=Q(recorded_by=None), name="a_complaint_does_not_say_whose"),
        ),
        migrations.AddConstraint(
            "complaintword",
            models.CheckConstraint(
                condition=~Q(side="complainant") | Q(recorded_by=None), name="a_complainant_writes_without_a_name"
            ),
        ),
        migrations.AddConstraint(
            "ethicsappeal",
            models.CheckConstraint(
                condition=~Q(side="complainant") | Q(recorded_by=None), name="a_complainant_appeals_without_a_name"
            ),
        ),
        migrations.RunSQL(WHOSE, UNDO),
        policies(
            "profession_complaint",
            seen=" OR ".join(_among(one, "id") for one in ("complained", "answered", "handled", "judged")),
            written="false",
            changed=_among("handled", "id"),
        ),
        policies("profession_complaintsource", seen=f"{COMPLAINED} OR {HANDLED}", written="false", changed="false"),
        policies(
            "profession_panelmember",
            seen=f"{HANDLED} OR {JUDGED} OR user_id = (SELECT access_me())",
            written=f"{HANDLED} AND {_ME}",
            changed=f"{HANDLED} OR user_id = (SELECT access_me())",
        ),
        policies(
            "profession_complaintword",
            seen=f"""{HANDLED}
                OR ({COMPLAINED} AND (side = 'complainant' OR to_complainant))
                OR ({ANSWERED} AND (side = 'subject' OR to_subject))
                OR ({JUDGED} AND (side::text IN ('complainant', 'subject', 'minutes') OR to_complainant OR to_subject
                                  OR (side = 'panel' AND {_SECOND})))""",
            written=f"""({COMPLAINED} AND side = 'complainant' AND NOT to_complainant AND NOT to_subject)
                OR ({ANSWERED} AND side = 'subject' AND {_ME} AND NOT to_complainant AND NOT to_subject)
                OR ({JUDGED} AND side = 'panel' AND {_ME})
                OR ({HANDLED} AND side::text IN ('secretary', 'minutes') AND {_ME})""",
            changed=HANDLED,
        ),
        policies("profession_hearing", seen=ANY_OF_THEM, written=f"{HANDLED} AND {_ME}", changed=HANDLED),
        policies("profession_ethicsdecision", seen=ANY_OF_THEM, written=f"{JUDGED} AND {_ME}", changed=HANDLED),
        policies(
            "profession_ethicsappeal",
            seen=f"""{HANDLED} OR {JUDGED} OR ({COMPLAINED} AND side = 'complainant')
                OR ({ANSWERED} AND side = 'subject')""",
            written=f"({COMPLAINED} AND side = 'complainant') OR ({ANSWERED} AND side = 'subject' AND {_ME})",
            changed="false",
        ),
        policies(
            "profession_digestentry",
            seen=f"published_on IS NOT NULL OR {_DIGEST}",
            written=f"{_DIGEST} AND {_among('handled')}",
            changed=f"{_DIGEST} AND {_among('handled')}",
        ),
        migrations.RunSQL(RECEIVE + PANEL + SHOWN + COURSE, migrations.RunSQL.noop),
    ]
