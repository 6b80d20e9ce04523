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

WORKFORCE = """
-- The workforce as numbers: who practises on a day by region, sector and cadre of their main post, and in what they
-- differ. It gives no entry. What is crossed are heads, posts and vacancies alone. Who was supervised is between those
-- who met: of one to four people, supervised or not, no number leaves this function.
CREATE FUNCTION profession_workforce(on_day date)
RETURNS TABLE (figure text, code text, region text, sector text, cadre text, n numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
WITH held AS (
    SELECT o.practitioner_id, o.region_id::text AS region, o.sector::text AS sector, o.cadre::text AS cadre, o.share
    FROM profession_post o JOIN profession_practitioner p ON p.id = o.practitioner_id AND p.state = 'entered'
    WHERE o.starts_on <= on_day AND (o.ends_on IS NULL OR o.ends_on >= on_day)
), main AS (
    SELECT DISTINCT ON (practitioner_id) * FROM held ORDER BY practitioner_id, share DESC, sector, cadre, region
), people AS (
    SELECT m.region, m.sector, m.cadre, p.sex, p.languages,
        CASE WHEN p.born_year IS NULL THEN 'unknown' ELSE
            CASE WHEN extract(year FROM on_day) - p.born_year < 30 THEN '-29'
                 WHEN extract(year FROM on_day) - p.born_year < 40 THEN '30-39'
                 WHEN extract(year FROM on_day) - p.born_year < 50 THEN '40-49'
                 WHEN extract(year FROM on_day) - p.born_year < 60 THEN '50-59' ELSE '60+' END END AS age,
        EXISTS (SELECT FROM profession_education e WHERE e.practitioner_id = p.id AND e.social_work
                AND e.degree IN ('bachelor', 'master', 'doctor')) AS degree,
        (SELECT c.category FROM profession_certification c
         WHERE c.practitioner_id = p.id AND c.valid_from <= on_day AND c.valid_until >= on_day
           AND (c.withdrawn_on IS NULL OR c.withdrawn_on > on_day)
           AND NOT EXISTS (
               SELECT FROM profession_suspension z WHERE z.practitioner_id = p.id AND z.starts_on <= on_day
               AND (z.ends_on IS NULL OR z.ends_on >= on_day) AND (z.lifted_on IS NULL OR z.lifted_on > on_day))
         ORDER BY c.valid_from DESC, c.id DESC LIMIT 1) AS category,
        EXISTS (SELECT FROM profession_meetingpresence x
                JOIN profession_supervisionmeeting s ON s.id = x.meeting_id AND s.state = 'held'
                JOIN profession_supervisionagreement a ON a.id = s.agreement_id AND a.form <> 'peer'
                WHERE x.practitioner_id = p.id AND s."on" > on_day - interval '3 months' AND s."on" <= on_day)
            AS supervised
    FROM main m JOIN profession_practitioner p ON p.id = m.practitioner_id
), gone AS (
    SELECT DISTINCT ON (p.id) coalesce(o.region_id, p.region_id)::text AS region, coalesce(o.sector, 'unknown')::text
        AS sector, coalesce(o.cadre, 'unknown')::text AS cadre
    FROM profession_practitioner p LEFT JOIN profession_post o ON o.practitioner_id = p.id
    WHERE p.state = 'left' AND p.left_on > on_day - interval '1 year' AND p.left_on <= on_day
    ORDER BY p.id, o.starts_on DESC NULLS LAST, o.share DESC
), rows AS (
    SELECT 'people' AS figure, '' AS code, region, sector, cadre, 1::numeric AS n FROM people
    UNION ALL SELECT 'posts', '', region, sector, cadre, share FROM held
    UNION ALL SELECT 'vacant', '', v.region_id, v.sector, v.cadre, v.posts FROM profession_vacancy v
        WHERE v.opened_on <= on_day AND (v.filled_on IS NULL OR v.filled_on > on_day)
    UNION ALL SELECT 'degree', '', region, sector, cadre, degree::int FROM people
    UNION ALL SELECT 'certified', '', region, sector, cadre, (category IS NOT NULL)::int FROM people
    UNION ALL SELECT 'category', category::text, region, sector, cadre, 1 FROM people WHERE category IS NOT NULL
    UNION ALL SELECT 'supervised', '', region, sector, cadre, supervised::int FROM people
    UNION ALL SELECT 'age', age, region, sector, cadre, 1 FROM people
    UNION ALL SELECT 'sex', coalesce(nullif(sex, ''), 'unknown'), region, sector, cadre, 1 FROM people
    UNION ALL SELECT 'language', l.code, region, sector, cadre, 1 FROM people CROSS JOIN unnest(languages) AS l(code)
    UNION ALL SELECT 'left', '', region, sector, cadre, 1 FROM gone
)
SELECT r.figure, r.code, r.region, r.sector, r.cadre,
    CASE WHEN r.figure = 'supervised' AND (sum(r.n) BETWEEN 1 AND 4 OR count(*) - sum(r.n) BETWEEN 1 AND 4) THEN NULL
         ELSE sum(r.n) END
FROM rows r
GROUP BY GROUPING SETS ((r.figure, r.code), (r.figure, r.code, r.region), (r.figure, r.code, r.sector),
    (r.figure, r.code, r.cadre), (r.figure, r.code, r.region, r.sector, r.cadre))
HAVING r.figure IN ('people', 'posts', 'vacant')
    OR GROUPING(r.region, r.sector, r.cadre) = 7
    OR (GROUPING(r.cadre) = 1 AND r.figure IN ('degree', 'certified', 'supervised', 'left'))
$body$;
REVOKE EXECUTE ON FUNCTION profession_workforce(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION profession_workforce(date) TO tirek_app;
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
        migrations.RunSQL(WORKFORCE, "DROP FUNCTION profession_workforce(date);"),
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
