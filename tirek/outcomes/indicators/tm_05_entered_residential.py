"""TransMonEE 5: children who entered residential care in the year, per 100,000."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_entries
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, transmonee
from tirek.programmes.engine.words import Words


def entered(facts: Facts, span: Span) -> RowTable:
    """Children who came into residential care; a move between two institutions is no entry."""
    return care_entries(facts, span, "residential")


INDICATOR = Indicator(
    id="tm_05_entered_residential",
    title=Words(
        kk="Жыл ішінде мекемеге түскен балалар",
        ru="Дети, поступившие в учреждения за год",
        en="Children who entered residential care",
    ),
    about=Words(
        kk=(
            "Жыл ішінде мекемеге түскен 0–17 жастағы балалар, 100 000 балаға шаққанда. Мекемеден мекемеге "
            "ауысу есепке алынбайды; үйден немесе басқа отбасынан келу есепке алынады."
        ),
        ru=(
            "Дети 0–17 лет, поступившие в учреждения за год, на 100 000 детей. Перевод из одного учреждения в "
            "другое не считается; поступление из дома или из замещающей семьи считается."
        ),
        en=(
            "Children aged 0–17 who entered an institution in the year, per 100,000 children. A move between "
            "institutions does not count; coming from home or from another family does."
        ),
    ),
    counted="child",
    measure=Measure.RATE,
    period=Period.YEAR,
    numerator=entered,
    denominator=POPULATION,
    denominator_about=CHILDREN_OF_POPULATION,
    by=(*BY_CHILD, ("entry_reason",)),
    per=100_000,
    population_ages=AGES,
    standards=transmonee("5", "PT_CHLD_ENTER_RESIDENTIAL_RATE"),
)
