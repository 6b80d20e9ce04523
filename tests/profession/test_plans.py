"""Plans and recommendations: promised by somebody, until a day, reported on, and never quietly changed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tests.profession.world import Guild
from tirek.access.door import door
from tirek.access.models import User
from tirek.kernel.clock import clock_at, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.plans import adopt_recommendation, make_plan, propose_recommendation, show_plan
from tirek.profession.actions.plans_reports import correct_recommendation, report_for_owner, report_recommendation
from tirek.profession.engine.plans import Standing, progress, reminder_due, standing
from tirek.profession.models import ActionPlan, Recommendation, RecommendationReport
from tirek.toolkit.postgresql.user import acting_as

TITLES = {"kk": "Жоспар", "ru": "План", "en": "Plan"}
TEXTS = {"kk": "Жүктеме нормасын бекіту", "ru": "Утвердить норму нагрузки", "en": "Set a norm of caseload"}


def a_plan(guild: Guild, **other: object) -> ActionPlan:
    """A five-year plan of the association."""
    values = {
        "kind": "five_year", "titles": TITLES, "source": "General meeting", "starts_on": date(2024, 1, 1),
        "ends_on": date(2028, 12, 31), **other,
    }  # fmt: skip
    return make_plan(actor=guild.association, unit=guild.office.uuid, **values)


def an_item(guild: Guild, plan: ActionPlan, **other: object) -> Recommendation:
    """A recommendation in it, not adopted yet."""
    return propose_recommendation(actor=guild.association, plan=plan.uuid, **{"texts": TEXTS, **other})


def adopted(guild: Guild, item: Recommendation, *, days: int = 90) -> Recommendation:
    """Adopted today, with the official who reports."""
    return adopt_recommendation(
        actor=guild.association, recommendation=item.uuid, owner="Ministry", due_on=today() + timedelta(days=days),
        on=today(), answers=guild.official.uuid,
    )  # fmt: skip


def report(actor: User, item: Recommendation, **other: object) -> RecommendationReport:
    """What the official says."""
    values = {"state": "running", "text": "A working group met.", "on": today(), **other}
    return report_recommendation(actor=actor, recommendation=item.uuid, **values)


def test_where_an_item_stands_follows_from_its_state_and_its_day() -> None:
    day = date(2026, 3, 1)
    late, near = day - timedelta(days=1), day + timedelta(days=20)
    drawn = [("proposed", None), ("adopted", near), ("adopted", late), ("running", near), ("running", day),
             ("running", late), ("done", late), ("dropped", late)]  # fmt: skip
    stands = [standing(state, due, day) for state, due in drawn]
    assert stands == ["proposed", "not_started", "late", "running", "running", "late", "done", "dropped"]
    told = progress(stands)
    assert (told.promised, told.late, told.running, told.proposed) == (7, 2, 2, 1)
    assert reminder_due("running", near, None, day)
    assert not reminder_due("running", day + timedelta(days=31), None, day)
    assert not reminder_due("running", late, day - timedelta(days=29), day)
    assert reminder_due("running", late, day - timedelta(days=30), day)
    assert not reminder_due("done", late, None, day)


def test_a_recommendation_goes_its_way(guild: Guild) -> None:
    plan = a_plan(guild)
    item = an_item(guild, plan)
    assert (item.number, an_item(guild, plan).number) == ("1", "2")
    adopted(guild, item)
    with pytest.raises(Problem, match="adopted already"):
        adopted(guild, item)
    report(guild.official, item, evidence="https://example.invalid/order", value=Decimal("12.5"))
    later = today() + timedelta(days=200)
    report(guild.official, item, text="The draft is late.", due_on=later)
    report(guild.official, item, state="done", text="The order is in force.")
    with acting_as(guild.association.pk):
        kept = Recommendation.objects.get(pk=item.pk)
        history = [(one.state, one.due_on == later) for one in kept.reports.order_by("pk")]
    assert (kept.state, kept.due_on) == ("done", later)
    assert history == [("adopted", False), ("running", False), ("running", True), ("done", False)]


def test_adoption_asks_for_two_languages_an_owner_and_a_day(guild: Guild) -> None:
    item = an_item(guild, a_plan(guild), texts={"kk": "Бір тілде"})
    with pytest.raises(Problem, match="two languages"):
        adopted(guild, item)
    with acting_as(guild.association.pk), transaction.atomic(), pytest.raises(DatabaseError):
        Recommendation.objects.filter(pk=item.pk).update(state="adopted", owner="X", due_on=today())
    with pytest.raises(Problem, match=r"16\.2"):
        an_item(guild, a_plan(guild), target="18.1")
    for wrong in ({"answers": guild.student.uuid}, {"texts": {}}, {"number": "7"}):
        plan = a_plan(guild)
        an_item(guild, plan, number="7")
        with pytest.raises(Problem):
            an_item(guild, plan, **wrong)


def test_who_answers_reports_and_changes_nothing_else(guild: Guild) -> None:
    plan = a_plan(guild)
    item = adopted(guild, an_item(guild, plan))
    foreign = an_item(guild, plan)
    for stranger in (guild.student, guild.association, guild.secretary):
        with pytest.raises((Missing, Refused)):
            report(stranger, item)
    with pytest.raises(Missing):
        report(guild.official, foreign)
    with pytest.raises(Problem):
        report(guild.official, item, state="dropped")
    for change in ({"text_kk": "Басқа"}, {"owner": "Somebody"}, {"state": "dropped"}, {"state": "proposed"}):
        with acting_as(guild.official.pk), transaction.atomic(), pytest.raises(DatabaseError):
            Recommendation.objects.filter(pk=item.pk).update(**change)
    with acting_as(guild.official.pk):
        assert Recommendation.objects.filter(pk=foreign.pk).update(state="done") == 0
        assert RecommendationReport.objects.update(text="Nothing happened") == 0
        with transaction.atomic(), pytest.raises(DatabaseError):
            RecommendationReport.objects.create(
                recommendation=foreign, on=today(), state="done", text="-", recorded_by=guild.official
            )


def test_a_plan_is_everybodys_once_it_is_shown(guild: Guild) -> None:
    plan = a_plan(guild)
    with pytest.raises(Problem, match="nothing"):
        show_plan(actor=guild.association, plan=plan.uuid)
    adopted(guild, an_item(guild, plan))

    def seen(user: User) -> tuple[int, int, int]:
        with acting_as(user.pk):
            return tuple(model.objects.count() for model in (ActionPlan, Recommendation, RecommendationReport))

    strangers = (door(), guild.student, guild.house.worker, guild.organiser)
    assert {seen(one) for one in strangers} == {(0, 0, 0)}
    assert seen(guild.official) == seen(guild.association) == (1, 1, 1)
    show_plan(actor=guild.association, plan=plan.uuid)
    assert {seen(one) for one in strangers} == {(1, 1, 1)}
    for stranger in strangers:
        with acting_as(stranger.pk):
            assert ActionPlan.objects.update(source="Mine") == 0
            assert Recommendation.objects.update(state="done") == 0
    with pytest.raises(Missing):
        propose_recommendation(actor=guild.organiser, plan=plan.uuid, texts=TEXTS)
    show_plan(actor=guild.association, plan=plan.uuid, public=False)
    assert seen(door()) == (0, 0, 0)


def test_what_the_office_changes_stays_in_the_history(guild: Guild) -> None:
    item = adopted(guild, an_item(guild, a_plan(guild)))
    correct_recommendation(
        actor=guild.association, recommendation=item.uuid, texts={**TEXTS, "en": "Set and publish a norm"},
        owner="Another body", answers=None, partners=["NGO", "NGO", ""], target="16.6", indicator="", shown_by="",
    )  # fmt: skip
    dropped = {"state": "dropped", "text": "The law settled it.", "on": today()}
    report_for_owner(actor=guild.association, recommendation=item.uuid, **dropped)
    with acting_as(guild.association.pk):
        history = list(RecommendationReport.objects.order_by("pk"))
    assert history[1].changed["owner"] == ["Ministry", "Another body"]
    assert history[1].changed["partners"] == ["", "NGO"]
    assert [one.state for one in history] == ["adopted", "adopted", "dropped"]
    adopted(guild, item)  # taken up again


def test_a_report_holds_on_its_own_day(guild: Guild) -> None:
    item = adopted(guild, an_item(guild, a_plan(guild)))
    wrong = ({"on": today() + timedelta(days=1)}, {"on": today() - timedelta(days=1)}, {"text": " "},
             {"due_on": today()})  # fmt: skip
    for said in wrong:
        with pytest.raises(Problem):
            report(guild.official, item, **said)
    with clock_at(today() + timedelta(days=120)):
        assert standing(item.state, item.due_on, today()) == Standing.LATE
