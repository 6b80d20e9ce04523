"""TransMonEE 15: share of children with disabilities among those in family-based care."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import transmonee, with_disability
from tirek.programmes.engine.words import Words


def in_family(facts: Facts, span: Span) -> RowTable:
    """Children in formal family-based care on the last day."""
    return in_care_on(facts, span.last, "family")


def disabled(facts: Facts, span: Span) -> RowTable:
    """Those of them with a disability."""
    return with_disability(in_family(facts, span))


INDICATOR = Indicator(
    id="tm_15_family_disability",
    title=Words(
        kk="Басқа отбасындағы балалардың ішіндегі мүгедектігі бар балалар",
        ru="Дети с инвалидностью среди детей в семейных формах устройства",
        en="Children with disabilities among those in family-based care",
    ),
    about=Words(
        kk=(
            "Жыл соңында ресми түрде басқа отбасында тұратын балалардың ішіндегі мүгедектігі барлардың үлесі. "
            "Мүгедектігі соңғы толтырылған бағалау бойынша белгіленеді; бағаланбаған бала «иә» деп "
            "саналмайды."
        ),
        ru=(
            "Доля детей с инвалидностью среди официально устроенных в другую семью на конец года. "
            "Инвалидность берётся из последней заполненной оценки; неоценённый ребёнок в число не входит."
        ),
        en=(
            "Share with disabilities among children formally in another family at the end of the year. "
            "Disability is taken from the newest assessment; a child nobody assessed is not among them."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.DAY,
    numerator=disabled,
    denominator=in_family,
    denominator_about=Words(
        kk="жыл соңында ресми түрде басқа отбасында тұратын балалар",
        ru="дети, официально устроенные в другую семью, на конец года",
        en="children formally in another family at the end of the year",
    ),
    by=(("sex", "age_group"), ("region", "sex")),
    standards=transmonee("15", "PT_CHLD_DISAB_INFAMILY_PROP"),
)
