"""The pages of the register: one's own, the office's, the manager's, what anybody sees; each asked by others too."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.profession.test_register import ASTANA, entered
from tests.profession.world import Guild, make_guild
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.profession.actions.certification import give_category
from tirek.profession.actions.gate import require_entry
from tirek.profession.models import Practitioner, Vacancy
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]


@pytest.fixture
def guild(db: None) -> Guild:
    """An association beside two houses."""
    return make_guild()


def text(client: Client, url: str, **asked: str) -> str:
    """A page as it is read."""
    answer = client.get(url, asked)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_who_opens_what(guild: Guild, login: Login) -> None:
    entry = entered(guild, guild.house.worker)
    office = [reverse("register"), reverse("register_new"), reverse("register_vacancies")]
    office += [
        reverse(name, args=[entry.uuid])
        for name in (
            "practitioner", "practitioner_category", "practitioner_suspend", "practitioner_correct",
            "practitioner_education", "practitioner_post",
        )
    ]  # fmt: skip
    for user in (guild.house.worker, guild.house.supervisor, guild.house.manager, guild.organiser, guild.secretary):
        assert {login(user).get(url).status_code for url in office} == {404}, user
    assert {login(None).get(url).status_code for url in office} == {302}
    keeper = login(guild.association)
    assert {keeper.get(url).status_code for url in office} == {200}
    assert login(guild.house.manager).get(reverse("entry_requirements")).status_code == 200
    assert login(guild.house.supervisor).get(reverse("entry_requirements")).status_code == 404
    assert login(None).get(reverse("open_register")).status_code == 200
    assert login(guild.house.administrator).get(reverse("my_entry")).status_code == 404


def test_an_application_goes_from_the_worker_to_the_office_and_back(guild: Guild, login: Login) -> None:
    worker, office = login(guild.house.worker), login(guild.association)
    apply = reverse("entry_apply")
    assert 'value="Worker"' in text(worker, apply)
    form = {"unit": str(guild.office.uuid), "surname": "Сынақ", "given_name": "Әсем", "languages": ["kk"]}
    assert worker.post(apply, form).status_code == 422  # no region
    assert worker.post(apply, {**form, "region": ASTANA}).status_code == 302
    assert "The office decides" in text(worker, reverse("my_entry"))
    assert "Сынақ Әсем" in text(office, reverse("register"), state="applied")
    with acting_as(guild.association.pk):
        entry = Practitioner.objects.get()
    page = reverse("practitioner", args=[entry.uuid])
    office.post(reverse("practitioner_decline", args=[entry.uuid]), {"reason": ""})
    assert "Say why." in text(office, page)
    office.post(reverse("practitioner_decline", args=[entry.uuid]), {"reason": "Бос өтініш"})
    assert "Бос өтініш" in text(worker, reverse("my_entry"))
    assert worker.post(apply, {**form, "region": ASTANA}).status_code == 302
    office.post(reverse("practitioner_accept", args=[entry.uuid]))
    category = reverse("practitioner_category", args=[entry.uuid])
    said = {"category": "second", "decision": "№ 1", "decided_on": today().isoformat()}
    assert office.post(category, {**said, "decision": ""}).status_code == 422
    assert office.post(category, said).status_code == 302
    own = text(worker, reverse("my_entry"))
    assert "Second category" in own
    assert "OFFICE-" in own
    assert "nothing is public" in own


def test_strangers_read_what_was_agreed_to_and_no_more(guild: Guild, login: Login) -> None:
    entry = entered(guild, guild.house.worker)
    worker, stranger = login(guild.house.worker), login(None)
    worker.post(
        reverse("entry_edit"),
        {"region": ASTANA, "email": "secret@example.invalid", "phone": "+7 700 111", "languages": ["kk"]},
    )
    worker.post(
        reverse("entry_post"),
        {"employer": "Құпия үй", "sector": "ngo", "cadre": "case_worker", "region": ASTANA, "share": "1",
         "starts_on": today().isoformat()},
    )  # fmt: skip
    page = reverse("open_practitioner", args=[entry.uuid])
    assert "Сынақова" not in text(stranger, reverse("open_register"))
    assert stranger.get(page).status_code == 404
    worker.post(reverse("entry_public"), {"agrees": "yes"})
    shown = text(stranger, reverse("open_register"), words="synakova") + text(stranger, page)
    assert "Сынақова Әсем" in shown
    assert not [word for word in ("secret@", "+7 700 111", "Құпия") if word in shown]
    assert "Сынақова" not in text(stranger, reverse("open_register"), sector="health").partition("<tbody>")[2]
    worker.post(reverse("entry_public"), {"agrees": "no"})
    assert stranger.get(page).status_code == 404
    worker.post(reverse("entry_leave"), {"reason": ""})
    assert "ask to come back" in text(worker, reverse("my_entry"))


def test_the_office_writes_everything_down_on_its_pages(guild: Guild, login: Login) -> None:
    office = login(guild.association)
    new = reverse("register_new")
    form = {"unit": str(guild.office.uuid), "surname": "Жаңа", "given_name": "Маман", "region": ASTANA,
            "on": today().isoformat()}  # fmt: skip
    assert office.post(new, {**form, "username": "nobody"}).status_code == 422
    page = office.post(new, {**form, "username": "worker"})["Location"]
    with acting_as(guild.association.pk):
        entry = Practitioner.objects.get()
    assert page == reverse("practitioner", args=[entry.uuid])
    for name, said in (
        ("practitioner_education", {"programme": "Заң", "institution": "У", "degree": "bachelor", "year": "2015"}),
        ("practitioner_correct", {"surname": "Анық", "given_name": "Маман", "username": "worker"}),
        ("practitioner_category", {"category": "first", "decision": "№ 2", "decided_on": today().isoformat()}),
        ("practitioner_suspend", {"decision": "№ 3", "reason": "Тексеру", "starts_on": today().isoformat()}),
    ):
        assert office.post(reverse(name, args=[entry.uuid]), said).status_code == 302, name
    shown = text(office, page)
    assert all(word in shown for word in ("Анық", "Заң", "№ 2", "Тексеру", "suspended"))
    with acting_as(guild.association.pk):
        row, away, school = entry.certifications.get(), entry.suspensions.get(), entry.educations.get()
    office.post(reverse("education_seen", args=[entry.uuid, school.uuid]))
    office.post(reverse("suspension_lift", args=[entry.uuid, away.uuid]), {"reason": "Ақталды"})
    office.post(reverse("category_withdraw", args=[entry.uuid, row.uuid]), {"reason": "Қате"})
    shown = text(office, page)
    assert all(word in shown for word in ("diploma seen", "Ақталды", "category withdrawn"))
    office.post(reverse("practitioner_leave", args=[entry.uuid]), {"reason": ""})
    assert "Анық" in text(office, reverse("register"), state="left")
    office.post(reverse("practitioner_back", args=[entry.uuid]))
    office.post(reverse("practitioner_remove", args=[entry.uuid]), {"reason": "Жалған"})
    assert "Жалған" in text(office, page)
    vacancy = {"employer": "Мектеп", "sector": "education", "cadre": "teacher", "region": ASTANA, "posts": "2",
               "source": "Хат", "opened_on": today().isoformat()}  # fmt: skip
    assert office.post(reverse("register_vacancies"), vacancy).status_code == 302
    with acting_as(guild.association.pk):
        office.post(reverse("vacancy_fill", args=[Vacancy.objects.get().uuid]))
    assert "filled" in text(office, reverse("register_vacancies"))


def test_a_manager_asks_for_an_entry_and_a_supervisor_is_warned(guild: Guild, login: Login) -> None:
    manager, supervisor = login(guild.house.manager), login(guild.house.supervisor)
    page = reverse("entry_requirements")
    said = {"unit": str(guild.house.unit.uuid), "permission": "approval.decide", "warns_days": "30"}
    assert manager.post(page, {**said, "starts_on": "2020-01-01"}).status_code == 422
    assert "valid entry" not in text(supervisor, reverse("approvals"))
    assert manager.post(page, {**said, "starts_on": today().isoformat()}).status_code == 302
    for name in ("approvals", "my_day", "my_entry"):
        assert "you have none" in text(supervisor, reverse(name)), name
    assert "valid entry" not in text(login(guild.house.worker), reverse("my_day"))
    entry = entered(guild, guild.house.supervisor)
    give_category(
        actor=guild.association, entry=entry.uuid, category="second", decision="№ 1", decided_on=today(),
        valid_until=today() + timedelta(days=20),
    )  # fmt: skip
    assert "runs out on" in text(supervisor, reverse("approvals"))


def test_lists_take_few_questions(guild: Guild, login: Login, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    entry = entered(guild, guild.house.worker)
    for name in ("Бір", "Екі", "Үш"):
        entered(guild, surname=name)
    require_entry(actor=guild.house.manager, unit=guild.house.unit.uuid, permission="case.close", starts_on=today())
    for user, url in (
        (guild.association, reverse("register") + "?runs_out=yes&sector=ngo&category=first&words=бір"),
        (guild.association, reverse("practitioner", args=[entry.uuid])),
        (guild.house.worker, reverse("my_entry")),
        (None, reverse("open_register") + "?words=бір&category=first&page=2"),
    ):
        client = login(user)
        client.get(url)
        with django_assert_max_num_queries(15, info=url):
            assert client.get(url).status_code == 200
