"""The words of the manual's practice pages that are not in the pack."""

DAYS = {
    "kk": ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
STATUS = {
    "ahead": {"kk": "алда", "ru": "впереди", "en": "ahead"},
    "due_soon": {"kk": "мерзімі жақын", "ru": "скоро срок", "en": "due soon"},
    "due_today": {"kk": "мерзімі бүгін", "ru": "срок сегодня", "en": "due today"},
    "overdue": {"kk": "мерзімі өтті", "ru": "просрочено", "en": "overdue"},
    "met": {"kk": "орындалды", "ru": "выполнено", "en": "met"},
    "met_late": {"kk": "кеш орындалды", "ru": "выполнено с опозданием", "en": "met late"},
    "lapsed": {"kk": "орындалмай қалды", "ru": "осталось невыполненным", "en": "lapsed"},
    "not_applicable": {"kk": "қолданылмайды", "ru": "не относится", "en": "does not apply"},
}
EVENTS = {
    "call": {"kk": "қоңырау", "ru": "звонок"},
    "contact": {"kk": "байланыс болды", "ru": "связь была"},
    "contact, nobody reached": {"kk": "хабарласты, ешкім жауап бермеді", "ru": "звонили, никто не ответил"},
    "visit": {"kk": "отбасына барды", "ru": "посещение"},
    "visit, child seen": {"kk": "отбасына барды, бала көрілді", "ru": "посещение, ребёнка видели"},
    "visit, alarm": {"kk": "барды, дабыл белгілері бар", "ru": "посещение, тревожные признаки"},
    "visit, nobody at home": {"kk": "барды, үйде ешкім жоқ", "ru": "приходили, никого дома"},
    "consent": {"kk": "келісім жазылды", "ru": "согласие записано"},
    "assessment": {"kk": "бағалау аяқталды", "ru": "оценка завершена"},
    "plan agreed": {"kk": "жоспар келісілді", "ru": "план согласован"},
    "plan approved": {"kk": "жоспар бекітілді", "ru": "план утверждён"},
    "plan reviewed": {"kk": "жоспар қайта қаралды", "ru": "план пересмотрен"},
    "child placed": {"kk": "бала ата-анасынан бөлек орналастырылды", "ru": "ребёнка устроили вне родительской семьи"},
    "child with the mother": {"kk": "бала анасымен тұрады", "ru": "ребёнок живёт с матерью"},
    "child born": {"kk": "бала туды", "ru": "родился ребёнок"},
    "child's home known": {"kk": "баланың кіммен тұратыны жазылды", "ru": "записано, с кем живёт ребёнок"},
    "child's home unknown": {
        "kk": "баланың кіммен тұратыны белгісіз болды",
        "ru": "стало неизвестно, с кем живёт ребёнок",
    },
    "urgent task": {"kk": "шұғыл тапсырма ашылды", "ru": "открыта срочная задача"},
    "task done": {"kk": "тапсырма орындалды", "ru": "задача выполнена"},
    "follow-up planned": {"kk": "кейінгі бақылау жоспарланды: {months}", "ru": "запланировано наблюдение: {months}"},
    "follow-up made": {"kk": "кейінгі бақылау болды", "ru": "наблюдение состоялось"},
    "conference": {"kk": "консилиум өтті", "ru": "прошёл консилиум"},
    "closed": {"kk": "жағдай жабылды", "ru": "случай закрыт"},
    "reopened": {"kk": "жағдай қайта ашылды", "ru": "случай открыт снова"},
}
# With a code of the pack after the word; what stands in brackets is left out where nothing is said of it.
CODED = {
    "contact": {"kk": "байланыс болды: {title}", "ru": "связь была: {title}", "en": "contact: {title}"},
    "visit": {"kk": "барды: {title}", "ru": "посещение: {title}", "en": "visit: {title}"},
    "consent": {"kk": "келісім жазылды: {title}", "ru": "согласие записано: {title}", "en": "consent: {title}"},
    "service": {"kk": "қызмет көрсетілді: {title}", "ru": "оказана услуга: {title}", "en": "service: {title}"},
    "assessment": {"kk": "бағалау аяқталды: {title}", "ru": "оценка завершена: {title}", "en": "assessment: {title}"},
    "episode": {"kk": "басталды: {title}", "ru": "началось: {title}", "en": "began: {title}"},
    "ended": {"kk": "аяқталды: {title}", "ru": "закончилось: {title}", "en": "ended: {title}"},
    "until": {"kk": "соңы күтіледі: {day}", "ru": "ожидаемый конец: {day}", "en": "expected end: {day}"},
}
SAID = {
    "kk": {
        "rules": "тәжірибе ережелері",
        "index": "Бағдарламалардың тәжірибе ережелері",
        "count": "{number} ереже",
        "lead": (
            "Әр ереже бойынша: не үшін қажет, мерзімі, дереккөзі және суреттелген мысалдар. Мысалдағы әр жол бір күн: "
            "не болды және сол күні кешке міндеттің жайы қандай. Бұл ережелер – бағдарламаның әдепкі тәжірибесі, "
            "заң нормасы емес. Жұмыс күндері Қазақстанның мереке күндерін ескеріп саналады."
        ),
        "written": (
            "Бет `{pack}` пакетінен және `{examples}` мысалдарынан жазылады; "
            "сынақ мысалдарды бағдарламамен салыстырады."
        ),
        "term": "Мерзімі",
        "source": "Дереккөзі",
        "verified": "Дереккөзі тексерілген",
        "unverified": "Дереккөзі тексерілмеген",
        "todo": "Не істеу керек",
        "day": "Күні",
        "happens": "Не болды",
        "evening": "Сол күні кешке",
        "due": "Мерзімі",
        "off": "демалыс",
    },
    "ru": {
        "rules": "правила практики",
        "index": "Правила практики программ",
        "count": "правил: {number}",
        "lead": (
            "По каждому правилу: зачем оно, срок, источник и нарисованные примеры. Строка примера – один день: "
            "что произошло и как обстоит дело с обязанностью вечером. Эти правила – практика программы по умолчанию, "
            "не нормы закона. Рабочие дни считаются с учётом праздников Казахстана."
        ),
        "written": "Страница пишется из пакета `{pack}` и примеров `{examples}`; тест сверяет примеры с программой.",
        "term": "Срок",
        "source": "Источник",
        "verified": "Источник проверен",
        "unverified": "Источник не проверен",
        "todo": "Что делать",
        "day": "День",
        "happens": "Что произошло",
        "evening": "Вечером этого дня",
        "due": "Срок",
        "off": "выходной",
    },
    "en": {
        "rules": "practice rules",
        "index": "Practice rules of the programmes",
        "count": "{number} rules",
        "lead": (
            "For each rule: why it is there, its term, its source, and drawn examples. A row of an example is one "
            "day: what happened, and how the duty stood that evening. The rules are practice defaults of the "
            "programme, not norms of law. Working days leave out the public holidays of Kazakhstan."
        ),
        "written": (
            "This page is written from the pack `{pack}` and the examples in `{examples}`; "
            "a test holds the examples against the program."
        ),
        "term": "Term",
        "source": "Source",
        "verified": "Source verified",
        "unverified": "Source not verified",
        "todo": "What to do",
        "day": "Day",
        "happens": "What happened",
        "evening": "That evening",
        "due": "Due",
        "off": "day off",
    },
}
