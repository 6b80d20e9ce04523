"""Children in formal care who have an agreed plan of their own."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import BY_CHILD, bcn, same_case
from tirek.programmes.engine.words import Words


def with_plan(facts: Facts, span: Span) -> RowTable:
    """Children in care on the last day in whose case a plan was agreed by then."""
    plans = facts["plans"]
    return same_case(in_care_on(facts, span.last), plans.filter(plans["agreed_on"] <= span.last))


def in_care(facts: Facts, span: Span) -> RowTable:
    """Children in formal care on the last day."""
    return in_care_on(facts, span.last)


INDICATOR = Indicator(
    id="bcn_07_care_plan",
    title=Words(
        kk="Жеке жұмыс жоспары бар балалар",
        ru="Дети в попечении, у которых есть индивидуальный план",
        en="Children in care with an individual plan",
    ),
    about=Words(
        kk="Жыл соңында ісінде келісілген жеке жұмыс жоспары бар қамқорлықтағы балалардың үлесі.",
        ru="Доля детей в попечении, в случае которых к концу года согласован индивидуальный план работы.",
        en=("Share of children in care in whose case an individual plan was agreed by the end of the year."),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.DAY,
    numerator=with_plan,
    denominator=in_care,
    denominator_about=Words(
        kk="жыл соңында ресми қамқорлықтағы балалар",
        ru="дети в официальном попечении на конец года",
        en="children in formal care at the end of the year",
    ),
    by=(*BY_CHILD, ("care_form",)),
    standards=bcn(7),
)
