"""What somebody promises who is given data for research. The wording has a number: who accepted, accepted that one."""

from typing import Final

from tirek.programmes.engine.words import Words

VERSION: Final = "1"
TITLE: Final = Words(
    kk="Зерттеуге арналған деректерді пайдалану туралы келісім",
    ru="Соглашение об использовании данных для исследования",
    en="Agreement on the use of data for research",
)
CLAUSES: Final = (
    Words(
        kk="Деректер тек сұрауда жазылған мақсатта, этика комитетінің рұқсаты шегінде пайдаланылады.",
        ru="Данные используются только для цели, названной в запросе, и в пределах разрешения этического комитета.",
        en="The data are used for the purpose named in the request alone, within what the ethics committee approved.",
    ),
    Words(
        kk="Мен ешкімді танып білуге тырыспаймын, деректерді адамдар туралы басқа мәліметпен байланыстырмаймын. "
        "Біреуді байқаусызда танысам, оны ешкімге айтпаймын және ұйымға бірден хабарлаймын.",
        ru="Я не пытаюсь никого узнать и не связываю данные с другими сведениями о людях. Если невольно кого-то узнаю, "
        "никому об этом не скажу и сразу сообщу организации.",
        en="I do not try to recognise anybody and do not link the data with other knowledge of people. "
        "Should I recognise somebody by accident, I tell nobody and let the organisation know at once.",
    ),
    Words(
        kk="Файлды ешкімге бермеймін, басқаларға ашық жерге салмаймын. Бірге істейтін зерттеуші өз атынан сұрайды.",
        ru="Я никому не передаю файл и не размещаю его там, где он открыт другим. Соавтор подаёт собственный запрос.",
        en="I pass the file to nobody and put it nowhere others can reach. A fellow researcher asks in their own name.",
    ),
    Words(
        kk="Жарияланатын кестелерде бес отбасыдан аз ұяшық болмайды; ең кіші және ең үлкен мәндер жеке берілмейді.",
        ru="В публикуемых таблицах нет ячеек менее чем о пяти семьях; отдельные крайние значения не приводятся.",
        en="No table I publish has a cell of fewer than five families; single extreme values are not given.",
    ),
    Words(
        kk="Файлда маған ғана тән белгі бар екенін білемін: табылған файлдың кімге берілгені сол арқылы анықталады.",
        ru="Я знаю, что файл несёт мою метку: по ней устанавливают, кому был выдан найденный файл.",
        en="I know that the file carries a mark of mine: by it a file that turns up is traced to whom it was given.",
    ),
    Words(
        kk="Мерзімі біткенде немесе ұйым кері сұратқанда файлды және оның барлық көшірмелерін жоямын.",
        ru="По истечении срока или по отзыву организации я уничтожаю файл и все его копии.",
        en="When the time is over, or the organisation recalls the release, I destroy the file and every copy of it.",
    ),
    Words(
        kk="Жұмыс жарияланғанда дереккөзі ретінде ұйымды және топтаманың нөмірін көрсетемін, жұмысты ұйымға жіберемін.",
        ru="При публикации я называю источником организацию и номер выдачи и направляю ей работу.",
        en="When I publish, I name the organisation and the number of the release as the source and send it the work.",
    ),
)


def said(language: str) -> str:
    """The agreement as plain text."""
    lines = [f"{place}. {clause.say(language)}" for place, clause in enumerate(CLAUSES, 1)]
    return "\n\n".join([f"{TITLE.say(language)} (v{VERSION})", *lines]) + "\n"
