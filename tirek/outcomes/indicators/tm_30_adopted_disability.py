"""TransMonEE 30.1: share of children with disabilities among those adopted in the year."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import adoptions
from tirek.outcomes.indicators._care import transmonee, with_disability
from tirek.programmes.engine.words import Words


def adopted(facts: Facts, span: Span) -> RowTable:
    """Children whose adoption began in the year."""
    return adoptions(facts, span)


def disabled(facts: Facts, span: Span) -> RowTable:
    """Those of them with a disability."""
    return with_disability(adopted(facts, span))


INDICATOR = Indicator(
    id="tm_30_adopted_disability",
    title=Words(
        kk="Асырап алынғандардың ішіндегі мүгедектігі бар балалар",
        ru="Дети с инвалидностью среди усыновлённых",
        en="Children with disabilities among those adopted",
    ),
    about=Words(
        kk=(
            "Жыл ішінде асырап алынған балалардың ішіндегі мүгедектігі барлардың үлесі. Мүгедектігі соңғы "
            "толтырылған бағалау бойынша белгіленеді; бағаланбаған бала «иә» деп саналмайды."
        ),
        ru=(
            "Доля детей с инвалидностью среди усыновлённых за год. Инвалидность берётся из последней "
            "заполненной оценки; неоценённый ребёнок в число не входит."
        ),
        en=(
            "Share with disabilities among children adopted in the year. Disability is taken from the newest "
            "assessment; a child nobody assessed is not among them."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.YEAR,
    numerator=disabled,
    denominator=adopted,
    denominator_about=Words(
        kk="жыл ішінде асырап алынған балалар", ru="дети, усыновлённые за год", en="children adopted in the year"
    ),
    by=(("sex", "age_group"), ("region", "sex")),
    standards=transmonee("30.1", "PT_CHLD_DISAB_ADOPT_PROP"),
)
