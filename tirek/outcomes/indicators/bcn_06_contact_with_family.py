"""Children in formal care who had contact with their family in the last three months."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on, months_before
from tirek.outcomes.indicators._care import BY_CHILD, bcn, same_case
from tirek.programmes.engine.words import Words

#: Channels of a contact in which child and family met, called or wrote to each other.
WITH_FAMILY = ("family_visit", "home_weekend", "family_call", "family_video", "family_letter")


def in_touch(facts: Facts, span: Span) -> RowTable:
    """Children in care on the last day in whose case such a contact was written down in the three months before."""
    acts = facts["acts"]
    contacts = acts.filter(
        (acts["done_on"] > months_before(span.last, 3))
        & (acts["done_on"] <= span.last)
        & (acts["act"] == "contact")
        & acts["detail"].isin(WITH_FAMILY)
        & (acts["reached"] != "no")
    )
    return same_case(in_care_on(facts, span.last), contacts)


def in_care(facts: Facts, span: Span) -> RowTable:
    """Children in formal care on the last day."""
    return in_care_on(facts, span.last)


INDICATOR = Indicator(
    id="bcn_06_contact_with_family",
    title=Words(
        kk="Отбасымен байланыста болған балалар",
        ru="Дети в попечении, у которых есть связь с семьёй",
        en="Children in care in contact with their family",
    ),
    about=Words(
        kk=(
            "Соңғы үш айда отбасы келген, үйінде болған, қоңырау шалған немесе хат алысқан балалардың үлесі. "
            "Жазылмаған байланыс есепке кірмейді."
        ),
        ru=(
            "Доля детей, которых за последние три месяца навещала семья, которые бывали дома, созванивались "
            "или переписывались с семьёй. Незаписанная связь не считается."
        ),
        en=(
            "Share of children whom in the last three months the family visited, who were at home, called or "
            "wrote to each other. A contact nobody wrote down does not count."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.DAY,
    numerator=in_touch,
    denominator=in_care,
    denominator_about=Words(
        kk="жыл соңында ресми қамқорлықтағы балалар",
        ru="дети в официальном попечении на конец года",
        en="children in formal care at the end of the year",
    ),
    by=(*BY_CHILD, ("care_form",)),
    standards=bcn(6),
)
