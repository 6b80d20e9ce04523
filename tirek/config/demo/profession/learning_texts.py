"""Courses, days of a log and theses of the demo: invented, in Kazakh, Russian and English."""

from typing import Final

Words = tuple[str, str, str]
#: Code, hours, mode, topic, competences, title, about.
COURSES: Final[tuple[tuple[str, int, str, str, tuple[str, ...], Words, Words], ...]] = (
    ("records-and-consent", 12, "online", "ethics", ("keeping-records",),
     ("Жазба жүргізу және келісім", "Записи и согласие", "Records and consent"),
     ("Не жазылады, кім оқиды, қалай түсіндіріледі", "Что записывать, кто читает, как это объяснить",
      "What to write, who reads it, how to explain it")),
    ("assessing-risk", 24, "hybrid", "assessment", ("assessing-safety",),
     ("Қауіпті бағалау және қауіпсіздік жоспары", "Оценка риска и план безопасности", "Risk and safety planning"),
     ("Құрал мен кәсіби пайым", "Инструмент и профессиональное суждение", "Instrument and professional judgement")),
    ("violence-and-safety", 16, "onsite", "violence", ("recognising-violence",),
     ("Зорлық-зомбылық: тану және қорғау", "Насилие: распознать и защитить", "Violence: to recognise and protect"),
     ("Зиян келтірмей сұрау", "Как спросить и не навредить", "How to ask and do no harm")),
    ("motivational-talk", 18, "hybrid", "addiction", ("building-trust",),
     ("Уәждемелі әңгіме негіздері", "Основы мотивационной беседы", "Basics of motivational talk"),
     ("Өзгеріс туралы айыптаусыз сөйлесу", "Разговор об изменениях без осуждения", "Talking about change")),
    ("supervision-skills", 20, "hybrid", "supervision", ("leading-supervision",),
     ("Супервизия дағдылары", "Навыки супервизии", "Supervision skills"),
     ("Жеке және топтық супервизия", "Индивидуальная и групповая супервизия", "Individual and group supervision")),
    ("ethics-in-practice", 8, "online", "ethics", (),
     ("Тәжірибедегі этика", "Этика на практике", "Ethics in practice"),
     ("Қиын таңдаулар", "Трудные выборы", "Hard choices")),
    ("care-for-oneself", 6, "online", "safety", (),
     ("Маманның өз күйін сақтауы", "Забота о себе", "Caring for oneself"),
     ("Шаршау белгілері", "Признаки усталости", "Signs of exhaustion")),
)  # fmt: skip
DAYS: Final = (
    ("Ұйыммен және құжат айналымымен таныстым.", "Жазбаның мақсаты алдымен айтылатынын."),
    ("Тәлімгердің отбасымен әңгімесіне отбасының келісімімен қатыстым.", "Үнсіздікке орын беру керегін."),
    ("Бағалау құралын үйрендім, ойдан құралған мысалды талдадым.", "Балл шешім емес екенін."),
    ("Қызметтер туралы анықтама жинадым.", "Қай мекеменің қай күні қабылдайтынын."),
    ("Жоспар құруға көмектестім, мақсаттарды жаздым.", "Мақсатты отбасының сөзімен жазуды."),
    ("Топтық супервизияға тыңдаушы ретінде қатыстым.", ""),
)
#: Title, author, institution, degree, who leads, started so many days ago, took so many days (0: not defended).
WORKS: Final = (
    (("Жаңа туған сәбиді қалдыру ниетінің алдын алу", "Профилактика отказа от новорождённого",
      "Preventing the giving up of newborns"), "Ержанова А.", "master", "Смағұл Б.", 900, 620),
    (("Ауылдық жердегі әлеуметтік жұмыскердің жүктемесі", "Нагрузка социального работника в селе",
      "Workload of social workers in rural places"), "Қабдолов Н.", "master", "Ысқақ Д.", 800, 640),
    (("Интервизия топтары және кәсіби қажу", "Группы интервизии и профессиональное выгорание",
      "Intervision groups and burnout"), "Лемешева О.", "master", "Корнеева Л.", 700, 610),
    (("Отбасына қайта оралған балалардың тұрақтылығы", "Устойчивость возвращения ребёнка в семью",
      "Stability of returns to the family"), "Тұрарбек С.", "doctor", "Ысқақ Д.", 1000, 0),
    (("Пробациядағы әлеуметтік сүйемелдеудің тиімділігі", "Эффективность сопровождения в пробации",
      "Effectiveness of support on probation"), "Ерболұлы А.", "master", "Ысқақ Д.", 300, 0),
    (("Мектептегі ерте көмек", "Ранняя помощь в школе", "Early help at school"), "Нұрғали Д.", "bachelor",
     "Корнеева Л.", 420, 250),
)  # fmt: skip
