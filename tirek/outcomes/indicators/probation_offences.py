"""What happened after release in the year, each kind apart, and how it is known. A breach is no offence."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span
from tirek.outcomes.engine.shapes import described, in_span, keyed
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BREACH = "technical_breach"


def _rows(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.episodes
    rows = rows.filter(rows.track == "offence", in_span(rows.starts_on, span))
    return keyed(described(rows, facts, "starts_on", ("sex", "age_group")), "episode_key")


def _offences(facts: Facts, span: Span) -> "ir.Table":
    rows = _rows(facts, span)
    return rows.filter(rows.kind != BREACH)


def _breaches(facts: Facts, span: Span) -> "ir.Table":
    rows = _rows(facts, span)
    return rows.filter(rows.kind == BREACH)


INDICATORS = (
    Indicator(
        id="probation_offences",
        title=Words(
            kk="Босатылғаннан кейінгі оқиғалар түрі мен дереккөзі бойынша",
            ru="События после освобождения по виду и источнику",
            en="Events after release, by kind and source",
        ),
        about=Words(
            kk="Полиция ұстауы, қамауға алу, жаңа айып, қайта соттау, қайта бас бостандығынан айыру – оқиғалар саны, "
            "адамдар емес. Бір іс бойынша бірнеше оқиға болуы мүмкін. Айып – кінә емес.",
            ru="Задержание, арест, новое обвинение, повторная судимость, лишение свободы: число событий, не людей. "
            "По одному делу событий может быть несколько. Обвинение не означает вины.",
            en="Held by the police, arrested, charged, convicted, imprisoned: events, not people. One matter may bring "
            "several. A charge is no guilt.",
        ),
        counted="event",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=("release",),
        numerator=_offences,
        by=(("kind",), ("known_from",), ("kind", "known_from"), ("sex",)),
    ),
    Indicator(
        id="probation_breaches",
        title=Words(
            kk="Пробация шарттарын бұзу (қылмыссыз)",
            ru="Нарушения условий пробации (без преступления)",
            en="Breaches of probation without an offence",
        ),
        about=Words(
            kk="Жыл ішінде жазылған бұзулар саны; қайта қылмыс жасауға жатпайды және онымен қосылмайды.",
            ru="Число нарушений, записанных за год; это не преступления и с ними не складывается.",
            en="Breaches recorded in the year; they are no offences and are never added to them.",
        ),
        counted="event",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=("release",),
        numerator=_breaches,
        by=(("known_from",), ("sex",)),
    ),
)
