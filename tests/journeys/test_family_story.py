"""One family's case in a browser: from the call of a maternity ward to the follow-up a year after the support."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from tests.builders import House
from tests.journeys.steps import ALL, Desk, case_in, moved_clock
from tirek.casework.actions.assessments import REVIEW_WORDS
from tirek.casework.actions.tasks import record_follow_up
from tirek.casework.models import Duty, FollowUp
from tirek.kernel.clock import today
from tirek.kernel.intervals import add_months
from tirek.people.actions.intake import register_person
from tirek.people.engine.names import NewName
from tirek.people.models import Person
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.journey
Words = dict[str, str]

STORY: dict[str, Words] = {
    "kk": {
        "searched": "Synaqova Asem 2001",
        "call": "Анасы нәрестені қалдырғысы келеді, туыстары қабылдамайды",
        "note": "Телефонмен сөйлестік, кездесуге келісті",
        "wish": "Баламен бірге тұрғым келеді",
        "worry": "Баратын жері жоқ",
        "reason": "Баспана уақытша, туыстары алыс",
        "agreed": "Анасы Әсем",
        "child": "Бала жаңа туған, пікірі сұралмады",
        "ask": "Жоспарды отбасымен бірге құрдық",
        "safe": "Қайта сөйлестім, психологпен кездесуге келісті",
        "approve": "Келісемін",
        "visit": "Үй суық, пеш жанбайды. Баланы жылы киіндірдік, ертең электрик келеді",
        "rose": "Үйде жылу жоқ, бала сәби",
        "warm": "Үй жылы, бала салмақ қосты",
        "done": "Пеш жөнделді, жоспар қаралды",
        "fell": "Үй жылы, анасы өзі күтеді",
        "end": "Бала анасымен бірге, тұрақты баспана бар",
        "later": "Бірге тұрып жатыр, анасы жұмыс істейді",
    },
    "ru": {
        "searched": "Сынакова Асем 2001",
        "call": "Мать хочет оставить новорождённого, родные не принимают",
        "note": "Поговорили по телефону, согласилась встретиться",
        "wish": "Хочу жить вместе с ребёнком",
        "worry": "Некуда идти",
        "reason": "Жильё временное, родные далеко",
        "agreed": "Мать Асем",
        "child": "Новорождённый, мнение не спрашивали",
        "ask": "План составили вместе с семьёй",
        "safe": "Поговорила ещё раз, согласилась на встречу с психологом",
        "approve": "Согласна",
        "visit": "Дома холодно, печь не топится. Ребёнка тепло одели, завтра придёт электрик",
        "rose": "Дома нет тепла, ребёнок грудной",
        "warm": "Дома тепло, ребёнок набирает вес",
        "done": "Печь починили, план пересмотрели",
        "fell": "Дома тепло, мать справляется сама",
        "end": "Ребёнок с матерью, есть постоянное жильё",
        "later": "Живут вместе, мать работает",
    },
}
PHQ9 = dict.fromkeys(
    ["interest", "mood", "sleep", "energy", "appetite", "worth", "concentration", "movement", "self_harm"], "1"
)
PHQ9["difficulty"] = "somewhat"
NEEDS = {
    "danger_now": "no", "violence": "0", "child_care": "1", "child_health": "1", "mother_intent": "1",
    "mother_mood": "1", "care_skills": "1", "substance_use": "0", "kin_support": "1",
    "family_conflict": "1", "housing": "1", "income": "1",
    "documents": "1", "strengths": "attachment",
}  # fmt: skip
FOLLOW_UP = {
    "reached": "yes", "child_lives": "with_mother", "apart_meanwhile": "no", "stable_home": "yes",
    "income_enough": "yes", "someone_helps": "yes", "safe_now": "yes", "wants_support": "no",
}  # fmt: skip


@pytest.mark.parametrize(("language", "width"), [("kk", 390), *[("ru", 1280)] * ALL])
def test_from_the_call_to_the_follow_up(language, width, house: House, desk_of) -> None:
    story = STORY[language]
    for user in (house.worker, house.supervisor):
        user.language = language
        user.save(update_fields=["language"])
    worker = desk_of(house.worker, width)
    supervisor = desk_of(house.supervisor, width)
    called = date(2025, 9, 8)  # a Monday; a fixed day, for the working calendar counts
    with worker.day(called - timedelta(days=60)):
        mother = known_mother(house)
    with worker.day(called):
        case = take_the_call(worker, mother, story)
        speak_and_ask_consent(worker, case, story)
    with worker.day(called + timedelta(days=2)):
        assess(worker, case, story)
    with worker.day(called + timedelta(days=4)):
        plan_with_the_family(worker, case, story)
    with supervisor.day(called + timedelta(days=7)):
        approve(supervisor, story)
    with worker.day(called + timedelta(days=14)):
        visit_and_find_it_worse(worker, case, story)
    with worker.day(called + timedelta(days=15)):
        help_and_record(worker, case, story)
    closed = called + timedelta(days=43)
    with worker.day(closed - timedelta(days=1)):
        see_it_better_and_ask_for_closure(worker, case, story)
    with supervisor.day(closed):
        approve(supervisor, story)
    with worker.day(closed):
        close(worker, case, story)
    for months in (1, 3, 6):
        with moved_clock(add_months(closed, months)):
            ask_on_the_way(house, case, months)
    with worker.day(add_months(closed, 12)):
        ask_a_year_later(worker, case, story)
    assert worker.complaints + supervisor.complaints == []


def take_the_call(worker: Desk, mother: Person, story: Words) -> UUID:
    """A maternity ward calls about a mother whom we know by another spelling of her name, and about her newborn."""
    worker.open("my_day")
    worker.open("person_search")
    worker.write(q=story["searched"])
    worker.send("Search")
    found = worker.page.get_by_role("article").first
    with worker.page.expect_navigation():
        found.locator("form button").click()
    worker.look()
    worker.choose_programme()
    worker.choose(call_source="maternity_ward")
    worker.page.locator("main [name=grounds]").nth(0).check()
    worker.write(call_note=story["call"])
    worker.send("Next")
    assert str(mother.uuid) in worker.page.url
    worker.choose(role="mother", lives_together="true")
    worker.send("Add")
    worker.link("Newborn or somebody new")
    worker.choose(role="child", sex="male", birth_month=str(today().month))
    worker.write(birth_day=str(today().day), birth_year=str(today().year))
    worker.page.locator("main [name=nameless]").check()
    worker.send("Add")
    worker.link("Next")
    worker.send("Open the case")
    return case_in(worker.page.url)


def speak_and_ask_consent(worker: Desk, case: UUID, story: Words) -> None:
    worker.open("case_file", case)
    worker.open("record_contact", case)
    worker.choose(channel="phone", reached="yes")
    worker.write(contact_note=story["note"])
    worker.send("Record contact")
    worker.open("give_consent", case)
    worker.send("Record consent")


def assess(worker: Desk, case: UUID, story: Words) -> None:
    """The mother's mood with its safety step, then needs and risk, then the specialist's own level."""
    worker.open("assessments", case)
    worker.open("complete_assessment", case, "phq9")
    worker.answer("phq9", PHQ9)
    worker.send("Complete the assessment")
    worker.open("complete_assessment", case, "risk_and_needs")
    worker.answer("risk_and_needs", {**NEEDS, "family_wish": story["wish"], "worries": story["worry"]})
    worker.send("Complete the assessment")
    worker.choose(risk_level="medium")
    worker.write(risk_reason=story["reason"])
    worker.send("Record the rating")


def plan_with_the_family(worker: Desk, case: UUID, story: Words) -> None:
    """The safety task first; then a goal out of the library, agreed and sent to the supervisor."""
    worker.open("my_day")
    finish_the_task(worker, story["safe"])
    worker.open("write_plan", case)
    library = worker.page.locator("tirek-plan .plan-library")
    library.locator("summary").filter(has_text=worker.named("domain", "housing")).click()
    library.get_by_role("button", name=worker.named("goal", "home_fit_for_child")).click()
    worker.look()
    worker.send("Save the plan")
    worker.write(agreed_with=story["agreed"], child_opinion=story["child"])
    worker.send("Record the agreement")
    worker.write(request_note=story["ask"])
    worker.send("Ask the supervisor")
    worker.open("plan_versions", case)


def approve(supervisor: Desk, story: Words) -> None:
    supervisor.open("approvals")
    supervisor.page.locator("main a[href^='/approvals/']").first.click()
    supervisor.look()
    supervisor.choose(decision="approve")
    supervisor.write(reason=story["approve"])
    supervisor.send("Record the decision")
    supervisor.open("team")


def visit_and_find_it_worse(worker: Desk, case: UUID, story: Words) -> None:
    """She goes on the day contact is due. Risk is high now: the plan is to be reviewed, contact is due in a week."""
    contact = worker.rule("FP-07")
    worker.open("my_day")
    assert contact_due(case, worker) == today()
    worker.open("record_visit", case)
    worker.choose(place="home", reached="yes", child_seen="yes")
    worker.write(visit_note=story["visit"])
    worker.page.locator("main details", has=worker.page.locator("[name=risk_level]")).locator("summary").click()
    worker.choose(risk_level="high")
    worker.write(risk_reason=story["rose"])
    worker.look()
    worker.send("Record visit")
    worker.says(worker.named("risk", "high"))
    worker.says(REVIEW_WORDS[worker.language])
    assert contact_due(case, worker) == today() + timedelta(days=7)
    worker.open("my_day")
    worker.unfold()
    worker.says(REVIEW_WORDS[worker.language])
    worker.says(contact)


def help_and_record(worker: Desk, case: UUID, story: Words) -> None:
    """The task is done, things for the baby are given, and it is written down with whom the child lives."""
    worker.open("my_day")
    worker.unfold()
    finish_the_task(worker, story["done"])
    worker.open("record_service", case)
    worker.choose(service="baby_things")
    worker.write(quantity="2")
    worker.send("Record service")
    worker.open("begin_episode", case)
    worker.choose(kind="with_mother")
    worker.send("Record")


def see_it_better_and_ask_for_closure(worker: Desk, case: UUID, story: Words) -> None:
    """Two minutes beside the day for the visit; the risk is low, the steps are done."""
    worker.open("my_day")
    worker.choose(case=str(case), place="home", child_seen="yes")
    worker.write(visit_note=story["warm"])
    worker.send("Record visit")
    worker.open("rate_risk", case)
    worker.choose(risk_level="low")
    worker.write(risk_reason=story["fell"])
    worker.send("Record the rating")
    for step in range(2):
        worker.open("case_file", case)
        menu = worker.page.locator("tr[id^=step-] details.menu").nth(step)
        menu.locator("summary").click()
        with worker.page.expect_navigation():
            menu.locator("button[value=done]").click()
    worker.open("close_case", case)
    worker.choose(outcome="with_mother")
    worker.write(request_note=story["end"])
    worker.send("Ask the supervisor")


def close(worker: Desk, case: UUID, story: Words) -> None:
    worker.open("close_case", case)
    worker.write(closing_note=story["end"])
    worker.send("Close the case")
    worker.open("life_line", case)


def ask_on_the_way(house: House, case: UUID, months: int) -> None:
    """The follow-ups before the one of the story."""
    with transaction.atomic(), acting_as(house.worker.pk):
        due = FollowUp.objects.get(case__uuid=case, months=months)
    answers = {name: answer for name, answer in FOLLOW_UP.items() if name != "reached"}
    record_follow_up(actor=house.worker, follow_up=due.uuid, on=today(), reached=True, answers=answers)


def ask_a_year_later(worker: Desk, case: UUID, story: Words) -> None:
    """My day says whose year is over; the answer stands in the file."""
    worker.open("my_day")
    worker.page.locator("main a[href$='/follow-up/12/']").click()
    worker.look()
    worker.choose(**FOLLOW_UP)
    worker.write(follow_up_note=story["later"])
    worker.send("Record follow-up")
    worker.open("journal", case)
    worker.says(story["later"])


def known_mother(house: House) -> Person:
    """Somebody who came for advice in the spring, and did not become a case."""
    return register_person(
        actor=house.worker, unit=house.unit.uuid, sex="female", birth_date=date(2001, 5, 1),
        names=[NewName(script="kk", surname="Сынақова", given_name="Әсем")],
    )  # fmt: skip


def finish_the_task(worker: Desk, result: str) -> None:
    worker.page.locator("main a[href^='/tasks/']").first.click()
    worker.look()
    worker.write(result=result)
    worker.send("Record")


def contact_due(case: UUID, worker: Desk) -> date | None:
    """By which day the family has to be reached again."""
    with transaction.atomic(), acting_as(worker.user.pk):
        return Duty.objects.get(case__uuid=case, rule="FP-07", subject="").due_on
