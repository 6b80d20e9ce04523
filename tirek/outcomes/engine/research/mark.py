"""The mark of a release: which copy a file is that turned up somewhere.

Every row's number begins with the mark of its release, for people to read; the rest of the number and the order of the
rows come from a key of that release alone. Who holds the keys recognises a file by a handful of rows with their
numbers, whatever was cut away. A file without the numbers is recognised by the order of its rows, as long as we still
keep our copy. A file without the numbers whose rows were sorted or shuffled is recognised by nothing: many people
look alike in it, and that is what it was made for.
"""

import csv
import hashlib
import hmac
import secrets
from base64 import b32encode
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import pairwise
from typing import Final

RECORD: Final = "record"
_LETTERS = 10


def new_mark() -> str:
    """The key of a new release: chance, not made from anything."""
    return secrets.token_hex(32)


def visible(mark: str) -> str:
    """The mark as people read it on every page and in every row. It does not give the key away."""
    return "T" + hashlib.sha256(f"visible {mark}".encode()).hexdigest()[:8].upper()


def number(mark: str, place: int) -> str:
    """The number of the row at a place."""
    return f"{visible(mark)}-{b32encode(_keyed(mark, f'row {place}')).decode()[:_LETTERS]}"


def order(mark: str, count: int) -> list[int]:
    """In which order rows are written."""
    return sorted(range(count), key=lambda place: _keyed(mark, f"order {place}"))


def written(mark: str, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> str:
    """The file: rows in the order and with the numbers of the mark. Nothing of the order of the facts is left."""
    told = sorted(tuple(row[column] for column in columns) for row in rows)
    text = StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow([RECORD, *columns])
    for place, which in enumerate(order(mark, len(told))):
        out.writerow([number(mark, place), *told[which]])
    return text.getvalue()


def recognised(text: str, marks: Iterable[tuple[str, int]]) -> tuple[str, int] | None:
    """Whose numbers stand in a text, and how many: ``marks`` are keys with the number of rows of each release."""
    found = [
        (sum(number(mark, place).partition("-")[2] in text for place in range(rows)), mark) for mark, rows in marks
    ]
    count, mark = max(found, default=(0, ""))
    return (mark, count) if count else None


def same_order(text: str, kept: str) -> float:
    """Which part of the rows of a file without numbers follow each other as in our copy (shuffled: next to nothing).

    Neighbours that are equal say nothing and are not counted.
    """
    ours, theirs = _rows(kept), _rows(text)
    known = {pair for pair in pairwise(ours) if pair[0] != pair[1]}
    pairs = [pair for pair in pairwise(theirs) if pair[0] != pair[1]]
    return sum(pair in known for pair in pairs) / len(pairs) if pairs else 0.0


def _rows(text: str) -> list[tuple[str, ...]]:
    read = list(csv.reader(StringIO(text)))
    skip = 1 if read and read[0] and read[0][0] == RECORD else 0
    return [tuple(row[skip:]) for row in read[1:]]


def _keyed(mark: str, text: str) -> bytes:
    return hmac.new(mark.encode(), text.encode(), hashlib.sha256).digest()
