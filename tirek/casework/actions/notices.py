"""People are told of duties; they read it, and the supervisor answers what was passed on to her."""

from datetime import date
from uuid import UUID

from django.db import connections, transaction

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.access.roles import ROLES
from tirek.casework.actions.casefile import day_of_act, found_in_case, journal
from tirek.casework.enums import NoticeKind
from tirek.casework.models import Notice
from tirek.casework.selectors.notices import standing_notices
from tirek.kernel.clock import now
from tirek.kernel.problems import N_, Problem

#: Whoever may decide in a unit is told of what was passed on there.
DECIDERS = [role.code for role in ROLES.values() if "approval.decide" in role.permissions]

# Whom each open duty concerns today, in sets: the lead when it is due soon and when it is overdue, and once it is
# passed on, the lead and the supervisors. One notice of a kind for each person and clock, so a second run tells nobody
# anything twice, and a run after days off tells what should have been told.
TELL = """
WITH owed AS (
    SELECT d.id, d.case_id, d.unit_id, d.compartment, d.due_on, d.escalate_on, c.worker_id
    FROM casework_duty d JOIN casework_case c ON c.id = d.case_id
    WHERE d.state = 'open' AND d.due_on IS NOT NULL AND coalesce(d.warn_on, d.due_on) <= %(on)s
), supervisors AS (
    SELECT DISTINCT m.unit_id, m.user_id FROM access_membership m
    WHERE m.role_id = ANY(%(deciders)s) AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on > %(on)s)
), told AS (
    SELECT o.*, o.worker_id AS user_id, CASE WHEN o.due_on < %(on)s THEN 'overdue' ELSE 'due_soon' END AS kind
    FROM owed o
    UNION
    SELECT o.*, o.worker_id, 'escalated' FROM owed o WHERE o.due_on < %(on)s AND o.escalate_on <= %(on)s
    UNION
    SELECT o.*, s.user_id, 'escalated' FROM owed o JOIN supervisors s USING (unit_id)
    WHERE o.due_on < %(on)s AND o.escalate_on <= %(on)s
)
INSERT INTO casework_notice
    (uuid, unit_id, compartment, case_id, duty_id, user_id, recorded_by_id, recorded_at, done_on, due_on, kind, answer)
SELECT gen_random_uuid(), t.unit_id, t.compartment, t.case_id, t.id, t.user_id, t.user_id, %(now)s, %(on)s, t.due_on,
       t.kind, ''
FROM told t JOIN access_user u ON u.id = t.user_id AND u.is_active
ON CONFLICT (duty_id, user_id, kind, due_on) DO NOTHING
"""


def tell_of_duties(on: date) -> int:
    """Tell everybody whom a duty concerns on this day; how many were told something. Repeatable.

    Done by the nightly run alone, by the owner's door: it looks at the duties of all organisations at once.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(TELL, {"on": on, "now": now(), "deciders": DECIDERS})
        return int(cursor.rowcount)


@act("contact.record")
def read_notices(*, actor: User, on: date, client_ref: UUID | None = None) -> User:
    """The actor has read what they were told until now; it stays on the page until the duty is done.

    Permission: contact.record. Doing it again changes nothing.
    """
    require(actor, "contact.record")
    unread = list(standing_notices(actor, on).filter(read_at=None).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=unread).update(read_at=now())
    note(read=len(unread))
    return actor


@act("approval.decide")
def answer_escalation(*, actor: User, notice: UUID, on: date, answer: str, client_ref: UUID | None = None) -> Notice:
    """The supervisor writes what she decided about a duty that was passed on to her; the worker reads it in the file.

    Permission: approval.decide. Of one notice once: what is decided later is a new line of the file.
    """
    told, opened = found_in_case(Notice, notice, user=actor, kind=NoticeKind.ESCALATED)
    require(actor, "approval.decide", opened.unit_id)
    day_of_act(on, case=opened)
    if told.answered_on is not None:
        raise Problem(N_("This was already answered."))
    if not answer.strip():
        raise Problem(N_("Write what you decided."), field="answer")
    told.answer, told.answered_on, told.read_at = answer.strip(), on, told.read_at or now()
    told.save(update_fields=["answer", "answered_on", "read_at"])
    duty = told.duty
    journal(
        duty, "escalation_answered", on=on, note=told.answer, by=actor, rule=duty.rule, due_on=told.due_on.isoformat()
    )
    note(rule=duty.rule)
    return told
