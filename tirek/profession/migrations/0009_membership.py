from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0008_certificates")]

    operations: list[object] = []
