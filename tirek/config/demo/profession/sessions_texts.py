"""What the invented sessions of the demo say."""

from typing import Any, Final

Words = dict[str, str]


def _in(kk: str, ru: str, en: str) -> Words:
    return {"kk": kk, "ru": ru, "en": en}


TITLES: Final[tuple[Words, ...]] = (
    _in(
        "Отбасын бағалау: бірінші сапардан жоспарға дейін",
        "Оценка семьи: от первого визита до плана",
        "Assessing a family: from the first visit to the plan",
    ),
    _in("Супервизия жас маманға", "Супервизия для начинающих", "Supervision for those who begin"),
    _in("Баланы қорғау: ведомстволар бірге", "Защита ребёнка: ведомства вместе", "Child protection: agencies together"),
    _in("Үйге сапар қауіпсіздігі", "Безопасность домашнего визита", "Safety of a home visit"),
    _in(
        "Тұрмыстық зорлық-зомбылық: тәжірибе мысалдары",
        "Домашнее насилие: случаи из практики",
        "Domestic violence: cases from practice",
    ),
    _in("Тәуелділік және отбасы", "Зависимость и семья", "Addiction and the family"),
    _in(
        "Кәсіби этика: шекаралар мен қызығушылықтар",
        "Профессиональная этика: границы и интересы",
        "Professional ethics: boundaries and interests",
    ),
    _in(
        "Тәжірибедегі дәлелдер: есептен зерттеуге",
        "Доказательства в практике: от отчёта к исследованию",
        "Evidence in practice: from reports to research",
    ),
    _in(
        "Әлеуметтік маманның құқығы мен міндеті",
        "Права и обязанности специалиста",
        "Rights and duties of a social work specialist",
    ),
    _in(
        "Қауымдастықтың жыл сайынғы конференциясы",
        "Ежегодная конференция ассоциации",
        "Annual conference of the association",
    ),
    _in("Этика: желідегі маман", "Этика: специалист в сети", "Ethics: a specialist online"),
    _in(
        "Балаға жақын көмек: келесі бес жыл",
        "Помощь рядом с ребёнком: следующие пять лет",
        "Help close to the child: the next five years",
    ),
)
TEXT: Final = _in(
    "Мамандар, супервизорлар, оқытушылар және студенттер тәжірибеден мысалдар талқылайды. Қатысу тегін.",
    "Специалисты, супервизоры, преподаватели и студенты разбирают случаи из практики. Участие бесплатное.",
    "Specialists, supervisors, teachers and students talk through cases from practice. Taking part is free.",
)
PLACE: Final = _in(
    "«Дана дала» университеті, 101-дәрісхана",
    "Университет «Дана дала», аудитория 101",
    "Dana Dala University, room 101",
)
CALL: Final = _in(
    "Баяндамалар мен тәжірибеден мысалдарды күтеміз. Ешбір клиент танылмауы керек.",
    "Ждём доклады и случаи из практики. Ни одного клиента нельзя узнать.",
    "Papers and cases from practice are welcome. No client may be recognised.",
)
WORDS: Final[dict[str, Words]] = {
    "opening": _in("Ашылуы", "Открытие", "Opening"),
    "talk": _in("Кіріспе баяндама", "Вводный доклад", "Introductory talk"),
    "coffee": _in("Кофе-үзіліс", "Кофе-пауза", "Coffee"),
    "lunch": _in("Түскі ас", "Обед", "Lunch"),
    "closing": _in("Ұсынымдар және қорытынды", "Рекомендации и итоги", "Recommendations and closing"),
    "slides": _in("Слайдтар", "Слайды", "Slides"),
    "to_author": _in("Қадамдар анық. Қай қадам көмектескенін толығырақ жазыңыз.", "", ""),
    "accepted": _in(
        "Баяндамаңыз қабылданды. 20 минут сөйлейсіз, 20 минут талқыланады.",
        "Доклад принят. 20 минут на выступление, 20 минут на обсуждение.",
        "Your paper is accepted. You have 20 minutes, then 20 minutes of discussion.",
    ),
    "declined": _in(
        "Биыл бағдарламаға енбеді. Тәжірибе бөлігін толықтырып, келесі жылы ұсыныңыз.",
        "В этом году в программу не вошло. Дополните практическую часть и предложите через год.",
        "It is not in this year's programme. Add to the part on practice and offer it again next year.",
    ),
}
#: Language, title, abstract of invented papers; nobody in them exists.
CASES: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "kk",
        "Алғашқы отыз күн: отбасымен сенім орнату",
        (
            "Он екі отбасымен жұмыстың алғашқы айы қаралды. Алғашқы аптада екі рет барған отбасылар "
            "жоспарға жиірек қатысты. Мысалдағы мәліметтердің бәрі өзгертілген."
        ),
    ),
    (
        "ru",
        "Когда семья не открывает дверь",
        (
            "Разобраны три случая, где первые визиты не состоялись. Помогли звонок в обычное для "
            "семьи время и визит вдвоём. Все подробности изменены, семьи вымышлены."
        ),
    ),
    (
        "en",
        "What supervision changes in a plan",
        (
            "Plans written before and after six months of group supervision were compared. Later "
            "plans name who does what by when. All details are invented."
        ),
    ),
    (
        "kk",
        "Мектептегі маман: ерте белгілер",
        ("Сабаққа келмеу отбасыдағы қиындықтың алғашқы белгісі болған төрт жағдай талданды. Мәліметтер өзгертілген."),
    ),
    (
        "ru",
        "Бабушка как опора плана",
        (
            "В пяти вымышленных случаях старшие родственники стали частью плана поддержки. Показано, "
            "о чём с ними договариваться письменно."
        ),
    ),
    (
        "kk",
        "Қайта оралу: түзеу мекемесінен кейінгі алғашқы апта",
        ("Ресоциализация маманының бірінші аптадағы қадамдары үш ойдан шығарылған мысалда көрсетілді."),
    ),
    (
        "ru",
        "Перегрузка специалиста: что видно по нагрузке",
        (
            "Сопоставлены число дел и сроки визитов в вымышленной организации. После "
            "перераспределения дел просрочек стало меньше."
        ),
    ),
)
GUESTS: Final = (
    "Айша Дәуренқызы", "Ернар Бекұлы", "Наталья Ровная", "Самал Ержанова", "Виктор Степной", "Ақбота Нұрланқызы",
    "Ирина Вешняя", "Дәмір Қайсарұлы", "Гүлжан Төлегенова", "Павел Озёрный",
)  # fmt: skip
ANSWERS: Final[tuple[dict[str, Any], ...]] = (
    {"useful": 5, "content": 5, "organisation": 4, "apply": "yes", "change": "Бағалау парағын бірге толтырамын."},
    {
        "useful": 4,
        "content": 4,
        "organisation": 5,
        "apply": "yes",
        "change": "Буду записывать договорённости при семье.",
    },
    {"useful": 4, "content": 5, "organisation": 3, "apply": "partly", "missing": "Времени на обсуждение случаев."},
    {"useful": 5, "content": 4, "organisation": 4, "apply": "partly", "next_topic": "Супервизия топта"},
    {"useful": 3, "content": 3, "organisation": 4, "apply": "no"},
)
