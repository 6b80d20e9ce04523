"""TransMonEE 7.1-7.7: children who left residential care in the year, by destination."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Rows, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits
from tirek.outcomes.indicators._care import BY_CHILD, OTHERWISE, to_place, transmonee
from tirek.programmes.engine.words import Words

LEVEL = "residential"
#: Number, id, code of the dictionary, where to.
PLACES = (
    ("7.2", "tm_07_2_reunion", "PT_CHLD_LEFT_RESIDENTIAL_REUNION", "REUNION"),
    ("7.3", "tm_07_3_family", "PT_CHLD_LEFT_RESIDENTIAL_FAMILY", "FAMILY"),
    ("7.4", "tm_07_4_adopted", "PT_CHLD_LEFT_RESIDENTIAL_ADOPT", "ADOPT"),
    ("7.5", "tm_07_5_independent", "PT_CHLD_LEFT_RESIDENTIAL_INDEP", "INDEP"),
    ("7.6", "tm_07_6_death", "PT_CHLD_LEFT_RESIDENTIAL_DEATH", "DEATH"),
    ("7.7", "tm_07_7_other", "PT_CHLD_LEFT_RESIDENTIAL_OTHER", "OTHER"),
)


def left(facts: Facts, span: Span) -> RowTable:
    """Children who left this care in the year, and where to."""
    return care_exits(facts, span, LEVEL)


def left_to(place: str) -> Rows:
    """Those who left for one place."""

    def rows(facts: Facts, span: Span) -> RowTable:
        exits = left(facts, span)
        return exits.filter(exits["left_to"].isin(OTHERWISE) if place == "OTHER" else exits["left_to"] == place)

    return rows


TITLE = Words(kk="Мекемеден шыққан балалар", ru="Дети, выбывшие из учреждений", en="Children who left residential care")
ABOUT = Words(
    kk=(
        "Жыл ішінде мекемеден шыққан 0–17 жастағы балалар. Мекемеден мекемеге ауысу шығу емес. Бала жыл "
        "ішінде бірнеше рет шықса, жалпы санда бір рет, әр бағыт бойынша бір реттен есептеледі. Сынақ "
        "мерзімі шешім қабылданғанға дейін шығу болып саналмайды."
    ),
    ru=(
        "Дети 0–17 лет, выбывшие за год из учреждений. Перевод из одного учреждения в другое – не "
        "выбытие. Ребёнок, выбывший за год несколько раз, в общем числе считается один раз и по одному "
        "разу в каждом направлении. Пробное проживание до решения выбытием не считается."
    ),
    en=(
        "Children aged 0–17 who left institutions in the year. A move between institutions is no exit. A "
        "child who left several times in the year counts once in the total and once for each destination. "
        "A trial stay is no exit until the decision."
    ),
)

INDICATORS = (
    Indicator(
        id="tm_07_left_residential",
        title=TITLE,
        about=ABOUT,
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=left,
        by=(*BY_CHILD, ("left_to",)),
        standards=transmonee("7.1", "PT_CHLD_LEFT_RESIDENTIAL"),
    ),
    *(
        Indicator(
            id=name,
            title=to_place(TITLE, place),
            about=ABOUT,
            counted="child",
            measure=Measure.COUNT,
            period=Period.YEAR,
            numerator=left_to(place),
            by=BY_CHILD,
            standards=transmonee(number, code),
        )
        for number, name, code, place in PLACES
    ),
)
