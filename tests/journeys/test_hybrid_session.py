"""A hybrid session as everybody in it lives it: each at their own browser, in their own language.

The organiser works in Russian at a desk, a stranger offers a paper in English, a social worker comes with her phone in
Kazakh, a student sits online, and somebody who was not there scans a certificate.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.steps import ALL, ROOT, Desk, labels_of, moved_clock, sit_down
from tests.profession.world import Guild, make_guild
from tirek.access.models import User
from tirek.directory.models import Region
from tirek.kernel.clock import today
from tirek.profession.actions.register import enter_practitioner

pytestmark = pytest.mark.journey

TITLE = {"kk": "Балалар үйде қалсын", "ru": "Дети остаются дома", "en": "Children stay at home"}
PLACE = {"kk": "Бас ғимарат, 101", "ru": "Главный корпус, 101", "en": "Main building, 101"}
ADVICE = {
    "kk": "Әр жаңа маманға тәлімгер беру", "ru": "Дать наставника каждому новому специалисту",
    "en": "A mentor for each new specialist",
}  # fmt: skip
FEEDBACK = ROOT / "tirek/profession/data/session_feedback.md"
PAPER = "A year after the return"
NAMES = "English, Robin Example, Reviewer, Organiser, Official, House, Twelve families, one question"
WORDS = {
    "kk": {"answer": "Баяндамаңыз қабылданды", "owner": "Министрлік", "why": "Қателесіп берілген"},
    "ru": {"answer": "Доклад принят", "owner": "Министерство", "why": "Выдан по ошибке"},
    "en": {"answer": "Accepted", "owner": "The ministry", "why": "Issued by mistake"},
}


@dataclass(frozen=True)
class Cast:
    """Who sits where. The organiser's language comes first, the others speak the other two."""

    guild: Guild
    organiser: Desk
    reviewer: Desk
    worker: Desk
    official: Desk
    author: Desk
    online: Desk
    stranger: Desk


@pytest.fixture
def cast_of(transactional_db: None, chromium: Browser, live_server: Any) -> Iterator[Any]:
    """Everybody with their browser; closed after the story."""
    desks: list[Desk] = []

    def sit(user: User, width: int) -> Desk:
        desks.append(sit_down(chromium, live_server.url, user, width))
        desks[-1].page.context.add_cookies([{"name": "language", "value": user.language, "url": live_server.url}])
        return desks[-1]

    def cast(first: str) -> Cast:
        order = ["kk", "ru", "en"]
        second, third = (order[(order.index(first) + step) % 3] for step in (1, 2))
        guild = make_guild()
        speaks = {guild.organiser: first, guild.reviewer: second, guild.house.worker: third, guild.official: first}
        for user, language in speaks.items():
            user.language = language
            user.save(update_fields=["language"])
        enter_practitioner(
            actor=guild.association, unit=guild.office.uuid, user=guild.house.worker, surname="Сынақбаева",
            given_name="Ләззат", region=Region.objects.order_by("pk").first().kato,
        )  # fmt: skip
        nobody = [User(username="nobody", language=language) for language in (third, second, first)]
        return Cast(
            guild, sit(guild.organiser, 1280), sit(guild.reviewer, 1280), sit(guild.house.worker, 390),
            sit(guild.official, 1280), sit(nobody[0], 1280), sit(nobody[1], 390), sit(nobody[2], 390),
        )  # fmt: skip

    yield cast
    for desk in desks:
        desk.page.context.close()


@contextmanager
def out_of_doors(desk: Desk, on: date) -> Iterator[None]:
    """Somebody without an account, on a day."""
    with moved_clock(on):
        yield
        desk.page.goto("about:blank")


@pytest.mark.parametrize("first", ["ru", *["kk", "en"] * ALL])
def test_a_hybrid_session_from_the_call_to_the_withdrawn_certificate(first: str, cast_of: Any) -> None:
    cast = cast_of(first)
    everybody = (cast.organiser, cast.reviewer, cast.worker, cast.official, cast.author, cast.online, cast.stranger)
    for desk in everybody:  # what people wrote in their own languages, and how a language calls itself
        desk.typed.update(re.findall("[a-z]{3,}", str([TITLE, PLACE, ADVICE, PAPER, WORDS, NAMES]).lower()))
    called, held = today() - timedelta(days=30), today()
    session = _called(cast, called, held)
    paper = _offered(cast, called + timedelta(days=2), session)
    _reviewed(cast, called + timedelta(days=5), held, session, paper)
    tickets = _registered(cast, called + timedelta(days=9), session)
    _there(cast, held, session, tickets)
    certificate = _closed(cast, held, session)
    _checked(cast, held, certificate, tickets)
    _adopted(cast, held, session)
    assert "\n".join(complaint for desk in everybody for complaint in desk.complaints) == ""


def _called(cast: Cast, on: date, held: date) -> str:
    """A draft, announced with its call."""
    organiser = cast.organiser
    with organiser.day(on):
        organiser.open("sessions")
        organiser.open("session_new")
        organiser.unfold()
        for code in ("kk", "ru", "en"):
            for name, text in (("title", TITLE), ("place", PLACE), ("text", TITLE), ("call", TITLE)):
                organiser.page.locator(f'main [name="{name}_{code}"]').fill(text[code])
        organiser.write(
            starts_on=held.isoformat(), starts_time="09:00", ends_on=held.isoformat(), ends_time="18:00",
            capacity_onsite="2", capacity_online="20", hours="6", online_link="https://meet.example.invalid/room",
            call_from=on.isoformat(), call_until=(on + timedelta(days=10)).isoformat(),
        )  # fmt: skip
        organiser.page.locator('main form button[type="submit"]').last.click()
        organiser.page.wait_for_url(re.compile(r"/sessions/(?!new)[\w-]+/$"))
        session = organiser.page.url.rstrip("/").rsplit("/", 1)[-1]
        organiser.look()
        organiser.send("Announce")
        organiser.says(TITLE[organiser.language])
    return session


def _offered(cast: Cast, on: date, session: str) -> str:
    """A stranger offers a case study; without the promise that nobody can be recognised it is not taken."""
    author = cast.author
    with out_of_doors(author, on):
        author.open("open_sessions")
        author.open("open_session", session)
        author.open("paper_offer", session)
        author.choose(kind="case_study", language="en")
        author.write(
            title=PAPER,
            abstract="Twelve families, one question.",
            author="Robin Example",
            email="robin@example.invalid",
        )
        author.page.locator('main [name="to_publish"]').check()
        author.send("Send the paper")
        assert author.page.url.endswith("/offer/")  # refused; what was typed stays
        assert author.page.locator('main [name="title"]').input_value() == PAPER
        author.page.locator('main [name="nobody_named"]').check()
        author.send("Send the paper")
        author.says(PAPER)
        return author.page.url.split("?")[0]


def _reviewed(cast: Cast, on: date, held: date, session: str, paper: str) -> None:
    """A reviewer reads it without the author; the organiser accepts it and puts it into the programme."""
    organiser, reviewer, author = cast.organiser, cast.reviewer, cast.author
    with organiser.day(on):
        organiser.open("session_papers", session)
        organiser.page.get_by_role("link", name=PAPER).click()
        organiser.look()
        organiser.choose(reviewer=str(cast.guild.reviewer.uuid))
        organiser.send("Ask to review")
    with reviewer.day(on + timedelta(days=1)):
        reviewer.open("papers_to_review")
        reviewer.page.get_by_role("link", name=PAPER).click()
        reviewer.look()
        assert "Robin" not in reviewer.page.content()
        reviewer.choose(practice="5", method="4", care="5", clarity="4", accept="yes")
        reviewer.write(to_author=WORDS[reviewer.language]["answer"])
        reviewer.page.locator('main form button[type="submit"]').first.click()
        reviewer.page.wait_for_load_state("load")
        reviewer.look()
    with organiser.day(on + timedelta(days=2)):
        organiser.open("session_papers", session)
        organiser.page.get_by_role("link", name=PAPER).click()
        organiser.choose(decision="accept")
        organiser.write(answer=WORDS[organiser.language]["answer"])
        organiser.send("Record the decision")
        organiser.open("session_programme", session)
        value = organiser.page.locator('main [name="paper"] option').nth(1).get_attribute("value")
        organiser.choose(paper=value or "")
        organiser.write(starts_on=held.isoformat(), starts_time="10:00", ends_time="10:40", room="101")
        organiser.send("Put it in")
        organiser.says(PAPER)
    with out_of_doors(author, on + timedelta(days=3)):
        author.page.goto(paper)
        author.look()
        author.says(WORDS[organiser.language]["answer"])


def _registered(cast: Cast, on: date, session: str) -> dict[str, str]:
    """The worker on site with her entry in the register, a student online without any account."""
    worker, online = cast.worker, cast.online
    tickets = {}
    with worker.day(on):
        worker.open("open_session", session)
        worker.shows(PAPER)
        worker.open("session_register", session)
        worker.write(name="Ләззат Сынақбаева")
        worker.choose(mode="onsite")
        worker.page.locator('main form button[type="submit"]').last.click()
        worker.page.wait_for_url(re.compile("/open/registrations/"))
        worker.look()
        tickets["worker"] = worker.page.url.split("?")[0]
        tickets["code"] = worker.page.locator("[data-ticket]").inner_text()
    with out_of_doors(online, on):
        online.open("session_register", session)
        online.write(name="Еркежан Студент")
        online.choose(mode="online")
        online.page.locator('main form button[type="submit"]').last.click()
        online.page.wait_for_url(re.compile("/open/registrations/"))
        online.look()
        tickets["online"] = online.page.url.split("?")[0]
    return tickets


def _there(cast: Cast, on: date, session: str, tickets: dict[str, str]) -> None:
    """The ticket is scanned at the entrance; the code is typed online; both say what they think without their names."""
    organiser, online, worker = cast.organiser, cast.online, cast.worker
    with organiser.day(on):
        organiser.typed.add(tickets["code"])
        organiser.open("session_check_in", session, query=f"ticket={tickets['code']}")  # what the square leads to
        organiser.page.locator('main button[name="registration"]').click()
        organiser.look()
        organiser.says("Ләззат Сынақбаева")
        organiser.open("session_presence", session)
        organiser.send("Open a code now")
        code = organiser.page.locator("[data-code]").inner_text()
        organiser.typed.add(code.lower())
    with out_of_doors(online, on):
        online.page.goto(tickets["online"])
        online.write(presence=code)
        online.page.locator('main form:has([name="presence"]) button[type="submit"]').click()
        online.look()
        _thinks(online, tickets["online"], took_part="online")
    with worker.day(on):
        _thinks(worker, tickets["worker"], took_part="onsite")


def _thinks(desk: Desk, own: str, took_part: str) -> None:
    """The feedback form of the session, on a phone; sent without a name."""
    desk.page.goto(f"{own}feedback/")
    labels = labels_of(FEEDBACK, desk.language)
    element = desk.page.locator("tirek-form")
    element.get_by_role("radiogroup").first.wait_for()
    for name, value in {"useful": "5", "content": "4", "organisation": "4", "took_part": took_part, "sound": "good",
                        "apply": "yes"}.items():  # fmt: skip
        question, offered = labels[name]
        group = element.get_by_role("radiogroup", name=question)
        if name != "sound" or took_part == "online":
            group.get_by_label(offered.get(value, value), exact=True).first.check()
    desk.look()
    desk.send("Send the answers")
    desk.says(desk.word("You have given your feedback. Thank you."))


def _closed(cast: Cast, on: date, session: str) -> str:
    """A recommendation is captured, the session closed, hours counted, certificates issued, proceedings published."""
    organiser, worker, author = cast.organiser, cast.worker, cast.author
    with organiser.day(on):
        organiser.open("session", session)
        organiser.unfold()
        for code in ("kk", "ru", "en"):
            organiser.page.locator(f'main [name="text_{code}"]').first.fill(ADVICE[code])
        organiser.send("Write it down")
        organiser.says(ADVICE[organiser.language])
        organiser.send("Close as held")
        organiser.send("Issue certificates")
        organiser.send("Publish")
    with out_of_doors(author, on):
        author.open("session_proceedings", session)
        author.says("Robin Example")
    with worker.day(on):
        worker.open("my_learning")
        worker.shows(TITLE[worker.language])
        worker.open("my_certificates")
        worker.shows(TITLE[worker.language])
    return TITLE[organiser.language]


def _checked(cast: Cast, on: date, title: str, tickets: dict[str, str]) -> None:
    """The participant opens the certificate behind the code; a stranger checks it on a phone; it is withdrawn."""
    organiser, online, stranger = cast.organiser, cast.online, cast.stranger
    with out_of_doors(online, on):
        online.page.goto(tickets["online"])
        online.link("Open the certificate")
        address = online.page.locator('main a[href*="/open/certificates/"]').last.get_attribute("href") or ""
        with online.page.expect_download() as taken:
            online.page.locator('main a[href*="/file/"]').first.click()
        badge = taken.value.path().read_bytes()
    with out_of_doors(stranger, on):
        stranger.page.goto(stranger.home + address)
        stranger.look()
        stranger.says("Еркежан Студент")
        assert stranger.page.locator("main .alert-success, main .alert-danger, main .alert-warning").count()
        assert not stranger.page.locator("main .alert-danger").count()
        _file(stranger, badge, holds=True)
        at = badge.index(b".", badge.index(b".") + 1) + 20  # within the signature
        changed = badge[:at] + (b"A" if badge[at : at + 1] != b"A" else b"B") + badge[at + 1 :]
        _file(stranger, changed, holds=False)
    with organiser.day(on):
        organiser.open("certificates")
        organiser.page.get_by_role("link", name="Еркежан Студент").click()
        organiser.look()
        organiser.write(reason=WORDS[organiser.language]["why"], on=on.isoformat())
        organiser.send("Withdraw the certificate")
    with out_of_doors(stranger, on):
        stranger.page.goto(stranger.home + address)
        stranger.look()
        assert stranger.page.locator("main .alert-danger").count() == 1
        _file(stranger, badge, holds=False)


def _file(desk: Desk, badge: bytes, *, holds: bool) -> None:
    """The file of the certificate is checked, without its code."""
    desk.open("check_certificate")
    desk.unfold()
    desk.page.locator('main input[type="file"]').set_input_files(
        {"name": "certificate.jwt", "mimeType": "application/jwt", "buffer": badge}
    )
    with desk.page.expect_navigation():
        desk.page.locator('main form:has(input[type="file"]) button[type="submit"]').click()
    desk.look()
    assert bool(desk.page.locator("main .alert-danger").count()) is not holds


def _adopted(cast: Cast, on: date, session: str) -> None:
    """The recommendation gets an owner and a day; its owner reports; everybody sees where it stands."""
    organiser, official, stranger = cast.organiser, cast.official, cast.stranger
    due = on + timedelta(days=200)
    with organiser.day(on):
        organiser.open("plans")
        organiser.page.locator("main").get_by_role("link", name=TITLE[organiser.language]).first.click()
        organiser.look()
        plan = organiser.page.url
        organiser.page.locator("main").get_by_role("link", name=ADVICE[organiser.language]).first.click()
        organiser.look()
        organiser.link("Adopt")
        organiser.write(owner=WORDS[organiser.language]["owner"], due_on=due.isoformat(), on=on.isoformat())
        organiser.choose(answers=str(cast.guild.official.uuid))
        organiser.send("Save")
        organiser.says(WORDS[organiser.language]["owner"])
        organiser.page.goto(plan)
        organiser.send("Show it to everybody")
    with official.day(on):
        official.open("my_recommendations")
        official.page.locator("main").get_by_role("link", name=ADVICE[official.language]).first.click()
        official.look()
    with out_of_doors(stranger, on):
        stranger.open("open_plans")
        stranger.page.locator("main").get_by_role("link", name=TITLE[stranger.language]).first.click()
        stranger.look()
        stranger.shows(ADVICE[stranger.language])
        stranger.shows(WORDS[organiser.language]["owner"])
        stranger.open("session_proceedings", session)
        stranger.shows(ADVICE[stranger.language])
