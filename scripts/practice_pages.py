"""Write docs/practice/{kk,ru,en}.md from the pack and the drawn examples in tests/practice.

``.venv/bin/python scripts/practice_pages.py`` writes; a test fails while the pages are stale.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "practice")]

from drawing import NOTHING, PACK, Example, drawn_pack, examples, rules  # noqa: E402
from page_words import DAYS, EVENTS, SAID, STATUS  # noqa: E402

from tirek.programmes.engine.pack_rules import ByRisk, Rule  # noqa: E402
from tirek.standards.engine.calendar import is_working_day  # noqa: E402
from tirek.standards.engine.words import counted, day_in_words  # noqa: E402

AMOUNTS = ("working_days", "days", "months")


def pages() -> dict[Path, str]:
    """The text of each page by its file."""
    return {ROOT / "docs" / "practice" / f"{language}.md": page(language) for language in ("kk", "ru", "en")}


def page(language: str) -> str:
    """All rules of the pack in one language."""
    pack, said = drawn_pack(), SAID[language]
    lines = [f"# {pack.pack.title.say(language)}: {said['rules']}", "", said["lead"], ""]
    lines += [said["written"].format(pack=f"packs/{PACK}", examples=f"tests/practice/{PACK}"), ""]
    for rule in pack.rules:
        lines += list(_rule(rule, language))
    return "\n".join(lines).rstrip() + "\n"


def _rule(rule: Rule, language: str) -> Iterator[str]:
    said, source = SAID[language], drawn_pack().source(rule.source)
    yield f"## {rule.id} · {rule.title.say(language)}"
    yield ""
    yield rule.why.say(language)
    yield ""
    for name in AMOUNTS:
        if amount := getattr(rule, name, None):
            yield f"- {said['term']}: {_amount(amount, name, language)}"
    clause = f", {source.clause}" if source.clause else ""
    yield f"- {said['source']}: {source.title.say(language)}{clause}" + (f" · <{source.url}>" if source.url else "")
    if source.url:  # of our own practice nothing has to be verified
        yield f"- {said['verified'] if rule.verified else said['unverified']}"
    yield f"- {said['todo']}: {rule.what_to_do.say(language)}"
    yield ""
    for example in examples(rule.id):
        yield from _example(example, language)


def _amount(amount: int | ByRisk, unit: str, language: str) -> str:
    if isinstance(amount, int):
        return counted(amount, unit, language)
    levels = drawn_pack().risk.levels
    return "; ".join(
        f"{level.title.say(language)}: {counted(getattr(amount, level.code), unit, language)}"
        for level in sorted(levels, key=lambda level: -level.order)
    )


def _example(example: Example, language: str) -> Iterator[str]:
    said = SAID[language]
    yield f"**{example.title[language]}**"
    yield ""
    yield f"| {said['day']} | {said['happens']} | {said['evening']} | {said['due']} |"
    yield "| --- | --- | --- | --- |"
    for row in example.rows:
        off = "" if is_working_day(row.on) else f" ({said['off']})"
        day = f"{day_in_words(row.on, language)}, {DAYS[language][row.on.weekday()]}{off}"
        events = ", ".join(_event(event, language) for event in row.events) or NOTHING.replace(".", "–")
        due = day_in_words(row.due_on, language) if row.due_on else "–"
        yield f"| {day} | {events} | {STATUS[row.status][language]} | {due} |"
    yield ""


def _event(event: str, language: str) -> str:
    if language == "en":
        return f"{event} months" if event.startswith("follow-up planned") else event
    words, _, last = event.rpartition(" ")
    if words == "risk":
        return next(level.title.say(language) for level in drawn_pack().risk.levels if level.code == last)
    if words == "follow-up planned":
        return EVENTS[words][language].format(months=counted(int(last), "months", language))
    return EVENTS[event][language]


if __name__ == "__main__":
    assert rules()
    for file, text in pages().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        print(file.relative_to(ROOT))
