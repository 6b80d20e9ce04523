from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0004_standards")]

    operations: list[object] = []
