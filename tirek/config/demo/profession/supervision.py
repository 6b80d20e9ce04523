"""The part of the demo about: supervision. Two years of meetings of the demo's workers with their supervisors, a group
of equals over organisations, and how a few of them carry the work."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from tirek.access.models import User
from tirek.casework.actions.supervision import bring_case
from tirek.casework.models import Assignment
from tirek.config.demo.profession import Association
from tirek.kernel.clock import clock_at
from tirek.profession.actions.supervision import accept_supervision, found_intervision, propose_supervision
from tirek.profession.actions.supervision_meetings import (
    add_theme,
    hold_supervision_meeting,
    plan_supervision_meeting,
)
from tirek.profession.actions.wellbeing import keep_wellbeing_check, share_wellbeing_check
from tirek.profession.models import Practitioner, SupervisionMeeting
from tirek.profession.selectors.register import practitioner_of
from tirek.toolkit.postgresql.user import acting_as

BEGAN: Final = 730  # days before today
#: Supervisor, worker, how often it was agreed, days since the last meeting, days until the next (0: none planned).
PAIRS: Final = (
    ("bakyt", "gulnar", 30, 24, 5),
    ("bakyt", "irina", 30, 71, -3),  # overdue; the planned day has passed and nothing is recorded
    ("bakyt", "madina", 60, 20, 0),
    ("nurlan", "zhanna", 30, 12, 16),
    ("nurlan", "zarina", 60, 55, 4),
    ("serik", "arman", 30, 26, 2),
    ("serik", "viktor", 60, 118, 0),  # overdue by agreement and by the rule
    ("togzhan", "kamila", 30, 9, 21),
    ("rauan", "dana", 60, 40, 0),
    ("rauan", "timur", 30, 96, 0),
)
GROUP: Final = ("gulnar", "zhanna", "dana", "arman", "kamila")
AIMS: Final = {
    "kk": "Ауыр отбасылармен жұмыста шешімдерді бірге ойлау, күш-қуатты сақтау.",
    "ru": "Вместе обдумывать решения в тяжёлых семьях, беречь силы.",
    "en": "To think decisions over together and to keep one's strength.",
}
#: What workers bring, without anybody's name: kind, then text and what was agreed in the worker's language.
THEMES: Final = {
    "kk": (
        ("workload", "Бір аптада үш жаңа отбасы қосылды, жазуға үлгермей жүрмін.", "Жазуға аптасына екі таң бөлеміз."),
        ("decision", "Бала үйге қайта ма — шешу қиын.", "Келесі жолы екеу боп барамыз."),
        ("boundaries", "Анасы кешке де қоңырау шалады.", "Қоңырау уақытын бірге айтып қоямыз."),
        ("strong_feelings", "Нәрестенің ауырғаны ойымнан кетпей қойды.", "Осы туралы тағы бір рет сөйлесеміз."),
        ("other_bodies", "Қорғаншылық бөлімі хатқа жауап бермейді.", "Бөлімге ортақ хатты супервизор жібереді."),
        ("success", "Отбасы алғаш рет өзі көмек сұрады.", ""),
        ("method", "Отбасының күшті жақтарын қалай сұрау керек?", "Үш сұрақты жаттығып көрдік."),
    ),
    "ru": (
        ("workload", "За неделю три новые семьи, не успеваю записывать.", "Два утра в неделю для записей."),
        ("ethics", "Отец просит не говорить матери. Где граница?", "Разобрали по нормам; скажу отцу прямо."),
        ("own_safety", "В подъезде ждали двое, было страшно.", "Туда ходим вдвоём и днём."),
        ("family_contact", "Мать не открывает третий раз.", "Пробую через школу, с её согласия."),
        ("decision", "Трудно решить, просить ли о закрытии.", "Вернёмся после оценки риска."),
        ("team", "Коллега ушла, её дела делим молча.", "Вынести на общую встречу команды."),
        ("success", "Человек сам пришёл на встречу после трёх месяцев.", ""),
    ),
    "en": (
        ("workload", "Three new families in a week; I do not keep up with writing.", "Two mornings for writing."),
        ("method", "How do I ask about strengths without sounding false?", "We practised three questions."),
        ("strong_feelings", "I still think of the last visit.", "We talk about it once more next time."),
    ),
}  # fmt: skip
#: Worker, days ago, answers, wants to talk, not safe, shown to the supervisor.
CHECKS: Final = (
    ("gulnar", 200, {"tired_before": 1, "enough_time": 3, "rested": 3, "sense": 4, "somebody": 3}, False, False, False),
    ("gulnar", 95, {"tired_before": 2, "enough_time": 2, "carry_home": 2, "sense": 4}, False, False, False),
    ("gulnar", 8, {"tired_before": 3, "enough_time": 1, "rested": 1, "carry_home": 3, "say_no": 1, "sense": 3,
                   "somebody": 3, "afraid": 1, "threatened": 0}, True, False, True),
    ("irina", 30, {"tired_before": 3, "enough_time": 1, "rested": 2, "somebody": 1}, False, False, False),
    ("timur", 14, {"tired_before": 2, "carry_home": 3, "sense": 3}, False, False, False),
    ("arman", 6, {"afraid": 3, "threatened": 2, "somebody": 3}, True, True, True),
)  # fmt: skip


@dataclass(frozen=True)
class _Circle:
    """Who is who, with their entries."""

    place: Association
    entries: dict[str, Practitioner]
    chance: random.Random

    def user(self, name: str) -> User:
        return self.place.people[name]

    def number(self, name: str) -> str:
        return str(self.entries[name].number)

    def day(self, ago: int) -> date:
        return self.place.on - timedelta(days=ago)


def make(place: Association) -> None:
    """Agreements, meetings with their themes, a group of equals, checks."""
    names = {name for pair in PAIRS for name in pair[:2]}
    entries: dict[str, Practitioner] = {}
    for name in sorted(names & set(place.people)):
        with transaction.atomic(), acting_as(place.people[name].pk):
            entry = practitioner_of(place.people[name])
        if entry is not None:
            entries[name] = entry
    circle = _Circle(place, entries, place.chance("supervision"))
    for pair in PAIRS:
        if {pair[0], pair[1]} <= set(entries):
            with transaction.atomic():  # a hundred small acts are written down at once
                _pair(circle, *pair)
    if set(GROUP) <= set(entries):
        with transaction.atomic():
            _equals(circle)
    for check in CHECKS:
        if check[0] in entries:
            _carries(circle, *check)


def _pair(circle: _Circle, supervisor: str, worker: str, every: int, last: int, ahead: int) -> None:
    """One agreement, its meetings back from the last one, and the next."""
    leads, member = circle.user(supervisor), circle.user(worker)
    start = circle.day(BEGAN - circle.chance.randint(0, 60))
    with clock_at(start):
        made = propose_supervision(
            actor=leads, members=[circle.number(worker)], form="individual", every_days=every, starts_on=start,
            aims=AIMS[member.language],
        )  # fmt: skip
        accept_supervision(actor=member, agreement=made.uuid, on=start)
    kept: SupervisionMeeting | None = None
    for on in _back(circle, start, last, every):
        kept = _met(circle, made.uuid, leads, [worker], on, "onsite" if circle.chance.random() < 0.7 else "online")
        _themes(circle, kept, member)
    if worker == "gulnar" and kept is not None:
        _bring(circle, member, kept)
    if ahead:
        on = circle.day(-ahead)
        with clock_at(circle.day(max(10, 10 - ahead))):
            plan_supervision_meeting(actor=leads, agreement=made.uuid, on=on, minutes=60, mode="onsite")


def _back(circle: _Circle, start: date, last: int, every: int) -> list[date]:
    """The days they met: the last one, and back from it about as often as agreed."""
    days, on = [], circle.day(last)
    while on > start:
        days.append(on)
        on -= timedelta(days=every + circle.chance.randint(-4, 12))
    return days[::-1]


def _met(
    circle: _Circle, agreement: UUID, leads: User, there: Sequence[str], on: date, mode: str, minutes: int = 60
) -> SupervisionMeeting:
    with clock_at(on):
        planned = plan_supervision_meeting(actor=leads, agreement=agreement, on=on, minutes=minutes, mode=mode)
        return hold_supervision_meeting(
            actor=leads, meeting=planned.uuid, on=on, minutes=minutes, mode=mode,
            present=[circle.entries[name].uuid for name in there], safety_asked=circle.chance.random() < 0.4,
        )  # fmt: skip


def _themes(circle: _Circle, meeting: SupervisionMeeting, member: User) -> None:
    if circle.chance.random() < 0.75:
        kind, text, agreed = circle.chance.choice(THEMES[member.language])
        with clock_at(meeting.on):
            add_theme(actor=member, meeting=meeting.uuid, kind=kind, text=text, agreed=agreed)


def _bring(circle: _Circle, member: User, meeting: SupervisionMeeting) -> None:
    """The worker's newest open case is brought to the last meeting."""
    with acting_as(member.pk):
        found = Assignment.objects.filter(user=member, ended_on=None, case__opened_on__lte=meeting.on)
        case = found.filter(case__state="open").order_by("-pk").values_list("case__uuid", flat=True).first()
    if case is not None:
        with clock_at(meeting.on):
            bring_case(actor=member, meeting=meeting.uuid, case=case)


def _equals(circle: _Circle) -> None:
    """Five of five organisations meet every two months."""
    founder, *others = GROUP
    start = circle.day(420)
    with clock_at(start):
        group = found_intervision(
            actor=circle.user(founder), members=[circle.number(name) for name in others], every_days=60,
            starts_on=start, title="«Тең дөңгелек» интервизия тобы", aims=AIMS["kk"],
        )  # fmt: skip
        for name in others:
            accept_supervision(actor=circle.user(name), agreement=group.uuid, on=start)
    for turn, ago in enumerate(range(400, 20, -62)):
        host = GROUP[turn % len(GROUP)]
        there = [name for name in GROUP if name == host or circle.chance.random() < 0.8]
        kept = _met(circle, group.uuid, circle.user(host), there, circle.day(ago), "online", 90)
        _themes(circle, kept, circle.user(host))
    with clock_at(circle.place.on):
        plan_supervision_meeting(
            actor=circle.user(founder), agreement=group.uuid, on=circle.day(-11), minutes=90, mode="online"
        )


def _carries(
    circle: _Circle, worker: str, ago: int, answers: dict[str, int], talk: bool, unsafe: bool, shown: bool
) -> None:
    member = circle.user(worker)
    supervisor = next(pair[0] for pair in PAIRS if pair[1] == worker)
    with clock_at(circle.day(ago)):
        kept = keep_wellbeing_check(actor=member, answers=answers, wants_to_talk=talk, unsafe=unsafe)
        if shown:
            share_wellbeing_check(actor=member, check=kept.uuid, supervisor=circle.entries[supervisor].uuid)
