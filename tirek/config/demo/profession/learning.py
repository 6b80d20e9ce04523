"""The part of the demo about: learning. Courses and who finished them, hours that wait, competences as they are rated,
students in practice, research."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction

from tirek.access.models import User
from tirek.config.demo.profession import Association
from tirek.config.demo.profession import learning_texts as texts
from tirek.kernel.clock import clock_at
from tirek.profession.actions.competences import rate_myself, rate_supervised
from tirek.profession.actions.learning import (
    approve_hours,
    claim_hours,
    decline_hours,
    record_participants,
    write_course,
)
from tirek.profession.actions.placements import (
    accept_placement,
    assess_placement,
    confirm_day,
    log_day,
    plan_placement,
)
from tirek.profession.actions.research_works import enter_research_work, follow_research_work
from tirek.profession.models import Course, Placement, Practitioner
from tirek.profession.selectors.competences import current_posts, profile, rated_by_me
from tirek.profession.selectors.register import practitioner_of
from tirek.toolkit.postgresql.user import acting_as

RUNS, SHARE, SINCE = 26, 0.16, 1000  # of courses; of the register in each; days ago
#: Who claims hours: what the office says of it, or nothing yet.
CLAIMS: Final = (
    ("gulnar", "self_study", "«Баланың қауіпсіздігі» кітабы", 4, "Конспект", "child_protection", "approved"),
    ("gulnar", "teaching", "Студентке тәлімгерлік", 10, "Практика келісімі", "supervision", ""),
    ("irina", "publication", "Статья в сборнике", 12, "Сборник, с. 41", "research", ""),
    ("zhanna", "course", "Онлайн-вебинар", 3, "Без сертификата", "ethics", "declined"),
    ("arman", "supervision", "Топтық супервизия", 6, "Супервизор растады", "supervision", ""),
    ("viktor", "course", "Курс первой помощи", 8, "Сертификат № 118", "safety", ""),
)


def make(place: Association) -> None:
    """Let people learn for three years."""
    chance, office = place.chance("learning"), place.people["symbat"]
    _courses(place, office, chance)
    _claims(place, office)
    _ratings(place, chance)
    _practice(place)
    _research(place)


def _courses(place: Association, office: User, chance: random.Random) -> None:
    """Courses are offered, and lists of those who finished them come in."""
    courses: list[Course] = []
    with clock_at(place.on - timedelta(days=SINCE)):
        for code, hours, mode, topic, competences, title, text in texts.COURSES:
            courses.append(
                write_course(
                    actor=office, unit=place.office.uuid, code=code, title=title, text=text, hours=Decimal(hours),
                    mode=mode, provider="«Дана дала» университеті", topic=topic, competences=competences,
                )
            )  # fmt: skip
    with acting_as(office.pk), transaction.atomic():
        known = list(Practitioner.objects.filter(unit=place.office, state="entered").order_by("pk"))
    for run in range(RUNS):
        day = place.on - timedelta(days=SINCE - 10 - run * (SINCE - 20) // RUNS)
        there = [
            str(one.number) for one in known if one.entered_on and one.entered_on <= day and chance.random() < SHARE
        ]
        if there:
            with clock_at(day + timedelta(days=5)):
                record_participants(
                    actor=office, course=courses[run % len(courses)].uuid, on=day, practitioners=there,
                    evidence=f"Қатысушылар тізімі № {run + 1}",
                )  # fmt: skip


def _claims(place: Association, office: User) -> None:
    for number, (username, kind, what, hours, evidence, topic, answer) in enumerate(CLAIMS):
        with clock_at(place.on - timedelta(days=20 - number)):
            claim = claim_hours(
                actor=place.people[username], kind=kind, what=what, hours=Decimal(hours),
                on=place.on - timedelta(days=25), evidence=evidence, topic=topic,
            )  # fmt: skip
        if answer:
            with clock_at(place.on - timedelta(days=9)):
                if answer == "approved":
                    approve_hours(actor=office, claims=[claim.uuid])
                else:
                    decline_hours(actor=office, claim=claim.uuid, reason="Сертификат жоқ")


def _ratings(place: Association, chance: random.Random) -> None:
    """Workers say how far they are; their supervisors say it too."""
    for username in ("gulnar", "irina", "dana", "zarina", "bakyt"):
        user = place.people[username]
        with acting_as(user.pk), transaction.atomic():
            entry = practitioner_of(user)
            asked = profile(entry.pk, current_posts(entry, place.on), place.on) if entry else []
        levels = {line.gap.competence: chance.choice((1, 2, 2, 3)) for line in asked[:4]}
        if levels:
            with clock_at(place.on - timedelta(days=30)):
                rate_myself(actor=user, levels=levels, evidence=dict.fromkeys(levels, "Курс пен тәжірибе"))
    for username in ("bakyt", "nurlan"):
        user = place.people[username]
        with acting_as(user.pk), transaction.atomic():
            mine = [(one, profile(one.pk, one.posts, place.on)[:3]) for one in rated_by_me()[:2]]
        for one, lines in mine:
            with clock_at(place.on - timedelta(days=6)):
                rate_supervised(
                    actor=user, practitioner=one.uuid,
                    levels={line.gap.competence: chance.choice((2, 3)) for line in lines},
                )  # fmt: skip


def _practice(place: Association) -> None:
    """A student with an account in practice now; one without, whose mentor wrote the log and has assessed it."""
    student, mentor, earlier = place.people["azamat"], place.people["gulnar"], place.people["zhanna"]
    held = _placed(place, mentor, 16, student=student)
    for number, (did, learned) in enumerate(texts.DAYS[:4]):
        with clock_at(place.on - timedelta(days=14 - 2 * number)):
            day = log_day(
                actor=student, placement=held.uuid, on=place.on - timedelta(days=14 - 2 * number), hours=Decimal(6),
                did=did, learned=learned,
            )  # fmt: skip
            if number < 2:
                confirm_day(actor=mentor, day=day.uuid, remark="Мұқият жазылған." if number else "")
    past = _placed(place, earlier, 200, name="Мөлдір")
    for number, (did, learned) in enumerate(texts.DAYS):
        with clock_at(on := place.on - timedelta(days=198 - 3 * number)):
            day = log_day(actor=earlier, placement=past.uuid, on=on, hours=Decimal(6), did=did, learned=learned)
            confirm_day(actor=earlier, day=day.uuid)
    with clock_at(place.on - timedelta(days=170)):
        assess_placement(
            actor=earlier, placement=past.uuid, assessment="Жауапты, тыңдай біледі. Жазбаны ықшамдау керек."
        )


def _placed(place: Association, mentor: User, ago: int, student: User | None = None, name: str = "") -> Placement:
    """A placement that began some days ago, and that the mentor accepted."""
    with acting_as(mentor.pk), transaction.atomic():
        entry = practitioner_of(mentor)
    with clock_at(place.on - timedelta(days=ago + 5)):
        held = plan_placement(
            actor=place.people["asel"], unit=place.university.uuid, mentor=str(entry.number if entry else ""),
            student=student.uuid if student else None, student_name=name, institution="«Дана дала» университеті",
            programme="Әлеуметтік жұмыс", degree="master", starts_on=place.on - timedelta(days=ago),
            ends_on=place.on - timedelta(days=ago) + timedelta(days=40), planned_hours=60,
            aims="Бағалау мен жоспарлауды тәжірибеде көру",
        )  # fmt: skip
        accept_placement(actor=mentor, placement=held.uuid)
    return held


def _research(place: Association) -> None:
    """Theses with their ethics approval; some defended."""
    keeps = place.people["asel"]
    for number, (title, author, degree, leads, ago, took) in enumerate(texts.WORKS):
        begun = place.on - timedelta(days=ago)
        with clock_at(begun):
            work = enter_research_work(
                actor=keeps, unit=place.university.uuid, title=title, author=author,
                institution="«Дана дала» университеті", degree=degree, leads=leads,
                ethics_body="«Дана дала» университетінің этика комиссиясы", ethics_number=f"Э-{number + 11}",
                ethics_on=begun - timedelta(days=20), starts_on=begun, public=True,
            )  # fmt: skip
        if took:
            with clock_at(begun + timedelta(days=took)):
                follow_research_work(actor=keeps, work=work.uuid, defended_on=begun + timedelta(days=took), public=True)
