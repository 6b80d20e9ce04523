"""Whoever was told of a duty sees it as long as they reach the duty; how far duties were kept is counted."""

from django.db import migrations

# Reach and doors of a notice are those of its duty: what the duty's own policy hides, whatever the reason, is not
# told. The nightly run alone writes notices.
MINE = "user_id = (SELECT access_me()) AND EXISTS (SELECT FROM casework_duty d WHERE d.id = duty_id)"

NOTICES = f"""
ALTER POLICY seen ON casework_notice USING ({MINE});
ALTER POLICY changed ON casework_notice USING ({MINE}) WITH CHECK ({MINE});
-- The application marks as read and answers; who was told what and when stays as it was.
REVOKE UPDATE ON casework_notice FROM tirek_app;
GRANT UPDATE (read_at, answered_on, answer) ON casework_notice TO tirek_app;
"""

# How a duty stands on a day. A case that was closed before the last good day owes nothing any more; one that was closed
# after it had missed it, and so had a follow-up that can't be made up for, whose clock started after the closure.
KEPT = """
CREATE FUNCTION casework_kept(state text, since date, due date, met date, closed date, on_day date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE state
    WHEN 'met' THEN CASE WHEN met > due THEN 'late' ELSE 'in_time' END
    WHEN 'open' THEN CASE WHEN due < on_day THEN 'broken' ELSE 'ahead' END
    WHEN 'lapsed' THEN CASE WHEN closed IS NULL OR due < closed OR since >= closed THEN 'broken' ELSE 'lapsed' END
END;
"""

# Counts for managers, who see figures and no file: of their units, as numbers, never as rows.
COMPLIANCE = """
CREATE FUNCTION casework_compliance(from_day date, until_day date, on_day date)
RETURNS TABLE (unit_id bigint, rule text, kept text, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH mine AS (
        SELECT DISTINCT m.unit_id
        FROM access_membership m JOIN access_user u ON u.id = m.user_id AND u.is_active
        WHERE m.user_id = access_me() AND m.role_id = 'manager'
          AND m.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
          AND (m.ends_on IS NULL OR m.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date)
    )
    SELECT d.unit_id, d.rule::text, casework_kept(d.state, d.done_on, d.due_on, d.met_on, c.closed_on, on_day), count(*)
    FROM casework_duty d JOIN mine USING (unit_id) JOIN casework_case c ON c.id = d.case_id
    WHERE d.due_on BETWEEN from_day AND until_day AND d.state <> 'not_applicable'
      AND NOT d.case_id = ANY((SELECT casework_blocked_cases())::bigint[])  -- files kept apart from a manager
    GROUP BY 1, 2, 3
$body$;
REVOKE EXECUTE ON FUNCTION casework_compliance(date, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION casework_compliance(date, date, date) TO tirek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_conflicts"), ("access", "0007_every_programme")]

    operations = [
        migrations.RunSQL(NOTICES, migrations.RunSQL.noop),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.RunSQL(COMPLIANCE, migrations.RunSQL.noop),
    ]
