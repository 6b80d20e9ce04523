"""From the opening of the case to the start of treatment: how many within 30 days, and the middle number of days."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span
from tirek.outcomes.engine.shapes import days_between, described, first_of, in_span, keyed
from tirek.outcomes.indicators._treatment import treatments
from tirek.outcomes.indicators._watched import entered, soon
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

WITHIN = 30


def _opened(facts: Facts) -> "ir.Table":
    """Cases whose client was not in treatment already when they were opened."""
    rows = facts.cases
    rows = rows.filter(rows.programme == "addiction", rows.client_key != 0)
    rows = rows.select(
        "case_key", "unit", "organisation", "programme", person_key=rows.client_key, began_on=rows.opened_on
    )
    stretches = treatments(facts).select("person_key", "starts_on", "ended_on")
    return rows.anti_join(
        stretches,
        [
            rows.person_key == stretches.person_key,
            stretches.starts_on < rows.began_on,
            stretches.ended_on > rows.began_on,
        ],
    )


def _first_treatment(facts: Facts, rows: "ir.Table") -> "ir.Table":
    """The rows with the first treatment on or after the opening: ``treated_on``."""
    begun = treatments(facts)
    begun = begun.select(treated="person_key", treated_on=begun.starts_on)
    joined = rows.join(begun, [rows.person_key == begun.treated, begun.treated_on >= rows.began_on])
    return first_of(joined.drop("treated"), "case_key", "treated_on")


def _whole(facts: Facts, span: Span) -> "ir.Table":
    rows = entered(_opened(facts), facts, span, 1)
    return keyed(described(rows, facts, "began_on", ("sex", "age_group")), "case_key")


def _in_time(facts: Facts, span: Span) -> "ir.Table":
    rows = _first_treatment(facts, _whole(facts, span))
    return rows.filter(rows.treated_on <= soon(rows.began_on, WITHIN))


def _waited(facts: Facts, span: Span) -> "ir.Table":
    rows = _first_treatment(facts, _opened(facts))
    rows = rows.filter(in_span(rows.treated_on, span))
    rows = rows.mutate(days=days_between(rows.began_on, rows.treated_on))
    return keyed(described(rows, facts, "began_on", ("sex", "age_group")), "case_key")


INDICATORS = (
    Indicator(
        id="addiction_linked_30d",
        title=Words(
            kk=f"{WITHIN} күн ішінде емге жеткендер",
            ru=f"Дошли до лечения за {WITHIN} дней",
            en=f"Linked to treatment within {WITHIN} days",
        ),
        about=Words(
            kk="Жыл ішінде ашылған істер: іс ашылғанда емде болмаған қызмет алушының емі 30 күн ішінде басталды ма.",
            ru="Случаи, открытые за год: началось ли за 30 дней лечение клиента, который при открытии не лечился.",
            en="Cases opened in the year: whether a client who was not in treatment then began it within 30 days.",
        ),
        counted="case",
        measure=Measure.SHARE,
        period=Period.COHORT,
        months=1,
        programmes=("addiction",),
        numerator=_in_time,
        denominator=_whole,
        denominator_about=Words(
            kk="Ашылғанына бір ай толған, қызмет алушысы емде болмаған істер",
            ru="Случаи, открытые не меньше месяца назад, чей клиент при открытии не лечился",
            en="Cases opened at least a month ago whose client was not in treatment at the opening",
        ),
        by=(("sex",), ("age_group",)),
        serves=(Serves("3.5.1", Contribution.PROCESS, "SH_SUD_TREAT"),),
    ),
    Indicator(
        id="addiction_wait",
        title=Words(
            kk="Жүгінген күннен ем басталғанға дейін",
            ru="От обращения до начала лечения",
            en="From asking for help to the start of treatment",
        ),
        about=Words(
            kk="Жыл ішінде басталған алғашқы емдер: іс ашылған күннен бері өткен күндердің ортаншысы.",
            ru="Первое лечение, начатое за год: срединное число дней со дня открытия случая.",
            en="First treatments begun in the year: the middle number of days since the case was opened.",
        ),
        counted="case",
        measure=Measure.MEDIAN,
        period=Period.YEAR,
        programmes=("addiction",),
        numerator=_waited,
        by=(("sex",),),
    ),
)
