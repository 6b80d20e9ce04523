"""Children in formal care whose placement was reviewed in the last three months."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on, months_before
from tirek.outcomes.indicators._care import BY_CHILD, bcn, same_case
from tirek.programmes.engine.words import Words

REVIEWS = ("plan_reviewed", "conference")


def reviewed(facts: Facts, span: Span) -> RowTable:
    """Children in care on the last day whose plan was reviewed, or on whom a conference was held, in three months."""
    acts = facts["acts"]
    reviews = acts.filter(
        (acts["done_on"] > months_before(span.last, 3)) & (acts["done_on"] <= span.last) & acts["act"].isin(REVIEWS)
    )
    return same_case(in_care_on(facts, span.last), reviews)


def in_care(facts: Facts, span: Span) -> RowTable:
    """Children in formal care on the last day."""
    return in_care_on(facts, span.last)


INDICATOR = Indicator(
    id="bcn_09_placement_reviewed",
    title=Words(
        kk="Орналастыруы қайта қаралған балалар",
        ru="Дети в попечении, устройство которых пересмотрено",
        en="Children in care whose placement was reviewed",
    ),
    about=Words(
        kk="Соңғы үш айда жоспары қайта қаралған немесе консилиум өткен балалардың үлесі.",
        ru="Доля детей, по которым за последние три месяца пересмотрен план или состоялся консилиум.",
        en=(
            "Share of children whose plan was reviewed, or on whom a case conference was held, in the last "
            "three months."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.DAY,
    numerator=reviewed,
    denominator=in_care,
    denominator_about=Words(
        kk="жыл соңында ресми қамқорлықтағы балалар",
        ru="дети в официальном попечении на конец года",
        en="children in formal care at the end of the year",
    ),
    by=(*BY_CHILD, ("care_form",)),
    standards=bcn(9),
)
