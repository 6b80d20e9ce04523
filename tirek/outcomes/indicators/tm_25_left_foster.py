"""TransMonEE 25.1-25.9: children who left foster care, by destination; 25.5 is back to an institution."""

from tirek.outcomes.indicators._care import leavers
from tirek.programmes.engine.words import Words

INDICATORS = leavers(
    "foster",
    title=Words(
        kk="Патронат немесе қабылдаушы отбасынан шыққан балалар",
        ru="Дети, выбывшие из патронатных и приёмных семей",
        en="Children who left foster care",
    ),
    about=Words(
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
    ),
    total=("25.1", "tm_25_left_foster", "PT_CHLD_LEFTFOSTER"),
    disability=("25.2", "tm_25_2_disability", "PT_CHLD_DISAB_LEFTFOSTER"),
    places={
        "REUNION": ("25.3", "tm_25_3_reunion", "PT_CHLD_LEFTFOSTER_RETURNED"),
        "FAMILY": ("25.4", "tm_25_4_family", "PT_CHLD_LEFTFOSTER_FAMILY"),
        "RESIDENTIAL": ("25.5", "tm_25_5_residential", "PT_CHLD_LEFTFOSTER_EDUINSTITUTION"),
        "ADOPT": ("25.6", "tm_25_6_adopted", "PT_CHLD_LEFTFOSTER_ADOPT"),
        "INDEP": ("25.7", "tm_25_7_independent", "PT_CHLD_LEFTFOSTER_INDEP"),
        "DEATH": ("25.8", "tm_25_8_death", "PT_CHLD_LEFTFOSTER_DEATH"),
        "OTHER": ("25.9", "tm_25_9_other", "PT_CHLD_LEFTFOSTER_OTHER_REASON"),
    },
)
