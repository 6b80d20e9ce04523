from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0003_register")]

    operations: list[object] = []
