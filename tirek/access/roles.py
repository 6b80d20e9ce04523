"""The one table of who may do what. Read it across: a role, how far it reaches, which compartments it opens,
which permissions it holds. ``tirek migrate`` copies reach and compartments into the database, where row
security reads them; a house test holds the two equal.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tirek.access.enums import Compartment, Reach

C = Compartment


@dataclass(frozen=True)
class Role:
    """One role of practice: what it is called, how far it reaches, what it opens, what it may do."""

    code: str
    name: str | Promise
    reach: Reach
    compartments: frozenset[str]
    permissions: frozenset[str]


PERMISSIONS: dict[str, str | Promise] = {
    "person.search": _("search for people"),
    "person.register": _("register people, their names, contacts, addresses and documents"),
    "person.correct": _("correct what is recorded of a person"),
    "person.seal": _("hide a person from everybody outside the file"),
    "person.merge": _("decide on possible duplicates, merge and un-merge people"),
    "access.request": _("ask another unit for access to a person"),
    "access.answer": _("answer requests for access to a person"),
    "family.edit": _("record families and relations"),
    "case.open": _("open and reopen cases"),
    "case.assign": _("assign workers to cases"),
    "case.close": _("close cases"),
    "case.correct": _("correct records of a case"),
    "consent.record": _("record and withdraw consent"),
    "contact.record": _("record contacts"),
    "visit.record": _("record visits and follow-ups"),
    "assessment.complete": _("complete assessments and rate risk"),
    "plan.write": _("write plans and ask for approval"),
    "approval.decide": _("decide on plans and closures"),
    "service.record": _("record services"),
    "episode.record": _("record episodes of care"),
    "task.edit": _("open and finish tasks"),
    "conference.hold": _("record case conferences"),
    "conflict.record": _("keep the files of two people apart"),
    "standard.try": _("try a draft standard over past cases"),
    "compliance.view": _("see how far standards are kept"),
    "instrument.allow": _("state the use of an instrument under a restricted licence"),
    "team.view": _("see the load of the team"),
    "numbers.view": _("see numbers without names"),
    "staff.view": _("see the staff"),
    "staff.invite": _("invite users and end their access"),
    "instrument.publish": _("publish instruments"),
    "access_log.view": _("see who opened a file"),
    "evidence.view": _("see outcomes and indicators"),
    "evidence.publish": _("take figures out and freeze reports"),
    "evidence.load": _("load official figures with their source"),
    "research.ask": _("ask for data for research"),
    "research.decide": _("decide on requests for research data"),
    "door.use": _("ask, apply, offer and complain as anybody may"),
    "profession.view": _("see one's own entry, hours and supervision, and what the profession publishes"),
    "supervision.hold": _("agree on and hold supervision"),
    "entry.require": _("decide which rights ask for a valid entry in the register"),
    "register.keep": _("keep the register of practitioners"),
    "norm.publish": _("write and publish professional standards"),
    "learning.approve": _("keep courses and placements, approve hours"),
    "session.hold": _("hold capacity-building sessions"),
    "paper.review": _("review papers"),
    "certificate.issue": _("issue and withdraw certificates"),
    "membership.keep": _("keep members, meetings and votes of the association"),
    "ethics.handle": _("handle ethics complaints"),
    "ethics.judge": _("sit on an ethics panel"),
    "recommendation.keep": _("keep plans and recommendations"),
    "recommendation.report": _("report on recommendations one answers for"),
}

#: What anybody may do, with a role or without one, from the public pages or from a desk.
ANYBODY = frozenset({"door.use"})
_PROFESSION = frozenset({"profession.view"})

_CASEWORK = frozenset(
    {
        "person.search", "person.register", "person.correct", "person.seal", "access.request", "family.edit",
        "case.open", "case.close", "case.correct", "consent.record", "contact.record", "visit.record",
        "assessment.complete", "plan.write", "service.record", "episode.record", "task.edit",
        "conference.hold", "compliance.view", "profession.view",
    }
)  # fmt: skip

#: Who may carry a case; a supervisor may too.
WORKING = ("worker", "resocialisation_worker", "psychologist", "lawyer")

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "worker",
            _("Social worker"),
            Reach.ASSIGNED,
            frozenset({C.GENERAL, C.HEALTH, C.VIOLENCE, C.ADDRESS}),
            _CASEWORK,
        ),
        Role(
            "resocialisation_worker",
            _("Resocialisation worker"),
            Reach.ASSIGNED,
            frozenset({C.GENERAL, C.HEALTH, C.INFECTION, C.LEGAL, C.VIOLENCE, C.ADDRESS}),
            _CASEWORK,
        ),
        Role(
            "psychologist",
            _("Psychologist"),
            Reach.ASSIGNED,
            frozenset({C.GENERAL, C.HEALTH, C.VIOLENCE}),
            _PROFESSION | {"person.search", "contact.record", "assessment.complete", "service.record", "task.edit"},
        ),
        Role(
            "lawyer",
            _("Lawyer"),
            Reach.ASSIGNED,
            frozenset({C.GENERAL, C.LEGAL, C.ADOPTION}),
            _PROFESSION | {"person.search", "contact.record", "service.record", "task.edit"},
        ),
        Role(
            "supervisor",
            _("Supervisor"),
            Reach.UNIT,
            frozenset(Compartment.values),
            _CASEWORK
            | {
                "person.merge",
                "conflict.record",
                "standard.try",
                "access.answer",
                "case.assign",
                "approval.decide",
                "team.view",
                "numbers.view",
                "staff.view",
                "access_log.view",
                "evidence.view",
                "evidence.publish",
                "supervision.hold",
            },
        ),
        Role(
            "manager",
            _("Manager of the organisation"),
            Reach.NONE,
            frozenset(),
            frozenset(
                {
                    "numbers.view",
                    "staff.view",
                    "compliance.view",
                    "evidence.view",
                    "evidence.publish",
                    "research.decide",
                    "profession.view",
                    "entry.require",
                }
            ),
        ),
        Role(
            "analyst",
            _("Analyst"),
            Reach.NONE,
            frozenset(),
            frozenset({"evidence.view", "evidence.publish", "evidence.load"}),
        ),
        Role(
            "researcher",
            _("Researcher"),
            Reach.NONE,
            frozenset(),
            frozenset({"evidence.view", "research.ask"}),
        ),
        Role(
            "administrator",
            _("Administrator"),
            Reach.NONE,
            frozenset(),
            frozenset({"staff.view", "staff.invite", "instrument.publish", "instrument.allow", "evidence.load"}),
        ),
        Role(
            "association_administrator",
            _("Administrator of the association"),
            Reach.NONE,
            frozenset(),
            _PROFESSION
            | {
                "register.keep",
                "norm.publish",
                "learning.approve",
                "session.hold",
                "certificate.issue",
                "membership.keep",
                "recommendation.keep",
            },
        ),
        Role(
            "organiser",
            _("Organiser of capacity-building sessions"),
            Reach.NONE,
            frozenset(),
            _PROFESSION
            | {"session.hold", "learning.approve", "certificate.issue", "paper.review", "recommendation.keep"},
        ),
        Role("reviewer", _("Reviewer of papers"), Reach.NONE, frozenset(), _PROFESSION | {"paper.review"}),
        Role("ethics_secretary", _("Secretary of ethics"), Reach.NONE, frozenset(), _PROFESSION | {"ethics.handle"}),
        Role("ethics_panel", _("Member of the ethics panel"), Reach.NONE, frozenset(), _PROFESSION | {"ethics.judge"}),
        Role(
            "official",
            _("Official who answers for recommendations"),
            Reach.NONE,
            frozenset(),
            _PROFESSION | {"recommendation.report"},
        ),
        Role("student", _("Student in practice"), Reach.NONE, frozenset(), _PROFESSION),
    )
}
