"""The part of the demo about plans: five years before, five years now, and a joint plan taken in from a table."""

import calendar
from datetime import date, timedelta

from tirek.access.models import User
from tirek.config.demo.profession import YEARS, Association
from tirek.config.demo.profession.plans_texts import (
    BEFORE,
    FIVE_YEARS,
    HUMAN_RIGHTS,
    HUMAN_RIGHTS_TOLD,
    MINISTRY,
    REGIONS,
    Promised,
)
from tirek.kernel.clock import clock_at
from tirek.kernel.intervals import add_months
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.framework import framework
from tirek.profession.actions.plans import adopt_recommendation, make_plan, propose_recommendation, show_plan
from tirek.profession.actions.plans_import import import_recommendations
from tirek.profession.actions.plans_reminders import remind_of_recommendations
from tirek.profession.actions.plans_reports import report_for_owner, report_recommendation
from tirek.profession.engine.plans_sheet import read_plan
from tirek.profession.models import ActionPlan, Recommendation
from tirek.profession.selectors.plans import known_of_plan
from tirek.toolkit.postgresql.user import acting_as

_BY_THE_OFFICIAL = (MINISTRY, REGIONS)


def make(place: Association) -> None:
    """Promise, adopt, report, take in, and remind."""
    first = place.on - timedelta(days=YEARS * 365)
    with clock_at(first + timedelta(days=3)):
        before = _plan(place, 2019, "Қауымдастықтың 2019–2023 жылдарға арналған жоспары",
                       "План ассоциации на 2019–2023 годы", "Plan of the association for 2019–2023", None)  # fmt: skip
        earlier = {one.number: _promised(place, before, one, date(2019, 3, 1)) for one in BEFORE}
    _reported(place, BEFORE, earlier)
    with clock_at(day := first + timedelta(days=60)):
        now = _plan(place, 2024, "Қауымдастықтың 2024–2028 жылдарға арналған жоспары",
                    "План ассоциации на 2024–2028 годы", "Plan of the association for 2024–2028", before)  # fmt: skip
        items = {one.number: _promised(place, now, one, day, earlier.get(one.follows)) for one in FIVE_YEARS}
        for plan in (before, now):
            show_plan(actor=place.people["symbat"], plan=plan.uuid)
    _reported(place, FIVE_YEARS, items)
    _human_rights(place)
    with clock_at(place.on):
        remind_of_recommendations(place.on)


def _plan(place: Association, year: int, kk: str, ru: str, en: str, follows: ActionPlan | None) -> ActionPlan:
    return make_plan(
        actor=place.people["symbat"],
        unit=place.office.uuid,
        kind="five_year",
        titles={"kk": kk, "ru": ru, "en": en},
        source="Жалпы жиналыстың шешімі (ойдан шығарылған)",
        starts_on=date(year, 1, 1),
        ends_on=date(year + 4, 12, 31),
        code=f"plan-{year}",
        follows=follows.uuid if follows else None,
    )


def _promised(
    place: Association, plan: ActionPlan, one: Promised, on: date, follows: Recommendation | None = None
) -> Recommendation:
    office = place.people["symbat"]
    item = propose_recommendation(
        actor=office,
        plan=plan.uuid,
        number=one.number,
        texts={"kk": one.kk, "ru": one.ru, "en": one.en},
        owner=one.owner,
        target=one.target,
        indicator=one.indicator,
        shown_by=one.shown_by,
        partners=one.partners,
        follows=follows.uuid if follows else None,
    )
    if not one.adopted:
        return item
    year, month = one.due
    due_on = date(year, month, calendar.monthrange(year, month)[1])
    answers = place.people["bolat"].uuid if one.owner in _BY_THE_OFFICIAL else None
    return adopt_recommendation(
        actor=office, recommendation=item.uuid, owner=one.owner, due_on=due_on, on=on, answers=answers
    )


def _reported(place: Association, promised: tuple[Promised, ...], items: dict[str, Recommendation]) -> None:
    """What owners said over the years, in the order in which they said it."""
    told = [(one, *line) for one in promised for line in one.told]
    for one, ago, state, words, months in sorted(told, key=lambda line: -line[1]):
        official = one.owner in _BY_THE_OFFICIAL
        actor = place.people["bolat" if official else "symbat"]
        _report(place, actor, items[one.number], ago, state, words, months, official=official)


def _report(
    place: Association,
    actor: User,
    item: Recommendation,
    ago: int,
    state: str,
    words: str,
    months: int,
    *,
    official: bool,
) -> None:
    day = place.on - timedelta(days=ago)
    act = report_recommendation if official else report_for_owner
    due_on = add_months(item.due_on, months) if months and item.due_on else None
    with clock_at(day):
        act(actor=actor, recommendation=item.uuid, state=state, text=words, on=day, due_on=due_on)


def _human_rights(place: Association) -> None:
    office = place.people["symbat"]
    with clock_at(place.on - timedelta(days=690)):
        plan = make_plan(
            actor=office,
            unit=place.office.uuid,
            kind="human_rights",
            titles={
                "kk": "Адам құқықтары жөніндегі бірлескен жоспар, 2025–2027",
                "ru": "Совместный план в области прав человека, 2025–2027",
                "en": "Joint human-rights plan, 2025–2027",
            },
            source="Ойдан шығарылған бірлескен жоспар",
            starts_on=date(2025, 1, 1),
            ends_on=date(2027, 12, 31),
            code="human-rights-2025",
        )
        with acting_as(office.pk):
            known = known_of_plan(
                plan,
                targets=(one.code for one in framework().values() if one.level == "target"),
                indicators=indicators(),
            )
        lines, findings = read_plan(HUMAN_RIGHTS.name, HUMAN_RIGHTS.read_bytes(), known)
        if findings:
            raise RuntimeError(f"the joint plan of the demo can't be read: {findings}")
        import_recommendations(actor=office, plan=plan.uuid, lines=lines)
        show_plan(actor=office, plan=plan.uuid)
    with acting_as(office.pk):
        items = {one.number: one for one in Recommendation.objects.filter(plan=plan)}
    told = [(number, *line) for number, lines_of in HUMAN_RIGHTS_TOLD.items() for line in lines_of]
    for number, ago, state, words, months in sorted(told, key=lambda line: -line[1]):
        _report(place, place.people["bolat"], items[number], ago, state, words, months, official=True)
