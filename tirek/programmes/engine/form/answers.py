"""Reads one answer as the kind of its question. Answers come as JSON from anywhere: nothing here raises."""

import math
import re
from typing import Any

from tirek.programmes.engine.form.values import BLANK, day_of, moment_of, number_text

MAX_TEXT = 20_000
MAX_CHOICES = 500
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,10})?")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")
_POINT = re.compile(
    r"(-?[0-9]{1,2}(?:\.[0-9]{1,12})?) (-?[0-9]{1,3}(?:\.[0-9]{1,12})?)( -?[0-9]{1,9}(\.[0-9]{1,9})?){0,2}"
)
_BROKEN = re.compile("[\x00\ud800-\udfff]")
LIMIT = 1e15

Answer = str | int | float | list[str]
EMPTY = ""


def read_answer(kind: str, raw: Any, data: dict[str, Any], choices: frozenset[str]) -> tuple[Answer, str]:
    """The answer and what is wrong with it: ``""`` nothing, ``type``, ``range`` or ``choice``.

    An answer that cannot be read counts as empty. An empty one is ``""`` for every kind.
    """
    if raw is None or raw == "" or raw == [] or (isinstance(raw, str) and not raw.strip(BLANK)):
        return EMPTY, ""
    if kind in ("integer", "decimal", "range"):
        return _number(kind, raw, data)
    if kind == "select_one":
        name = choice_name(raw)
        return (EMPTY, "type") if name is None else (name, "") if name in choices else (EMPTY, "choice")
    if kind in ("select_multiple", "rank"):
        return _several(raw, choices)
    if kind == "acknowledge":
        return ("OK", "") if raw is True or raw == "OK" else (EMPTY, "" if raw is False else "type")
    if not isinstance(raw, str) or len(raw) > MAX_TEXT or _BROKEN.search(raw):
        return EMPTY, "type"
    return (raw, "") if _well_formed(kind, raw) else (EMPTY, "type")


def choice_name(raw: Any) -> str | None:
    """The name of a choice; a number stands for its text, as sheets often number their choices."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < LIMIT:
        return number_text(float(raw))
    return None


def tidy(number: float) -> int | float:
    """Whole numbers without a point, and no minus zero."""
    return int(number) if number == int(number) and abs(number) < LIMIT else number


def _number(kind: str, raw: Any, data: dict[str, Any]) -> tuple[Answer, str]:
    number = _read_number(kind, raw)
    if number is None:
        return EMPTY, "type"
    if kind == "range":
        limits = data["range"]
        steps = (number - limits["start"]) / limits["step"]
        if not limits["start"] <= number <= limits["end"] or abs(steps - math.floor(steps + 0.5)) > 1e-9:
            return EMPTY, "range"
    return tidy(number), ""


def _read_number(kind: str, raw: Any) -> float | None:
    if isinstance(raw, str):
        text = raw.strip(BLANK)
        if not (_INTEGER if kind == "integer" else _DECIMAL).fullmatch(text):
            return None
        number = float(text.replace(",", "."))
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        if not abs(raw) < LIMIT:
            return None
        number = float(raw)
    else:
        return None
    return None if kind == "integer" and number != int(number) else number


def _several(raw: Any, choices: frozenset[str]) -> tuple[Answer, str]:
    if not isinstance(raw, list) or len(raw) > MAX_CHOICES:
        return EMPTY, "type"
    names = [choice_name(one) for one in raw]
    if None in names:
        return EMPTY, "type"
    unique = list(dict.fromkeys(name for name in names if name))
    known = [name for name in unique if name in choices]
    return known or EMPTY, "" if len(known) == len(unique) else "choice"


def _well_formed(kind: str, text: str) -> bool:
    match kind:
        case "date":
            return day_of(text) is not None
        case "time":
            return _TIME.fullmatch(text) is not None
        case "datetime":
            return moment_of(text) is not None
        case "geopoint":
            point = _POINT.fullmatch(text)
            return point is not None and abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180
    return True
