"""Four invented organisations and the people who work there."""

from dataclasses import dataclass
from datetime import date

from tirek.access.actions.founding import Named, found_organisation
from tirek.access.actions.staff import invite_user
from tirek.access.models import Unit, User
from tirek.config.migrating import as_owner

ORGANISATIONS = (
    (
        Named(
            "qyzgaldaq",
            ("«Қызғалдақ» ана үйі", "Дом мамы «Кызгалдак»", "Qyzgaldaq mother's house"),
            ("Талдықорған, кезекші үйлестіруші", "Дежурный координатор, Талдыкорган", "Duty coordinator, Taldyqorgan"),
            "+7 700 000 01 01",
        ),
        (Named("qz", ("Талдықорған үйі", "Дом в Талдыкоргане", "House in Taldyqorgan")),),
    ),
    (
        Named(
            "samal",
            (
                "«Самал дала» отбасын қолдау орталығы",
                "Центр поддержки семьи «Самал дала»",
                "Samal Dala family support centre",
            ),
            phone="+7 700 000 02 02",
        ),
        (Named("sd", ("Көкшетау тобы", "Команда Кокшетау", "Kokshetau team")),),
    ),
    (
        Named(
            "qarlygash",
            (
                "«Қарлығаш ұясы» жеке балалар үйі",
                "Частный детский дом «Карлыгаш уясы»",
                "Qarlygash Uiasy private children's home",
            ),
            ("Тараз, кезекші үйлестіруші", "Дежурный координатор, Тараз", "Duty coordinator, Taraz"),
            "+7 700 000 03 03",
        ),
        (Named("ku", ("Тараздағы үй", "Дом в Таразе", "House in Taraz")),),
    ),
    (
        Named(
            "soqpaq",
            (
                "«Жарық соқпақ» қоғамдық бірлестігі",
                "Общественное объединение «Жарык сокпак»",
                "Zharyq Soqpaq association",
            ),
            ("Павлодар, кезекші үйлестіруші", "Дежурный координатор, Павлодар", "Duty coordinator, Pavlodar"),
            "+7 700 000 04 04",
        ),
        (
            Named("js", ("Қайта әлеуметтендіру тобы", "Команда ресоциализации", "Resocialisation team")),
            Named("tk", ("«Тымық көл» дағдарыс орталығы", "Кризисный центр «Тымык коль»", "Tymyq Kol crisis centre")),
        ),
    ),
)

# username, unit, role, given name, surname, language, share of the families
STAFF = (
    ("gulnar", "qz", "worker", "Гүлнәр", "Сейітова", "kk", 33),
    ("irina", "qz", "worker", "Ирина", "Лобанова", "ru", 22),
    ("madina", "qz", "worker", "Мәдина", "Оразбаева", "kk", 12),
    ("aliya", "qz", "psychologist", "Әлия", "Тасболат", "kk", 0),
    ("bakyt", "qz", "supervisor", "Бақытгүл", "Ноғайбаева", "kk", 0),
    ("saule", "qz", "manager", "Сәуле", "Кенжебек", "ru", 0),
    ("dildara", "qz", "researcher", "Ділдара", "Төлеген", "ru", 0),
    ("dana", "sd", "worker", "Дана", "Мырзахметова", "ru", 15),
    ("timur", "sd", "worker", "Тимур", "Ахметов", "en", 6),
    ("rauan", "sd", "supervisor", "Рауан", "Көпбаев", "kk", 0),
    ("zhanna", "ku", "worker", "Жанна", "Ержанова", "ru", 12),
    ("zarina", "ku", "worker", "Зарина", "Бекетова", "kk", 45),
    ("nurlan", "ku", "supervisor", "Нұрлан", "Өтегенов", "kk", 0),
    ("arman", "js", "resocialisation_worker", "Арман", "Жақсылық", "kk", 20),
    ("viktor", "js", "resocialisation_worker", "Виктор", "Соколовский", "ru", 20),
    ("serik", "js", "supervisor", "Серік", "Тұрсын", "ru", 0),
    ("kamila", "tk", "worker", "Камила", "Асанова", "kk", 15),
    ("togzhan", "tk", "supervisor", "Тоғжан", "Мұқанова", "kk", 0),
    ("ainur", "js", "manager", "Айнұр", "Қасымбек", "ru", 0),
)
#: Who works in another programme than the first; the share is then the number of cases beside 120 families.
PROGRAMMES = {"zarina": "reunification", "arman": "addiction", "viktor": "release", "kamila": "protection"}


@dataclass(frozen=True)
class Desk:
    """A worker who gets cases of a programme: in which unit, in which language, who supervises, how many they get."""

    worker: User
    supervisor: User
    colleague: User | None
    unit: Unit
    language: str
    share: int
    programme: str = "family_preservation"


def make_staff(on: date) -> list[Desk]:
    """Found the organisations, invite the staff, and say who works where."""
    administrator: User | dict[str, str] = {
        "username": "admin",
        "first_name": "Ерлан",
        "last_name": "Дүйсен",
        "language": "kk",
        "email": "admin@example.invalid",
    }
    units: dict[str, Unit] = {}
    with as_owner():
        for organisation, places in ORGANISATIONS:
            for unit in found_organisation(organisation=organisation, units=places, administrator=administrator, on=on):
                units[unit.code] = unit
            administrator = User.objects.get(username="admin")
    people: dict[str, User] = {}
    for username, place_code, role, given, surname, language, _ in STAFF:
        assert isinstance(administrator, User)
        people[username] = invite_user(
            actor=administrator,
            unit=units[place_code].uuid,
            role=role,
            username=username,
            email=f"{username}@example.invalid",
            first_name=given,
            last_name=surname,
            language=language,
            on=on,
        )
    by_unit = {unit: people[name] for name, unit, role, *_ in STAFF if role == "supervisor"}
    helpers = {unit: people[name] for name, unit, role, *_ in STAFF if role == "psychologist"}
    return [
        Desk(
            people[name], by_unit[unit], helpers.get(unit), units[unit], language, share,
            PROGRAMMES.get(name, "family_preservation"),
        )
        for name, unit, _, _, _, language, share in STAFF
        if share
    ]  # fmt: skip
