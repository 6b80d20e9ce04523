"""A plan from a spreadsheet, a plan beside the one before, and owners who are reminded."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.profession.test_plans import TITLES, a_plan, adopted, an_item
from tests.profession.world import Guild
from tirek.access.models import Membership, User
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing
from tirek.profession.actions.plans import make_plan, propose_recommendation
from tirek.profession.actions.plans_import import import_recommendations
from tirek.profession.actions.plans_reminders import remind_of_recommendations
from tirek.profession.engine.plans_compare import changed_words
from tirek.profession.engine.plans_sheet import Known, SheetRefused, header, read_plan
from tirek.profession.models import Recommendation, RecommendationReport
from tirek.profession.selectors.plans import comparison, items_of, planned_import, untouched
from tirek.toolkit.postgresql.user import acting_as

KNOWN = Known(frozenset({"16.2", "10.4"}), frozenset({"bcn_01"}), frozenset({"official"}), frozenset({"4"}))
HEAD = "number;text_kk;Текст, русский;owner;answers;partners;target;due_on;state;report"
GOOD = f"""{HEAD}
1;Норма бекіту;Утвердить норму;Министрлік;official;ҮЕҰ; 16.2;31.12.2026;қабылданды;
2;Курс ашу;Открыть курс;Университет;;ҮЕҰ; ;2025-06-30;выполнено;Курс открыт
3;Ұсыныс;;;;;;;;
"""


def test_every_wrong_line_is_said_in_words() -> None:
    wrong = f"""{HEAD};Something
1;Мәтін;Текст;;;;;;adopted;
1;Мәтін;;;;;99.1;;;
;Мәтін;;;;;;;;
2;;;;;;;;;
3;Мәтін;;;nobody;;;;;
4;Мәтін;;;;;;31.02.2026;;
5;Мәтін;Текст;Орган;;;;31.12.2026;done;
6;Мәтін;;;;;;;готово;
7;Мәтін;;;;;16.2;;;
7;Мәтін;;;;;16.2;;;
"""
    lines, findings = read_plan("plan.csv", wrong.encode(), KNOWN)
    assert [one.number for one in lines] == ["7"]
    assert [one.line for one in findings] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]
    assert "Something" in findings[0].message % findings[0].params
    for broken in (b"", b"\xff\xfe", b"a;b\n1;2", b"number;text_kk\n\n", b"number;text_kk\n" * 3000):
        with pytest.raises(SheetRefused):
            read_plan("plan.csv", broken, KNOWN)
    with pytest.raises(SheetRefused):
        read_plan("plan.xlsx", b"PK\x03\x04 no book", KNOWN)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_template_is_read_as_it_is(language: str) -> None:
    row = ["1", "Мәтін", "Текст", "", "", "", "", "", "", "", "", "", "", "", "4"]
    lines, findings = read_plan("x.csv", f"{';'.join(header(language))}\n{';'.join(row)}".encode(), KNOWN)
    assert (not findings, lines[0].follows) == (True, "4")


def test_a_workbook_is_read_like_a_text() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Number", "Text, English", "Due"])
    book.active.append([7, "Count the vacancies", date(2027, 3, 1)])
    kept = io.BytesIO()
    book.save(kept)
    lines, findings = read_plan("plan.xlsx", kept.getvalue(), KNOWN)
    assert (findings, lines[0].number, lines[0].due_on) == ([], "7", date(2027, 3, 1))


def test_a_file_is_taken_over_once_and_loses_nothing(guild: Guild) -> None:
    plan = a_plan(guild)
    an_item(guild, plan, number="9")
    lines, findings = read_plan("plan.csv", GOOD.encode(), KNOWN)
    assert not findings

    def counts() -> tuple[int, int]:
        with acting_as(guild.association.pk):
            return Recommendation.objects.count(), RecommendationReport.objects.count()

    import_recommendations(actor=guild.association, plan=plan.uuid, lines=lines)
    with acting_as(guild.association.pk):
        states = [(one.item.number, one.item.state) for one in items_of(plan)]
        assert untouched(plan, lines) == ["9"]
    assert states == [("1", "adopted"), ("2", "done"), ("3", "proposed"), ("9", "proposed")]
    first = counts()
    import_recommendations(actor=guild.association, plan=plan.uuid, lines=lines)
    assert counts() == first == (4, 3)
    changed = GOOD.replace("Министрлік", "Басқа орган").replace("31.12.2026", "").replace("қабылданды", "")
    lines, _ = read_plan("plan.csv", changed.encode(), KNOWN)
    moved, _ = read_plan("plan.csv", GOOD.replace("31.12.2026", "31.12.2030").encode(), KNOWN)
    with acting_as(guild.association.pk):
        fates = [(one.fate, list(one.changes)) for one in planned_import(plan, lines)]
        held = planned_import(plan, moved)[0]
    assert fates == [("changed", ["owner"]), ("same", []), ("same", [])]
    assert (held.fate, held.day_kept) == ("same", date(2030, 12, 31))
    import_recommendations(actor=guild.association, plan=plan.uuid, lines=lines)
    with acting_as(guild.association.pk):
        item = Recommendation.objects.get(number="1")
    assert (item.owner, item.due_on, item.state) == ("Басқа орган", date(2026, 12, 31), "adopted")
    with pytest.raises(Missing):
        import_recommendations(actor=guild.organiser, plan=plan.uuid, lines=lines)


def test_a_plan_stands_beside_the_one_before(guild: Guild) -> None:
    old = a_plan(guild)
    first, second, third = (an_item(guild, old) for _ in range(3))
    adopted(guild, second)
    new = make_plan(
        actor=guild.association, unit=guild.office.uuid, kind="five_year", titles=TITLES, source="Meeting",
        starts_on=date(2029, 1, 1), ends_on=date(2033, 12, 31), follows=old.uuid,
    )  # fmt: skip
    assert new.code != old.code
    propose_recommendation(
        actor=guild.association, plan=new.uuid, texts={"en": "Set a binding norm of caseload"}, follows=first.uuid
    )
    propose_recommendation(actor=guild.association, plan=new.uuid, texts={"en": "Something new"})
    with acting_as(guild.association.pk):
        lines = comparison(new, public=False)
        with pytest.raises(Missing):
            comparison(new, public=True)
    assert [one.fate for one in lines] == ["carried", "left", "left", "new"]
    assert {third.number, second.number} == {one.old.number for one in lines[1:3]}
    told = changed_words("Set a norm of caseload", "Set a binding norm")
    assert [(one.change, one.words) for one in told] == [
        ("same", "Set a"), ("in", "binding"), ("same", "norm"), ("out", "of caseload"),
    ]  # fmt: skip


def test_owners_are_reminded_once_a_month(guild: Guild, settings, mailoutbox) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_HOST = "mail.example.invalid"
    official = User.objects.create(username="by_mail", email="o@example.invalid", language="en")
    Membership.objects.create(user=official, unit=guild.ministry, role_id="official", starts_on=date(2020, 1, 1))
    guild = replace(guild, official=official)
    plan = a_plan(guild)
    adopted(guild, an_item(guild, plan), days=10)
    adopted(guild, an_item(guild, plan), days=200)
    day = today()
    assert [remind_of_recommendations(day), remind_of_recommendations(day)] == [1, 0]
    assert remind_of_recommendations(day + timedelta(days=29)) == 0
    assert remind_of_recommendations(day + timedelta(days=30)) == 1
    assert len(mailoutbox) == 2
    assert "1" in mailoutbox[0].body
