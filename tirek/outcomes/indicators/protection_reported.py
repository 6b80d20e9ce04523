"""Of the women who came because of violence in the year, how many turned to the police or another competent body."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span
from tirek.outcomes.engine.shapes import in_span
from tirek.outcomes.indicators._protection import PROGRAMMES, women
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

POLICE = ("police", "women_protection_unit")
ACCOMPANIED = ("police_accompaniment", "court_accompaniment")


def _came(facts: Facts, span: Span) -> "ir.Table":
    rows = women(facts, span)
    return rows.filter(in_span(rows.opened_on, span))


def _reported(facts: Facts, span: Span) -> "ir.Table":
    """Anything on record that can't be there unless a competent body was told."""
    import ibis

    rows, episodes, services = _came(facts, span), facts.episodes, facts.services
    orders = episodes.filter(
        episodes.track == "protection_order", episodes.kind.isin(("protective_order", "court_requirements", "arrest"))
    )
    papers = episodes.filter(episodes.track == "violence", episodes.known_from == "police_paper")
    together = services.filter(services.programme == "protection", services.service.isin(ACCOMPANIED))
    cases = ibis.union(
        orders.filter(orders.starts_on <= span.last).select("case_key"),
        papers.filter(papers.recorded_on <= span.last).select("case_key"),
        together.filter(together.done_on <= span.last).select("case_key"),
        rows.filter(rows.call_source.isin(POLICE)).select("case_key"),
    )
    return rows.semi_join(cases.distinct(), "case_key")


INDICATOR = Indicator(
    id="protection_reported",
    title=Words(
        kk="Құзырлы органға хабарлаған әйелдер",
        ru="Женщины, обратившиеся в компетентные органы",
        en="Women who turned to a competent body",
    ),
    about=Words(
        kk="Жыл ішінде келген әйелдердің қаншасы полицияға не сотқа жүгінгені істен көрінеді: нұсқама, полиция "
        "қағазы, полицияға не сотқа бірге бару немесе полицияның хабары. Жазылмағаны есепке кірмейді: үлес – ең азы.",
        ru="О скольких из пришедших за год по делу видно, что они обращались в полицию или суд: предписание, бумага "
        "полиции, совместный визит или звонок полиции. Что не записано, не учтено: это нижняя граница.",
        en="Of how many of the women who came in the year the file shows that police or court were told: an order, a "
        "paper of the police, going there together, or a call from the police. What is not on record does not count: "
        "the share is a lower bound.",
    ),
    counted="woman",
    measure=Measure.SHARE,
    period=Period.YEAR,
    programmes=PROGRAMMES,
    numerator=_reported,
    denominator=_came,
    denominator_about=Words(
        kk="Ісі осы жылы ашылған әйелдер",
        ru="Женщины, чей случай открыт в этом году",
        en="Women whose case was opened in the year",
    ),
    by=(("age_group",), ("relation",), ("region",)),
    serves=(Serves("16.3.1", Contribution.SUBPOPULATION),),
)
