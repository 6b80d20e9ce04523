"""The audit holds what was done, and shows when somebody touched it."""

import pytest
from django.db import connection, connections

from tirek.access.audit import AuditLine, heads, verify_anchor, verify_chains, write_audit


def _write(count: int) -> None:
    for number in range(count):
        write_audit([AuditLine(act="try_act", facts={"number": number})])


def _as_owner(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE access_auditentry DISABLE TRIGGER audit_stands")
        cursor.execute(sql)
        cursor.execute("ALTER TABLE access_auditentry ENABLE TRIGGER audit_stands")


@pytest.mark.django_db(transaction=True)
def test_an_untouched_audit_verifies_and_its_anchor_holds() -> None:
    _write(5)
    anchor = heads()
    _write(3)
    assert verify_chains() == []
    assert verify_anchor(anchor) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "touch",
    [
        "UPDATE access_auditentry SET act = 'other' WHERE number = 3",
        "UPDATE access_auditentry SET facts = '{\"number\": 99}' WHERE number = 3",
        "UPDATE access_auditentry SET at = at + interval '1 second' WHERE number = 3",
        "DELETE FROM access_auditentry WHERE number = 3",
        "DELETE FROM access_auditentry WHERE number = 5",
        "UPDATE access_auditentry SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE number = 2",
    ],
)
def test_a_touched_line_is_found(touch: str) -> None:
    _write(5)
    _as_owner(touch)
    assert verify_chains() != []


@pytest.mark.django_db(transaction=True)
def test_a_chain_rewritten_by_its_owner_differs_from_the_anchor() -> None:
    _write(5)
    anchor = heads()
    _as_owner("DELETE FROM access_auditentry;UPDATE access_chainhead SET number = 0, hash = sha256(''::bytea);")
    _write(6)
    assert verify_chains() == []
    assert verify_anchor(anchor) != []


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["UPDATE access_auditentry SET act = 'x'", "DELETE FROM access_auditentry"])
def test_the_application_cannot_change_the_audit(verb: str) -> None:
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(verb)
