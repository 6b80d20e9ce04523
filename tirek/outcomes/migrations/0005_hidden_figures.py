"""Which figures are told to people who may not open the files behind them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0004_research")]

    operations = [
        migrations.AddField(model_name="figure", name="hidden", field=models.BooleanField(default=True)),
    ]
