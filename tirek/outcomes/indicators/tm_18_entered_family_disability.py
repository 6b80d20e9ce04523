"""TransMonEE 18: share of children with disabilities among those who entered family-based care."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_entries
from tirek.outcomes.indicators._care import transmonee, with_disability
from tirek.programmes.engine.words import Words


def entered(facts: Facts, span: Span) -> RowTable:
    """Children who came into family-based care in the year."""
    return care_entries(facts, span, "family")


def disabled(facts: Facts, span: Span) -> RowTable:
    """Those of them with a disability."""
    return with_disability(entered(facts, span))


INDICATOR = Indicator(
    id="tm_18_entered_family_disability",
    title=Words(
        kk="Басқа отбасына орналастырылғандардың ішіндегі мүгедектігі бар балалар",
        ru="Дети с инвалидностью среди устроенных в семейные формы",
        en="Children with disabilities among those who entered family-based care",
    ),
    about=Words(
        kk=(
            "Жыл ішінде ресми түрде басқа отбасына орналастырылған балалардың ішіндегі мүгедектігі барлардың "
            "үлесі. Мүгедектігі соңғы толтырылған бағалау бойынша белгіленеді; бағаланбаған бала «иә» деп "
            "саналмайды."
        ),
        ru=(
            "Доля детей с инвалидностью среди официально устроенных в другую семью за год. Инвалидность "
            "берётся из последней заполненной оценки; неоценённый ребёнок в число не входит."
        ),
        en=(
            "Share with disabilities among children formally placed in another family in the year. Disability "
            "is taken from the newest assessment; a child nobody assessed is not among them."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.YEAR,
    numerator=disabled,
    denominator=entered,
    denominator_about=Words(
        kk="жыл ішінде ресми түрде басқа отбасына орналастырылған балалар",
        ru="дети, за год официально устроенные в другую семью",
        en="children formally placed in another family in the year",
    ),
    by=(("sex", "age_group"), ("region", "sex")),
    standards=transmonee("18", "PT_CHLD_DISAB_ENTEREDFAMILY_PROP"),
)
