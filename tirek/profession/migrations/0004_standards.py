"""Who writes a professional standard, who comments on its draft, who reads a competence profile.

A published wording is never changed: the database refuses it whatever a page does. Comments are read by the office and
by whoever holds their code; everybody else reads the view, which names nobody who did not want it.
"""

from django.db import migrations, models
from django.db.models import Q

from tirek.access.rls import policies

DAY = "(now() AT TIME ZONE 'Asia/Almaty')::date"
_OFFICE = "unit_id = ANY((SELECT access_units_with('norm.publish'))::bigint[])"
_OF_STANDARD = f"EXISTS (SELECT FROM profession_professionalstandard s WHERE s.id = standard_id AND s.{_OFFICE})"
_OF_VERSION = (
    "EXISTS (SELECT FROM profession_standardversion v JOIN profession_professionalstandard s ON s.id = v.standard_id"
    f" WHERE v.id = version_id AND s.{_OFFICE})"
)
# On which days it is open says the act, by the clock of the house.
_COMMENTING = "EXISTS (SELECT FROM profession_standardversion v WHERE v.id = version_id AND v.state = 'consultation')"

# The owner of the tables, who has no user, is held by nothing here.
GUARDS = f"""
CREATE FUNCTION profession_guard_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN RAISE EXCEPTION 'a version begins as a draft'; END IF;
        RETURN NEW;
    END IF;
    IF OLD.state = 'replaced' OR (OLD.state = 'published' AND (NEW.state <> 'replaced'
       OR to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state')) THEN
        RAISE EXCEPTION 'a published version never changes';
    END IF;
    IF OLD.state <> 'published' AND NEW.state = 'replaced' THEN RAISE EXCEPTION 'a draft replaces nothing'; END IF;
    IF NEW.state = 'published' AND NEW.published_by_id IS DISTINCT FROM access_me() THEN
        RAISE EXCEPTION 'who publishes does so in their own name';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_standardversion
    FOR EACH ROW EXECUTE FUNCTION profession_guard_version();

CREATE FUNCTION profession_guard_clause() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN
        RAISE EXCEPTION 'a clause stays in its version';
    END IF;
    IF NOT EXISTS (SELECT FROM profession_standardversion v WHERE v.id = NEW.version_id
                   AND (v.state = 'draft' OR (v.state = 'consultation' AND v.comments_until < {DAY}))) THEN
        RAISE EXCEPTION 'clauses change in a draft alone, and not while everybody reads it';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_clause
    FOR EACH ROW EXECUTE FUNCTION profession_guard_clause();
REVOKE UPDATE ON profession_standardcomment, profession_competence FROM tirek_app;
GRANT UPDATE (outcome, answer, answered_by_id, answered_on, withheld) ON profession_standardcomment TO tirek_app;
"""  # nosec B608

# What was said of a draft, once it is answered. Who wrote it stands there if they wanted it.
COMMENTS = """
CREATE FUNCTION profession_open_comments(version bigint)
RETURNS TABLE (id bigint, uuid uuid, clause_id bigint, outcome text, answer text, answered_on date, withheld boolean,
               text text, author text, body text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT c.id, c.uuid, c.clause_id, c.outcome, c.answer, c.answered_on, c.withheld,
           CASE WHEN c.withheld THEN '' ELSE c.text END,
           CASE WHEN c.named THEN c.author ELSE '' END,
           CASE WHEN c.named THEN c.body ELSE '' END
    FROM profession_standardcomment c JOIN profession_standardversion v ON v.id = c.version_id
    WHERE c.version_id = version AND c.outcome <> 'open' AND v.state <> 'draft'
    ORDER BY c.id
$body$;

-- How many wrote and still wait for an answer: a number, so that nobody thinks that nothing was said.
CREATE FUNCTION profession_comments_waiting(version bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $body$
    SELECT count(*) FROM profession_standardcomment c JOIN profession_standardversion v ON v.id = c.version_id
    WHERE c.version_id = version AND c.outcome = 'open' AND v.state <> 'draft'
$body$;
"""

SUPERVISED = f"""
-- Whom I supervise by an agreement that runs today, with the posts they hold: whose competences I rate.
CREATE FUNCTION profession_rated_by_me()
RETURNS TABLE (practitioner_id bigint, uuid uuid, name text, sector text, cadre text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT DISTINCT p.id, p.uuid, concat_ws(' ', p.surname, p.given_name), t.sector::text, t.cadre::text
    FROM profession_supervisionagreement a
    JOIN profession_agreementmember m ON m.agreement_id = a.id
    JOIN profession_practitioner p ON p.id = m.practitioner_id
    LEFT JOIN profession_post t ON t.practitioner_id = p.id AND t.starts_on <= {DAY}
        AND (t.ends_on IS NULL OR t.ends_on > {DAY})
    WHERE a.supervisor_id = profession_me() AND m.practitioner_id <> a.supervisor_id
      AND m.accepted_on <= {DAY} AND (m.left_on IS NULL OR m.left_on > {DAY})
      AND a.starts_on <= {DAY} AND (a.ends_on IS NULL OR a.ends_on >= {DAY})
$body$;
"""  # nosec B608

_MINE = "practitioner_id = (SELECT profession_me())"
_SUPERVISED = "practitioner_id IN (SELECT r.practitioner_id FROM profession_rated_by_me() r)"
_KEPT = (
    "practitioner_id IN (SELECT p.id FROM profession_practitioner p"
    " WHERE p.unit_id = ANY((SELECT access_units_with('learning.approve'))::bigint[]))"
)


class Migration(migrations.Migration):
    dependencies = [("profession", "0003_register")]

    operations = [
        migrations.AddField("clause", "left_out", models.BooleanField(default=False)),
        migrations.RemoveConstraint("clause", "one_clause_per_number"),
        migrations.AddConstraint(
            "clause",
            models.UniqueConstraint(
                fields=["version", "number"],
                condition=Q(left_out=False),
                name="one_clause_per_number",
                violation_error_message="A clause of this number is there already.",
            ),
        ),
        migrations.AddField("standardcomment", "withheld", models.BooleanField(default=False)),
        migrations.AlterField("standardcomment", "author", models.CharField(blank=True, max_length=200)),
        migrations.RunSQL(
            SUPERVISED + GUARDS + COMMENTS,
            """
            DROP FUNCTION profession_comments_waiting(bigint);
            DROP FUNCTION profession_open_comments(bigint);
            DROP TRIGGER guarded ON profession_clause; DROP TRIGGER guarded ON profession_standardversion;
            DROP FUNCTION profession_guard_clause(); DROP FUNCTION profession_guard_version();
            DROP FUNCTION profession_rated_by_me();
            GRANT UPDATE ON profession_standardcomment, profession_competence TO tirek_app;
            """,
        ),
        policies("profession_professionalstandard", seen="true", written=_OFFICE, changed=_OFFICE),
        policies(
            "profession_standardversion",
            seen=f"state <> 'draft' OR {_OF_STANDARD}",
            written=_OF_STANDARD,
            changed=_OF_STANDARD,
        ),
        policies(
            "profession_clause",
            seen="EXISTS (SELECT FROM profession_standardversion v WHERE v.id = version_id)",
            written=_OF_VERSION,
            changed=_OF_VERSION,
        ),
        policies(
            "profession_standardcomment",
            seen=f"door_hash = (SELECT access_in_hand()) OR {_OF_VERSION}",
            written=f"outcome = 'open' AND answer = '' AND NOT withheld AND {_COMMENTING}",
            changed=_OF_VERSION,
        ),
        policies(
            "profession_competence",
            seen=f"{_MINE} OR {_SUPERVISED} OR {_KEPT}",
            written=f"CASE WHEN own THEN {_MINE} ELSE {_SUPERVISED} END",
            changed="false",
        ),
    ]
