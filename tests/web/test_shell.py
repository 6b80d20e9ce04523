"""What holds for every page: headers, language, errors that help, logins that last no longer than they should."""

import pytest
from django.test import Client
from django.urls import reverse

from tirek.access.models import User

PASSWORD = "тыныш таңғы шай ішемін"


@pytest.fixture
def user(db):
    one = User(username="aizhan", email="aizhan@example.org", first_name="Айжан", last_name="Сынақ")
    one.set_password(PASSWORD)
    one.save()
    return one


@pytest.fixture
def client_in(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


OPEN_PAGES = ["account_login", "account_reset_password", "account_reset_password_done"]
OWN_PAGES = ["home", "mfa_index", "usersessions_list", "account_change_password"]


@pytest.mark.parametrize("name", OPEN_PAGES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_before_the_login_open_in_three_languages_with_strict_headers(db, client, name, language):
    client.cookies["language"] = language
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()
    _strict(answer)


def _strict(answer):
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self';" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    body = answer.content.decode()
    assert " style=" not in body
    assert " onclick=" not in body


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_after_the_login_carry_the_same_headers(client_in, name):
    answer = client_in.get(reverse(name))
    assert answer.status_code == 200
    _strict(answer)


@pytest.mark.parametrize("name", [*OWN_PAGES[1:]])
def test_a_visitor_is_led_to_the_login(db, client, name):
    assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))
