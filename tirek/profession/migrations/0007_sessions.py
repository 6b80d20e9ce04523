from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0006_learning")]

    operations: list[object] = []
