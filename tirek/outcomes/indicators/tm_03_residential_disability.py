"""TransMonEE 3: share of children with disabilities among those in residential care."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import transmonee, with_disability
from tirek.programmes.engine.words import Words


def in_residential(facts: Facts, span: Span) -> RowTable:
    """Children in residential care on the last day."""
    return in_care_on(facts, span.last, "residential")


def disabled(facts: Facts, span: Span) -> RowTable:
    """Those of them with a disability."""
    return with_disability(in_residential(facts, span))


INDICATOR = Indicator(
    id="tm_03_residential_disability",
    title=Words(
        kk="Мекемедегі балалардың ішіндегі мүгедектігі бар балалар",
        ru="Дети с инвалидностью среди детей в учреждениях",
        en="Children with disabilities among those in residential care",
    ),
    about=Words(
        kk=(
            "Жыл соңында мекемеде тұратын балалардың ішіндегі мүгедектігі барлардың үлесі. Мүгедектігі соңғы "
            "толтырылған бағалау бойынша белгіленеді; бағаланбаған бала «иә» деп саналмайды."
        ),
        ru=(
            "Доля детей с инвалидностью среди живущих в учреждениях на конец года. Инвалидность берётся из "
            "последней заполненной оценки; неоценённый ребёнок в число не входит."
        ),
        en=(
            "Share with disabilities among children living in institutions at the end of the year. Disability "
            "is taken from the newest assessment; a child nobody assessed is not among them."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.DAY,
    numerator=disabled,
    denominator=in_residential,
    denominator_about=Words(
        kk="жыл соңында мекемеде тұратын балалар",
        ru="дети, живущие в учреждениях на конец года",
        en="children in residential care at the end of the year",
    ),
    by=(("sex", "age_group"), ("region", "sex")),
    standards=transmonee("3", "PT_CHLD_DISAB_INRESIDENTIAL_PROP"),
)
