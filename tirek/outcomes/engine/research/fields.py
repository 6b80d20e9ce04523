"""What may be asked for: the allow-list.

Each field names the columns of the facts it is made from and the fields of the records behind them. No field may rest
on what names somebody (privacy class ``direct``): a test holds that against the declarations of the apps, and rows are
read through a window that shows no other columns (``rows.window``). A field plays one of two parts. What people around
a family may know without the file is **outwardly known** and is coarsened until many look alike; what the file alone
says is **confidential**, is given as it stands, and must differ among those who look alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from tirek.outcomes.engine.dimensions import DIMENSIONS, UNKNOWN_WORDS
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.engine.research.ladders import AGE, DAY, FORM, LENGTH, REGION, Ladder, plain
from tirek.programmes.engine.words import Words


class Part(StrEnum):
    """Which part a field plays in finding somebody."""

    OUTWARD = "outward"  # quasi-identifier
    CONFIDENTIAL = "confidential"  # sensitive attribute


#: Values that tell nothing (yet): a group in which a field says only these holds no secret.
SILENT: Final = frozenset({"open", "not_due", UNKNOWN})
#: A confidential value of fewer families than are needed says only that it is rare.
RARE: Final = "rare"
RARE_WORDS: Final = Words(
    kk="сирек кездеседі, біріктірілген", ru="встречается редко, объединено", en="rare, put together"
)


@dataclass(frozen=True)
class ResearchField:
    """A field of a research table.

    ``sources`` are columns of the facts, ``records`` the fields behind them as ``app.Model.field``; ``listed`` names
    the list of the packs its codes come from, ``words`` are codes of its own.
    """

    code: str
    part: Part
    title: Words
    about: Words
    sources: tuple[str, ...]
    records: tuple[str, ...]
    ladder: Ladder = ()
    listed: str = ""
    words: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class ResearchTable:
    """A table that may be asked for: what one row is, and its fields."""

    code: str
    title: Words
    about: Words
    fields: tuple[ResearchField, ...]

    def chosen(self, codes: list[str]) -> tuple[ResearchField, ...]:
        """The fields of these codes in the table's own order."""
        return tuple(one for one in self.fields if one.code in codes)


_YES_NO = DIMENSIONS["disability"].categories
_PROGRAMME = ResearchField(
    "programme", Part.OUTWARD,
    Words(kk="Бағдарлама", ru="Программа", en="Programme"),
    Words(kk="Жағдай ашылған бағдарлама.", ru="Программа, по которой открыт случай.",
          en="The programme the case was opened under."),
    ("cases.programme",), ("casework.Case.programme",), plain(), listed="programme",
)  # fmt: skip
_SEX = ResearchField(
    "sex", Part.OUTWARD,
    Words(kk="Жынысы", ru="Пол", en="Sex"),
    Words(kk="Жазба кім туралы болса, соның жынысы.", ru="Пол того, о ком запись.", en="Sex of whom the row is about."),
    ("persons.sex",), ("people.Person.sex",), plain(DIMENSIONS["sex"].categories),
)  # fmt: skip
_REGION = ResearchField(
    "region", Part.OUTWARD,
    Words(kk="Өңір", ru="Регион", en="Region"),
    Words(kk="Жасырылмаған соңғы мекенжайдың өңірі.", ru="Регион последнего нескрытого адреса.",
          en="Region of the newest address that is not hidden."),
    ("persons.region",), ("people.Address.region",), REGION, listed="region",
)  # fmt: skip
_DISABILITY = ResearchField(
    "disability", Part.OUTWARD,
    Words(kk="Мүгедектігі", ru="Инвалидность", en="Disability"),
    Words(kk="Вашингтон тобының соңғы сұрақтары бойынша.", ru="По последним вопросам Вашингтонской группы.",
          en="By the newest questions of the Washington Group."),
    ("persons.disability",), ("casework.Assessment.answers",), plain(_YES_NO),
)  # fmt: skip


def _age(when: Words, day: str, record: str) -> ResearchField:
    return ResearchField(
        "age", Part.OUTWARD, Words(kk="Жасы", ru="Возраст", en="Age"), when,
        ("persons.born_on", day), ("people.Person.birth_date", record), AGE,
    )  # fmt: skip


CASES: Final = ResearchTable(
    "cases",
    Words(kk="Жағдайлар", ru="Случаи", en="Cases"),
    Words(
        kk="Кезеңде ашылған әр жағдай – бір жол.",
        ru="Одна строка – один случай, открытый за период.",
        en="One row for each case opened in the period.",
    ),
    (
        _PROGRAMME,
        ResearchField(
            "opened", Part.OUTWARD,
            Words(kk="Ашылған уақыты", ru="Когда открыт", en="Opened"),
            Words(kk="Жағдай қашан ашылды.", ru="Когда открыт случай.", en="When the case was opened."),
            ("cases.opened_on",), ("casework.Case.opened_on",), DAY,
        ),
        _age(
            Words(kk="Жағдай ашылғандағы жасы.", ru="Возраст при открытии случая.", en="Age when the case was opened."),
            "cases.opened_on", "casework.Case.opened_on",
        ),
        _SEX,
        _REGION,
        _DISABILITY,
        ResearchField(
            "duration", Part.OUTWARD,
            Words(kk="Ұзақтығы", ru="Длительность", en="Length"),
            Words(kk="Ашылғаннан жабылғанға дейін.", ru="От открытия до закрытия.", en="From opening to closure."),
            ("cases.opened_on", "cases.closed_on"), ("casework.Case.opened_on", "casework.Case.closed_on"), LENGTH,
        ),
        ResearchField(
            "grounds", Part.CONFIDENTIAL,
            Words(kk="Негіздері", ru="Основания", en="Grounds"),
            Words(kk="Жағдайдың негіздері, арасында нүктелі үтір.", ru="Основания случая через точку с запятой.",
                  en="Grounds of the case, a semicolon between them."),
            ("grounds.ground",), ("casework.Case.grounds",), listed="ground",
        ),
        ResearchField(
            "risk_at_opening", Part.CONFIDENTIAL,
            Words(kk="Алғашқы қауіп деңгейі", ru="Первый уровень риска", en="First level of risk"),
            Words(kk="Жағдайдың алғашқы қауіп бағасы.", ru="Первая оценка риска по случаю.",
                  en="The first rating of risk in the case."),
            ("risks.level", "risks.done_on"), ("casework.RiskRating.level", "casework.RiskRating.done_on"),
            listed="risk",
        ),
        ResearchField(
            "services", Part.CONFIDENTIAL,
            Words(kk="Көрсетілген қызметтер", ru="Оказано услуг", en="Services given"),
            Words(kk="Жағдай бойынша көрсетілген қызметтер саны.", ru="Число услуг, оказанных по случаю.",
                  en="How many services were given in the case."),
            ("services.service_key",), ("casework.Service.done_on",),
            words={
                "0": Words(kk="бірде-бір", ru="ни одной", en="none"),
                "1-3": Words(kk="1–3", ru="1–3", en="1–3"),
                "4-10": Words(kk="4–10", ru="4–10", en="4–10"),
                "11+": Words(kk="11 және одан көп", ru="11 и больше", en="11 and more"),
            },
        ),
        ResearchField(
            "outcome", Part.CONFIDENTIAL,
            Words(kk="Нәтижесі", ru="Исход", en="Outcome"),
            Words(kk="Жағдай жабылғандағы нәтиже.", ru="Исход при закрытии случая.",
                  en="The outcome at the closure of the case."),
            ("cases.outcome", "cases.state"), ("casework.Case.outcome", "casework.Case.state"), listed="outcome",
            words={"open": Words(kk="жағдай ашық", ru="случай открыт", en="case is open")},
        ),
        ResearchField(
            "kept_after_12_months", Part.CONFIDENTIAL,
            Words(kk="12 айдан кейін сақталды ма", ru="Сохранено ли через 12 месяцев", en="Kept after 12 months"),
            Words(kk="Жабылғаннан кейін 12 айда сұралғанда нәтиже сақталды ма.",
                  ru="Сохранился ли результат, когда спросили через 12 месяцев после закрытия.",
                  en="Whether the result still stood when asked 12 months after the closure."),
            ("follow_ups.months", "follow_ups.reached", "follow_ups.kept", "follow_ups.due_on"),
            ("casework.FollowUp.months", "casework.FollowUp.reached", "casework.FollowUp.outcome"),
            words={
                "yes": Words(kk="иә", ru="да", en="yes"),
                "no": Words(kk="жоқ", ru="нет", en="no"),
                "lost": Words(kk="сұралмады немесе хабарласа алмадық", ru="не спросили или не удалось связаться",
                              en="not asked or not reached"),
                "not_due": Words(kk="мерзімі келген жоқ", ru="срок ещё не наступил", en="not due yet"),
            },
        ),
    ),
)  # fmt: skip

PLACEMENTS: Final = ResearchTable(
    "placements",
    Words(kk="Орналастырулар", ru="Устройства", en="Placements"),
    Words(
        kk="Кезеңде басталған баланың әр орналастырылуы – бір жол.",
        ru="Одна строка – одно устройство ребёнка, начавшееся за период.",
        en="One row for each placement of a child that began in the period.",
    ),
    (
        _PROGRAMME,
        ResearchField(
            "entered", Part.OUTWARD,
            Words(kk="Басталған уақыты", ru="Когда началось", en="Began"),
            Words(kk="Орналастыру қашан басталды.", ru="Когда началось устройство.", en="When the placement began."),
            ("episodes.starts_on",), ("casework.Episode.done_on",), DAY,
        ),
        _age(
            Words(kk="Орналастыру басталғандағы жасы.", ru="Возраст в начале устройства.",
                  en="Age when the placement began."),
            "episodes.starts_on", "casework.Episode.done_on",
        ),
        _SEX,
        _REGION,
        _DISABILITY,
        ResearchField(
            "form", Part.OUTWARD,
            Words(kk="Орналастыру түрі", ru="Форма устройства", en="Form of care"),
            Words(kk="Баланың қайда тұрғаны.", ru="Где жил ребёнок.", en="Where the child lived."),
            ("episodes.care_form", "episodes.placement"), ("casework.Episode.kind",), FORM,
        ),
        ResearchField(
            "duration", Part.OUTWARD,
            Words(kk="Ұзақтығы", ru="Длительность", en="Length"),
            Words(kk="Орналастырудың басынан аяғына дейін.", ru="От начала до конца устройства.",
                  en="From the beginning to the end of the placement."),
            ("episodes.starts_on", "episodes.ended_on"), ("casework.Episode.done_on", "casework.Episode.ended_on"),
            LENGTH,
        ),
        ResearchField(
            "entry_reason", Part.CONFIDENTIAL,
            Words(kk="Келу себебі", ru="Причина поступления", en="Reason of entry"),
            Words(kk="Орналастыру неге басталды.", ru="Почему началось устройство.", en="Why the placement began."),
            ("episodes.entry_reason",), ("casework.Episode.entry_reason",), listed="care.entry_reason",
        ),
        ResearchField(
            "exit_reason", Part.CONFIDENTIAL,
            Words(kk="Шығу себебі", ru="Причина выбытия", en="Reason of exit"),
            Words(kk="Орналастыру неге аяқталды.", ru="Почему закончилось устройство.", en="Why the placement ended."),
            ("episodes.exit_reason", "episodes.ended_on"), ("casework.Episode.exit_reason",),
            listed="care.exit_reason",
            words={"open": Words(kk="жалғасуда", ru="продолжается", en="goes on")},
        ),
        ResearchField(
            "left_to", Part.CONFIDENTIAL,
            Words(kk="Қайда шықты", ru="Куда выбыл", en="Where to"),
            Words(kk="Бала орналастырудан қайда шықты.", ru="Куда выбыл ребёнок.", en="Where the child went."),
            ("episodes.left_to", "episodes.ended_on"), ("casework.Episode.destination",),
            words={
                **DIMENSIONS["left_to"].categories,
                "open": Words(kk="жалғасуда", ru="продолжается", en="goes on"),
            },
        ),
    ),
)  # fmt: skip

ASSESSMENTS: Final = ResearchTable(
    "assessments",
    Words(kk="Бағалаулар", ru="Оценки", en="Assessments"),
    Words(
        kk="Кезеңде толтырылған әр құрал – бір жол; жауаптар берілмейді.",
        ru="Одна строка – один инструмент, заполненный за период; ответы не передаются.",
        en="One row for each instrument completed in the period; answers are not given.",
    ),
    (
        _PROGRAMME,
        ResearchField(
            "done", Part.OUTWARD,
            Words(kk="Толтырылған уақыты", ru="Когда заполнен", en="Completed"),
            Words(kk="Құрал қашан толтырылды.", ru="Когда заполнен инструмент.", en="When it was completed."),
            ("assessments.done_on",), ("casework.Assessment.done_on",), DAY,
        ),
        _age(
            Words(kk="Толтырылған күнгі жасы; отбасы туралы болса – жағдай кім туралы болса, соның жасы.",
                  ru="Возраст в день заполнения; если о семье – возраст того, о ком случай.",
                  en="Age on the day; where it is about the family, of whom the case is about."),
            "assessments.done_on", "casework.Assessment.done_on",
        ),
        _SEX,
        _REGION,
        ResearchField(
            "instrument", Part.OUTWARD,
            Words(kk="Құрал", ru="Инструмент", en="Instrument"),
            Words(kk="Қай құрал толтырылды.", ru="Какой инструмент заполнен.", en="Which instrument."),
            ("assessments.instrument",), ("casework.Assessment.instrument",), plain(), listed="instrument",
        ),
        ResearchField(
            "since_opening", Part.OUTWARD,
            Words(kk="Жағдай ашылғаннан бері", ru="С открытия случая", en="Since the opening"),
            Words(kk="Жағдай ашылғаннан бері өткен күндер.", ru="Сколько дней прошло с открытия случая.",
                  en="Days since the case was opened."),
            ("assessments.done_on", "cases.opened_on"), ("casework.Assessment.done_on", "casework.Case.opened_on"),
            LENGTH,
        ),
        ResearchField(
            "band", Part.CONFIDENTIAL,
            Words(kk="Балл аралығы", ru="Диапазон балла", en="Band of the score"),
            Words(kk="Құралдың өз аралығы.", ru="Диапазон по самому инструменту.", en="The instrument's own band."),
            ("assessments.band",), ("casework.Assessment.band",), listed="band",
        ),
        ResearchField(
            "safety_step", Part.CONFIDENTIAL,
            Words(kk="Қауіпсіздік қадамы", ru="Шаг безопасности", en="Safety step"),
            Words(kk="Жауап шұғыл қадамды талап етті ме.", ru="Потребовал ли ответ срочного шага.",
                  en="Whether an answer asked for the safety step."),
            ("assessments.critical",), ("casework.Assessment.critical",),
            words={"yes": _YES_NO["yes"], "no": _YES_NO["no"]},
        ),
    ),
)  # fmt: skip

RESEARCH_TABLES: Final = {table.code: table for table in (CASES, PLACEMENTS, ASSESSMENTS)}
#: Codes every confidential field may hold.
ALWAYS: Final = {UNKNOWN: UNKNOWN_WORDS, RARE: RARE_WORDS}
