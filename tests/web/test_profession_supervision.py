"""The pages of supervision, each asked by those who take part and by everybody who does not."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.builders import House, make_case
from tests.profession.circle import Circle, make_circle
from tests.profession.world import make_guild
from tirek.access.models import User
from tirek.casework.actions.supervision import bring_case
from tirek.kernel.clock import today
from tirek.profession.models import LearningHours, SupervisionAgreement, SupervisionMeeting, WellbeingCheck
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]
EVERY = ("", "theme", "accept", "leave", "end", "plan", "invite", "hold", "cancel", "case", "hours", "share", "back")
AIMS, THEME, AGREED = "canary-aims", "canary-theme", "canary-agreed"


@pytest.fixture
def circle(house: House) -> Circle:
    return make_circle(make_guild(house), aims=AIMS)


def one_of(user: User, model: type):
    """The last row of a table that somebody sees."""
    with transaction.atomic(), acting_as(user.pk):
        return model._default_manager.order_by("-pk")[0]


def strangers(circle: Circle) -> list[User | None]:
    guild, house = circle.guild, circle.guild.house
    return [
        house.colleague, house.outsider, house.manager, house.administrator, circle.other_supervisor,
        guild.association, guild.secretary, guild.panel[0], guild.organiser, guild.official, guild.student, None,
    ]  # fmt: skip


def test_from_a_proposal_to_hours_by_the_pages(circle: Circle, login: Login) -> None:
    supervisor, colleague = login(circle.supervisor), login(circle.guild.house.colleague)
    new = reverse("propose_supervision")
    assert supervisor.get(new).status_code == 200
    assert colleague.get(new).status_code == 404
    asked = {"form": "individual", "every_days": "30", "starts_on": today().isoformat(), "numbers": "", "aims": ""}
    assert supervisor.post(new, asked).status_code == 422  # nobody was chosen
    page = supervisor.post(new, {**asked, "colleagues": [circle.number("colleague")]})["Location"]
    assert b"You are asked" in colleague.get(reverse("my_supervision")).content
    assert supervisor.post(page, {"do": "plan", "on": today().isoformat(), "minutes": 60, "mode": "onsite"}
                           ).status_code == 422  # fmt: skip
    colleague.post(page, {"do": "accept"})
    assert supervisor.post(page, {"do": "plan", "on": "", "minutes": 60, "mode": "onsite"}).status_code == 422
    planned = {"do": "plan", "on": today().isoformat(), "minutes": 90, "mode": "onsite"}
    assert colleague.post(page, planned).status_code == 422
    assert supervisor.post(page, planned).status_code == 302
    kept = one_of(circle.supervisor, SupervisionMeeting)
    meeting = reverse("supervision_meeting", args=[kept.uuid])
    case = make_case(circle.guild.house.colleague)
    theme = {"do": "theme", "kind": "ethics", "text": THEME, "agreed": AGREED}
    refused = colleague.post(meeting, {**theme, "text": "Сынақованың үйінде"})
    assert refused.status_code == 422
    assert "may name a client: Сынақованың" in refused.content.decode()
    assert colleague.post(meeting, theme).status_code == 302
    assert colleague.post(meeting, {"do": "case", "case": str(case.uuid)}).status_code == 302
    held = {"do": "hold", "on": today().isoformat(), "minutes": 90, "mode": "onsite", "safety_asked": "on"}
    assert supervisor.post(meeting, held).status_code == 422
    with_her = {**held, "present": [str(circle.entries["colleague"].uuid)]}
    assert colleague.post(meeting, with_her).status_code == 422
    assert supervisor.post(meeting, with_her).status_code == 302
    for client in (supervisor, colleague):
        text = client.get(meeting).content.decode()
        assert THEME in text
        assert case.reference in text
    for _twice in range(2):
        assert colleague.post(meeting, {"do": "hours"}).status_code == 302
    assert supervisor.post(meeting, {"do": "hours"}).status_code == 404
    with transaction.atomic(), acting_as(circle.guild.house.colleague.pk):
        assert [(one.kind, str(one.hours)) for one in LearningHours.objects.all()] == [("supervision", "1.5")]


def test_the_matrix_of_supervision_has_no_leak(circle: Circle, login: Login) -> None:
    """Every page with every address, by everybody who takes no part; words written in confidence come out nowhere."""
    meeting = circle.held()
    worker, supervisor = login(circle.worker), login(circle.supervisor)
    page = reverse("supervision_meeting", args=[meeting.uuid])
    worker.post(page, {"do": "theme", "kind": "ethics", "text": THEME, "agreed": AGREED})
    worker.post(reverse("carry_work"), {"afraid": "4", "unsafe": "on", "wants_to_talk": "on"})
    check = one_of(circle.worker, WellbeingCheck)
    sheet = reverse("wellbeing_check", args=[check.uuid])
    agreement = reverse("supervision_agreement", args=[circle.agreement.uuid])
    assert supervisor.get(sheet).status_code == 404  # not shown
    assert worker.post(sheet, {"do": "share", "supervisor": str(circle.entries["supervisor2"].uuid)}).status_code == 422
    worker.post(sheet, {"do": "share", "supervisor": str(circle.entries["supervisor"].uuid)})
    assert b"not feel safe" in supervisor.get(sheet).content
    assert b"not safe at work" in supervisor.get(reverse("my_supervision")).content
    asked = leaks = 0
    words = (AIMS, THEME, AGREED, str(check.uuid), str(meeting.uuid), str(circle.agreement.uuid))
    near = (circle.other_supervisor, circle.guild.house.colleague)  # they try everything, the others what most would
    for user in strangers(circle):
        client = login(user)
        for url in (agreement, page, sheet):
            for do in EVERY if user in near else EVERY[:2]:
                got = client.post(url, {"do": do}) if do else client.get(url)
                asked += 1
                assert got.status_code in (404, 302), (user, url, do)
                assert got.status_code == 404 or got["Location"].startswith("/login/"), (user, url, do)
                leaks += any(word in got.content.decode() for word in words)
        for name in ("my_supervision", "propose_supervision", "found_intervision", "carry_work", "profession"):
            got = client.get(reverse(name))
            asked += 1
            leaks += any(word in got.content.decode() for word in words)
    assert asked > 150
    assert leaks == 0
    worker.post(sheet, {"do": "back"})
    assert supervisor.get(sheet).status_code == 404


def test_a_check_reads_plainly_and_who_is_not_safe_meets_the_telephones_first(circle: Circle, login: Login) -> None:
    client = login(circle.worker)
    form = reverse("carry_work")
    assert b"not validated" in client.get(form).content
    assert client.post(form, {}).status_code == 422
    shown = client.post(form, {"tired_before": "4", "unsafe": "on"}, follow=True).content.decode()
    assert shown.index("tel:112") < shown.index("What the answers may say")
    assert "to talk about" in shown
    assert "diagnosis" in shown
    assert b"tel:112" in client.get(reverse("unsafe_at_work")).content
    assert login(circle.guild.house.administrator).get(form).status_code == 404


def test_equals_found_a_group_and_nobody_ends_it_for_the_others(circle: Circle, login: Login) -> None:
    worker, outsider = login(circle.worker), login(circle.guild.house.outsider)
    new = reverse("found_intervision")
    asked = {"every_days": "30", "starts_on": today().isoformat(), "numbers": circle.number("outsider"), "title": "A"}
    assert worker.post(new, {**asked, "title": ""}).status_code == 422
    page = worker.post(new, asked)["Location"]
    assert circle.number("outsider") in worker.get(page).content.decode()  # no name before they accept
    assert "Outsider" not in worker.get(page).content.decode()
    outsider.post(page, {"do": "accept"})
    assert "Outsider" in worker.get(page).content.decode()
    outsider.post(page, {"do": "end"})
    assert one_of(circle.guild.house.outsider, SupervisionAgreement).ends_on is None
    invite = {"do": "invite", "member": circle.number("colleague")}
    assert outsider.post(page, {**invite, "member": "?"}).status_code == 422
    assert outsider.post(page, invite).status_code == 302
    outsider.post(page, {"do": "leave"})
    assert outsider.post(page, invite).status_code == 422


def test_pages_are_quick_and_who_has_no_entry_is_told_how_to_get_one(
    circle: Circle, login: Login, django_assert_max_num_queries
) -> None:
    meeting = circle.held(today() - timedelta(days=1))
    case = make_case(circle.worker)
    bring_case(actor=circle.worker, meeting=meeting.uuid, case=case.uuid)
    urls = [
        reverse("my_supervision"), reverse("supervision_agreement", args=[circle.agreement.uuid]),
        reverse("supervision_meeting", args=[meeting.uuid]), reverse("carry_work"),
    ]  # fmt: skip
    for user in (circle.worker, circle.supervisor):
        client = login(user)
        client.get(urls[0])
        for url in urls:
            with django_assert_max_num_queries(17):  # two of them hold the test's transaction
                assert client.get(url).status_code == 200
    student = login(circle.guild.student)
    assert b"no entry" in student.get(urls[0]).content
    assert student.get(urls[3]).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_word_of_the_pages_is_left_in_english(circle: Circle, login: Login, language: str) -> None:
    meeting = circle.held(today() - timedelta(days=1))
    client = login(circle.supervisor)
    client.post(reverse("set_language"), {"language": language})
    for url in (
        reverse("my_supervision"), reverse("propose_supervision"), reverse("found_intervision"), reverse("carry_work"),
        reverse("supervision_agreement", args=[circle.agreement.uuid]), reverse("unsafe_at_work"),
        reverse("supervision_meeting", args=[meeting.uuid]),
    ):  # fmt: skip
        text = client.get(url).content.decode()
        main = re.sub(r"<[^>]+>", " ", text.partition("<main")[2].partition(">")[2].partition("</main>")[0])
        left = re.sub(r"House|Tirek|Worker|Colleague|Supervisor\d?|Outsider|canary-aims|OFFICE", "", main)
        assert not re.search(r"[A-Za-z]{4,}", left), (url, re.findall(r"[A-Za-z]{4,}", left))
