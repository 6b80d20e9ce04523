"""A correction changes the record and its own line of the journal, and no other line."""

from datetime import timedelta

import pytest

from tests.builders import make_case, make_house
from tirek.casework.actions.corrections import correct_record
from tirek.casework.actions.encounters import give_consent, withdraw_consent
from tirek.casework.actions.episodes import begin_episode, end_episode
from tirek.casework.models import CaseMember, Correction, Entry
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return make_house().worker


@pytest.fixture
def case(worker):
    return make_case(worker)


def person(case, worker, part):
    with acting_as(worker.pk):
        return CaseMember.objects.select_related("person").get(case=case, part=part).person


def line(case, worker, kind):
    with acting_as(worker.pk):
        return Entry.objects.filter(case=case, kind=kind).order_by("pk").last()


def correct(worker, record_type, record, field, value):
    return correct_record(
        actor=worker, record_type=record_type, record=record, field=field, value=value, reason="Қате жазылды"
    )


def test_the_day_of_a_consent_moves_and_its_withdrawal_stays(case, worker):
    start = case.opened_on
    mother = person(case, worker, "mother")
    given = give_consent(actor=worker, case=case.uuid, person=mother.uuid, purpose="support", form="written", on=start)
    withdraw_consent(actor=worker, consent=given.uuid, on=start + timedelta(days=9), reason="")
    correct(worker, "consent", given.uuid, "done_on", (start + timedelta(days=2)).isoformat())
    assert line(case, worker, "consent").done_on == start + timedelta(days=2)
    assert line(case, worker, "consent_withdrawn").done_on == start + timedelta(days=9)


def test_both_ends_of_an_episode_keep_their_own_line(case, worker):
    start = case.opened_on
    child = person(case, worker, "child")
    episode = begin_episode(actor=worker, case=case.uuid, person=child.uuid, track="care", kind="with_mother", on=start)
    end_episode(actor=worker, episode=episode.uuid, on=start + timedelta(days=5), exit_reason="unsafe")
    correct(worker, "episode", episode.uuid, "done_on", (start + timedelta(days=1)).isoformat())
    correct(worker, "episode", episode.uuid, "ended_on", (start + timedelta(days=6)).isoformat())
    assert line(case, worker, "episode_started").done_on == start + timedelta(days=1)
    assert line(case, worker, "episode_ended").done_on == start + timedelta(days=6)


def test_another_kind_of_care_says_anew_whether_it_is_a_placement(case, worker):
    child = person(case, worker, "child")
    episode = begin_episode(
        actor=worker, case=case.uuid, person=child.uuid, track="care", kind="with_mother", on=case.opened_on
    )
    correct(worker, "episode", episode.uuid, "kind", "infant_home")
    detail = line(case, worker, "episode_started").detail
    assert detail["kind"] == "infant_home"
    assert detail["placement"] is True


def test_the_call_is_corrected_in_the_journal_too(case, worker):
    correct(worker, "case", case.uuid, "call_note", "Әжесі қоңырау шалды")
    correct(worker, "case", case.uuid, "opened_on", (case.opened_on - timedelta(days=1)).isoformat())
    opened = line(case, worker, "case_opened")
    assert opened.note == "Әжесі қоңырау шалды"
    assert opened.done_on == case.opened_on - timedelta(days=1)
    with acting_as(worker.pk):
        assert Correction.objects.filter(case=case).count() == 2
