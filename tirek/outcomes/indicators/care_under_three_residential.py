"""Children under three among those in residential care: the youngest belong in families first."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span, Standard
from tirek.outcomes.engine.shapes import in_care_on
from tirek.programmes.engine.words import Words


def in_residential(facts: Facts, span: Span) -> RowTable:
    """Children in residential care on the last day."""
    return in_care_on(facts, span.last, "residential")


def under_three(facts: Facts, span: Span) -> RowTable:
    """Those of them who are not yet three."""
    return in_residential(facts, span).filter(lambda rows: rows["age_group"].isin(("0", "1-2")))


INDICATOR = Indicator(
    id="care_under_three_residential",
    title=Words(
        kk="Мекемедегі үш жасқа дейінгі балалар",
        ru="Дети до трёх лет в учреждениях",
        en="Children under three in residential care",
    ),
    about=Words(
        kk=(
            "Жыл соңында мекемеде тұратын балалардың ішіндегі үш жасқа толмағандардың үлесі. Кішкентай балаға "
            "алдымен отбасы керек."
        ),
        ru=(
            "Доля детей младше трёх лет среди живущих в учреждениях на конец года. Маленькому ребёнку прежде "
            "всего нужна семья."
        ),
        en=(
            "Share of children not yet three among those living in institutions at the end of the year. The "
            "youngest need a family first."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.DAY,
    numerator=under_three,
    denominator=in_residential,
    denominator_about=Words(
        kk="жыл соңында мекемеде тұратын балалар",
        ru="дети, живущие в учреждениях на конец года",
        en="children in residential care at the end of the year",
    ),
    by=(("sex",), ("region",), ("disability",)),
    standards=(Standard("Tirek", "care-1", verified=True),),
)
