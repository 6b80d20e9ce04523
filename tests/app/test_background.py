"""Background work: a job is put in with its act or not at all, is done once, and outlives its worker."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.db import connections, transaction
from procrastinate.exceptions import AlreadyEnqueued

from tests.app import background_tasks
from tests.builders import House, make_family, make_house
from tirek.config.working import work
from tirek.people import tasks as people_tasks
from tirek.toolkit.apart import alone, main, run_apart


@pytest.fixture
def seen(transactional_db: None) -> list[object]:
    background_tasks.SEEN.clear()
    return background_tasks.SEEN


def run_worker() -> None:
    """One run of a worker, in a thread of its own: the main thread may keep a browser's loop."""

    def run() -> None:
        try:
            work(until_empty=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result(60)


def states() -> dict[str, str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT task_name, status FROM procrastinate_jobs WHERE task_name LIKE 'tests.%'")
        return dict(cursor.fetchall())


def test_a_job_is_done_in_one_run_and_one_of_a_failed_act_never(seen: list[object]) -> None:
    house: House = make_house()
    with transaction.atomic():
        make_family(house.worker)
    with transaction.atomic():
        background_tasks.note.defer(word="of an act that failed")
        transaction.set_rollback(True)
    with transaction.atomic():
        background_tasks.note.defer(word="done")
        background_tasks.count_persons.defer(user_id=house.worker.pk)
        assert states() == {}  # nobody takes a job before its act is committed

    run_worker()

    assert sorted(seen, key=str) == [(0, 2), "done"]
    assert states() == {"tests.note": "succeeded", "tests.count_persons": "succeeded"}


def test_the_application_puts_jobs_in_and_can_neither_read_nor_change_them(app_dsn: str) -> None:
    background_tasks.note.defer(word="somebody's")
    refused = [
        "SELECT args FROM procrastinate_jobs",
        "UPDATE procrastinate_jobs SET status = 'succeeded'",
        "DELETE FROM procrastinate_jobs",
        "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'x')",
        "SELECT * FROM procrastinate_events",
        "SELECT procrastinate_fetch_job_v2(NULL, 1)",
        "SELECT procrastinate_cancel_job_v1(1, true, true)",
    ]
    for query in refused:
        with (
            psycopg.connect(app_dsn) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(query)


def test_the_register_is_compared_by_one_at_a_time(seen: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    task = people_tasks.compare_register_at_night
    task.defer()
    with pytest.raises(AlreadyEnqueued), transaction.atomic():
        task.defer()
    compared = []

    async def compare(function: str) -> bool:
        compared.append(function)
        return True

    monkeypatch.setattr(people_tasks, "run_apart", compare)
    monkeypatch.setattr(people_tasks, "find_spec", lambda _name: object())
    run_worker()
    assert compared == []  # nobody is registered
    with transaction.atomic():
        make_family(make_house().worker)
    task.defer()
    run_worker()
    assert compared == [people_tasks.COMPARE]
    with alone("tests.app.test_background:nothing") as free:
        assert free
        assert main("tests.app.test_background:nothing") == 75
    assert main("tests.app.test_background:nothing") == 0


def nothing() -> None:
    """Work for a child."""


def test_what_fails_apart_fails_the_job(seen: list[object]) -> None:
    with pytest.raises(RuntimeError, match="ended with 1"), ThreadPoolExecutor(1) as pool:
        pool.submit(async_to_sync(run_apart), "json:there_is_no_such_function").result(60)
