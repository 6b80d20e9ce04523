"""Children adopted in the year, per 100,000 children."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import adoptions
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, bcn
from tirek.programmes.engine.words import Words


def adopted(facts: Facts, span: Span) -> RowTable:
    """Children whose adoption began in the year."""
    return adoptions(facts, span)


INDICATOR = Indicator(
    id="bcn_12_adopted",
    title=Words(
        kk="Жыл ішінде асырап алынған балалар", ru="Дети, усыновлённые за год", en="Children adopted in the year"
    ),
    about=Words(
        kk="Жыл ішінде асырап алынған балалар. Асырап алу құпиясы сақталады: бұл жерде тек сан көрінеді.",
        ru="Дети, усыновлённые за год. Тайна усыновления сохраняется: здесь видно только число.",
        en=("Children adopted in the year. The secret of adoption is kept: nothing but a number is seen here."),
    ),
    counted="child",
    measure=Measure.RATE,
    period=Period.YEAR,
    numerator=adopted,
    denominator=POPULATION,
    denominator_about=CHILDREN_OF_POPULATION,
    by=BY_CHILD,
    per=100_000,
    population_ages=AGES,
    standards=bcn(12),
)
