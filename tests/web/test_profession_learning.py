"""Learning on the pages: hours claimed and approved, courses, a placement between student and mentor, research."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.profession.learners import practitioner
from tests.profession.world import Guild, make_guild
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.profession.models import LearningHours, Placement, PlacementDay, ResearchWork
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]
THREE = {"title_kk": "Атауы", "title_ru": "Название", "title_en": "Title"}


@pytest.fixture
def guild(db: None) -> Guild:
    """An association and two houses with practitioners to be."""
    return make_guild()


def test_hours_are_claimed_approved_together_and_declined_with_a_reason(
    guild: Guild, login: Login, django_assert_max_num_queries
) -> None:
    house = guild.house
    practitioner(guild, house.worker)
    worker, office = login(house.worker), login(guild.association)
    course = {
        "unit": guild.office.uuid, "code": "ethics", "provider": "Дана", "hours": "10", "mode": "online",
        "topic": "ethics", **THREE,
    }  # fmt: skip
    assert office.post(reverse("course_new"), {**course, "hours": "0"}).status_code == 422
    assert office.post(reverse("course_new"), course).status_code == 302
    claim = {"kind": "self_study", "what": "Кітап", "hours": "4", "on": today().isoformat(), "evidence": "Конспект"}
    page = reverse("hours_claim")
    assert worker.get(page).status_code == 200
    assert worker.post(page, {**claim, "evidence": ""}).status_code == 422
    for hours in ("4", "3", "2"):
        assert worker.post(page, {**claim, "hours": hours}).status_code == 302
    with acting_as(house.worker.pk):
        first, second, third = LearningHours.objects.order_by("pk").values_list("uuid", flat=True)
    desk = reverse("learning")
    with django_assert_max_num_queries(15):
        assert str(first) in office.get(desk).content.decode()
    assert str(first) not in login(guild.organiser).get(desk).content.decode()
    assert office.post(reverse("hours_approve"), {"claims": ["x"]}).status_code == 302
    office.post(reverse("hours_approve"), {"claims": [str(first), str(second)]})
    one = reverse("hours_claimed", args=[third])
    assert office.get(one).status_code == 200
    assert office.post(one, {"reason": ""}).status_code == 422
    assert office.post(one, {"reason": "Қағаз жоқ"}).status_code == 302
    with django_assert_max_num_queries(15):
        shown = worker.get(reverse("my_learning")).content.decode()
    assert "Қағаз жоқ" in shown
    assert re.search(r'figure">7<', shown)
    for stranger in (guild.organiser, house.worker, house.manager, None):
        assert login(stranger).get(one).status_code == (302 if stranger is None else 404), stranger
    record = {**claim, "number": "KZ-0"}
    assert office.post(reverse("hours_record"), record).status_code == 422
    assert office.post(reverse("course_edit", args=["ethics"]), {"do": "end"}).status_code == 302
    assert "no entry" in login(house.colleague).get(reverse("my_learning")).content.decode()


def test_a_placement_is_planned_by_the_university_led_by_the_mentor_and_seen_by_nobody_else(
    guild: Guild, login: Login, django_assert_max_num_queries
) -> None:
    worker = guild.house.worker
    mentor = practitioner(guild, worker)
    university, leads, student = login(guild.organiser), login(worker), login(guild.student)
    plan = {
        "unit": guild.university.uuid, "student": guild.student.uuid, "institution": "Университет",
        "programme": "Әлеуметтік жұмыс", "degree": "master", "mentor": mentor.number, "starts_on": today().isoformat(),
        "ends_on": today().isoformat(), "planned_hours": "60",
    }  # fmt: skip
    assert university.post(reverse("placement_new"), {**plan, "mentor": "x"}).status_code == 422
    page = university.post(reverse("placement_new"), plan)["Location"]
    day = {"do": "day", "on": today().isoformat(), "hours": "6", "did": "Құжаттарды оқыдым"}
    assert student.post(page, day).status_code == 422  # not accepted yet
    leads.post(page, {"do": "accept"})
    assert student.post(page, {**day, "hours": "20"}).status_code == 422
    assert student.post(page, day).status_code == 302
    with acting_as(worker.pk):
        written = PlacementDay.objects.get()
    leads.post(page, {"do": "confirm", "day": "nonsense"})
    leads.post(page, {"do": "confirm", "day": str(written.uuid), "remark": "Жақсы"})
    for client in (student, leads, university):
        with django_assert_max_num_queries(15):
            assert "Жақсы" in client.get(page).content.decode()
    for stranger in (guild.association, guild.house.supervisor, guild.house.manager, guild.house.colleague):
        assert login(stranger).get(page).status_code == 404, stranger
    assert leads.post(page, {"do": "assess", "assessment": ""}).status_code == 422
    assert leads.post(page, {"do": "assess", "assessment": "Дайын"}).status_code == 302
    university.post(page, {"do": "break_off"})
    with acting_as(worker.pk):
        assert Placement.objects.get().state == "finished"
    for client in (student, leads):
        assert page in client.get(reverse("my_placements")).content.decode()


def test_research_is_entered_by_the_university_and_found_by_anybody_when_the_author_agreed(
    guild: Guild, login: Login
) -> None:
    university, visitor = login(guild.organiser), Client()
    work = {
        "unit": guild.university.uuid, "author": "Дана", "institution": "Университет", "degree": "master",
        "ethics_body": "Комиссия", "ethics_number": "5", "ethics_on": "2025-01-10", "starts_on": "2025-02-01", **THREE,
    }  # fmt: skip
    assert university.post(reverse("research_work_new"), {**work, "author": ""}).status_code == 422
    assert university.post(reverse("research_work_new"), work).status_code == 302
    with acting_as(guild.organiser.pk):
        page = reverse("research_work", args=[ResearchWork.objects.get().uuid])
    found = reverse("open_research")
    assert "Комиссия" not in visitor.get(found).content.decode()
    assert university.get(page).status_code == 200
    assert university.post(page, {"defended_on": "2090-01-01"}).status_code == 422
    assert university.post(page, {"defended_on": "2026-06-01", "public": "on"}).status_code == 302
    assert "Комиссия" in visitor.get(found, {"words": "Название", "degree": "master"}).content.decode()
    assert "Комиссия" not in visitor.get(found, {"words": "басқа"}).content.decode()
    assert login(guild.association).get(page).status_code == 404
    assert login(guild.student).get(page).status_code == 404
