"""Ethics on the pages: a stranger with a code, the one complained about, a panel, a secretary; and the others."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.profession.matters import complained, entered, with_panel
from tests.profession.world import Guild, make_guild
from tirek.access.models import User
from tirek.kernel.clock import clock_at, now, today
from tirek.kernel.intervals import add_months
from tirek.profession.models import Complaint, ComplaintSource, PanelMember
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]


@pytest.fixture
def guild(db: None) -> Guild:
    """The association and its houses."""
    cache.clear()
    return make_guild()


def stranger() -> Client:
    """A visitor who reads English."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def form_of(page: str, name: str) -> str:
    """The value of a hidden field as the page drew it."""
    return re.search(rf'name="{name}" value="([^"]+)"', page).group(1)


def complaint(page: str, **said: object) -> dict[str, object]:
    """The form of a complaint as somebody fills it in."""
    return {
        "do": "complain", "office": form_of(page, "office"), "about_name": "Somebody", "text": "A voice was raised",
        "client_ref": form_of(page, "client_ref"), **said,
    }  # fmt: skip


def test_a_stranger_complains_follows_adds_and_nobody_else_opens_it(guild: Guild, login: Login) -> None:
    visitor, url = stranger(), reverse("open_complaint")
    assert b"How to complain" in visitor.get(reverse("open_digest")).content
    page = visitor.get(url).content.decode()
    assert "data-draft" not in re.search(r"<form method=\"post\">.*?</form>", page, re.S).group()
    code = form_of(page, "code")
    assert visitor.post(url, complaint(page, code=code, text="")).status_code == 422
    assert visitor.post(url, complaint(page, code=code, named="on")).status_code == 422
    sent = complaint(page, code=code, name="Болат")
    matter = visitor.post(url, sent)["Location"]
    assert visitor.post(url, sent)["Location"] == matter  # sent twice, received once
    shown = visitor.get(matter).content.decode()
    assert code in shown
    assert "A voice was raised" in shown
    assert visitor.post(matter, {"do": "write", "text": "There was a witness"}).status_code == 302
    assert "There was a witness" in visitor.get(matter).content.decode()
    assert visitor.get(reverse("open_matter", args=["3" * 24])).status_code == 404
    assert visitor.post(reverse("open_digest"), {"code": f" {code.upper()} "})["Location"] == matter
    assert visitor.post(reverse("open_digest"), {"code": "3" * 24}).status_code == 422
    with acting_as(guild.secretary.pk):
        assert ComplaintSource.objects.get().name == "Болат"


def test_who_is_logged_in_complains_at_the_door_without_a_trace(guild: Guild, login: Login) -> None:
    worker, url = login(guild.house.worker), reverse("open_complaint")
    page = worker.get(url).content.decode()
    worker.post(url, complaint(page, code=form_of(page, "code")))
    assert "ET-" not in worker.get(reverse("my_matters")).content.decode()
    with acting_as(guild.secretary.pk):
        source = ComplaintSource.objects.get()
        assert (source.user_id, source.name) == (None, "")
    own = reverse("complain")
    worker.post(own, complaint(worker.get(own).content.decode()))
    assert "ET-" in worker.get(reverse("my_matters")).content.decode()


def test_too_much_from_one_address_is_refused(guild: Guild, login: Login) -> None:
    visitor, url = login(None), reverse("open_complaint")
    statuses = []
    for _number in range(11):
        page = visitor.get(url).content.decode()
        statuses.append(visitor.post(url, complaint(page, code=form_of(page, "code"))).status_code)
    assert statuses == [*[302] * 10, 422]


def test_a_matter_goes_its_way_over_the_pages(guild: Guild, login: Login, django_assert_max_num_queries) -> None:
    subject = entered(guild, guild.house.worker, "Сынақова")
    matter = complained(guild, actor=guild.house.colleague)
    secretary, page = login(guild.secretary), reverse("complaint", args=[matter.uuid])
    assert matter.reference in secretary.get(reverse("complaints")).content.decode()
    assert secretary.post(page, {"do": "admit", "number": "X"}).status_code == 422
    assert secretary.post(page, {"do": "admit", "number": subject.number, "norms": ["dignity"]}).status_code == 302
    for user in guild.panel:
        sent = {"do": "ask", "user": str(user.uuid), **({"chair": "on"} if user == guild.panel[0] else {})}
        assert secretary.post(page, sent).status_code == 302
    worker, own = login(guild.house.worker), reverse("matter", args=[matter.uuid])
    assert worker.get(own).status_code == 404
    secretary.post(page, {"do": "tell"})
    shown = worker.get(own).content.decode()
    assert "This complaint is about you" in shown
    assert str(guild.house.colleague) not in shown
    for number, user in enumerate(guild.panel):
        judge = login(user)
        assert judge.get(own).status_code == 404
        with acting_as(user.pk):
            place = reverse("panel_place", args=[PanelMember.objects.get(user=user).uuid])
        assert judge.post(place, {"do": "declare", "free": "no"}).status_code == 422
        assert judge.post(place, {"do": "declare", "free": "yes"})["Location"] == own
        assert ("The decision of the panel" in judge.get(own).content.decode()) == (number == 0)
    at = (now().replace(tzinfo=None, microsecond=0)).isoformat()
    assert secretary.post(page, {"do": "hearing", "at": at, "place": "Office"}).status_code == 422
    assert secretary.post(page, {"do": "letter", "text": "Hello", "to": ["to_subject"]}).status_code == 302
    assert "Hello" in worker.get(own).content.decode()
    chair = login(guild.panel[0])
    assert chair.post(own, {"do": "write", "text": "Among us"}).status_code == 302
    assert chair.post(own, {"do": "decide", "measure": "advice", "text": "Speak calmly"}).status_code == 302
    shown = worker.get(own).content.decode()
    assert "Speak calmly" in shown
    assert "Among us" not in shown
    for reader, path in ((worker, own), (chair, own), (secretary, page), (worker, reverse("my_matters"))):
        with django_assert_max_num_queries(24):
            assert reader.get(path).status_code == 200
    with clock_at(add_months(today(), 2)):
        secretary = login(guild.secretary)
        secretary.post(page, {"do": "close"})
        _told(secretary, stranger(), matter)


def _told(secretary: Client, visitor: Client, matter: Complaint) -> None:
    page, form = reverse("complaint", args=[matter.uuid]), reverse("digest_entry", args=[matter.uuid])
    words = {f"{name}_{code}": "Calm words" for name in ("title", "text") for code in ("kk", "ru", "en")}
    assert secretary.post(form, {"do": "digest", **words, "text_ru": "Сынақованың ісі"}).status_code == 422
    assert secretary.post(form, {"do": "digest", **words}).status_code == 302
    assert "Calm words" not in visitor.get(reverse("open_digest")).content.decode()
    secretary.post(page, {"do": "publish"})
    assert "Calm words" in visitor.get(reverse("open_digest")).content.decode()


def test_pages_of_ethics_are_for_those_of_the_matter(guild: Guild, login: Login) -> None:
    subject = entered(guild, guild.house.worker, "Сынақова")
    matter = complained(guild, actor=guild.house.colleague)
    with_panel(guild, matter, subject)
    own, office = reverse("matter", args=[matter.uuid]), reverse("complaint", args=[matter.uuid])
    for user, expected in (
        (guild.house.worker, (200, 404)), (guild.house.colleague, (200, 404)), (guild.panel[1], (200, 404)),
        (guild.secretary, (302, 200)), (guild.association, (404, 404)), (guild.house.supervisor, (404, 404)),
        (guild.house.manager, (404, 404)), (guild.house.outsider, (404, 404)), (None, (302, 302)),
    ):  # fmt: skip
        client = login(user)
        assert tuple(client.get(path).status_code for path in (own, office)) == expected, user
