"""TransMonEE 28: share of family-based care in all formal care at the end of the year."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import BY_CHILD, transmonee
from tirek.programmes.engine.words import Words


def in_care(facts: Facts, span: Span) -> RowTable:
    """Children in formal care on the last day."""
    return in_care_on(facts, span.last)


def in_family(facts: Facts, span: Span) -> RowTable:
    """Those of them in family-based care."""
    return in_care_on(facts, span.last, "family")


INDICATOR = Indicator(
    id="tm_28_family_share",
    title=Words(
        kk="Қамқорлықтағы балалардың ішіндегі отбасында тұратындардың үлесі",
        ru="Доля детей в семейных формах среди детей в попечении",
        en="Share of children in care who are in family-based care",
    ),
    about=Words(
        kk=(
            "Жыл соңында ресми қамқорлықтағы балалардың ішінде басқа отбасында тұратындардың үлесі. Үйінде "
            "сынақ мерзімінде жүрген бала шешімге дейін бұрынғы орнында деп саналады."
        ),
        ru=(
            "Доля живущих в замещающих семьях среди детей в официальном попечении на конец года. Ребёнок на "
            "пробном проживании до решения считается на прежнем месте."
        ),
        en=(
            "Share of those living in another family among children in formal care at the end of the year. A "
            "child on a trial stay counts in the place it came from until the decision."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.DAY,
    numerator=in_family,
    denominator=in_care,
    denominator_about=Words(
        kk="жыл соңында ресми қамқорлықтағы балалар",
        ru="дети в официальном попечении на конец года",
        en="children in formal care at the end of the year",
    ),
    by=BY_CHILD,
    standards=transmonee("28", "PT_CHLD_ALLFAMILY_PROP"),
)
