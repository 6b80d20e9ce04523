"""TransMonEE 17: children who entered formal family-based care in the year, per 100,000."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_entries
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, transmonee
from tirek.programmes.engine.words import Words


def entered(facts: Facts, span: Span) -> RowTable:
    """Children who came into family-based care; a move between two such families is no entry."""
    return care_entries(facts, span, "family")


INDICATOR = Indicator(
    id="tm_17_entered_family",
    title=Words(
        kk="Жыл ішінде басқа отбасына орналастырылған балалар",
        ru="Дети, устроенные в семейные формы за год",
        en="Children who entered family-based care",
    ),
    about=Words(
        kk=(
            "Жыл ішінде ресми түрде басқа отбасына орналастырылған 0–17 жастағы балалар, 100 000 балаға "
            "шаққанда. Мекемеден келген бала да кіреді."
        ),
        ru=(
            "Дети 0–17 лет, за год официально устроенные в другую семью, на 100 000 детей. Пришедшие из "
            "учреждений тоже считаются."
        ),
        en=(
            "Children aged 0–17 formally placed in another family in the year, per 100,000 children. Those "
            "who came from institutions count too."
        ),
    ),
    counted="child",
    measure=Measure.RATE,
    period=Period.YEAR,
    numerator=entered,
    denominator=POPULATION,
    denominator_about=CHILDREN_OF_POPULATION,
    by=(*BY_CHILD, ("care_form",), ("entry_reason",)),
    per=100_000,
    population_ages=AGES,
    standards=transmonee("17", "PT_CHLD_ENTEREDFAMILY_RATE"),
)
