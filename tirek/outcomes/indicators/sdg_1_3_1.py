"""People helped to obtain a benefit they are entitled to, or to get the papers without which there is none."""

from functools import partial
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span, Standard
from tirek.outcomes.engine.shapes import described, in_span, keyed
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BENEFITS = ("benefit_application",)
PAPERS = ("documents_help",)


def _helped(facts: Facts, span: Span, *, services: tuple[str, ...]) -> "ir.Table":
    given = facts.services
    given = given.filter(given.service.isin(services), in_span(given.done_on, span))
    rows = given.inner_join(facts.cases.select("case_key", "client_key"), "case_key")
    # Help to the family is help to the client of its case.
    rows = rows.mutate(person_key=(rows.person_key == 0).ifelse(rows.client_key, rows.person_key))
    rows = rows.filter(rows.person_key != 0)
    rows = rows.select("case_key", "unit", "organisation", "programme", "person_key")
    return keyed(described(rows, facts, span.last), "person_key")


INDICATORS = (
    Indicator(
        id="sdg_1_3_1_benefits",
        title=Words(
            kk="Жәрдемақы рәсімдеуге көмек алғандар",
            ru="Получившие помощь в оформлении пособия",
            en="People helped to apply for a benefit",
        ),
        about=Words(
            kk="Жыл ішінде жәрдемақыға өтініш беруге көмек алған адамдар; отбасына берілген көмек қызмет алушыға "
            "жазылады. Жәрдемақы тағайындалғаны мұнда жазылмайды.",
            ru="Люди, которым за год помогли подать заявление на пособие; помощь семье относится к клиенту. "
            "Назначено ли пособие, здесь не записано.",
            en="People who in the year were helped to apply for a benefit; help to the family is its client's. Whether "
            "the benefit was granted is not on record.",
        ),
        counted="person",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=partial(_helped, services=BENEFITS),
        by=(("sex",), ("age_group",), ("region",), ("disability",), ("programme",), ("sex", "age_group")),
        standards=(Standard("SDG", "1.3.1", verified=True),),
        serves=(Serves("1.3.1", Contribution.SUBPOPULATION, "SI_COV_SOCAST"),),
    ),
    Indicator(
        id="sdg_1_3_1_papers",
        title=Words(
            kk="Құжат рәсімдеуге көмек алғандар",
            ru="Получившие помощь с документами",
            en="People helped with their papers",
        ),
        about=Words(
            kk="Жыл ішінде құжат рәсімдеуге көмек алған адамдар: құжатсыз әлеуметтік қорғауға қол жетпейді.",
            ru="Люди, которым за год помогли с документами: без них социальная защита недоступна.",
            en="People helped with their papers in the year: without them there is no social protection.",
        ),
        counted="person",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=partial(_helped, services=PAPERS),
        by=(("sex",), ("age_group",), ("region",), ("programme",)),
        serves=(Serves("1.3.1", Contribution.PROCESS), Serves("16.9.1", Contribution.PROCESS)),
    ),
)  # fmt: skip
