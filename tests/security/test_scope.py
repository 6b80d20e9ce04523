"""Row 2: in random worlds, lists, counts, search, the day and histories give exactly what a plain question gives.

The oracle asks as the owner of the tables, whom no row security binds, and knows nothing of the application.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders import PROGRAMME, make_unit, make_user
from tests.security.figures import Figure
from tirek.access.models import Unit, User
from tirek.access.roles import ROLES
from tirek.access.selectors.audit import audit_of_case
from tirek.casework.actions.cases import open_case
from tirek.casework.actions.encounters import record_contact
from tirek.casework.models import Case
from tirek.casework.selectors.caseload import caseload
from tirek.casework.selectors.family_file import journal_of
from tirek.casework.selectors.my_day import my_day
from tirek.kernel.clock import today
from tirek.kernel.problems import Refused
from tirek.people.actions.families import NewMember, form_family
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.selectors.search import search_persons
from tirek.toolkit.postgresql.user import acting_as

WORLDS = 1000
SURNAME = "Оракулова"
USERS, UNITS, CASES = 3, 2, 4
COMPARTMENTS = ("general", "health", "violence", "adoption", "address", "legal", "infection")


@dataclass
class Stage:
    """What stays the same in every world: units, users without rights, cases with people and entries."""

    units: list[Unit]
    users: list[User]
    cases: list[Case]

    def set(self, drawn: dict) -> None:
        """Make one world of it: who is what where, who is active, who works on which case."""
        day = today()
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("DELETE FROM access_membership; DELETE FROM casework_assignment;")
            cursor.execute(
                "UPDATE access_user SET is_active = NOT id = ANY(%s)", [[self.users[at].pk for at in drawn["gone"]]]
            )
            cursor.executemany(
                "INSERT INTO access_membership (user_id, unit_id, role_id, starts_on, ends_on)"
                " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [
                    (self.users[user].pk, self.units[unit].pk, role, day + timedelta(days=start),
                     None if length is None else day + timedelta(days=start + length))
                    for user, unit, role, start, length in drawn["memberships"]
                ],
            )  # fmt: skip
            for case, (lead, beside, former) in zip(self.cases, drawn["work"], strict=True):
                cursor.execute("UPDATE casework_case SET worker_id = %s WHERE id = %s", [self.users[lead].pk, case.pk])
                rows = [(lead, True, None)] + [(user, False, None) for user in beside - {lead}]
                rows += [(user, False, day) for user in former]
                cursor.executemany(
                    "INSERT INTO casework_assignment (uuid, unit_id, compartment, recorded_by_id, recorded_at, case_id,"
                    " done_on, user_id, leads, ended_on, reason) VALUES"
                    " (gen_random_uuid(), %s, 'general', %s, now(), %s, %s, %s, %s, %s, '')",
                    [(case.unit_id, self.users[lead].pk, case.pk, day, self.users[user].pk, leads, ended)
                     for user, leads, ended in rows],
                )  # fmt: skip


def drawn_worlds() -> st.SearchStrategy[dict]:
    user, unit = st.integers(0, USERS - 1), st.integers(0, UNITS - 1)
    membership = st.tuples(
        user, unit, st.sampled_from(sorted(ROLES)), st.sampled_from([-400, -400, -1, 0, 1]),
        st.sampled_from([None, None, None, None, 0, 1, 400]),
    )  # fmt: skip
    work = st.tuples(user, st.frozensets(user, max_size=2), st.frozensets(user, max_size=1))
    return st.fixed_dictionaries(
        {
            "memberships": st.lists(membership, min_size=3, max_size=8),
            "gone": st.frozensets(user, max_size=1),
            "work": st.tuples(*[work] * CASES),
            "viewer": user,
            "looked_at": st.integers(0, CASES - 1),
            "asked": st.integers(0, len(QUESTIONS) - 1),
        }
    )


def make_stage() -> Stage:
    """Six families in three units, each with entries behind every door."""
    units = [make_unit(f"scope{number}") for number in range(UNITS)]
    stage = Stage(units, [], [])
    for number in range(USERS):
        stage.users.append(User.objects.create(username=f"scope{number}", first_name=f"S{number}"))
    for number in range(CASES):
        unit = units[number % UNITS]
        worker = make_user(f"writer{number}", unit, "supervisor")
        with transaction.atomic(), acting_as(worker.pk):
            mother = register_person(
                actor=worker, unit=unit.uuid, names=[NewName(surname=SURNAME, given_name="Әлия", script="kk")]
            )
            family = form_family(actor=worker, unit=unit.uuid, members=[NewMember(mother.uuid, "mother")])
            case = open_case(
                actor=worker, unit=unit.uuid, family=family.uuid, programme=PROGRAMME, call_source="self",
                on=today() - timedelta(days=20), people=[(mother.uuid, "mother")],
            )  # fmt: skip
            for compartment in COMPARTMENTS:
                record_contact(
                    actor=worker, case=case.uuid, channel="phone", contact_note="x", compartment=compartment, on=today()
                )
        stage.cases.append(case)
    return stage


# The oracle ------------------------------------------------------------------------------------------------

HELD = """
WITH held AS (
    SELECT m.unit_id, m.role_id FROM access_membership m JOIN access_user u ON u.id = m.user_id
    WHERE m.user_id = %(me)s AND u.is_active AND m.starts_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
), opened AS (
    SELECT h.unit_id, d.door FROM held h JOIN (VALUES
        ('worker', '{general,health,violence,address}'::text[]),
        ('psychologist', '{general,health,violence}'),
        ('lawyer', '{general,legal,adoption}'),
        ('resocialisation_worker', '{general,health,violence,address,legal,infection}'),
        ('supervisor', '{general,health,violence,adoption,address,legal,infection}')
    ) r(role, doors) ON r.role = h.role_id, unnest(r.doors) d(door)
), mine AS (
    SELECT a.case_id AS id FROM casework_assignment a WHERE a.user_id = %(me)s AND a.ended_on IS NULL
), near AS (
    SELECT c.id, c.unit_id, c.id IN (SELECT id FROM mine) AS assigned FROM casework_case c
    WHERE c.id IN (SELECT id FROM mine)
       OR c.unit_id IN (SELECT unit_id FROM held WHERE role_id = 'supervisor')
)
"""
BEHIND_GENERAL = "(n.unit_id, 'general') IN (SELECT unit_id, door FROM opened)"
CASES_SEEN = f"{HELD} SELECT n.id FROM near n WHERE {BEHIND_GENERAL}"
MINE_SEEN = f"{CASES_SEEN} AND n.assigned"
PERSONS_SEEN = f"""{HELD} SELECT DISTINCT p.id FROM near n JOIN casework_casemember m ON m.case_id = n.id
    JOIN people_person p ON p.id = m.person_id WHERE {BEHIND_GENERAL}
    AND EXISTS (SELECT FROM opened)"""
ROWS_SEEN = """{held} SELECT e.id FROM {table} e JOIN near n ON n.id = e.case_id
    WHERE e.case_id = %(case)s AND (e.unit_id, e.compartment) IN (SELECT unit_id, door FROM opened)"""


def oracle(query: str, me: int, case: int = 0) -> list[int]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, {"me": me, "day": today(), "case": case})
        return sorted(row[0] for row in cursor.fetchall())


# What the application answers --------------------------------------------------------------------------------


def listed(actor: User, whose: str) -> tuple[list[int], int]:
    """The list, and how long the counts above it say it is."""
    shown = caseload(actor, on=today(), whose=whose, state="")
    return sorted(line.case.pk for line in shown.lines), sum(shown.counts.values())


def seen(query: str, actor: User) -> tuple[list[int], int]:
    right = oracle(query, actor.pk)
    return right, len(right)


def found_by_search(actor: User) -> list[int]:
    try:
        return sorted(match.person.pk for match in search_persons(actor, SURNAME, limit=50))
    except Refused:
        return []


Question = tuple[str, Callable[[User, Case], object], Callable[[User, Case], object]]
QUESTIONS: list[Question] = [
    ("team list and count", lambda me, _: listed(me, "team"), lambda me, _: seen(CASES_SEEN, me)),
    ("own list and count", lambda me, _: listed(me, "mine"), lambda me, _: seen(MINE_SEEN, me)),
    ("search", lambda me, _: found_by_search(me), lambda me, _: oracle(PERSONS_SEEN, me.pk)),
    (
        "day",
        lambda me, _: sorted(one.pk for one, _ in my_day(me, on=today(), language="kk").titles),
        lambda me, _: oracle(MINE_SEEN, me.pk),
    ),
    (
        "history",
        lambda _, case: sorted(journal_of(case).values_list("pk", flat=True)),
        lambda me, case: oracle(ROWS_SEEN.format(held=HELD, table="casework_entry"), me.pk, case.pk),
    ),
    (
        "audit",
        lambda _, case: sorted(line.pk for line in audit_of_case(case.pk)),
        lambda me, case: oracle(ROWS_SEEN.format(held=HELD, table="access_auditentry"), me.pk, case.pk),
    ),
]


def test_lists_search_counts_and_histories_give_what_the_oracle_gives(transactional_db: None, figure: Figure) -> None:
    stage = make_stage()
    told = {"worlds": 0, "seen": 0}

    @settings(
        max_examples=WORLDS, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(drawn_worlds())
    def worlds(drawn: dict) -> None:
        stage.set(drawn)
        viewer = User.objects.get(pk=stage.users[drawn["viewer"]].pk)
        told["worlds"] += 1
        with transaction.atomic(), acting_as(viewer.pk):
            case = stage.cases[drawn["looked_at"]]
            what, answer, oracle_says = QUESTIONS[drawn["asked"]]
            right = oracle_says(viewer, case)
            assert answer(viewer, case) == right, (what, drawn)
            told["seen"] += right not in ([], ([], 0))

    worlds()
    said = f"in each a list, count, search, day, journal or audit compared ({told['seen']} not empty)"
    figure("2", f"{told['worlds']} random worlds, {said}, 0 differences")
    assert told["seen"] > told["worlds"] // 8  # drawn anew whenever the program grows
