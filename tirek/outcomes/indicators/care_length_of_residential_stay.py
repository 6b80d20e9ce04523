"""Middle length of a stay in residential care that ended in the year."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span, Standard
from tirek.outcomes.engine.shapes import care_exits, care_line, days_between
from tirek.programmes.engine.words import Words


def stays(facts: Facts, span: Span) -> RowTable:
    """Stays of children who left residential care in the year; the first day is that of the whole stay."""
    left = care_exits(facts, span, "residential")
    line = care_line(facts)
    began = line.filter(line["care_form"] == "residential").select("person_key", began="starts_on", until="ended_on")
    joined = left.join(began, ["person_key", began["began"] <= left["starts_on"], began["until"] >= left["starts_on"]])
    whole = joined.group_by(*left.columns).aggregate(began=joined["began"].min())
    return whole.mutate(days=days_between(whole["began"], whole["day"]))


INDICATOR = Indicator(
    id="care_length_of_residential_stay",
    title=Words(
        kk="Мекемеде қанша күн болды",
        ru="Сколько дней длилось пребывание в учреждении",
        en="Length of a stay in residential care",
    ),
    about=Words(
        kk=(
            "Жыл ішінде мекемеден шыққан балалардың мекемеде болған күндерінің медианасы. Келесі мекемеге "
            "ауысқанға дейінгі күндер қосылады. Әлі мекемеде жүргендер кірмейді, сондықтан сан нақты "
            "ұзақтықтан қысқа көрінеді."
        ),
        ru=(
            "Медиана дней в учреждении у детей, выбывших за год. Дни в предыдущем учреждении, из которого "
            "ребёнка перевели, входят. Те, кто ещё в учреждении, не входят, поэтому число меньше настоящей "
            "длительности."
        ),
        en=(
            "Median of the days children who left in the year had spent in institutions. The days in the "
            "institution they were moved from are included. Those still there are not, so the number is "
            "shorter than stays really are."
        ),
    ),
    counted="child",
    measure=Measure.MEDIAN,
    period=Period.YEAR,
    numerator=stays,
    by=(("sex",), ("age_group",), ("left_to",), ("disability",)),
    standards=(Standard("Tirek", "care-2", verified=True),),
)
