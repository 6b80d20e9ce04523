"""Who may change what of a request for research data: the asker agrees and withdraws, the manager decides and recalls.

The database refuses the rest whatever a page does. The rows of a release are sealed in a table of their own, which the
asker sees while the release lasts, and nobody else reads.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from tirek.access.rls import policies

DECIDES = """
CREATE FUNCTION outcomes_decides_research(organisation bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM access_membership m
    JOIN access_user u ON u.id = m.user_id AND u.is_active
    JOIN access_unit n ON n.id = m.unit_id
    WHERE m.user_id = access_me() AND m.role_id = 'manager' AND n.organisation_id = organisation
      AND m.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
      AND (m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date)
);
"""

# The owner of the tables, who has no user, is held by nothing here: the nightly work empties what is over.
REQUESTS = """
CREATE FUNCTION outcomes_guard_request() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'asked' OR NEW.agreed_at IS NOT NULL OR NEW.decided_by_id IS NOT NULL
           OR NOT EXISTS (SELECT FROM access_unit n WHERE n.organisation_id = NEW.organisation_id
                          AND n.id = ANY(access_units())) THEN
            RAISE EXCEPTION 'a request begins undecided, in an organisation of the asker';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'asked' THEN
        RAISE EXCEPTION 'this request was decided';
    END IF;
    IF (NEW.agreed_at, NEW.agreement) IS DISTINCT FROM (OLD.agreed_at, OLD.agreement)
       AND NEW.asked_by_id <> access_me() THEN
        RAISE EXCEPTION 'the asker alone accepts the agreement';
    END IF;
    IF NEW.state = 'withdrawn' THEN
        IF NEW.asked_by_id <> access_me() THEN RAISE EXCEPTION 'the asker alone withdraws'; END IF;
    ELSIF (NEW.state, NEW.decided_by_id, NEW.decided_on, NEW.reason, NEW.k, NEW.diversity, NEW.until)
          IS DISTINCT FROM (OLD.state, OLD.decided_by_id, OLD.decided_on, OLD.reason, OLD.k, OLD.diversity, OLD.until)
    THEN
        IF NEW.decided_by_id IS DISTINCT FROM access_me() OR NOT outcomes_decides_research(NEW.organisation_id) THEN
            RAISE EXCEPTION 'a manager of the organisation decides, in their own name';
        END IF;
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON outcomes_researchrequest
    FOR EACH ROW EXECUTE FUNCTION outcomes_guard_request();
REVOKE UPDATE ON outcomes_researchrequest FROM tirek_app;
GRANT UPDATE (agreed_at, agreement, state, decided_by_id, decided_on, reason, k, diversity, until)
    ON outcomes_researchrequest TO tirek_app;
"""

RELEASES = """
CREATE FUNCTION outcomes_guard_release() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE asked outcomes_researchrequest;
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    SELECT * INTO asked FROM outcomes_researchrequest q WHERE q.id = NEW.request_id;
    IF TG_OP = 'INSERT' THEN
        IF asked.state IS DISTINCT FROM 'approved' OR NEW.released_by_id IS DISTINCT FROM access_me()
           OR NOT outcomes_decides_research(asked.organisation_id) THEN
            RAISE EXCEPTION 'a manager hands over what was approved';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.taken_at IS DISTINCT FROM OLD.taken_at AND asked.asked_by_id IS DISTINCT FROM access_me() THEN
        RAISE EXCEPTION 'the asker alone takes the data';
    END IF;
    IF (NEW.recalled_on, NEW.recalled_by_id, NEW.recall_reason)
       IS DISTINCT FROM (OLD.recalled_on, OLD.recalled_by_id, OLD.recall_reason)
       AND (OLD.recalled_on IS NOT NULL OR NEW.recalled_by_id IS DISTINCT FROM access_me()
            OR NOT outcomes_decides_research(asked.organisation_id)) THEN
        RAISE EXCEPTION 'a manager recalls a release, once';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE INSERT OR UPDATE ON outcomes_researchrelease
    FOR EACH ROW EXECUTE FUNCTION outcomes_guard_release();
REVOKE UPDATE ON outcomes_researchrelease FROM tirek_app;
GRANT UPDATE (taken_at, recalled_on, recalled_by_id, recall_reason) ON outcomes_researchrelease TO tirek_app;
"""

_OF_FILE = """EXISTS (
    SELECT FROM outcomes_researchrelease r JOIN outcomes_researchrequest q ON q.id = r.request_id
    WHERE r.id = release_id AND ({}))"""
_TAKES = """q.asked_by_id = (SELECT access_me()) AND r.recalled_on IS NULL
    AND r.until >= (now() AT TIME ZONE 'Asia/Almaty')::date"""
_DECIDES = "outcomes_decides_research(q.organisation_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0003_facts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("researchrequest", "agreement", models.CharField(blank=True, max_length=10)),
        migrations.AddField("researchrequest", "k", models.PositiveSmallIntegerField(default=5)),
        migrations.AddField("researchrequest", "diversity", models.PositiveSmallIntegerField(default=2)),
        migrations.AddField("researchrelease", "recall_reason", models.TextField(blank=True)),
        migrations.AddField(
            "researchrelease",
            "recalled_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "researchrelease",
            models.UniqueConstraint(fields=["request"], name="one_release_per_request"),
        ),
        migrations.AddConstraint(
            "researchrequest",
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(decided_by__isnull=False) & Q(agreed_at__isnull=False) & Q(decided_on__isnull=False)),
                name="approved_research_was_agreed_and_decided",
            ),
        ),
        migrations.AddConstraint(
            "researchrequest",
            models.CheckConstraint(
                condition=Q(k__gte=5, diversity__gte=2),
                name="research_hides_everybody_among_five",
                violation_error_message="At least five families must look alike and differ by at least two values.",
            ),
        ),
        migrations.CreateModel(
            name="ResearchFile",
            fields=[
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="outcomes.researchrelease",
                    ),
                ),
                ("sealed", models.TextField()),
            ],
        ),
        migrations.RunSQL(DECIDES, migrations.RunSQL.noop),
        migrations.RunSQL(REQUESTS, migrations.RunSQL.noop),
        migrations.RunSQL(RELEASES, migrations.RunSQL.noop),
        policies(
            "outcomes_researchfile",
            seen=_OF_FILE.format(f"({_TAKES}) OR {_DECIDES}"),
            written=_OF_FILE.format(_DECIDES),
            changed=_OF_FILE.format(_DECIDES),
        ),
    ]
