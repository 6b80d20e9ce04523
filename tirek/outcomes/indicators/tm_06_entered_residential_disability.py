"""TransMonEE 6: share of children with disabilities among those who entered residential care."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_entries
from tirek.outcomes.indicators._care import transmonee, with_disability
from tirek.programmes.engine.words import Words


def entered(facts: Facts, span: Span) -> RowTable:
    """Children who came into residential care in the year."""
    return care_entries(facts, span, "residential")


def disabled(facts: Facts, span: Span) -> RowTable:
    """Those of them with a disability."""
    return with_disability(entered(facts, span))


INDICATOR = Indicator(
    id="tm_06_entered_residential_disability",
    title=Words(
        kk="Мекемеге түскендердің ішіндегі мүгедектігі бар балалар",
        ru="Дети с инвалидностью среди поступивших в учреждения",
        en="Children with disabilities among those who entered residential care",
    ),
    about=Words(
        kk=(
            "Жыл ішінде мекемеге түскен балалардың ішіндегі мүгедектігі барлардың үлесі. Мүгедектігі соңғы "
            "толтырылған бағалау бойынша белгіленеді; бағаланбаған бала «иә» деп саналмайды."
        ),
        ru=(
            "Доля детей с инвалидностью среди поступивших в учреждения за год. Инвалидность берётся из "
            "последней заполненной оценки; неоценённый ребёнок в число не входит."
        ),
        en=(
            "Share with disabilities among children who entered institutions in the year. Disability is taken "
            "from the newest assessment; a child nobody assessed is not among them."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.YEAR,
    numerator=disabled,
    denominator=entered,
    denominator_about=Words(
        kk="жыл ішінде мекемеге түскен балалар",
        ru="дети, поступившие в учреждения за год",
        en="children who entered residential care in the year",
    ),
    by=(("sex", "age_group"), ("region", "sex")),
    standards=transmonee("6", "PT_CHLD_DISAB_ENTER_RESIDENTIAL_PROP"),
)
