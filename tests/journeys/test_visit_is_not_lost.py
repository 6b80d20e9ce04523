"""What is typed into the visit form outlasts a dropped connection and an ended login."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.builders import House, make_case
from tirek.kernel.clock import today

pytestmark = pytest.mark.journey
PASSWORD = "тыныш таңғы шай ішемін"
BEFORE, DURING, AFTER = "Бала ұйықтап жатыр.", " Байланыссыз жазылды.", " Сеанс біткен соң жазылды."


def test_a_dropped_connection_and_an_ended_login_lose_nothing(house: House, desk_of) -> None:
    user = house.worker
    user.language = "kk"
    user.set_password(PASSWORD)
    user.save(update_fields=["password", "language"])
    case = make_case(user)
    worker = desk_of(user, 390)
    with worker.day(today() + timedelta(days=1)):  # the clock of the phone is slow: it must not matter
        worker.open("record_visit", case.uuid)
        page, state = worker.page, worker.page.locator("[data-draft-state]")
        note = page.locator("[name=visit_note]")
        worker.choose(place="home", reached="yes", child_seen="yes")
        note.fill(BEFORE)
        state.get_by_text("Серверде сақталды").wait_for()
        page.context.set_offline(True)
        note.fill(BEFORE + DURING)
        state.get_by_text("Байланыс жоқ").wait_for()
        page.context.set_offline(False)
        Session.objects.all().delete()
        note.fill(BEFORE + DURING + AFTER)
        state.get_by_text("Сеанс аяқталды").wait_for()
        state.get_by_role("link").click()
        page.fill("[name=login]", user.username)
        page.fill("[name=password]", PASSWORD)
        page.locator("form[action='/login/'] button").click()
        page.wait_for_url("**/visit/")
        expect(page.locator("[name=visit_note]")).not_to_have_value("")
        assert note.input_value() == BEFORE + DURING + AFTER
        assert page.locator("[name=child_seen][value=yes]").is_checked()
        worker.send("Record visit")
        worker.says(BEFORE + DURING + AFTER)
