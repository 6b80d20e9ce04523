"""What holds for every page: headers, language, errors that help, logins that last no longer than they should."""

import json
from datetime import timedelta

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from tirek.access.models import User
from tirek.kernel.clock import clock_at, now

PASSWORD = "тыныш таңғы шай ішемін"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def user(db):
    one = User(username="aizhan", email="aizhan@example.org", first_name="Айжан", last_name="Сынақ")
    one.set_password(PASSWORD)
    one.save()
    return one


@pytest.fixture
def client_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
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


# Language and light ----------------------------------------------------------------------------------------


def test_the_language_stays_with_the_person_and_in_the_browser(client_in, user):
    answer = client_in.post(reverse("set_language"), {"language": "ru", "next": reverse("mfa_index")})
    assert answer["Location"] == reverse("mfa_index")
    user.refresh_from_db()
    assert user.language == "ru"
    assert answer.cookies["language"].value == "ru"
    assert "Мой вход" in client_in.get(reverse("mfa_index")).content.decode()


def test_a_language_that_does_not_exist_changes_nothing(client_in, user):
    client_in.post(reverse("set_language"), {"language": "xx", "next": "https://elsewhere.example/"})
    user.refresh_from_db()
    assert user.language == "kk"


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_after_a_switch_one_stays_in_this_house(db, client, target):
    assert client.post(reverse("set_language"), {"language": "ru", "next": target})["Location"] == "/"


def test_the_chosen_light_is_drawn_by_the_server(client_in):
    client_in.post(reverse("set_theme"), {"theme": "dark"})
    assert 'data-bs-theme="dark"' in client_in.get(reverse("mfa_index")).content.decode()


# Errors ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"), [("kk", "Мұнда ондай бет жоқ"), ("ru", "Такой страницы здесь нет"), ("en", "no such page")]
)
def test_what_does_not_exist_is_said_in_the_language_of_the_visitor(db, client, language, words):
    client.cookies["language"] = language
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert words in answer.content.decode()
    _strict(answer)


def test_an_old_form_is_told_what_to_do(db):
    answer = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "ru"})
    assert answer.status_code == 403
    assert "Жазғаныңыз сақталып тұр" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_failures_are_said_in_three_languages_without_a_database(name):
    body = get_template(name).render({})
    assert 'lang="ru"' in body
    assert 'lang="en"' in body


@pytest.mark.parametrize("path", ["/demo/", "/demo/enter/"])
def test_one_click_logins_exist_on_the_demonstration_alone(client_in, path):
    method = client_in.post if "enter" in path else client_in.get
    assert method(path, {"username": "aizhan"}).status_code == 404


@pytest.mark.urls("tests.web.sample_pages")
def test_what_one_may_not_do_answers_like_what_does_not_exist(client_in):
    answers = [client_in.get(path) for path in ("/refused/", "/missing/", "/no/such/page/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("path", ["/drafts/a%00b", "/login/?next=%00", "/password/0-%00/", "/invitation/%00/"])
def test_a_character_no_record_can_hold_is_refused_and_nothing_fails(client_in, path):
    assert client_in.get(path).status_code in {400, 404}


@pytest.mark.parametrize("name", ["set_language", "set_theme", "account_login", "account_reset_password"])
def test_such_a_character_in_a_form_is_refused(client, db, name):
    answer = client.post(reverse(name), {"login": "a\0b", "email": "a\0@b.kz", "password": "\0", "next": "\0"})
    assert answer.status_code == 400
    assert 'lang="ru"' in answer.content.decode()


# Sessions --------------------------------------------------------------------------------------------------


def test_a_session_ends_after_thirty_idle_minutes(client_in):
    start = now()
    with clock_at(start):
        assert client_in.get(reverse("mfa_index")).status_code == 200
    with clock_at(start + timedelta(minutes=29)):
        assert client_in.get(reverse("mfa_index")).status_code == 200
    with clock_at(start + timedelta(minutes=60)):
        assert client_in.get(reverse("mfa_index")).status_code == 302


def test_a_session_ends_after_twelve_hours_however_busy(client_in):
    start = now()
    for minutes in range(0, 12 * 60 + 1, 20):
        with clock_at(start + timedelta(minutes=minutes)):
            assert client_in.get(reverse("mfa_index")).status_code == 200
    with clock_at(start + timedelta(hours=12, minutes=10)):
        assert client_in.get(reverse("mfa_index")).status_code == 302


# Drafts ----------------------------------------------------------------------------------------------------


def _keep(client, key, **fields):
    return client.post(f"/drafts/{key}", json.dumps({"content": fields}), content_type="application/json")


def test_what_is_typed_comes_back_to_its_author_alone(client_in):
    assert _keep(client_in, "visit:1", what=["Бала тыныш"]).status_code == 200
    assert client_in.get("/drafts/visit:1").json()["content"] == {"what": ["Бала тыныш"]}
    other = User.objects.create(username="other", first_name="Басқа")
    stranger = Client()
    stranger.force_login(other, backend=BACKEND)
    assert stranger.get("/drafts/visit:1").status_code == 204


def test_a_discarded_draft_is_gone(client_in):
    _keep(client_in, "visit:1", what=["Бала тыныш"])
    client_in.delete("/drafts/visit:1")
    assert client_in.get("/drafts/visit:1").status_code == 204


def test_a_form_that_went_on_takes_its_draft_along(client_in):
    _keep(client_in, "visit:1", what=["Бала тыныш"])
    client_in.post(reverse("set_theme"), {"theme": "dark", "draft_key": "visit:1"})
    assert client_in.get("/drafts/visit:1").status_code == 204


ODD_DRAFTS = [
    "",
    "[]",
    "{}",
    '{"content": 3}',
    '{"content": {"a": "b"}}',
    '{"content": {"a": ["\\u0000"]}}',
    '{"content": {"a": ["\\ud800"]}}',
    "\ufffd",
]


@pytest.mark.parametrize("body", ODD_DRAFTS)
def test_a_draft_of_another_shape_is_refused(client_in, body):
    assert client_in.post("/drafts/x", body, content_type="application/json").status_code == 400


def test_a_draft_beyond_measure_is_refused(client_in):
    assert _keep(client_in, "x", what=["а" * 300_000]).status_code == 413


def test_without_a_login_the_tab_is_told_so(db, client):
    assert _keep(client, "visit:1", what=["x"]).status_code == 401
    assert client.get("/drafts/").status_code == 401
