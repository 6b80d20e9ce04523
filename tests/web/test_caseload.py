"""The list of cases: whose, how it is narrowed, in how few questions."""

import pytest
from django.urls import reverse

from tests.builders import make_case, make_family
from tests.web.test_day import MATRIX, asked
from tirek.casework.actions.assessments import rate_risk
from tirek.kernel.clock import today


@pytest.mark.parametrize(("who", "answer"), MATRIX)
def test_the_list_shows_the_asker_what_is_theirs(who, answer, case, house, login):
    page = login(getattr(house, who) if who else None).get(reverse("caseload"))
    assert page.status_code == answer
    assert (case.reference in page.content.decode()) == (who in {"worker", "supervisor"})


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_list_is_written_in_three_languages(language, case, house, login):
    house.worker.language = language
    house.worker.save(update_fields=["language"])
    page = login(house.worker).get(reverse("caseload"))
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


def test_a_supervisor_sees_who_leads_and_may_ask_for_her_own_alone(case, house, login):
    client = login(house.supervisor)
    assert "Worker С." in client.get(reverse("caseload")).content.decode()
    assert case.reference not in client.get(reverse("caseload"), {"whose": "mine"}).content.decode()


def test_a_worker_who_asks_for_the_team_gets_her_own(case, house, login):
    make_case(house.colleague, make_family(house.colleague, surname="Бөтенова"))
    page = login(house.worker).get(reverse("caseload"), {"whose": "team"}).content.decode()
    assert case.reference in page
    assert "Бөтен" not in page


def test_the_list_is_narrowed_by_risk_and_state(case, house, login):
    client = login(house.worker)
    rate_risk(actor=house.worker, case=case.uuid, level="high", reason="Жылу жоқ", on=today())
    assert case.reference in client.get(reverse("caseload"), {"risk": "high"}).content.decode()
    assert case.reference not in client.get(reverse("caseload"), {"risk": "low"}).content.decode()
    assert case.reference not in client.get(reverse("caseload"), {"state": "closed"}).content.decode()
    assert case.reference in client.get(reverse("caseload"), {"state": ""}).content.decode()


@pytest.mark.parametrize("odd", [{"page": "-3"}, {"page": "x"}, {"page": "99999"}, {"risk": "'"}, {"whose": "all"}])
def test_odd_addresses_give_a_page(odd, case, house, login):
    assert login(house.worker).get(reverse("caseload"), odd).status_code == 200


def test_an_empty_list_says_what_would_stand_here(house, login):
    assert "Your cases will stand here." in login(house.worker).get(reverse("caseload")).content.decode()


def test_the_list_asks_at_most_15_questions_however_many_cases(case, house, login):
    client = login(house.worker)
    few = asked(client, reverse("caseload"))
    for number in range(6):
        make_case(house.worker, make_family(house.worker, surname=f"Көпбала{number}"))
    many = asked(client, reverse("caseload"))
    assert len(many) == len(few)
    assert len(many) <= 15, "\n".join(many)
