from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("profession", "0007_sessions")]

    operations: list[object] = []
