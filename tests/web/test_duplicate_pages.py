"""The supervisor's pages of possible duplicates: who opens them, what they tell, joining and parting."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.app.pairs import Pairs, pairs
from tests.web.pages import questions
from tests.web.test_supervisor import LANGUAGES
from tirek.people.actions.details import add_contact_point
from tirek.people.actions.duplicates import decide_duplicate
from tirek.people.models import DuplicatePair, Person, PersonMerge
from tirek.toolkit.postgresql.user import acting_as
from tirek.web import evidence

pytestmark = pytest.mark.django_db
__all__ = ["pairs"]


def opens(pairs: Pairs, login, url: str) -> dict[str, int]:
    house = pairs.house
    who = {
        "worker": house.worker, "colleague": house.colleague, "supervisor": house.supervisor,
        "manager": house.manager, "administrator": house.administrator, "outsider": house.outsider,
        "outside_supervisor": pairs.second, "visitor": None,
    }  # fmt: skip
    return {name: login(user).get(url).status_code for name, user in who.items()}


def only(*names: str, others: int = 404) -> dict[str, int]:
    everybody = ["worker", "colleague", "supervisor", "manager", "administrator", "outsider", "outside_supervisor"]
    return {**{name: 200 if name in names else others for name in everybody}, "visitor": 302}


def speaking(login, user, language: str) -> Client:
    user.language = language
    user.save(update_fields=["language"])
    client = login(user)
    client.cookies["language"] = language
    return client


def same(pairs: Pairs, pair: DuplicatePair) -> None:
    decide_duplicate(actor=pairs.both, pair=pair.uuid, decision="same", reason="құжатын көрдім")


def joined(pairs: Pairs, login) -> PersonMerge:
    same(pairs, pairs.within)
    page = reverse("merge_persons", args=[pairs.within.uuid])
    assert login(pairs.house.supervisor).post(page, {"reason": "бір адам", "stays": "one"}).status_code == 302
    with acting_as(pairs.house.supervisor.pk):
        return PersonMerge.objects.get()


def test_who_opens_the_list_and_the_pairs(pairs: Pairs, login) -> None:
    assert opens(pairs, login, reverse("duplicates")) == only("supervisor", "outside_supervisor")
    assert opens(pairs, login, reverse("duplicate", args=[pairs.within.uuid])) == only("supervisor")
    across = reverse("duplicate", args=[pairs.across.uuid])
    assert opens(pairs, login, across) == only("supervisor", "outside_supervisor")
    assert opens(pairs, login, reverse("same_person", args=[pairs.one.uuid])) == only("supervisor")


def test_who_opens_joining_and_parting(pairs: Pairs, login) -> None:
    same(pairs, pairs.within)
    assert opens(pairs, login, reverse("merge_persons", args=[pairs.within.uuid])) == only("supervisor")
    merge = joined(pairs, login)
    assert opens(pairs, login, reverse("unmerge_persons", args=[merge.uuid])) == only("supervisor")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_how_likely_and_why(pairs: Pairs, login, language: str) -> None:
    body = speaking(login, pairs.house.supervisor, language).get(reverse("duplicates")).content.decode()
    assert {"kk": "бір күні туған", "ru": "родились в один день", "en": "born the same day"}[language] in body
    assert "Жұмабаева" in body
    assert re.search(r"99\s?%", body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_the_other_organisations_person_two_letters_and_a_year_are_shown(pairs: Pairs, login, language) -> None:
    client = speaking(login, pairs.house.supervisor, language)
    for page in (reverse("duplicates"), reverse("duplicate", args=[pairs.across.uuid])):
        body = client.get(page).content.decode()
        assert "A. Z., 2003" in body
        assert "Zhumabayeva" not in body
        assert "Aigul" not in body
    # The own record's day of birth is there, so the other's is looked for in another pair.
    with acting_as(pairs.second.pk):
        Person.objects.filter(pk=pairs.elsewhere.pk).update(birth_date=date(2003, 9, 28))
    body = client.get(reverse("duplicate", args=[pairs.across.uuid])).content.decode()
    assert all(word not in body for word in ("28 September", "28 сентября", "28 қыркүйек", "28.09"))


def test_the_reason_of_the_other_unit_is_not_shown(pairs: Pairs, login) -> None:
    decide_duplicate(actor=pairs.second, pair=pairs.across.uuid, decision="same", reason="құпия себеп")
    body = login(pairs.house.supervisor).get(reverse("duplicate", args=[pairs.across.uuid])).content.decode()
    assert "құпия себеп" not in body
    assert "Second" not in body
    assert "құпия себеп" in login(pairs.second).get(reverse("duplicate", args=[pairs.across.uuid])).content.decode()


def test_a_decision_leads_on(pairs: Pairs, login) -> None:
    client, page = login(pairs.house.supervisor), reverse("duplicate", args=[pairs.within.uuid])
    assert client.post(page, {"decision": "same"}).status_code == 422  # no reason
    answer = client.post(page, {"decision": "different", "reason": "апалы-сіңлілі"})
    assert answer["Location"] == reverse("duplicates")
    body = client.get(page).content.decode()
    assert "апалы-сіңлілі" in body
    answer = client.post(page, {"decision": "same", "reason": "құжаты бір"})
    assert answer["Location"] == reverse("merge_persons", args=[pairs.within.uuid])
    assert str(pairs.within.uuid) in client.get(reverse("duplicates") + "?list=same").content.decode()


@override("en")
def test_twins_and_shared_phones_are_warned_about() -> None:
    twin = evidence.warnings([{"field": "given_name", "level": "twin"}, {"field": "phone", "level": "shared"}])
    assert len(twin) == 2
    father = [{"field": "given_name", "level": "same"}, {"field": "birth", "level": "far"}]
    assert "father" in evidence.warnings(father)[0]
    assert evidence.warnings([{"field": "given_name", "level": "same"}]) == []


@override("en")
def test_a_probability_is_never_certainty() -> None:
    said = [evidence.share(probability) for probability in (1.0, 0.994, 0.94, 0.5, 0.004)]
    assert said == ["over 99 %", "over 99 %", "94 %", "50 %", "under 1 %"]


def test_joining_asks_what_stays_and_moves_everything(pairs: Pairs, login) -> None:
    add_contact_point(actor=pairs.house.worker, person=pairs.again.uuid, value="+7 701 000 11 22")
    with acting_as(pairs.house.supervisor.pk):
        Person.objects.filter(pk=pairs.again.pk).update(birth_date=date(2003, 5, 18), language="kk")
    same(pairs, pairs.within)
    client, page = login(pairs.house.supervisor), reverse("merge_persons", args=[pairs.within.uuid])
    body = client.get(page).content.decode()
    assert "18 May 2003" in body
    assert "Phones and other contacts" in body
    sent = {"stays": "one", "birth_date": "merged", "language": "merged", "reason": "бір адам"}
    assert client.post(page, {**sent, "reason": ""}).status_code == 422
    assert client.post(page, sent)["Location"] == reverse("duplicate", args=[pairs.within.uuid])
    body = client.get(reverse("duplicate", args=[pairs.within.uuid])).content.decode()
    assert "The two records are one" in body
    with acting_as(pairs.house.supervisor.pk):
        merge = PersonMerge.objects.get()
        assert sorted(merge.taken) == ["birth_date", "language"]
        assert Person.objects.get(pk=pairs.one.pk).birth_date == date(2003, 5, 18)
    assert reverse("unmerge_persons", args=[merge.uuid]) in body
    assert reverse("unmerge_persons", args=[merge.uuid]) in client.get(
        reverse("person", args=[pairs.one.uuid])
    ).content.decode()  # fmt: skip


def test_the_other_record_may_be_the_one_that_stays(pairs: Pairs, login) -> None:
    same(pairs, pairs.within)
    client, page = login(pairs.house.supervisor), reverse("merge_persons", args=[pairs.within.uuid])
    assert client.get(page + "?stays=other").context["stays"] == "other"
    client.post(page, {"stays": "other", "reason": "бір адам"})
    with acting_as(pairs.house.supervisor.pk):
        assert PersonMerge.objects.get().survivor_id == pairs.again.pk


def test_nothing_is_joined_before_everybody_says_it_is_one_person(pairs: Pairs, login) -> None:
    client, page = login(pairs.house.supervisor), reverse("merge_persons", args=[pairs.across.uuid])
    assert client.get(page).status_code == 302
    decide_duplicate(actor=pairs.house.supervisor, pair=pairs.across.uuid, decision="same", reason="бір адам")
    assert client.post(page, {"stays": "one", "reason": "бір адам"}).status_code == 302
    with acting_as(pairs.both.pk):
        assert not PersonMerge.objects.exists()
    decide_duplicate(actor=pairs.second, pair=pairs.across.uuid, decision="same", reason="бір адам")
    assert client.get(page).status_code == 200
    client.post(page, {"stays": "one", "reason": "бір адам"})
    with acting_as(pairs.both.pk):
        assert PersonMerge.objects.filter(survivor=pairs.one, merged=pairs.elsewhere).exists()


def test_parting_asks_about_each_thing_that_was_added_since(pairs: Pairs, login) -> None:
    merge = joined(pairs, login)
    add_contact_point(actor=pairs.house.worker, person=pairs.one.uuid, value="+7 701 333 44 55")
    client, page = login(pairs.house.supervisor), reverse("unmerge_persons", args=[merge.uuid])
    body = client.get(page).content.decode()
    assert "+7 701 333 44 55" in body
    assert "Джумабаева Айгуль" in body
    sent = {"decision": "different", "reason": "екі бөлек адам"}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, {**sent, "row-0": "merged"}).status_code == 302
    with acting_as(pairs.house.supervisor.pk):
        assert Person.objects.get(pk=pairs.again.pk).contact_points.get().value == "+7 701 333 44 55"
        assert Person.objects.get(pk=pairs.again.pk).names.get().surname == "Джумабаева"
        assert DuplicatePair.objects.get(pk=pairs.within.pk).state == "different"
    assert client.get(page).status_code == 302


def test_a_person_is_named_as_recorded_once_more(pairs: Pairs, login) -> None:
    other = pairs.somebody(pairs.house.worker, "Омарова", "Айгүл", birth_date=date(2003, 5, 17))
    client, page = login(pairs.house.supervisor), reverse("same_person", args=[pairs.one.uuid])
    body = client.get(page, {"q": "Омарова"}).content.decode()
    assert str(other.uuid) in body
    answer = client.post(page + "?q=Омарова", {"other": str(other.uuid), "reason": "тұрмысқа шықты"})
    assert answer.status_code == 302
    assert "тұрмысқа шықты" in client.get(answer["Location"]).content.decode()


def test_the_menu_counts_what_waits_and_pages_take_few_questions(pairs: Pairs, login) -> None:
    client = login(pairs.house.supervisor)
    same(pairs, pairs.within)
    pages = [
        reverse("duplicates"),
        reverse("duplicate", args=[pairs.across.uuid]),
        reverse("duplicate", args=[pairs.within.uuid]),
        reverse("merge_persons", args=[pairs.within.uuid]),
        reverse("same_person", args=[pairs.one.uuid]),
    ]
    for page in pages:
        body = client.get(page).content.decode()
        assert re.search(r'Duplicates <span class="tabular">1</span>', body)
        made = questions(client, page)
        assert len(made) <= 15, (page, made)
