"""An invented association in the demo: its office, a university, a ministry; each part of its life in its own file.

Everything is done through the acts, on the day it would have been done.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import Final

from tirek.access.actions.founding import Named, found_organisation
from tirek.access.actions.staff import invite_user
from tirek.access.models import Unit, User
from tirek.config.migrating import as_owner
from tirek.kernel.clock import clock_at, today

_ASSOCIATION = Named(
    "qauym",
    (
        "«Бірлік жолы» әлеуметтік жұмыс мамандарының қауымдастығы",
        "Ассоциация специалистов социальной работы «Бирлик жолы»",
        "Birlik Zholy association of social work professionals",
    ),
    phone="+7 700 000 05 05",
)
_UNIVERSITY = Named("dana-univ", ("«Дана дала» университеті", "Университет «Дана дала»", "Dana Dala University"))
_MINISTRY = Named("aqyl-ministry", ("Ойдан шығарылған министрлік", "Вымышленное министерство", "Invented ministry"))
_PLACES: Final = (
    (_ASSOCIATION, Named("bz", ("Қауымдастық кеңсесі", "Офис ассоциации", "Office of the association"))),
    (
        _UNIVERSITY,
        Named("dd", ("Әлеуметтік жұмыс кафедрасы", "Кафедра социальной работы", "Social work department")),
    ),
    (_MINISTRY, Named("mn", ("Саясат бөлімі", "Отдел политики", "Policy department"))),
)
#: username, unit, role, given name, surname, language
STAFF: Final = (
    ("symbat", "bz", "association_administrator", "Сымбат", "Әбілдина", "kk"),
    ("galina", "bz", "ethics_secretary", "Галина", "Воронцова", "ru"),
    ("marat", "bz", "ethics_panel", "Марат", "Сүлейменов", "kk"),
    ("zhibek", "bz", "ethics_panel", "Жібек", "Қалиева", "kk"),
    ("oleg", "bz", "ethics_panel", "Олег", "Танский", "ru"),
    ("nazym", "bz", "ethics_panel", "Назым", "Бөкенбай", "ru"),
    ("asel", "dd", "organiser", "Әсел", "Жүнісова", "ru"),
    ("daniyar", "dd", "reviewer", "Данияр", "Ысқақ", "kk"),
    ("lyudmila", "dd", "reviewer", "Людмила", "Корнеева", "ru"),
    ("azamat", "dd", "student", "Азамат", "Ерболұлы", "kk"),
    ("bolat", "mn", "official", "Болат", "Смағұл", "ru"),
)
#: Each part: a module beside this one with ``make(place)``; in the order in which they rest on each other.
PARTS: Final = (
    "register", "norms", "supervision", "learning", "sessions", "certificates", "membership", "ethics", "plans",
    "workforce",
)  # fmt: skip
YEARS: Final = 3


@dataclass(frozen=True)
class Association:
    """Who there is, for the parts: ``people`` by username (the staff of the practice organisations too)."""

    office: Unit
    university: Unit
    ministry: Unit
    people: dict[str, User]
    on: date
    practitioners: int = 300
    seed: int = 1

    def chance(self, part: str) -> random.Random:
        """The same numbers in each demo of this seed."""
        return random.Random(f"{self.seed}:{part}")


def make_association(*, practitioners: int = 300, seed: int = 1) -> None:
    """Found the association and let every part of its life happen."""
    last = today()
    first = last - timedelta(days=YEARS * 365)
    with clock_at(first):
        units = _founded(first)
    people = {user.username: user for user in User.objects.filter(memberships__isnull=False).distinct()}
    place = Association(units["bz"], units["dd"], units["mn"], people, last, practitioners, seed)
    for part in PARTS:
        import_module(f"{__name__}.{part}").make(place)


def _founded(on: date) -> dict[str, Unit]:
    administrator = User.objects.get(username="admin")
    units: dict[str, Unit] = {}
    with as_owner():
        for organisation, unit in _PLACES:
            for made in found_organisation(organisation=organisation, units=[unit], administrator=administrator, on=on):
                units[made.code] = made
    for username, code, role, given, surname, language in STAFF:
        invite_user(
            actor=administrator,
            unit=units[code].uuid,
            role=role,
            username=username,
            email=f"{username}@example.invalid",
            first_name=given,
            last_name=surname,
            language=language,
            on=on,
        )
    return units
