"""Of those whose remission began in the year, how many kept it for 3, 6 and 12 months."""

from functools import partial
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span, Standard
from tirek.outcomes.engine.shapes import described, first_of, keyed
from tirek.outcomes.indicators._treatment import PROGRAMMES
from tirek.outcomes.indicators._watched import accompanied, entered, happened, told_or_known
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

REMISSION = ("remission_early", "remission_sustained")


def _begun(facts: Facts, span: Span, months: int) -> "ir.Table":
    """First remissions of the year of people whose case was open; going on to the next kind is the same remission."""
    rows = facts.episodes
    rows = rows.filter(rows.track == "use", rows.kind.isin(REMISSION))
    earlier = rows.select("person_key", day=rows.ended_on)
    rows = rows.anti_join(earlier, [rows.person_key == earlier.person_key, rows.starts_on == earlier.day])
    rows = rows.select("person_key", "case_key", "unit", "organisation", "programme", began_on=rows.starts_on)
    rows = first_of(entered(accompanied(rows, facts), facts, span, months), "person_key", "began_on")
    return described(rows, facts, "began_on", ("sex", "age_group"))


def _use_again(facts: Facts) -> "ir.Table":
    rows = facts.episodes
    rows = rows.filter(rows.track == "use", rows.kind.isin(("relapse", "active_use", "reduced_use")))
    return rows.select("person_key", day=rows.starts_on)


def _watched(facts: Facts, span: Span, months: int) -> "ir.Table":
    return keyed(told_or_known(_begun(facts, span, months), _use_again(facts), facts), "person_key")


def _kept(facts: Facts, span: Span, months: int) -> "ir.Table":
    rows, again = _watched(facts, span, months), _use_again(facts)
    broken = happened(rows, again).select("key")
    return rows.anti_join(broken, "key")


def _months(months: int) -> Indicator:
    return Indicator(
        id=f"addiction_remission_{months:02}m",
        title=Words(
            kk=f"Ремиссия {months} ай сақталды",
            ru=f"Ремиссия сохранилась {months} мес.",
            en=f"Remission kept for {months} months",
        ),
        about=Words(
            kk="Ремиссиясы осы жылы басталған адамдардың арасынан осы айлар ішінде қайта тұтынбағандар. "
            "Жылдағы алғашқы ремиссия саналады.",
            ru="Среди тех, чья ремиссия началась в этом году, – кто за эти месяцы не вернулся к употреблению. "
            "Считается первая ремиссия года.",
            en="Of those whose remission began in the year: who did not use again within these months. "
            "The first remission of the year counts.",
        ),
        counted="person",
        measure=Measure.SHARE,
        period=Period.COHORT,
        months=months,
        programmes=PROGRAMMES,
        numerator=partial(_kept, months=months),
        denominator=partial(_watched, months=months),
        denominator_about=Words(
            kk="Осы айлары толық өткен және жағдайы белгілі немесе қайта тұтынғаны жазылған адамдар",
            ru="Люди, у которых эти месяцы прошли целиком и о которых известно, как обстоит дело",
            en="People whose months have all passed and of whom it is known how they stood",
        ),
        by=(("sex",), ("age_group",)),
        standards=(Standard("Tirek", "addiction", note="own definition"),),
    )


INDICATORS = tuple(_months(months) for months in (3, 6, 12))
