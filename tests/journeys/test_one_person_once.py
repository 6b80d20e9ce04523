"""One person, however she is spelled: found, asked about, told from another, joined and parted, in a family."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction

from tests.builders import House, Kin, make_case, make_family, make_user, unit_of
from tests.journeys.steps import ALL, Desk, case_in
from tirek.access.models import User
from tirek.people.actions.details import add_contact_point
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.models import DuplicatePair, Person
from tirek.people.selectors.likeness import as_json, weighed
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.journey
Words = dict[str, str]

HALF = "сыногова асе"  # Сынақова Әсем on a Russian keyboard, a letter wrong
ELSEWHERE = "Джунусова Карлыгаш 1996"
STORY: dict[str, Words] = {
    "kk": {
        "ask": "Бүгін бізге келді, баспана сұрады",
        "answer": "Өзі келісті, дүйсенбіден кейін қоңырау шалыңыз",
        "call": "Баламен барар жерім жоқ дейді",
        "child": "Нұрай",
        "decided": "Туу туралы куәлігін көрдім, бір адам",
        "parted": "Қайта қарадым: апалы-сіңлілі екен",
        "granny": "Дәмеш",
        "tie": "Емхана",
    },
    "ru": {
        "ask": "Пришла к нам сегодня, просит жильё",
        "answer": "Сама согласилась, звоните после понедельника",
        "call": "Говорит, что некуда идти с ребёнком",
        "child": "Нурай",
        "decided": "Видела свидетельство о рождении, это один человек",
        "parted": "Посмотрела ещё раз: это сёстры",
        "granny": "Дамеш",
        "tie": "Поликлиника",
    },
}


@dataclass(frozen=True)
class Known:
    """The worker's own client with her family, and her second record."""

    kin: Kin
    again: Person


@pytest.mark.parametrize(("language", "width"), [("ru", 1280), *[("kk", 390)] * ALL])
def test_one_person_once(language, width, house: House, desk_of) -> None:
    story = STORY[language]
    neighbour = make_user("neighbour", house.other_unit, "supervisor")
    neighbour.first_name = "Сәуле"
    for user in (house.worker, house.supervisor, neighbour):
        user.language = language
        user.save(update_fields=["language", "first_name"])
    known = who_is_known(house)
    worker, supervisor, other = (desk_of(user, width) for user in (house.worker, house.supervisor, neighbour))
    for desk in (worker, supervisor, other):
        desk.log_in()
    find_her_own(worker)
    ask_about_somebody_known_elsewhere(worker, story)
    say_who_it_is(other, story)
    take_her_in(worker, story)
    join_two_records_and_part_them(supervisor, house, known, story)
    draw_the_family_and_open_a_case(worker, known, story)
    assert worker.complaints + supervisor.complaints + other.complaints == []


def who_is_known(house: House) -> Known:
    """The worker's own family, its mother written down once more; a woman another organisation knows; a girl alike."""
    kin = make_family(house.worker)
    make_case(house.worker, kin)
    mother = {"sex": "female", "birth_date": date(2001, 5, 1)}
    known = Known(
        kin=kin,
        again=somebody(house.colleague, NewName("Сынакова", "Асем", script="ru"), **mother),
    )
    woman = NewName("Жүнісова", "Қарлығаш", "Ерланқызы")
    somebody(house.outsider, woman, sex="female", birth_date=date(1996, 4, 12))
    somebody(house.worker, NewName("Жүнісова", "Нұрай"), sex="female", birth_date=date(2019, 3, 2))
    pair_found(house.supervisor, kin.mother, known.again)
    return known


def somebody(actor: User, name: NewName, **more: object) -> Person:
    return register_person(actor=actor, unit=unit_of(actor).uuid, names=[name], **more)


def pair_found(actor: User, *both: Person) -> None:
    """What the nightly comparison of the register leaves."""
    one, other = sorted(both, key=lambda person: person.pk)
    with transaction.atomic(), acting_as(actor.pk):
        found = weighed(one, other)
        DuplicatePair.objects.create(
            one=one, other=other, one_unit_id=one.unit_id, other_unit_id=other.unit_id,
            probability=found.probability, weight=found.weight, evidence=as_json(found),
        )  # fmt: skip


def find_her_own(worker: Desk) -> None:
    """Half a name with a slip of the finger: her client stands first, and it says why."""
    worker.open("person_search")
    worker.write(q=HALF)
    worker.send("Search")
    first = worker.page.get_by_role("article").first
    said = first.inner_text()
    assert "Сынақова Әсем" in said
    assert worker.word("a letter or two of the name differ") in said.lower()
    assert worker.word("your case") in said


def ask_about_somebody_known_elsewhere(worker: Desk, story: Words) -> None:
    """Two letters and a year, nothing more; she asks who it is."""
    worker.write(q=ELSEWHERE)
    worker.send("Search")
    assert "Қарлығаш" not in worker.page.content()
    preview = worker.page.get_by_role("article").filter(has_text="Қ. Ж.")
    assert "1996" in preview.inner_text()
    worker.choose(purpose="asks_for_help")
    worker.write(request_note=story["ask"])
    worker.send("Ask for access")


def say_who_it_is(other: Desk, story: Words) -> None:
    """The supervisor of the other organisation reads who asks and why, and says it."""
    other.open("access_requests")
    other.page.locator("main a.name").first.click()
    other.look()
    other.says(story["ask"])
    other.choose(decision="grant", ground="consent")
    other.write(answer=story["answer"])
    other.send("Record the answer")


def take_her_in(worker: Desk, story: Words) -> None:
    """The answer leads to the person, she to a new request; her daughter is not the girl who is on record."""
    worker.open("access_requests")
    worker.page.locator("main a.name").first.click()
    worker.look()
    worker.says(story["answer"])
    worker.link("Open the person")
    worker.send("New request about this person")
    worker.choose_programme()
    worker.choose(call_source="maternity_ward")
    worker.write(call_note=story["call"])
    worker.send("Next")
    worker.choose(role="mother")
    worker.send("Add")
    worker.link("Newborn or somebody new")
    script = worker.language
    worker.choose(role="child", sex="female")
    worker.write(
        **{f"surname_{script}": "Жүнісова", f"given_name_{script}": story["child"]}, birth_year="2019",
    )  # fmt: skip
    worker.send("Add")
    worker.says(worker.word("Is it one of these?"))
    worker.send("Not her")
    worker.says(worker.word("Not the one"))
    worker.send("Add")
    worker.link("Next")
    worker.send("Open the case")
    case_in(worker.page.url)


def join_two_records_and_part_them(supervisor: Desk, house: House, known: Known, story: Words) -> None:
    """What speaks for one person, a decision with a reason, one record; and two again, a phone with her who gave it."""
    supervisor.open("duplicates")
    supervisor.page.locator("main a.name").first.click()
    supervisor.look()
    supervisor.says(supervisor.word("born the same day"))
    supervisor.choose(decision="same")
    supervisor.write(reason=story["decided"])
    supervisor.send("Record the decision")
    supervisor.send("Join the two records")
    supervisor.link("Open the record that stayed")
    add_contact_point(actor=house.worker, person=known.kin.mother.uuid, value="+7 700 000 00 00")
    supervisor.link("Undo")
    supervisor.choose(**{"row-0": "survivor"}, decision="different")
    supervisor.write(reason=story["parted"])
    supervisor.send("Part the two records")
    supervisor.says(story["parted"])


def draw_the_family_and_open_a_case(worker: Desk, known: Known, story: Words) -> None:
    """A grandmother of whom only the first name is known, a tie to the world, both pictures; then a case with her."""
    family = known.kin.family.uuid
    worker.open("family_join", family)
    worker.choose(role="grandmother", kind="parent", other=str(known.kin.mother.uuid))
    worker.write(given_name=story["granny"])
    worker.send("Add")
    worker.open("record_tie", family)
    worker.choose(kind="health", strength="strong")
    worker.write(name=story["tie"])
    worker.send("Record")
    granny = worker.page.locator("main li", has_text=story["granny"])
    case = granny.get_by_role("link", name=worker.word("Open a case")).get_attribute("href")
    worker.open("genogram", family)
    assert worker.page.locator(".picture svg text", has_text=story["granny"]).count() == 1
    assert worker.page.locator(".picture svg circle").count() == 2  # her sex follows from what she is
    worker.open("eco_map", family)
    assert worker.page.locator("svg:visible text", has_text=story["tie"]).count()
    worker.page.goto(f"{worker.home}{case}")
    worker.look()
    worker.choose(call_source="relatives")  # who asks is said anew: it goes into the figures
    worker.send("Open the case")
    case_in(worker.page.url)
