"""The pages of the entrance in a real browser: nothing refused by the content policy, nothing in anybody's way."""

from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password

from tirek.access.models import User

AXE = Path(__file__).resolve().parents[2] / "client" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "тыныш таңғы шай ішемін"
pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.web.sample_pages")]


def _look(page, where):
    page.wait_for_load_state("load")
    if AXE.exists():
        page.evaluate(AXE.read_text())
        found = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            ".then(result => result.violations.map(one => [one.id, one.nodes.map(node => node.html)]))"
        )
        assert found == [], f"{where}: {found}"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{where}: sideways scrolling"


@pytest.mark.parametrize(
    ("language", "width", "light"), [("kk", 320, "light"), ("ru", 390, "dark"), ("en", 1280, "light")]
)
def test_the_entrance_is_open_to_everybody(live_server, chromium, transactional_db, language, width, light):
    User.objects.create(username="aizhan", first_name="Айжан", language=language, password=make_password(PASSWORD))
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=light)
    context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    page = context.new_page()
    refused = []
    page.on("console", lambda message: "Content Security" in message.text and refused.append(message.text))
    page.on("pageerror", lambda error: refused.append(str(error)))
    for path in ("/login/", "/password/", "/no/such/page/", "/invitation/x/"):
        page.goto(live_server.url + path)
        _look(page, path)
    page.goto(f"{live_server.url}/login/")
    page.fill("[name=login]", "aizhan")
    page.fill("[name=password]", "wrong")
    page.locator("form[action='/login/'] button").click()
    page.get_by_role("alert").wait_for()
    _look(page, "refused login")
    page.fill("[name=login]", "aizhan")
    page.fill("[name=password]", PASSWORD)
    page.locator("form[action='/login/'] button").click()
    page.wait_for_url(live_server.url + "/")
    for path in ("/", "/account/second/", "/account/password/", "/account/sessions/", "/visit/"):
        page.goto(live_server.url + path)
        _look(page, path)
    page.locator("details.menu summary").click()
    _look(page, "menu")
    page.keyboard.press("Escape")
    assert page.locator("details.menu").get_attribute("open") is None
    assert refused == []
    context.close()


def test_a_passkey_is_added_and_then_opens_the_login(live_server, chromium, transactional_db):
    User.objects.create(username="aizhan", first_name="Айжан", language="ru", password=make_password(PASSWORD))
    context = chromium.new_context()
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    phone = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    phone |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": phone})
    page.goto(f"{live_server.url}/login/?next=/account/second/webauthn/add/")
    page.fill("[name=login]", "aizhan")
    page.fill("[name=password]", PASSWORD)
    page.locator("form[action='/login/'] button").click()
    page.wait_for_url("**/account/confirm/**")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").click()
    page.wait_for_url("**/webauthn/add/**")
    page.fill("[name=name]", "мой телефон")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Выйти").click()
    page.wait_for_url("**/login/**")
    page.click("#passkey_login")
    page.wait_for_url(f"{live_server.url}/")
    assert page.get_by_role("heading", name="Сегодня роли нет").is_visible()
    context.close()
