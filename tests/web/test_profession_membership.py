"""The association on the pages: somebody joins, is taken in, votes; a position everybody reads."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.profession.matters import entered
from tests.profession.test_membership import WORDS, called, full, members
from tests.profession.world import Guild, make_guild
from tirek.access.models import User
from tirek.kernel.clock import clock_at, today
from tirek.profession.actions.meetings import put_motion
from tirek.profession.models import GeneralMeeting, Member, Motion, Vote
from tirek.profession.selectors.membership import ballots_of
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]
TITLES = {f"title_{code}": "Words" for code in ("kk", "ru", "en")}
TEXTS = {f"text_{code}": "What we say" for code in ("kk", "ru", "en")}


@pytest.fixture
def guild(db: None) -> Guild:
    """The association and its houses."""
    return make_guild()


def test_somebody_joins_is_taken_in_and_pays(guild: Guild, login: Login, django_assert_max_num_queries) -> None:
    office, worker = login(guild.association), login(guild.house.worker)
    mine = reverse("my_membership")
    assert "You have no entry there yet" in worker.get(mine).content.decode()
    kind = {"do": "category", "code": "full", "fee": "5000", "votes": "on", **TITLES}
    assert office.post(reverse("member_categories"), {**kind, "title_kk": ""}).status_code == 422
    assert office.post(reverse("member_categories"), kind).status_code == 302
    entry = entered(guild, guild.house.worker, "Сынақова")
    assert worker.post(mine, {"do": "apply", "category": "x"}).status_code == 422
    assert worker.post(mine, {"do": "apply", "category": str(full(guild).uuid)}).status_code == 302
    with acting_as(guild.association.pk):
        member = Member.objects.get(practitioner=entry)
    page = reverse("member", args=[member.uuid])
    assert str(member.uuid) in office.get(reverse("members")).content.decode()
    assert office.post(page, {"do": "decide", "decision": "decline"}).status_code == 422
    assert office.post(page, {"do": "decide", "decision": "accept"}).status_code == 302
    assert office.post(reverse("members"), {"do": "fees", "year": today().year}).status_code == 302
    assert "owed" in worker.get(mine).content.decode()
    assert str(member.uuid) in office.get(reverse("members"), {"owes": "1", "q": "сынақ"}).content.decode()
    fee = {"do": "fee", "fee": "", "paid_on": today().isoformat()}
    with acting_as(guild.association.pk):
        fee["fee"] = str(member.fees.get().uuid)
    assert office.post(page, fee).status_code == 302
    assert "owed" not in worker.get(mine).content.decode()
    for reader, path in ((office, reverse("members")), (office, page), (worker, mine)):
        with django_assert_max_num_queries(20):
            assert reader.get(path).status_code == 200
    worker.post(mine, {"do": "leave", "member": str(member.uuid)})
    assert "Join the association" in worker.get(mine).content.decode()


def test_a_meeting_votes_in_secret_over_the_pages(guild: Guild, login: Login) -> None:
    house = guild.house
    members(guild, (house.worker, house.colleague, house.supervisor))
    office = login(guild.association)
    call = {"do": "call", "on": today().isoformat(), "quorum": "50", "place": "Hall", **TITLES}
    assert office.post(reverse("meetings_kept"), call).status_code == 422
    call["on"] = (today() + timedelta(days=14)).isoformat()
    assert office.post(reverse("meetings_kept"), call).status_code == 302
    with acting_as(guild.association.pk):
        meeting = GeneralMeeting.objects.get()
    kept, own = reverse("meeting_kept", args=[meeting.uuid]), reverse("general_meeting", args=[meeting.uuid])
    assert office.post(kept, {"do": "motion", "majority": "50", "secret": "on", **TITLES}).status_code == 302
    with acting_as(guild.association.pk):
        motion = Motion.objects.get()
    with clock_at(meeting.on):
        office = login(guild.association)
        for user in (house.worker, house.colleague):
            assert "I take part" in login(user).get(own).content.decode()
            login(user).post(own, {"do": "join"})
        office.post(kept, {"do": "open"})
        office.post(kept, {"do": "vote", "which": str(motion.uuid)})
        shown = login(house.worker).get(own).content.decode()
        assert "My vote" in shown
        assert "data-draft" not in shown
        assert "Only who takes part votes" in login(house.supervisor).get(own).content.decode()
        for user, choice in ((house.worker, "for"), (house.colleague, "for")):
            with acting_as(user.pk):
                presence = ballots_of(meeting, [motion])[motion.pk][0].presence
            answer = login(user).post(
                own, {"do": "vote", "motion": motion.uuid, "presence": presence, "choice": choice}, follow=True
            )
            assert "The vote is taken" in answer.content.decode()
        office.post(kept, {"do": "count", "which": str(motion.uuid)})
        shown = office.get(kept).content.decode()
        assert "for 2, against 0, abstained 0; 2 votes of 2 present" in shown
        office.post(kept, {"do": "close"})
        assert "carried" in login(house.supervisor).get(own).content.decode()
    with acting_as(guild.association.pk):
        assert set(Vote.objects.values_list("choice", flat=True)) == {""}
    for user, status in ((house.manager, 404), (house.outsider, 404), (guild.secretary, 404), (None, 302)):
        assert login(user).get(own).status_code == status
        assert login(user).get(kept).status_code == status


def test_a_position_is_read_by_anybody(guild: Guild, login: Login) -> None:
    office, page = login(guild.association), reverse("positions_kept")
    sent = {"do": "publish", "adopted_on": today().isoformat(), **TITLES, **TEXTS}
    assert office.post(page, {**sent, "text_en": ""}).status_code == 422
    assert office.post(page, sent).status_code == 302
    visitor = login(None)
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    listed = visitor.get(reverse("open_positions")).content.decode()
    assert "Words" in listed
    address = next(part.split('"')[0] for part in listed.split('href="') if part.startswith("/open/positions/0"))
    assert "What we say" in visitor.get(address).content.decode()
    office.post(page, {"do": "withdraw", "which": address.rstrip("/").rsplit("/", 1)[1]})
    assert "no longer says this" in visitor.get(address).content.decode()
    assert "Words" not in visitor.get(reverse("open_positions")).content.decode()


def test_the_office_puts_and_marks(guild: Guild, login: Login) -> None:
    there = members(guild, (guild.house.worker, guild.house.colleague))
    meeting = called(guild)
    put_motion(actor=guild.association, meeting=meeting.uuid, titles=WORDS)
    kept = reverse("meeting_kept", args=[meeting.uuid])
    with clock_at(meeting.on):
        office = login(guild.association)
        mark = {"do": "present", "member": str(there[0].uuid)}
        assert office.post(kept, mark).status_code == 302
        held = {"do": "present", "member": str(there[1].uuid), "proxy": str(there[0].uuid)}
        assert office.post(kept, held).status_code == 302
        assert "word held by" in office.get(kept).content.decode()
    number = {"do": "enter", "category": str(full(guild).uuid), "since": today().isoformat()}
    office, members_page = login(guild.association), reverse("members")
    assert office.post(members_page, {**number, "number": "X-1"}).status_code == 422
    assert office.post(members_page, {**number, "body": "A fund", "voice": "worker"}).status_code == 302
