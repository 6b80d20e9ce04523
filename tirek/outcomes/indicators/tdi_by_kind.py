"""Treatments started in the year, by kind and by how they began."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span, Standard
from tirek.outcomes.engine.shapes import described, keyed
from tirek.outcomes.indicators._notes import KIND_OF_HELP
from tirek.outcomes.indicators._treatment import PROGRAMMES, started
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _treatments(facts: Facts, span: Span) -> "ir.Table":
    return keyed(described(started(facts, span), facts, "starts_on", ("sex", "age_group")), "episode_key")


INDICATOR = Indicator(
    id="tdi_by_kind",
    title=Words(kk="Басталған емдер түрі бойынша", ru="Начатое лечение по видам", en="Treatments started, by kind"),
    about=Words(
        kk="Емнің басталуы саналады: бір адам жыл ішінде бірнешеуін бастауы мүмкін. Жасы – ем басталған күні.",
        ru="Считаются начала лечения: один человек может начать за год несколько. Возраст – в день начала.",
        en="Treatments begun are counted: one person may begin several in a year. Age on the day of the beginning.",
    ),
    counted="treatment",
    measure=Measure.COUNT,
    period=Period.YEAR,
    programmes=PROGRAMMES,
    numerator=_treatments,
    by=(("kind",), ("sex",), ("age_group",), ("kind", "sex"), ("kind", "age_group")),
    standards=(Standard("EUDA TDI", "treatment centre type", verified=False, note=KIND_OF_HELP),),
)
