"""TransMonEE 8: share of children with disabilities among those who left residential care."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits
from tirek.outcomes.indicators._care import transmonee, with_disability
from tirek.programmes.engine.words import Words


def left(facts: Facts, span: Span) -> RowTable:
    """Children who left residential care in the year."""
    return care_exits(facts, span, "residential")


def disabled(facts: Facts, span: Span) -> RowTable:
    """Those of them with a disability."""
    return with_disability(left(facts, span))


INDICATOR = Indicator(
    id="tm_08_left_residential_disability",
    title=Words(
        kk="Мекемеден шыққандардың ішіндегі мүгедектігі бар балалар",
        ru="Дети с инвалидностью среди выбывших из учреждений",
        en="Children with disabilities among those who left residential care",
    ),
    about=Words(
        kk=(
            "Жыл ішінде мекемеден шыққан балалардың ішіндегі мүгедектігі барлардың үлесі. Мүгедектігі соңғы "
            "толтырылған бағалау бойынша белгіленеді; бағаланбаған бала «иә» деп саналмайды."
        ),
        ru=(
            "Доля детей с инвалидностью среди выбывших из учреждений за год. Инвалидность берётся из "
            "последней заполненной оценки; неоценённый ребёнок в число не входит."
        ),
        en=(
            "Share with disabilities among children who left institutions in the year. Disability is taken "
            "from the newest assessment; a child nobody assessed is not among them."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.YEAR,
    numerator=disabled,
    denominator=left,
    denominator_about=Words(
        kk="жыл ішінде мекемеден шыққан балалар",
        ru="дети, выбывшие из учреждений за год",
        en="children who left residential care in the year",
    ),
    by=(("sex", "age_group"), ("region", "sex"), ("left_to",)),
    standards=transmonee("8", "PT_CHLD_DISAB_LEFT_RESIDENTIAL_PROP"),
)
