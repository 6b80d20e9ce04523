"""Rows 1, 22, 25 and 43: every address x method x person. What is expected stands in policy.csv, to be read."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from tests.security.addresses import address, every_name
from tests.security.figures import Figure
from tests.security.world import World

POLICY = Path(__file__).parent / "policy.csv"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HISTORY = {
    "access_log", "journal", "my_day", "life_line", "plan_versions", "assessments", "assessment", "scores", "person",
}  # fmt: skip


def policy() -> dict[tuple[str, str], dict[str, str]]:
    """For each address and method, what each person gets."""
    with POLICY.open() as file:
        return {(row.pop("name"), row.pop("method")): row for row in csv.DictReader(file)}


pytestmark = pytest.mark.timeout(400)  # thousands of requests: on a busy machine more than a hanging test may take


@dataclass(frozen=True)
class Answer:
    """What came back for one cell of the table."""

    name: str
    method: str
    actor: str
    status: str
    response: HttpResponse

    @property
    def text(self) -> str:
        """Everything the browser gets."""
        body = b"".join(self.response) if self.response.streaming else self.response.content
        return body.decode(errors="replace") + str(dict(self.response.headers)) + str(self.response.cookies)


class Browsers:
    """A fresh browser for each request, logged in as somebody; what the request does is undone."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sessions: dict[str, str] = {}
        for actor, user in world.actors.items():
            if user is not None:
                client = Client()
                client.force_login(user, backend=BACKEND)
                client.get("/account/sessions/")  # so that the session is known and not written anew each time
                self.sessions[actor] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, actor: str, method: str, url: str, **more: object) -> HttpResponse:
        """One request."""
        token = more.pop("csrf", None)
        client = Client(enforce_csrf_checks=token is not None)
        if token is not None:
            client.cookies[settings.CSRF_COOKIE_NAME] = token
        if actor in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[actor]
        with transaction.atomic():
            response = client.generic(method, url, **more)
            transaction.set_rollback(True)
        return response


def said(response: HttpResponse) -> str:
    """The status in the words of the table: a way to the login is not a way on."""
    if response.status_code == 302:
        return "login" if response["Location"].startswith("/login/") else "302"
    return str(response.status_code)


@pytest.fixture
def browsers(world: World, monkeypatch: pytest.MonkeyPatch) -> Browsers:
    monkeypatch.setattr("tirek.web.entrance.views.PATIENCE", 0)
    return Browsers(world)


@pytest.fixture
def answers(world: World, browsers: Browsers) -> list[Answer]:
    """The whole table, asked once."""
    found = []
    for name in dict.fromkeys(every_name()):
        url = address(name, world)
        for method in ("GET", "POST"):
            for actor in world.actors:
                response = browsers.ask(actor, method, url)
                found.append(Answer(name, method, actor, said(response), response))
    return found


def test_everybody_gets_what_the_policy_says_and_nobody_a_word_too_much(
    world: World, answers: list[Answer], figure: Figure
) -> None:
    expected = policy()
    asked = {(one.name, one.method) for one in answers}
    assert asked - set(expected) == set(), "an address without a row in policy.csv"
    assert set(expected) - asked == set(), "a row of policy.csv without an address"
    wrong = [
        f"{one.method} {one.name} as {one.actor}: {one.status}, not {expected[one.name, one.method][one.actor]}"
        for one in answers
        if one.status != expected[one.name, one.method][one.actor]
    ]
    leaks = leaked(world, answers)
    names = len({one.name for one in answers})
    figure("1", f"{names} addresses x 2 methods x {len(world.actors)} people = {len(answers)} requests, "
                f"{len(wrong)} wrong statuses, {len(leaks)} canaries, 0 addresses without a policy")  # fmt: skip
    history = [leak for leak in leaks if leak[0] in HISTORY]
    looked = len([one for one in answers if one.name in HISTORY])
    figure("43", f"{looked} looks at audit, journal and history, {len(history)} canaries of closed files")
    assert wrong == []
    assert leaks == []
    _headers(answers, figure)


def leaked(world: World, answers: list[Answer]) -> list[tuple[str, str, str, set[str]]]:
    """Which words of a family reached somebody who must not know it."""
    inside = {"worker", "supervisor"}
    found, seen = [], 0
    for one in answers:
        text = one.text
        foreign = [world.other] if one.actor in inside else [world.full, world.closed]
        if one.actor in inside:
            seen += bool(world.full.secrets.in_(text))
        for family in foreign:
            if places := family.secrets.in_(text):
                found.append((one.name, one.method, one.actor, places))
    assert seen >= 10, "those who may see the family saw nothing: the canaries are blind"
    return found


def _headers(answers: list[Answer], figure: Figure) -> None:
    """Row 22 on everything that came back."""
    bad = []
    for one in answers:
        headers, where = one.response.headers, f"{one.method} {one.name} as {one.actor}"
        rules = headers.get("Content-Security-Policy", "")
        held = {
            "no inline": "unsafe" not in rules and "default-src 'none'" in rules and "script-src 'self'" in rules,
            "frame": "frame-ancestors 'none'" in rules and headers.get("X-Frame-Options") == "DENY",
            "no-store": "no-store" in headers.get("Cache-Control", ""),
            "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
            "referrer": headers.get("Referrer-Policy") == "same-origin",
        }
        bad += [f"{where}: {what}" for what, good in held.items() if not good]
        for cookie in one.response.cookies.values():
            if cookie["max-age"] == 0:
                continue  # taken away
            if cookie.key != settings.CSRF_COOKIE_NAME and not (cookie["httponly"] and cookie["samesite"]):
                bad.append(f"{where}: cookie {cookie.key}")
            if not cookie["samesite"]:
                bad.append(f"{where}: cookie {cookie.key}")
        if re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=\"|\sstyle=\"|javascript:", one.text):
            bad.append(f"{where}: inline")
    figure("22", f"headers and cookies of {len(answers)} answers, {len(bad)} without what must be there")
    assert bad == []


UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def test_nothing_unsafe_without_a_token_or_from_elsewhere(world: World, browsers: Browsers, figure: Figure) -> None:
    token = _get_new_csrf_string()
    from_elsewhere = {"HTTP_ORIGIN": "https://elsewhere.example", "HTTP_X_CSRFTOKEN": token}
    from_here = {"HTTP_ORIGIN": "http://testserver", "HTTP_X_CSRFTOKEN": token}
    passed, tried, worked = [], 0, 0
    for name in dict.fromkeys(every_name()):
        url = address(name, world)
        for method in UNSAFE:
            for more in ({}, from_elsewhere) if method == "POST" else (from_elsewhere,):
                tried += 1
                if browsers.ask("worker", method, url, csrf=token, **more).status_code != 403:
                    passed.append(f"{method} {name} {more}")
        worked += browsers.ask("worker", "POST", url, csrf=token, **from_here).status_code != 403
    figure("25", f"{tried} unsafe requests without a token, or with one from another origin: "
                 f"{len(passed)} not refused")  # fmt: skip
    assert passed == []
    assert worked == len(set(every_name()))  # with the token and from here none is refused for that
