"""Writes the tables of docs/evidence/facts.md from the model of the facts; the words above them are written by hand."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAGE = ROOT / "docs" / "evidence" / "facts.md"
MARK = "<!-- From here on written by scripts/facts_page.py. -->\n"


def tables() -> str:
    """Every table with its columns."""
    from tirek.outcomes.engine.model import MODEL, MODEL_VERSION

    parts = [f"## Tables, model version {MODEL_VERSION}\n"]
    for table in MODEL:
        about = f" One file a month of `{table.month}`." if table.month else ""
        rows = [f"| `{one.name}` | {one.kind} | {one.meaning} |" for one in table.columns]
        head = [f"\n### {table.name}\n", f"{table.meaning}{about}\n"]
        head += ["| column | holds | meaning |", "| --- | --- | --- |"]
        parts.append("\n".join([*head, *rows]) + "\n")
    return "\n".join(parts).replace("\n\n\n", "\n\n")


def page() -> str:
    """The whole page: its words as they stand, the tables anew."""
    return PAGE.read_text().split(MARK)[0] + MARK + "\n" + tables()


if __name__ == "__main__":
    PAGE.write_text(page())
