"""Children who left residential care for a family in the year, of those who were in it."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits, in_care_during
from tirek.outcomes.indicators._care import BY_CHILD, bcn
from tirek.programmes.engine.words import Words

TO_A_FAMILY = ("REUNION", "FAMILY", "ADOPT")


def left_for_family(facts: Facts, span: Span) -> RowTable:
    """Those of them who left it for their own, another or an adoptive family."""
    left = care_exits(facts, span, "residential")
    left = left.filter(left["left_to"].isin(TO_A_FAMILY)).select("person_key", "unit", "left_to").distinct()
    return in_residential(facts, span).join(left, ["person_key", "unit"])


def in_residential(facts: Facts, span: Span) -> RowTable:
    """Children who were in residential care for at least a day of the year."""
    return in_care_during(facts, span, "residential")


INDICATOR = Indicator(
    id="bcn_03_left_residential_for_family",
    title=Words(
        kk="Мекемеден отбасына шыққан балалар",
        ru="Дети, ушедшие из учреждения в семью",
        en="Children who left residential care for a family",
    ),
    about=Words(
        kk=(
            "Жыл ішінде мекемеден туған отбасына, басқа отбасына немесе асырап алған отбасына шыққан "
            "балалардың үлесі. Сынақ мерзімі шешім қабылданғанға дейін шығу болып саналмайды."
        ),
        ru=(
            "Доля детей, которые за год ушли из учреждения в кровную, замещающую или усыновившую семью. "
            "Пробное проживание до решения выбытием не считается."
        ),
        en=(
            "Share of children who in the year left an institution for their own, another or an adoptive "
            "family. A trial stay is no exit until the decision."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.YEAR,
    numerator=left_for_family,
    denominator=in_residential,
    denominator_about=Words(
        kk="жыл ішінде кемінде бір күн мекемеде болған балалар",
        ru="дети, которые за год хотя бы день жили в учреждении",
        en="children who lived in an institution for at least a day of the year",
    ),
    by=(*BY_CHILD, ("left_to",)),
    standards=bcn(3, core=True),
)
