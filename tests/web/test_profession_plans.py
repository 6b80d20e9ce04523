"""Plans on the pages: an office, an official who answers, everybody else, and nobody who is logged in."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.profession.test_plans import TEXTS, TITLES, a_plan, adopted, an_item, report
from tests.profession.world import Guild, make_guild
from tests.web.conftest import BACKEND
from tirek.access.models import User
from tirek.config.demo.profession.plans_texts import BEFORE, FIVE_YEARS, HUMAN_RIGHTS
from tirek.kernel.clock import today
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.framework import framework
from tirek.profession.actions.plans import make_plan, propose_recommendation, show_plan
from tirek.profession.engine.plans_sheet import Known, read_plan
from tirek.profession.models import ActionPlan, Recommendation
from tirek.toolkit.postgresql.user import acting_as


@pytest.fixture
def guild(db: None) -> Guild:
    return make_guild()


def enter(user: User | None) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_an_office_makes_a_plan_and_shows_it(guild: Guild) -> None:
    office, visitor = enter(guild.association), enter(None)
    begin = reverse("plan_make")
    assert "Begin a plan" in text(office, begin)
    said = {"unit": guild.office.uuid, "kind": "joint", "source": "Order 1", "starts_on": "2026-01-01",
            "ends_on": "2027-12-31", **{f"title_{one}": title for one, title in TITLES.items()}}  # fmt: skip
    assert office.post(begin, {**said, "title_kk": ""}).status_code == 422
    assert office.post(begin, {**said, "ends_on": "2025-01-01"}).status_code == 422
    page = office.post(begin, said)["Location"]
    propose = f"{page}propose/"
    assert "16.2" in text(office, propose)
    item = {**{f"text_{one}": words for one, words in TEXTS.items()}, "partners": "A\nB", "target": "16.6"}
    assert office.post(propose, {"text_kk": ""}).status_code == 422
    there = office.post(propose, item)["Location"]
    assert "Proposed" in text(office, there)
    adopt = {"owner": "Ministry", "due_on": "2030-01-01", "on": today().isoformat(), "answers": guild.official.uuid}
    assert office.post(f"{there}adopt/", {**adopt, "due_on": "2001-01-01"}).status_code == 422
    assert office.post(f"{there}adopt/", adopt).status_code == 302
    assert visitor.get("/open/plans/plan/").status_code == 404
    office.post(f"{page}show/", {"public": "yes"})
    shown = text(visitor, "/open/plans/plan/")
    assert "Ministry" in shown
    assert guild.official.last_name not in shown
    office.post(f"{page}show/", {"public": "no"})
    assert visitor.get("/open/plans/plan/").status_code == 404
    assert office.post(f"{page}correct/", {**said, "title_en": "Another"}).status_code == 302
    assert "Another" in text(office, page)
    correct = {**item, "owner": "Another body", "text_en": "Another text"}
    assert office.post(f"{there}correct/", correct).status_code == 302
    assert "Corrected" in text(office, there)


def test_an_official_reports_and_everybody_reads_it(guild: Guild, django_assert_max_num_queries) -> None:
    plan = a_plan(guild)
    items = [adopted(guild, an_item(guild, plan, target="16.6", indicator="bcn_01")) for _ in range(6)]
    office, official, visitor = enter(guild.association), enter(guild.official), enter(None)
    mine = text(official, reverse("my_recommendations"))
    assert mine.count("row-act") == 6
    form = reverse("recommendation_report", args=[items[0].uuid])
    assert "Dropped" not in text(official, form)
    said = {
        "state": "running",
        "text": "A group met",
        "on": today().isoformat(),
        "evidence": "https://example.invalid/",
    }
    assert official.post(form, {**said, "text": ""}).status_code == 422
    assert official.post(form, {**said, "state": "dropped"}).status_code == 422
    assert official.post(form, said).status_code == 302
    assert "Dropped" in text(office, form)
    assert office.post(form, {**said, "state": "done", "text": "It is in force"}).status_code == 302
    show_plan(actor=guild.association, plan=plan.uuid)
    public = reverse("open_recommendation", args=[items[0].uuid])
    page = text(visitor, public)
    assert page.index("It is in force") < page.index("A group met")
    assert guild.official.last_name not in page
    whole = reverse("open_plan", args=[plan.code])
    assert "Recommendations: 6. Done: 1; under way: 0; overdue: 0; not started: 5" in text(visitor, whole)
    assert len(re.findall(r"open/recommendations/", text(visitor, f"{whole}?state=done&owner=Ministry"))) == 1
    assert "Choose again" in text(visitor, f"{whole}?state=late&target=16.6")
    desk = reverse("action_plan", args=[plan.uuid])
    for client, path in ((visitor, whole), (visitor, public), (office, desk), (visitor, reverse("open_plans")),
                         (office, reverse("recommendation", args=[items[0].uuid])), (office, reverse("plans")),
                         (official, reverse("my_recommendations"))):  # fmt: skip
        client.get(path)
        with django_assert_max_num_queries(15):
            assert client.get(path).status_code == 200


def test_each_page_by_person(guild: Guild) -> None:
    plan = a_plan(guild)
    item = adopted(guild, an_item(guild, plan))
    pages = {
        "plans": (reverse("plans"), "office organiser"),
        "new": (reverse("plan_make"), "office organiser"),
        "plan": (reverse("action_plan", args=[plan.uuid]), "office official"),
        "correct": (reverse("plan_correct", args=[plan.uuid]), "office"),
        "import": (reverse("plan_import", args=[plan.uuid]), "office"),
        "template": (reverse("plan_template", args=["csv"]), "office organiser"),
        "file": (reverse("plan_file", args=[plan.uuid, "csv"]), "office official"),
        "propose": (reverse("recommendation_propose", args=[plan.uuid]), "office"),
        "item": (reverse("recommendation", args=[item.uuid]), "office official"),
        "adopt": (reverse("recommendation_adopt", args=[item.uuid]), "office"),
        "correct item": (reverse("recommendation_correct", args=[item.uuid]), "office"),
        "report": (reverse("recommendation_report", args=[item.uuid]), "office official"),
        "mine": (reverse("my_recommendations"), "official"),
        "open": (reverse("open_plans"), "office organiser official student worker manager visitor"),
        "open plan": (reverse("open_plan", args=[plan.code]), ""),
        "open item": (reverse("open_recommendation", args=[item.uuid]), ""),
        "open file": (reverse("open_plan_file", args=[plan.code]), ""),
    }
    people = {"office": guild.association, "organiser": guild.organiser, "official": guild.official,
              "student": guild.student, "worker": guild.house.worker, "manager": guild.house.manager,
              "visitor": None}  # fmt: skip
    for name, person in people.items():
        client = enter(person)
        for page, (path, who) in pages.items():
            expected = 200 if name in who.split() else 302 if person is None and "open" not in page else 404
            assert client.get(path).status_code == expected, (name, page)


def test_a_file_is_looked_at_before_it_is_written(guild: Guild) -> None:
    plan = a_plan(guild)
    adopted(guild, an_item(guild, plan, number="1"))
    office = enter(guild.association)
    path = reverse("plan_import", args=[plan.uuid])
    head = "Number;Text, Kazakh;Text, Russian;Owner;Due;SDG target;State\n"

    def sent(rows: str) -> object:
        return office.post(path, {"file": SimpleUploadedFile("plan.csv", (head + rows).encode())})

    refused = sent("2;Мәтін;Текст;Орган;31.12.2030;99.9;adopted\n")
    assert (refused.status_code, "99.9 is no SDG target" in refused.content.decode()) == (422, True)
    assert office.post(path).status_code == 422
    looked = sent("1;;;Басқа орган;01.01.2031;;\n2;Мәтін;Текст;Орган;31.12.2030;16.6;adopted\n").content.decode()
    assert "Nothing is written yet" in looked
    assert "a report moves the day" in looked
    with acting_as(guild.association.pk):
        assert Recommendation.objects.count() == 1
    rows = re.search(r'name="rows" value="([^"]*)"', looked).group(1)
    assert office.post(path, {"rows": rows, "write": "yes"}).status_code == 302
    with acting_as(guild.association.pk):
        owners = dict(Recommendation.objects.values_list("number", "owner"))
    assert owners == {"1": "Басқа орган", "2": "Орган"}
    assert "Same as in the plan" in office.post(path, {"rows": rows}).content.decode()
    taken = office.get(reverse("plan_file", args=[plan.uuid, "csv"])).content
    again = office.post(path, {"file": SimpleUploadedFile("plan.csv", taken)}).content.decode()
    assert "Same as in the plan" in again
    assert "Changed" not in again


def test_two_plans_stand_beside_each_other(guild: Guild) -> None:
    old = a_plan(guild)
    first = adopted(guild, an_item(guild, old))
    report(guild.official, first, state="done", text="Done")
    values = {"kind": "five_year", "titles": TITLES, "source": "Meeting", "starts_on": date(2029, 1, 1),
              "ends_on": date(2033, 12, 31), "follows": old.uuid}  # fmt: skip
    new = make_plan(actor=guild.association, unit=guild.office.uuid, **values)
    changed = {**TEXTS, "en": "Set a binding norm of caseload"}
    propose_recommendation(actor=guild.association, plan=new.uuid, texts=changed, follows=first.uuid)
    page = text(enter(guild.association), reverse("plan_compare", args=[new.uuid]))
    assert "Carried over" in page
    assert re.search(r"<ins[^>]*>binding</ins>", page)
    show_plan(actor=guild.association, plan=new.uuid)
    public = reverse("open_plan_compare", args=[new.code])
    assert enter(None).get(public).status_code == 404
    show_plan(actor=guild.association, plan=old.uuid)
    assert "Carried over" in text(enter(None), public)
    with acting_as(guild.association.pk):
        assert ActionPlan.objects.count() == 2
    assert new.starts_on - timedelta(days=1) == old.ends_on


def test_the_plans_of_the_demo_name_what_there_is() -> None:
    targets = frozenset(one.code for one in framework().values() if one.level == "target")
    known = Known(targets, frozenset(indicators()), frozenset({"bolat"}))
    lines, findings = read_plan(HUMAN_RIGHTS.name, HUMAN_RIGHTS.read_bytes(), known)
    assert (len(lines), findings) == (10, [])
    assert {one.target for one in (*BEFORE, *FIVE_YEARS)} <= targets
    assert {one.indicator for one in FIVE_YEARS if one.indicator} <= set(indicators())
