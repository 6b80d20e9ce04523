"""What others learn of somebody we know, and how they ask for more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0007_merge")]

    operations = []
