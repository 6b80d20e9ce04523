"""What the writing of facts needs in the database: the key of the pseudonyms, which nobody but the owner reads."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0002_row_security")]

    operations: list = []
