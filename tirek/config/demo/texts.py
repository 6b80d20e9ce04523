"""What invented workers write, in the language they write in."""

CALL = {
    "maternity_ward": {
        "kk": "Перзентханадан қоңырау: жас ана нәрестені қалдырғысы келетінін айтты. Сөйлесуге келіседі.",
        "ru": "Звонок из роддома: молодая женщина говорит, что хочет оставить новорождённого. Поговорить согласна.",
        "en": "Call from the maternity ward: a young woman says she wants to leave her newborn. She agrees to talk.",
    },
    "clinic": {
        "kk": "Емхана хабарлады: анасының баламен баратын жері жоқ, туыстары қабылдамай отыр.",
        "ru": "Из поликлиники сообщили: матери с ребёнком некуда идти, родные не принимают.",
        "en": "The clinic told us: a mother with a baby has nowhere to go, her family does not take her in.",
    },
    "self": {
        "kk": "Ананың өзі хабарласты: пәтерден шығарып жіберген, қолында нәресте.",
        "ru": "Позвонила сама: попросили съехать с квартиры, на руках младенец.",
        "en": "She called herself: she was told to leave the flat, with a baby in her arms.",
    },
    "line_111": {
        "kk": "111 байланыс орталығы жіберді: жалғызбасты ана тамақ пен баспана сұрайды.",
        "ru": "Передали из контакт-центра 111: одинокая мать просит помощи с питанием и жильём.",
        "en": "Passed on by the contact centre 111: a mother on her own asks for food and a place to stay.",
    },
    "guardianship_body": {
        "kk": "Қорғаншылық органы жіберді: анасы баланы уақытша мекемеге бергісі келеді.",
        "ru": "Направил орган опеки: мать хочет на время отдать ребёнка в учреждение.",
        "en": "Referred by the guardianship body: the mother wants to place the child in an institution for a time.",
    },
    "police": {
        "kk": "Учаскелік инспектор хабарлады: түнде вокзалда баламен отырған ана.",
        "ru": "Сообщил участковый: мать с ребёнком ночевала на вокзале.",
        "en": "The district officer told us: a mother with a child spent the night at the station.",
    },
}
CONTACT = {
    "kk": [
        "Телефонмен сөйлестік. Келесі кездесуді келістік.",
        "Әжесімен сөйлестік: демалыс күндері көмектесуге дайын.",
        "Жәрдемақы құжаттары туралы айттық, тізімін жібердім.",
    ],
    "ru": [
        "Поговорили по телефону. Договорились о встрече.",
        "Разговор с бабушкой: готова помогать в выходные.",
        "Обсудили документы на пособие, отправила список.",
    ],
    "en": ["Spoke on the phone and agreed on the next meeting.", "The grandmother is ready to help at weekends."],
}
NO_ANSWER = {
    "kk": ["Екі рет қоңырау шалдым, жауап жоқ."],
    "ru": ["Звонила дважды, ответа нет."],
    "en": ["Called twice, no answer."],
}
VISIT = {
    "kk": [
        "Бала ұйықтап жатыр, таза, тамағы бар. Анасы шаршаған, бірақ күтімге сенімді.",
        "Бала емшекпен тамақтанады, салмағы қалыпты. Тұратын жер туралы сөйлестік.",
        "Анасы түнде ұйқысы нашар екенін айтты. Кезек алмасуды келістік.",
        "Үй жылы, бала киінген. Көршісі күндіз көмектеседі.",
    ],
    "ru": [
        "Ребёнок спит, чистый, накормлен. Мать устала, но с уходом справляется.",
        "Ребёнок на грудном вскармливании, вес в норме. Говорили о жилье.",
        "Мать рассказала, что плохо спит ночью. Договорились о подмене.",
        "Дома тепло, ребёнок одет по погоде. Днём помогает соседка.",
    ],
    "en": [
        "The child is asleep, clean and fed. The mother is tired but manages the care.",
        "The child is breastfed, weight is normal. We talked about housing.",
    ],
}
WORSE = {
    "kk": ["Анасы күйзеліске түскен, туыстары үйден кетуді талап етіп отыр. Бала жиі ауырады."],
    "ru": ["Мать в подавленном состоянии, родные требуют уехать. Ребёнок часто болеет."],
    "en": ["The mother is low, her relatives want her to leave. The child is often ill."],
}
RISK = {
    "high": {
        "kk": "Тұратын жері жоқ, анасы екі ойлы, қолдау болмаса бала қалып қоюы мүмкін.",
        "ru": "Жить негде, мать сомневается; без поддержки ребёнок может остаться без семьи.",
        "en": "Nowhere to live, the mother hesitates; without support the child may lose its family.",
    },
    "medium": {
        "kk": "Тұратын жері уақытша, көмек тұрақты емес.",
        "ru": "Жильё временное, помощь нерегулярная.",
        "en": "Housing is temporary and help is irregular.",
    },
    "low": {
        "kk": "Күтімі жақсы, туыстары көмектеседі, табысы бар.",
        "ru": "Уход хороший, родные помогают, доход есть.",
        "en": "Care is good, relatives help, there is an income.",
    },
}
SERVICE = {
    "kk": ["Бірге бардық.", "Берілді, қол қойды.", ""],
    "ru": ["Съездили вместе.", "Выдано под подпись.", ""],
    "en": ["We went together.", ""],
}
TASK = {
    "kk": ["ХҚКО-дан жауап алу", "Балабақша кезегін тексеру", "Емханаға тіркелуді растау"],
    "ru": ["Получить ответ из ЦОНа", "Проверить очередь в детский сад", "Подтвердить прикрепление к поликлинике"],
    "en": ["Get the answer of the service centre", "Check the place in the kindergarten queue"],
}
REVIEW = {
    "kk": ["Мақсаттар бұрынғыдай, бірінші қадам аяқталды.", "Жоспар жүріп жатыр, мерзімдер сақталады."],
    "ru": ["Цели прежние, первый шаг выполнен.", "План идёт, сроки держим."],
    "en": ["The goals stand, the first step is done."],
}
RETURNED = {
    "kk": "Екінші мақсатта кім жауапты екені жазылмаған.",
    "ru": "Во второй цели не указано, кто отвечает.",
    "en": "The second goal does not say who is responsible.",
}
APPROVED = {"kk": "Келісемін.", "ru": "Согласовано.", "en": "Agreed."}
CLOSING = {
    "kk": "Отбасы бірге, баспанасы мен табысы бар. Қайда хабарласу керегін біледі.",
    "ru": "Семья вместе, есть жильё и доход. Знают, куда обратиться.",
    "en": "The family is together, with housing and an income. They know where to turn.",
}
APART = {
    "kk": "Бала басқа күтімде. Анасымен байланыс сақталады.",
    "ru": "Ребёнок в другом устройстве. Связь с матерью сохраняется.",
    "en": "The child is in other care. Contact with the mother is kept.",
}
FOLLOW_UP = {
    "kk": ["Үйінде болдым. Бала анасымен, өсіп келеді.", "Телефонмен сөйлестік, бәрі жақсы."],
    "ru": ["Была дома. Ребёнок с матерью, растёт.", "Поговорили по телефону, всё хорошо."],
    "en": ["Visited at home. The child is with the mother and growing."],
}
REOPENED = {
    "kk": "Анасы қайта хабарласты: пәтерден шығып қалды, көмек сұрайды.",
    "ru": "Мать обратилась снова: потеряла жильё, просит помощи.",
    "en": "The mother called again: she lost her home and asks for help.",
}
RESPONSIBLE = {
    "kk": ["Әлеуметтік қызметкер", "Анасы", "Аудандық емхана", "Туыстары", "Психолог"],
    "ru": ["Социальный работник", "Мать", "Районная поликлиника", "Родственники", "Психолог"],
    "en": ["Social worker", "Mother", "District clinic", "Relatives"],
}
AGREED_WITH = {"kk": "анасы", "ru": "мать", "en": "mother"}
CHILD_OPINION = {
    "kk": "Бала нәресте, пікірі сұралмады.",
    "ru": "Ребёнок младенец, мнение не спрашивали.",
    "en": "The child is a baby, its opinion was not asked.",
}
TIES = (
    (
        "kin",
        {"kk": "Ауылдағы туыстары", "ru": "Родственники в ауле", "en": "Relatives in the village"},
        "strong",
        "to_family",
    ),
    ("neighbours", {"kk": "Көршісі", "ru": "Соседка", "en": "Neighbour"}, "strong", "both"),
    ("friends", {"kk": "Мектептегі құрбысы", "ru": "Школьная подруга", "en": "Friend from school"}, "weak", "both"),
    (
        "authority",
        {"kk": "Сот орындаушысы (қарыз)", "ru": "Судебный исполнитель (долг)", "en": "Bailiff (debt)"},
        "stressful",
        "from_family",
    ),
    (
        "social_service",
        {"kk": "Аудандық әлеуметтік қызмет", "ru": "Районная социальная служба", "en": "District social service"},
        "weak",
        "to_family",
    ),
    ("health", {"kk": "Емхана", "ru": "Поликлиника", "en": "Clinic"}, "strong", "to_family"),
    ("work", {"kk": "Наубайханадағы жұмыс", "ru": "Работа в пекарне", "en": "Work in a bakery"}, "weak", "both"),
    ("kin", {"kk": "Баланың әкесі", "ru": "Отец ребёнка", "en": "The child's father"}, "broken", ""),
)
DIED = "Немересі айтты: ақсақал қайтыс болған."
TWINS = "Егіздер: бір күнде туған екі бала, есімдері бөлек."
SAME_PERSON = "Туған күні мен телефоны бірдей; екінші жазба қоңырау кезінде ашылған."
NEW_CALL = "Екі жазбаның телефоны мен баласы бір."
SEALED = "Қауіпсіздігі үшін: оны іздеп жүрген адам бар."
ASKS = "Пришла к нам с ребёнком, документов при себе нет."
ASKS_AGAIN = "Сестра нашей подопечной, просит связаться."
GRANTED = "Өзі келісті, телефонмен сөйлестік."
