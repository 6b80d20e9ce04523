"""People without their main papers who have them now."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span
from tirek.outcomes.engine.shapes import described, in_span, keyed
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _papers(facts: Facts, kinds: tuple[str, ...]) -> "ir.Table":
    rows = facts.episodes
    return rows.filter(rows.track == "documents", rows.kind.isin(kinds))


def _documented(facts: Facts, span: Span) -> "ir.Table":
    rows = _papers(facts, ("complete",))
    rows = rows.filter(in_span(rows.starts_on, span))
    before = _papers(facts, ("missing", "in_progress")).select("person_key", day="starts_on")
    rows = rows.semi_join(before, [rows.person_key == before.person_key, before.day <= rows.starts_on])
    return keyed(described(rows, facts, span.last), "person_key")


INDICATOR = Indicator(
    id="sdg_16_9_1_documented",
    title=Words(
        kk="Құжаты болмай, оны алған адамдар",
        ru="Люди без документов, получившие их",
        en="People without papers who got them",
    ),
    about=Words(
        kk="Негізгі жеке құжаттары болмағаны не рәсімделіп жатқаны жазылған, ал осы жылы құжаттары ретке келген "
        "адамдар. Жаһандық көрсеткіш бес жасқа дейінгі балалардың тууын тіркеу туралы: бұл сан соның бөлігі емес.",
        ru="Люди, у которых не было основных документов или они оформлялись, а в этом году документы приведены в "
        "порядок. Глобальный показатель – о регистрации рождения детей до пяти лет: это число в него не входит.",
        en="People whose main papers were missing or being issued, and in the year came into order. The global "
        "indicator is about registering the births of children under five: this number is no part of it.",
    ),
    counted="person",
    measure=Measure.COUNT,
    period=Period.YEAR,
    programmes=("release", "addiction"),
    numerator=_documented,
    by=(("sex",), ("age_group",), ("region",)),
    serves=(Serves("16.9.1", Contribution.PROCESS),),
)  # fmt: skip
