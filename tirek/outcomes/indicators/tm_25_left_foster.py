"""TransMonEE 25.1-25.9: children who left foster care, by destination; 25.5 is back to an institution."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Rows, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits
from tirek.outcomes.indicators._care import BY_CHILD, OTHERWISE, to_place, transmonee, with_disability
from tirek.programmes.engine.words import Words

LEVEL = "foster"
#: Number, id, code of the dictionary, where to.
PLACES = (
    ("25.3", "tm_25_3_reunion", "PT_CHLD_LEFTFOSTER_RETURNED", "REUNION"),
    ("25.4", "tm_25_4_family", "PT_CHLD_LEFTFOSTER_FAMILY", "FAMILY"),
    ("25.5", "tm_25_5_residential", "PT_CHLD_LEFTFOSTER_EDUINSTITUTION", "RESIDENTIAL"),
    ("25.6", "tm_25_6_adopted", "PT_CHLD_LEFTFOSTER_ADOPT", "ADOPT"),
    ("25.7", "tm_25_7_independent", "PT_CHLD_LEFTFOSTER_INDEP", "INDEP"),
    ("25.8", "tm_25_8_death", "PT_CHLD_LEFTFOSTER_DEATH", "DEATH"),
    ("25.9", "tm_25_9_other", "PT_CHLD_LEFTFOSTER_OTHER_REASON", "OTHER"),
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


TITLE = Words(
    kk="Патронат немесе қабылдаушы отбасынан шыққан балалар",
    ru="Дети, выбывшие из патронатных и приёмных семей",
    en="Children who left foster care",
)
ABOUT = Words(
    kk=(
        "Жыл ішінде патронат тәрбиешіден немесе қабылдаушы отбасынан шыққан 0–17 жастағы балалар. Бала "
        "жыл ішінде бірнеше рет шықса, жалпы санда бір рет, әр бағыт бойынша бір реттен есептеледі. Сынақ "
        "мерзімі шешім қабылданғанға дейін шығу болып саналмайды."
    ),
    ru=(
        "Дети 0–17 лет, выбывшие за год от патронатных воспитателей и из приёмных семей. Ребёнок, "
        "выбывший за год несколько раз, в общем числе считается один раз и по одному разу в каждом "
        "направлении. Пробное проживание до решения выбытием не считается."
    ),
    en=(
        "Children aged 0–17 who left patronage carers or foster families in the year. A child who left "
        "several times in the year counts once in the total and once for each destination. A trial stay "
        "is no exit until the decision."
    ),
)

INDICATORS = (
    Indicator(
        id="tm_25_left_foster",
        title=TITLE,
        about=ABOUT,
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=left,
        by=(*BY_CHILD, ("left_to",)),
        standards=transmonee("25.1", "PT_CHLD_LEFTFOSTER"),
    ),
    Indicator(
        id="tm_25_2_disability",
        title=Words(
            kk="Патронат немесе қабылдаушы отбасынан шыққан балалар, мүгедектігі барлар",
            ru="Дети, выбывшие из патронатных и приёмных семей, с инвалидностью",
            en="Children who left foster care, with disabilities",
        ),
        about=ABOUT,
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=lambda facts, span: with_disability(left(facts, span)),
        by=(("sex", "age_group"), ("region", "sex"), ("left_to",)),
        standards=transmonee("25.2", "PT_CHLD_DISAB_LEFTFOSTER"),
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
