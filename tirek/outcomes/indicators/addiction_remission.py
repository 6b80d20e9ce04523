"""Of those whose remission began in the year, how many kept it for 3, 6 and 12 months."""

from tirek.outcomes.cohorts.remission import COHORT
from tirek.outcomes.engine.definition import Indicator, Measure, Period, Standard
from tirek.outcomes.indicators._notes import OWN_DEFINITION
from tirek.outcomes.indicators._watched import KNOWN, spared
from tirek.programmes.engine.words import Words


def _months(months: int) -> Indicator:
    kept, known = spared(COHORT, months)
    return Indicator(
        id=f"addiction_remission_{months:02}m",
        title=Words(
            kk=f"Ремиссия {months} ай сақталды",
            ru=f"Ремиссия сохранилась {months} мес.",
            en=f"Remission kept for {months} months",
        ),
        about=Words(
            kk=f"Ремиссиясы осы жылы басталған адамдардың арасынан {months} ай ішінде қайта тұтынбағандар.",
            ru=f"Среди тех, чья ремиссия началась в этом году, – кто за {months} мес. не вернулся к употреблению.",
            en=f"Of those whose remission began in the year: who did not use again within {months} months.",
        ),
        counted="person",
        measure=Measure.SHARE,
        period=Period.COHORT,
        months=months,
        programmes=COHORT.programmes,
        numerator=kept,
        denominator=known,
        denominator_about=KNOWN,
        by=(("sex",), ("age_group",)),
        standards=(Standard("Tirek", "remission", note=OWN_DEFINITION),),
    )


INDICATORS = tuple(_months(months) for months in (3, 6, 12))
