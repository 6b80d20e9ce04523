"""TransMonEE 7.1-7.7: children who left residential care in the year, by destination."""

from tirek.outcomes.indicators._care import leavers
from tirek.programmes.engine.words import Words

INDICATORS = leavers(
    "residential",
    title=Words(
        kk="Мекемеден шыққан балалар", ru="Дети, выбывшие из учреждений", en="Children who left residential care"
    ),
    about=Words(
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
    ),
    total=("7.1", "tm_07_left_residential", "PT_CHLD_LEFT_RESIDENTIAL"),
    places={
        "REUNION": ("7.2", "tm_07_2_reunion", "PT_CHLD_LEFT_RESIDENTIAL_REUNION"),
        "FAMILY": ("7.3", "tm_07_3_family", "PT_CHLD_LEFT_RESIDENTIAL_FAMILY"),
        "ADOPT": ("7.4", "tm_07_4_adopted", "PT_CHLD_LEFT_RESIDENTIAL_ADOPT"),
        "INDEP": ("7.5", "tm_07_5_independent", "PT_CHLD_LEFT_RESIDENTIAL_INDEP"),
        "DEATH": ("7.6", "tm_07_6_death", "PT_CHLD_LEFT_RESIDENTIAL_DEATH"),
        "OTHER": ("7.7", "tm_07_7_other", "PT_CHLD_LEFT_RESIDENTIAL_OTHER"),
    },
)
