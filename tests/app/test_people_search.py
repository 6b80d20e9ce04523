"""Is this person known? In any spelling, with a slip, by number or phone; and never more than may be seen."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.app.people_world import World, named, world
from tirek.kernel.clock import today
from tirek.kernel.problems import Refused
from tirek.people.actions.details import add_contact_point, add_name, record_address
from tirek.people.actions.requests import grant_access, request_access
from tirek.people.engine import names
from tirek.people.engine.matching import Likeness
from tirek.people.models import Person, PersonName
from tirek.people.selectors.previews import person_previews
from tirek.people.selectors.search import PersonMatch, search_persons
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
__all__ = ["world"]

letters = st.text(
    "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяАӘҚЯҰabcdefghijklmnopqrstuvwxyzABZşçñäіʼ '-’0129ў", max_size=20
)


def found(world: World, q: str, **more: object) -> list[int]:
    return [match.person.pk for match in search_persons(world.worker, q, **more)]


def verdicts(match: PersonMatch) -> dict[str, str]:
    return {row.field: row.verdict.value for row in match.comparisons}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=letters, two=letters)
def test_the_database_folds_as_the_engine_does(one: str, two: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_name_fold(%s), people_patronymic_stem(%s), people_surname_stem(%s),"
            " people_name_skeleton(people_name_fold(%s)), people_kk_sort(%s, %s, %s)",
            [one, one, one, one, one, two, one],
        )
        assert cursor.fetchone() == (
            names.fold(one),
            names.patronymic_stem(one),
            names.surname_stem(one),
            names.skeleton(names.fold(one)),
            names.kk_sort(one, two, one),
        )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(surname=letters, given_name=letters, patronymic=letters)
def test_the_database_takes_the_same_words_from_a_name(
    surname: str, given_name: str, patronymic: str, db: None
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_name_tokens(people_name_fold(%s), people_name_fold(%s), people_patronymic_stem(%s))",
            [surname, given_name, patronymic],
        )
        assert set(cursor.fetchone()[0]) == names.SpelledName(surname, given_name, patronymic).tokens()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=letters)
def test_the_database_counts_slips_as_the_engine_does(one: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_name_slips(people_name_fold(%s))", [one])
        assert set(cursor.fetchone()[0]) == names.slips(names.fold(one))


@pytest.mark.parametrize(
    "q",
    [
        "Жұмабаева Айгүл",
        "Айгүл Жұмабаева",
        "Жумабаева Айгуль",
        "Джумабаева Айгуль",
        "Zhumabayeva Aigul",
        "JUMABAEVA AYGUL",
        "Айгул Жумобаева",
        "Жмабаева Айгуль",
        "Жұмабай Айгүл",
        "Айгуль Ж",
        "Айгуль Дж.",
        "Жумаб Айг",
        "Жұмабаева Айгүл Серікқызы",
        "Айгуль Сериковна",
        "Айгуль Серік қызы",
        "Омарова Айгуль Серикқызы",
        "Жумабаева",
    ],
)
def test_a_person_is_found_however_the_name_is_typed(world: World, q: str) -> None:
    meant = world.person("Жұмабаева", "Айгүл", "Серікқызы")
    for at in range(5):
        world.person(f"Ахметова{'абвгд'[at]}", "Динара", "Ержанқызы")
    assert found(world, q)[:1] == [meant.pk]


def test_names_with_a_hyphen_are_found_joined_and_apart(world: World) -> None:
    meant = world.person("Тоқаев", "Қасым-Жомарт")
    for q in ("Касым Жомарт", "Касымжомарт", "Kassym-Jomart", "Жомарт Токаев"):
        assert found(world, q)[:1] == [meant.pk], q


def test_a_person_is_found_under_every_name_and_across_spellings(world: World) -> None:
    meant = world.person("Әбішұлы", "Нұрлан")
    add_name(actor=world.worker, person=meant.uuid, name=named("Абишев", "Нурлан", script="ru"))
    assert found(world, "Абишев Нұрлан") == [meant.pk]
    assert found(world, "Abishuly") == [meant.pk]


def test_the_birth_year_orders_the_answers(world: World) -> None:
    young = world.person("Сапарова", "Әлия", birth_date=date(2010, 2, 3))
    old = world.person("Сапарова", "Әлия", birth_date=date(1980, 2, 3))
    assert found(world, "Сапарова Алия 1980") == [old.pk, young.pk]
    assert found(world, "Сапарова Алия", birth_year=2010) == [young.pk, old.pk]


def test_number_and_phone_find_exactly_and_first(world: World) -> None:
    by_number = world.person("Сапарова", "Әлия", iin="550312200013")
    by_phone = world.person("Ахметов", "Ержан")
    add_contact_point(actor=world.worker, person=by_phone.uuid, value="+7 (700) 123-45-67")
    assert found(world, "550312200013") == [by_number.pk]
    assert found(world, "5503 1220 0013") == [by_number.pk]
    assert found(world, "8 700 123 45 67") == [by_phone.pk]
    assert found(world, "Ахметов 550312200013") == [by_number.pk, by_phone.pk]


def test_a_hidden_phone_finds_nobody_for_whom_the_door_is_shut(world: World) -> None:
    meant = world.person("Ахметов", "Ержан", actor=world.supervisor)
    add_contact_point(actor=world.supervisor, person=meant.uuid, value="87001234567", hidden=True)
    assert [m.person.pk for m in search_persons(world.supervisor, "87001234567")] == [meant.pk]
    assert search_persons(world.psychologist, "87001234567") == []


def test_nobody_finds_what_they_may_not_see(world: World) -> None:
    meant = world.person("Жұмабаева", "Айгүл", iin="550312200013")
    for q in ("Жумабаева Айгуль", "Жумабаева", "550312200013"):
        assert search_persons(world.colleague, q) == []
        assert search_persons(world.outsider, q) == []
        assert [m.person.pk for m in search_persons(world.supervisor, q)] == [meant.pk]
    with pytest.raises(Refused):
        search_persons(world.manager, "Жумабаева")


def test_the_answer_costs_the_same_whether_hidden_people_match_or_nobody_does(world: World) -> None:
    world.person("Жұмабаева", "Айгүл")
    search_persons(world.outsider, "Никто")
    counts = []
    for q in ("Жумабаева Айгуль", "Щщщщ Ққққ"):
        with CaptureQueriesContext(connection) as asked:
            assert search_persons(world.outsider, q) == []
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_each_answer_says_field_by_field_why(world: World) -> None:
    meant = world.person("Жұмабаева", "Айгүл", birth_date=date(2003, 5, 17))
    record_address(actor=world.worker, person=meant.uuid, region="750000000", settlement="Алматы")
    [match] = search_persons(world.worker, "Айгуль Ж. 2003", region="750000000")
    assert verdicts(match) == {"surname": "same", "given_name": "spelling", "birth": "same", "region": "same"}
    assert match.likeness is Likeness.VERY
    [match] = search_persons(world.worker, "Айгуль Жұмабаева 2002", region="710000000")
    assert verdicts(match) == {"surname": "same", "given_name": "spelling", "birth": "differs", "region": "differs"}
    assert match.likeness is Likeness.POSSIBLE
    [match] = search_persons(world.worker, "Айгүл Жұмабаева")
    assert match.likeness is Likeness.LIKELY


def test_what_is_not_recorded_has_nothing_to_compare(world: World) -> None:
    world.person("", "Айгүл")
    [match] = search_persons(world.worker, "Айгүл 2003", region="750000000")
    assert verdicts(match) == {"given_name": "same", "birth": "unknown", "region": "unknown"}


@pytest.mark.parametrize(
    "q", ["", " ", "Ж", "2003", "%", "'", "\\", "а" * 500, "'; DROP TABLE people_person --", "{}", '"']
)
def test_nothing_typed_breaks_the_search(world: World, q: str) -> None:
    world.person()
    search_persons(world.worker, q)


@pytest.mark.parametrize(
    ("recorded", "typed"),
    [
        ("Шыңғыс", "Чингиз"),
        ("Магомед", "Мухаммад"),
        ("Александр", "Саша"),
        ("Гүлнар", "Гуля"),
        ("Юлия", "Julia"),
        ("Фёдор", "Fyodor"),
    ],
)
def test_a_person_is_found_by_the_name_in_another_language_and_by_the_tender_one(
    world: World, recorded: str, typed: str
) -> None:
    meant = world.person("Сапаров", recorded)
    world.person("Сапаров", "Ержан")
    [first, *_] = search_persons(world.worker, f"Сапаров {typed}")
    assert first.person.pk == meant.pk
    assert verdicts(first)["given_name"] == "alias"
    assert first.likeness is Likeness.LIKELY


def test_a_day_of_birth_finds_whatever_became_of_the_name(world: World) -> None:
    meant = world.person("Орынбергенова", "Айгүл", birth_date=date(2003, 7, 5))
    for at in range(5):
        world.person(f"Ахметова{'абвгд'[at]}", "Динара", birth_date=date(2003, 1, 1 + at))
    assert found(world, "Орнбирганова 05.07.2003")[:1] == [meant.pk]
    assert found(world, "Орынбергенова 07.05.2003")[:1] == [meant.pk]


def test_the_year_follows_the_person_and_the_names_follow_a_merge(world: World) -> None:
    one = world.person("Сапарова", "Әлия", birth_date=date(1980, 2, 3))
    other = world.person("Жұмабаева", "Айгүл", birth_date=date(1990, 2, 3))
    with acting_as(world.supervisor.pk):
        Person.objects.filter(pk=one.pk).update(birth_date=date(1985, 2, 3))
        assert found(world, "Сапарова Әлия 1985")[:1] == [one.pk]
        PersonName.objects.filter(person=other).update(person=one)
        Person.objects.filter(pk=other.pk).update(merged_into=one)
    assert found(world, "Жумабаева Айгуль") == [one.pk]
    assert other.pk not in found(world, "03.02.1990 Жумабаева")


def test_who_was_merged_is_not_found_even_with_a_name_of_their_own(world: World) -> None:
    one, other = world.person("Сапарова", "Әлия"), world.person("Сапарова", "Алия", iin="550312200013")
    with acting_as(world.supervisor.pk):
        Person.objects.filter(pk=other.pk).update(merged_into=one)
    assert found(world, "Сапарова Алия") == [one.pk]
    assert found(world, "550312200013") == []


def test_who_was_shown_by_another_unit_is_found_by_that_worker(world: World) -> None:
    meant = world.person("Жұмабаева", "Айгүл", birth_date=date(2003, 5, 17), iin="550312200013")
    assert search_persons(world.outsider, "Жумабаева Айгуль") == []
    [preview] = person_previews(world.outsider, "Жумабаева Айгуль", 2003).shown
    asked = request_access(actor=world.outsider, reference=preview.reference, purpose="asks_for_help")
    grant_access(actor=world.supervisor, request=asked.uuid, ground="consent", lasts_until=today())
    for q in ("Жумабаева Айгуль", "Жумбаева 17.05.2003", "550312200013", "Айгуль 2003"):
        assert [match.person.pk for match in search_persons(world.outsider, q)] == [meant.pk], q
    with acting_as(world.supervisor.pk):
        Person.objects.filter(pk=meant.pk).update(compartment="violence")
    assert search_persons(world.outsider, "Жумабаева Айгуль") == []


def test_who_is_equally_near_stands_in_the_order_of_the_kazakh_alphabet(world: World) -> None:
    for given_name in ("Яна", "Іңкәр", "Өмір", "Әлия", "Алма"):
        world.person("Сапар", given_name)
    shown = [match.person.names.first().given_name for match in search_persons(world.worker, "Сапар")]
    assert shown == ["Алма", "Әлия", "Өмір", "Іңкәр", "Яна"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sealed=st.booleans(), compartment=st.sampled_from(["general", "violence"]), q=st.sampled_from(["all", "day"]))
def test_the_search_sees_exactly_whom_the_policy_shows(sealed: bool, compartment: str, q: str, world: World) -> None:
    with transaction.atomic():
        meant = world.person("Жұмабаева", "Айгүл", birth_date=date(2003, 5, 17))
        with acting_as(world.supervisor.pk):
            Person.objects.filter(pk=meant.pk).update(sealed=sealed, compartment=compartment)
        for user in (world.worker, world.psychologist, world.supervisor, world.colleague, world.outsider):
            with acting_as(user.pk):
                seen = list(Person.objects.filter(pk=meant.pk).values_list("pk", flat=True))
            typed = "Жумабаева Айгуль" + (" 17.05.2003" if q == "day" else "")
            assert [match.person.pk for match in search_persons(user, typed)] == seen
        transaction.set_rollback(True)
