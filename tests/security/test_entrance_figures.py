"""Rows 18, 19 and 22 of the entrance: guessing, who exists, and the settings of an installation."""

import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.security.figures import Figure
from tirek.access.models import User

PASSWORD = "тыныш таңғы шай ішемін"
LOGIN = "/login/"


class Quick(PBKDF2PasswordHasher):
    """The real way of hashing with a tenth of the work: still far longer than everything else in a login."""

    iterations = 50_000


@pytest.fixture(autouse=True)
def _counts_of_their_own(db: None) -> None:
    cache.clear()


@pytest.fixture
def user(db: None) -> User:
    one = User(username="aizhan", email="aizhan@example.org", first_name="Айжан")
    one.set_password(PASSWORD)
    one.save()
    return one


def enter(client: Client, name: str, password: str, address: str = "10.1.1.1") -> bool:
    client.post(LOGIN, {"login": name, "password": password}, REMOTE_ADDR=address)
    return "_auth_user_id" in client.session


# Row 18 ----------------------------------------------------------------------------------------------------


def test_guessing_is_hardly_evaluated_and_the_owner_still_gets_in(
    user: User, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    at_home = Client()
    assert enter(at_home, "aizhan", PASSWORD)
    at_home.post(reverse("account_logout"))
    looked: list[str] = []
    right = User.check_password

    def counting(one: User, password: str) -> bool:
        looked.append(password)
        return right(one, password)

    monkeypatch.setattr(User, "check_password", counting)
    for number in range(100):  # a tenth of the thousand, from many places, by name and by mail
        name = "aizhan" if number % 2 else "aizhan@example.org"
        enter(Client(), name, f"wrong password number {number}", f"10.0.{number % 25}.7")
    guesses = len(looked)

    stranger = enter(Client(), "aizhan", PASSWORD, "10.2.2.2")
    owner = enter(at_home, "aizhan", PASSWORD)
    later = time.time() + 30 * 60 + 1
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)
    opened = enter(Client(), "aizhan", PASSWORD, "10.3.3.3")
    figure("18", f"100 wrong tries, {guesses} evaluated; while locked the owner on a known device gets in: {owner}, "
                 f"elsewhere: {stranger}; open again after 30 minutes: {opened}")  # fmt: skip
    assert guesses <= 10
    assert (stranger, owner, opened) == (False, True, True)


def test_a_known_device_is_known_for_one_name_and_one_password_alone(user: User) -> None:
    other = User(username="marat", email="marat@example.org")
    other.set_password(PASSWORD)
    other.save()
    device = Client()
    assert enter(device, "aizhan", PASSWORD)
    device.post(reverse("account_logout"))
    for number in range(8):
        enter(Client(), "marat", f"wrong {number}", f"10.4.{number}.1")
        enter(Client(), "aizhan", f"wrong {number}", f"10.5.{number}.1")
    assert not enter(device, "marat", PASSWORD, "10.6.6.6")  # known, but not for this name
    forged = Client()
    forged.cookies["device"] = "WzEsICJ4Il0:1:abc"
    assert not enter(forged, "aizhan", PASSWORD, "10.6.6.7")
    for number in range(8):  # the device has its own, no larger, number of tries
        enter(device, "aizhan", f"wrong {number}", f"10.7.{number}.1")
    assert not enter(device, "aizhan", PASSWORD, "10.8.8.8")


def test_a_new_password_forgets_the_devices(user: User) -> None:
    device = Client()
    assert enter(device, "aizhan", PASSWORD)
    device.post(reverse("account_logout"))
    for number in range(8):
        enter(Client(), "aizhan", f"wrong {number}", f"10.5.{number}.1")
    user.set_password(PASSWORD + "!")
    user.save(update_fields=["password"])
    assert not enter(device, "aizhan", PASSWORD + "!", "10.6.6.6")


# Row 19 ----------------------------------------------------------------------------------------------------


def rank_test(one: list[float], two: list[float]) -> float:
    """Mann and Whitney's test: how likely such a difference is by chance."""
    ranks = {value: place for place, value in enumerate(sorted(one + two), start=1)}
    u = sum(ranks[value] for value in one) - len(one) * (len(one) + 1) / 2
    mean = len(one) * len(two) / 2
    spread = math.sqrt(len(one) * len(two) * (len(one) + len(two) + 1) / 12)
    return math.erfc(abs(u - mean) / spread / math.sqrt(2))


def alike(known: Callable[[], object], unknown: Callable[[], object]) -> float:
    """How like in time two questions are, fifty pairs in turn. Chance gets three rounds; a difference fails all."""

    def took(question: Callable[[], object]) -> float:
        start = time.perf_counter()
        question()
        return time.perf_counter() - start

    best = 0.0
    for _ in range(3):
        pairs = [(took(known), took(unknown)) if n % 2 else (took(unknown), took(known))[::-1] for n in range(50)]
        best = max(best, rank_test([pair[0] for pair in pairs], [pair[1] for pair in pairs]))
        if best > 0.01:
            break
    return best


@pytest.fixture
def unlimited(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing as it is, and no limit of tries in the way."""
    settings.PASSWORD_HASHERS = ["tests.security.test_entrance_figures.Quick"]
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr("tirek.web.entrance.views.PATIENCE", 0.05)


def test_known_and_unknown_are_alike_in_words_status_and_time(unlimited: None, user: User, figure: Figure) -> None:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    client, told = Client(), {}
    ways = {
        "login by name": (LOGIN, "login", "aizhan", "nobody"),
        "login by mail": (LOGIN, "login", "aizhan@example.org", "nobody@example.org"),
        "forgotten password": (reverse("account_reset_password"), "email", "aizhan@example.org", "nobody@example.org"),
    }
    for way, (url, field, known, unknown) in ways.items():

        def send(name: str, url: str = url, field: str = field) -> tuple[int, str, bytes]:
            answer = client.post(url, {field: name, "password": "not the password at all"})
            return answer.status_code, answer.get("Location", ""), answer.content.replace(name.encode(), b"")

        first, second = send(known), send(unknown)
        assert first[:2] == second[:2], way
        assert _without_tokens(first[2]) == _without_tokens(second[2]), way
        told[way] = alike(lambda: send(known), lambda: send(unknown))  # noqa: B023
    figure("19", "known and unknown, 50 pairs each: same status and words; time, rank test: "
                 + ", ".join(f"{way} p={p:.2f}" for way, p in told.items()))  # fmt: skip
    assert min(told.values()) > 0.01


def _without_tokens(body: bytes) -> str:
    return re.sub(r'value="[^"]*"|content="[^"]*"', "", body.decode())


# Row 22 ----------------------------------------------------------------------------------------------------


def test_the_settings_of_an_installation_are_what_the_checks_ask_for(tmp_path: Path, figure: Figure) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIREK_", "DJANGO_"))}
    ask = (
        "import django; django.setup()\n"
        "from django.conf import settings as s; from django.core.management import call_command\n"
        "assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SESSION_COOKIE_HTTPONLY\n"
        "assert s.SESSION_COOKIE_NAME.startswith('__Host-') and s.CSRF_COOKIE_NAME.startswith('__Host-')\n"
        "assert s.SECURE_HSTS_SECONDS >= 31536000 and s.SECURE_SSL_REDIRECT and not s.DEBUG and not s.DEMO\n"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        env={**kept, "DJANGO_SETTINGS_MODULE": "tirek.config.settings", "TIREK_HOME": str(tmp_path),
             "TIREK_URL": "https://tirek.example"},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    figure("22 (deploy)", f"check --deploy with the settings of an installation: {done.stdout.strip()}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout
