"""Writes the list of indicators at the end of docs/evidence/indicators.md from the definitions themselves."""

import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAGE = ROOT / "docs" / "evidence" / "indicators.md"
MARK = "<!-- The rest is written by scripts/indicators_page.py; a test fails when it is stale. -->\n"


def listed() -> str:
    """The list: one line an indicator, in groups of the first word of their ids."""
    from tirek.outcomes.engine.catalogue import indicators
    from tirek.outcomes.engine.definition import Indicator

    def line(one: Indicator) -> str:
        split = ", ".join(" × ".join(breakdown) for breakdown in one.by) or "-"
        standards = (
            ", ".join(f"{of.body} {of.code}" + (f" ({of.note.en})" if of.note else "") for of in one.standards) or "-"
        )
        serves = ", ".join(f"{of.indicator} ({of.how.value})" for of in one.serves)
        words = [f"`{one.id}`", one.title.en, one.measure.value, one.period.value, split, standards, serves or "-"]
        return f"| {' | '.join(words)} | {'yes' if one.verified else 'no'} |"

    head = "| id | what | measure | time | split by | standard | serves | read in the source |\n" + "| --- " * 8 + "|"
    parts = [f"## The {len(indicators())} indicators\n"]
    for group, ones in groupby(indicators().values(), key=lambda one: one.id.split("_")[0]):
        parts.append("\n".join([f"### {group}\n", head, *map(line, ones)]) + "\n")
    return "\n".join(parts)


def page() -> str:
    """The whole page: what people wrote, then the list."""
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n" + listed()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
