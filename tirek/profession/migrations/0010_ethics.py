from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0009_membership")]

    operations: list[object] = []
