"""Who sees a conflict, and whom nobody on the other side may find."""

from django.db import migrations

from tirek.access.rls import protect


class Migration(migrations.Migration):
    dependencies = [("people", "0010_every_programme")]
    operations = [protect("people_conflict", "person_id = ANY((SELECT people_my_persons())::bigint[])")]
