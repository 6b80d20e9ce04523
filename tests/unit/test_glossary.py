"""The Kazakh that waits for a practitioner is gathered in one place."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def rows(file: str, columns: int) -> list[list[str]]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells[2:] if len(row) == columns]


def test_every_unsure_kazakh_term_is_listed_for_review() -> None:
    unsure = {(row[1], row[2]) for row in rows("GLOSSARY.md", 5) if row[4] != "seen"}
    listed = {(row[0], row[1]) for row in rows("docs/terms-for-review.md", 4)}
    assert unsure == listed


def test_one_word_in_the_code_stands_for_one_thing() -> None:
    words = [row[0] for row in rows("GLOSSARY.md", 5)]
    assert len(words) == len(set(words))
