"""How many open cases there are for each practitioner, and who works where. Never of a single person."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span, Standard
from tirek.outcomes.engine.shapes import described, keyed, lasting_on
from tirek.outcomes.indicators._notes import NO_AGREED_RATIO, WORKING_SET
from tirek.outcomes.indicators._open_cases import open_on
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: Roles whose holders lead cases.
LEADING = ("worker",)


def _cases(facts: Facts, span: Span) -> "ir.Table":
    rows = open_on(facts, span.last)
    rows = rows.select("case_key", "unit", "organisation", "programme", "risk_level", person_key=rows.client_key)
    return keyed(described(rows, facts, span.last, ("region",)), "case_key")


def _practitioners(facts: Facts, span: Span) -> "ir.Table":
    return keyed(lasting_on(facts.practitioners, span.last, "starts_on", "ends_on"), "worker_key")


def _leading(facts: Facts, span: Span) -> "ir.Table":
    rows = _practitioners(facts, span)
    return rows.filter(rows.role.isin(LEADING))


INDICATORS = (
    Indicator(
        id="work_open_cases",
        title=Words(kk="Ашық істер", ru="Открытые случаи", en="Open cases"),
        about=Words(
            kk="Кезеңнің соңғы күні ашық істер. Іс – отбасы да, адам да емес: бір отбасында бірнеше іс болуы мүмкін.",
            ru="Случаи, открытые на последний день. Случай – не семья и не человек: у семьи их может быть несколько.",
            en="Cases open on the last day. A case is neither a family nor a person: a family may have several.",
        ),
        counted="case",
        measure=Measure.COUNT,
        period=Period.DAY,
        numerator=_cases,
        by=(("programme",), ("risk_level",), ("region",), ("programme", "risk_level")),
    ),
    Indicator(
        id="work_caseload",
        title=Words(
            kk="Бір маманға келетін ашық істер", ru="Открытых случаев на специалиста", en="Open cases per practitioner"
        ),
        about=Words(
            kk="Кезеңнің соңғы күніндегі ашық істер маман рөліндегі адамдарға бөлінеді. Бөлімше мен ұйым бойынша ғана: "
            "жеке маман туралы сан жоқ. Бекітілген норма табылған жоқ.",
            ru="Открытые на последний день случаи делятся на людей в роли специалиста. Только по отделениям и "
            "организациям: об отдельных людях чисел нет. Утверждённой нормы не найдено.",
            en="Cases open on the last day for each person in the role of a worker. By unit and organisation alone: "
            "there is no number about a person. No approved norm was found.",
        ),
        counted="case",
        measure=Measure.RATIO,
        period=Period.DAY,
        numerator=_cases,
        denominator=_leading,
        denominator_about=Words(
            kk="Соңғы күні маман рөлін атқаратын адамдар",
            ru="Люди в роли специалиста на последний день",
            en="People in the role of a worker on the last day",
        ),
        standards=(Standard("Tirek", "caseload", note=NO_AGREED_RATIO),),
    ),
    Indicator(
        id="work_practitioners",
        title=Words(kk="Жұмыс істейтін адамдар", ru="Сотрудники", en="People who work here"),
        about=Words(
            kk="Кезеңнің соңғы күні бөлімшеде рөлі бар адамдар; бірнеше рөлі болса, жалпы санда бір рет.",
            ru="Люди, у которых на последний день есть роль в отделении; при нескольких ролях в итоге один раз.",
            en="People with a role in a unit on the last day; who has several stands once in the total.",
        ),
        counted="practitioner",
        measure=Measure.COUNT,
        period=Period.DAY,
        numerator=_practitioners,
        standards=(Standard("Tirek", "workforce", note=WORKING_SET),),
    ),
)
