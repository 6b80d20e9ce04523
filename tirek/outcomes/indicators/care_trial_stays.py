"""Children at home on a trial stay at the end of the year: the decision is still open."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span, Standard
from tirek.outcomes.engine.shapes import TRIAL, in_care_on
from tirek.outcomes.indicators._care import BY_CHILD
from tirek.programmes.engine.words import Words


def on_trial(facts: Facts, span: Span) -> RowTable:
    """Children in care whose place at the moment is home, for an agreed time."""
    children = in_care_on(facts, span.last)
    return children.filter(children["kind"] == TRIAL)


INDICATOR = Indicator(
    id="care_trial_stays",
    title=Words(
        kk="Үйінде сынақ мерзімінде жүрген балалар",
        ru="Дети на пробном проживании дома",
        en="Children at home on a trial stay",
    ),
    about=Words(
        kk=(
            "Жыл соңында үйінде келісілген мерзімге жүрген, шешімі әлі қабылданбаған балалар. Олар әлі "
            "қайтқан балалар қатарына кірмейді."
        ),
        ru=(
            "Дети, которые на конец года живут дома на оговорённый срок и решение по которым ещё не принято. "
            "К возвращённым они пока не относятся."
        ),
        en=(
            "Children who at the end of the year are at home for an agreed time while the decision is open. "
            "They are not among the returned yet."
        ),
    ),
    counted="child",
    measure=Measure.COUNT,
    period=Period.DAY,
    numerator=on_trial,
    by=BY_CHILD,
    standards=(Standard("Tirek", "care-3", verified=True),),
)
