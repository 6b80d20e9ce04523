"""My day: who opens it, what stands on it, and the visit recorded without leaving it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import make_case, make_family
from tirek.access.models import Draft
from tirek.casework.actions.cases import assign_worker
from tirek.casework.actions.encounters import record_contact
from tirek.casework.actions.tasks import open_task
from tirek.casework.models import Entry, FollowUp, Visit
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.toolkit.postgresql.user import acting_as

MATRIX = [
    ("worker", 200), ("colleague", 200), ("supervisor", 200), ("manager", 404), ("administrator", 404),
    ("outsider", 200), (None, 302),
]  # fmt: skip


def asked(client, url):
    """The questions a page puts to the database, without those that only frame them."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    framing = ("SAVEPOINT", "RELEASE", "SELECT set_config")
    return [row["sql"] for row in queries.captured_queries if not row["sql"].startswith(framing)]


@pytest.mark.parametrize(("who", "answer"), MATRIX)
def test_the_day_opens_for_whoever_works_with_families(who, answer, case, house, login):
    page = login(getattr(house, who) if who else None).get(reverse("my_day"))
    assert page.status_code == answer
    assert (case.reference in page.content.decode() or "Әсем" in page.content.decode()) == (who == "worker")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_day_is_written_in_three_languages(language, case, house, login):
    house.worker.language = language
    house.worker.save(update_fields=["language"])
    page = login(house.worker).get(reverse("my_day"))
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


def test_what_is_overdue_stands_with_its_rule_and_the_act_that_mends_it(case, house, login):
    page = login(house.worker).get(reverse("my_day")).content.decode()
    assert "FP-01" in page
    assert "Overdue by" in page
    assert "since" in page
    assert reverse("record_contact", args=[case.uuid]) in page


def test_a_task_is_shown_once_and_a_dropped_duty_not_at_all(case, house, login):
    open_task(actor=house.worker, case=case.uuid, title="Пеш тексеру", on=today() - timedelta(days=9),
              due_on=today() - timedelta(days=2), urgent=True)  # fmt: skip
    page = login(house.worker).get(reverse("my_day")).content.decode()
    assert page.count('<div class="fw-medium">Пеш тексеру</div>') == 1
    assert "Overdue by 2 days" in page


def test_an_empty_day_says_what_would_stand_here(house, login):
    page = login(house.worker).get(reverse("my_day")).content.decode()
    assert "What your families need today will stand here." in page
    assert "Record a visit" not in page


def test_what_a_colleague_did_is_told_without_their_words(case, house, login):
    supervisor = house.supervisor
    record_contact(actor=supervisor, case=case.uuid, channel="phone", on=today(), contact_note="Құпия сөз")
    page = login(house.worker).get(reverse("my_day")).content.decode()
    assert "Supervisor С." in page
    assert "Құпия сөз" not in page


def test_a_follow_up_that_is_due_stands_in_its_own_list(case, house, login):
    with acting_as(house.worker.pk):
        case.state, case.closed_on, case.outcome = "closed", case.opened_on, "with_mother"
        case.save(update_fields=["state", "closed_on", "outcome"])
        for months, days in ((1, -40), (3, 50)):
            on = today() + timedelta(days=days)
            FollowUp.objects.create(
                case=case, unit=case.unit, recorded_by=house.worker, counted_from=case.closed_on, done_on=on,
                months=months, opens_on=on - timedelta(days=7), closes_on=on + timedelta(days=14),
            )  # fmt: skip
    page = login(house.worker).get(reverse("my_day")).content.decode()
    assert "Follow-up after the support" in page
    assert reverse("follow_up_due", args=[case.uuid, 1]) in page


def typed(case, **changes):
    return {
        "client_ref": str(new_uuid()),
        "case": str(case.uuid),
        "on": today().isoformat(),
        "place": "home",
        "child_seen": "yes",
        "visit_note": "Бала ұйықтап жатыр",
        **changes,
    }


def test_a_visit_is_recorded_without_leaving_the_day(case, house, login):
    client, sent = login(house.worker), typed(case)
    for _again in range(2):
        answer = client.post(reverse("my_day"), sent, follow=True)
        assert answer.redirect_chain == [(reverse("my_day"), 302)]
    assert "Visit recorded: Әсем С., son Нұрлан." in answer.content.decode()
    with acting_as(house.worker.pk):
        assert Visit.objects.filter(case=case).count() == 1
        assert Entry.objects.get(case=case, kind="visit").note == "Бала ұйықтап жатыр"


def test_what_was_recorded_does_not_come_back_as_a_draft(case, house, login):
    answer = login(house.worker).post(reverse("my_day"), typed(case, draft_key="quick-visit"))
    assert answer.cookies["draft_done"].value == "quick-visit"
    refused = login(house.worker).post(reverse("my_day"), typed(case, draft_key="quick-visit", visit_note=""))
    assert "draft_done" not in refused.cookies


def test_what_was_typed_survives_a_refusal(case, house, login):
    ahead = (today() + timedelta(days=3)).isoformat()
    answer = login(house.worker).post(reverse("my_day"), typed(case, on=ahead))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Бала ұйықтап жатыр" in page
    assert "This day lies ahead." in page
    assert "data-draft-fresh" in page


def test_the_full_form_gets_what_was_typed_and_no_address_carries_it(case, house, login):
    client = login(house.worker)
    answer = client.post(reverse("my_day"), typed(case, carry="1"))
    assert answer.status_code == 307
    assert answer["Location"] == reverse("record_visit", args=[case.uuid])
    page = client.post(answer["Location"], typed(case, carry="1"))
    assert page.status_code == 200
    assert "Бала ұйықтап жатыр" in page.content.decode()
    with acting_as(house.worker.pk):
        kept = Draft.objects.get(key=f"record_visit:{case.uuid}")
        assert kept.content["visit_note"] == ["Бала ұйықтап жатыр"]
        assert not Visit.objects.filter(case=case).exists()


def test_nobody_records_a_visit_to_a_family_of_somebody_else(case, house, login):
    make_case(house.colleague, make_family(house.colleague))
    for extra in ({}, {"carry": "1"}):
        answer = login(house.colleague).post(reverse("my_day"), typed(case, **extra))
        assert answer.status_code == 422


def test_the_day_asks_at_most_15_questions_however_many_cases(case, house, login):
    client = login(house.worker)
    few = asked(client, reverse("my_day"))
    for number in range(6):
        other = make_case(house.worker, make_family(house.worker, surname=f"Көпбала{number}"))
        assign_worker(actor=house.supervisor, case=other.uuid, user=house.worker.uuid, on=today(), reason="")
    many = asked(client, reverse("my_day"))
    assert len(many) == len(few)
    assert len(many) <= 15, "\n".join(many)
