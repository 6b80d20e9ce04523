"""A dropped connection or an ended login loses nothing typed. In a real browser."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from tirek.access.models import Draft, User
from tirek.toolkit.postgresql.user import acting_as

PASSWORD = "тыныш таңғы шай ішемін"
pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.web.sample_pages")]


@pytest.fixture
def page(live_server, chromium, transactional_db):
    user = User(username="aizhan", first_name="Айжан", language="ru")
    user.set_password(PASSWORD)
    user.save()
    context = chromium.new_context(locale="ru-RU")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies["tirek"]
    context.add_cookies([{"name": "tirek", "value": cookie.value, "url": live_server.url}])
    opened = context.new_page()
    opened.refused = []
    opened.on("console", lambda message: "Content Security" in message.text and opened.refused.append(message.text))
    opened.goto(f"{live_server.url}/visit/")
    yield opened
    assert opened.refused == []
    context.close()


def _says(page, text):
    page.get_by_role("status").filter(has_text=text).wait_for(timeout=10_000)


def test_what_is_typed_is_on_the_server_and_comes_back(page):
    page.fill("#what", "Ребёнок спит, вес 5,4 кг")
    page.check("[name=seen]")
    page.fill("[name=secret]", "not to be kept")
    _says(page, "Сохранено на сервере")
    page.reload()
    _says(page, "Возвращено то, что вы писали")
    assert page.input_value("#what") == "Ребёнок спит, вес 5,4 кг"
    assert page.is_checked("[name=seen]")
    assert page.input_value("[name=secret]") == ""
    page.get_by_role("button", name="Удалить черновик").click()
    expect(page.locator("#what")).to_have_value("")


def test_without_a_connection_the_tab_keeps_it_and_sends_it_later(page):
    page.context.set_offline(True)
    page.fill("#what", "Написано без связи")
    _says(page, "Нет связи")
    page.context.set_offline(False)
    _says(page, "Сохранено на сервере")


def test_after_an_ended_login_it_is_still_there(page):
    Session.objects.all().delete()
    page.fill("#what", "Написано после конца сеанса")
    _says(page, "Сеанс завершён")
    page.get_by_role("status").get_by_role("link", name="Войти").click()
    page.fill("[name=login]", "aizhan")
    page.fill("[name=password]", PASSWORD)
    page.locator("form[action='/login/'] button").click()
    page.wait_for_url("**/visit/")
    _says(page, "Возвращено")
    assert page.input_value("#what") == "Написано после конца сеанса"


def test_a_login_in_another_tab_is_enough(page, live_server):
    Session.objects.all().delete()
    page.fill("#what", "Первая вкладка")
    _says(page, "Сеанс завершён")
    other = page.context.new_page()
    other.goto(f"{live_server.url}/login/")
    other.fill("[name=login]", "aizhan")
    other.fill("[name=password]", PASSWORD)
    other.locator("form[action='/login/'] button").click()
    other.wait_for_url(f"{live_server.url}/")
    page.bring_to_front()
    page.fill("#what", "Первая вкладка, дальше")
    _says(page, "Сохранено на сервере")
    page.click("#send")
    page.wait_for_url("**/done/")


def test_an_act_takes_its_draft_along_even_when_sent_at_once(page, live_server):
    page.fill("#what", "Отправлено сразу")
    page.click("#send")
    page.wait_for_url("**/done/")
    page.wait_for_timeout(1500)
    with acting_as(User.objects.get(username="aizhan").pk):
        assert list(Draft.objects.values_list("key", flat=True)) == []
    page.goto(f"{live_server.url}/visit/")
    page.wait_for_load_state("networkidle")
    assert page.input_value("#what") == ""
