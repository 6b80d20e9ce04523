"""Who sees and changes plans and their items: the office that keeps them, who answers for an item, and, once a plan
is public, everybody. What was reported is never changed; who answers changes the state and the day of an item alone.

The workforce is told from here as numbers: who may see figures sees no entry of the register by that.
"""

from django.db import migrations, models
from django.db.models import Q

from tirek.access.rls import policies

FUNCTIONS = """
-- The plans in which the current user answers for an item. Beneath row security, or the two policies would ask each other.
CREATE FUNCTION profession_my_plans() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT r.plan_id), '{}') FROM profession_recommendation r
    JOIN access_user u ON u.id = r.answers_id AND u.is_active WHERE r.answers_id = access_me();
END;

-- Whom to remind on a day: users, and nothing of what they are reminded of.
CREATE FUNCTION profession_whom_to_remind(due_until date, reminded_before date) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT DISTINCT r.answers_id FROM profession_recommendation r
    JOIN access_user u ON u.id = r.answers_id AND u.is_active
    WHERE r.state IN ('adopted', 'running') AND r.due_on <= due_until
      AND (r.reminded_on IS NULL OR r.reminded_on <= reminded_before);
END;
REVOKE EXECUTE ON FUNCTION profession_whom_to_remind(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION profession_whom_to_remind(date, date) TO tirek_app;
"""

GUARD = """
CREATE FUNCTION profession_guard_recommendation() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
AS $body$
BEGIN
    IF access_me() IS NULL THEN RETURN NEW; END IF;
    IF NEW.plan_id <> OLD.plan_id THEN RAISE EXCEPTION 'an item stays in its plan'; END IF;
    IF EXISTS (SELECT FROM profession_actionplan p
               WHERE p.id = OLD.plan_id AND p.unit_id = ANY(access_units_with('recommendation.keep'))) THEN
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - 'state' - 'due_on' - 'reminded_on'
       IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'due_on' - 'reminded_on' THEN
        RAISE EXCEPTION 'who answers for an item reports on it, and changes nothing else';
    END IF;
    IF OLD.state NOT IN ('adopted', 'running', 'done') OR NEW.state NOT IN (OLD.state, 'running', 'done') THEN
        RAISE EXCEPTION 'the office adopts and drops';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER guarded BEFORE UPDATE ON profession_recommendation
    FOR EACH ROW EXECUTE FUNCTION profession_guard_recommendation();
"""

_KEPT = "unit_id = ANY((SELECT access_units_with('recommendation.keep'))::bigint[])"
_PLAN = "EXISTS (SELECT FROM profession_actionplan p WHERE p.id = plan_id{})"
_OF_KEPT = _PLAN.format(f" AND p.{_KEPT}")
_ANSWERS = (
    "(answers_id = (SELECT access_me())"
    " AND cardinality((SELECT access_units_with('recommendation.report'))::bigint[]) > 0)"
)
_OF_ITEM = "EXISTS (SELECT FROM profession_recommendation r WHERE r.id = recommendation_id{})"
_REPORTS = _OF_ITEM.format(
    f" AND (EXISTS (SELECT FROM profession_actionplan p WHERE p.id = r.plan_id AND p.{_KEPT}) OR r.{_ANSWERS[1:]}"
)


def _filled(*languages: str) -> Q:
    return ~Q(**{f"text_{languages[0]}": ""}) & ~Q(**{f"text_{languages[1]}": ""})


class Migration(migrations.Migration):
    dependencies = [("profession", "0010_ethics"), ("access", "0008_units_with_a_permission")]

    operations = [
        migrations.AddField("recommendationreport", "changed", models.JSONField(default=dict)),
        migrations.AddConstraint(
            "recommendation",
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "dropped"))
                | _filled("kk", "ru")
                | _filled("kk", "en")
                | _filled("ru", "en"),
                name="what_is_adopted_stands_in_two_languages",
                violation_error_message="Write the text in two languages at least.",
            ),
        ),
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION profession_my_plans(); DROP FUNCTION profession_whom_to_remind(date, date);",
        ),
        policies(
            "profession_actionplan",
            seen=f"public_since IS NOT NULL OR {_KEPT} OR id = ANY((SELECT profession_my_plans())::bigint[])",
            written=_KEPT,
            changed=_KEPT,
        ),
        policies(
            "profession_recommendation",
            seen=_PLAN.format(""),
            written=_OF_KEPT,
            changed=f"{_OF_KEPT} OR {_ANSWERS}",
        ),
        policies(
            "profession_recommendationreport",
            seen=_OF_ITEM.format(""),
            written=f"recorded_by_id = (SELECT access_me()) AND {_REPORTS}",
            changed="false",
        ),
        migrations.RunSQL(
            GUARD,
            "DROP TRIGGER guarded ON profession_recommendation; DROP FUNCTION profession_guard_recommendation();",
        ),
    ]
