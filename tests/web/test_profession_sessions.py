"""A whole session on the pages, by the people of it; and what everybody else meets."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.profession.test_sessions import ANSWERS, meeting
from tests.profession.world import Guild, make_guild
from tirek.access.models import User
from tirek.kernel.clock import ZONE, now
from tirek.profession.models import PaperReview
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]


@pytest.fixture
def guild(db: None) -> Guild:
    """An association, a university, a ministry and two houses."""
    return make_guild()


def form(**other: Any) -> dict[str, Any]:
    """A session as an organiser types it: it runs now."""
    starts = (now() - timedelta(minutes=20)).astimezone(ZONE)
    three = {
        f"{name}_{code}": f"{name} {code}" for name in ("title", "text", "place", "call") for code in ("kk", "ru", "en")
    }
    return {
        **three, "starts_on": starts.date(), "starts_time": f"{starts:%H:%M}", "ends_time": "12:00",
        "ends_on": starts.date() + timedelta(days=1), "mode": "hybrid", "capacity_onsite": 1, "capacity_online": 5,
        "hours": "6", "online_link": "https://meet.example.invalid/room", "call_from": starts.date(),
        "call_until": starts.date(), **other,
    }  # fmt: skip


def test_a_session_is_walked_from_the_draft_to_the_proceedings(guild: Guild, login: Login) -> None:
    organiser, visitor = login(guild.organiser), login(None)
    assert organiser.post(reverse("session_new"), form(title_kk="")).status_code == 422
    page = organiser.post(reverse("session_new"), form())["Location"]
    code = page.rstrip("/").rsplit("/", 1)[-1]
    opened = reverse("open_session", args=[code])
    assert visitor.get(opened).status_code == 404
    organiser.post(f"{page}step/announce/")
    assert visitor.get(opened).status_code == 200
    assert code in visitor.get(reverse("open_sessions")).content.decode()
    for address in (reverse("sessions_calendar"), f"{opened}calendar.ics"):
        assert b"BEGIN:VEVENT" in visitor.get(address).content
    paper = _offered_and_accepted(guild, login, code)
    _in_the_programme(organiser, page, paper)
    assert "A case" in visitor.get(opened).content.decode()
    own, online = _registered(visitor, opened, "onsite"), _registered(visitor, opened, "online")
    _there(guild, login, page, own, online)
    _after(guild, login, page, opened, online)


def _offered_and_accepted(guild: Guild, login: Login, code: str) -> str:
    visitor, organiser, reviewer = login(None), login(guild.organiser), login(guild.reviewer)
    offer = reverse("paper_offer", args=[code])
    drawn = visitor.get(offer).content.decode()
    said = {
        "key": re.search(r'name="key" value="(\w+)"', drawn)[1], "kind": "case_study", "language": "en",
        "title": "A case", "abstract": "Words", "author": "Author Secret", "email": "a@example.invalid",
        "to_publish": "on",
    }  # fmt: skip
    assert visitor.post(offer, said).status_code == 422
    own = visitor.post(offer, {**said, "nobody_named": "on"})["Location"].split("?")[0]
    assert "data-own-link" in visitor.get(f"{own}?new=1").content.decode()
    papers = reverse("session_papers", args=[code])
    paper = re.search(rf"{papers}([\w-]+)/", organiser.get(papers).content.decode())[1]
    organiser.post(f"{papers}{paper}/reviewer/", {"reviewer": guild.reviewer.uuid})
    with acting_as(guild.reviewer.pk):
        review = reverse("paper_review", args=[PaperReview.objects.get().uuid])
    read = reviewer.get(review).content.decode()
    assert "A case" in read
    assert "Secret" not in read
    assert reviewer.post(review, {"practice": 5}).status_code == 422
    points = dict.fromkeys(("practice", "method", "care", "clarity"), 4)
    assert reviewer.post(review, {**points, "accept": "yes", "to_author": "Well done"}).status_code == 302
    organiser.post(f"{papers}{paper}/decide/", {"decision": "accept", "answer": "Welcome"})
    answered = visitor.get(own).content.decode()
    assert "Welcome" in answered
    assert "Well done" in answered
    return paper


def _in_the_programme(organiser: Client, page: str, paper: str) -> None:
    at = (now() + timedelta(minutes=5)).astimezone(ZONE)
    if at.hour == 23:  # a line of the programme lies within a day
        at = at.replace(hour=22)
    line = {
        "paper": paper, "starts_on": at.date(), "starts_time": f"{at:%H:%M}",
        "ends_time": f"{at + timedelta(minutes=30):%H:%M}", "room": "101",
    }  # fmt: skip
    assert organiser.post(f"{page}programme/", line).status_code == 302


def _registered(visitor: Client, opened: str, mode: str) -> str:
    drawn = visitor.get(f"{opened}register/").content.decode()
    values = {name: re.search(rf'name="{name}" value="([\w-]+)"', drawn)[1] for name in ("key", "client_ref")}
    said = {**values, "name": f"Guest {mode}", "mode": mode}
    own = visitor.post(f"{opened}register/", said)["Location"].split("?")[0]
    assert visitor.post(f"{opened}register/", said)["Location"].split("?")[0] == own  # sent twice, it is once
    return own


def _there(guild: Guild, login: Login, page: str, own: str, online: str) -> None:
    organiser, visitor = login(guild.organiser), login(None)
    mine = visitor.get(own).content.decode()
    assert "data:image/svg+xml" in mine
    ticket = re.search(r"data-ticket>(\w+)<", mine)[1]
    found = organiser.get(f"{page}check-in/?ticket={ticket}").content.decode()
    registration = re.search(r'name="registration" value="([\w-]+)"', found)[1]
    organiser.post(f"{page}check-in/", {"registration": registration, "by": "qr"})
    assert "Guest onsite" in organiser.get(f"{page}check-in/?name=guest").content.decode()
    organiser.post(f"{page}presence/", {"minutes": "5"})
    code = re.search(r"data-code>(\w+)<", organiser.get(f"{page}presence/").content.decode())[1]
    assert "meet.example.invalid" in visitor.get(online).content.decode()
    assert "meet.example.invalid" not in visitor.get(own).content.decode()
    assert visitor.post(online, {"do": "presence", "presence": "ZZZZZZ"}).status_code == 422
    assert visitor.post(online, {"do": "presence", "presence": code}).status_code == 302
    assert 'name="presence"' not in visitor.get(online).content.decode()
    wrong = visitor.post(f"{online}feedback/", {"answers": '{"useful": 9}'})
    assert wrong.status_code == 422
    answers = str(ANSWERS).replace("'", '"')
    assert visitor.post(f"{online}feedback/", {"answers": answers}).status_code == 302


def _after(guild: Guild, login: Login, page: str, opened: str, online: str) -> None:
    organiser, visitor = login(guild.organiser), login(None)
    assert visitor.get(f"{opened}proceedings/").status_code == 404
    organiser.post(f"{page}recommendations/", {"text_kk": "Тәлімгер", "text_ru": "Наставник"})
    for step in ("close", "certificates", "proceedings"):
        organiser.post(f"{page}step/{step}/")
    assert f"{online}certificate/" in visitor.get(online).content.decode()
    assert "Author Secret" in visitor.get(f"{opened}proceedings/").content.decode()
    assert visitor.get(f"{opened}proceedings.pdf").content.startswith(b"%PDF")
    assert "Тәлімгер" in organiser.get(page, headers={"Accept-Language": "kk"}).content.decode()


def test_somebody_with_a_login_finds_their_registration_again(guild: Guild, login: Login) -> None:
    opened = reverse("open_session", args=[meeting(guild).code])
    worker = login(guild.house.worker)
    own = _registered(worker, opened, "online")
    assert own in worker.get(opened).content.decode()
    assert own not in login(guild.house.colleague).get(opened).content.decode()
    worker.post(own, {"do": "cancel"})
    assert _registered(worker, opened, "online") == own
    assert b'value="cancel"' in worker.get(own).content
    assert worker.post(own, {"do": "mode", "mode": "onsite"}).status_code == 302


def test_who_has_no_business_here_meets_nothing(guild: Guild, login: Login) -> None:
    session = meeting(guild)
    desk = [
        reverse(name, args=[session.code])
        for name in (
            "session", "session_change", "session_programme", "session_registrations", "session_check_in",
            "session_presence", "session_papers",
        )
    ]  # fmt: skip
    for user in (guild.association, guild.reviewer, guild.official, guild.house.worker, guild.student):
        client = login(user)
        assert {client.get(address).status_code for address in desk} == {404}
    assert {login(None).get(address).status_code for address in desk} == {302}
    assert login(None).get(reverse("registration_own", args=["a" * 24])).status_code == 404
    assert login(None).get(reverse("paper_own", args=["a" * 24])).status_code == 404
    assert login(guild.house.worker).get(reverse("papers_to_review")).status_code == 404


def test_the_pages_ask_the_database_little(guild: Guild, login: Login, django_assert_max_num_queries: Any) -> None:
    session = meeting(guild, capacity_onsite=30)
    for number in range(8):
        _registered(login(None), reverse("open_session", args=[session.code]), "onsite" if number % 2 else "online")
    pages = [reverse(name) for name in ("sessions", "open_sessions")]
    pages += [
        reverse(name, args=[session.code])
        for name in ("session", "session_registrations", "session_check_in", "session_papers", "open_session")
    ]
    organiser = login(guild.organiser)
    organiser.get(pages[0])
    for page in pages:
        with django_assert_max_num_queries(15):
            assert organiser.get(page).status_code == 200
