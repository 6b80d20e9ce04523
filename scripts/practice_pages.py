"""Write docs/practice/<pack>/{kk,ru,en}.md from the packs and the drawn examples in tests/practice.

``.venv/bin/python scripts/practice_pages.py`` writes; a test fails while the pages are stale.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "practice")]

from drawing import NOTHING, Example, drawn_pack, examples, pack_codes, rules  # noqa: E402
from page_words import CODED, DAYS, EVENTS, SAID, STATUS  # noqa: E402

from tirek.programmes.engine.pack import Pack  # noqa: E402
from tirek.programmes.engine.pack_rules import ByRisk, Rule  # noqa: E402
from tirek.standards.engine.calendar import is_working_day  # noqa: E402
from tirek.standards.engine.words import counted, day_in_words  # noqa: E402

AMOUNTS = ("working_days", "days", "months")
LISTS = {"contact": "contact_kind", "visit": "visit_place", "service": "service", "assessment": "instrument"}


def pages() -> dict[Path, str]:
    """The text of each page by its file."""
    folder = ROOT / "docs" / "practice"
    written = {folder / f"{language}.md": index(language) for language in SAID}
    for code in pack_codes():
        written |= {folder / code / f"{language}.md": page(code, language) for language in SAID}
    return written


def index(language: str) -> str:
    """Where the rules of each programme stand."""
    said = SAID[language]
    lines = [f"# {said['index']}", "", said["lead"], ""]
    for code in pack_codes():
        pack = drawn_pack(code)
        number = said["count"].format(number=len(pack.rules))
        lines.append(f"- [{pack.pack.title.say(language)}]({code}/{language}.md) · {number}")
    return "\n".join(lines) + "\n"


def page(code: str, language: str) -> str:
    """All rules of a pack in one language."""
    pack, said = drawn_pack(code), SAID[language]
    lines = [f"# {pack.pack.title.say(language)}: {said['rules']}", "", said["lead"], ""]
    lines += [said["written"].format(pack=f"packs/{code}", examples=f"tests/practice/{code}"), ""]
    for rule in pack.rules:
        lines += list(_rule(pack, rule, language))
    return "\n".join(lines).rstrip() + "\n"


def _rule(pack: Pack, rule: Rule, language: str) -> Iterator[str]:
    said, source = SAID[language], pack.source(rule.source)
    yield f"## {rule.id} · {rule.title.say(language)}"
    yield ""
    yield rule.why.say(language)
    yield ""
    for name in AMOUNTS:
        if amount := getattr(rule, name, None):
            yield f"- {said['term']}: {_amount(pack, amount, name, language)}"
    clause = f", {rule.clause or source.clause}" if rule.clause or source.clause else ""
    yield f"- {said['source']}: {source.title.say(language)}{clause}" + (f" · <{source.url}>" if source.url else "")
    if source.url:  # of our own practice nothing has to be verified
        yield f"- {said['verified'] if rule.verified else said['unverified']}"
    yield f"- {said['todo']}: {rule.what_to_do.say(language)}"
    yield ""
    for example in examples(pack.code, rule.id):
        yield from _example(pack, example, language)


def _amount(pack: Pack, amount: int | ByRisk, unit: str, language: str) -> str:
    if isinstance(amount, int):
        return counted(amount, unit, language)
    levels = pack.risk.levels
    return "; ".join(
        f"{level.title.say(language)}: {counted(getattr(amount, level.code), unit, language)}"
        for level in sorted(levels, key=lambda level: -level.order)
    )


def _example(pack: Pack, example: Example, language: str) -> Iterator[str]:
    said = SAID[language]
    yield f"**{example.title[language]}**"
    yield ""
    yield f"| {said['day']} | {said['happens']} | {said['evening']} | {said['due']} |"
    yield "| --- | --- | --- | --- |"
    for row in example.rows:
        off = "" if is_working_day(row.on) else f" ({said['off']})"
        day = f"{day_in_words(row.on, language)}, {DAYS[language][row.on.weekday()]}{off}"
        events = ", ".join(_event(pack, event, language) for event in row.events) or NOTHING.replace(".", "–")
        due = day_in_words(row.due_on, language) if row.due_on else "–"
        yield f"| {day} | {events} | {STATUS[row.status][language]} | {due} |"
    yield ""


def _event(pack: Pack, event: str, language: str) -> str:
    """An event of the notation in words: codes become the pack's titles."""
    if event in EVENTS:
        return EVENTS[event].get(language, event)
    match event.split():
        case ["risk", level]:
            return next(item.title.say(language) for item in pack.risk.levels if item.code == level)
        case ["follow-up", "planned", months]:
            term = counted(int(months), "months", language)
            return EVENTS["follow-up planned"].get(language, "follow-up planned: {months}").format(months=term)
        case ["episode" | "ended" as word, kind, *rest]:
            track, code = kind.split("/")
            title = pack.title_of(f"{track}.kind", code, language)
            said = CODED[word][language].format(title=title)
            if word == "ended":
                return f"{said} ({pack.title_of(f'{track}.exit_reason', rest[0], language)})" if rest else said
            day = day_in_words(date.fromisoformat(rest[1]), language) if rest else ""
            return f"{said} ({CODED['until'][language].format(day=day)})" if day else said
        case [word, code, *band]:
            said = CODED[word][language].format(title=pack.title_of(LISTS.get(word, word), code, language))
            return f"{said} ({_band(pack, code, band[0], language)})" if band else said
    raise ValueError(event)


def _band(pack: Pack, instrument: str, code: str, language: str) -> str:
    listed = (item for item in pack.instruments.instruments if item.code == instrument)
    return next((band.title.say(language) for item in listed for band in item.bands if band.code == code), code)


if __name__ == "__main__":
    assert all(rules(code) for code in pack_codes())
    for file, text in pages().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        print(file.relative_to(ROOT))
