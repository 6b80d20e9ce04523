"""The plan editor and the visit's form as they stand on their pages, in a browser, against the whole application."""

import json
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.builders import make_case, make_house
from tests.web.pages import acted_kinds, latest
from tirek.casework.models import Plan, Visit
from tirek.toolkit.postgresql.user import acting_as

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[2] / "client/node_modules/axe-core/axe.min.js"


@pytest.fixture
def desk(chromium: Browser, live_server, client):
    """A worker's browser on a phone, a case, and a way to open its pages."""
    house = make_house()
    case = make_case(house.worker)
    client.force_login(house.worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": "tirek", "value": client.cookies["tirek"].value, "url": live_server.url}])
    page = context.new_page()

    def opening(name: str) -> Page:
        page.goto(live_server.url + reverse(name, args=[case.uuid]))
        return page

    yield house, case, opening
    context.close()


def broken_rules(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands."""
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.evaluate(AXE.read_text())
    return [one["id"] for one in page.evaluate("axe.run()")["violations"]]


def test_a_plan_is_put_together_from_the_library_and_own_words(desk):
    house, case, opening = desk
    page = opening("write_plan")
    page.get_by_role("button", name="Save the plan").click()
    assert page.get_by_text("A plan needs at least one goal").is_visible()
    page.get_by_text("Housing", exact=False).first.click()
    page.get_by_role("button", name="Mother and child have a stable home").click()
    assert page.locator(".plan-step").count() == 4
    page.get_by_role("button", name="Remove step 4").click()
    page.get_by_role("button", name="Put back").click()
    page.get_by_role("button", name="Remove step 4").click()
    page.get_by_role("button", name="A goal in own words").click()
    page.get_by_role("textbox", name="Goal 2").fill("Әкесі көмектеседі")
    page.get_by_role("button", name="Save the plan").click()
    assert page.get_by_text("Write what is done.").is_visible(), "a step without words is not sent"
    page.locator(".plan-goal").nth(1).get_by_role("textbox", name="Step 1").fill("Әкесімен сөйлесу")
    assert broken_rules(page) == []
    page.get_by_role("button", name="Save the plan").click()
    page.wait_for_url("**/plan/agreement/")
    with acting_as(house.worker.pk), transaction.atomic():
        plan = Plan.objects.get(case=case)
        assert [(goal.title, goal.steps.count()) for goal in plan.goals.all()] == [
            ("Mother and child have a stable home", 3), ("Әкесі көмектеседі", 1),
        ]  # fmt: skip


def test_a_visit_without_its_form_is_sent_and_the_answer_about_the_child_is_shared(desk):
    house, case, opening = desk
    page = opening("record_visit")
    page.locator('input[name="child_seen"][value="no"] + span').click()
    assert json.loads(page.input_value('input[name="answers"]')) == {"child_seen": "no"}
    page.get_by_label("What you saw and what was agreed").fill("Үйде ешкім жоқ")
    page.get_by_role("button", name="Record visit").click()
    page.wait_for_url(f"**/cases/{case.uuid}/")
    assert latest(Visit, case, house.worker).assessment_id is None


def test_a_form_that_was_begun_has_to_be_finished(desk):
    house, case, opening = desk
    page = opening("record_visit")
    page.locator('input[name="child_seen"][value="yes"] + span').click()
    page.get_by_label("What you saw and what was agreed").fill("Бала ұйықтап жатыр")
    page.locator("details.visit-form > summary").click()
    page.get_by_role("radiogroup", name="What is the home like?").get_by_text(
        "Suitable for the child", exact=True
    ).click()
    page.get_by_role("button", name="Record visit").click()
    assert page.locator("tirek-form [data-error-summary]").is_visible()
    assert broken_rules(page) == []
    assert "visit" not in acted_kinds(case, house.worker)
