"""Days, spans and numbers as people here write them, in Kazakh, Russian and English.

Own tables and not the locale files of a library: a Kazakh day is ``2026 ж. 16 қараша`` on every screen and every
printed page, whatever a library's next version thinks of it.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

from tirek.kernel.clock import ZONE
from tirek.kernel.intervals import age_in_months, age_in_years

_MONTHS = {
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
    "ru": [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_MONTHS_OF = {
    **_MONTHS,
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
}
# "until 18 November" takes the dative in Kazakh.
_MONTHS_TO_KK = [
    "қаңтарға",
    "ақпанға",
    "наурызға",
    "сәуірге",
    "мамырға",
    "маусымға",
    "шілдеге",
    "тамызға",
    "қыркүйекке",
    "қазанға",
    "қарашаға",
    "желтоқсанға",
]
_WEEKDAYS = {
    "kk": ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"],
    "ru": ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
# A Kazakh noun stays in the singular after a number; Russian has a form for 1, one for 2 to 4 and one for the rest.
_COUNTED = {
    "day": {"kk": ("күн",), "ru": ("день", "дня", "дней"), "en": ("day", "days")},
    "week": {"kk": ("апта",), "ru": ("неделя", "недели", "недель"), "en": ("week", "weeks")},
    "month": {"kk": ("ай",), "ru": ("месяц", "месяца", "месяцев"), "en": ("month", "months")},
    "year": {"kk": ("жыл",), "ru": ("год", "года", "лет"), "en": ("year", "years")},
}
_AGED_KK = {"day": "күндік", "month": "айлық", "year": "жаста"}
# Up to this age people count a child's life in months.
_MONTHS_COUNT_UNTIL = 24
_THIN = "\u202f"  # narrow, and does not break the line


def page_language() -> str:
    """The language of the page in two letters; Kazakh where none is set."""
    return (get_language() or "kk")[:2] if (get_language() or "kk")[:2] in _MONTHS else "kk"


def long_day(day: date, language: str | None = None) -> str:
    """``2026 ж. 16 қараша`` · ``16 ноября 2026`` · ``16 November 2026``."""
    lang = language or page_language()
    month = _MONTHS_OF[lang][day.month - 1]
    return f"{day.year} ж. {day.day} {month}" if lang == "kk" else f"{day.day} {month} {day.year}"


def day_of_month(day: date, language: str | None = None) -> str:
    """``16 қараша`` · ``16 ноября`` · ``16 November``: where the year is plain from the place."""
    return f"{day.day} {_MONTHS_OF[language or page_language()][day.month - 1]}"


def near_day(day: date, today: date, language: str | None = None) -> str:
    """Without the year when it is this year's, with it otherwise."""
    return day_of_month(day, language) if day.year == today.year else long_day(day, language)


def short_day(day: date) -> str:
    """``16.11.2026`` in every language."""
    return f"{day:%d.%m.%Y}"


def weekday(day: date, language: str | None = None) -> str:
    """``2026 ж. 16 қараша, дүйсенбі`` · ``16 ноября 2026, понедельник`` · ``Monday 16 November 2026``."""
    lang = language or page_language()
    name = _WEEKDAYS[lang][day.weekday()]
    return f"{name} {long_day(day, lang)}" if lang == "en" else f"{long_day(day, lang)}, {name}"


def until_day(day: date, today: date, language: str | None = None) -> str:
    """``18 қарашаға дейін`` · ``до 18 ноября`` · ``by 18 November``."""
    lang = language or page_language()
    if lang == "kk":
        year = "" if day.year == today.year else f"{day.year} ж. "
        return f"{year}{day.day} {_MONTHS_TO_KK[day.month - 1]} дейін"
    return f"{'до' if lang == 'ru' else 'by'} {near_day(day, today, lang)}"


def partial_day(day: date, precision: str = "day", language: str | None = None) -> str:
    """Only what is known: ``наурыз 2025``, ``2003 ж.``, ``шамамен 2003``; never a false day."""
    lang = language or page_language()
    if precision == "day":
        return long_day(day, lang)
    if precision == "month":
        return f"{_MONTHS[lang][day.month - 1]} {day.year}"
    if precision == "year":
        return {"kk": f"{day.year} ж.", "ru": f"{day.year} г.", "en": str(day.year)}[lang]
    return {"kk": f"шамамен {day.year}", "ru": f"примерно {day.year}", "en": f"about {day.year}"}[lang]


def clock_time(instant: datetime) -> str:
    """``14:30`` on the wall in Kazakhstan."""
    return f"{instant.astimezone(ZONE):%H:%M}"


def number(value: int | float | Decimal, digits: int = 0, language: str | None = None) -> str:
    """``1 204``, ``12,2`` in Kazakh and Russian; ``1,204``, ``12.2`` in English."""
    step = Decimal(1).scaleb(-digits)
    text = f"{Decimal(str(value)).quantize(step, ROUND_HALF_UP):,}"
    if (language or page_language()) == "en":
        return text
    return text.replace(",", _THIN).replace(".", ",")


def percent(share: float | Decimal, digits: int = 1, language: str | None = None) -> str:
    """``12,2 %`` of a share of one; English writes no space."""
    lang = language or page_language()
    return number(Decimal(str(share)) * 100, digits, lang) + ("%" if lang == "en" else f"{_THIN}%")


def russian_form(count: int, forms: tuple[str, ...]) -> str:
    """The form of a Russian noun after a number: 1 день, 2 дня, 5 дней, 11 дней, 21 день."""
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else forms[2]


def counted(count: int, unit: str, language: str | None = None) -> str:
    """``4 күн`` · ``4 дня`` · ``4 days``; ``unit`` is day, week, month or year."""
    lang = language or page_language()
    forms = _COUNTED[unit][lang]
    if lang == "ru":
        return f"{number(count, language=lang)} {russian_form(count, forms)}"
    return f"{number(count, language=lang)} {forms[0] if lang == 'kk' or count == 1 else forms[1]}"


def passed(days: int, language: str | None = None) -> str:
    """How long ago: ``4 күн өтті`` · ``4 дня назад`` · ``4 days ago``; the day itself is today."""
    lang = language or page_language()
    if days <= 0:
        return {"kk": "бүгін", "ru": "сегодня", "en": "today"}[lang]
    return f"{counted(days, 'day', lang)} {({'kk': 'өтті', 'ru': 'назад', 'en': 'ago'})[lang]}"


def age(born_on: date, on: date, precision: str = "day", language: str | None = None) -> str:
    """``3 айлық`` · ``3 месяца`` · ``3 months``; from two years on in years; "about" where only the year is known."""
    lang = language or page_language()
    years, months = age_in_years(born_on, on), age_in_months(born_on, on)
    if precision in ("year", "estimated"):
        return _about_age(on.year - born_on.year, lang)
    if months >= _MONTHS_COUNT_UNTIL:
        count, unit = years, "year"
    elif months >= 1 or precision == "month":
        count, unit = months, "month"
    else:
        count, unit = max((on - born_on).days, 0), "day"
    return f"{count} {_AGED_KK[unit]}" if lang == "kk" else counted(count, unit, lang)


def _about_age(years: int, lang: str) -> str:
    # After "около" stands the genitive: около 21 года, около 23 лет.
    of_years = "года" if years % 10 == 1 and years % 100 != 11 else "лет"
    return {
        "kk": f"шамамен {years} жаста",
        "ru": f"около {years} {of_years}",
        "en": f"about {counted(years, 'year', 'en')}",
    }[lang]


def from_to(start: date | None, end: date | None, language: str | None = None) -> str:
    """``16.11.2026–20.11.2026``; with one end open ``16.11.2026 бастап`` · ``с 16.11.2026`` · ``since 16.11.2026``."""
    lang = language or page_language()
    if start and end:
        return f"{short_day(start)}–{short_day(end)}"
    if start:
        day = short_day(start)
        return {"kk": f"{day} бастап", "ru": f"с {day}", "en": f"since {day}"}[lang]
    if end:
        day = short_day(end)
        return {"kk": f"{day} дейін", "ru": f"до {day}", "en": f"until {day}"}[lang]
    return "–"
