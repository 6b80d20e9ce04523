"""Children who left formal care for their own family in the year."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span, Standard
from tirek.outcomes.engine.shapes import care_exits
from tirek.outcomes.indicators._care import BY_CHILD
from tirek.programmes.engine.words import Words


def returned(facts: Facts, span: Span) -> RowTable:
    """Children who left formal care of any form for their own family; a trial stay only when it was decided."""
    left = care_exits(facts, span)
    return left.filter(left["left_to"] == "REUNION")


INDICATOR = Indicator(
    id="care_returned_home",
    title=Words(
        kk="Туған отбасына қайтқан балалар",
        ru="Дети, вернувшиеся в кровную семью",
        en="Children who returned to their own family",
    ),
    about=Words(
        kk=(
            "Жыл ішінде мекемеден немесе басқа отбасынан туған отбасына қайтқан балалар. Олардың үйде "
            "қалған-қалмағанын бір жылдың саны айта алмайды: уақыт өте келе қалай болғанын қараңыз."
        ),
        ru=(
            "Дети, за год вернувшиеся из учреждений и замещающих семей в кровную семью. Остались ли они дома, "
            "число одного года не скажет: смотрите, как было со временем."
        ),
        en=(
            "Children who in the year returned from institutions or other families to their own. Whether they "
            "stayed home the number of one year can't tell: look at outcomes over time."
        ),
    ),
    counted="child",
    measure=Measure.COUNT,
    period=Period.YEAR,
    numerator=returned,
    by=(*BY_CHILD, ("care_form",)),
    standards=(Standard("Tirek", "care-4", verified=True),),
)
