"""TransMonEE 27.1-27.9: children who left other family care, by destination; 27.5 is back to an institution."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Rows, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits
from tirek.outcomes.indicators._care import BY_CHILD, OTHERWISE, to_place, transmonee, with_disability
from tirek.programmes.engine.words import Words

LEVEL = "other_family"
#: Number, id, code of the dictionary, where to.
PLACES = (
    ("27.3", "tm_27_3_reunion", "PT_CHLD_LEFT_FAMILY_REUNION", "REUNION"),
    ("27.4", "tm_27_4_family", "PT_CHLD_LEFT_FAMILY_FOSTER", "FAMILY"),
    ("27.5", "tm_27_5_residential", "PT_CHLD_LEFT_FAMILY_RESIDENTIAL", "RESIDENTIAL"),
    ("27.6", "tm_27_6_adopted", "PT_CHLD_LEFT_FAMILY_ADOPT", "ADOPT"),
    ("27.7", "tm_27_7_independent", "PT_CHLD_LEFT_FAMILY_INDEP", "INDEP"),
    ("27.8", "tm_27_8_death", "PT_CHLD_LEFT_FAMILY_DEATH", "DEATH"),
    ("27.9", "tm_27_9_other", "PT_CHLD_LEFT_FAMILY_OTHER", "OTHER"),
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
    kk="Қорғаншылықтан және басқа отбасынан шыққан балалар",
    ru="Дети, выбывшие из-под опеки и из других семейных форм",
    en="Children who left guardianship and other family-based care",
)
ABOUT = Words(
    kk=(
        "Жыл ішінде қорғаншыдан, қонақ отбасынан немесе басқа ресми отбасылық түрден шыққан 0–17 жастағы "
        "балалар. Бала жыл ішінде бірнеше рет шықса, жалпы санда бір рет, әр бағыт бойынша бір реттен "
        "есептеледі. Сынақ мерзімі шешім қабылданғанға дейін шығу болып саналмайды."
    ),
    ru=(
        "Дети 0–17 лет, выбывшие за год из-под опеки, из гостевых семей и других официальных семейных "
        "форм. Ребёнок, выбывший за год несколько раз, в общем числе считается один раз и по одному разу "
        "в каждом направлении. Пробное проживание до решения выбытием не считается."
    ),
    en=(
        "Children aged 0–17 who left guardians, guest families or other formal family-based care in the "
        "year. A child who left several times in the year counts once in the total and once for each "
        "destination. A trial stay is no exit until the decision."
    ),
)

INDICATORS = (
    Indicator(
        id="tm_27_left_other_family",
        title=TITLE,
        about=ABOUT,
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=left,
        by=(*BY_CHILD, ("left_to",)),
        standards=transmonee("27.1", "PT_CHLD_LEFT_FAMILY"),
    ),
    Indicator(
        id="tm_27_2_disability",
        title=Words(
            kk="Қорғаншылықтан және басқа отбасынан шыққан балалар, мүгедектігі барлар",
            ru="Дети, выбывшие из-под опеки и из других семейных форм, с инвалидностью",
            en="Children who left guardianship and other family-based care, with disabilities",
        ),
        about=ABOUT,
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=lambda facts, span: with_disability(left(facts, span)),
        by=(("sex", "age_group"), ("region", "sex"), ("left_to",)),
        standards=transmonee("27.2", "PT_CHLD_DISAB_LEFT_FAMILY"),
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
