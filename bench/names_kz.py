"""Names as they occur in Kazakhstan, the common ones first: a names package's lists, widened by the compounds Kazakh
makes (Нұр + сұлтан) and by what surnames are made of."""

import random

from mimesis import Locale
from mimesis import Person as Names

COMMON_SURNAMES = (
    "Ахмет Омар Оспан Әли Сүлеймен Ыбырай Қали Әбдірахман Нұрғали Жұмабай Сейіт Ысқақ Мұқан Қасым Сәдуақас Жүніс"
    " Смағұл Бекмұхамбет Тұрсын Серік Құсайын Исабек Мұхамеджан Абай Байжан Сәрсен Кәрім Рахым Мұса Ермек Тоқтар"
    " Мырзахмет Жақсылық Есім Бейсен Сапар Қожахмет Нұрмағамбет Рамазан Шәріп Ораз Әубәкір Баймұхамбет Бекен Аманжол"
)
COMMON_MALE = (
    "Нұрлан Ерлан Серік Асқар Марат Болат Қайрат Бауыржан Талғат Дәурен Азамат Арман Айдос Ержан Нұржан Самат Руслан"
    " Данияр Әлихан Алихан Санжар Нұрсұлтан Айсұлтан Ерасыл Мирас Диас Темірлан Дінмұхаммед Ислам Арыстан Рүстем"
    " Мақсат Жандос Жасұлан Мейрам Қанат Ғабит Ғалым Ғани Қуаныш Ербол Ерболат Бекзат Олжас Медет Мұрат Мұхтар Мәди"
    " Нұрбол Асхат Азат Тимур Тимурлан Шыңғыс Ибраһим Мұхаммед Жүсіп Ысқақ Омар Оспан Әли Әбілқайыр Абылай"
    " Сүлеймен Бақыт Бақытжан Қасым Қайсар Талап Тілек Ұлан Өркен Өмір Өміржан Дархан Дәулет Еркебұлан Еркін Есен"
)
COMMON_FEMALE = (
    "Айгүл Гүлнар Сәуле Жанар Динара Әсел Әсем Айнұр Айжан Гүлмира Бақыт Мадина Аружан Айша Айым Аяулым Томирис Дана"
    " Данагүл Кәмшат Ләззат Меруерт Назым Назгүл Перизат Раушан Салтанат Сәния Толқын Ұлжан Ұлбосын Фатима Шынар"
    " Шолпан Ақмарал Ақбота Ақерке Алия Әлия Әйгерім Айгерім Айдана Балнұр Ботагөз Гүлжан Гүлсім Гүлшат Жазира Жансая"
    " Жұлдыз Зәуре Зейнеп Индира Қарлығаш Күләш Күлпаш Қымбат Маржан Мөлдір Нұргүл Нұрсәуле Нәзира Роза Сабина Сара"
    " Сымбат Хадиша Ханшайым Ажар Алтынай Аида Лаура Ляззат Инкар Гаухар Бибігүл Бибінұр Зере Ясмин Раяна"
)
FIRST_MALE = (
    "Нұр Бек Ер Бай Жан Ай Темір Сұлтан Дос Ақ Алтын Аман Есен Жақсы Сейіт Тоқ Өмір Бақыт Дәулет Ораз Мырза Тілеу"
    " Қуаныш Жұма Ырыс Мейрам Арыстан Болат Шын Ұлан Ғалым Асыл Әлі Табыл Құлан Қой Тұрсын Өте Қали Құрман Есім Бөкен"
    " Сары Қара Көк Тас Тау Күн Бақ Сағын Сапар Нияз Берді Құдай Қожа Айт Наурыз Рамазан Мамыр Қыдыр Жүсіп Ысмағұл"
    " Әбді Мұхамет Ахмет Сәт Шәкір Жолды Қазы Қабыл Елу Алпыс Жетпіс Көп Мол Тоқта Тұр Орын Шора Бөрі Арғын Найман"
)
SECOND_MALE = (
    "бек бай жан хан сұлтан болат тай ғали мұрат қожа дәулет зат ғазы келді берген мырза сейіт нияз бол қали"
    " мағамбет мұхамет ахмет гелді тілек қазы алы герей кен батыр жігіт арыстан темір дос сапа рыс"
)
FIRST_FEMALE = (
    "Ай Гүл Нұр Жан Ақ Алтын Күн Бибі Раушан Маржан Меруерт Күміс Қыз Әсем Сәуле Жұлдыз Бал Шай Тоты Дана Ару Зер"
    " Пері Қал Ерке Торғын Мәрия Базар Жұма Ораз Сара Зия Қарлы Ұл Шырын Назы Бота Қымба"
)
SECOND_FEMALE = (
    "гүл жан нұр сұлу ша ай бала жамал шолпан дана зат бике зада сәуле наз ғаным хан ару мерей бибі күл тай гүлім"
)
COMMON_RU_SURNAMES = (
    "Иванов Ким Петров Попов Смирнов Ли Кузнецов Васильев Новиков Соколов Волков Морозов Пак Павлов Козлов Сергеев"
    " Михайлов Фёдоров Степанов Андреев Николаев Алексеев Шевченко Коваленко Бондаренко Мельник Миллер Шмидт Вебер"
)
COMMON_RU_MALE = (
    "Александр Сергей Андрей Владимир Дмитрий Алексей Николай Евгений Максим Михаил Виктор Иван Артём Игорь Юрий"
    " Олег Павел Анатолий Денис Роман Василий Антон Кирилл Илья Фёдор Пётр Вячеслав Валерий Никита Даниил"
)
COMMON_RU_FEMALE = (
    "Елена Наталья Ольга Татьяна Светлана Ирина Екатерина Анна Анастасия Юлия Марина Оксана Людмила Мария Виктория"
    " Валентина Галина Любовь Надежда Нина Александра Ксения Дарья Полина Вера Яна Алёна София Евгения Лариса"
)
RU_STEMS = (
    "Алекс Анан Бел Бор Вас Вел Гор Гриш Дан Дем Дуб Ерм Жур Зай Зол Ивл Кар Клим Кор Крас Кур Лад Лап Лис Лук Мак Мар"
    " Мед Мих Мор Наг Нест Овч Орл Пан Пет Пол Род Руд Сав Сел Сем Сид Тар Тих Том Трет Усп Фед Фил Хар Чер Шап Щук"
    " Яков"
)
RU_MIDDLES = "ан ар аш ел ен еш ик ин ич ищ ов ок ол ор ун уш ыл"

# Sounds that harden or soften what follows: Темір + бек, Нұр + ғали are written as they stand.
VOWELS = "аәеёиоөуұүыіэюя"


def _listed(text: str) -> list[str]:
    return text.split()


def _unique(*lists: list[str]) -> list[str]:
    return list(dict.fromkeys(name for names in lists for name in names if name.isalpha()))


def _compounds(first: str, second: str, seed: int) -> list[str]:
    made = [one + two for one in _listed(first) for two in _listed(second) if one.lower() != two]
    random.Random(seed).shuffle(made)
    return made


def _shuffled(names: list[str], seed: int) -> list[str]:
    names = sorted(set(names))
    random.Random(seed).shuffle(names)
    return names


def _female(surname: str) -> str:
    if surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return surname + "а"
    if surname.endswith(("ский", "цкий")):
        return surname[:-2] + "ая"
    return surname[:-2] + "ая" if surname.endswith(("ый", "ой")) else surname


_KK = Names(Locale.KK)._dataset
_RU = Names(Locale.RU)._dataset
_MALE_COMPOUNDS = _compounds(FIRST_MALE, SECOND_MALE, 1)

GIVEN = {
    "male": _unique(_listed(COMMON_MALE), _shuffled(_KK["names"]["male"], 2), _MALE_COMPOUNDS[:900]),
    "female": _unique(
        _listed(COMMON_FEMALE), _shuffled(_KK["names"]["female"], 3), _compounds(FIRST_FEMALE, SECOND_FEMALE, 4)[:500]
    ),
}
#: What Kazakh surnames are made of: the names of grandfathers.
STEMS = _unique(
    _listed(COMMON_SURNAMES), _listed(COMMON_MALE), _shuffled(_KK["names"]["male"], 5), _MALE_COMPOUNDS
)  # fmt: skip
RU_GIVEN = {
    "male": _unique(_listed(COMMON_RU_MALE), _shuffled(_RU["names"]["male"], 6)),
    "female": _unique(_listed(COMMON_RU_FEMALE), _shuffled(_RU["names"]["female"], 7)),
}
_RU_MALE_SURNAMES = _unique(
    _listed(COMMON_RU_SURNAMES),
    _shuffled(_RU["surnames"]["male"], 8),
    _shuffled(
        [stem + middle + end for stem in _listed(RU_STEMS) for middle in _listed(RU_MIDDLES)
         for end in ("ов", "ин", "ский", "енко")], 9,
    ),
)  # fmt: skip
#: Male and female, twice: a Russian surname stands in Kazakh papers as it is.
RU_SURNAMES = [(name, _female(name), name, _female(name)) for name in _RU_MALE_SURNAMES]

__all__ = ["GIVEN", "RU_GIVEN", "RU_SURNAMES", "STEMS"]
