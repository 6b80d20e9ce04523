"""The part of the demo about: sessions. Twelve in three years, of a university and of the association: their calls and
papers, who came and how, what they said, the proceedings. One runs today, one still calls for papers."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any, Final

from django.db import transaction

from tirek.access.door import door, new_code, with_code
from tirek.access.models import User
from tirek.config.demo.profession import Association
from tirek.config.demo.profession.sessions_texts import ANSWERS, CALL, CASES, GUESTS, PLACE, TEXT, TITLES, WORDS
from tirek.kernel.clock import ZONE, clock_at, now
from tirek.profession.actions.feedback import give_feedback
from tirek.profession.actions.papers import assign_reviewer, decide_paper, offer_paper, review_paper
from tirek.profession.actions.presence import be_present, check_in, open_presence_code
from tirek.profession.actions.proceedings import close_session, publish_proceedings
from tirek.profession.actions.programme import add_programme_item
from tirek.profession.actions.registrations import register_for_session
from tirek.profession.actions.sessions import add_material, announce_session, make_session
from tirek.profession.models import CapacitySession, Paper, Practitioner, Registration
from tirek.toolkit.postgresql.user import acting_as
from tirek.web.profession.open_sessions import own_key

#: Days from today, title, topic, hours, registrations, papers. The association holds each third.
SESSIONS: Final = (
    (-1010, 0, "assessment", 6, 20, 2), (-900, 1, "supervision", 8, 22, 2), (-760, 2, "child_protection", 6, 24, 2),
    (-640, 3, "safety", 4, 20, 0), (-520, 4, "violence", 8, 28, 3), (-400, 5, "addiction", 6, 22, 2),
    (-270, 6, "ethics", 6, 26, 2), (-150, 7, "research", 8, 30, 3), (-40, 8, "law", 6, 26, 2),
    (0, 9, "supervision", 10, 36, 3), (24, 10, "ethics", 4, 14, 0), (62, 11, "child_protection", 12, 6, 2),
)  # fmt: skip
TODAY: Final = 0
#: The session with the fullest room is over its places, so that some wait.
ROOMS: Final = {-520: 18, 0: 22}
#: Sessions to which some of the demo's own people come, who find their registration by their login.
WITH_LOGIN: Final = (-270, -40, 0)
COLLEAGUES: Final = ("gulnar", "bakyt")
BEFORE_CALL, CALL_DAYS, DECIDED_BEFORE = 75, 40, 25


@dataclass(frozen=True)
class Guest:
    """Somebody who registers: a name, an entry of the register or none, the code they keep."""

    name: str
    number: str
    code: str
    user: User | None = None  # at a desk, with a login


def make(place: Association) -> None:
    """Hold every session, on its days."""
    chance = place.chance("sessions")
    office = place.people["symbat"]
    with acting_as(office.pk), transaction.atomic():
        entries = list(
            Practitioner.objects.filter(state="entered", user=None).values_list("number", "surname", "given_name")[:160]
        )
    chance.shuffle(entries)
    people = cycle(entries)
    for order, (ago, title, topic, hours, many, papers) in enumerate(SESSIONS):
        with transaction.atomic():  # one session, one commit
            holder, unit = (office, place.office) if order % 3 == 1 else (place.people["asel"], place.university)
            on = place.on + timedelta(days=ago)
            session = _announced(holder, unit.uuid, on, title, topic, hours, ago)
            offered = [_offered(place, chance, session, on, order + n) for n in range(papers)]
            for number, paper in enumerate(offered):
                _decided(place, holder, session, paper, on, number)
            guests = _guests(people, many)
            if ago in WITH_LOGIN:
                guests += [
                    Guest(str(user), "", own_key(user, session), user)
                    for user in (place.people[name] for name in COLLEAGUES)
                ]
            came = [(guest, _registered(chance, session, guest, on)) for guest in guests]
            if ago <= TODAY:
                _held(chance, holder, session, came, on, part=0.4 if ago == TODAY else 0.85)
            if ago < TODAY:
                _closed(chance, holder, session, came, on, proceedings=bool(papers))


def _at(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(on, time(hour, minute), ZONE)


def _announced(holder: User, unit: Any, on: date, title: int, topic: str, hours: int, ago: int) -> CapacitySession:
    begins = _at(on, 9)
    ends = _at(on + timedelta(days=1), 13) if hours > 8 else begins + timedelta(hours=hours + 2)
    calls = any(line[0] == ago and line[5] for line in SESSIONS)
    call_on = min(on - timedelta(days=BEFORE_CALL), now().date() - timedelta(days=10))
    with clock_at(call_on):
        session = make_session(
            actor=holder, unit=unit, titles=TITLES[title], texts=TEXT, places=PLACE, starts_at=begins, ends_at=ends,
            calls=CALL if calls else None, call_from=call_on if calls else None,
            call_until=on - timedelta(days=BEFORE_CALL - CALL_DAYS) if calls else None,
            online_link="https://meet.example.invalid/session", capacity_onsite=ROOMS.get(ago, 40), capacity_online=200,
            hours=Decimal(hours), topic=topic,
        )  # fmt: skip
        announce_session(actor=holder, session=session.code)
    with clock_at(call_on + timedelta(days=2)):
        _frame(holder, session, begins, ends)
    return session


def _frame(holder: User, session: CapacitySession, begins: datetime, ends: datetime) -> None:
    lines = ((0, 20, "opening", False), (20, 60, "talk", False), (60, 75, "coffee", True), (180, 240, "lunch", True))
    for first, last, word, pause in lines:
        add_programme_item(
            actor=holder, session=session.code, starts_at=begins + timedelta(minutes=first),
            ends_at=begins + timedelta(minutes=last), titles=WORDS[word], room="101", pause=pause,
        )  # fmt: skip
    add_programme_item(
        actor=holder, session=session.code, starts_at=ends - timedelta(minutes=40), ends_at=ends,
        titles=WORDS["closing"], room="101",
    )  # fmt: skip


def _offered(place: Association, chance: random.Random, session: CapacitySession, on: date, number: int) -> Paper:
    """A paper of somebody at the door, of the master's student, or of a worker of one of the houses."""
    language, title, abstract = CASES[number % len(CASES)]
    author: User | None = place.people["azamat"] if number % 4 == 2 else None
    code, day = new_code(), min(on - timedelta(days=BEFORE_CALL - 15), place.on - timedelta(days=3))
    name = str(author) if author else chance.choice(GUESTS)
    with clock_at(day), with_code(code, author) as who:
        return offer_paper(
            actor=who, session=session.code, code=code, author=name, email="author@example.invalid", title=title,
            abstract=abstract, kind="case_study" if number % 2 else "paper", language=language, nobody_named=True,
            affiliation="«Дана дала» университеті" if author else "", student=author is not None,
            to_publish=number % 5 != 4,
        )  # fmt: skip


def _decided(place: Association, holder: User, session: CapacitySession, paper: Paper, on: date, number: int) -> None:
    """Two reviewers and a decision; what was offered a few days ago still waits for one of them."""
    day = on - timedelta(days=BEFORE_CALL - CALL_DAYS - 2)
    late = day > place.on
    with clock_at(place.on - timedelta(days=2) if late else day):
        reviews = [
            assign_reviewer(actor=holder, session=session.code, paper=paper.uuid, reviewer=place.people[name].uuid)
            for name in ("daniyar", "lyudmila")
        ]
        for points, review in zip((4, 5), reviews[: 1 if late else 2], strict=False):
            review_paper(
                actor=review.reviewer, review=review.uuid, accept=number != 2, to_author=WORDS["to_author"]["kk"],
                scores={"practice": points, "method": points - 1, "care": 5, "clarity": points},
            )  # fmt: skip
    if late:
        return
    with clock_at(on - timedelta(days=DECIDED_BEFORE)):
        accepted = number != 2
        decide_paper(
            actor=holder, session=session.code, paper=paper.uuid, accept=accepted,
            answer=WORDS["accepted" if accepted else "declined"][paper.language],
        )  # fmt: skip
        if accepted:
            starts = session.starts_at + timedelta(minutes=75 + 45 * number)
            add_programme_item(
                actor=holder, session=session.code, starts_at=starts, ends_at=starts + timedelta(minutes=40),
                room="101", paper=paper.uuid,
            )  # fmt: skip


def _guests(entries: Any, many: int) -> list[Guest]:
    found = []
    for number in range(many):
        if number % 4 == 3:
            found.append(Guest(GUESTS[(number // 4) % len(GUESTS)], "", new_code()))
        else:
            entry, surname, given = next(entries)
            found.append(Guest(f"{given} {surname}", entry, new_code()))
    return found


def _registered(chance: random.Random, session: CapacitySession, guest: Guest, on: date) -> Registration:
    days = chance.randint(3, 20)
    mode = "onsite" if chance.random() < 0.68 else "online"
    with (
        clock_at(min(on - timedelta(days=days), now().date() - timedelta(days=1))),
        with_code(guest.code, guest.user) as who,
    ):
        return register_for_session(
            actor=who, session=session.code, code=guest.code, name=guest.name, mode=mode, number=guest.number
        )


def _held(
    chance: random.Random,
    holder: User,
    session: CapacitySession,
    came: list[tuple[Guest, Registration]],
    on: date,
    *,
    part: float,
) -> None:
    """Most of those with a place are there: by the ticket at the entrance, by the code online."""
    at_the_door = door()
    with clock_at(_at(on, 10, 30)):
        presence = open_presence_code(actor=holder, session=session.code, minutes=60)
        for guest, one in came:
            if one.state != "registered" or chance.random() > part:
                continue
            if one.mode == "onsite":
                by = "qr" if chance.random() < 0.8 else "desk"
                check_in(actor=holder, session=session.code, registration=one.uuid, by=by)
            else:
                with with_code(guest.code, at_the_door) as who:
                    be_present(actor=who, registration=one.uuid, code=presence.code)
            one.there_at = now()


def _closed(
    chance: random.Random,
    holder: User,
    session: CapacitySession,
    came: list[tuple[Guest, Registration]],
    on: date,
    *,
    proceedings: bool,
) -> None:
    """Materials, feedback of a third, the hours; and some weeks later the proceedings."""
    at_the_door = door()
    with clock_at(_at(on, 20)):
        add_material(
            actor=holder, session=session.code, titles=WORDS["slides"], link="https://materials.example.invalid/slides"
        )
        for guest, one in came:
            if one.there_at is not None and chance.random() < 0.4:
                answers = {**chance.choice(ANSWERS), "took_part": one.mode}
                if one.mode == "online":
                    answers["sound"] = chance.choice(["good", "good", "breaks"])
                with with_code(guest.code, at_the_door) as who:
                    give_feedback(actor=who, registration=one.uuid, answers=answers)
        close_session(actor=holder, session=session.code)
    if proceedings:
        with clock_at(min(on + timedelta(days=30), now().date())):
            publish_proceedings(actor=holder, session=session.code)
