"""Spells of every track for the standards, outcomes for the numbers, and doors for the new tables."""

from importlib import import_module

from django.db import migrations

from tirek.access.rls import DOOR, policies, protect

_NUMBERS = import_module("tirek.casework.migrations.0003_numbers").NUMBERS
_FACTS = import_module("tirek.casework.migrations.0009_merged_persons").FACTS.split("SELECT people_watch_pointers")[0]

NUMBERS = _NUMBERS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace("f.child_lives", "f.outcome")

# Every spell of everybody in the case that the case's own unit recorded.
SPELLS = """        'spells', (
            SELECT coalesce(jsonb_agg(jsonb_build_array(s.track, s.kind, s.done_on, s.ended_on, s.expected_end_on,
                       m.part IN ('child', 'client')) ORDER BY s.done_on, s.id), '[]')
            FROM casework_casemember m
            JOIN casework_episode s ON s.unit_id = c.unit_id AND (s.person_id = m.person_id
                OR s.person_id IN (SELECT x.id FROM people_person x WHERE x.merged_into_id = m.person_id))
            WHERE m.case_id = c.id AND m.left_on IS NULL),
        'tasks', ("""
FACTS = _FACTS.replace("        'tasks', (", SPELLS, 1)

RENAMED = """
UPDATE casework_entry SET detail = (detail - 'child_lives') || jsonb_build_object('outcome', detail -> 'child_lives')
WHERE kind = 'follow_up' AND detail ? 'child_lives';
UPDATE casework_correction SET field = 'outcome' WHERE field = 'child_lives';
"""

MINE = "case_id = ANY((SELECT casework_my_cases())::bigint[])"
IN_UNIT = f"unit_id = ANY((SELECT access_units())::bigint[]) AND {DOOR}"
MY_FILE_UNIT = "unit_id = ANY((SELECT access_file_units())::bigint[])"
BY_ME = "recorded_by_id = (SELECT access_me())"


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_every_programme")]

    operations = [
        migrations.RunSQL(NUMBERS, migrations.RunSQL.noop),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
        migrations.RunSQL(RENAMED, migrations.RunSQL.noop),
        protect("casework_conference", MINE, write=f"{IN_UNIT} AND (({MY_FILE_UNIT}) OR ({MINE}))"),
        # Notices are written by the nightly run alone; whoever was told reads and answers them.
        policies(
            "casework_notice",
            seen="user_id = (SELECT access_me())",
            written="false",
            changed="user_id = (SELECT access_me())",
        ),
        policies("casework_draftstandard", seen=BY_ME, written=BY_ME, changed="false"),
        policies("casework_standardtrial", seen=BY_ME, written=BY_ME, changed="false"),
        migrations.RunSQL("SELECT people_watch_pointers();", migrations.RunSQL.noop),
    ]
