"""Children living in formal care at the end of the year, per 100,000 children."""

from tirek.outcomes.engine.definition import POPULATION, Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import AGES, BY_CHILD, CHILDREN_OF_POPULATION, bcn
from tirek.programmes.engine.words import Words


def in_care(facts: Facts, span: Span) -> RowTable:
    """Children in formal care on the last day."""
    return in_care_on(facts, span.last)


INDICATOR = Indicator(
    id="bcn_02_in_care",
    title=Words(
        kk="Жыл соңында ресми қамқорлықтағы балалар",
        ru="Дети, находящиеся в официальном попечении на конец года",
        en="Children living in formal care at the end of the year",
    ),
    about=Words(
        kk=(
            "Жылдың соңғы күні мекемеде немесе ресми түрде басқа отбасында тұратын балалар. Үйінде сынақ "
            "мерзімінде жүрген бала шешім қабылданғанға дейін қамқорлықта деп саналады."
        ),
        ru=(
            "Дети, которые в последний день года живут в учреждении или официально устроены в другую семью. "
            "Ребёнок на пробном проживании дома считается находящимся в попечении, пока решение не принято."
        ),
        en=(
            "Children who on the last day of the year live in an institution or formally in another family. A "
            "child at home on a trial stay counts as in care until the decision."
        ),
    ),
    counted="child",
    measure=Measure.RATE,
    period=Period.DAY,
    numerator=in_care,
    denominator=POPULATION,
    denominator_about=CHILDREN_OF_POPULATION,
    by=(*BY_CHILD, ("care_form",)),
    per=100_000,
    population_ages=AGES,
    standards=bcn(2, core=True),
)
