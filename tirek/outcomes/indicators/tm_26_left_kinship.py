"""TransMonEE 26.1-26.9: children who left kinship care, by destination; 26.5 is back to an institution."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Rows, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits
from tirek.outcomes.indicators._care import BY_CHILD, OTHERWISE, to_place, transmonee, with_disability
from tirek.programmes.engine.words import Words

LEVEL = "kinship"
#: Number, id, code of the dictionary, where to.
PLACES = (
    ("26.3", "tm_26_3_reunion", "PT_CHLD_LEFT_KINSHIP_REUNION", "REUNION"),
    ("26.4", "tm_26_4_family", "PT_CHLD_LEFT_KINSHIP_FAMILY", "FAMILY"),
    ("26.5", "tm_26_5_residential", "PT_CHLD_LEFT_KINSHIP_RESIDENTIAL", "RESIDENTIAL"),
    ("26.6", "tm_26_6_adopted", "PT_CHLD_LEFT_KINSHIP_ADOPT", "ADOPT"),
    ("26.7", "tm_26_7_independent", "PT_CHLD_LEFT_KINSHIP_INDEP", "INDEP"),
    ("26.8", "tm_26_8_death", "PT_CHLD_LEFT_KINSHIP_DEATH", "DEATH"),
    ("26.9", "tm_26_9_other", "PT_CHLD_LEFT_KINSHIP_OTHER", "OTHER"),
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
    kk="Ресми туыстық қамқорлықтан шыққан балалар",
    ru="Дети, выбывшие из официального родственного попечения",
    en="Children who left formal kinship care",
)
ABOUT = Words(
    kk=(
        "Жыл ішінде ресми туыстық қамқорлықтан шыққан 0–17 жастағы балалар. Бағдарламаларда ресми туыстық "
        "қамқорлық бөлек жазылмайды: туысы қорғаншы болған бала қорғаншылықта деп саналады, құжатсыз "
        "туысында тұратын бала ресми қамқорлықта емес. Бала жыл ішінде бірнеше рет шықса, жалпы санда бір "
        "рет, әр бағыт бойынша бір реттен есептеледі. Сынақ мерзімі шешім қабылданғанға дейін шығу болып "
        "саналмайды."
    ),
    ru=(
        "Дети 0–17 лет, выбывшие за год из официального попечения родственников. В программах официальное "
        "родственное попечение отдельно не записывается: ребёнок под опекой родственника считается под "
        "опекой, а живущий у родных без оформления – вне официального попечения. Ребёнок, выбывший за год "
        "несколько раз, в общем числе считается один раз и по одному разу в каждом направлении. Пробное "
        "проживание до решения выбытием не считается."
    ),
    en=(
        "Children aged 0–17 who left formal kinship care in the year. The programmes do not record formal "
        "kinship care apart: a child whose guardian is a relative counts under guardianship, a child with "
        "kin without papers is not in formal care. A child who left several times in the year counts once "
        "in the total and once for each destination. A trial stay is no exit until the decision."
    ),
)

INDICATORS = (
    Indicator(
        id="tm_26_left_kinship",
        title=TITLE,
        about=ABOUT,
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=left,
        by=(*BY_CHILD, ("left_to",)),
        standards=transmonee("26.1", "PT_CHLD_LEFT_KINSHIP"),
    ),
    Indicator(
        id="tm_26_2_disability",
        title=Words(
            kk="Ресми туыстық қамқорлықтан шыққан балалар, мүгедектігі барлар",
            ru="Дети, выбывшие из официального родственного попечения, с инвалидностью",
            en="Children who left formal kinship care, with disabilities",
        ),
        about=ABOUT,
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=lambda facts, span: with_disability(left(facts, span)),
        by=(("sex", "age_group"), ("region", "sex"), ("left_to",)),
        standards=transmonee("26.2", "PT_CHLD_DISAB_LEFT_KINSHIP"),
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
