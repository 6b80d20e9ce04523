"""What the invented standards of the demo say: clauses and competences in Kazakh, Russian and English."""

from dataclasses import dataclass, field
from typing import Final

Words = tuple[str, str, str]


@dataclass(frozen=True)
class Said:
    """A clause; with a competence, its code, whom it asks and at what level."""

    number: str
    text: Words
    rules: tuple[str, ...] = ()
    competence: str = ""
    cadres: tuple[str, ...] = ()
    level: int = 0
    courses: tuple[str, ...] = field(default_factory=tuple)


FIELD: Final = ("case_worker", "guardianship", "psychologist")
CONTACT = Said(
    "1.1",
    (
        "Көмек сұраған отбасымен маман келесі жұмыс күнінен кешіктірмей сөйлеседі.",
        "Специалист говорит с семьёй, которой нужна помощь, не позднее следующего рабочего дня.",
        "The specialist speaks with a family that asks for help no later than on the next working day.",
    ),
    ("FP-01", "PR-01", "RL-05"),
)
CONSENT = Said(
    "1.2",
    (
        "Бағалауға дейін адамға не жазылатыны және оны кім оқитыны түсіндіріліп, келісімі алынады.",
        "До оценки человеку объясняют, что записывают и кто это читает, и получают его согласие.",
        "Before an assessment the person is told what is written and who reads it, and consents.",
    ),
    ("FP-03", "AD-01", "RL-02"),
    courses=("records-and-consent",),
)
ASSESS = Said(
    "1.3",
    (
        "Қажеттілік пен қауіп құрал бойынша бағаланады, шешімді маман өзі қабылдап, негіздейді.",
        "Потребности и риск оценивают по инструменту, решение принимает и обосновывает специалист.",
        "Needs and risk are assessed with an instrument; the specialist decides and gives reasons.",
    ),
    ("FP-04", "FP-10", "PR-11", "RL-12"),
    courses=("assessing-risk",),
)
PLAN = Said(
    "1.4",
    (
        "Жоспар отбасымен бірге жасалады, келісіледі және мерзімінде қайта қаралады.",
        "План составляют и согласуют вместе с семьёй и пересматривают в срок.",
        "The plan is made and agreed with the family and reviewed in time.",
    ),
    ("FP-05", "FP-09", "RE-06", "AD-10"),
)
SUPERVISED = Said(
    "1.5",
    (
        "Маман айына кемінде бір рет супервизиядан өтеді.",
        "Специалист проходит супервизию не реже раза в месяц.",
        "The specialist has supervision at least once a month.",
    ),
    courses=("supervision-skills",),
)
AFTER = Said(
    "1.6",
    (
        "Көмек аяқталғаннан кейін отбасының жағдайы белгіленген айларда анықталады.",
        "После окончания помощи в установленные месяцы узнают, как живёт семья.",
        "After the support ends, how the family fares is learned in the months laid down.",
    ),
    ("FP-14", "RE-15", "AD-12", "RL-15"),
)
TALK = Said(
    "2.1",
    (
        "Сенім орната біледі: тыңдайды, айыптамайды, отбасының күшті жақтарын көреді.",
        "Умеет выстроить доверие: слушает, не осуждает, видит сильные стороны семьи.",
        "Builds trust: listens, does not judge, sees the strengths of a family.",
    ),
    competence="building-trust",
    cadres=(*FIELD, "home_care"),
    level=3,
    courses=("motivational-talk",),
)
RISK = Said(
    "2.2",
    (
        "Баланың қауіпсіздігін бағалайды және қауіпсіздік жоспарын жасайды.",
        "Оценивает безопасность ребёнка и составляет план безопасности.",
        "Assesses the safety of a child and makes a safety plan.",
    ),
    ("FP-08", "PR-02"),
    "assessing-safety",
    ("case_worker", "guardianship"),
    3,
    ("assessing-risk",),
)
VIOLENCE = Said(
    "2.3",
    (
        "Зорлық-зомбылық белгілерін таниды және жәбірленушіге зиян келтірмей әрекет етеді.",
        "Распознаёт признаки насилия и действует, не вредя пострадавшему.",
        "Recognises signs of violence and acts without harming the one who suffered it.",
    ),
    ("PR-03",),
    "recognising-violence",
    FIELD,
    2,
    ("violence-and-safety",),
)
WRITING = Said(
    "2.4",
    (
        "Жазбаны нақты, құрметпен және артық мәліметсіз жүргізеді.",
        "Ведёт записи точно, уважительно и без лишних сведений.",
        "Keeps records that are exact, respectful and no longer than needed.",
    ),
    competence="keeping-records",
    cadres=(*FIELD, "supervisor"),
    level=3,
    courses=("records-and-consent",),
)
LEADING = Said(
    "2.5",
    (
        "Супервизияны жүргізеді: маманның тәжірибесін бірге талдайды, шаршағанын байқайды.",
        "Ведёт супервизию: разбирает практику вместе со специалистом, замечает усталость.",
        "Leads supervision: reflects on practice with the specialist and notices exhaustion.",
    ),
    competence="leading-supervision",
    cadres=("supervisor",),
    level=4,
    courses=("supervision-skills",),
)
SCHOOL = Said(
    "1.1",
    (
        "Мектеп баланың себепсіз қатыспауын үш күн ішінде отбасымен талқылайды.",
        "Школа обсуждает с семьёй пропуски без причины в течение трёх дней.",
        "The school talks with the family about unexplained absence within three days.",
    ),
)
BULLYING = Said(
    "1.2",
    (
        "Қорлау туралы хабар түскен күні баламен оңаша сөйлеседі.",
        "В день сообщения о травле с ребёнком говорят наедине.",
        "On the day bullying is reported, somebody speaks with the child alone.",
    ),
)
#: Code, sector, title, source, clauses of each version; the last of a standard without a day is its draft.
NGO: Final = ("ngo-family-work", "ngo", (
    "Үкіметтік емес ұйымдарда отбасымен әлеуметтік жұмыс стандарты",
    "Стандарт социальной работы с семьёй в неправительственных организациях",
    "Standard of social work with families in non-governmental organisations",
))  # fmt: skip
STATE: Final = ("social-protection-practice", "social_protection", (
    "Халықты әлеуметтік қорғау саласындағы әлеуметтік жұмыс стандарты",
    "Стандарт социальной работы в сфере социальной защиты",
    "Standard of social work in social protection",
))  # fmt: skip
EDUCATION: Final = ("school-social-work", "education", (
    "Мектептегі әлеуметтік жұмыс стандарты",
    "Стандарт социальной работы в школе",
    "Standard of social work at school",
))  # fmt: skip
HEALTH: Final = ("health-social-work", "health", (
    "Денсаулық сақтау ұйымдарындағы әлеуметтік жұмыс стандарты",
    "Стандарт социальной работы в организациях здравоохранения",
    "Standard of social work in health care",
))  # fmt: skip
#: About which clause, by whom, of which body, whether named; the answer and its outcome, if there is one yet.
COMMENTS: Final = (
    ("1.1", "Үш күн ауылдағы мектеп үшін аз, бес күн болсын.", "Жанар", "Ауыл мектебі", True, "partly",
     "Ауылда байланыс телефон арқылы да есептеледі; мерзім сақталады."),
    ("1.2", "Кто именно говорит с ребёнком: психолог или социальный педагог? Стоит назвать.", "", "", False, "taken",
     "Назовём: тот, кому ребёнок доверяет, и сказано, кто отвечает за разговор."),
    ("", "Стандартта ата-аналармен жұмыс туралы бөлек тармақ жоқ.", "Ерлан", "", False, "", ""),
    ("1.1", "Пропуски по болезни нужно отделить от пропусков без причины.", "Вера", "Городская школа", True, "", ""),
)  # fmt: skip
