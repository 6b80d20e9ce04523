"""Days, spans and numbers as people here write them, in Kazakh, Russian and English.

Own tables and not the locale files of a library: a Kazakh day is ``2026 ж. 16 қараша`` on every screen and every
printed page, whatever a library's next version thinks of it.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

from tirek.kernel.clock import ZONE

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
