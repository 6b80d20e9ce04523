"""A finding in words: what is so, by which rule and since when, what to do. In Kazakh, Russian and English."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.rules import Rule

_MONTHS = {
    language: names.split()
    for language, names in {
        "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "en": "January February March April May June July August September October November December",
    }.items()
}
# Russian counts in three forms (1 день, 2 дня, 5 дней), English in two, Kazakh in one.
_UNITS = {
    "working_days": {
        "kk": ("жұмыс күні",),
        "ru": ("рабочий день", "рабочих дня", "рабочих дней"),
        "en": ("working day", "working days"),
    },
    "days": {"kk": ("күн",), "ru": ("день", "дня", "дней"), "en": ("day", "days")},
    "months": {"kk": ("ай",), "ru": ("месяц", "месяца", "месяцев"), "en": ("month", "months")},
}
_LEVELS = {
    "high": {"kk": "қауіп жоғары", "ru": "риск высокий", "en": "high risk"},
    "medium": {"kk": "қауіп орташа", "ru": "риск средний", "en": "medium risk"},
    "low": {"kk": "қауіп төмен", "ru": "риск низкий", "en": "low risk"},
    "unassessed": {"kk": "қауіп бағаланбаған", "ru": "риск не оценён", "en": "risk not assessed"},
}
_PHRASES = {
    "not_applicable": {
        "kk": "Бұл ереже әзірге осы жағдайға қолданылмайды.",
        "ru": "Это правило пока не относится к данному случаю.",
        "en": "This rule does not apply to the case so far.",
    },
    "lapsed": {
        "kk": "Орындалмады: жағдай бұған дейін жабылды. Мерзімі: {due}.",
        "ru": "Не выполнено: случай закрыли раньше. Срок: {due}.",
        "en": "Not done: the case was closed first. It was due by {due}.",
    },
    "since": {"kk": "басталуы: {since}", "ru": "с {since}", "en": "since {since}"},
    "rule": {"kk": "{id} ережесі", "ru": "правило {id}", "en": "rule {id}"},
    "unverified": {
        "kk": "дереккөзі тексерілмеген",
        "ru": "источник не проверен",
        "en": "source not verified",
    },
}
LANGUAGES = ("kk", "ru", "en")


class Explanation(NamedTuple):
    """The three parts of a finding, the reason for the rule, and the act that mends it."""

    what: str
    rule: str
    what_to_do: str
    why: str
    act: str


def explain(finding: Finding, rule: Rule, language: str) -> Explanation:
    """A finding of a rule in words. ``what_to_do`` and ``act`` are empty when nothing is owed."""
    language = language if language in LANGUAGES else "en"
    values = _values(finding, rule, language)

    def say(words: Mapping[str, str]) -> str:
        return words[language].format_map(values)

    match finding.state:
        case State.OPEN:
            what = say(rule.words["open"])
        case State.MET:
            what = say(rule.words["met"])
        case other:
            what = say(_PHRASES[other.value])
    owed = finding.state is State.OPEN
    return Explanation(
        what=what,
        rule=_rule_line(finding, rule, language, values),
        what_to_do=say(rule.words["what_to_do"]) if owed else "",
        why=say(rule.words["why"]),
        act=rule.act if owed else "",
    )


def day_in_words(day: date, language: str) -> str:
    """A day as people write it: ``2026 ж. 16 қараша``, ``16 ноября 2026``, ``16 November 2026``."""
    month = _MONTHS[language][day.month - 1]
    return f"{day.year} ж. {day.day} {month}" if language == "kk" else f"{day.day} {month} {day.year}"


def counted(number: int, unit: str, language: str) -> str:
    """A number with its unit in the right form: ``2 рабочих дня``, ``5 жұмыс күні``, ``1 month``."""
    forms = _UNITS[unit][language]
    if language == "ru":
        tens, ones = number % 100, number % 10
        index = 0 if ones == 1 and tens != 11 else 1 if 2 <= ones <= 4 and not 12 <= tens <= 14 else 2
    else:
        index = min(number != 1, len(forms) - 1)
    return f"{number} {forms[index]}"


def _values(finding: Finding, rule: Rule, language: str) -> dict[str, Any]:
    values: dict[str, Any] = {"id": rule.id}
    for name, day in (("since", finding.since), ("due", finding.due_on), ("met", finding.met_on)):
        values[name] = day_in_words(day, language) if day else "–"
    for name, value in finding.params.items():
        if name in _UNITS:
            values[name] = counted(value, name, language)
        elif name == "level":
            values[name] = _LEVELS.get(value, _LEVELS["unassessed"])[language]
        else:
            values[name] = day_in_words(date.fromisoformat(value), language)
    return values


def _rule_line(finding: Finding, rule: Rule, language: str, values: Mapping[str, Any]) -> str:
    parts = [_PHRASES["rule"][language].format_map(values), rule.source_words.get(language, rule.source)]
    if rule.clause:
        parts[-1] += f", {rule.clause}"
    if not rule.verified:
        parts.append(_PHRASES["unverified"][language])
    if finding.since:
        parts.append(_PHRASES["since"][language].format_map(values))
    return " · ".join(parts)
