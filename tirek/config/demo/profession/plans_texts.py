"""What the plans of the demo say. Invented: no association, ministry or conference said any of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Promised:
    """An item: number, three texts, owner, SDG target, due (year, month), and what was reported of it.

    ``told``: how many days ago, state, words, and months by which the day was moved. ``follows``: number in the plan
    before. ``adopted``: whether it is more than a proposal.
    """

    number: str
    kk: str
    ru: str
    en: str
    owner: str
    target: str
    due: tuple[int, int]
    told: tuple[tuple[int, str, str, int], ...] = ()
    follows: str = ""
    indicator: str = ""
    shown_by: str = ""
    partners: tuple[str, ...] = ()
    adopted: bool = True


ASSOCIATION: Final = "Қауымдастық"
MINISTRY: Final = "Министрлік"
UNIVERSITY: Final = "Университет"
REGIONS: Final = "Жергілікті атқарушы органдар"

BEFORE: Final = (
    Promised("1", "Әлеуметтік жұмыс мамандарының тізілімін құру", "Создать реестр специалистов социальной работы",
             "Set up a register of social work professionals", ASSOCIATION, "16.6", (2022, 12),
             ((1085, "running", "Тізілім жобасы мүшелермен талқыланды.", 0),)),
    Promised("2", "Әдеп нормаларын қабылдау", "Принять нормы этики", "Adopt norms of ethics", ASSOCIATION, "16.3",
             (2021, 6), ((1085, "done", "Жалпы жиналыс нормаларды қабылдады.", 0),)),
    Promised("3", "Супервизияны үш өңірде сынап көру", "Опробовать супервизию в трёх регионах",
             "Try out supervision in three regions", ASSOCIATION, "3.4", (2022, 6),
             ((1085, "done", "Сынақ үш өңірде өтті, есебі жарияланды.", 0),)),
    Promised("4", "Жүктеме нормасын ұсыну", "Предложить норму нагрузки", "Propose a norm of caseload", ASSOCIATION,
             "8.8", (2021, 12)),
    Promised("5", "Ауыл мамандарына арналған жазғы мектеп", "Летняя школа для сельских специалистов",
             "A summer school for rural practitioners", UNIVERSITY, "4.4", (2020, 8),
             ((1085, "dropped", "Қаржы бөлінбеді, орнына қашықтан курс ашылды.", 0),)),
    Promised("6", "Студенттер практикасының үлгі шартын жасау", "Разработать типовой договор практики студентов",
             "Draft a model agreement for student placements", UNIVERSITY, "4.3", (2022, 9)),
)  # fmt: skip

FIVE_YEARS: Final = (
    Promised("1", "Мамандар тізілімін барлық өңірде жүргізу және жыл сайын жаңарту",
             "Вести реестр специалистов во всех регионах и ежегодно обновлять его",
             "Keep the register of professionals in all regions and renew it each year", ASSOCIATION, "16.6", (2025, 6),
             ((900, "running", "Тізілімге екі жүзден астам маман енгізілді.", 0),
              (500, "done", "Тізілім барлық өңірде жүргізіледі, жыл сайын жаңартылады.", 0)),
             follows="1", shown_by="Тізілімнің ашық беті"),
    Promised("2", "Бір маманға келетін жағдайлар санының нормасын ұсынып, бекіту",
             "Предложить и утвердить норму числа случаев на одного специалиста",
             "Propose and set a norm for the number of cases of one practitioner", MINISTRY, "8.8", (2026, 3),
             ((700, "running", "Создана рабочая группа с участием ассоциации.", 0),
              (290, "running", "Проект нормы обсуждается, нужен расчёт расходов.", 3)),
             follows="4", indicator="work_caseload", partners=("Қауымдастық", "Университет")),
    Promised("3", "Жеке және топтық супервизияны барлық орталықтарда тұрақты ету",
             "Сделать индивидуальную и групповую супервизию постоянной во всех центрах",
             "Make individual and group supervision permanent in all centres", ASSOCIATION, "3.4", (2027, 12),
             ((420, "running", "Супервизорлар даярланды, келісімдер жасалуда.", 0),), follows="3"),
    Promised("4", "Студенттер практикасының үлгі шартын енгізу", "Внедрить типовой договор практики студентов",
             "Introduce the model agreement for student placements", UNIVERSITY, "4.3", (2025, 9),
             ((800, "running", "Шарт екі факультетте сыналды.", 0),
              (430, "done", "Үлгі шарт кафедраның барлық практикасында қолданылады.", 0)), follows="6"),
    Promised("5", "Санат берудің ашық ережесін қабылдау", "Принять открытые правила присвоения категории",
             "Adopt open rules of certification", ASSOCIATION, "16.6", (2024, 12),
             ((720, "done", "Ереже жалпы жиналыста қабылданды.", 0),)),
    Promised("6", "Мамандардың жылдық оқу сағаттарын есепке алу", "Вести учёт часов обучения специалистов за год",
             "Keep account of each practitioner's yearly hours of learning", ASSOCIATION, "4.4", (2026, 12),
             ((250, "running", "Сағаттар тізілімде есептеледі, екі өңірде әлі қағазда.", 0),)),
    Promised("7", "Өңірлерде бос жұмыс орындарын жыл сайын жариялау", "Ежегодно публиковать вакансии по регионам",
             "Publish vacancies by region each year", REGIONS, "8.5", (2025, 12),
             ((350, "running", "Отбасын қолдау орталықтары бойынша жарияланды.", 0),)),
    Promised("8", "Ауылдық жерде жұмыс істейтіндерге жол шығынын өтеу", "Возмещать дорожные расходы работающим на селе",
             "Refund travel costs of those who work in villages", REGIONS, "8.5", (2026, 6)),
    Promised("9", "Кәсіптік стандарттарды үш тілде жариялау", "Опубликовать профессиональные стандарты на трёх языках",
             "Publish the professional standards in three languages", ASSOCIATION, "16.10", (2026, 2),
             ((330, "done", "Стандарттар үш тілде жарияланды.", 0),)),
    Promised("10", "Жұмыстағы қауіпсіздік ережесін қабылдау", "Принять правила безопасности на работе",
             "Adopt rules of safety at work", MINISTRY, "8.8", (2027, 6),
             ((150, "running", "Проект согласуется с организациями.", 0),)),
    Promised("11", "Мамандардың бірыңғай электрондық куәлігі", "Единое электронное удостоверение специалиста",
             "A single electronic certificate of practitioners", ASSOCIATION, "16.6", (2025, 3),
             ((610, "dropped", "Оның орнына тексерілетін цифрлық куәліктер берілді.", 0),)),
    Promised("12", "Супервизорларды даярлау магистрлік бағдарламасын ашу", "Открыть магистратуру для супервизоров",
             "Open a master's programme for supervisors", UNIVERSITY, "4.3", (2027, 9),
             ((200, "running", "Бағдарлама жобасы кеңеске ұсынылды.", 0),)),
    Promised("13", "Бақылау мерзімдері сақталған отбасылардың үлесін жариялау",
             "Публиковать долю семей, по которым выдержаны сроки наблюдения",
             "Publish the share of families whose follow-up was kept in time", REGIONS, "16.2", (2027, 12),
             indicator="standards_follow_ups_in_time"),
    Promised("14", "Жыл сайынғы студенттер конференциясын өткізу", "Проводить ежегодную студенческую конференцию",
             "Hold a conference of students each year", UNIVERSITY, "4.4", (2028, 5)),
    Promised("15", "Қазақ тіліндегі терминдер сөздігін толықтыру", "Пополнить словарь терминов на казахском языке",
             "Extend the dictionary of terms in Kazakh", ASSOCIATION, "4.5", (2028, 12), adopted=False),
)  # fmt: skip

#: A joint plan as a table that came from elsewhere: taken in as a file.
HUMAN_RIGHTS: Final = Path(__file__).with_name("human_rights.csv")
#: Number: what the official reported: days ago, state, words, months by which the day was moved.
HUMAN_RIGHTS_TOLD: Final = {
    "1.1": ((560, "running", "Заключены договоры с консультантами в семи регионах.", 0),
            (300, "done", "Помощь оказывается во всех регионах.", 0)),
    "1.2": ((380, "running", "Проект стандарта на обсуждении.", 0),),
    "1.3": ((260, "running", "Порядок согласован двумя органами.", 0),),
    "2.2": ((480, "running", "Порядок разработан.", 0), (400, "done", "Порядок утверждён и действует.", 0)),
    "2.3": ((210, "running", "Помощь на дому начата в четырёх районах.", 0),),
    "3.1": ((120, "running", "Методика плана готова, идёт обучение.", 0),),
    "3.2": ((330, "running", "Поправка внесена.", 0), (40, "running", "Нужно ещё одно согласование.", 6)),
}  # fmt: skip
