"""After the support has ended: who was reached at 1, 3, 6, 12 and 24 months, of whom it is known how they are."""

from functools import partial
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.engine.shapes import in_span, keyed
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

MONTHS = (1, 3, 6, 12, 24)


def _due(facts: Facts, span: Span, *, months: int) -> "ir.Table":
    """Follow-ups whose window closed in the time: those still open are nobody's failure yet."""
    rows = facts.follow_ups
    rows = rows.filter(rows.months == months, in_span(rows.closes_on, span), rows.closes_on < facts.on)
    return keyed(rows, "follow_up_key")


def _reached(facts: Facts, span: Span, *, months: int) -> "ir.Table":
    rows = _due(facts, span, months=months)
    return rows.filter(rows.reached == "yes")


def _known(facts: Facts, span: Span, *, months: int) -> "ir.Table":
    rows = _due(facts, span, months=months)
    return rows.filter(rows.kept != UNKNOWN)


def _kept(facts: Facts, span: Span, *, months: int) -> "ir.Table":
    rows = _due(facts, span, months=months)
    return rows.filter(rows.kept == "yes")


_DUE = Words(
    kk="Мерзімі осы жылы біткен кейінгі бақылаулар",
    ru="Последующие наблюдения, срок которых истёк в этом году",
    en="Follow-ups whose time ended in the year",
)
_KNOWN = Words(
    kk="Олардың ішінде жауабы белгілілері",
    ru="Те из них, ответ на которые известен",
    en="Those of them whose answer is known",
)


def _reached_at(months: int) -> Indicator:
    return Indicator(
        id=f"follow_up_reached_{months:02}m",
        title=Words(
            kk=f"{months} айдан кейін хабар алынғандар",
            ru=f"Связались через {months} мес.",
            en=f"Reached after {months} months",
        ),
        about=Words(
            kk="Қолдау аяқталған соң осы мерзімде отбасымен немесе адаммен байланысқа шығу мүмкін болды ма.",
            ru="Удалось ли в этот срок после окончания поддержки связаться с семьёй или человеком.",
            en="Whether the family or person could be reached at this time after the support had ended.",
        ),
        counted="follow_up",
        measure=Measure.SHARE,
        period=Period.YEAR,
        numerator=partial(_reached, months=months),
        denominator=partial(_due, months=months),
        denominator_about=_DUE,
        by=(("programme",),),
    )


def _known_at(months: int) -> Indicator:
    return Indicator(
        id=f"follow_up_known_{months:02}m",
        title=Words(
            kk=f"{months} айдан кейін жағдайы белгілі",
            ru=f"Известно, как дела через {months} мес.",
            en=f"Outcome known after {months} months",
        ),
        about=Words(
            kk="Басты сұраққа бағдарлама үшін мәні бар жауап алынды ма. «Белгісіз» бен аралық жауаптар бұған кірмейді.",
            ru="Получен ли на главный вопрос ответ, который для программы что-то решает. «Неизвестно» и промежуточные "
            "ответы сюда не входят.",
            en='Whether the main question got an answer that decides something for the programme. "Not known" and '
            "answers in between are left out.",
        ),
        counted="follow_up",
        measure=Measure.SHARE,
        period=Period.YEAR,
        numerator=partial(_known, months=months),
        denominator=partial(_due, months=months),
        denominator_about=_DUE,
        by=(("programme",),),
    )


def _kept_at(months: int) -> Indicator:
    return Indicator(
        id=f"follow_up_kept_{months:02}m",
        title=Words(
            kk=f"{months} айдан кейін де бағдарлама көздегендей",
            ru=f"Через {months} мес. всё так, ради чего работает программа",
            en=f"After {months} months as the programme hopes for",
        ),
        about=Words(
            kk="Белгілілердің ішінде: бала отбасында, адам тұтынбайды, қайта құқық бұзбаған, әйел қауіпсіз. Белгісіз "
            "болғандар бұл үлеске кірмейді, сондықтан оны «жағдайы белгілі» үлесімен бірге оқыңыз.",
            ru="Среди тех, о ком известно: ребёнок в семье, человек не употребляет, нет нового правонарушения, женщина "
            "в безопасности. О ком неизвестно, тот в долю не входит: читайте её рядом с долей «известно, как дела».",
            en="Of those of whom it is known: the child is with the family, no use, no new offence, the woman is safe. "
            "Who is not known is no part of it: read it beside the share of those known.",
        ),
        counted="follow_up",
        measure=Measure.SHARE,
        period=Period.YEAR,
        numerator=partial(_kept, months=months),
        denominator=partial(_known, months=months),
        denominator_about=_KNOWN,
        by=(("programme",),),
    )


INDICATORS = (
    *(_reached_at(months) for months in MONTHS),
    *(_known_at(months) for months in MONTHS),
    *(_kept_at(months) for months in (6, 12, 24)),
)  # fmt: skip
