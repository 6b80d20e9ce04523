"""People who came because of suspected trafficking."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span, Standard
from tirek.outcomes.engine.shapes import described, keyed
from tirek.outcomes.indicators._notes import DETECTED_VICTIMS
from tirek.outcomes.indicators._protection import PROGRAMMES, cases_of_year
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _suspected(facts: Facts, span: Span) -> "ir.Table":
    grounds = facts.grounds
    rows = cases_of_year(facts, span)
    rows = rows.semi_join(grounds.filter(grounds.ground == "trafficking").select("case_key"), "case_key")
    rows = rows.filter(rows.client_key != 0)
    rows = rows.select("case_key", "unit", "organisation", "programme", person_key=rows.client_key)
    return keyed(described(rows, facts, span.last), "person_key")


INDICATOR = Indicator(
    id="sdg_16_2_2_suspected",
    title=Words(
        kk="Адам саудасына күмән бойынша көмек алғандар",
        ru="Получившие помощь при подозрении на торговлю людьми",
        en="People served because trafficking was suspected",
    ),
    about=Words(
        kk="Жыл ішінде ісі ашық, негізінде адам саудасына күмән жазылған қызмет алушылар. Күмән – анықталған факт "
        "емес, ал пайдалану түрі бағдарламада жазылмайды: сондықтан бұл тек біздің қызмет алушылар туралы сан.",
        ru="Клиенты, чей случай был открыт в этом году и в основаниях которого записано подозрение на торговлю людьми. "
        "Подозрение – не установленный факт, а форма эксплуатации в программе не записывается: это число только о "
        "наших клиентах.",
        en="Clients whose case was open in the year and whose grounds name suspected trafficking. A suspicion is no "
        "established fact, and the programme does not record the form of exploitation: the number is about our clients "
        "alone.",
    ),
    counted="person",
    measure=Measure.COUNT,
    period=Period.YEAR,
    programmes=PROGRAMMES,
    numerator=_suspected,
    by=(("sex",), ("age_group",), ("region",)),
    standards=(Standard("SDG", "16.2.2", note=DETECTED_VICTIMS),),
    serves=(Serves("16.2.2", Contribution.SUBPOPULATION, "VC_HTF_DETV"),),
)  # fmt: skip
