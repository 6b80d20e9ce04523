"""The list behind a figure: who may open the files gets them, and nobody learns the key of anybody else."""

from collections.abc import Callable

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections, transaction

from tests.outcomes.conftest import LATER, Told
from tirek.access.models import User
from tirek.casework.models import Case, Entry, Episode
from tirek.outcomes.facts import export_facts, opened
from tirek.outcomes.facts.behind import behind
from tirek.people.models import Person
from tirek.toolkit.postgresql.user import acting_as

OF = {
    "case": (Case, "casework_case"),
    "visit": (Entry, "casework_entry"),
    "entry": (Episode, "casework_episode"),
    "person": (Person, "people_person"),
}
TABLES = {"case": ("cases", "case_key"), "visit": ("acts", "act_key"), "entry": ("episodes", "episode_key"),
          "person": ("persons", "person_key")}  # fmt: skip


def test_behind_a_figure_stands_what_row_security_shows_and_nothing_else(
    told: Told, somebody: Callable[[object, str], User]
) -> None:
    # Acts behind doors of which the worker has one and the psychologist of the case none.
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """INSERT INTO casework_entry (uuid, unit_id, compartment, recorded_by_id, recorded_at, case_id, done_on,
                   kind, note, detail, subject_type)
               SELECT gen_random_uuid(), unit_id, door, recorded_by_id, recorded_at, case_id, done_on, kind, note,
                   detail, subject_type
               FROM casework_entry, unnest(ARRAY['infection', 'address', 'adoption']) door WHERE kind = 'contact'"""
        )
        helper = somebody(told.house, "psychologist")
        cursor.execute(
            """INSERT INTO casework_assignment (uuid, unit_id, compartment, recorded_by_id, recorded_at, case_id,
                   done_on, user_id, leads, reason)
               SELECT gen_random_uuid(), unit_id, 'general', worker_id, now(), id, opened_on, %s, false, ''
               FROM casework_case""",
            [helper.pk],
        )
    with opened(export_facts(LATER)) as facts:
        keys = {counted: facts[table][column].to_pyarrow().to_pylist() for counted, (table, column) in TABLES.items()}
    house = told.house
    found = {}
    for user in (house.worker, house.colleague, house.supervisor, house.manager, house.outsider, helper):
        for counted, (model, _table) in OF.items():
            with acting_as(user.pk), transaction.atomic():
                seen = {one.subject for one in behind(counted, keys[counted])}
                rows = model._default_manager.all()
                assert seen == set(rows.values_list("uuid", flat=True)), (user.username, counted)
            found[user.username, counted] = len(seen)
    assert found["supervisor", "visit"] > found["worker", "visit"] > found[helper.username, "visit"] > 0
    assert {found[name, "case"] for name in ("colleague", "manager", "outsider")} == {0}
    with acting_as(house.supervisor.pk), transaction.atomic():
        assert behind("case", [1, 2, 3]) == []
        assert behind("practitioner", keys["case"]) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM outcomes_pseudonymkey",
        "SELECT outcomes_keyed('case', 1, decode(repeat('00', 64), 'hex'), decode(repeat('00', 64), 'hex'))",
        "UPDATE outcomes_pseudonymkey SET inner_pad = outer_pad",
        "INSERT INTO outcomes_qualityfinding (rule) VALUES ('x')",
    ],
)
def test_the_key_is_the_owners_alone(db: None, query: str) -> None:
    with pytest.raises(ProgrammingError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
