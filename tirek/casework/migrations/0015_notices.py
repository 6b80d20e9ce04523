"""The nightly run tells people of their duties; compliance is counted."""

from typing import Any

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_conflicts")]
    operations: list[Any] = []
