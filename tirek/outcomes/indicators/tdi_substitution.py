"""People on opioid substitution therapy on the last day."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span, Standard
from tirek.outcomes.engine.shapes import described, keyed, lasting_on
from tirek.outcomes.indicators._open_cases import of_open_cases
from tirek.outcomes.indicators._treatment import PROGRAMMES
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _on_therapy(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.episodes
    rows = lasting_on(rows.filter(rows.track == "treatment", rows.kind == "opioid_substitution"), span.last)
    return keyed(described(of_open_cases(rows, facts, span.last), facts, span.last), "person_key")


INDICATOR = Indicator(
    id="tdi_substitution",
    title=Words(
        kk="Опиоидты алмастыру терапиясындағы адамдар",
        ru="Люди на опиоидной заместительной терапии",
        en="People on opioid substitution therapy",
    ),
    about=Words(
        kk="Кезеңнің соңғы күні жүріп жатқан терапия. Ісі жабылғандар саналмайды: емінің жалғасқаны белгісіз.",
        ru="Терапия, которая идёт на последний день. Закрытые случаи не считаются: о продолжении лечения неизвестно.",
        en="Therapy under way on the last day. Closed cases are left out: whether it goes on is not known.",
    ),
    counted="person",
    measure=Measure.COUNT,
    period=Period.DAY,
    programmes=PROGRAMMES,
    numerator=_on_therapy,
    by=(("sex",), ("age_group",), ("region",)),
    standards=(Standard("EUDA TDI", "opioid substitution treatment", verified=True),),
    serves=(Serves("3.5.1", Contribution.PROCESS, "SH_SUD_TREAT"),),
)
