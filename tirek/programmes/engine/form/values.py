"""Values of expressions and their conversions. The browser's evaluator mirrors this file line by line.

A value is a text, a number (float), a boolean or a list of values (the answers of several rows). Days are texts
``YYYY-MM-DD``; where a number is needed they count as days since 1 January 1970. What has no number is NaN, and a
NaN is written as an empty text: nobody reads "NaN" in a file.
"""

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Value = str | float | bool | list[Any]

NAN = float("nan")
_NUMBER = re.compile(r"[ \t\r\n]*-?([0-9]+(\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*")
_DATE = re.compile(r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(r"([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
_EPOCH = date(1970, 1, 1)
_FIRST, _LAST = (date(1000, 1, 1) - _EPOCH).days, (date(9999, 12, 31) - _EPOCH).days
BLANK = " \t\r\n\u00a0"


def day_of(text: str) -> date | None:
    """The day a text names, None where it names none."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def moment_of(text: str) -> tuple[date, int] | None:
    """The day and the second of it that a text names (``2026-05-04T10:30``)."""
    match = _MOMENT.fullmatch(text)
    day = day_of(match[1]) if match else None
    if match is None or day is None:
        return None
    return day, int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4] or 0)


def to_number(value: Value) -> float:
    """The number of a value, NaN where it has none."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        return to_number(value[0]) if value else NAN
    if _NUMBER.fullmatch(value):
        return float(value)
    day = day_of(value)
    if day is not None:
        return float((day - _EPOCH).days)
    moment = moment_of(value)
    return (moment[0] - _EPOCH).days + moment[1] / 86400 if moment else NAN


def to_text(value: Value) -> str:
    """The text of a value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return to_text(value[0]) if value else ""
    return number_text(value) if isinstance(value, float) else value


def number_text(number: float) -> str:
    """A number without exponent, as short as it can be written; empty for NaN and infinities."""
    if not math.isfinite(number):
        return ""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return format(Decimal(repr(number)), "f").removesuffix(".0")


def to_truth(value: Value) -> bool:
    """Whether a value counts as true: a text that is not empty, a number other than 0 and NaN."""
    if isinstance(value, float):
        return value == value and value != 0
    return bool(value)


def flat(values: list[Value]) -> list[Value]:
    """Values with the lists among them opened."""
    found: list[Value] = []
    for value in values:
        found.extend(value if isinstance(value, list) else [value])
    return found


def numbers(values: list[Value]) -> list[float]:
    """The numbers of the values, the empty ones skipped (one of the two readings of the standard; see the docs)."""
    return [to_number(value) for value in flat(values) if value != ""]


def equal(left: Value, right: Value) -> bool:
    """Equality of single values: as truths, else as numbers, else as texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return left == right


def compare(operator: str, left: Value, right: Value) -> bool:
    """A comparison; with lists it holds when it holds for any pair."""
    if isinstance(left, list) and isinstance(right, bool):
        left = bool(left)
    if isinstance(right, list) and isinstance(left, bool):
        right = bool(right)
    if isinstance(left, list) or isinstance(right, list):
        return any(compare(operator, one, other) for one in flat([left]) for other in flat([right]))
    if operator == "=":
        return equal(left, right)
    if operator == "!=":
        return not equal(left, right)
    a, b = to_number(left), to_number(right)
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator]


def divide(a: float, b: float) -> float:
    """Division that never fails: infinities and NaN as in every browser."""
    if b == 0:
        return NAN if a == 0 or a != a else math.copysign(math.inf, a) * math.copysign(1.0, b)
    return a / b


def remainder(a: float, b: float) -> float:
    """The remainder with the sign of ``a``."""
    return NAN if b == 0 or not math.isfinite(a) or b != b else math.fmod(a, b)


def power(base: float, exponent: float) -> float:
    """Whole exponents up to 64, and the square root; others have no result that every device computes alike."""
    if exponent == 0.5:
        return square_root(base)
    if exponent != exponent or exponent != math.floor(exponent) or abs(exponent) > 64:
        return NAN
    result = 1.0
    for _ in range(int(abs(exponent))):
        result *= base
    return divide(1.0, result) if exponent < 0 else result


def square_root(number: float) -> float:
    """The square root, NaN below zero."""
    return NAN if number < 0 else math.sqrt(number) if math.isfinite(number) else number


def whole(number: float, how: str) -> float:
    """``floor``, ``ceiling``, ``int`` (towards zero)."""
    if not math.isfinite(number):
        return number
    result = math.floor(number) if how == "floor" else math.ceil(number) if how == "ceiling" else math.trunc(number)
    return float(result)


def rounded(number: float, places: float) -> float:
    """Halves go up (−1.5 becomes −1), as in the form standard; places may be negative."""
    if not math.isfinite(number) or places != places:
        return number
    scale = 1.0
    for _ in range(int(min(abs(places), 15))):
        scale *= 10
    scaled = number * scale if places >= 0 else number / scale
    if not math.isfinite(scaled):
        return number
    up = float(math.floor(scaled + 0.5))
    return (up / scale if places >= 0 else up * scale) + 0.0


def as_date(value: Value) -> str:
    """``date()``: a day from a text or from a number of days."""
    if isinstance(value, str):
        moment = moment_of(value)
        return moment[0].isoformat() if moment else value if day_of(value) else ""
    days = to_number(value)
    if not math.isfinite(days) or not _FIRST <= math.floor(days) <= _LAST:
        return ""
    return (_EPOCH + timedelta(days=math.floor(days))).isoformat()


def as_moment(value: Value) -> str:
    """``date-time()``: a moment from a text or from a number of days."""
    if isinstance(value, str):
        moment = moment_of(value)
        if moment is None:
            return f"{value}T00:00:00" if day_of(value) else ""
        return f"{moment[0].isoformat()}T{_clock(moment[1])}"
    days = to_number(value)
    if not math.isfinite(days) or not _FIRST <= math.floor(days) < _LAST:
        return ""
    seconds = math.floor((days - math.floor(days)) * 86400 + 0.5)
    return f"{(_EPOCH + timedelta(days=math.floor(days) + seconds // 86400)).isoformat()}T{_clock(seconds % 86400)}"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def format_moment(value: Value, pattern: str) -> str:
    """``format-date()``: the marks ``%Y %y %m %n %d %e %H %h %M %S``."""
    moment = moment_of(as_moment(value))
    if moment is None:
        return ""
    day, seconds = moment
    parts = {
        "Y": f"{day.year:04d}", "y": f"{day.year % 100:02d}", "m": f"{day.month:02d}", "n": str(day.month),
        "d": f"{day.day:02d}", "e": str(day.day), "H": f"{seconds // 3600:02d}", "h": str(seconds // 3600),
        "M": f"{seconds // 60 % 60:02d}", "S": f"{seconds % 60:02d}", "%": "%",
    }  # fmt: skip
    return re.sub(r"%([YymndeHhMS%])", lambda mark: parts[mark[1]], pattern)
