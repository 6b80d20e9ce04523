"""Files of two people are kept apart: what whoever works for the one does not see."""

from typing import Any

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_facts_of_many"), ("people", "0011_conflicts")]
    operations: list[Any] = []
