"""A draft tried over past cases counts what plain SQL counts, keeps only counts, and holds nobody to anything."""

import json
import random
from datetime import date, timedelta

import pytest
from django.db import connection, connections, transaction

from tests.builders import House, make_case, make_family, make_house, make_user
from tirek.casework.actions.encounters import record_visit
from tirek.casework.actions.recheck import recheck_duties
from tirek.casework.actions.trials import draft_standard, try_standard
from tirek.casework.models import Case, Duty, Entry, StandardTrial
from tirek.casework.selectors.facts import facts_of
from tirek.kernel.clock import clock_at
from tirek.kernel.problems import Refused
from tirek.programmes.engine.draft_rules import DraftProblem, written
from tirek.programmes.selectors.packs import pack
from tirek.standards.engine.rounds import ROUND
from tirek.toolkit.postgresql.user import acting_as

FIRST, TODAY = date(2026, 3, 2), date(2026, 9, 1)
DAY = timedelta(days=1)
WORDS = "{kk: к, ru: р, en: e}"
AROUND = f"title: {WORDS}, why: {WORDS}, open: {WORDS}, met: {WORDS}, what_to_do: {WORDS}, act: record_visit, source: x"
VISIT = "event: {kinds: [visit], where: {reached: true}}"
SOON = f"- {{id: XX-01, verb: within_days, {VISIT}, after: {{kinds: [case_opened]}}, days: 7, {AROUND}}}"
OFTEN = f"- {{id: XX-02, verb: at_least_every, {VISIT}, days: 21, {AROUND}}}"

# The first visit within seven days; and no more than 21 days between opening, visits and today. Written anew, in sets.
PLAIN_SOON = """
    SELECT count(*) FILTER (WHERE first <= opened + 7), count(*) FILTER (WHERE first > opened + 7),
           count(*) FILTER (WHERE first IS NULL AND opened + 7 < %(on)s),
           count(*) FILTER (WHERE first IS NULL AND opened + 7 >= %(on)s)
    FROM (SELECT c.opened_on AS opened, min(v.done_on) AS first FROM casework_case c
          LEFT JOIN casework_visit v ON v.case_id = c.id AND v.reached
          WHERE c.opened_on BETWEEN %(first)s AND %(last)s GROUP BY c.id) one
"""
PLAIN_OFTEN = """
    SELECT count(DISTINCT id) FROM (
        SELECT id, day, lead(day, 1, %(on)s) OVER (PARTITION BY id ORDER BY day) AS next
        FROM (SELECT id, opened_on AS day FROM casework_case
              UNION SELECT case_id, done_on FROM casework_visit WHERE reached) days) gaps
    WHERE next - day > 21
"""


@pytest.fixture
def house(transactional_db: None) -> House:
    with transaction.atomic():
        return make_house()


@pytest.fixture
def cases(house: House) -> list[Case]:
    """Families of one worker, visited as chance will have it."""
    chance = random.Random(7)
    opened = []
    with clock_at(FIRST - 30 * DAY):
        kin = [make_family(house.worker) for _ in range(6)]
    for family in kin:
        on = FIRST + chance.randrange(120) * DAY
        with clock_at(on):
            case = make_case(house.worker, family, on=on)
        for _ in range(chance.randrange(9)):
            day = on + chance.randrange(1, 60) * DAY
            with clock_at(day):
                record_visit(
                    actor=house.worker, case=case.uuid, place="home", on=day, visit_note="x",
                    reached=chance.random() < 0.8, child_seen=False,
                )  # fmt: skip
        opened.append(case)
    return opened


def tried(house: House, text: str, **changes: object) -> StandardTrial:
    asked = {"programme": "family_preservation", "title": "", "opened_from": FIRST, "opened_until": TODAY, "on": TODAY}
    with clock_at(TODAY):
        return try_standard(**{"actor": house.supervisor, "text": text, **asked, **changes})


def asked_in_sql(statement: str) -> tuple[int, ...]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, {"first": FIRST, "last": TODAY, "on": TODAY})
        return tuple(cursor.fetchone())


def test_a_trial_counts_what_plain_sql_counts(house, cases):
    counts = tried(house, f"{SOON}\n{OFTEN}").counts
    soon, often = (rule["counts"] for rule in counts["rules"])
    assert counts["cases"] == len(cases)
    found = tuple(soon[name] for name in ("in_time", "late", "broken", "ahead"))
    assert found == asked_in_sql(PLAIN_SOON)
    assert soon["late"] > 0 < soon["in_time"]
    assert (often["caught"],) == asked_in_sql(PLAIN_OFTEN)
    assert 0 < often["caught"] <= len(cases)
    assert [rule["adopted"] for rule in counts["rules"]] == [None, None]


def test_a_trial_compares_changes_no_case_and_looks_only_at_cases_the_supervisor_answers_for(house, cases):
    before = Duty.objects.using("owner").count(), Entry.objects.using("owner").count()
    first_visit = next(rule for rule in pack("family_preservation").rules if rule.id == "FP-02")
    strict = written(first_visit).replace("high: 2", "high: 1").replace("medium: 5", "medium: 1")
    strict = strict.replace("low: 10", "low: 1").replace("unassessed: 5", "unassessed: 1")
    [rule] = tried(house, strict).counts["rules"]
    assert rule["counts"]["caught"] > rule["adopted"]["caught"]
    [same] = tried(house, written(first_visit)).counts["rules"]
    assert same["counts"] == same["adopted"] == rule["adopted"]
    with transaction.atomic():
        elsewhere = make_user("elsewhere", house.other_unit, "supervisor")
    assert tried(house, SOON, actor=elsewhere).counts["cases"] == 0
    assert (Duty.objects.using("owner").count(), Entry.objects.using("owner").count()) == before
    with acting_as(elsewhere.pk), transaction.atomic():
        assert StandardTrial.objects.count() == 1
        assert facts_of(cases) == {}
    with pytest.raises(Refused):
        tried(house, SOON, actor=house.worker)


def test_a_draft_that_cannot_be_read_names_every_mistake_and_is_not_kept(house):
    text = SOON.replace("days: 7", "days: soon").replace("XX-01", "x1") + "\n" + OFTEN.replace("record_visit", "Visit!")
    with pytest.raises(DraftProblem) as refused:
        draft_standard(actor=house.supervisor, programme="family_preservation", title="", text=text)
    assert {one.place for one in refused.value.mistakes} == {"x1 → id", "x1 → days", "XX-02 → act"}


# The facts of many, and the nightly look ----------------------------------------------------------------------


def as_owner(statement: str, *values: object) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def rows() -> list[tuple]:
    return as_owner(
        "SELECT case_id, rule, subject, state, done_on, warn_on, due_on, met_on, escalate_on, params::text"
        " FROM casework_duty ORDER BY 1, 2, 3"
    )


def test_the_facts_of_many_are_those_of_each_and_the_nightly_look_mends_what_differs(house, cases):
    keys = [case.pk for case in cases]
    many = dict(as_owner("SELECT case_id, facts FROM casework_facts_read(%s)", keys))
    with acting_as(house.supervisor.pk), transaction.atomic(), connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT casework_facts(%s)", [key])
            assert json.loads(cursor.fetchone()[0]) == json.loads(many[key])
        assert set(facts_of(cases)) == set(keys)
    with acting_as(house.colleague.pk), transaction.atomic():
        assert facts_of(cases) == {}

    right = rows()
    assert [row for row in right if row[8] is None and not row[2].startswith(ROUND)] == []
    assert sum(one.duties for one in recheck_duties(batch=4)) == 0
    as_owner("UPDATE casework_duty SET due_on = due_on + 1, escalate_on = NULL WHERE id %% 3 = 0 AND state = 'open'")
    as_owner("DELETE FROM casework_duty WHERE case_id = %s AND rule = 'FP-02'", cases[0].pk)
    as_owner("UPDATE casework_case SET stage = '' WHERE id = %s", cases[1].pk)
    parts = [list(recheck_duties(batch=4, part=part, parts=2)) for part in (0, 1)]
    assert sum(one.cases for part in parts for one in part) == len(cases)
    assert rows() == right
    assert as_owner("SELECT stage FROM casework_case WHERE id = %s", cases[1].pk) != [("",)]
    assert sum(one.duties for one in recheck_duties()) == 0
