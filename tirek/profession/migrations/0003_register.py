from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0002_doors")]

    operations: list[object] = []
