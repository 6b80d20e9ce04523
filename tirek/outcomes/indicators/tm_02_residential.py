"""TransMonEE 2: children in residential care at the end of the year, as a rate and as a number."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, transmonee
from tirek.programmes.engine.words import Words


def in_residential(facts: Facts, span: Span) -> RowTable:
    """Children in residential care on the last day."""
    return in_care_on(facts, span.last, "residential")


INDICATORS = (
    Indicator(
        id="tm_02_residential_rate",
        title=Words(
            kk="Мекемедегі балалар, 100 000 балаға шаққанда",
            ru="Дети в учреждениях на 100 000 детей",
            en="Children in residential care, per 100,000",
        ),
        about=Words(
            kk=(
                "Жыл соңында мекемеде тұратын 0–17 жастағы балалар, 100 000 балаға шаққанда. Үйінде сынақ "
                "мерзімінде жүрген бала шешімге дейін бұрынғы орнында деп саналады."
            ),
            ru=(
                "Дети 0–17 лет, живущие в учреждениях на конец года, на 100 000 детей. Ребёнок на пробном "
                "проживании до решения считается на прежнем месте."
            ),
            en=(
                "Children aged 0–17 living in institutions at the end of the year, per 100,000 children. A child "
                "on a trial stay counts in the place it came from until the decision."
            ),
        ),
        counted="child",
        measure=Measure.RATE,
        period=Period.DAY,
        numerator=in_residential,
        denominator=POPULATION,
        denominator_about=CHILDREN_OF_POPULATION,
        by=BY_CHILD,
        per=100_000,
        population_ages=AGES,
        standards=transmonee("2", "PT_CHLD_INRESIDENTIAL_RATE_B"),
    ),
    Indicator(
        id="tm_02_residential",
        title=Words(
            kk="Мекемедегі балалар саны", ru="Число детей в учреждениях", en="Number of children in residential care"
        ),
        about=Words(
            kk=(
                "Жыл соңында мекемеде тұратын 0–17 жастағы балалар. Үйінде сынақ мерзімінде жүрген бала шешімге "
                "дейін бұрынғы орнында деп саналады."
            ),
            ru=(
                "Дети 0–17 лет, живущие в учреждениях на конец года. Ребёнок на пробном проживании до решения "
                "считается на прежнем месте."
            ),
            en=(
                "Children aged 0–17 living in institutions at the end of the year. A child on a trial stay counts "
                "in the place it came from until the decision."
            ),
        ),
        counted="child",
        measure=Measure.COUNT,
        period=Period.DAY,
        numerator=in_residential,
        by=(*BY_CHILD, ("kind",)),
        standards=transmonee("PT_CHLD_INRESIDENTIAL"),
    ),
)
