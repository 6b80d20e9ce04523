"""A session: made, announced, full; papers read without their authors; who was there; what it leaves."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tests.builders import make_user
from tests.profession.world import Guild
from tirek.access.door import code_hash, door, new_code, with_code
from tirek.access.models import User
from tirek.kernel.clock import now, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.feedback import FeedbackOpen, give_feedback
from tirek.profession.actions.papers import assign_reviewer, decide_paper, offer_paper, review_paper, withdraw_paper
from tirek.profession.actions.presence import be_present, check_in, open_presence_code
from tirek.profession.actions.proceedings import close_session, publish_proceedings
from tirek.profession.actions.programme import add_programme_item
from tirek.profession.actions.register import enter_practitioner
from tirek.profession.actions.registrations import cancel_registration, change_mode, register_for_session
from tirek.profession.actions.sessions import announce_session, change_session, make_session
from tirek.profession.engine.sessions import clashes
from tirek.profession.models import (
    CapacitySession,
    LearningHours,
    OnlineRoom,
    Paper,
    PaperReview,
    PresenceCode,
    Registration,
    SessionFeedback,
)
from tirek.profession.selectors.feedback import feedback_of
from tirek.profession.selectors.papers import own_reviews, paper_in_hand, published_papers, words_to_author
from tirek.profession.selectors.registrations import registration_in_hand
from tirek.profession.selectors.sessions import announced_sessions, places_of, programme_of_session
from tirek.toolkit.postgresql.user import acting_as

THREE = {"kk": "Атауы", "ru": "Название", "en": "A title"}
ANSWERS = {"useful": 5, "content": 4, "organisation": 3, "took_part": "online", "sound": "good", "apply": "no"}


def meeting(guild: Guild, *, announced: bool = True, starts: datetime | None = None, **more: object) -> CapacitySession:
    """A session of the university that runs now, with a call that is open."""
    starts = starts or now() - timedelta(minutes=30)
    said: dict[str, object] = {
        "titles": THREE, "texts": THREE, "places": THREE, "calls": THREE, "starts_at": starts,
        "ends_at": starts + timedelta(hours=6), "capacity_onsite": 2, "capacity_online": 10, "hours": Decimal(6),
        "online_link": "https://meet.example.invalid/room", "call_from": today() - timedelta(days=30),
        "call_until": (starts - timedelta(days=1)).date() if starts > now() else starts.date(), **more,
    }  # fmt: skip
    made = make_session(actor=guild.organiser, unit=guild.university.uuid, **said)  # type: ignore[arg-type]
    return announce_session(actor=guild.organiser, session=made.code) if announced else made


def registered(
    session: CapacitySession, mode: str = "onsite", actor: User | None = None, **more: str
) -> tuple[str, Registration]:
    """Somebody registers at the door, or at their desk; with the code they keep."""
    code = new_code()
    with with_code(code, actor) as who:
        return code, register_for_session(
            actor=who, session=session.code, code=code, mode=mode, **{"name": "Әсем Сынақова", **more}
        )


def offered(session: CapacitySession, actor: User | None = None, **more: object) -> tuple[str, Paper]:
    """A case study offered to a session."""
    code = new_code()
    said = {
        "author": "Ерлан Авторов", "email": "author@example.invalid", "title": "Бір отбасы", "abstract": "Қысқаша",
        "kind": "case_study", "language": "kk", "nobody_named": True, "to_publish": True, **more,
    }  # fmt: skip
    with with_code(code, actor) as who:
        return code, offer_paper(actor=who, session=session.code, code=code, **said)  # type: ignore[arg-type]


def test_a_draft_is_its_organisers_alone_and_announced_it_is_everybodys(guild: Guild) -> None:
    draft = meeting(guild, announced=False)
    with acting_as(door().pk):
        assert not announced_sessions().exists()
        assert not CapacitySession.objects.exists()
    with pytest.raises(Missing):
        announce_session(actor=guild.association, session=draft.code)
    announce_session(actor=guild.organiser, session=draft.code)
    with acting_as(door().pk):
        assert [one.code for one in announced_sessions()] == [draft.code]
        assert not OnlineRoom.objects.exists()
    with pytest.raises((Missing, Refused)):
        make_session(
            actor=guild.reviewer, unit=guild.university.uuid, titles=THREE, starts_at=now(),
            ends_at=now() + timedelta(hours=1),
        )  # fmt: skip
    with pytest.raises(Problem, match="Kazakh, Russian and English"):
        meeting(guild, titles={"en": "Only English"})


def test_places_are_given_in_turn_and_never_more_than_there_are(guild: Guild) -> None:
    session = meeting(guild)
    people = [registered(session) for _ in range(4)]
    assert [one.state for _, one in people] == ["registered", "registered", "waiting", "waiting"]
    first, third = people[0][0], people[2][0]
    with with_code(first) as who:
        assert Registration.objects.count() == 1
        cancel_registration(actor=who, registration=people[0][1].uuid)
    with with_code(third):
        assert registration_in_hand(third).state == "registered"
    with with_code(people[3][0]) as who:  # another way in, for who waits
        assert change_mode(actor=who, registration=people[3][1].uuid, mode="online").state == "registered"
    _, online = registered(session, "online")
    with acting_as(door().pk):
        places = places_of([session])[session.pk]
        assert (places.onsite, places.online, places.waiting) == (2, 2, 0)
    with pytest.raises(Missing), with_code(new_code()) as who:
        cancel_registration(actor=who, registration=online.uuid)


def test_who_has_a_place_keeps_it_where_the_other_way_is_full(guild: Guild) -> None:
    session = meeting(guild, capacity_onsite=1)
    registered(session)
    code, online = registered(session, "online")
    with with_code(code) as who:
        with pytest.raises(Problem, match="no place left"):
            change_mode(actor=who, registration=online.uuid, mode="onsite")
        assert registration_in_hand(code).state == "registered"
    waiting_code, waiting = registered(session)
    assert waiting.state == "waiting"
    said = {
        "titles": THREE,
        "texts": THREE,
        "places": THREE,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
    }
    with pytest.raises(Problem, match="place already"):
        change_session(actor=guild.organiser, session=session.code, **said, capacity_onsite=0, capacity_online=5)  # type: ignore[arg-type]
    change_session(actor=guild.organiser, session=session.code, **said, capacity_onsite=2, capacity_online=5)  # type: ignore[arg-type]
    with with_code(waiting_code):
        assert registration_in_hand(waiting_code).state == "registered"


def test_a_login_registers_once_and_the_number_of_the_register_needs_its_name(guild: Guild) -> None:
    entry = enter_practitioner(
        actor=guild.association, unit=guild.office.uuid, surname="Сынақова", given_name="Әсем", region="710000000"
    )
    session = meeting(guild)
    registered(session, "online", guild.house.worker)
    with pytest.raises(Problem, match="already"):
        registered(session, "online", guild.house.worker)
    _, fits = registered(session, "online", number=entry.number.lower())
    _, differs = registered(session, "online", number=entry.number, name="Басқа Адам")
    assert (fits.practitioner_id, differs.practitioner_id) == (entry.pk, None)


def test_a_paper_is_read_without_its_author_and_decided_by_somebody_else(guild: Guild) -> None:
    session = meeting(guild)
    with pytest.raises(Problem, match="recognised"):
        offered(session, nobody_named=False)
    code, paper = offered(session)
    own_code, own = offered(session, guild.reviewer, email="else@example.invalid")
    _, of_organiser = offered(session, guild.organiser)
    key = {"actor": guild.organiser, "session": session.code}
    with pytest.raises(Problem, match="of their own"):
        assign_reviewer(**key, paper=own.uuid, reviewer=guild.reviewer.uuid)  # type: ignore[arg-type]
    with pytest.raises(Problem, match="of their own"):
        decide_paper(**key, paper=of_organiser.uuid, accept=True, answer="Yes")  # type: ignore[arg-type]
    review = assign_reviewer(**key, paper=paper.uuid, reviewer=guild.reviewer.uuid)  # type: ignore[arg-type]
    with acting_as(guild.reviewer.pk):
        assert not Paper.objects.filter(pk=paper.pk).exists()
        ((_, blind),) = own_reviews(guild.reviewer)
        assert blind.title == paper.title
        assert "Авторов" not in str(blind)
    scores = {"practice": 5, "method": 4, "care": 5, "clarity": 4}
    with pytest.raises(Problem, match="1 to 5"):
        review_paper(actor=guild.reviewer, review=review.uuid, scores={**scores, "care": 6}, accept=True)
    review_paper(
        actor=guild.reviewer, review=review.uuid, scores=scores, accept=True, to_author="Дәл", to_organiser="Құпия"
    )
    with with_code(code):
        assert not words_to_author(paper)
        assert not PaperReview.objects.exists()
    decide_paper(**key, paper=paper.uuid, accept=True, answer="Қабылданды")  # type: ignore[arg-type]
    with with_code(code):
        found = paper_in_hand(code)
        assert (found.state, found.answer, words_to_author(found)) == ("accepted", "Қабылданды", ["Дәл"])
    with pytest.raises(Missing), with_code(own_code) as who:
        withdraw_paper(actor=who, paper=paper.uuid)
    with acting_as(guild.organiser.pk), pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(abstract="other words")


def test_a_reviewer_with_a_conflict_gives_the_paper_back(guild: Guild) -> None:
    session = meeting(guild)
    _, paper = offered(session)
    review = assign_reviewer(
        actor=guild.organiser, session=session.code, paper=paper.uuid, reviewer=guild.reviewer.uuid
    )
    assert review_paper(actor=guild.reviewer, review=review.uuid, declined=True).declined
    with acting_as(guild.reviewer.pk):
        assert not own_reviews(guild.reviewer)


def test_presence_by_ticket_and_by_code_and_what_it_brings(guild: Guild) -> None:
    entry = enter_practitioner(
        actor=guild.association, unit=guild.office.uuid, surname="Сынақова", given_name="Әсем", region="710000000"
    )
    session = meeting(guild)
    code, online = registered(session, "online", number=entry.number)
    ticket_code, onsite = registered(session)
    presence = open_presence_code(actor=guild.organiser, session=session.code, minutes=5)
    with with_code(code) as who:
        assert not PresenceCode.objects.exists()
        assert OnlineRoom.objects.exists()
        with pytest.raises(Problem, match="does not hold"):
            be_present(actor=who, registration=online.uuid, code="AAAAAA")
        with pytest.raises(DatabaseError), transaction.atomic():
            Registration.objects.filter(pk=online.pk).update(there_at=now(), there_by="code")
        assert be_present(actor=who, registration=online.uuid, code=presence.code.lower()).there_by == "code"
    with with_code(ticket_code) as who, pytest.raises(Problem, match="does not hold"):
        be_present(actor=who, registration=onsite.uuid, code=presence.code)
    assert check_in(actor=guild.organiser, session=session.code, registration=onsite.uuid, by="qr").there_by == "qr"
    with pytest.raises(Missing):
        check_in(actor=guild.association, session=session.code, registration=onsite.uuid)
    with acting_as(guild.organiser.pk), pytest.raises(DatabaseError), transaction.atomic():
        Registration.objects.filter(pk=onsite.pk).update(there_at=None)
    closed = close_session(actor=guild.organiser, session=session.code)
    assert closed.state == "held"
    assert closed.ends_at <= now()
    close_session(actor=guild.organiser, session=session.code)
    with acting_as(guild.association.pk):
        assert [(line.practitioner_id, line.hours) for line in LearningHours.objects.all()] == [(entry.pk, Decimal(6))]


def test_feedback_is_nobodys_and_read_from_five_on(guild: Guild) -> None:
    session = meeting(guild)
    presence = open_presence_code(actor=guild.organiser, session=session.code, minutes=5)
    for number in range(5):
        code, one = registered(session, "online", name=f"Адам {number}")
        with with_code(code) as who:
            with pytest.raises(Problem, match="were there"):
                give_feedback(actor=who, registration=one.uuid, answers=ANSWERS)
            be_present(actor=who, registration=one.uuid, code=presence.code)
            if number == 0:
                with pytest.raises(FeedbackOpen):
                    give_feedback(actor=who, registration=one.uuid, answers={"useful": 9})
            with acting_as(who.pk):
                give_feedback(actor=who, registration=one.uuid, answers=ANSWERS)
                with pytest.raises(Problem, match="Thank you"):
                    give_feedback(actor=who, registration=one.uuid, answers=ANSWERS)
                assert not SessionFeedback.objects.exists()
        with acting_as(guild.organiser.pk):
            said = feedback_of(session, "en")
            assert (said.given, bool(said.questions)) == (number + 1, number == 4)
            assert not SessionFeedback.objects.exists()
    assert next(question.mean for question in said.questions if question.name == "content") == 4.0


def test_the_programme_tells_clashes_and_the_proceedings_hold_what_authors_agreed_to(guild: Guild) -> None:
    session = meeting(guild)
    papers = [offered(session, title=f"Баяндама {n}", to_publish=n == 1)[1] for n in (1, 2)]
    for paper in papers:
        decide_paper(actor=guild.organiser, session=session.code, paper=paper.uuid, accept=True, answer="Иә")
        add_programme_item(
            actor=guild.organiser, session=session.code, starts_at=session.starts_at,
            ends_at=session.starts_at + timedelta(hours=1), room="101", paper=paper.uuid,
        )  # fmt: skip
    with pytest.raises(Problem, match="outside"):
        add_programme_item(
            actor=guild.organiser, session=session.code, starts_at=session.ends_at,
            ends_at=session.ends_at + timedelta(hours=1), titles=THREE,
        )  # fmt: skip
    close_session(actor=guild.organiser, session=session.code)
    with acting_as(door().pk):
        assert not published_papers(session)
        assert len(clashes(programme_of_session(session))) == 1
    publish_proceedings(actor=guild.organiser, session=session.code)
    with acting_as(door().pk):
        assert [paper.title for paper in published_papers(session)] == ["Баяндама 1"]
        assert not Paper.objects.exists()


def test_what_only_the_owner_runs_is_not_run_by_others(guild: Guild) -> None:
    session = meeting(guild)
    with acting_as(guild.organiser.pk), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("SELECT profession_move_up(%s, 'onsite')", [session.pk])
    other = make_user("organiser2", guild.office, "organiser")
    registered(session)
    offered(session)
    with acting_as(other.pk):
        assert not Registration.objects.exists()
        assert not Paper.objects.exists()
    with acting_as(guild.organiser.pk):
        assert Registration.objects.exclude(door_hash=code_hash("x")).count() == 1
