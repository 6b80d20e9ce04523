from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0010_ethics")]

    operations: list[object] = []
