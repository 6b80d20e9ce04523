"""Of those who start treatment, how many are treated for the first time in their life."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span, Standard
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.indicators._treatment import PROGRAMMES, starters
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _answered(facts: Facts, span: Span) -> "ir.Table":
    rows = starters(facts, span)
    return rows.filter(rows.treated_before != UNKNOWN)


def _first_ever(facts: Facts, span: Span) -> "ir.Table":
    rows = starters(facts, span)
    return rows.filter(rows.treated_before == "never")


INDICATOR = Indicator(
    id="tdi_first_ever",
    title=Words(
        kk="Өмірінде алғаш рет емделе бастағандар үлесі",
        ru="Доля впервые в жизни начавших лечение",
        en="Share treated for the first time in their life",
    ),
    about=Words(
        kk="Жыл ішінде ем бастап, «бұрын емделдіңіз бе?» деген сұраққа жауап бергендердің арасынан.",
        ru="Среди начавших лечение за год, ответивших на вопрос, лечились ли раньше.",
        en="Of those who started treatment in the year and answered whether they had been treated before.",
    ),
    counted="person",
    measure=Measure.SHARE,
    period=Period.YEAR,
    programmes=PROGRAMMES,
    numerator=_first_ever,
    denominator=_answered,
    denominator_about=Words(
        kk="Ем бастағандардың ішінде бұрынғы емі белгілі адамдар",
        ru="Начавшие лечение, о которых известно, лечились ли они раньше",
        en="Those who started treatment and of whom it is known whether they were treated before",
    ),
    by=(("sex",), ("age_group",), ("substance",)),
    standards=(Standard("EUDA TDI", "ever previously treated", verified=True),),
)
