"""What the first questions on substance use ask, as dimensions: who starts treatment, living how, using what.

The categories are the answers of that instrument; the groups of substances are those of the national pack.
"""

from typing import Final

from tirek.programmes.engine.words import Words

UNKNOWN_WORDS: Final = Words(kk="белгісіз", ru="неизвестно", en="not known")

_EVER_TREATED = {
    "never": Words(kk="Жоқ, ешқашан", ru="Нет, никогда", en="No, never"),
    "here": Words(kk="Иә, осы ұйымда", ru="Да, в этой организации", en="Yes, at this organisation"),
    "elsewhere": Words(kk="Иә, басқа жерде", ru="Да, в другом месте", en="Yes, elsewhere"),
    "unknown": UNKNOWN_WORDS,
}
_SENT_BY = {
    "myself": Words(kk="Өзім іздедім", ru="Самостоятельно", en="I looked for it myself"),
    "family_friends": Words(kk="Отбасы немесе достар", ru="Семья или друзья", en="Family or friends"),
    "treatment": Words(kk="Емдеу ұйымы", ru="Лечебная организация", en="A place of treatment"),
    "doctor": Words(kk="Басқа дәрігер немесе емхана", ru="Другой врач или поликлиника", en="Another doctor or clinic"),
    "social": Words(kk="Әлеуметтік қызмет немесе ҮЕҰ", ru="Социальная служба или НПО", en="A social service or NGO"),
    "justice": Words(
        kk="Пробация немесе түзеу мекемесі",
        ru="Пробация или исправительное учреждение",
        en="Probation or a penal institution",
    ),
    "other": Words(kk="Басқа", ru="Другое", en="Other"),
    "unknown": UNKNOWN_WORDS,
}
_LIVES_WITH = {
    "alone": Words(kk="Жалғыз", ru="Один (одна)", en="Alone"),
    "parents": Words(kk="Ата-анаммен немесе туыстарыммен", ru="С родителями или родными", en="With parents or kin"),
    "partner": Words(kk="Жұбайыммен немесе серігіммен", ru="С супругом или партнёром", en="With a spouse or partner"),
    "friends": Words(
        kk="Достарыммен немесе таныстарыммен", ru="С друзьями или знакомыми", en="With friends or acquaintances"
    ),
    "institution": Words(kk="Мекемеде", ru="В учреждении", en="In an institution"),
    "other": Words(kk="Басқа", ru="Другое", en="Other"),
    "unknown": UNKNOWN_WORDS,
}
_LIVES_WHERE = {
    "stable": Words(kk="Тұрақты баспанада", ru="В постоянном жилье", en="In a stable home"),
    "unstable": Words(
        kk="Тұрақсыз: әр жерде, таныстарда", ru="Нестабильно: по знакомым, где придётся", en="In no stable place"
    ),
    "street": Words(kk="Көшеде", ru="На улице", en="In the street"),
    "shelter": Words(kk="Уақытша тұру орнында", ru="Во временном приюте", en="In a shelter"),
    "institution": Words(
        kk="Мекемеде (аурухана, қамау орны)",
        ru="В учреждении (больница, место заключения)",
        en="In an institution (hospital, custody)",
    ),
    "unknown": UNKNOWN_WORDS,
}
_LABOUR = {
    "employed": Words(kk="Тұрақты жұмыс", ru="Постоянная работа", en="Steady work"),
    "casual": Words(kk="Кездейсоқ жұмыс", ru="Случайные заработки", en="Casual work"),
    "student": Words(kk="Оқимын", ru="Учёба", en="Studies"),
    "home": Words(kk="Үй шаруасы, бала күтімі", ru="Дом, уход за детьми", en="Home, looking after children"),
    "pension": Words(
        kk="Зейнетақы немесе мүгедектік жәрдемақысы",
        ru="Пенсия или пособие по инвалидности",
        en="Pension or disability benefit",
    ),
    "none": Words(kk="Жұмысым жоқ", ru="Нет работы", en="No work"),
    "unknown": UNKNOWN_WORDS,
}
_EDUCATION = {
    "none": Words(kk="Бастауыш немесе одан аз", ru="Начальное или меньше", en="Primary or less"),
    "basic": Words(kk="Негізгі орта (9 сынып)", ru="Основное среднее (9 классов)", en="Basic secondary (9 years)"),
    "secondary": Words(kk="Жалпы орта", ru="Общее среднее", en="General secondary"),
    "vocational": Words(kk="Колледж, кәсіби", ru="Колледж, профессиональное", en="College, vocational"),
    "higher": Words(kk="Жоғары", ru="Высшее", en="Higher"),
    "unknown": UNKNOWN_WORDS,
}
_SUBSTANCE = {
    "alcohol": Words(kk="Алкоголь", ru="Алкоголь", en="Alcohol"),
    "opioids": Words(kk="Героин немесе басқа опиоид", ru="Героин или другой опиоид", en="Heroin or another opioid"),
    "synthetic_stimulants": Words(
        kk="Синтетикалық стимулятор («тұз», мефедрон)",
        ru="Синтетический стимулятор («соль», мефедрон)",
        en="Synthetic stimulant (mephedrone and the like)",
    ),
    "amphetamines": Words(
        kk="Амфетамин немесе метамфетамин", ru="Амфетамин или метамфетамин", en="Amphetamine or methamphetamine"
    ),
    "cannabis": Words(kk="Каннабис (марихуана, гашиш)", ru="Каннабис (марихуана, гашиш)", en="Cannabis"),
    "synthetic_cannabinoids": Words(
        kk="Синтетикалық каннабиноид («спайс»)", ru="Синтетический каннабиноид («спайс»)", en="Synthetic cannabinoid"
    ),
    "cocaine": Words(kk="Кокаин", ru="Кокаин", en="Cocaine"),
    "sedatives": Words(
        kk="Ұйықтататын немесе тыныштандыратын дәрі", ru="Снотворное или успокоительное", en="Sleeping pill or sedative"
    ),
    "other": Words(kk="Басқа зат", ru="Другое вещество", en="Another substance"),
    "no_substance": Words(kk="Ешқандай зат", ru="Никакого вещества", en="No substance"),
    "unknown": UNKNOWN_WORDS,
}
_ROUTE = {
    "swallow": Words(kk="Ішу, жұту", ru="Пить, глотать", en="Drink or swallow"),
    "smoke": Words(kk="Шегу", ru="Курить", en="Smoke"),
    "sniff": Words(kk="Иіскеу", ru="Нюхать", en="Sniff"),
    "inject": Words(kk="Инъекция", ru="Инъекция", en="Inject"),
    "other": Words(kk="Басқаша", ru="Иначе", en="Another way"),
    "unknown": UNKNOWN_WORDS,
}
_OFTEN = {
    "none": Words(kk="Тұтынған жоқпын", ru="Ни разу", en="Not at all"),
    "weekly_or_less": Words(
        kk="Аптасына бір рет немесе одан сирек", ru="Раз в неделю или реже", en="Once a week or less"
    ),
    "days_2_3": Words(kk="Аптасына 2–3 күн", ru="2–3 дня в неделю", en="2–3 days a week"),
    "days_4_6": Words(kk="Аптасына 4–6 күн", ru="4–6 дней в неделю", en="4–6 days a week"),
    "daily": Words(kk="Күн сайын", ru="Каждый день", en="Every day"),
    "unknown": UNKNOWN_WORDS,
}
_WHEN = {
    "never": Words(kk="Ешқашан", ru="Никогда", en="Never"),
    "earlier": Words(
        kk="Иә, бірақ соңғы 12 айда емес",
        ru="Да, но не за последние 12 месяцев",
        en="Yes, but not in the last 12 months",
    ),
    "last_year": Words(kk="Иә, соңғы 12 айда", ru="Да, за последние 12 месяцев", en="Yes, in the last 12 months"),
    "last_month": Words(kk="Иә, соңғы 30 күнде", ru="Да, за последние 30 дней", en="Yes, in the last 30 days"),
    "unknown": UNKNOWN_WORDS,
}
_YES = {
    "yes": Words(kk="иә", ru="да", en="yes"),
    "no": Words(kk="жоқ", ru="нет", en="no"),
    "unknown": UNKNOWN_WORDS,
}
_GROUP = {
    "alcohol": Words(kk="алкоголь", ru="алкоголь", en="alcohol"),
    "drugs": Words(kk="есірткі және басқа заттар", ru="наркотики и другие вещества", en="drugs and other substances"),
    "unknown": UNKNOWN_WORDS,
}

#: Code, title, categories.
TREATMENT: Final = (
    ("treated_before", Words(kk="Бұрын емделген", ru="Лечение раньше", en="Treated before"), _EVER_TREATED),
    ("sent_by", Words(kk="Кім жіберді", ru="Кто направил", en="Source of referral"), _SENT_BY),
    ("lives_with", Words(kk="Кіммен тұрады", ru="С кем живёт", en="Lives with"), _LIVES_WITH),
    ("with_children", Words(kk="Балалармен тұрады", ru="Живёт с детьми", en="Lives with children"), _YES),
    ("lives_where", Words(kk="Қайда тұрады", ru="Где живёт", en="Lives where"), _LIVES_WHERE),
    ("labour", Words(kk="Айналысатын ісі", ru="Занятие", en="Labour status"), _LABOUR),
    ("education", Words(kk="Білімі", ru="Образование", en="Education"), _EDUCATION),
    ("substance", Words(kk="Негізгі зат", ru="Основное вещество", en="Primary substance"), _SUBSTANCE),
    ("route", Words(kk="Тұтыну жолы", ru="Способ употребления", en="Route"), _ROUTE),
    ("often", Words(kk="Тұтыну жиілігі", ru="Частота употребления", en="Frequency of use"), _OFTEN),
    ("injecting", Words(kk="Инъекция", ru="Инъекции", en="Injecting"), _WHEN),
    ("shared", Words(kk="Ортақ ине", ru="Общая игла", en="Shared needle"), _WHEN),
    ("several_together", Words(kk="Бірнеше зат бірге", ru="Несколько веществ", en="Several together"), _YES),
    ("overdose_ever", Words(kk="Бұрынғы артық доза", ru="Передозировка раньше", en="Earlier overdose"), _YES),
    ("substance_group", Words(kk="Зат тобы", ru="Группа веществ", en="Group of substances"), _GROUP),
)
