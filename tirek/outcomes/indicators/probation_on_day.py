"""People on probation on the last day, by kind."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span
from tirek.outcomes.engine.shapes import described, keyed, lasting_on
from tirek.outcomes.indicators._open_cases import of_open_cases
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _on_probation(facts: Facts, span: Span) -> "ir.Table":
    rows = facts.episodes
    rows = lasting_on(rows.filter(rows.track == "probation"), span.last)
    return keyed(described(of_open_cases(rows, facts, span.last), facts, span.last), "person_key")


INDICATOR = Indicator(
    id="probation_on_day",
    title=Words(
        kk="Пробацияда тұрған адамдар", ru="Люди под пробацией", en="People on probation"
    ),
    about=Words(
        kk="Кезеңнің соңғы күні ісі ашық және пробацияда тұрғандар. Сотқа дейінгі пробация үкіммен қатар жүруі мүмкін: "
        "ондай адам әр түрінде бір рет, жалпы санда бір рет саналады.",
        ru="Люди с открытым случаем, состоящие под пробацией на последний день. Досудебная может идти рядом с "
        "приговорной: такой человек стоит в каждом виде, а в итоге – один раз.",
        en="People with an open case who are on probation on the last day. Pre-trial probation may run beside a "
        "sentence: such a person stands in each kind and once in the total.",
    ),
    counted="person",
    measure=Measure.COUNT,
    period=Period.DAY,
    programmes=("release",),
    numerator=_on_probation,
    by=(("kind",), ("sex",), ("age_group",), ("region",)),
)  # fmt: skip
