"""The life line: a drawing by attributes alone, and a table that says the same."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.builders import make_user
from tests.web.test_file import members
from tirek.casework.actions.cases import assign_worker
from tirek.casework.actions.episodes import begin_episode, end_episode
from tirek.kernel.clock import today


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


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "90d"},
        {"period": "nonsense"},
        {"since": "2020-01-01", "until": "2026-01-01"},
        {"since": "2026-01-01", "until": "2020-01-01"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"since": "x", "until": ""},
    ],
)
def test_days_are_chosen_by_links(asked, moved, house, login):
    answer = login(house.worker).get(reverse("life_line", args=[moved.uuid]), asked)
    assert answer.status_code == 200
    assert "since=" in answer.content.decode()


def test_the_life_line_is_read_in_few_questions(moved, house, login, django_assert_max_num_queries):
    client, url = login(house.worker), reverse("life_line", args=[moved.uuid])
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_life_line_goes_on_paper(language, moved, house, login):
    answer = login(house.worker).get(reverse("life_line_print", args=[moved.uuid]), {"language": language})
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in answer.content
    assert f"{moved.reference}-life-{language}.pdf" in answer["Content-Disposition"]


def test_a_sealed_strand_is_not_there_for_who_may_not_open_it(moved, house, login):
    mother = members(moved, house.worker)["mother"]
    begin_episode(
        actor=house.worker, case=moved.uuid, person=mother.uuid, track="treatment", kind="rehabilitation",
        on=moved.opened_on,
    )  # fmt: skip
    url = reverse("life_line", args=[moved.uuid])
    assert "Rehabilitation" in login(house.worker).get(url).content.decode()
    lawyer = make_user("lawyer", house.unit, "lawyer")
    assign_worker(actor=house.supervisor, case=moved.uuid, user=lawyer.uuid, on=today(), reason="Кеңес", leads=False)
    page = login(lawyer).get(url).content.decode()
    assert "With the mother" in page
    for trace in ("Rehabilitation", "Treatment", "sealed part", 'rect x="1" y="6"'):
        assert trace not in page


def test_an_episode_is_added_and_ended_from_here(moved, house, login):
    page = login(house.worker).get(reverse("life_line", args=[moved.uuid])).content.decode()
    assert reverse("begin_episode", args=[moved.uuid]) in page
    assert "/end/" in page


def test_numbers_in_the_drawing_have_points_in_every_language(moved, house, login):
    house.worker.language = "ru"
    house.worker.save(update_fields=["language"])
    page = login(house.worker).get(reverse("life_line", args=[moved.uuid])).content.decode()
    start = page.index('<svg xmlns="http://www.w3.org/2000/svg" viewBox')
    drawn = page[start : page.index("</svg>", start)]
    assert ',"' not in drawn
    assert 'viewBox="0 0 960.0' in page
