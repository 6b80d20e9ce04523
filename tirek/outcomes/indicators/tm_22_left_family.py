"""TransMonEE 22.1-22.7: children who left family-based care in the year, by destination (22.3: to an institution)."""

from tirek.outcomes.indicators._care import leavers
from tirek.programmes.engine.words import Words

INDICATORS = leavers(
    "family",
    title=Words(
        kk="Басқа отбасынан шыққан балалар",
        ru="Дети, выбывшие из семейных форм устройства",
        en="Children who left family-based care",
    ),
    about=Words(
        kk=(
            "Жыл ішінде қорғаншы, патронат тәрбиеші, қабылдаушы немесе басқа отбасынан шыққан 0–17 жастағы "
            "балалар. Бір отбасынан басқа отбасына ауысу шығу емес. Бала жыл ішінде бірнеше рет шықса, жалпы "
            "санда бір рет, әр бағыт бойынша бір реттен есептеледі. Сынақ мерзімі шешім қабылданғанға дейін "
            "шығу болып саналмайды."
        ),
        ru=(
            "Дети 0–17 лет, выбывшие за год из-под опеки, из патронатной, приёмной или другой замещающей "
            "семьи. Переход из одной такой семьи в другую – не выбытие. Ребёнок, выбывший за год несколько "
            "раз, в общем числе считается один раз и по одному разу в каждом направлении. Пробное проживание "
            "до решения выбытием не считается."
        ),
        en=(
            "Children aged 0–17 who left guardians, patronage carers, foster or other families in the year. A "
            "move from one such family to another is no exit. A child who left several times in the year "
            "counts once in the total and once for each destination. A trial stay is no exit until the "
            "decision."
        ),
    ),
    total=("22.1", "tm_22_left_family", "PT_CHLD_LEFT_ALLFAMILY"),
    places={
        "REUNION": ("22.2", "tm_22_2_reunion", "PT_CHLD_LEFT_ALLFAMILY_REUNION"),
        "RESIDENTIAL": ("22.3", "tm_22_3_residential", "PT_CHLD_LEFT_ALLFAMILY_RESIDENTIAL"),
        "ADOPT": ("22.4", "tm_22_4_adopted", "PT_CHLD_LEFT_ALLFAMILY_ADOPT"),
        "INDEP": ("22.5", "tm_22_5_independent", "PT_CHLD_LEFT_ALLFAMILY_INDEP"),
        "DEATH": ("22.6", "tm_22_6_death", "PT_CHLD_LEFT_ALLFAMILY_DEATH"),
        "OTHER": ("22.7", "tm_22_7_other", "PT_CHLD_LEFT_ALLFAMILY_OTHER"),
    },
)
