"""Children of school age in residential care who attend a local school."""

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, RowTable, Serves, Span
from tirek.outcomes.engine.shapes import in_care_on, lasting_on
from tirek.outcomes.indicators._care import BY_CHILD, bcn
from tirek.programmes.engine.words import Words

SCHOOL_AGE = ("7-10", "11-14", "15-17")
LOCAL = ("school", "college")


def of_school_age(facts: Facts, span: Span) -> RowTable:
    """Children of 7 to 17 years in residential care on the last day."""
    children = in_care_on(facts, span.last, "residential")
    return children.filter(children["age_group"].isin(SCHOOL_AGE))


def attending(facts: Facts, span: Span) -> RowTable:
    """Those of them who go to a school or college outside: no boarding school, no schooling in the institution."""
    episodes = facts["episodes"]
    schooling = episodes.filter((episodes["track"] == "schooling") & episodes["kind"].isin(LOCAL))
    return of_school_age(facts, span).semi_join(lasting_on(schooling, span.last), "person_key")


INDICATOR = Indicator(
    id="bcn_10_local_school",
    title=Words(
        kk="Жергілікті мектепте оқитын мекемедегі балалар",
        ru="Дети из учреждений, которые ходят в обычную школу",
        en="Children in residential care who attend a local school",
    ),
    about=Words(
        kk=(
            "Мекемеде тұратын 7–17 жастағы балалардың ішінде мекемеден тыс мектепте немесе колледжде "
            "оқитындардың үлесі. Мектеп-интернат пен үйде оқыту кірмейді. Оқуы жазылмаған бала бөлгіште "
            "қалады."
        ),
        ru=(
            "Доля детей 7–17 лет из учреждений, которые учатся в школе или колледже вне учреждения. "
            "Школа-интернат и обучение на дому не считаются. Ребёнок, об учёбе которого не записано, остаётся "
            "в знаменателе."
        ),
        en=(
            "Share of children aged 7–17 in institutions who go to a school or college outside. Boarding "
            "school and schooling at home do not count. A child of whose schooling nothing is written stays "
            "in the denominator."
        ),
    ),
    counted="child",
    measure=Measure.SHARE,
    period=Period.DAY,
    numerator=attending,
    denominator=of_school_age,
    denominator_about=Words(
        kk="жыл соңында мекемеде тұратын 7–17 жастағы балалар",
        ru="дети 7–17 лет, живущие в учреждении на конец года",
        en="children aged 7–17 living in an institution at the end of the year",
    ),
    by=BY_CHILD,
    serves=(Serves("4.1.2", Contribution.PROCESS),),
    standards=bcn(10),
)
