"""The pages on which a supervisor tries a draft: start from a rule, mend what can't be read, see what it caught."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import House
from tirek.casework.models import Case, DraftStandard, StandardTrial
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.programmes.engine.draft_rules import written
from tirek.programmes.selectors.packs import pack
from tirek.toolkit.postgresql.user import acting_as

TRY = reverse("try_standard")


@pytest.fixture
def office(login, house: House) -> Client:
    return login(house.supervisor)


def sent(text: str, **changes: str) -> dict[str, str]:
    day = today()
    asked = {"opened_from": day.replace(year=day.year - 3, day=1).isoformat(), "opened_until": day.isoformat()}
    return (
        {"client_ref": str(new_uuid()), "programme": "family_preservation", "do": "try", "text": text} | asked | changes
    )


def test_a_draft_starts_from_a_rule_and_keeps_what_was_typed(office: Client) -> None:
    page = office.post(TRY, sent("# mine", do="fill", start_from="family_preservation/FP-02", title="Sooner"))
    text = page.context["form"]["text"].value()
    assert page.status_code == 200
    assert text.startswith("# mine\n\n- id: FP-02\n  verb: within_working_days\n")
    assert page.context["form"]["title"].value() == "Sooner"


def test_a_draft_that_cannot_be_read_comes_back_with_every_mistake(office: Client, house: House) -> None:
    broken = written(pack("family_preservation").rules[0]).replace("working_days: 1", "working_days: soon")
    page = office.post(TRY, sent(broken))
    assert page.status_code == 422
    assert "FP-01 → working_days" in page.content.decode()
    assert page.context["form"]["text"].value() == broken
    with acting_as(house.supervisor.pk):
        assert not DraftStandard.objects.exists()


def test_a_trial_shows_what_it_caught_in_few_questions(
    office: Client, house: House, case: Case, django_assert_max_num_queries
) -> None:
    text = written(next(rule for rule in pack("family_preservation").rules if rule.id == "FP-02"))
    answer = office.post(TRY, sent(text.replace("unassessed: 5", "unassessed: 1"), title="Sooner"))
    with acting_as(house.supervisor.pk):
        trial = StandardTrial.objects.select_related("draft").get()
    assert answer["Location"] == reverse("standard_trial", args=[trial.uuid])
    with django_assert_max_num_queries(15):
        page = office.get(answer["Location"])
    assert page.context["looked_at"] == trial.counts["cases"] == 1
    assert reverse("case_file", args=[case.uuid]) in page.content.decode()
    again = office.get(TRY, {"draft": trial.draft.uuid})
    assert "unassessed: 1" in again.context["form"]["text"].value()


@pytest.mark.parametrize("query", ["?draft=x", "?draft=99999999-9999-4999-8999-999999999999"])
def test_an_unknown_draft_begins_an_empty_one(office: Client, query: str) -> None:
    assert office.get(TRY + query).context["form"]["text"].value() is None
