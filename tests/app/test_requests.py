"""People known elsewhere: two letters and whom to call, on strong evidence, counted, written down; then asked for."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.app.people_world import World, named, world
from tirek.access.models import AuditEntry, User
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.details import add_contact_point, add_name
from tirek.people.actions.requests import grant_access, refuse_access, request_access, withdraw_request
from tirek.people.actions.sealing import seal_person, unseal_person
from tirek.people.actions.telling_apart import tell_apart
from tirek.people.models import AccessRequest, DuplicateDecision, DuplicatePair, Person, PersonCorrection
from tirek.people.references import person_behind, reference_for
from tirek.people.selectors.previews import Preview, person_previews
from tirek.people.selectors.requests import granted_to, my_requests
from tirek.people.selectors.search import search_persons
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
__all__ = ["world"]

IIN = "850101150001"


@pytest.fixture
def known(world: World) -> Person:
    """Somebody whom the worker's unit knows, with everything a search can find."""
    person = world.person("Сапарова", "Әлия", "Серікқызы", birth_date=date(1991, 2, 3), sex="female", iin=IIN)
    add_name(actor=world.worker, person=person.uuid, name=named("Сапарова", "Алия", script="ru"))
    add_contact_point(actor=world.worker, person=person.uuid, value="+7 700 000 11 22", on=today())
    return person


def shown(user: User, q: str, year: int | None = None) -> tuple[Preview, ...]:
    return person_previews(user, q, year).shown


def asked(user: User, q: str = "Сапарова Әлия") -> AccessRequest:
    [preview] = shown(user, q)
    return request_access(actor=user, reference=preview.reference, purpose="asks_for_help", request_note="Қоңырау")


def looks(world: World, who: User | None = None) -> list[AuditEntry]:
    with acting_as(world.supervisor.pk):
        rows = AuditEntry.objects.filter(act="preview_person")
        return list(rows.filter(actor_id=who.pk) if who else rows)


# The preview -----------------------------------------------------------------------------------------------


def test_another_organisation_learns_two_letters_a_year_and_whom_to_call(world: World, known: Person) -> None:
    body = world.unit.organisation
    body.shown_as_kk, body.shown_as_ru, body.phone = "Кезекші үйлестіруші", "Дежурный координатор", "+7 700 000 00 09"
    body.save()
    for language, letters, desk in (("kk", "Ә. С.", "Кезекші үйлестіруші"), ("ru", "А. С.", "Дежурный координатор")):
        with translation.override(language):
            [preview] = shown(world.outsider, "Сапарова Алия", 1991)
        assert (preview.initials, preview.birth_year, preview.likeness) == (letters, 1991, "very")
        assert (preview.whom.own_team, preview.whom.name, preview.whom.phone) == (False, desk, "+7 700 000 00 09")
    told = repr(preview)
    for secret in ("Сапар", "Әлия", "north", str(known.uuid), "female", "1991-02-03", IIN):
        assert secret not in told


def test_within_the_own_team_the_one_to_ask_is_named(world: World, known: Person) -> None:
    [preview] = shown(world.colleague, "Сапарова Әлия")
    assert (preview.whom.own_team, preview.whom.name, preview.whom.phone) == (True, "supervisor", "")


def test_who_sees_the_person_gets_no_preview_and_who_may_not_ask_neither(world: World, known: Person) -> None:
    for who in (world.worker, world.supervisor, world.manager, world.psychologist):
        assert shown(who, "Сапарова Әлия") == ()
    assert looks(world) == []


@pytest.mark.parametrize(
    ("q", "year", "found"),
    [
        ("Сапарова Әлия", None, "name"), ("Saparova Aliya", None, "name"), ("Алия Сапароваа", None, "name"),
        ("Әлия Серікқызы", None, "name"), ("Сапарова", 1991, "name"), ("Сапарова 1991", None, "name"),
        (IIN, None, "iin"), ("8 700 000 11 22", None, "phone"),
        ("Сапарова", None, ""), ("Әлия", None, ""), ("Сап Әли", None, ""), ("Сапарова Әлия", 1971, ""),
        ("Сапарова Дина Болатқызы", None, ""), ("Сакарова Әлия", None, "name"),
        ("Сапарова", 1992, ""), ("Әлия С", None, ""),
    ],
)  # fmt: skip
def test_only_strong_evidence_gives_a_preview(world: World, known: Person, q: str, year: int, found: str) -> None:
    assert [preview.found_by for preview in shown(world.outsider, q, year)] == ([found] if found else [])


def test_a_hidden_phone_a_sealed_compartment_and_a_merged_record_give_none(world: World, known: Person) -> None:
    add_contact_point(actor=world.worker, person=known.uuid, value="+7 700 000 33 44", hidden=True, on=today())
    assert shown(world.outsider, "+7 700 000 33 44") == ()
    with acting_as(world.supervisor.pk):
        Person.objects.filter(pk=known.pk).update(compartment="adoption")
    assert shown(world.outsider, "Сапарова Әлия") == shown(world.outsider, IIN) == ()


def test_each_look_is_written_for_the_unit_that_knows_the_person(world: World, known: Person) -> None:
    shown(world.outsider, "Сапарова Әлия")
    [line] = looks(world)
    assert (line.actor_id, line.subject_uuid, line.unit_id) == (world.outsider.pk, known.uuid, world.unit.pk)
    assert line.facts == {"found_by": "name"}


def test_thirty_people_an_hour_and_not_one_more(world: World) -> None:
    # Seven families of five who share the name: 35 people.
    for number in range(7):
        for _ in range(5):
            world.person(f"Сынақбаев{'аәбвгде'[number] * 3}", "Нұрлан", birth_date=date(1980, 1, 1))
    found = [person_previews(world.outsider, f"Сынақбаев{letter * 3} Нұрлан", 1980) for letter in "аәбвгде"]
    assert sum(len(previews.shown) for previews in found) >= 30
    assert len({line.subject_uuid for line in looks(world)}) == 30
    last = person_previews(world.outsider, "Басқа Біреу")
    assert last.used_up  # said whether or not anybody is there
    assert last.shown == ()
    assert not person_previews(world.colleague, "Басқа Біреу").used_up


def test_the_same_person_is_not_tried_out(world: World, known: Person) -> None:
    for _ in range(20):
        assert len(shown(world.outsider, "Сапарова Әлия")) == 1
    assert person_previews(world.outsider, "Сапарова Әлия").used_up
    assert shown(world.outsider, "Сапарова Әлия") == ()


# Sealed people ---------------------------------------------------------------------------------------------


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answers(user: User, q: str, year: int | None) -> tuple[str, int, list[str]]:
    """All that a search gives: what is found, how many statements it took, and which."""
    user.__dict__.pop("_rights", None)
    with undone(), CaptureQueriesContext(connection) as asked:
        found = (search_persons(user, q, year), person_previews(user, q, year))
    statements = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked.captured_queries]
    return repr(found), len(statements), statements


words = st.sampled_from(
    ["Сапарова", "Әлия", "Серікқызы", "Saparova", "Алия", "Сап", "Ә", "1991", "03.02.1991", IIN, "+77000001122", "Дина"]
)


def test_no_search_tells_a_sealed_person_from_nobody(world: World, known: Person) -> None:
    seal_person(actor=world.worker, person=known.uuid, reason="Жасырынып жүр")
    everybody = (world.outsider, world.colleague, world.psychologist)
    told: dict[tuple[int, str, int | None], tuple[str, int, list[str]]] = {}

    @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(parts=st.lists(words, min_size=1, max_size=4), year=st.sampled_from([None, 1991, 1990, 1975]))
    def ask(parts: list[str], year: int | None) -> None:
        for user in everybody:
            told.setdefault((user.pk, " ".join(parts), year), answers(user, " ".join(parts), year))

    ask()
    assert len(told) > 60
    # The same questions once more, and there is nobody.
    with undone():
        with acting_as(world.worker.pk), connection.cursor() as cursor:
            cursor.execute("UPDATE people_contactpoint SET value = '-' WHERE person_id = %s", [known.pk])
            cursor.execute("UPDATE people_person SET iin_hash = '', iin_sealed = '', birth_date = NULL WHERE id = %s",
                           [known.pk])  # fmt: skip
            cursor.execute("UPDATE people_personname SET surname = 'Қ', given_name = 'Қ', patronymic = ''"
                           " WHERE person_id = %s", [known.pk])  # fmt: skip
        for (user, q, year), before in told.items():
            assert answers(User.objects.get(pk=user), q, year) == before, q
    assert looks(world) == []


def test_an_ordinary_a_sealed_and_no_person_take_as_many_statements(world: World, known: Person) -> None:
    ordinary = answers(world.outsider, "Сапарова Әлия", None)[1:]
    nobody = answers(world.outsider, "Басқа Біреу", None)[1:]
    seal_person(actor=world.worker, person=known.uuid, reason="Жасырынып жүр")
    assert ordinary == nobody == answers(world.outsider, "Сапарова Әлия", None)[1:]


def test_sealing_ends_what_was_given_and_leaves_requests_unanswered(world: World, known: Person) -> None:
    waiting = asked(world.colleague)
    given = asked(world.outsider)
    grant_access(actor=world.supervisor, request=given.uuid, ground="consent", lasts_until=today())
    with acting_as(world.colleague.pk), translation.override("kk"):
        [before] = my_requests(world.colleague)
    seal_person(actor=world.worker, person=known.uuid, reason="Жасырынып жүр")
    for answer in (
        lambda: grant_access(actor=world.supervisor, request=waiting.uuid, ground="law", lasts_until=today()),
        lambda: refuse_access(actor=world.supervisor, request=waiting.uuid, answer="Жоқ"),
    ):
        with pytest.raises(Problem, match="hidden"):
            answer()
    with acting_as(world.colleague.pk), translation.override("kk"):
        assert my_requests(world.colleague) == [before]
    with acting_as(world.outsider.pk):
        assert not Person.objects.filter(pk=known.pk).exists()
        [over] = my_requests(world.outsider)
        assert (over.asked.state, over.person) == ("granted", None)
    with acting_as(world.worker.pk):
        row = PersonCorrection.objects.get(field="sealed")
        assert (row.old, row.new, row.reason) == ("False", "True", "Жасырынып жүр")
    unseal_person(actor=world.supervisor, person=known.uuid, reason="Қауіп өтті")
    with acting_as(world.outsider.pk):
        assert Person.objects.filter(pk=known.pk).exists()


@pytest.mark.parametrize("who", ["colleague", "psychologist", "manager", "outsider"])
def test_only_who_keeps_the_file_hides_a_person(world: World, known: Person, who: str) -> None:
    with pytest.raises((Refused, Missing)):
        seal_person(actor=getattr(world, who), person=known.uuid, reason="x")
    with pytest.raises(Problem):
        unseal_person(actor=world.worker, person=known.uuid, reason="x")
    with pytest.raises(Problem):
        seal_person(actor=world.worker, person=known.uuid, reason=" ")


# Asking and answering --------------------------------------------------------------------------------------


def test_a_request_is_asked_answered_and_over(world: World, known: Person) -> None:
    request = asked(world.outsider)
    world.unit.organisation.shown_as_ru = "Дежурный"
    world.unit.organisation.save()
    for language, letters, desk in (("kk", "Ә. С.", "north"), ("ru", "А. С.", "Дежурный")):
        with translation.override(language), acting_as(world.outsider.pk):
            [mine] = my_requests(world.outsider)
            assert (mine.initials, mine.birth_year, mine.whom.name) == (letters, 1991, desk)
    assert (request.unit_id, request.asking_unit_id, request.state) == (world.unit.pk, world.other_unit.pk, "asked")
    assert shown(world.outsider, "Сапарова Әлия")[0].asked
    until = today() + timedelta(days=14)
    grant_access(
        actor=world.supervisor, request=request.uuid, ground="consent", lasts_until=until, answer="Таңертең қоңырау"
    )
    with acting_as(world.outsider.pk):
        person = Person.objects.get(pk=known.pk)
        assert person.names.count() == 2
        assert person.contact_points.count() == person.corrections.count() == 0
        assert granted_to(world.outsider, person) is not None
        assert my_requests(world.outsider)[0].person == person
    assert shown(world.outsider, "Сапарова Әлия") == ()
    assert [match.person for match in search_persons(world.outsider, "Сапарова Әлия")] == [known]
    with acting_as(world.supervisor.pk):
        acts = set(AuditEntry.objects.filter(unit_id=world.unit.pk).values_list("act", "actor_id"))
    assert {("request_access", world.outsider.pk), ("grant_access", world.supervisor.pk)} <= acts


def test_asked_twice_it_is_one_request_and_it_can_be_taken_back(world: World, known: Person) -> None:
    first, again = asked(world.outsider), asked(world.outsider)
    assert first == again
    assert withdraw_request(actor=world.outsider, request=first.uuid).state == "withdrawn"
    for act in (
        lambda: withdraw_request(actor=world.outsider, request=first.uuid),
        lambda: refuse_access(actor=world.supervisor, request=first.uuid, answer="Жоқ"),
    ):
        with pytest.raises(Problem, match="already"):
            act()
    assert asked(world.outsider) != first


def test_a_refusal_says_why(world: World, known: Person) -> None:
    request = asked(world.outsider)
    with pytest.raises(Problem, match="Say why"):
        refuse_access(actor=world.supervisor, request=request.uuid, answer="")
    refused = refuse_access(actor=world.supervisor, request=request.uuid, answer="Адам келіспеді")
    assert (refused.state, refused.answer) == ("refused", "Адам келіспеді")


@pytest.mark.parametrize(
    "said",
    [{"ground": ""}, {"lasts_until": today() + timedelta(days=91)}, {"lasts_until": today() - timedelta(days=1)},
     {"answer": "a" * 301}],
)  # fmt: skip
def test_an_answer_has_a_ground_and_an_end_within_90_days(world: World, known: Person, said: dict[str, Any]) -> None:
    request = asked(world.outsider)
    with pytest.raises(Problem):
        grant_access(**{"actor": world.supervisor, "request": request.uuid, "ground": "law", "lasts_until": today(),
                        **said})  # fmt: skip


@pytest.mark.parametrize("who", ["worker", "colleague", "manager", "outsider"])
def test_only_those_who_open_the_unit_answer(world: World, known: Person, who: str) -> None:
    request = asked(world.outsider)
    with pytest.raises((Refused, Missing)):
        grant_access(actor=getattr(world, who), request=request.uuid, ground="law", lasts_until=today())
    if who != "outsider":
        with pytest.raises((Refused, Missing)):
            withdraw_request(actor=getattr(world, who), request=request.uuid)


def test_a_reference_holds_for_its_user_alone_and_says_nothing(world: World, known: Person) -> None:
    [preview] = shown(world.outsider, "Сапарова Әлия")
    assert person_behind(world.outsider.pk, preview.reference) == known.pk
    assert person_behind(world.colleague.pk, preview.reference) is None
    made_up = [reference_for(world.colleague.pk, known.pk), preview.reference, str(known.pk), str(known.uuid), "", "ә"]
    for reference in made_up:
        with pytest.raises(Problem, match="no longer valid"):
            request_access(actor=world.colleague, reference=reference, purpose="danger")
    with pytest.raises(Problem):
        request_access(actor=world.outsider, reference=preview.reference, purpose="curious")
    with pytest.raises((Refused, Missing)):
        request_access(actor=world.psychologist, reference=preview.reference, purpose="danger")


def test_by_sql_alone_nobody_asks_for_whom_they_were_not_shown(world: World, known: Person) -> None:
    def call(user: User, sql: str, *values: object) -> object:
        with acting_as(user.pk), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()[0]

    ask = "SELECT people_ask_access(%s, 'danger', '', %s)"
    assert call(world.outsider, ask, known.pk, world.other_unit.pk) is None
    request = asked(world.outsider)
    assert call(world.outsider, ask, known.pk, world.unit.pk) is None  # not a unit of theirs
    answer = "SELECT people_answer_access(%s, true, 'law', '', current_date)"
    assert call(world.outsider, answer, request.uuid) == call(world.worker, answer, request.uuid) == "missing"
    assert call(world.supervisor, "SELECT people_answer_access(%s, true, 'law', '', current_date + 200)",
                request.uuid) == "until"  # fmt: skip
    none = "SELECT people_previews('{saparova,aliya}', '{saparova,aliya}', '{}', NULL, '{}', '', '{kk}', 'kk')"
    assert call(world.manager, f"SELECT ({none})::jsonb -> 'shown' = '[]'")


# Told apart ------------------------------------------------------------------------------------------------


def test_two_people_told_apart_are_a_decided_pair(world: World, known: Person) -> None:
    other = world.person("Сапарова", "Әлия", birth_date=date(1992, 1, 1))
    for _ in range(2):
        assert tell_apart(actor=world.worker, one=other.uuid, other=known.uuid, reason="Басқа адам") == other
    with acting_as(world.supervisor.pk):
        pair = DuplicatePair.objects.get()
        assert (pair.one_id, pair.other_id, pair.state) == (known.pk, other.pk, "different")
        said = DuplicateDecision.objects.first()
        assert said is not None
        assert (said.decision, said.reason, said.recorded_by_id) == ("different", "Басқа адам", world.worker.pk)


def test_whom_one_does_not_see_one_does_not_tell_apart(world: World, known: Person) -> None:
    own = world.person("Сапарова", "Әлия", actor=world.outsider, unit=world.other_unit)
    tries: list[tuple[UUID, UUID]] = [(own.uuid, known.uuid), (own.uuid, new_uuid()), (own.uuid, own.uuid)]
    for one, other in tries:
        with pytest.raises((Refused, Missing)):
            tell_apart(actor=world.outsider, one=one, other=other, reason="x")
    with acting_as(world.supervisor.pk):
        assert not DuplicatePair.objects.exists()
