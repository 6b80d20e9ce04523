"""The regions, from the table beside this app."""

import csv
from pathlib import Path

from django.db import migrations

TABLE = Path(__file__).parents[1] / "data" / "regions.csv"


def load(apps, schema_editor):
    Region = apps.get_model("directory", "Region")
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row["valid_from"] = row["valid_from"] or None
            row["verified"] = row["verified"] == "true"
            Region.objects.using(schema_editor.connection.alias).update_or_create(kato=row.pop("kato"), defaults=row)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
