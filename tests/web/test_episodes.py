"""Episodes of every track: the form asks what the track asks, gates stand with their links, sealed kinds unsaid."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.builders import make_case, make_family, make_user, unit_of
from tests.web.test_acts_forms import sent
from tirek.casework.actions.cases import open_case
from tirek.casework.actions.conferences import hold_conference
from tirek.casework.actions.encounters import give_consent
from tirek.casework.actions.episodes import begin_episode, end_episode
from tirek.casework.models import Conference, Correction, Episode, Task
from tirek.kernel.clock import today
from tirek.people.actions.families import NewMember, form_family
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.toolkit.postgresql.user import acting_as


@pytest.fixture
def worker(house):
    """Somebody who opens the legal and the infection part too."""
    return make_user("resocial", house.unit, "resocialisation_worker")


@pytest.fixture
def man(worker):
    """A client of the release programme with his case, and what his consent opens."""
    unit, start = unit_of(worker), today() - timedelta(days=60)
    client = register_person(
        actor=worker, unit=unit.uuid, names=[NewName(script="kk", surname="Сынақов", given_name="Ерлан")], sex="male",
        birth_date=start - timedelta(days=12000),
    )  # fmt: skip
    family = form_family(actor=worker, unit=unit.uuid, members=[NewMember(client.uuid, "father")])
    case = open_case(
        actor=worker, unit=unit.uuid, family=family.uuid, programme="release", call_source="self", on=start,
        people=[(client.uuid, "client")],
    )  # fmt: skip
    return client, case


def consent(worker, man):
    client, case = man
    give_consent(actor=worker, case=case.uuid, person=client.uuid, purpose="support", form="written", on=case.opened_on)


def url(man, track):
    return reverse("begin_episode", args=[man[1].uuid]) + f"?track={track}"


def test_the_form_asks_what_the_track_asks(man, worker, login):
    consent(worker, man)
    page = login(worker).get(url(man, "probation")).content.decode()
    for asked in ('name="expected_end_on"', 'name="particulars"', 'name="known_from"', 'data-only-for="kind:sentence'):
        assert asked in page
    page = login(worker).get(url(man, "offence")).content.decode()
    assert 'name="until"' not in page
    assert 'name="expected_end_on"' not in page
    assert 'name="counted_from"' in page


def test_what_is_expected_and_particular_is_kept(man, worker, login):
    consent(worker, man)
    ahead = today() + timedelta(days=300)
    form = sent(
        person=str(man[0].uuid), kind="sentence", precision="day", particulars=["reporting", "residence"],
        known_from="document", expected_end_on=ahead.isoformat(),
    )  # fmt: skip
    assert login(worker).post(url(man, "probation"), form).status_code == 302
    with acting_as(worker.pk):
        kept = Episode.objects.get(track="probation")
    assert (kept.expected_end_on, kept.particulars, kept.known_from) == (ahead, ["reporting", "residence"], "document")


def test_an_end_is_expected_only_where_the_kind_has_one(man, worker, login):
    consent(worker, man)
    form = sent(
        person=str(man[0].uuid), kind="pre_trial", precision="day",
        expected_end_on=(today() + timedelta(days=3)).isoformat(),
    )  # fmt: skip
    assert login(worker).post(url(man, "probation"), form).status_code == 302
    with acting_as(worker.pk):
        assert Episode.objects.get(track="probation").expected_end_on is None


def test_the_day_an_outcome_is_counted_from_is_proposed_and_may_be_changed(man, worker, login):
    client, case = man
    consent(worker, man)
    release = today() - timedelta(days=20)
    held = begin_episode(
        actor=worker, case=case.uuid, person=client.uuid, track="custody", kind="colony",
        on=release - timedelta(days=900),
    )  # fmt: skip
    end_episode(actor=worker, episode=held.uuid, on=release, exit_reason="term_served")
    page = login(worker).get(url(man, "offence")).content.decode()
    assert f"If left empty: Ерлан С.: {release.day}" in page
    form = {"person": str(client.uuid), "kind": "arrest", "precision": "day", "until": today().isoformat()}
    assert login(worker).post(url(man, "offence"), sent(**form)).status_code == 302
    other = (release - timedelta(days=2)).isoformat()
    assert login(worker).post(url(man, "offence"), sent(**form, counted_from=other)).status_code == 302
    with acting_as(worker.pk):
        days = list(Episode.objects.filter(track="offence").order_by("pk").values_list("counted_from", flat=True))
        assert Episode.objects.filter(track="offence", ended_on=today()).count() == 2
    assert [day.isoformat() for day in days] == [release.isoformat(), other]


def test_gates_before_an_episode_stand_above_the_form_with_their_links(man, worker, login):
    client, case = man
    answer = login(worker).get(url(man, "treatment"))
    assert "Before it can be recorded:" in answer.content.decode()
    assert reverse("give_consent", args=[case.uuid]) in answer.content.decode()
    refused = login(worker).post(url(man, "treatment"), sent(person=str(client.uuid), kind="detox", precision="day"))
    assert refused.status_code == 422
    assert reverse("give_consent", args=[case.uuid]) in refused.content.decode()
    consent(worker, man)
    assert "Before it can be recorded:" not in login(worker).get(url(man, "treatment")).content.decode()


def test_a_kind_behind_a_closed_door_is_not_offered(house, login):
    case = make_case(house.worker, make_family(house.worker))
    page = login(house.worker).get(reverse("begin_episode", args=[case.uuid])).content.decode()
    assert "With the mother" in page
    assert "Adopted" not in page


def test_the_end_of_an_episode_asks_where_to_only_where_the_track_knows(man, worker, login):
    client, case = man
    consent(worker, man)
    job = begin_episode(
        actor=worker, case=case.uuid, person=client.uuid, track="work", kind="employed", on=case.opened_on
    )
    page = login(worker).get(reverse("episode_end", args=[job.uuid])).content.decode()
    assert 'name="exit_reason"' in page
    assert 'name="destination"' not in page
    form = sent(exit_reason="left", precision="day")
    assert login(worker).post(reverse("episode_end", args=[job.uuid]), form).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"), [("expected_end_on", "2030-01-01"), ("known_from", "document"), ("counted_from", "2020-01-01")]
)
def test_what_an_episode_says_is_corrected(field, value, man, worker, login):
    client, case = man
    consent(worker, man)
    spell = begin_episode(
        actor=worker, case=case.uuid, person=client.uuid, track="probation", kind="sentence", on=case.opened_on,
        known_from="self_report",
    )  # fmt: skip
    url = reverse("correct", args=["episode", spell.uuid, field])
    client = login(worker)
    assert client.get(url).status_code == 200
    assert client.post(url, {"value": value, "reason": "Құжат келді"}).status_code == 302
    with acting_as(worker.pk):
        assert str(getattr(Episode.objects.get(pk=spell.pk), field)) == value
        assert Correction.objects.get(field=field).new == value
    assert "Құжат келді" in client.get(reverse("journal", args=[case.uuid])).content.decode()


# Case conferences ------------------------------------------------------------------------------------------


def test_a_conference_is_recorded_with_its_tasks(case, house, login):
    client, url = login(house.worker), reverse("hold_conference", args=[case.uuid])
    form = sent(
        question="Бала үйге қайта ала ма?", participants="Психолог\nҚорғаншылық маманы\n\n", family_present="yes",
        decision="Сынақ мерзімі", task_1="Мектепке жазу", due_1=(today() + timedelta(days=7)).isoformat(),
    )  # fmt: skip
    assert client.get(url).status_code == 200
    answer = client.post(url, form, follow=True)
    assert "The conference is on record." in answer.content.decode()
    assert "Сынақ мерзімі" in answer.content.decode()
    with acting_as(house.worker.pk):
        held = Conference.objects.get(case=case)
        assert held.participants == ["Психолог", "Қорғаншылық маманы"]
        assert held.family_present
        assert Task.objects.get(case=case, origin="conference").title == "Мектепке жазу"


def test_one_alone_is_no_conference(case, house, login):
    form = sent(question="Не?", participants="Психолог", family_present="no", decision="Жоқ")
    answer = login(house.worker).post(reverse("hold_conference", args=[case.uuid]), form)
    assert answer.status_code == 422
    assert 'id="id_participants_error"' in answer.content.decode()


def test_a_conference_stands_on_the_life_line(case, house, login):
    hold_conference(
        actor=house.worker, case=case.uuid, on=today(), question="Не?", participants=["А", "Б"], decision="Иә"
    )
    page = login(house.worker).get(reverse("life_line", args=[case.uuid])).content.decode()
    assert "Case conference" in page
