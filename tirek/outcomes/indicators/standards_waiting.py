"""How long approvals wait, how many wait, and how late work is written down."""

from datetime import timedelta
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span
from tirek.outcomes.engine.shapes import days_between, in_span, keyed
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: Written down within so many days of the visit: what one still remembers.
PROMPT = 2


def _decided(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.approvals
    rows = rows.filter(in_span(rows.decided_on, span))
    return keyed(rows.mutate(days=days_between(rows.asked_on, rows.decided_on)), "case_key")


def _waiting(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.approvals
    return keyed(rows.filter(rows.asked_on <= span.last, rows.decided_on > span.last), "case_key")


def _visits(facts: Facts, span: Span) -> "ir.Table":
    """Visits of the time. Those of the last days might still be written down: they are no part of the share."""
    rows = facts.acts
    rows = rows.filter(rows.act == "visit", rows.done_on >= span.first, rows.done_on <= span.last)
    return keyed(rows, "act_key")


def _settled(facts: Facts, span: Span) -> "ir.Table":
    rows = _visits(facts, span)
    return rows.filter(rows.done_on <= facts.on - timedelta(days=PROMPT))


def _prompt(facts: Facts, span: Span) -> "ir.Table":
    rows = _settled(facts, span)
    return rows.filter(days_between(rows.done_on, rows.recorded_on) <= PROMPT)


def _written(facts: Facts, span: Span) -> "ir.Table":
    rows = _visits(facts, span)
    return rows.mutate(days=days_between(rows.done_on, rows.recorded_on))


INDICATORS = (
    Indicator(
        id="standards_approval_wait",
        title=Words(
            kk="Супервизор шешімін күту", ru="Ожидание решения супервизора", en="Waiting for the supervisor's decision"
        ),
        about=Words(
            kk="Жыл ішінде шешілген жоспар мен жабу сұраулары: сұраудан шешімге дейінгі күндердің ортаншысы. "
            "Бір істің бірнеше сұрауынан ең тез шешілгені алынады.",
            ru="Планы и закрытия, решённые за год: срединное число дней от запроса до решения. "
            "Из нескольких запросов одного случая берётся решённый быстрее всех.",
            en="Plans and closures decided in the year: the middle number of days from the request to the decision. "
            "Of several requests of one case the one decided fastest is taken.",
        ),
        counted="case",
        measure=Measure.MEDIAN,
        period=Period.YEAR,
        numerator=_decided,
        by=(("programme",), ("kind",)),
    ),
    Indicator(
        id="standards_approvals_waiting",
        title=Words(
            kk="Супервизор шешімін күтіп тұрған істер",
            ru="Случаи, ждущие решения супервизора",
            en="Cases waiting for the supervisor",
        ),
        about=Words(
            kk="Кезеңнің соңғы күні жоспары немесе жабылуы шешілмеген істер.",
            ru="Случаи, чей план или закрытие на последний день ещё не решены.",
            en="Cases whose plan or closure was not decided on the last day.",
        ),
        counted="case",
        measure=Measure.COUNT,
        period=Period.DAY,
        numerator=_waiting,
        by=(("programme",), ("kind",)),
    ),
    Indicator(
        id="standards_written_down",
        title=Words(
            kk="Барудан жазуға дейін", ru="От посещения до записи", en="From the visit to writing it down"
        ),
        about=Words(
            kk="Жылғы барулар: болған күн мен жазылған күн арасындағы күндердің ортаншысы.",
            ru="Посещения года: срединное число дней между посещением и записью о нём.",
            en="Visits of the year: the middle number of days between the visit and its record.",
        ),
        counted="visit",
        measure=Measure.MEDIAN,
        period=Period.YEAR,
        numerator=_written,
        by=(("programme",),),
    ),
    Indicator(
        id="standards_written_promptly",
        title=Words(
            kk=f"{PROMPT} күн ішінде жазылған барулар",
            ru=f"Посещения, записанные за {PROMPT} дня",
            en=f"Visits written down within {PROMPT} days",
        ),
        about=Words(
            kk="Кеш жазылғанның есте қалғаны аз. Офлайн жасалған жазба да жазылған күнімен есептеледі.",
            ru="Чем позже записано, тем меньше помнится. Запись без связи считается по дню, когда её сделали.",
            en="What is written late is remembered less well. A record made offline counts by the day it was made.",
        ),
        counted="visit",
        measure=Measure.SHARE,
        period=Period.YEAR,
        numerator=_prompt,
        denominator=_settled,
        denominator_about=Words(kk="Жылғы барулар", ru="Посещения года", en="Visits of the year"),
        by=(("programme",),),
    ),
)  # fmt: skip
