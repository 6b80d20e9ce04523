"""The search once more - aliases, shared persons, merged ones left out."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0005_shared_persons")]

    operations = []
