"""The profession's addresses x method x person. What is expected stands in profession.csv, to be read.

Supervision and ethics write their secrets in ``tests/profession/secrets_<part>.py``; here everybody asks for every page
and meets only the words they may meet.
"""

import csv
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.security.figures import Figure
from tests.security.profession_world import (
    ProfessionWorld,
    make_profession_world,
    profession_address,
    profession_patterns,
)
from tests.security.test_matrix import BACKEND, said

POLICY = Path(__file__).parent / "profession.csv"
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=\"|\sstyle=\"|javascript:")


pytestmark = pytest.mark.timeout(400)  # thousands of requests: on a busy machine more than a hanging test may take


@dataclass(frozen=True)
class Answer:
    """What came back for one cell of the table."""

    name: str
    method: str
    actor: str
    status: str
    text: str
    headers: dict[str, str]


@pytest.fixture
def profession(db: None) -> ProfessionWorld:
    """The guild with everything its parts write."""
    return make_profession_world()


@pytest.fixture
def answers(profession: ProfessionWorld) -> list[Answer]:
    """The whole table, asked once; what a request does is undone."""
    found = []
    for actor, user in profession.actors.items():
        client = Client()
        if user is not None:
            client.force_login(user, backend=BACKEND)
            client.get("/account/sessions/")
        for pattern in profession_patterns():
            url = profession_address(pattern, profession)
            for method in ("GET", "POST"):
                with transaction.atomic():
                    response = client.generic(method, url)
                    transaction.set_rollback(True)
                found.append(
                    Answer(str(pattern.name), method, actor, said(response), _text(response), dict(response.headers))
                )
    return found


def _text(response: HttpResponse) -> str:
    body = b"".join(response) if response.streaming else response.content
    return body.decode(errors="replace")


def test_everybody_of_the_profession_gets_what_the_policy_says_and_no_word_in_confidence(
    profession: ProfessionWorld, answers: list[Answer], figure: Figure
) -> None:
    if os.environ.get("WRITE_POLICY"):  # a new page: write down what is so, then read every line of the difference
        _write(answers)
    expected = _policy()
    asked = {(one.name, one.method) for one in answers}
    assert asked == set(expected), "profession.csv and the addresses differ"
    wrong = [
        f"{one.method} {one.name} as {one.actor}: {one.status}, not {expected[one.name, one.method][one.actor]}"
        for one in answers
        if one.status != expected[one.name, one.method][one.actor]
    ]
    leaks, met = [], set()
    for one in answers:
        for place in profession.secrets.in_(one.text):
            met.add((place, one.actor))
            if one.actor not in profession.readers[place]:
                leaks.append((one.name, one.method, one.actor, place))
    unmet = {place for place, readers in profession.readers.items() if readers} - {place for place, _ in met}
    figure(
        "1",
        f"profession: {len(asked)} pages and methods x {len(profession.actors)} people = {len(answers)} requests, "
        f"{len(wrong)} wrong statuses, {len(profession.readers)} secrets, {len(leaks)} leaks",
    )
    assert wrong == []
    assert leaks == []
    assert unmet == set(), "those who may read these met them nowhere: the canaries are blind"
    assert [one.name for one in answers if not _guarded(one)] == []


def test_no_page_of_the_profession_takes_anything_without_a_token(profession: ProfessionWorld) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(profession.guild.association, backend=BACKEND)
    taken = []
    for pattern in profession_patterns():
        with transaction.atomic():
            response = client.post(profession_address(pattern, profession))
            transaction.set_rollback(True)
        if response.status_code != 403:
            taken.append((pattern.name, response.status_code))
    assert taken == []


def _guarded(one: Answer) -> bool:
    rules = one.headers.get("Content-Security-Policy", "")
    kept = "no-store" in one.headers.get("Cache-Control", "")
    return kept and "default-src 'none'" in rules and not INLINE.search(one.text)


def _policy() -> dict[tuple[str, str], dict[str, str]]:
    with POLICY.open() as file:
        return {(row.pop("name"), row.pop("method")): row for row in csv.DictReader(file)}


def _write(answers: list[Answer]) -> None:
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for one in answers:
        rows.setdefault((one.name, one.method), {"name": one.name, "method": one.method})[one.actor] = one.status
    with POLICY.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(next(iter(rows.values()))), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())
