"""A manager reads what the people of her organisation took out; everybody else what they took out themselves."""

from django.db import migrations

MINE = "user_id = (SELECT access_me())"
OF_MY_HOUSES = """
user_id IN (
    SELECT m.user_id FROM access_membership m JOIN access_unit u ON u.id = m.unit_id
    WHERE u.organisation_id IN (
        SELECT house.organisation_id FROM access_membership mine JOIN access_unit house ON house.id = mine.unit_id
        WHERE mine.user_id = (SELECT access_me()) AND mine.role_id = 'manager'
          AND mine.starts_on <= (now() AT TIME ZONE 'Asia/Almaty')::date
          AND (mine.ends_on IS NULL OR mine.ends_on > (now() AT TIME ZONE 'Asia/Almaty')::date)
    )
)
"""


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0005_hidden_figures")]

    operations = [
        migrations.RunSQL(
            f"DROP POLICY seen ON outcomes_exit;"
            f" CREATE POLICY seen ON outcomes_exit FOR SELECT USING ({MINE} OR {OF_MY_HOUSES})",
            f"DROP POLICY seen ON outcomes_exit; CREATE POLICY seen ON outcomes_exit FOR SELECT USING ({MINE})",
        ),
    ]
