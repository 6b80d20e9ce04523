"""The audit: every act, every refusal and every reading of a file, in chains of hashes.

Chains 0 to 7 take acts, 8 to 15 readings: a reading is written after the answer on a connection of its own and
must never wait for an act. Sharding keeps commits from queueing at one head row.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connections, models, transaction

ACT_CHAINS = range(8)
READ_CHAINS = range(8, 16)


@dataclass(frozen=True)
class AuditLine:
    """One thing done: the act, what it was done to, in whose case; facts are codes, never content."""

    act: str
    subject_type: str = ""
    subject_uuid: UUID | None = None
    case_id: int | None = None
    unit_id: int | None = None
    compartment: str = "general"
    facts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, act: str, subject: models.Model, facts: dict[str, Any] | None = None) -> "AuditLine":
        """The line for a record, which knows its own case, unit and compartment."""
        label = subject._meta.label_lower
        return cls(
            act=act,
            subject_type=label,
            subject_uuid=getattr(subject, "uuid", None),
            case_id=subject.pk if label == "casework.case" else getattr(subject, "case_id", None),
            unit_id=getattr(subject, "unit_id", None),
            compartment=getattr(subject, "compartment", "general"),
            facts=facts or {},
        )

    def as_json(self) -> dict[str, Any]:
        """As the database's writer takes it."""
        return {
            "act": self.act,
            "subject_type": self.subject_type,
            "subject_uuid": str(self.subject_uuid) if self.subject_uuid else None,
            "case_id": self.case_id,
            "unit_id": self.unit_id,
            "compartment": self.compartment,
            "facts": self.facts,
        }


def write_audit(lines: Iterable[AuditLine], *, reading: bool = False) -> None:
    """Write lines in the name of the database's current user. Readings go by their own connection."""
    alias = "readlog" if reading else "default"
    text = json.dumps([line.as_json() for line in lines], default=str)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SELECT access_write_audit(%s::jsonb, %s)", [text, reading])


def finish_act(lines: Iterable[AuditLine], settled: Iterable[dict[str, Any]]) -> None:
    """Write what each reference of an act stands for, and the act's lines, in one call."""
    values = [json.dumps([line.as_json() for line in lines], default=str), json.dumps(list(settled), default=str)]
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT access_finish_act(%s::jsonb, %s::jsonb)", values)


def verify_chains(using: str = "owner") -> list[str]:
    """Every broken place of every chain, in words; an empty list when the audit is whole."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT chain, number, what FROM access_verify_audit()")
        return [f"chain {chain}, line {number}: {what}" for chain, number, what in cursor.fetchall()]


def heads(using: str = "owner") -> dict[str, dict[str, Any]]:
    """The last number and hash of each chain: keep it elsewhere, and a cut tail or a rewritten chain shows."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT chain, number, encode(hash, 'hex') FROM access_chainhead ORDER BY chain")
        return {str(chain): {"number": number, "hash": digest} for chain, number, digest in cursor.fetchall()}


def verify_anchor(anchor: dict[str, dict[str, Any]], using: str = "owner") -> list[str]:
    """Whether the chains still contain what an earlier ``heads`` saw, hash by hash."""
    found = []
    with connections[using].cursor() as cursor:
        for chain, head in anchor.items():
            if head["number"] == 0:
                continue
            cursor.execute(
                "SELECT encode(hash, 'hex') FROM access_auditentry WHERE chain = %s AND number = %s",
                [int(chain), head["number"]],
            )
            row = cursor.fetchone()
            if row is None:
                found.append(f"chain {chain}, line {head['number']}: missing, though the anchor holds it")
            elif row[0] != head["hash"]:
                found.append(f"chain {chain}, line {head['number']}: differs from the anchor")
    return found
