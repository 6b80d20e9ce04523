"""The register: entered, applied, declined, left, removed, back; who reads it, who changes it, what anybody learns."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tests.profession.world import Guild
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.certification import (
    give_category,
    lift_suspension,
    suspend_entry,
    withdraw_category,
)
from tirek.profession.actions.register import (
    accept_entry,
    apply_for_entry,
    bring_back,
    decline_entry,
    enter_practitioner,
    leave_register,
    remove_practitioner,
)
from tirek.profession.actions.register_details import (
    add_education,
    add_post,
    agree_to_be_found,
    correct_entry,
    end_post,
    fill_vacancy,
    keep_own_entry,
    no_longer_be_found,
    open_vacancy,
    record_public_consent,
    see_education,
)
from tirek.profession.actions.register_list import NewCategory, NewEducation, NewEntry, NewPost, enter_practitioners
from tirek.profession.models import Certification, Practitioner, Suspension
from tirek.profession.selectors.open_register import OpenQuery, open_entries
from tirek.profession.selectors.register import colleagues, names_of, practitioner_of
from tirek.toolkit.postgresql.user import acting_as

ASTANA = "710000000"


def applied(guild: Guild, user: User) -> Practitioner:
    """Somebody asks to be entered."""
    return apply_for_entry(
        actor=user, unit=guild.office.uuid, surname="Сынақова", given_name="Әсем", region=ASTANA, languages=["kk"]
    )


def entered(guild: Guild, user: User | None = None, surname: str = "Сынақова") -> Practitioner:
    """Somebody the office enters."""
    return enter_practitioner(
        actor=guild.association, unit=guild.office.uuid, user=user, surname=surname, given_name="Әсем", region=ASTANA
    )


def test_an_application_is_declined_repeated_accepted_and_the_number_stays(guild: Guild) -> None:
    worker, office = guild.house.worker, guild.association
    entry = applied(guild, worker)
    assert entry.number is None
    with pytest.raises(Problem, match="already"):
        applied(guild, worker)
    with pytest.raises(Problem, match="why"):
        decline_entry(actor=office, entry=entry.uuid, reason=" ")
    decline_entry(actor=office, entry=entry.uuid, reason="No diploma")
    assert applied(guild, worker).pk == entry.pk
    number = accept_entry(actor=office, entry=entry.uuid).number
    assert str(number).startswith("OFFICE-")
    assert leave_register(actor=worker, reason="Another profession").left_on == today()
    applied(guild, worker)
    assert accept_entry(actor=office, entry=entry.uuid).number == number
    remove_practitioner(actor=office, entry=entry.uuid, reason="A forged diploma")
    with pytest.raises(Problem, match="already"):
        applied(guild, worker)
    assert bring_back(actor=office, entry=entry.uuid).number == number


def test_nobody_decides_about_themselves_and_workers_about_nobody(guild: Guild) -> None:
    own = applied(guild, guild.association)
    with pytest.raises(Problem, match="your own entry"):
        accept_entry(actor=guild.association, entry=own.uuid)
    entry = entered(guild, guild.house.worker)
    for stranger in (guild.house.colleague, guild.house.supervisor, guild.organiser, guild.panel[0], guild.official):
        with pytest.raises(Missing):
            remove_practitioner(actor=stranger, entry=entry.uuid, reason="x")
    with pytest.raises(Refused):
        remove_practitioner(actor=guild.house.worker, entry=entry.uuid, reason="x")
    with pytest.raises(Refused):
        enter_practitioner(actor=guild.house.worker, unit=guild.office.uuid, surname="A", given_name="B", region=ASTANA)


def test_an_entry_is_read_by_its_owner_and_the_office_alone(guild: Guild) -> None:
    entry = entered(guild, guild.house.worker)
    add_education(
        actor=guild.house.worker, entry=entry.uuid, programme="Social work", institution="KazNU", degree="bachelor",
        year=2018, seen=True,
    )  # fmt: skip
    for user, count in (
        (guild.house.worker, 1), (guild.association, 1), (guild.house.colleague, 0), (guild.house.supervisor, 0),
        (guild.house.manager, 0), (guild.secretary, 0), (guild.organiser, 0), (guild.official, 0),
    ):  # fmt: skip
        with acting_as(user.pk):
            assert Practitioner.objects.count() == count, user
            assert sum(one.educations.count() for one in Practitioner.objects.all()) == count
    with acting_as(guild.house.colleague.pk):
        assert names_of([entry.pk])[entry.pk].name == "Сынақова Әсем"
        assert colleagues("Сынақова") == []
        assert [one.pk for one in colleagues(entry.number.lower())] == [entry.pk]
    with acting_as(guild.house.supervisor.pk):
        assert [one.pk for one in colleagues("synakova")] == [entry.pk]
    with acting_as(guild.house.administrator.pk):
        assert names_of([entry.pk]) == {}


def test_what_a_practitioner_says_of_themselves_and_what_the_office_alone_says(guild: Guild) -> None:
    worker, office = guild.house.worker, guild.association
    entry = entered(guild, worker)
    kept = keep_own_entry(actor=worker, region="750000000", languages=["kk", "sgn"], specialisations=["school"])
    assert kept.languages == ["kk", "sgn"]
    with pytest.raises(Problem, match="answers"):
        keep_own_entry(actor=worker, region=ASTANA, languages=["xx"])
    school = add_education(
        actor=worker, entry=entry.uuid, programme="SW", institution="U", degree="master", year=2020, seen=True
    )
    assert not school.seen
    assert see_education(actor=office, education=school.uuid).seen
    post = add_post(
        actor=worker, entry=entry.uuid, employer="Үй", sector="ngo", cadre="case_worker", region=ASTANA,
        starts_on=today() - timedelta(days=100), share=Decimal("0.5"),
    )  # fmt: skip
    assert end_post(actor=office, post=post.uuid, on=today()).ends_on == today()
    with pytest.raises(Missing):
        end_post(actor=guild.house.colleague, post=post.uuid, on=today())
    with pytest.raises(Problem, match="user name"):
        correct_entry(actor=office, entry=entry.uuid, surname="А", given_name="Б", username="nobody")
    corrected = correct_entry(actor=office, entry=entry.uuid, surname="Анық", given_name="Әсем", username="worker")
    assert str(corrected) == "Анық Әсем"
    for statement in (
        "UPDATE profession_practitioner SET surname = 'X'",
        "UPDATE profession_practitioner SET state = 'removed'",
        "UPDATE profession_education SET seen = true",
        "INSERT INTO profession_certification (uuid, practitioner_id, category, decision, decided_on, valid_from,"
        " valid_until, reason, recorded_at) SELECT gen_random_uuid(), id, 'first', '1', now(), now(), now(), '', now()"
        " FROM profession_practitioner",
    ):
        assert not _allowed(worker, statement)


def _allowed(user: User, statement: str) -> bool:
    """Whether the database lets a user do this, by plain SQL, and it touches a row."""
    try:
        with acting_as(user.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return bool(cursor.rowcount)
    except DatabaseError:
        return False


def test_nothing_that_was_decided_is_written_over(guild: Guild) -> None:
    office, entry = guild.association, entered(guild, guild.house.worker)
    given = give_category(
        actor=office, entry=entry.uuid, category="second", decision="№ 1", decided_on=today() - timedelta(days=10)
    )
    renewed = give_category(actor=office, entry=entry.uuid, category="second", decision="№ 2", decided_on=today())
    assert renewed.valid_from == given.valid_until + timedelta(days=1)
    with pytest.raises(Problem, match="decision"):
        give_category(actor=office, entry=entry.uuid, category="second", decision=" ", decided_on=today())
    withdraw_category(actor=office, certification=renewed.uuid, reason="Given in error")
    away = suspend_entry(actor=office, entry=entry.uuid, decision="№ 3", reason="An inquiry", starts_on=today())
    lift_suspension(actor=office, suspension=away.uuid, reason="Cleared")
    for statement in (
        "UPDATE profession_certification SET valid_until = '2099-01-01'",
        "UPDATE profession_certification SET withdrawn_on = NULL WHERE withdrawn_on IS NOT NULL",
        "UPDATE profession_suspension SET starts_on = '2099-01-01'",
        "UPDATE profession_suspension SET lifted_on = NULL",
        "DELETE FROM profession_certification",
    ):
        assert not _allowed(office, statement)


def test_strangers_find_who_agreed_and_nothing_else(guild: Guild) -> None:
    worker, office = guild.house.worker, guild.association
    entry = entered(guild, worker)
    add_post(
        actor=worker, entry=entry.uuid, employer="Құпия үй", sector="health", cadre="case_worker", region=ASTANA,
        starts_on=today(),
    )  # fmt: skip
    give_category(actor=office, entry=entry.uuid, category="first", decision="№ 1", decided_on=today())
    assert found() == []
    agree_to_be_found(actor=worker)
    shown = found(words="synakova", sector="health", category="first", region=ASTANA)
    assert [one.number for one in shown] == [entry.number]
    assert set(vars(shown[0])) == {
        "uuid", "number", "surname", "given_name", "patronymic", "region_id", "languages", "specialisations",
        "category", "valid_until", "sectors",
    }  # fmt: skip
    assert found(sector="ngo") == found(words="Басқа") == []
    away = suspend_entry(actor=office, entry=entry.uuid, decision="№ 2", reason="An inquiry", starts_on=today())
    assert found() == []
    lift_suspension(actor=office, suspension=away.uuid, reason="Cleared")
    assert len(found()) == 1
    no_longer_be_found(actor=worker)
    assert found() == []
    with pytest.raises(Problem, match="own hand"):
        record_public_consent(actor=office, entry=entry.uuid, agrees=True)
    on_paper = entered(guild, surname="Қағазова")
    record_public_consent(actor=office, entry=on_paper.uuid, agrees=True)
    assert [one.surname for one in found()] == ["Қағазова"]
    remove_practitioner(actor=office, entry=on_paper.uuid, reason="x")
    assert found() == []


def found(**asked: str) -> list:  # type: ignore[type-arg]
    """The public page's answer to nobody."""
    with acting_as(None):
        assert Practitioner.objects.count() == 0
        return open_entries(OpenQuery(**asked)).entries


def test_a_list_is_entered_as_a_whole_or_not_at_all(guild: Guild) -> None:
    line = NewEntry(
        surname="Тізімов", given_name="Ерлан", region=ASTANA, agrees=True,
        educations=[NewEducation("SW", "U", "bachelor", 2015, True)],
        posts=[NewPost("Үй", "education", "teacher", date(2020, 1, 1))],
        categories=[NewCategory("second", "№ 1", date(2024, 1, 1), date(2026, 12, 31))],
    )  # fmt: skip
    wrong = NewEntry(surname="", given_name="Ерлан", region=ASTANA)
    with pytest.raises(Problem, match="Line 2"):
        enter_practitioners(actor=guild.association, unit=guild.office.uuid, entries=[line, wrong])
    enter_practitioners(actor=guild.association, unit=guild.office.uuid, entries=[line, line])
    with acting_as(guild.association.pk):
        assert Practitioner.objects.count() == Certification.objects.count() == 2
        assert not Suspension.objects.exists()
    assert len(found(sector="education")) == 2


def test_vacancies_are_opened_and_filled(guild: Guild) -> None:
    vacancy = open_vacancy(
        actor=guild.association, unit=guild.office.uuid, employer="Мектеп", sector="education", cadre="case_worker",
        region=ASTANA, posts=2, source="Letter 5", opened_on=today(),
    )  # fmt: skip
    assert fill_vacancy(actor=guild.association, vacancy=vacancy.uuid).filled_on == today()
    with pytest.raises(Refused):
        fill_vacancy(actor=guild.house.worker, vacancy=vacancy.uuid)


def test_nobody_has_an_entry_without_asking(guild: Guild) -> None:
    with acting_as(guild.house.worker.pk):
        assert practitioner_of(guild.house.worker) is None
