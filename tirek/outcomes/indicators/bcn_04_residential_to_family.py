"""Children in residential care for each child in family-based care."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import BY_CHILD, bcn
from tirek.programmes.engine.words import Words


def residential(facts: Facts, span: Span) -> RowTable:
    """Children in residential care on the last day."""
    return in_care_on(facts, span.last, "residential")


def family_based(facts: Facts, span: Span) -> RowTable:
    """Children in formal family-based care on the last day."""
    return in_care_on(facts, span.last, "family")


INDICATOR = Indicator(
    id="bcn_04_residential_to_family",
    title=Words(
        kk="Мекемедегі балалардың басқа отбасындағы балаларға қатынасы",
        ru="Отношение числа детей в учреждениях к числу детей в семейных формах устройства",
        en="Ratio of children in residential care to children in family-based care",
    ),
    about=Words(
        kk=(
            "Жыл соңында басқа отбасында тұратын бір балаға мекемеде тұратын неше баладан келеді. Бірден аз "
            "болса, отбасындағы балалар көп."
        ),
        ru=(
            "Сколько детей в учреждениях приходится на конец года на одного ребёнка в замещающей семье. "
            "Меньше единицы – в семьях детей больше."
        ),
        en=(
            "How many children live in institutions for each child in another family at the end of the year. "
            "Below one, more children are in families."
        ),
    ),
    counted="child",
    measure=Measure.RATIO,
    period=Period.DAY,
    numerator=residential,
    denominator=family_based,
    denominator_about=Words(
        kk="жыл соңында ресми түрде басқа отбасында тұратын балалар",
        ru="дети, которые на конец года официально устроены в другую семью",
        en="children formally in another family at the end of the year",
    ),
    by=BY_CHILD,
    per=1,
    standards=bcn(4, core=True),
)
