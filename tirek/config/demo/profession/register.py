"""The part of the demo about: the register. Three hundred practitioners of all sectors and regions, and what became of
them: entered in four lists over three years, certified, renewed, suspended, gone to another profession."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction

from tirek.access.models import Membership, User
from tirek.config.demo.names import People
from tirek.config.demo.profession import Association
from tirek.directory.selectors import regions
from tirek.kernel.clock import clock_at
from tirek.kernel.intervals import add_months
from tirek.profession.actions.certification import give_category, suspend_entry, withdraw_category
from tirek.profession.actions.gate import require_entry
from tirek.profession.actions.register import apply_for_entry, record_leaver
from tirek.profession.actions.register_details import add_post, open_vacancy
from tirek.profession.actions.register_list import NewCategory, NewEducation, NewEntry, NewPost, enter_practitioners
from tirek.profession.engine.certification import certification_rule, register_lists
from tirek.profession.models import Practitioner
from tirek.toolkit.postgresql.user import acting_as

#: Days before today on which the office entered a list, and the share of all that was in it.
LISTS: Final = ((1090, 55), (730, 20), (365, 15), (120, 10))
#: Sector: weight, kinds of post with their weights, employers without a name of anybody real.
SECTORS: Final = {
    "social_protection": (
        45, {"case_worker": 4, "home_care": 5, "supervisor": 1, "manager": 1},
        ("Отбасын қолдау орталығы", "Үйде қызмет көрсету бөлімшесі", "Күндіз болу орталығы"),
    ),
    "education": (
        20, {"case_worker": 4, "psychologist": 4, "guardianship": 3, "teacher": 1},
        ("Мектептің әлеуметтік-психологиялық қызметі", "Қорғаншылық бөлімі", "Балаларды қолдау үйі"),
    ),
    "health": (14, {"case_worker": 5, "psychologist": 3}, ("Емхананың әлеуметтік қызметі", "Перзентхана")),
    "ngo": (12, {"case_worker": 5, "psychologist": 2, "supervisor": 1}, ("Қоғамдық қор", "Дағдарыс орталығы")),
    "internal_affairs": (7, {"case_worker": 3, "psychologist": 1}, ("Пробация қызметі", "Ювеналдық бөлім")),
    "other": (2, {"other": 1}, ("Жекеше тәжірибе",)),
}  # fmt: skip
SHARES: Final = (*[Decimal(1)] * 4, Decimal("0.5"))
#: How the category stands today: weight, days until its end (from, to).
STANDS: Final = ((56, 100, 1200), (12, 5, 88), (8, -80, -2), (8, -500, -100), (16, 0, 0))
PRACTISE: Final = {
    "worker": "case_worker", "resocialisation_worker": "case_worker", "psychologist": "psychologist",
    "supervisor": "supervisor", "reviewer": "teacher",
}  # fmt: skip
#: Of the demo's own people: days until the end of the category; the others' hold for long.
OWN: Final = {"gulnar": 41, "bakyt": 320, "serik": -12, "timur": -200, "zhanna": 6}


def make(place: Association) -> None:
    """Enter everybody, certify them, and let some go."""
    chance, people = place.chance("register"), People(place.seed + 77)
    office, unit = place.people["symbat"], place.office.uuid
    lines = _own(place, chance)
    lines += [_invented(people, chance, place.on) for _ in range(place.practitioners - len(lines))]
    done = 0
    for number, (ago, share) in enumerate(LISTS):
        until = len(lines) if number == len(LISTS) - 1 else done + len(lines) * share // 100
        with clock_at(day := place.on - timedelta(days=ago)):
            enter_practitioners(actor=office, unit=unit, entries=[_as_of(line, day) for line in lines[done:until]])
        done = until
    with acting_as(office.pk), transaction.atomic():
        entries = list(Practitioner.objects.filter(unit=place.office).order_by("pk"))
    for entry, line in zip(entries, lines, strict=True):
        _came_later(office, entry, line)
    rest = [entry for entry in entries if entry.user_id is None]
    _afterwards(place, office, rest, chance)
    _asked_for(place)


def _own(place: Association, chance: random.Random) -> list[NewEntry]:
    """The demo's own workers and supervisors, so that each of them has a page of their own."""
    held = Membership.objects.filter(role__in=PRACTISE, ends_on=None).select_related("user", "unit__organisation")
    lines = []
    for one in held.order_by("pk"):
        user: User = one.user
        teaches = one.role_id == "reviewer"
        post = NewPost(
            str(one.unit.organisation.name_kk), "education" if teaches else "ngo", PRACTISE[one.role_id],
            place.on - timedelta(days=chance.randint(400, 2500)), organisation=one.unit.organisation,
        )  # fmt: skip
        ends = place.on + timedelta(days=OWN.get(user.username, chance.randint(200, 900)))
        lines.append(
            NewEntry(
                surname=user.last_name,
                given_name=user.first_name,
                patronymic=user.patronymic,
                user=user,
                region=chance.choice(("710000000", "750000000")),
                born_year=chance.randint(1972, 1998),
                sex="female" if user.last_name.endswith("а") else "",
                email=user.email,
                languages=["kk", "ru"],
                specialisations=[chance.choice(register_lists().specialisations).code],
                agrees=chance.random() < 0.8,
                educations=[_education(chance, 2012)],
                posts=[post],
                categories=[_category(chance, ends)],
            )
        )
    return lines


def _invented(people: People, chance: random.Random, on: date) -> NewEntry:
    """Somebody of one of the sectors."""
    sex = "female" if chance.random() < 0.84 else "male"
    names = people.somebody(sex).names[0]
    sector = chance.choices(list(SECTORS), [weight for weight, *_ in SECTORS.values()])[0]
    _weight, cadres, employers = SECTORS[sector]
    cadre = chance.choices(list(cadres), list(cadres.values()))[0]
    born = chance.randint(on.year - 62, on.year - 23)
    since = on - timedelta(days=chance.randint(130, min(9000, (on.year - born - 22) * 360 + 140)))
    posts = [NewPost(chance.choice(employers), sector, cadre, since, share=chance.choice(SHARES))]
    if (on - since).days < 2000 and chance.random() < 0.4:
        earlier = since - timedelta(days=chance.randint(300, 1500))
        posts.append(NewPost("Әлеуметтік қызметтер орталығы", "social_protection", "home_care", earlier, since))
    stands = chance.choices(STANDS, [weight for weight, *_ in STANDS])[0]
    ends = on + timedelta(days=chance.randint(stands[1], stands[2])) if stands[1] else None
    tongues = ["kk", "ru"] if chance.random() < 0.7 else ["kk" if names.script == "kk" else "ru"]
    topics = [one.code for one in register_lists().specialisations]
    return NewEntry(
        surname=names.surname, given_name=names.given_name, patronymic=names.patronymic,
        region=chance.choice(regions()).kato, born_year=born, sex=sex,
        languages=[*tongues, *(["en"] if chance.random() < 0.15 else [])],
        specialisations=chance.sample(topics, chance.randint(1, 3)), agrees=chance.random() < 0.82,
        educations=[_education(chance, born + 23)] if chance.random() < 0.9 else [],
        posts=posts, categories=[_category(chance, ends)] if ends else [],
    )  # fmt: skip


def _education(chance: random.Random, year: int) -> NewEducation:
    social = chance.random() < 0.45
    programme = (
        "Әлеуметтік жұмыс" if social else chance.choice(("Психология", "Педагогика", "Құқықтану", "Мейіргер ісі"))
    )
    degree = chance.choices(("vocational", "bachelor", "master", "course"), (3, 5, 2, 1))[0]
    school = "Аймақтық жоғары колледж" if degree == "vocational" else "«Дана дала» университеті"
    return NewEducation(programme, school, degree, year, social and degree != "vocational")


def _category(chance: random.Random, ends: date) -> NewCategory:
    code = chance.choices(("second", "first", "highest"), (6, 3, 1))[0]
    known = certification_rule().category(code)
    first = add_months(ends + timedelta(days=1), -(known.months if known else 36))
    return NewCategory(code, f"№ {chance.randint(1, 40)}", first, ends)


def _as_of(line: NewEntry, day: date) -> NewEntry:
    """A line as the office knew it on a day: what was decided later is written down later."""
    return NewEntry(
        **{**vars(line), "categories": [one for one in line.categories if one.valid_from <= day],
           "posts": [one for one in line.posts if one.starts_on <= day]}
    )  # fmt: skip


def _came_later(office: User, entry: Practitioner, line: NewEntry) -> None:
    """Posts begun and categories given after somebody was entered."""
    entered = entry.entered_on or date.max
    for post in line.posts:
        if entered < post.starts_on:
            with clock_at(post.starts_on):
                said = {**vars(post), "region": entry.region_id}
                add_post(actor=office, entry=entry.uuid, **said)
    for one in line.categories:
        if entered < one.valid_from:
            with clock_at(one.valid_from):
                give_category(
                    actor=office, entry=entry.uuid, category=one.category, decision=one.decision,
                    decided_on=one.valid_from, valid_until=one.valid_until,
                )  # fmt: skip


def _afterwards(place: Association, office: User, rest: list[Practitioner], chance: random.Random) -> None:
    """Who left, who was suspended, whose category was withdrawn, which posts stand empty."""
    gone = chance.sample(rest, min(18, len(rest) // 4))
    for entry in gone:
        with clock_at(max(place.on - timedelta(days=chance.randint(5, 700)), entry.entered_on or place.on)):
            reason = chance.choice(("Басқа мамандық", "Зейнет", "Көшу", ""))
            record_leaver(actor=office, entry=entry.uuid, reason=reason)
    stay = [entry for entry in rest if entry not in gone]
    for number, entry in enumerate(chance.sample(stay, min(4, len(stay)))):
        with clock_at(place.on - timedelta(days=40 - number)):
            suspend_entry(
                actor=office, entry=entry.uuid, decision=f"№ Т-{number + 1}", reason="Тексеру аяқталғанша",
                starts_on=place.on - timedelta(days=40 - number),
                ends_on=place.on + timedelta(days=60) if number else None,
            )  # fmt: skip
    with acting_as(office.pk), transaction.atomic():
        given = [row for entry in stay[-40:] for row in entry.certifications.all()]
    for row in given[:2]:
        withdraw_category(actor=office, certification=row.uuid, reason="Құжаттар расталмады")
    for number in range(14):
        sector = chance.choice(list(SECTORS)[:4])
        opened = place.on - timedelta(days=chance.randint(5, 300))
        with clock_at(opened):
            open_vacancy(
                actor=office, unit=place.office.uuid, employer=chance.choice(SECTORS[sector][2]), sector=sector,
                cadre=chance.choice(list(SECTORS[sector][1])), region=chance.choice(regions()).kato,
                posts=chance.randint(1, 4), source=f"Жұмыс берушінің хаты № {number + 11}", opened_on=opened,
            )  # fmt: skip


def _asked_for(place: Association) -> None:
    """A student asks to be entered; an organisation asks its supervisors for a valid entry, and warns for a while."""
    student = place.people["azamat"]
    with clock_at(place.on - timedelta(days=3)):
        apply_for_entry(
            actor=student, unit=place.office.uuid, surname=student.last_name, given_name=student.first_name,
            region="750000000", born_year=place.on.year - 23, sex="male", languages=["kk", "ru"],
        )  # fmt: skip
    manager = place.people["ainur"]
    held = Membership.objects.filter(user=manager, ends_on=None).select_related("unit").order_by("pk")[0]
    require_entry(actor=manager, unit=held.unit.uuid, permission="approval.decide", starts_on=place.on)
