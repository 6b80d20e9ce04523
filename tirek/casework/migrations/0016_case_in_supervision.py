"""The case that was brought to supervision: seen by whoever sees the case and the meeting, and by nobody else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tirek.kernel.clock
import tirek.kernel.ids
from tirek.access.rls import DOOR, policies

REACH = f"""(unit_id = ANY((SELECT access_file_units())::bigint[]) OR case_id = ANY((SELECT casework_my_cases())::bigint[]))
    AND {DOOR} AND EXISTS (SELECT FROM profession_supervisionmeeting m WHERE m.uuid = meeting)"""
COMPARTMENTS = [
    ("general", "General"), ("health", "Health and addiction"), ("violence", "Violence"), ("adoption", "Adoption"),
    ("address", "Hidden address"), ("legal", "Legal"), ("infection", "HIV, hepatitis and tuberculosis"),
]  # fmt: skip


def _to(target: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=target)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_units_with_a_permission"),
        ("casework", "0015_notices"),
        ("profession", "0005_supervision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseInSupervision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=tirek.kernel.ids.new_uuid, editable=False, unique=True)),
                ("compartment", models.CharField(choices=COMPARTMENTS, default="general", max_length=10)),
                ("recorded_at", models.DateTimeField(default=tirek.kernel.clock.now, editable=False)),
                ("done_on", models.DateField()),
                ("meeting", models.UUIDField(db_index=True)),
                ("case", _to("casework.case")),
                ("recorded_by", _to(settings.AUTH_USER_MODEL)),
                ("unit", _to("access.unit")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "meeting"), name="a_case_is_brought_to_a_meeting_once")
                ],
            },
        ),
        policies("casework_caseinsupervision", seen=REACH, written=REACH, changed="false"),
        migrations.RunSQL("SELECT people_keep_tables_apart();", migrations.RunSQL.noop),
    ]
