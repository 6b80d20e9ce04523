"""What the policies of the profession's tables ask: which practitioner is asking."""

from django.db import migrations

FUNCTIONS = """
-- The register's entry of the current user.
CREATE FUNCTION profession_me() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
    SELECT p.id FROM profession_practitioner p JOIN access_user u ON u.id = p.user_id AND u.is_active
    WHERE p.user_id = access_me();
END;
"""


class Migration(migrations.Migration):
    dependencies = [("profession", "0001_initial"), ("access", "0008_units_with_a_permission")]

    operations = [migrations.RunSQL(FUNCTIONS, "DROP FUNCTION profession_me();")]
