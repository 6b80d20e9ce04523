"""Children placed after an assessment, of those who entered formal care."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_entries, months_before, months_later
from tirek.outcomes.indicators._care import BY_CHILD, bcn
from tirek.programmes.engine.words import Words

#: How many months before the placement an assessment still speaks about it.
MONTHS = 3


def assessed(facts: Facts, span: Span) -> RowTable:
    """Children in whose case an instrument was completed in the three months before the placement or on its day."""
    came = care_entries(facts, span)
    done = facts["assessments"].select("case_key", "done_on")
    done = done.filter((done["done_on"] <= span.last) & (done["done_on"] > months_before(span.first, MONTHS)))
    done = done.mutate(speaks_until=months_later(done["done_on"], MONTHS)).select("case_key", "done_on", "speaks_until")
    return came.semi_join(done, ["case_key", done["done_on"] <= came["day"], done["speaks_until"] >= came["day"]])


def entered(facts: Facts, span: Span) -> RowTable:
    """Children who entered formal care in the year."""
    return care_entries(facts, span)


INDICATOR = Indicator(
    id="bcn_08_assessed_on_entry",
    title=Words(
        kk="Бағалаудан кейін орналастырылған балалар",
        ru="Дети, устроенные после оценки",
        en="Children placed after an assessment",
    ),
    about=Words(
        kk=(
            "Жыл ішінде қамқорлыққа алынған балалардың ішінде орналастыру алдындағы үш айда немесе сол күні "
            "жағдайы бағаланғандардың үлесі."
        ),
        ru=(
            "Доля поступивших в попечение за год, чьё положение оценили за три месяца до устройства или в тот же день."
        ),
        en=(
            "Share of those who entered care in the year whose situation was assessed in the three months "
            "before the placement or on its day."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.YEAR,
    numerator=assessed,
    denominator=entered,
    denominator_about=Words(
        kk="жыл ішінде ресми қамқорлыққа алынған балалар",
        ru="дети, поступившие в официальное попечение за год",
        en="children who entered formal care in the year",
    ),
    by=(*BY_CHILD, ("care_form",)),
    standards=bcn(8),
)
