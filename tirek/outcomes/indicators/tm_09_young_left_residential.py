"""TransMonEE 9.1: young people of 18 to 24 who left residential care in the year."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits
from tirek.outcomes.indicators._care import transmonee
from tirek.programmes.engine.words import Words


def young_left(facts: Facts, span: Span) -> RowTable:
    """People of 18 to 24 who left residential care in the year."""
    return care_exits(facts, span, "residential", "18-24")


INDICATOR = Indicator(
    id="tm_09_young_left_residential",
    title=Words(
        kk="Мекемеден шыққан 18–24 жастағы жастар",
        ru="Молодые люди 18–24 лет, выбывшие из учреждений",
        en="Young people aged 18–24 who left residential care",
    ),
    about=Words(
        kk="Жыл ішінде балалар мекемесінен шыққан жастар: шыққан күні 18–24 жаста болғандар.",
        ru="Молодые люди, выбывшие за год из детских учреждений, которым в день выбытия было 18–24 года.",
        en="Young people who left children's institutions in the year and were 18 to 24 on that day.",
    ),
    counted="person",
    measure=Measure.COUNT,
    period=Period.YEAR,
    numerator=young_left,
    by=(("sex",), ("region",), ("disability",), ("left_to",)),
    standards=transmonee("9.1", "PT_YOUNG_LEFT_RESIDENTIAL"),
)
