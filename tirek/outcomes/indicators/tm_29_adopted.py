"""TransMonEE 29.1: children adopted in the year, per 100,000."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import adoptions
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, transmonee
from tirek.programmes.engine.words import Words


def adopted(facts: Facts, span: Span) -> RowTable:
    """Children whose adoption began in the year."""
    return adoptions(facts, span)


INDICATOR = Indicator(
    id="tm_29_1_adopted",
    title=Words(
        kk="Асырап алынған балалар, 100 000 балаға шаққанда",
        ru="Усыновлённые дети на 100 000 детей",
        en="Children adopted, per 100,000",
    ),
    about=Words(
        kk=(
            "Жыл ішінде асырап алынған 0–17 жастағы балалар, 100 000 балаға шаққанда. Ел ішіндегі және елден "
            "тыс асырап алу бөлек жазылмайды."
        ),
        ru=(
            "Дети 0–17 лет, усыновлённые за год, на 100 000 детей. Усыновление внутри страны и за её пределы "
            "отдельно не записывается."
        ),
        en=(
            "Children aged 0–17 adopted in the year, per 100,000 children. Domestic and intercountry adoption "
            "are not recorded apart."
        ),
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
    standards=transmonee("29.1", "PT_CHLD_ADOPTION_RATE"),
)
