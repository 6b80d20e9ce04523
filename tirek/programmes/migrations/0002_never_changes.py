from django.db import migrations

TABLES = ("programmes_installedpack", "programmes_instrumentversion")

FUNCTION = """
CREATE FUNCTION programmes_never_changes() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is kept as it is: install a new version', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $body$;
"""


def trigger(table):
    return migrations.RunSQL(
        f"CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION programmes_never_changes(); "
        f"REVOKE UPDATE, DELETE ON {table} FROM tirek_app;",
        f"DROP TRIGGER never_changes ON {table}; GRANT UPDATE, DELETE ON {table} TO tirek_app;",
    )


class Migration(migrations.Migration):
    """Cases and assessments rely on the version they were made under, so the database refuses to change one."""

    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION programmes_never_changes();"),
        *map(trigger, TABLES),
        # Packs are installed by the owner alone, with the version of Tirek they came with.
        migrations.RunSQL(
            "REVOKE INSERT ON programmes_installedpack FROM tirek_app;",
            "GRANT INSERT ON programmes_installedpack TO tirek_app;",
        ),
    ]
