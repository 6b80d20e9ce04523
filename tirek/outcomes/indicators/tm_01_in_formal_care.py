"""TransMonEE 1: children in formal alternative care at the end of the year, per 100,000."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, transmonee
from tirek.programmes.engine.words import Words


def in_care(facts: Facts, span: Span) -> RowTable:
    """Children in formal care on the last day."""
    return in_care_on(facts, span.last)


INDICATOR = Indicator(
    id="tm_01_in_formal_care",
    title=Words(
        kk="Ресми баламалы қамқорлықтағы балалар",
        ru="Дети в официальном альтернативном попечении",
        en="Children in formal alternative care",
    ),
    about=Words(
        kk=(
            "Жыл соңында мекемеде немесе ресми түрде басқа отбасында тұратын 0–17 жастағы балалар, 100 000 "
            "балаға шаққанда. Үйінде сынақ мерзімінде жүрген бала шешімге дейін бұрынғы орнында деп саналады."
        ),
        ru=(
            "Дети 0–17 лет, на конец года живущие в учреждениях или официально устроенные в другую семью, на "
            "100 000 детей. Ребёнок на пробном проживании до решения считается на прежнем месте."
        ),
        en=(
            "Children aged 0–17 in institutions or formally in another family at the end of the year, per "
            "100,000 children. A child on a trial stay counts in the place it came from until the decision."
        ),
    ),
    counted="child",
    measure=Measure.RATE,
    period=Period.DAY,
    numerator=in_care,
    denominator=POPULATION,
    denominator_about=CHILDREN_OF_POPULATION,
    by=(*BY_CHILD, ("care_form",)),
    per=100_000,
    population_ages=AGES,
    standards=transmonee("1", "PT_CHLD_INFORMALCARE_RATE"),
)
