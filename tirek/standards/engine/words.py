"""A finding in words: what is so, by which rule and since when, what to do. In Kazakh, Russian and English."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from tirek.standards.engine.findings import Finding, State
from tirek.standards.engine.rules import Rule
from tirek.standards.engine.ways import Way, WhatItTakes

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
    "ended": {
        "kk": "Орындалмады: ол бұған дейін аяқталды ({ended}). Мерзімі: {due}.",
        "ru": "Не выполнено: это закончилось раньше ({ended}). Срок: {due}.",
        "en": "Not done: it ended first, on {ended}. It was due by {due}.",
    },
    "passed": {
        "kk": "Өткізілмеді: кейінгі кезеңнің бақылауы жасалған. Мерзімі: {due}.",
        "ru": "Не проведено: уже было следующее наблюдение. Срок: {due}.",
        "en": "Not made: a later follow-up has been made. It was due by {due}.",
    },
    "since": {"kk": "басталуы: {since}", "ru": "с {since}", "en": "since {since}"},
    "rule": {"kk": "{id} ережесі", "ru": "правило {id}", "en": "rule {id}"},
    "unverified": {
        "kk": "дереккөзі тексерілмеген",
        "ru": "источник не проверен",
        "en": "source not verified",
    },
}
_DEEDS = {
    "contact": {
        "kk": "хабарласып, байланысты жазу",
        "ru": "связаться и записать контакт",
        "en": "reach somebody and record the contact",
    },
    "visit": {
        "kk": "барып, баруды жазу",
        "ru": "посетить и записать посещение",
        "en": "visit and record the visit",
    },
    "consent": {
        "kk": "келісімді жазу",
        "ru": "записать согласие",
        "en": "record the consent",
    },
    "assessment": {
        "kk": "бағалауды аяқтау",
        "ru": "завершить оценку",
        "en": "complete the assessment",
    },
    "plan_agreed": {
        "kk": "жоспарды келісу",
        "ru": "согласовать план",
        "en": "agree the plan",
    },
    "plan_approved": {
        "kk": "жоспарды бекітуге беріп, шешім алу",
        "ru": "получить утверждение плана",
        "en": "have the plan approved",
    },
    "plan_reviewed": {
        "kk": "жоспарды қайта қарау",
        "ru": "пересмотреть план",
        "en": "review the plan",
    },
    "service": {
        "kk": "қызмет көрсетіп, жазу",
        "ru": "оказать услугу и записать её",
        "en": "give the service and record it",
    },
    "conference": {
        "kk": "консилиум өткізу",
        "ru": "провести консилиум",
        "en": "hold a case conference",
    },
    "episode_started": {
        "kk": "басталуын жазу",
        "ru": "записать начало",
        "en": "record the beginning",
    },
    "episode_ended": {
        "kk": "аяқталуын жазу",
        "ru": "записать окончание",
        "en": "record the end",
    },
    "risk_rated": {
        "kk": "қауіпті бағалау",
        "ru": "оценить риск",
        "en": "rate the risk",
    },
    "task_finished": {
        "kk": "тапсырманы орындап, нәтижесін жазу",
        "ru": "выполнить задачу и записать результат",
        "en": "do the task and record the result",
    },
    "case_closed": {
        "kk": "жағдайды жабу",
        "ru": "закрыть случай",
        "en": "close the case",
    },
    "follow_up": {
        "kk": "кейінгі бақылауды өткізу",
        "ru": "провести наблюдение",
        "en": "make the follow-up",
    },
}
# What a rule asks of a deed, beside codes of the pack.
_ASKED = {
    ("visit", "reached"): {
        "kk": "үйде біреумен кездесіп",
        "ru": "застать кого-то",
        "en": "meeting somebody",
    },
    ("visit", "child_seen"): {
        "kk": "баланы көріп",
        "ru": "увидеть ребёнка",
        "en": "seeing the child",
    },
    ("episode_started", "placement"): {
        "kk": "бөлек орналастыру",
        "ru": "устройство вне семьи",
        "en": "a placement",
    },
}
#: Under which list of the pack the codes of a detail stand; ``kind`` goes by its track.
_LISTS = {
    "place": "visit_place",
    "channel": "contact_kind",
    "service": "service",
    "instrument": "instrument",
    "level": "risk",
    "track": "track",
}
_OUTCOMES = {
    "kk": (
        "мерзімінде орындалады",
        "орындалады, бірақ кеш (мерзімі {due} болған)",
        "келесі мерзім: {next}",
        "өткен мерзім қалады: {due}; келесісі: {next}",
    ),
    "ru": (
        "будет выполнено в срок",
        "будет выполнено с опозданием (срок был {due})",
        "следующий срок: {next}",
        "пропущенный срок останется: {due}; следующий: {next}",
    ),
    "en": (
        "it is met in time",
        "it is met, but late (it was due by {due})",
        "the next due day is {next}",
        "the missed day stays: {due}; the next is {next}",
    ),
}
_WAY = {
    "kk": "Қажет: {deed}. {on} жасалса: {outcome}.",
    "ru": "Что нужно: {deed}. Если сделать {on}: {outcome}.",
    "en": "What it takes: {deed}. Done on {on}, {outcome}.",
}
_TOO_LATE = {
    "kk": "Енді түзетуге болмайды: орындалмаған болып қалады. Мерзімі: {due}.",
    "ru": "Наверстать уже нельзя: останется невыполненным. Срок был {due}.",
    "en": "It can no longer be made up for and stays as not done. It was due by {due}.",
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
        case State.LAPSED:
            lapsed = "ended" if "ended" in finding.params else "passed" if "target" in finding.params else "lapsed"
            what = say(_PHRASES[lapsed])
        case _:
            what = say(_PHRASES["not_applicable"])
    owed = finding.state is State.OPEN
    return Explanation(
        what=what,
        rule=_rule_line(finding, rule, language, values),
        what_to_do=say(rule.words["what_to_do"]) if owed else "",
        why=say(rule.words["why"]),
        act=rule.act if owed else "",
    )


def takes_in_words(takes: WhatItTakes, language: str, title: Callable[[str, str], str]) -> tuple[str, ...]:
    """What it would take to settle a duty, a sentence a way. ``title`` says a code of the pack: list, code."""
    language = language if language in LANGUAGES else "en"
    due = day_in_words(takes.finding.due_on, language) if takes.finding.due_on else "–"
    if not takes.ways:
        return (_TOO_LATE[language].format(due=due),)
    said = []
    for way in takes.ways:
        outcome = _OUTCOMES[language][(2 if way.next_due_on else 0) + way.late]
        following = day_in_words(way.next_due_on, language) if way.next_due_on else ""
        values = {"deed": _deed(way, language, title), "on": day_in_words(way.on, language)}
        said.append(_WAY[language].format(outcome=outcome.format(due=due, next=following), **values))
    return tuple(said)


def _deed(way: Way, language: str, title: Callable[[str, str], str]) -> str:
    asked = []
    for name, value in way.detail.items():
        if value is True and (way.kind, name) in _ASKED:
            asked.append(_ASKED[way.kind, name][language])
        elif name == "months":
            asked.append(counted(value, "months", language))
        elif not isinstance(value, bool) and (name in _LISTS or name == "kind"):
            listed = f"{way.detail.get('track', '')}.kind" if name == "kind" else _LISTS[name]
            codes = value if isinstance(value, tuple) else (value,)
            if not (name == "track" and "kind" in way.detail):  # the kind says it already
                asked.append(" / ".join(title(listed, code) for code in codes))
    deed = _DEEDS[way.kind][language]
    return f"{deed} ({', '.join(asked)})" if asked else deed


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
