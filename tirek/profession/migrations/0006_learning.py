from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0005_supervision")]

    operations: list[object] = []
