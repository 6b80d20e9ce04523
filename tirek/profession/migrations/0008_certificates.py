"""Who reads, issues and withdraws certificates, and who may sign: the office alone reads the sealed half of its key.

What anybody may ask goes through two functions of the owner: a certificate by its code, with the least that lets it be
checked, and the public halves of an office's keys.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from tirek.access.rls import policies

# Once issued, a certificate says what it said. It can be withdrawn, once, in one's own name.
GUARD = """
CREATE FUNCTION profession_guard_certificate() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.revoked_on IS NOT NULL OR NEW.recorded_by_id IS DISTINCT FROM access_me()
           OR NOT EXISTS (SELECT FROM profession_issuerkey k
                          WHERE k.id = NEW.key_id AND k.unit_id = NEW.unit_id AND k.retired_on IS NULL) THEN
            RAISE EXCEPTION 'a certificate is issued in one''s own name, with the key of its office';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.revoked_on IS NOT NULL OR NEW.revoked_on IS NULL OR NEW.revoked_by_id IS DISTINCT FROM access_me() THEN
        RAISE EXCEPTION 'a certificate is withdrawn once, in one''s own name';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON profession_certificate
    FOR EACH ROW EXECUTE FUNCTION profession_guard_certificate();
REVOKE UPDATE ON profession_certificate, profession_issuerkey FROM tirek_app;
GRANT UPDATE (revoked_on, revoked_by_id, reason) ON profession_certificate TO tirek_app;
GRANT UPDATE (retired_on, status_list) ON profession_issuerkey TO tirek_app;
"""
UNGUARD = """
DROP TRIGGER guarded ON profession_certificate;
DROP FUNCTION profession_guard_certificate();
GRANT UPDATE ON profession_certificate, profession_issuerkey TO tirek_app;
"""

# A category taken back, an entry removed or a membership ended takes its certificate with it: ended_on is the earliest
# of them. While an entry is suspended its category rests.
OPEN = """
CREATE FUNCTION profession_certificate_by_code(wanted text, on_day date)
RETURNS TABLE (
    kind text, holder text, title_kk text, title_ru text, title_en text, hours numeric, issued_on date,
    valid_until date, ended_on date, rests boolean, unit_id bigint, public jsonb
) LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT c.kind, c.holder, c.title_kk, c.title_ru, c.title_en, c.hours, c.issued_on, c.valid_until,
           LEAST(c.revoked_on, q.withdrawn_on, CASE WHEN m.state IN ('left', 'excluded') THEN m.until END,
                 CASE WHEN p.state IN ('left', 'removed') THEN p.left_on END),
           EXISTS (SELECT FROM profession_suspension s WHERE s.practitioner_id = p.id
                   AND on_day BETWEEN s.starts_on AND COALESCE(s.ends_on, on_day)),
           c.unit_id, k.public
    FROM profession_certificate c
    JOIN profession_issuerkey k ON k.id = c.key_id
    LEFT JOIN profession_certification q ON q.id = c.certification_id
    LEFT JOIN profession_practitioner p ON p.id = q.practitioner_id
    LEFT JOIN profession_member m ON m.id = c.member_id
    WHERE c.code = wanted;
END;

CREATE FUNCTION profession_issuer_keys(office bigint)
RETURNS TABLE (uuid uuid, public jsonb, retired_on date, status_list text) LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT k.uuid, k.public, k.retired_on, k.status_list FROM profession_issuerkey k
    WHERE k.unit_id = office ORDER BY k.retired_on NULLS FIRST, k.id DESC;
END;
"""

_ISSUES = "unit_id = ANY((SELECT access_units_with('certificate.issue'))::bigint[])"
# One's own: as a practitioner, as the user who registered, or with the code of the registration in hand.
_OWN = """practitioner_id = (SELECT profession_me()) OR EXISTS (
    SELECT FROM profession_registration r WHERE r.id = registration_id
    AND (r.user_id = (SELECT access_me()) OR r.door_hash = (SELECT access_in_hand())))"""


def _of(model: str) -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        null=True,
        blank=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="certificates",
        to=f"profession.{model}",
    )


def _once(name: str, *fields: str, given: str) -> migrations.AddConstraint:
    condition = Q(**{f"{given}__isnull": False, "revoked_on": None})
    return migrations.AddConstraint(
        "certificate", models.UniqueConstraint(fields=list(fields), condition=condition, name=name)
    )


class Migration(migrations.Migration):
    dependencies = [("profession", "0007_sessions")]

    operations = [
        migrations.AddField("issuerkey", "status_list", models.TextField(default="")),
        migrations.AddField("certificate", "position", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("certificate", "course", _of("course")),
        migrations.AddField("certificate", "member", _of("member")),
        migrations.AlterField("certificate", "registration", _of("registration")),
        migrations.AlterField("certificate", "certification", _of("certification")),
        migrations.AddIndex("certificate", models.Index(fields=["unit", "-issued_on"], name="certificate_by_day")),
        migrations.AddConstraint(
            "issuerkey",
            models.UniqueConstraint(fields=["unit"], condition=Q(retired_on=None), name="an_office_signs_with_one_key"),
        ),
        migrations.AddConstraint(
            "certificate", models.UniqueConstraint(fields=["key", "position"], name="one_place_in_a_status_list")
        ),
        _once("one_certificate_for_a_session", "registration", given="registration"),
        _once("one_certificate_for_a_category", "certification", given="certification"),
        _once("one_certificate_for_a_course", "course", "practitioner", given="course"),
        _once("one_certificate_for_a_year_of_membership", "member", "valid_until", given="member"),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(
            OPEN,
            "DROP FUNCTION profession_certificate_by_code(text, date); DROP FUNCTION profession_issuer_keys(bigint);",
        ),
        policies("profession_issuerkey", seen=_ISSUES, written=_ISSUES, changed=_ISSUES),
        policies("profession_certificate", seen=f"{_ISSUES} OR {_OWN}", written=_ISSUES, changed=_ISSUES),
    ]
