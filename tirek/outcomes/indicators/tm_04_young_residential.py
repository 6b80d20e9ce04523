"""TransMonEE 4.1: young people of 18 to 24 in residential care at the end of the year."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import transmonee
from tirek.programmes.engine.words import Words


def young(facts: Facts, span: Span) -> RowTable:
    """People of 18 to 24 in residential care on the last day."""
    return in_care_on(facts, span.last, "residential", "18-24")


INDICATOR = Indicator(
    id="tm_04_young_residential",
    title=Words(
        kk="Мекемедегі 18–24 жастағы жастар",
        ru="Молодые люди 18–24 лет в учреждениях",
        en="Young people aged 18–24 in residential care",
    ),
    about=Words(
        kk="Кәмелетке толғаннан кейін де балалар мекемесінде тұрып жатқан жастар, жыл соңында.",
        ru="Молодые люди, которые и после совершеннолетия живут в детском учреждении, на конец года.",
        en=("Young people who still live in a children's institution after coming of age, at the end of the year."),
    ),
    counted="person",
    measure=Measure.COUNT,
    period=Period.DAY,
    numerator=young,
    by=(("sex",), ("region",), ("disability",)),
    standards=transmonee("4.1", "PT_YOUNG_INRESIDENTIAL"),
)
