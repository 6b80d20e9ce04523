from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_written_within_reach")]

    operations = [
        migrations.AddField("followup", "counted_from", models.DateField(null=True)),
        migrations.RunSQL(
            "UPDATE casework_followup f SET counted_from = coalesce(c.closed_on, f.done_on - f.months * 30)"
            " FROM casework_case c WHERE c.id = f.case_id",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField("followup", "counted_from", models.DateField()),
        migrations.RemoveConstraint("followup", "one_follow_up_per_month"),
        migrations.AddConstraint(
            "followup",
            models.UniqueConstraint(
                condition=models.Q(("dropped_on", None)),
                fields=("case", "counted_from", "months"),
                name="one_follow_up_per_month",
            ),
        ),
    ]
