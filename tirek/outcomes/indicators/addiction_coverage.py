"""Of the clients of the programme, how many were in treatment in the year."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span
from tirek.outcomes.engine.shapes import described, keyed
from tirek.outcomes.indicators._open_cases import open_in
from tirek.outcomes.indicators._treatment import treatments
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _clients(facts: Facts, span: Span) -> "ir.Table":
    rows = open_in(facts, span, ("addiction",))
    rows = rows.filter(rows.client_key != 0)
    rows = rows.select("case_key", "unit", "organisation", "programme", person_key=rows.client_key)
    return keyed(described(rows, facts, span.last), "person_key")


def _treated(facts: Facts, span: Span) -> "ir.Table":
    rows = treatments(facts)
    rows = rows.filter(rows.starts_on <= span.last, rows.ended_on > span.first)
    return _clients(facts, span).semi_join(rows.select("person_key"), "person_key")


INDICATOR = Indicator(
    id="addiction_coverage",
    title=Words(
        kk="Қызмет алушылардың ішінде емде болғандар",
        ru="Доля клиентов, получавших лечение",
        en="Clients who were in treatment",
    ),
    about=Words(
        kk="Тәуелділік бағдарламасының жыл ішінде ісі ашық болған қызмет алушыларының қаншасы сол жылы кемінде бір күн "
        "емде болды. Бұл – бағдарлама жұмысының көрсеткіші, тұрғындарды қамту емес.",
        ru="Сколько клиентов программы, чей случай был открыт в этом году, хотя бы день в году лечились. "
        "Это о работе программы, а не об охвате населения.",
        en="How many clients of the programme whose case was open in the year were in treatment on at least one day of "
        "it. It tells of the programme's work, not of the coverage of a population.",
    ),
    counted="person",
    measure=Measure.SHARE,
    period=Period.YEAR,
    programmes=("addiction",),
    numerator=_treated,
    denominator=_clients,
    denominator_about=Words(
        kk="Жыл ішінде ісі ашық болған қызмет алушылар",
        ru="Клиенты, чей случай был открыт в течение года",
        en="Clients whose case was open in the year",
    ),
    by=(("sex",), ("age_group",), ("region",)),
    serves=(Serves("3.5.1", Contribution.PROCESS, "SH_SUD_TREAT"),),
)
