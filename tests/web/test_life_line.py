"""The life line: a drawing by attributes alone, and a table that says the same."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.test_file import members
from tirek.casework.actions.episodes import begin_episode, end_episode


@pytest.fixture
def moved(case, house):
    """A child who came from the maternity ward to an infant home and then to the mother."""
    child, start = members(case, house.worker)["child"], case.opened_on
    first = begin_episode(
        actor=house.worker, case=case.uuid, person=child.uuid, track="care", kind="infant_home",
        on=start - timedelta(days=400), precision="month", source="Жеке іс",
    )  # fmt: skip
    end_episode(actor=house.worker, episode=first.uuid, on=start, exit_reason="family_ready", destination="own_family")
    begin_episode(actor=house.worker, case=case.uuid, person=child.uuid, track="care", kind="with_mother", on=start)
    return case


def test_the_table_says_what_the_drawing_shows(moved, house, login):
    page = login(house.worker).get(reverse("life_line", args=[moved.uuid])).content.decode()
    assert page.count("In an infant home") >= 3  # wide, tall, table
    assert page.count("With the mother") >= 3
    assert "to the month" in page
    assert "Жеке іс" in page
    assert "1 year 1 month" in page
    assert 'fill="var(--t-institution)"' in page
    assert 'fill="var(--t-own)"' in page
    assert " style=" not in page


@pytest.mark.parametrize("period", ["2", "5", "all", "nonsense"])
def test_a_period_is_chosen_by_a_link(period, moved, house, login):
    answer = login(house.worker).get(reverse("life_line", args=[moved.uuid]), {"period": period})
    assert answer.status_code == 200


def test_an_episode_is_added_and_ended_from_here(moved, house, login):
    page = login(house.worker).get(reverse("life_line", args=[moved.uuid])).content.decode()
    assert reverse("begin_episode", args=[moved.uuid]) in page
    assert "/end/" in page


def test_numbers_in_the_drawing_have_points_in_every_language(moved, house, login):
    house.worker.language = "ru"
    house.worker.save(update_fields=["language"])
    page = login(house.worker).get(reverse("life_line", args=[moved.uuid])).content.decode()
    drawn = page[page.index("<svg viewBox") : page.index("</svg>", page.index("<svg viewBox"))]
    assert ',"' not in drawn
    assert 'viewBox="0 0 960.0' in page
