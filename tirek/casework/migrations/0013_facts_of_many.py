"""The facts of many cases at once, and what a trial of a draft may read."""

from typing import Any

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_what_rules_and_people_see")]
    operations: list[Any] = []
