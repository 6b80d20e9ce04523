"""How one name is written: by another office, in another script, by a clerk with habits, by a hurried finger."""

import random
import re

KINDS = (
    "exact", "russian", "latin", "spelling", "typo", "no_surname", "married", "patronymic", "no_patronymic", "swapped",
    "day_month", "year_only", "january", "no_birth", "wrong_digit", "no_iin",
)  # fmt: skip

_KK_LETTERS = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"
_TO_RUSSIAN = str.maketrans(_KK_LETTERS, "агкноуухиАГКНОУУХИ")
_RUSSIAN_HABITS = (
    (re.compile("(?<=[гк])үл$"), "уль"),
    (re.compile("(?<=[гк])үл(?=[ншжм])"), "уль"),
    (re.compile("^Ә(?=[йсл])"), "А"),
    (re.compile("(?<=с)ә(?=у)"), "а"),
    (re.compile("^Ләззат"), "Ляззат"),
    (re.compile("^Ләйл"), "Ляйл"),
    (re.compile("^Кәм"), "Кам"),
    (re.compile("ай(?=ев|ева)"), "а"),
)


def russian(name: str) -> str:
    """The Kazakh name as a Russian paper usually has it: Айгуль, Сериков, Нурсултан."""
    for habit, usual in _RUSSIAN_HABITS:
        name = habit.sub(usual, name)
    return name.translate(_TO_RUSSIAN)


def surname_forms(stems: list[str]) -> list[tuple[str, str, str, str]]:
    """Surnames made of the names of forefathers: male and female in Kazakh, male and female in Russian papers.

    Most end as the Russian ones do; -ұлы, -тегі and the bare name came back with independence.
    """
    forms: dict[tuple[str, str, str, str], float] = {}
    for rank, stem in enumerate(stems):
        short = stem[:-1] if stem[-1] in "йәеьаыя" else stem.removesuffix("і") + ("и" if stem[-1] == "і" else "")
        ending = "ев" if stem[-1] in "йіәеиь" else "ов" if stem[-1] not in "аыуюя" else "ин"
        endings = [(short + ending, short + ending + "а", 1.0)]
        if rank % 2:
            endings.append((stem + "ұлы", stem + "қызы", 4.0))
        if rank % 3 == 0:
            endings.append((stem, stem, 3.0))
        if rank % 9 == 0:
            endings.append((stem + "тегі", stem + "тегі", 12.0))
        if stem[-1] in "йнмрл" and rank % 4 == 0:
            endings.append((short + "енов", short + "енова", 6.0))
        for male, female, rarer in endings:
            forms.setdefault((male, female, russian(male), russian(female)), (rank + 20) * rarer)
    return sorted(forms, key=lambda form: (forms[form], form))


# Patronymics -----------------------------------------------------------------------------------------------

_HARD, _SOFT = ("ович", "овна"), ("евич", "евна")
_IRREGULAR = {
    "Илья": ("Ильич", "Ильинична"), "Лука": ("Лукич", "Лукинична"), "Никита": ("Никитич", "Никитична"),
    "Пётр": ("Петрович", "Петровна"), "Павел": ("Павлович", "Павловна"), "Лев": ("Львович", "Львовна"),
    "Михаил": ("Михайлович", "Михайловна"), "Даниил": ("Данилович", "Даниловна"),
}  # fmt: skip


def patronymic(father: str, sex: str, form: str) -> str:
    """The father's name as a patronymic: ``kk`` Серікқызы, ``apart`` Серік қызы, ``ru`` Сериковна, ``apart_ru``
    Серик кызы, ``joined_ru`` Серикулы."""
    at = 0 if sex == "male" else 1
    if form == "kk":
        return father + ("ұлы", "қызы")[at]
    if form == "apart":
        return father + (" ұлы", " қызы")[at]
    if form == "apart_ru":
        return father + (" улы", " кызы")[at]
    if form == "joined_ru":
        return father + ("улы", "кызы")[at]
    if father in _IRREGULAR:
        return _IRREGULAR[father][at]
    if father.endswith("ий"):
        return father[:-2] + "ь" + _SOFT[at]
    if father[-1] in "йь":
        return father[:-1] + _SOFT[at]
    if father[-1] in "еия":
        return father[:-1] + _SOFT[at]
    if father[-1] in "аоыіу":
        return father[:-1] + _HARD[at]
    return father + _HARD[at]


# Latin -----------------------------------------------------------------------------------------------------

_ICAO = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_SCHEMES: dict[str, dict[str, str]] = {
    # Passports; the older Kazakh passports; the press in English; the alphabets proposed in 2018 and 2021.
    "icao": _ICAO,
    "passport": _ICAO | {"ғ": "gh", "қ": "q", "ж": "zh", "х": "kh", "ю": "yu", "я": "ya", "й": "y", "ц": "ts"},
    "press": _ICAO | {"ж": "zh", "х": "kh", "ю": "yu", "я": "ya", "й": "y", "ё": "yo", "ғ": "g", "қ": "k"},
    "j": _ICAO | {"ж": "j", "х": "h", "й": "y", "ю": "yu", "я": "ya"},
    "2018": _ICAO | {
        "ә": "á", "ғ": "ǵ", "қ": "q", "ң": "ń", "ө": "ó", "ұ": "u", "ү": "ú", "у": "ý", "и": "ı", "й": "ı", "ж": "j",
        "х": "h", "ю": "ıý", "я": "ıa",
    },
    "2021": _ICAO | {
        "ә": "ä", "ғ": "ğ", "қ": "q", "ң": "ñ", "ө": "ö", "ұ": "ū", "ү": "ü", "ж": "j", "х": "h", "й": "i", "ш": "ş",
        "ю": "iu", "я": "ia",
    },
}  # fmt: skip
LATIN_SCHEMES = tuple(_SCHEMES)


def latin(name: str, scheme: str) -> str:
    """The name in Latin letters; the press writes Yerlan, Tokayev, Kassym."""
    table = _SCHEMES[scheme]
    small = name.lower()
    if scheme == "press":
        small = re.sub("^е", "ye", re.sub("(?<=[аеиоуыэюя])ев", "yev", small))
        small = re.sub("(?<=[аеиоуы])с(?=[аеиоуы])", "ss", small)
    made = "".join(table.get(letter, letter) for letter in small)
    return " ".join(part[:1].upper() + part[1:] for part in made.split(" "))


# Variants and slips ----------------------------------------------------------------------------------------

_VARIANTS = {
    "kk": (
        ("ә", "а"), ("ө", "о"), ("ү", "у"), ("ұ", "у"), ("і", "и"), ("қ", "к"), ("ғ", "г"), ("ң", "н"), ("һ", "х"),
        ("и", "ы"), ("х", "қ"), ("ды", "ді"), ("мағамбет", "мұхамбет"), ("ё", "е"), ("у", "ұ"),
        ("дж", "ж"), ("ай", "әй"),
    ),
    "ru": (
        ("ж", "дж"), ("гуль", "гул"), ("гуль", "кул"), ("уль", "юль"), ("и", "ы"), ("ы", "и"), ("у", "ю"), ("е", "и"),
        ("хан", "кан"), ("а", "я"), ("магамбет", "мухамбет"), ("ё", "е"), ("мм", "м"), ("нн", "н"), ("ья", "ия"),
        ("о", "у"), ("к", "х"), ("ья", "иа"), ("ай", "ей"), ("гали", "кали"), ("а", "о"), ("о", "а"),
    ),
    "lat": (
        ("zh", "j"), ("zh", "dzh"), ("y", "i"), ("iu", "yu"), ("ia", "ya"), ("kh", "h"), ("k", "q"), ("e", "ye"),
        ("s", "ss"),
        ("u", "o"), ("gul", "gool"), ("ei", "ey"), ("ai", "ay"), ("i", "y"),
    ),
}  # fmt: skip
_KEYBOARDS = {
    "ru": ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    "kk": ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    "lat": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
}


def spelling_variant(name: str, script: str, chance: random.Random) -> str:
    """The name as another clerk writes it, one habit applied once; unchanged if no habit fits."""
    habits = list(_VARIANTS[script])
    chance.shuffle(habits)
    small = name.lower()
    for old, new in habits:
        places = [found.start() for found in re.finditer(old, small)]
        # A habit that would only repeat a sound is none.
        places = [at for at in places if small[max(0, at - 1) : at] != new[:1] or len(old) > 1]
        if not places or len(small) < 4:
            continue
        at = chance.choice(places)
        made = small[:at] + new + small[at + len(old) :]
        return " ".join(part[:1].upper() + part[1:] for part in made.split(" "))
    return name


def slip(name: str, script: str, chance: random.Random) -> str:
    """One edit: a letter beside on the keyboard, left out, doubled beyond, or two in the wrong order."""
    letters = list(name.lower())
    at = chance.randrange(len(letters))
    kind = chance.random()
    if kind < 0.3:
        del letters[at]
    elif kind < 0.5 and at + 1 < len(letters) and letters[at] != letters[at + 1]:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    elif kind < 0.65:
        letters.insert(at, _beside(letters[at], script, chance))
    else:
        letters[at] = _beside(letters[at], script, chance)
    made = "".join(letters)
    return made[:1].upper() + made[1:]


def _beside(letter: str, script: str, chance: random.Random) -> str:
    letter = letter.translate(_TO_RUSSIAN) if script == "kk" else letter
    for row in _KEYBOARDS[script]:
        if letter in row:
            at = row.index(letter)
            return chance.choice([row[place] for place in (at - 1, at + 1) if 0 <= place < len(row)])
    return chance.choice(chance.choice(_KEYBOARDS[script]))
