"""Who may change what of a request for research data."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0003_facts")]

    operations: list = []
