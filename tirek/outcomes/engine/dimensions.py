"""What figures may be split by, with the words for every category. Regions and programmes bring theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tirek.outcomes.engine.treatment_words import TREATMENT
from tirek.programmes.engine.words import Words


@dataclass(frozen=True)
class Dimension:
    """Something figures are split by. ``categories`` in the order they are read; empty: a list of another floor."""

    code: str
    title: Words
    categories: Mapping[str, Words] = field(default_factory=dict)


UNKNOWN_WORDS: Final = Words(kk="белгісіз", ru="неизвестно", en="not known")

_SEX = {
    "female": Words(kk="әйел", ru="женский", en="female"),
    "male": Words(kk="ер", ru="мужской", en="male"),
    "unknown": UNKNOWN_WORDS,
}
_AGE = {
    "0": Words(kk="1 жасқа дейін", ru="до 1 года", en="under 1"),
    "1-2": Words(kk="1–2 жас", ru="1–2 года", en="1–2"),
    "3-6": Words(kk="3–6 жас", ru="3–6 лет", en="3–6"),
    "7-10": Words(kk="7–10 жас", ru="7–10 лет", en="7–10"),
    "11-14": Words(kk="11–14 жас", ru="11–14 лет", en="11–14"),
    "15-17": Words(kk="15–17 жас", ru="15–17 лет", en="15–17"),
    "18-24": Words(kk="18–24 жас", ru="18–24 года", en="18–24"),
    "25-34": Words(kk="25–34 жас", ru="25–34 года", en="25–34"),
    "35-49": Words(kk="35–49 жас", ru="35–49 лет", en="35–49"),
    "50-64": Words(kk="50–64 жас", ru="50–64 года", en="50–64"),
    "65+": Words(kk="65 жас және одан үлкен", ru="65 лет и старше", en="65 and over"),
    "unknown": UNKNOWN_WORDS,
}
_YES = {
    "yes": Words(kk="иә", ru="да", en="yes"),
    "no": Words(kk="жоқ", ru="нет", en="no"),
    "unknown": UNKNOWN_WORDS,
}
_CARE_FORM = {
    "residential": Words(kk="мекемеде", ru="в учреждении", en="residential"),
    "foster": Words(kk="патронат немесе қабылдаушы отбасы", ru="патронат или приёмная семья", en="foster"),
    "kinship": Words(kk="туыстарында", ru="у родственников", en="kinship"),
    "other_family": Words(kk="қорғаншылық және басқа отбасы", ru="опека и другая семья", en="other family"),
    "adoption": Words(kk="асырап алу", ru="усыновление", en="adoption"),
    "unknown": UNKNOWN_WORDS,
}
_LEFT_TO = {
    "REUNION": Words(kk="туған отбасына", ru="в кровную семью", en="birth family"),
    "FAMILY": Words(kk="басқа отбасына", ru="в замещающую семью", en="family-based care"),
    "RESIDENTIAL": Words(kk="мекемеге", ru="в учреждение", en="residential care"),
    "ADOPT": Words(kk="асырап алуға", ru="на усыновление", en="adoption"),
    "INDEP": Words(kk="дербес өмірге", ru="к самостоятельной жизни", en="independent life"),
    "DEATH": Words(kk="қайтыс болды", ru="смерть", en="death"),
    "OTHER": Words(kk="басқа", ru="другое", en="other"),
    "unknown": UNKNOWN_WORDS,
}

_RELATION = {
    "by_partner": Words(kk="күйеуі немесе серігі", ru="муж или партнёр", en="husband or partner"),
    "by_former_partner": Words(
        kk="бұрынғы күйеуі немесе серігі", ru="бывший муж или партнёр", en="former husband or partner"
    ),
    "by_parent": Words(kk="ата-анасы", ru="родитель", en="parent"),
    "by_partners_kin": Words(kk="күйеуінің туыстары", ru="родственники мужа", en="husband's relatives"),
    "by_grown_child": Words(kk="ересек баласы", ru="взрослый ребёнок", en="grown child"),
    "by_other_kin": Words(kk="басқа туысы", ru="другой родственник", en="another relative"),
    "by_others": Words(kk="отбасынан тыс адам", ru="посторонний", en="somebody outside the family"),
    "unknown": UNKNOWN_WORDS,
}

#: A dimension whose categories are codes of a pack (kind of treatment, ground, rule ...) takes its words from there.
DIMENSIONS: Final[Mapping[str, Dimension]] = {
    one.code: one
    for one in (
        Dimension("sex", Words(kk="Жынысы", ru="Пол", en="Sex"), _SEX),
        Dimension("age_group", Words(kk="Жас тобы", ru="Возраст", en="Age group"), _AGE),
        Dimension("region", Words(kk="Өңір", ru="Регион", en="Region")),
        Dimension("disability", Words(kk="Мүгедектігі", ru="Инвалидность", en="Disability"), _YES),
        Dimension("programme", Words(kk="Бағдарлама", ru="Программа", en="Programme")),
        Dimension("care_form", Words(kk="Орналастыру түрі", ru="Форма устройства", en="Form of care"), _CARE_FORM),
        Dimension("left_to", Words(kk="Қайда шықты", ru="Куда выбыл", en="Where to"), _LEFT_TO),
        Dimension("entry_reason", Words(kk="Келу себебі", ru="Причина поступления", en="Reason of entry")),
        Dimension("kind", Words(kk="Түрі", ru="Вид", en="Kind")),
        Dimension("rule", Words(kk="Қағида", ru="Правило", en="Rule")),
        Dimension("ground", Words(kk="Негіз", ru="Основание", en="Ground")),
        Dimension("service", Words(kk="Қызмет", ru="Услуга", en="Service")),
        Dimension("risk_level", Words(kk="Қауіп деңгейі", ru="Уровень риска", en="Level of risk")),
        Dimension("known_from", Words(kk="Қайдан белгілі", ru="Откуда известно", en="Known from")),
        Dimension("answer", Words(kk="Жауап", ru="Ответ", en="Answer")),
        Dimension("relation", Words(kk="Зорлық жасаған адам", ru="Кто применял насилие", en="By whom"), _RELATION),
        *(Dimension(*one) for one in TREATMENT),
    )
}
