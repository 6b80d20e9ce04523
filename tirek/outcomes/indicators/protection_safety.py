"""A plan of safety in time; protective orders in force, and broken; how long women stay in a shelter."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span, Standard
from tirek.outcomes.engine.shapes import days_between, described, in_span, keyed, lasting_on
from tirek.outcomes.indicators._duties import kept_of, settled
from tirek.outcomes.indicators._notes import NOT_OF_LAW, SIX_MONTHS
from tirek.outcomes.indicators._open_cases import of_open_cases, open_on
from tirek.outcomes.indicators._protection import PROGRAMMES, women
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

ORDERS = ("protective_order", "court_requirements")
SHELTERS = ("crisis_centre", "shelter")


def _on_the_day(facts: Facts, span: Span) -> "ir.Table":
    """Women whose case is open on the last day."""
    cases = open_on(facts, span.last, PROGRAMMES).select("case_key")
    return women(facts, span).semi_join(cases, "case_key")


def _orders(facts: Facts) -> "ir.Table":
    rows = facts.episodes
    return rows.filter(rows.track == "protection_order", rows.kind.isin(ORDERS))


def _under_order(facts: Facts, span: Span) -> "ir.Table":
    orders = lasting_on(_orders(facts), span.last)
    # An order that ran out by its own term is not in force, even if nobody wrote down its end.
    orders = orders.filter(orders.expected_end_on > span.last)
    return _on_the_day(facts, span).semi_join(orders.select("person_key"), "person_key")


def _with_order(facts: Facts, span: Span) -> "ir.Table":
    orders = _orders(facts)
    orders = orders.filter(orders.starts_on <= span.last, orders.ended_on > span.first)
    return women(facts, span).semi_join(orders.select("person_key"), "person_key")


def _violations(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.episodes
    return rows.filter(rows.track == "protection_order", rows.kind == "violated", in_span(rows.starts_on, span))


def _broken(facts: Facts, span: Span) -> "ir.Table":
    return _with_order(facts, span).semi_join(_violations(facts, span).select("person_key"), "person_key")


def _violation_rows(facts: Facts, span: Span) -> "ir.Table":
    return keyed(described(_violations(facts, span), facts, "starts_on", ("age_group", "region")), "episode_key")


def _in_shelter(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.episodes
    rows = lasting_on(rows.filter(rows.track == "housing", rows.kind.isin(SHELTERS)), span.last)
    return keyed(described(of_open_cases(rows, facts, span.last), facts, span.last), "person_key")


def _stays(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.episodes
    rows = rows.filter(rows.track == "housing", rows.kind.isin(SHELTERS), in_span(rows.ended_on, span))
    return keyed(rows.mutate(days=days_between(rows.starts_on, rows.ended_on)), "episode_key")


INDICATORS = (
    Indicator(
        id="protection_safety_plan",
        title=Words(
            kk="Қауіпсіздік жоспары уақытында жасалды",
            ru="План безопасности составлен вовремя",
            en="Safety plan made in time",
        ),
        about=Words(
            kk="Қауіпсіздік бағаланған соң бағдарлама белгілеген мерзімде (тәуекелге қарай 1–3 жұмыс күні) жоспар "
            "жасалды ма.",
            ru="Составлен ли план в срок программы после оценки безопасности (1–3 рабочих дня по уровню риска).",
            en="Whether the plan was made within the time the programme sets after the assessment of safety (1 to 3 "
            "working days, by risk).",
        ),
        counted="duty",
        measure=Measure.SHARE,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=kept_of("PR-02"),
        denominator=settled("PR-02"),
        denominator_about=Words(
            kk="Мерзімі осы жылы біткен қауіпсіздік жоспарлары",
            ru="Планы безопасности, срок которых истёк в этом году",
            en="Safety plans due in the year",
        ),
        standards=(Standard("Tirek", "PR-02", note=NOT_OF_LAW),),
    ),
    Indicator(
        id="protection_under_order",
        title=Words(
            kk="Қорғау нұсқамасы күшінде тұрған әйелдер",
            ru="Женщины под действующим защитным предписанием",
            en="Women under a protective order",
        ),
        about=Words(
            kk="Кезеңнің соңғы күні ісі ашық әйелдердің қаншасының қорғау нұсқамасы немесе сот талаптары күшінде.",
            ru="У скольких женщин с открытым случаем в последний день действует предписание или требования суда.",
            en="How many of the women with an open case are under a protective order or a court's requirements on the "
            "last day.",
        ),
        counted="woman",
        measure=Measure.SHARE,
        period=Period.DAY,
        programmes=PROGRAMMES,
        numerator=_under_order,
        denominator=_on_the_day,
        denominator_about=Words(
            kk="Соңғы күні ісі ашық әйелдер",
            ru="Женщины с открытым случаем на последний день",
            en="Women whose case is open on the last day",
        ),
        by=(("age_group",), ("region",), ("relation",)),
    ),
    Indicator(
        id="protection_order_broken",
        title=Words(
            kk="Қорғау нұсқамасы бұзылған әйелдер",
            ru="Женщины, чьё предписание нарушили",
            en="Women whose order was broken",
        ),
        about=Words(
            kk="Жыл ішінде нұсқамасы күшінде болған әйелдердің қаншасы оның бұзылғанын айтты.",
            ru="Сколько женщин из тех, у кого в этом году действовало предписание, сообщили о его нарушении.",
            en="How many of the women who had an order in the year told of its breach.",
        ),
        counted="woman",
        measure=Measure.SHARE,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=_broken,
        denominator=_with_order,
        denominator_about=Words(
            kk="Жыл ішінде нұсқамасы күшінде болған әйелдер",
            ru="Женщины, у которых в этом году действовало предписание",
            en="Women who had an order in force in the year",
        ),
        by=(("age_group",), ("relation",)),
    ),
    Indicator(
        id="protection_breaches",
        title=Words(
            kk="Қорғау нұсқамасының бұзылулары", ru="Нарушения защитных предписаний", en="Breaches of protective orders"
        ),
        about=Words(
            kk="Жыл ішіндегі оқиғалар саны: бір нұсқама бірнеше рет бұзылуы мүмкін.",
            ru="Число случаев за год: одно предписание могут нарушить несколько раз.",
            en="Events of the year: one order may be broken several times.",
        ),
        counted="event",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=_violation_rows,
        by=(("region",),),
    ),
    Indicator(
        id="protection_in_shelter",
        title=Words(
            kk="Дағдарыс орталығында немесе баспанада тұратындар",
            ru="Живут в кризисном центре или убежище",
            en="Living at a crisis centre or shelter",
        ),
        about=Words(
            kk="Кезеңнің соңғы күні орталықта немесе баспанада тұратын, ісі ашық ересектер.",
            ru="Взрослые с открытым случаем, живущие в центре или убежище на последний день.",
            en="Adults with an open case who live at a centre or shelter on the last day.",
        ),
        counted="person",
        measure=Measure.COUNT,
        period=Period.DAY,
        programmes=PROGRAMMES,
        numerator=_in_shelter,
        by=(("kind",), ("age_group",), ("region",)),
    ),
    Indicator(
        id="protection_shelter_days",
        title=Words(
            kk="Баспанада тұру ұзақтығы", ru="Срок проживания в убежище", en="Length of stay in a shelter"
        ),
        about=Words(
            kk="Жыл ішінде аяқталған тұру мерзімдерінің ортаншысы, күн.",
            ru="Срединный срок проживаний, закончившихся за год, в днях.",
            en="Middle length of the stays that ended in the year, in days.",
        ),
        counted="entry",
        measure=Measure.MEDIAN,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=_stays,
        by=(("kind",),),
        standards=(Standard("Tirek", "PR-10", note=SIX_MONTHS),),
    ),
)  # fmt: skip
