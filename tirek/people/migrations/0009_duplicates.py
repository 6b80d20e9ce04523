"""What the background comparison reads and writes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0008_preview")]

    operations = []
