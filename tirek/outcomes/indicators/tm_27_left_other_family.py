"""TransMonEE 27.1-27.9: children who left other family care, by destination; 27.5 is back to an institution."""

from tirek.outcomes.indicators._care import leavers
from tirek.programmes.engine.words import Words

INDICATORS = leavers(
    "other_family",
    title=Words(
        kk="Қорғаншылықтан және басқа отбасынан шыққан балалар",
        ru="Дети, выбывшие из-под опеки и из других семейных форм",
        en="Children who left guardianship and other family-based care",
    ),
    about=Words(
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
    ),
    total=("27.1", "tm_27_left_other_family", "PT_CHLD_LEFT_FAMILY"),
    disability=("27.2", "tm_27_2_disability", "PT_CHLD_DISAB_LEFT_FAMILY"),
    places={
        "REUNION": ("27.3", "tm_27_3_reunion", "PT_CHLD_LEFT_FAMILY_REUNION"),
        "FAMILY": ("27.4", "tm_27_4_family", "PT_CHLD_LEFT_FAMILY_FOSTER"),
        "RESIDENTIAL": ("27.5", "tm_27_5_residential", "PT_CHLD_LEFT_FAMILY_RESIDENTIAL"),
        "ADOPT": ("27.6", "tm_27_6_adopted", "PT_CHLD_LEFT_FAMILY_ADOPT"),
        "INDEP": ("27.7", "tm_27_7_independent", "PT_CHLD_LEFT_FAMILY_INDEP"),
        "DEATH": ("27.8", "tm_27_8_death", "PT_CHLD_LEFT_FAMILY_DEATH"),
        "OTHER": ("27.9", "tm_27_9_other", "PT_CHLD_LEFT_FAMILY_OTHER"),
    },
)
