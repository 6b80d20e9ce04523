"""The register: who reads an entry, who changes what of it, and the little of it that anybody may learn.

An entry belongs to its practitioner and to the office that keeps it. Others know a name and a number; the public knows
what the practitioner agreed to. Nothing of a category or a suspension is ever changed, it only ends.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import tirek.kernel.clock
import tirek.kernel.ids
from tirek.access.rls import policies

KEEPS = "unit_id = ANY((SELECT access_units_with('register.keep'))::bigint[])"
MINE = "practitioner_id = (SELECT profession_me())"
KEPT = f"EXISTS (SELECT FROM profession_practitioner p WHERE p.id = practitioner_id AND p.{KEEPS})"
#: The parent's own policy decides: whoever reads the entry reads what hangs on it.
WITH_ENTRY = "EXISTS (SELECT FROM profession_practitioner p WHERE p.id = practitioner_id)"
JUDGED = "ANY((SELECT profession_judged_entries())::bigint[])"

FUNCTIONS = """
CREATE SEQUENCE profession_entry_number;
GRANT USAGE ON SEQUENCE profession_entry_number TO tirek_app;

-- Practitioners about whom the current user handles a complaint, or judges one as a member of the panel who is free.
CREATE FUNCTION profession_judged_entries() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT c.about_id), '{}') FROM profession_complaint c
    WHERE c.about_id IS NOT NULL AND (
        c.unit_id = ANY(access_units_with('ethics.handle'))
        OR (cardinality(access_units_with('ethics.judge')) > 0 AND EXISTS (
            SELECT FROM profession_panelmember m
            WHERE m.complaint_id = c.id AND m.user_id = access_me() AND m.free AND m.left_on IS NULL)));
END;

-- Name and number of entries somebody of the profession meets in an agreement, a placement, a certificate.
CREATE FUNCTION profession_names(ids bigint[])
RETURNS TABLE (id bigint, uuid uuid, number text, surname text, given_name text, patronymic text)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.id, p.uuid, p.number, p.surname, p.given_name, p.patronymic FROM profession_practitioner p
    WHERE p.id = ANY(ids) AND cardinality(access_units_with('profession.view')) > 0;
END;

-- Colleagues to choose from: whoever works for the profession finds them by name, everybody in it by the exact number.
CREATE FUNCTION profession_colleagues(words text[], exactly text, first integer)
RETURNS TABLE (id bigint, uuid uuid, number text, surname text, given_name text, patronymic text)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.id, p.uuid, p.number, p.surname, p.given_name, p.patronymic FROM profession_practitioner p
    WHERE p.state = 'entered' AND cardinality(access_units_with('profession.view')) > 0 AND (
        p.number = upper(exactly)
        OR (cardinality(words) > 0 AND p.name_key LIKE ALL (SELECT '%' || w || '%' FROM unnest(words) w)
            AND 0 < cardinality(access_units_with('register.keep') || access_units_with('supervision.hold')
                || access_units_with('ethics.handle') || access_units_with('learning.approve')
                || access_units_with('session.hold') || access_units_with('certificate.issue')
                || access_units_with('membership.keep'))))
    ORDER BY p.sort_key LIMIT least(first, 50);
END;
"""

# Beneath row security, for anybody: whoever agreed, is entered and not suspended; the least that helps to find them.
OPEN = """
CREATE FUNCTION profession_open(on_day date, words text[], exactly text, place text, field text, degree text,
                                tongue text, topic text, one uuid, first integer, skip integer)
RETURNS TABLE (found bigint, uuid uuid, number text, surname text, given_name text, patronymic text, region_id text,
               languages text[], specialisations text[], category text, valid_until date, sectors text[])
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    WITH agreed AS (
        SELECT p.id, p.sort_key, c.category, c.valid_until FROM profession_practitioner p
        LEFT JOIN LATERAL (
            SELECT h.category, h.valid_until FROM profession_certification h
            WHERE h.practitioner_id = p.id AND h.withdrawn_on IS NULL AND on_day BETWEEN h.valid_from AND h.valid_until
            ORDER BY h.valid_until DESC, h.decided_on DESC, h.id DESC LIMIT 1
        ) c ON true
        WHERE p.state = 'entered' AND p.public_since <= on_day
          AND (one IS NULL OR p.uuid = one)
          AND ((exactly = '' AND cardinality(words) = 0) OR p.number = upper(exactly)
               OR (cardinality(words) > 0 AND p.name_key LIKE ALL (SELECT '%' || w || '%' FROM unnest(words) w)))
          AND (place = '' OR p.region_id = place)
          AND (tongue = '' OR tongue = ANY(p.languages))
          AND (topic = '' OR topic = ANY(p.specialisations))
          AND (degree = '' OR c.category = degree)
          AND (field = '' OR EXISTS (
              SELECT FROM profession_post w WHERE w.practitioner_id = p.id AND w.sector = field
              AND w.starts_on <= on_day AND (w.ends_on IS NULL OR w.ends_on >= on_day)))
          AND NOT EXISTS (
              SELECT FROM profession_suspension s WHERE s.practitioner_id = p.id AND s.starts_on <= on_day
              AND (s.ends_on IS NULL OR s.ends_on >= on_day) AND (s.lifted_on IS NULL OR s.lifted_on > on_day))
    ), page AS (
        SELECT a.*, count(*) OVER () AS found FROM agreed a ORDER BY a.sort_key, a.id
        LIMIT least(first, 100) OFFSET skip
    )
    SELECT page.found, p.uuid, p.number, p.surname, p.given_name, p.patronymic, p.region_id, p.languages,
           p.specialisations, page.category, page.valid_until,
           ARRAY(SELECT DISTINCT w.sector::text FROM profession_post w WHERE w.practitioner_id = p.id
                 AND w.starts_on <= on_day AND (w.ends_on IS NULL OR w.ends_on >= on_day))
    FROM page JOIN profession_practitioner p ON p.id = page.id ORDER BY page.sort_key, page.id;
END;
"""

# The owner of the tables, who has no user, is held by nothing here: nightly reminders write the day they were sent.
GUARDS = """
CREATE FUNCTION profession_guard_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE kept boolean := NEW.unit_id = ANY(access_units_with('register.keep'));
        own boolean := NEW.user_id IS NOT DISTINCT FROM access_me();
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NOT kept AND NOT (own AND NEW.state = 'applied' AND NEW.number IS NULL AND NEW.public_since IS NULL) THEN
            RAISE EXCEPTION 'whoever does not keep the register applies for themselves';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.unit_id <> OLD.unit_id OR (OLD.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number) THEN
        RAISE EXCEPTION 'an entry keeps its number and its office';
    END IF;
    IF NEW.public_since IS DISTINCT FROM OLD.public_since AND NEW.public_since IS NOT NULL AND NOT own
       AND NOT (kept AND NEW.user_id IS NULL) THEN
        RAISE EXCEPTION 'the practitioner alone agrees to be found';
    END IF;
    IF own AND NEW.state = 'entered' AND OLD.state <> 'entered' THEN
        RAISE EXCEPTION 'nobody enters themselves or brings back their own entry';
    END IF;
    IF kept THEN RETURN NEW; END IF;
    IF (NEW.number, NEW.user_id, NEW.entered_on) IS DISTINCT FROM (OLD.number, OLD.user_id, OLD.entered_on)
       OR ((NEW.surname, NEW.given_name, NEW.patronymic) IS DISTINCT FROM
           (OLD.surname, OLD.given_name, OLD.patronymic) AND NOT (own AND OLD.state IN ('applied', 'declined'))) THEN
        RAISE EXCEPTION 'the office alone changes who an entry is about';
    END IF;
    IF NEW.state IS DISTINCT FROM OLD.state AND NOT (
        (own AND (OLD.state, NEW.state) IN (('declined', 'applied'), ('left', 'applied'), ('entered', 'left')))
        OR (NOT own AND OLD.id = ANY(profession_judged_entries())
            AND (OLD.state, NEW.state) IN (('entered', 'removed'), ('removed', 'entered')))) THEN
        RAISE EXCEPTION 'this step is not theirs';
    END IF;
    IF NOT own AND (NEW.region_id, NEW.email, NEW.phone, NEW.languages, NEW.specialisations, NEW.born_year, NEW.sex)
       IS DISTINCT FROM (OLD.region_id, OLD.email, OLD.phone, OLD.languages, OLD.specialisations, OLD.born_year, OLD.sex)
    THEN
        RAISE EXCEPTION 'a panel changes nothing of an entry but whether it stands';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_practitioner
    FOR EACH ROW EXECUTE FUNCTION profession_guard_entry();

CREATE FUNCTION profession_guard_education() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NOT NULL AND NEW.seen AND NOT EXISTS (
        SELECT FROM profession_practitioner p
        WHERE p.id = NEW.practitioner_id AND p.unit_id = ANY(access_units_with('register.keep'))) THEN
        RAISE EXCEPTION 'the office alone says that it saw the paper';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_education
    FOR EACH ROW EXECUTE FUNCTION profession_guard_education();
REVOKE UPDATE ON profession_education FROM tirek_app;
GRANT UPDATE (seen) ON profession_education TO tirek_app;
REVOKE UPDATE ON profession_post FROM tirek_app;
GRANT UPDATE (ends_on) ON profession_post TO tirek_app;

CREATE FUNCTION profession_guard_certification() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF NEW.practitioner_id = profession_me() THEN RAISE EXCEPTION 'nobody certifies themselves'; END IF;
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_on IS NOT NULL THEN
        RAISE EXCEPTION 'this category was withdrawn';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_certification
    FOR EACH ROW EXECUTE FUNCTION profession_guard_certification();
REVOKE UPDATE ON profession_certification FROM tirek_app;
GRANT UPDATE (withdrawn_on, reason) ON profession_certification TO tirek_app;

CREATE FUNCTION profession_guard_suspension() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF NEW.practitioner_id = profession_me() THEN RAISE EXCEPTION 'nobody suspends themselves or lifts it'; END IF;
    IF TG_OP = 'UPDATE' AND OLD.lifted_on IS NOT NULL THEN RAISE EXCEPTION 'this suspension was lifted'; END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_suspension
    FOR EACH ROW EXECUTE FUNCTION profession_guard_suspension();
REVOKE UPDATE ON profession_suspension FROM tirek_app;
GRANT UPDATE (lifted_on, lifted_why) ON profession_suspension TO tirek_app;

REVOKE UPDATE ON profession_vacancy FROM tirek_app;
GRANT UPDATE (posts, filled_on) ON profession_vacancy TO tirek_app;
REVOKE UPDATE ON profession_entryrequirement FROM tirek_app;
GRANT UPDATE (ended_on) ON profession_entryrequirement TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("profession", "0002_doors"),
        ("people", "0001_name_functions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField("certification", "suspended_from"),
        migrations.RemoveField("certification", "suspended_until"),
        migrations.AlterField(
            "practitioner", "number", models.CharField(blank=True, max_length=20, null=True, unique=True)
        ),
        migrations.AddField(
            "practitioner",
            "name_key",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    F("surname"),
                    F("given_name"),
                    F("patronymic"),
                    arg_joiner=" || ' ' || ",
                    function="people_name_fold",
                ),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            "practitioner",
            "sort_key",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func(F("surname"), F("given_name"), F("patronymic"), function="people_kk_sort"),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddIndex("practitioner", models.Index(fields=["sort_key"], name="practitioner_by_alphabet")),
        migrations.AddConstraint(
            "practitioner",
            models.CheckConstraint(
                condition=~Q(state="entered") | Q(number__isnull=False, entered_on__isnull=False),
                name="who_is_entered_has_a_number",
            ),
        ),
        migrations.AddConstraint(
            "practitioner",
            models.CheckConstraint(
                condition=Q(public_since=None) | Q(state="entered"), name="only_who_is_entered_is_public"
            ),
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=tirek.kernel.ids.new_uuid, editable=False, unique=True)),
                ("recorded_at", models.DateTimeField(default=tirek.kernel.clock.now, editable=False)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("decision", models.CharField(max_length=80)),
                ("reason", models.CharField(max_length=300)),
                ("lifted_on", models.DateField(blank=True, null=True)),
                ("lifted_why", models.CharField(blank=True, max_length=300)),
                (
                    "practitioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to="profession.practitioner",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                        name="suspension_ends_after_it_starts",
                        violation_error_message="The end lies before the start.",
                    )
                ]
            },
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN, migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        policies(
            "profession_practitioner",
            seen=f"user_id = (SELECT access_me()) OR {KEEPS} OR id = {JUDGED}",
            written="(user_id = (SELECT access_me()) AND cardinality(access_units_with('profession.view')) > 0)"
            f" OR {KEEPS}",
            changed=f"user_id = (SELECT access_me()) OR {KEEPS} OR id = {JUDGED}",
        ),
        policies("profession_education", seen=WITH_ENTRY, written=f"{MINE} OR {KEPT}", changed=KEPT),
        policies("profession_post", seen=WITH_ENTRY, written=f"{MINE} OR {KEPT}", changed=f"{MINE} OR {KEPT}"),
        policies("profession_certification", seen=WITH_ENTRY, written=KEPT, changed=KEPT),
        policies(
            "profession_suspension",
            seen=WITH_ENTRY,
            written=f"{KEPT} OR practitioner_id = {JUDGED}",
            changed=f"{KEPT} OR practitioner_id = {JUDGED}",
        ),
        policies("profession_vacancy", seen="true", written=KEEPS, changed=KEEPS),
        policies(
            "profession_entryrequirement",
            seen="unit_id = ANY((SELECT access_units())::bigint[])",
            written="unit_id = ANY((SELECT access_units_with('entry.require'))::bigint[])",
            changed="unit_id = ANY((SELECT access_units_with('entry.require'))::bigint[])",
        ),
    ]
