"""Children who died in formal care in the year, per 100,000 in care."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits, in_care_during, in_span
from tirek.outcomes.indicators._care import BY_CHILD, bcn
from tirek.programmes.engine.words import Words


def died(facts: Facts, span: Span) -> RowTable:
    """Those of them whose stay ended by death, or who are known to have died before it ended."""
    stays = in_care(facts, span)
    left = care_exits(facts, span)
    by_exit = stays.semi_join(left.filter(left["left_to"] == "DEATH"), ["person_key", "unit"])
    deaths = facts["persons"].select("person_key", "died_on")
    deaths = deaths.filter(in_span(deaths["died_on"], span))
    known = stays.semi_join(
        deaths,
        ["person_key", deaths["died_on"] >= stays["starts_on"], deaths["died_on"] <= stays["ended_on"]],
    )
    return by_exit.union(known)


def in_care(facts: Facts, span: Span) -> RowTable:
    """Children who were in formal care for at least a day of the year."""
    return in_care_during(facts, span)


INDICATOR = Indicator(
    id="bcn_05_died_in_care",
    title=Words(
        kk="Ресми қамқорлықта қайтыс болған балалар",
        ru="Дети, умершие в официальном попечении",
        en="Children who died in formal care",
    ),
    about=Words(
        kk=(
            "Жыл ішінде мекемеде немесе ресми түрде басқа отбасында тұрғанда қайтыс болған балалар, "
            "қамқорлықта болған 100 000 балаға шаққанда. Сан аз болғанда бір жағдай көрсеткішті қатты "
            "өзгертеді."
        ),
        ru=(
            "Дети, умершие за год во время жизни в учреждении или в официальной замещающей семье, на 100 000 "
            "детей, бывших в попечении. При малых числах один случай сильно меняет показатель."
        ),
        en=(
            "Children who died in the year while living in an institution or formally in another family, per "
            "100,000 children who were in care. Where numbers are small one death changes the figure a lot."
        ),
    ),
    counted="child",
    measure=Measure.RATE,
    period=Period.YEAR,
    numerator=died,
    denominator=in_care,
    denominator_about=Words(
        kk="жыл ішінде кемінде бір күн ресми қамқорлықта болған балалар",
        ru="дети, которые за год хотя бы день были в официальном попечении",
        en="children who were in formal care for at least a day of the year",
    ),
    by=BY_CHILD,
    per=100_000,
    standards=bcn(5),
)
