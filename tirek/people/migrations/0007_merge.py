"""Merging and un-merging, inside the database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0006_search")]

    operations = []
