"""Somebody writes about a record while somebody else merges it."""

import threading
import time

import psycopg
import pytest

from tests.builders import make_house, unit_of
from tirek.access.models import User
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
SAY_WHO = "SELECT set_config('app.user_id', %s, true)"
ADD_PHONE = (
    "INSERT INTO people_contactpoint (uuid, unit_id, compartment, recorded_by_id, recorded_at, person_id, kind, value,"
    " whose, note) VALUES (gen_random_uuid(), %s, 'general', %s, now(), %s, 'phone', '+7 700 123 45 67', '', '')"
)


def known(worker: User, given_name: str) -> Person:
    names = [NewName(script="kk", surname="Сынақова", given_name=given_name)]
    return register_person(actor=worker, unit=unit_of(worker).uuid, names=names)


def test_a_row_that_waited_for_a_merge_is_about_the_survivor(app_dsn: str, superuser_dsn: str) -> None:
    house = make_house()
    survivor, merged = known(house.worker, "Әсем"), known(house.worker, "Асем")

    def write() -> None:
        with psycopg.connect(app_dsn) as writing:
            writing.execute(SAY_WHO, [str(house.worker.pk)])
            writing.execute(ADD_PHONE, [house.unit.pk, house.worker.pk, merged.pk])

    with psycopg.connect(app_dsn) as merging:
        merging.execute(SAY_WHO, [str(house.supervisor.pk)])
        merging.execute("SELECT people_merge(%s, %s, '[]', NULL, 'One paper')", [survivor.pk, merged.pk])
        meanwhile = threading.Thread(target=write)
        meanwhile.start()
        time.sleep(0.3)
        assert meanwhile.is_alive()  # it waits for the merge
    meanwhile.join(5)
    with psycopg.connect(superuser_dsn) as above:
        assert above.execute("SELECT person_id FROM people_contactpoint").fetchall() == [(survivor.pk,)]
