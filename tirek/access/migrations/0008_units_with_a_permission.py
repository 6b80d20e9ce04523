"""Row security may ask for a permission, not for a reach alone."""

from importlib import import_module

from django.db import migrations, models

MEMBER = import_module("tirek.access.migrations.0002_row_security").MEMBER

WITH = f"""
-- The units in which a role of the current user holds a permission.
CREATE FUNCTION access_units_with(permission text) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT held.unit_id), '{{}}')
    FROM ({MEMBER.replace("r.compartments", "r.compartments, r.permissions")}) held WHERE held.permissions ? permission;
END;

-- The code that somebody without an account holds in their hand, as a hash.
CREATE FUNCTION access_in_hand() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('app.in_hand', true), '');
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0007_every_programme")]

    operations = [
        migrations.AddField("accessrole", "permissions", models.JSONField(default=list)),
        migrations.RunSQL(WITH, "DROP FUNCTION access_units_with(text); DROP FUNCTION access_in_hand();"),
    ]
