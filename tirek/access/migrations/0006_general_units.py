from importlib import import_module

from django.db import migrations

MEMBER = import_module("tirek.access.migrations.0002_row_security").MEMBER

# Once more, for installations that made their doors before there was this function.
GENERAL = f"""
CREATE OR REPLACE FUNCTION access_general_units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT held.unit_id), '{{}}') FROM ({MEMBER}) held WHERE held.compartments ? 'general';
END;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0005_who_writes_rights")]

    operations = [migrations.RunSQL(GENERAL, migrations.RunSQL.noop)]
