"""Row 45: whoever touches the audit is found, also a superuser who computes the chain anew."""

import random
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections, transaction

from tests.security.figures import Figure
from tirek.access.audit import heads, verify_anchor, verify_chains
from tirek.toolkit.postgresql.embedded import SUPERUSER

TIMES = 1000
EDITS = [
    "act = act || 'x'",
    "actor_id = coalesce(actor_id, 0) + 1",
    "facts = facts || '{\"touched\": true}'",
    "at = at + interval '1 microsecond'",
    "case_id = coalesce(case_id, 0) + 1",
    "unit_id = NULL",
    "compartment = 'health'",
    "subject_type = subject_type || 'x'",
    "subject_uuid = gen_random_uuid()",
    "hash = set_byte(hash, 7, get_byte(hash, 7) # 1)",
    "previous_hash = set_byte(previous_hash, 7, get_byte(previous_hash, 7) # 1)",
]
#: What a superuser can do: compute every hash of a chain anew and set its head.
RECOMPUTE = """
CREATE OR REPLACE FUNCTION pg_temp.recompute(place smallint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE entry access_auditentry; before bytea := sha256(''::bytea); last bigint := 0;
BEGIN
    FOR entry IN SELECT * FROM access_auditentry WHERE chain = place ORDER BY number LOOP
        entry.previous_hash := before;
        before := sha256(convert_to(access_audit_text(entry), 'UTF8'));
        last := entry.number;
        UPDATE access_auditentry SET previous_hash = entry.previous_hash, hash = before WHERE id = entry.id;
    END LOOP;
    UPDATE access_chainhead SET number = last, hash = before WHERE chain = place;
END $$
"""


@pytest.fixture
def above(transactional_db: None) -> Iterator[None]:
    """The owner's door opened with the superuser's key, and triggers asleep."""
    door = connections["owner"]
    key = door.settings_dict["USER"]
    door.close()
    door.settings_dict["USER"] = SUPERUSER
    with door.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    yield
    door.close()
    door.settings_dict["USER"] = key


@pytest.fixture
def chains(app_dsn: str) -> list[int]:
    """Eighty lines in several chains, and which chains they are."""
    for number in range(8):
        with psycopg.connect(app_dsn) as connection:
            connection.execute("SELECT set_config('app.user_id', '7', true)")
            lines = (
                "SELECT jsonb_agg(jsonb_build_object('act', 'act_' || n, 'subject_type', 'casework.visit',"
                " 'subject_uuid', gen_random_uuid(), 'case_id', n, 'unit_id', 1, 'compartment', 'general',"
                " 'facts', jsonb_build_object('n', n))) FROM generate_series(1, 10) n"
            )
            connection.execute(f"SELECT access_write_audit(({lines}), %s)", [number % 2 == 1])
    return [int(chain) for chain, head in heads().items() if head["number"]]


def test_every_touch_of_the_audit_is_found(chains: list[int], above: None, figure: Figure) -> None:
    anchor, chance = heads(), random.Random(45)
    assert verify_chains() == []
    assert verify_anchor(anchor) == []
    missed: Counter[str] = Counter()
    done: Counter[str] = Counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute(RECOMPUTE)
        for _ in range(TIMES):
            kind = chance.choice(["edit", "delete", "swap", "insert", "cut"])
            recompute = chance.random() < 0.5
            chain = chance.choice(chains)
            name = f"{kind}, recomputed" if recompute else kind
            with transaction.atomic(using="owner"):
                tamper(cursor, kind, chain, anchor[str(chain)]["number"], chance, EDITS[:-2] if recompute else EDITS)
                if recompute:
                    cursor.execute("SELECT pg_temp.recompute(%s::smallint)", [chain])
                if not (verify_chains() + verify_anchor(anchor)):
                    missed[name] += 1
                done[name] += 1
                transaction.set_rollback(True, using="owner")
    assert verify_chains() + verify_anchor(anchor) == []
    anew = sum(count for name, count in done.items() if name.endswith("recomputed"))
    found = TIMES - sum(missed.values())
    figure("45", f"{TIMES} edits, deletions, swaps, insertions, cuts, {anew} recomputed by a superuser: {found} found")
    assert missed == Counter()


def tamper(cursor, kind: str, chain: int, last: int, chance: random.Random, edits: list[str]) -> None:
    """One random change to a chain whose last line is ``last``."""
    number = chance.randint(1, last)
    here = [chain, number]
    match kind:
        case "edit":
            change = chance.choice(edits)
            cursor.execute(f"UPDATE access_auditentry SET {change} WHERE chain = %s AND number = %s", here)
        case "delete":
            cursor.execute("DELETE FROM access_auditentry WHERE chain = %s AND number = %s", here)
            if chance.random() < 0.5:  # and close the gap
                _renumber(cursor, chain, number, -1)
        case "swap":
            other = number % last + 1
            for old, new in ((number, -1), (other, number), (-1, other)):
                cursor.execute(
                    "UPDATE access_auditentry SET number = %s WHERE chain = %s AND number = %s", [new, chain, old]
                )
        case "insert":
            _renumber(cursor, chain, number - 1, 1)
            cursor.execute(
                "INSERT INTO access_auditentry (chain, number, at, act, subject_type, compartment, facts,"
                " previous_hash, hash) VALUES (%s, %s, now(), 'invented', '', 'general', '{}', '', '')", here
            )  # fmt: skip
        case "cut":
            cursor.execute("DELETE FROM access_auditentry WHERE chain = %s AND number >= %s", here)


def _renumber(cursor, chain: int, after: int, by: int) -> None:
    for step in (1_000_000 + by, -1_000_000):
        cursor.execute(
            "UPDATE access_auditentry SET number = number + %s WHERE chain = %s AND number > %s", [step, chain, after]
        )
