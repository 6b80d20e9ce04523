"""What a comparison found, laid beside what people decided."""

import json
from collections.abc import Iterable, Sequence

from django.db import connections

from tirek.kernel.clock import now
from tirek.kernel.ids import new_uuid
from tirek.people.engine.likelihood import Evidence
from tirek.people.models import RegisterComparison

# Evidence of this many more bits (eight times as probable) is worth asking again about two "different" people.
MARKEDLY = 3.0

FOUND = """
CREATE TEMP TABLE found (
    uuid uuid, one bigint, other bigint, probability float, weight float, base float, evidence jsonb,
    PRIMARY KEY (one, other)
) ON COMMIT DROP
"""

# The evidence of the two records themselves: how rare a name is changes with the register around them.
BASE = """(SELECT coalesce(sum((e ->> 'weight')::float), 0) FROM jsonb_array_elements(d.evidence) e
           WHERE e ->> 'field' <> 'rarity')"""
RISEN = """jsonb_build_array(jsonb_build_object('field', 'rarity', 'level', 'risen', 'weight', 0))"""

KEEPING = (
    # A record that stands for nobody any more needs no decision; when it is parted again, it does.
    """
    UPDATE people_duplicatepair d SET state = 'merged' WHERE state IN ('open', 'unsure', 'same') AND EXISTS (
        SELECT FROM people_person WHERE id IN (d.one_id, d.other_id) AND merged_into_id IS NOT NULL)
    """,
    """
    UPDATE people_duplicatepair d SET state = 'open' WHERE state = 'merged' AND NOT EXISTS (
        SELECT FROM people_person WHERE id IN (d.one_id, d.other_id) AND merged_into_id IS NOT NULL)
    """,
    # Told apart by people before anything was weighed: that which they knew is what later evidence is measured by.
    """
    UPDATE people_duplicatepair d SET probability = f.probability, weight = f.weight, evidence = f.evidence
    FROM found f WHERE (d.one_id, d.other_id) = (f.one, f.other) AND d.evidence = '[]' AND d.state <> 'merged'
    """,
    f"""
    UPDATE people_duplicatepair d
    SET state = 'unsure', probability = f.probability, weight = f.weight, evidence = f.evidence || {RISEN},
        comparison_id = %(comparison)s
    FROM found f
    WHERE (d.one_id, d.other_id) = (f.one, f.other) AND d.state = 'different' AND f.base >= {BASE} + %(markedly)s
    """,  # nosec B608: our own words alone
    f"""
    UPDATE people_duplicatepair d SET probability = f.probability, weight = f.weight,
        evidence = CASE WHEN d.evidence @> {RISEN} THEN f.evidence || {RISEN} ELSE f.evidence END,
        comparison_id = %(comparison)s
    FROM found f
    WHERE (d.one_id, d.other_id) = (f.one, f.other) AND d.state IN ('open', 'unsure')
      AND (d.probability, d.weight) IS DISTINCT FROM (f.probability, f.weight)
    """,  # nosec B608
    # Nobody has looked at it, and nothing speaks for it any more.
    """
    DELETE FROM people_duplicatepair d WHERE state = 'open' AND comparison_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM people_duplicatedecision WHERE pair_id = d.id)
      AND NOT EXISTS (SELECT FROM found WHERE (one, other) = (d.one_id, d.other_id))
    """,
    # Whoever was merged or went while we compared is left for the next time.
    """
    INSERT INTO people_duplicatepair (uuid, one_id, other_id, one_unit_id, other_unit_id, secret, probability, weight,
                                      evidence, state, found_at, comparison_id)
    SELECT f.uuid, f.one, f.other, one.unit_id, other.unit_id, false, f.probability, f.weight, f.evidence, 'open',
           %(now)s, %(comparison)s
    FROM found f
    JOIN people_person one ON one.id = f.one AND one.merged_into_id IS NULL
    JOIN people_person other ON other.id = f.other AND other.merged_into_id IS NULL
    ON CONFLICT (one_id, other_id) DO NOTHING
    """,
)


def keep_pairs(
    rows: Iterable[tuple[int, int, float, float, Sequence[Evidence]]], comparison: RegisterComparison
) -> None:
    """Write the pairs down, inside the transaction of the owner: keys, probability, weight and evidence of each."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(FOUND)
        with cursor.copy("COPY found FROM STDIN") as copy:
            for one, other, probability, weight, evidence in rows:
                base = sum(row.weight for row in evidence if row.field != "rarity")
                said = [{"field": row.field, "level": row.level, "weight": round(row.weight, 2)} for row in evidence]
                copy.write_row(
                    (new_uuid(), one, other, round(probability, 4), round(weight, 2), base, json.dumps(said))
                )
        for statement in KEEPING:
            cursor.execute(statement, {"comparison": comparison.pk, "markedly": MARKEDLY, "now": now()})
