"""TransMonEE 26.1-26.9: children who left kinship care, by destination; 26.5 is back to an institution."""

from tirek.outcomes.indicators._care import leavers
from tirek.programmes.engine.words import Words

INDICATORS = leavers(
    "kinship",
    title=Words(
        kk="Ресми туыстық қамқорлықтан шыққан балалар",
        ru="Дети, выбывшие из официального родственного попечения",
        en="Children who left formal kinship care",
    ),
    about=Words(
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
    ),
    total=("26.1", "tm_26_left_kinship", "PT_CHLD_LEFT_KINSHIP"),
    disability=("26.2", "tm_26_2_disability", "PT_CHLD_DISAB_LEFT_KINSHIP"),
    places={
        "REUNION": ("26.3", "tm_26_3_reunion", "PT_CHLD_LEFT_KINSHIP_REUNION"),
        "FAMILY": ("26.4", "tm_26_4_family", "PT_CHLD_LEFT_KINSHIP_FAMILY"),
        "RESIDENTIAL": ("26.5", "tm_26_5_residential", "PT_CHLD_LEFT_KINSHIP_RESIDENTIAL"),
        "ADOPT": ("26.6", "tm_26_6_adopted", "PT_CHLD_LEFT_KINSHIP_ADOPT"),
        "INDEP": ("26.7", "tm_26_7_independent", "PT_CHLD_LEFT_KINSHIP_INDEP"),
        "DEATH": ("26.8", "tm_26_8_death", "PT_CHLD_LEFT_KINSHIP_DEATH"),
        "OTHER": ("26.9", "tm_26_9_other", "PT_CHLD_LEFT_KINSHIP_OTHER"),
    },
)
