"""Children who entered formal care in the year, per 100,000 children."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_entries
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, bcn
from tirek.programmes.engine.words import Words


def entered(facts: Facts, span: Span) -> RowTable:
    """Children whose stay in formal care began in the year."""
    return care_entries(facts, span)


INDICATOR = Indicator(
    id="bcn_01_entered_care",
    title=Words(
        kk="Жыл ішінде ресми қамқорлыққа алынған балалар",
        ru="Дети, поступившие в официальное попечение за год",
        en="Children who entered formal care in the year",
    ),
    about=Words(
        kk=(
            "Мекемеге түскен немесе ресми түрде басқа отбасына орналастырылған балалар. Бір орыннан екінші "
            "орынға көшу есепке алынбайды. Туыстарында құжатсыз тұратын бала ресми қамқорлықта емес."
        ),
        ru=(
            "Дети, помещённые в учреждение или официально устроенные в другую семью. Переезд из одного места "
            "в другое не считается. Ребёнок, живущий у родственников без оформления, не находится в "
            "официальном попечении."
        ),
        en=(
            "Children placed in an institution or formally in another family. A move from one place to "
            "another does not count. A child who stays with kin without papers is not in formal care."
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
    standards=bcn(1, core=True),
    verified=True,
)
