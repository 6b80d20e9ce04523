"""Reminders and compliance as pages: who opens them, what they show, that every count opens its list."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from tests.builders import House, make_case, make_user
from tests.web.pages import questions
from tirek.access.models import User
from tirek.casework.actions.encounters import record_visit
from tirek.casework.actions.notices import tell_of_duties
from tirek.casework.models import Case
from tirek.kernel.clock import today

LANGUAGES = ("kk", "ru", "en")
NOBODY = dict.fromkeys(("worker", "colleague", "supervisor", "manager", "administrator", "outsider"), 404)


def answers(house: House, login, url: str) -> dict[str, int]:
    people = {name: getattr(house, name) for name in NOBODY} | {"visitor": None}
    return {name: login(user).get(url).status_code for name, user in people.items()}


def open_to(*names: str) -> dict[str, int]:
    return {**NOBODY, **dict.fromkeys(names, 200), "visitor": 302}


def speaking(login, user: User, language: str):
    user.language = language
    user.save(update_fields=["language"])
    client = login(user)
    client.cookies["language"] = language
    return client


def address(name: str, **query: object) -> str:
    return reverse(name) + "?" + "&".join(f"{key}={value}" for key, value in query.items())


@pytest.fixture
def year() -> dict[str, object]:
    """A period with everything in it."""
    return {"period": "between", "first": today() - timedelta(days=300), "last": today() + timedelta(days=300)}


def test_who_opens_the_pages(house, case, login, year):
    assert answers(house, login, reverse("compliance")) == open_to(
        "worker", "colleague", "supervisor", "manager", "outsider"
    )
    lists = address("compliance_duties", **year)
    assert answers(house, login, lists) == open_to("worker", "colleague", "supervisor", "outsider")
    assert answers(house, login, reverse("notices")) == open_to("worker", "colleague", "supervisor", "outsider")


def cells(body: str) -> list[tuple[str, int]]:
    """The addresses of the counts of a page, with what stands there."""
    found = re.findall(r'href="(/compliance/duties/[^"]+)" aria-label="[^"]+">(\d+)</a>', body)
    return [(url.replace("&amp;", "&"), int(n)) for url, n in found]


@pytest.mark.parametrize("who", ["supervisor", "worker"])
def test_every_count_of_the_page_opens_a_list_of_that_length(house, case, login, year, who):
    for days in (29, 20, 2):
        record_visit(
            actor=house.worker, case=case.uuid, place="home", on=today() - timedelta(days=days), visit_note="x",
            reached=True,
        )  # fmt: skip
    make_case(house.colleague)
    client = login(getattr(house, who))
    counts = cells(client.get(address("compliance", **year)).content.decode())
    assert len(counts) >= 10
    for url, n in counts:
        listed = client.get(url)
        assert listed.context["page"].paginator.count == n, url
        assert len(listed.context["lines"]) == n, url
    foreign = f"{counts[0][0]}&worker={house.colleague.uuid}"
    assert login(house.worker).get(foreign).context["page"].paginator.count == 0


def test_a_line_says_what_it_would_take_with_a_link_to_the_act(house, case, login):
    broken = address(
        "compliance_duties", period="between", first=today() - timedelta(days=60), last=today(), kept="broken"
    )
    answer = login(house.worker).get(broken)
    body = answer.content.decode()
    sentences = [sentence for line in answer.context["lines"] for sentence in line.shown.takes]
    assert len(sentences) >= len(answer.context["lines"])
    assert all(escape(sentence) in body for sentence in sentences)
    assert reverse("record_contact", args=[case.uuid]) in body
    assert "Әсем" in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_say_what_the_share_is_and_rank_nobody(house, case, login, year, language):
    body = speaking(login, house.supervisor, language).get(address("compliance", **year)).content.decode()
    assert {"kk": "рейтинг емес", "ru": "не рейтинг", "en": "no ranking"}[language] in body
    assert {"kk": "Үлес:", "ru": "Доля:", "en": "The share:"}[language] in body
    assert "FP-02" in body
    people = [row.title for row in login(house.supervisor).get(address("compliance", **year)).context["workers"]]
    assert people == sorted(people)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manager_sees_counts_of_whole_months_and_no_name(house, case, login, language):
    url = address("compliance", period="between", first="2026-05-07", last="2026-05-09")
    answer = speaking(login, house.manager, language).get(url)
    assert (answer.context["asked"].period.first, answer.context["asked"].period.last) == (
        date(2026, 5, 1),
        date(2026, 5, 31),
    )
    year = address("compliance", period="between", first="2020-01-01", last="2099-12-31")
    body = login(house.manager).get(year).content.decode()
    assert "hidden-cell" in body
    assert cells(body) == []
    for secret in ("Әсем", "Сынақова", case.reference, str(case.uuid), str(house.worker.uuid), "Worker"):
        assert secret not in body


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("period=between", "Choose both days."),
        ("period=between&first=2026-05-09&last=2026-05-01", "The end lies before the start."),
        ("period=between&first=0001-01-01&last=9999-12-31", "Choose days between 1990 and 2100."),
        ("period=between&first=x&last=y", "Enter a valid date."),
        ("period=decade", ""),
        ("whose=house&unit=x&rule=x&worker=&kept=none&page=-3", ""),
    ],
)
def test_a_question_that_can_t_be_answered_is_said_beside_its_field(house, case, login, query, said):
    for page in ("compliance", "compliance_duties"):
        answer = login(house.supervisor).get(f"{reverse(page)}?{query}")
        assert answer.status_code == 200
        assert page == "compliance_duties" or said in answer.content.decode()
    assert login(house.supervisor).get(reverse("compliance_duties") + "?worker=nobody").status_code == 404


@pytest.mark.parametrize("name", ["notices", "compliance", "compliance_duties"])
def test_pages_take_few_questions_however_much_there_is(house, case, login, told, year, name):
    for _ in range(5):
        make_case(house.worker)
    for user in (house.worker, house.supervisor):
        assert len(questions(login(user), address(name, **year))) <= 15


# Reminders -------------------------------------------------------------------------------------------------


@pytest.fixture
def told(house: House, case: Case, transactional_db: None) -> int:
    """The nightly run has told of the case, which has been open for thirty days without an act."""
    return tell_of_duties(today())


def bell(client) -> str:
    found = re.search(r'class="bell-count[^>]*>([^<]*)<', client.get(reverse("notices")).content.decode())
    return found[1] if found else ""


def test_the_bell_counts_and_the_page_says_by_which_act_each_duty_is_mended(house, case, login, told):
    client = login(house.worker)
    body = client.get(reverse("notices")).content.decode()
    assert "Әсем" in body
    assert "FP-01" in body
    assert reverse("record_contact", args=[case.uuid]) in body
    assert int(bell(client)) == client.get(reverse("notices")).context["shown"].unread > 0
    assert client.post(reverse("notices")).status_code == 302
    assert bell(client) == ""
    assert "FP-01" in client.get(reverse("notices")).content.decode()
    for nobody in (house.colleague, house.outsider):
        other = login(nobody)
        assert bell(other) == ""
        assert "Әсем" not in other.get(reverse("notices")).content.decode()
    assert "bell" not in login(house.manager).get(reverse("numbers")).content.decode().split("<main")[0]


def test_a_supervisor_writes_what_she_decided_and_the_worker_reads_it_in_the_file(house, case, login, told):
    client = login(house.supervisor)
    waiting = client.get(reverse("notices")).context["shown"].passed_on
    page = reverse("answer_escalation", args=[waiting[0].notice.uuid])
    elsewhere = make_user("elsewhere", house.other_unit, "supervisor")
    assert [login(user).get(page).status_code for user in (house.worker, house.manager, elsewhere)] == [404] * 3
    empty = client.post(page, {"answer": " "})
    assert empty.status_code == 422
    assert "data-draft-fresh" in empty.content.decode()
    assert client.post(page, {"answer": "Ертең бірге барамыз"}).status_code == 302
    assert "Ертең бірге барамыз" in client.get(page).content.decode()
    assert len(client.get(reverse("notices")).context["shown"].passed_on) == len(waiting) - 1
    worker = login(house.worker)
    for where in (reverse("notices"), reverse("journal", args=[case.uuid]), reverse("case_file", args=[case.uuid])):
        assert "Ертең бірге барамыз" in worker.get(where).content.decode()
    for language, words in (
        ("kk", "Супервизор өзіне берілген міндет бойынша шешім қабылдады"),
        ("ru", "Супервизор принял решение по переданному обязательству"),
        ("en", "The supervisor decided on a duty that was passed on"),
    ):
        assert (
            words in speaking(login, house.worker, language).get(reverse("journal", args=[case.uuid])).content.decode()
        )


def test_a_letter_is_switched_off_on_the_page_of_ones_own_login(house, login, superuser_dsn):
    User.objects.using("owner").filter(pk=house.worker.pk).update(email="worker@example.org")
    client = login(house.worker)
    assert "Reminders by mail" in client.get(reverse("mfa_index")).content.decode()
    for sent, kept in (("no", False), ("yes", True)):
        assert client.post(reverse("set_reminders"), {"by_mail": sent, "next": "/account/second/"}).status_code == 302
        house.worker.refresh_from_db()
        assert house.worker.reminders_by_mail is kept
