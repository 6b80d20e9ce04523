"""TransMonEE 11: children in formal family-based care at the end of the year, per 100,000."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, transmonee
from tirek.programmes.engine.words import Words


def in_family(facts: Facts, span: Span) -> RowTable:
    """Children in formal family-based care on the last day."""
    return in_care_on(facts, span.last, "family")


INDICATOR = Indicator(
    id="tm_11_family_rate",
    title=Words(
        kk="Ресми түрде басқа отбасындағы балалар",
        ru="Дети в официальных семейных формах устройства",
        en="Children in formal family-based care",
    ),
    about=Words(
        kk=(
            "Жыл соңында қорғаншылықта, патронатта, қабылдаушы немесе басқа ресми отбасында тұратын 0–17 "
            "жастағы балалар, 100 000 балаға шаққанда."
        ),
        ru=(
            "Дети 0–17 лет под опекой, в патронатных, приёмных и других официальных замещающих семьях на "
            "конец года, на 100 000 детей."
        ),
        en=(
            "Children aged 0–17 under guardianship, with patronage carers, in foster and other formal "
            "families at the end of the year, per 100,000 children."
        ),
    ),
    counted="child",
    measure=Measure.RATE,
    period=Period.DAY,
    numerator=in_family,
    denominator=POPULATION,
    denominator_about=CHILDREN_OF_POPULATION,
    by=(*BY_CHILD, ("care_form",)),
    per=100_000,
    population_ages=AGES,
    standards=transmonee("11", "PT_CHLD_INCARE_FOSTER_RATE"),
)
