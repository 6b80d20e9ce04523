"""Standards on the pages: written by the office, commented on without an account, read by all; and a profile."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.profession.learners import agree, practitioner, published, standard
from tests.profession.world import Guild, make_guild
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.profession.models import Clause, StandardVersion
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]


@pytest.fixture
def guild(db: None) -> Guild:
    """An association and two houses with practitioners to be."""
    return make_guild()


def test_a_standard_is_begun_laid_open_commented_on_answered_and_read(guild: Guild, login: Login) -> None:
    office, visitor = login(guild.association), Client()
    begun = {"unit": guild.office.uuid, "sector": "ngo", "code": "talk", "title_kk": "Сөз", "title_ru": "Речь"}
    assert office.post(reverse("norm_new"), begun).status_code == 422
    page = office.post(reverse("norm_new"), {**begun, "title_en": "Talk"})["Location"]
    said = {
        "number": "1",
        "kind": "clause",
        "text_kk": "Мәтін",
        "text_ru": "Текст",
        "text_en": "Text",
        "rules": ["FP-01"],
    }
    new = f"{page}clause/"
    assert office.get(new).status_code == 200
    assert office.post(new, {**said, "kind": "competence"}).status_code == 422
    assert office.post(new, said).status_code == 302
    assert visitor.get(reverse("open_norm_version", args=["talk", 1])).status_code == 404
    day = today().isoformat()
    assert office.post(page, {"do": "open", "first_on": day, "last_on": "2020-01-01"}).status_code == 422
    assert office.post(page, {"do": "open", "first_on": day, "last_on": day}).status_code == 302
    draft = reverse("open_norm_version", args=["talk", 1])
    shown = visitor.get(draft).content.decode()
    assert "Қоңыраудан кейінгі алғашқы байланыс" in shown or "First contact after the call" in shown
    comment = f"{draft}comment/"
    form = visitor.get(comment).content.decode()
    code = re.search(r'name="code" value="(\w+)"', form).group(1)
    words = {"code": code, "text": "Тым қысқа", "author": "Бота", "client_ref": str(guild.office.uuid)}
    assert visitor.post(comment, {**words, "text": ""}).status_code == 422
    mine = visitor.post(comment, words)["Location"]
    assert visitor.post(comment, words)["Location"] == mine  # sent twice, said once
    assert "Тым қысқа" in visitor.get(mine).content.decode()
    assert visitor.get(mine.replace(code, "nothing")).status_code == 404
    assert "Тым қысқа" not in visitor.get(draft).content.decode()
    waiting = office.get(reverse("norms")).content.decode()
    answer = re.search(r'href="(/profession/norms/comments/[^"]+)"', waiting).group(1)
    assert office.get(answer).status_code == 200
    assert office.post(answer, {"outcome": "taken", "answer": ""}).status_code == 422
    assert office.post(answer, {"outcome": "taken", "answer": "Толықтырылды"}).status_code == 302
    public = visitor.get(draft).content.decode()
    assert "Тым қысқа" in public
    assert "Толықтырылды" in public
    assert "Бота" not in public


def test_pages_of_a_standard_are_for_the_office_and_published_ones_for_everybody(
    guild: Guild, login: Login, django_assert_max_num_queries
) -> None:
    version = published(guild, standard(guild))
    with acting_as(guild.association.pk):
        clause = Clause.objects.filter(version=version).first()
    office = [
        reverse("norms"), reverse("norm_new"), reverse("norm_version", args=["family-work", 1]),
        reverse("norm_clause", args=["family-work", 1, clause.uuid]),
    ]  # fmt: skip
    everybody = [reverse("open_norms"), reverse("open_norm", args=["family-work"])]
    for user in (guild.association, guild.organiser, guild.house.worker, guild.house.administrator, None):
        client = login(user)
        for path in office:
            expected = 200 if user == guild.association else 302 if user is None else 404
            assert client.get(path).status_code == expected, (user, path)
        for path in everybody:
            assert client.get(path).status_code == 200, (user, path)
    for client, path in ((login(guild.association), office[2]), (Client(), everybody[1])):
        client.get(path)
        with django_assert_max_num_queries(15):
            client.get(path)
    client = login(guild.association)
    assert client.post(office[2], {"do": "publish", "source": "x", "valid_from": "2026-01-01"}).status_code == 422
    assert client.post(reverse("norm_draft", args=["family-work"]))["Location"].endswith("/2/")
    with acting_as(guild.association.pk):
        assert StandardVersion.objects.count() == 2


def test_a_profile_is_rated_by_oneself_and_the_supervisor(
    guild: Guild, login: Login, django_assert_max_num_queries
) -> None:
    published(guild, standard(guild))
    house, page = guild.house, reverse("my_competences")
    mine = practitioner(guild, house.worker)
    practitioner(guild, house.supervisor, "Супервизорова")
    agree(guild, mine)
    worker, boss = login(house.worker), login(house.supervisor)
    assert worker.post(page, {"level_family-talk": "7"}).status_code == 422
    assert worker.post(page, {"level_family-talk": "1", "evidence_family-talk": "Курс"}).status_code == 302
    theirs = reverse("supervisee_competences", args=[mine.uuid])
    assert theirs in boss.get(page).content.decode()
    assert "Курс" in boss.get(theirs).content.decode()
    assert boss.post(theirs, {"level_family-talk": "3"}).status_code == 302
    with django_assert_max_num_queries(15):
        shown = worker.get(page).content.decode()
    assert "worth a talk" in shown
    for stranger in (house.manager, house.colleague, guild.association, house.worker):
        assert login(stranger).get(theirs).status_code == 404, stranger
    assert "no entry" in login(house.colleague).get(page).content.decode()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_word_of_the_pages_is_left_in_english(guild: Guild, login: Login, language: str) -> None:
    published(guild, standard(guild))
    practitioner(guild, guild.association)
    client = login(guild.association)
    client.post(reverse("set_language"), {"language": language})
    for path in (
        reverse("norms"), reverse("norm_new"), reverse("norm_version", args=["family-work", 1]), reverse("open_norms"),
        reverse("open_norm", args=["family-work"]), reverse("my_competences"), reverse("my_learning"),
        reverse("hours_claim"), reverse("learning"), reverse("hours_record"), reverse("course_new"),
        reverse("my_placements"), reverse("placement_new"), reverse("open_research"), reverse("research_work_new"),
    ):  # fmt: skip
        text = client.get(path).content.decode()
        main = re.sub(r"<[^>]+>", " ", text.partition("<main")[2].partition(">")[2].partition("</main>")[0])
        known = {"House", "Tirek", "Decision", "Association", "English", "Title", "Сынақ"}
        left = set(re.findall(r"[A-Za-z]{4,}", main)) - known
        assert not left, (path, left)
