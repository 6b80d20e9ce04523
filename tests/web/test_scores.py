"""Scores over time: a picture with its bands and a table that says the same, for who may open that part of the file."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.builders import make_user
from tests.web.test_file import members
from tirek.casework.actions.assessments import complete_assessment
from tirek.casework.actions.cases import assign_worker
from tirek.casework.actions.encounters import give_consent
from tirek.kernel.clock import clock_at, today
from tirek.programmes.selectors.instruments import instrument_version


@pytest.fixture
def mother(case, house):
    mother = members(case, house.worker)["mother"]
    give_consent(
        actor=house.worker, case=case.uuid, person=mother.uuid, purpose="support", form="written", on=case.opened_on
    )
    return mother


@pytest.fixture
def asked(case, house, mother):
    """PHQ-9 asked three times: 16, 8 and 5 points."""
    done = []
    for days, points in ((25, 16), (12, 8), (2, 5)):
        on = today() - timedelta(days=days)
        answers = answers_of(points)
        with clock_at(on):
            done.append(
                complete_assessment(
                    actor=house.worker, case=case.uuid, instrument="phq9", answers=answers, on=on, person=mother.uuid,
                    language="kk",
                )
            )  # fmt: skip
    return done


def answers_of(points):
    """Answers of PHQ-9 that give so many points, none of them about self-harm."""
    form = instrument_version("phq9", None).form
    asked = [name for name, item in form.items.items() if item.kind == "select_one" and not item.computed]
    answers = {}
    for name in asked:
        names = [str(choice["name"]) for choice in form.choices[form.items[name].data["list"]]]
        place = 0 if name in {asked[8], *asked[9:]} else min(points, 3)
        points -= place
        answers[name] = names[place]
    return answers


def test_each_score_stands_with_its_band_and_what_it_was_before(asked, case, house, login):
    page = login(house.worker).get(reverse("scores", args=[case.uuid])).content.decode()
    assert "16 → 8" in page
    assert "8 → 5" in page
    assert "first time" in page
    assert page.count("<circle") == 6  # three scores, wide and narrow
    assert "Moderately severe" in page
    assert "<desc" in page
    assert " style=" not in page


def test_an_assessment_shows_its_history(asked, case, house, login):
    page = login(house.worker).get(reverse("assessment", args=[asked[1].uuid])).content.decode()
    assert "16 → 8" in page
    assert "Scores over time" in page
    assert reverse("assessment", args=[asked[2].uuid]) in page


def test_scores_are_read_in_few_questions(asked, case, house, login, django_assert_max_num_queries):
    client = login(house.worker)
    for url in (reverse("scores", args=[case.uuid]), reverse("assessment", args=[asked[1].uuid])):
        client.get(url)
        with django_assert_max_num_queries(16):  # four of them are the test's own savepoints
            client.get(url)


def test_who_may_not_open_the_health_part_sees_no_score_and_no_gap(asked, case, house, login):
    lawyer = make_user("lawyer", house.unit, "lawyer")
    assign_worker(actor=house.supervisor, case=case.uuid, user=lawyer.uuid, on=today(), reason="Кеңес", leads=False)
    page = login(lawyer).get(reverse("scores", args=[case.uuid])).content.decode()
    assert "PHQ" not in page
    assert "No assessment with a score is on record." in page


def test_nothing_asked_yet_is_said(case, house, login):
    for query in ("", "?person=family", "?person=nobody"):
        page = login(house.worker).get(reverse("scores", args=[case.uuid]) + query).content.decode()
        assert "No assessment with a score is on record." in page
