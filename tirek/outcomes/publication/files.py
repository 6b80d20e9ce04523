"""Files that are the same bytes whenever they are made again, and cells that no spreadsheet runs."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

#: A cell that begins so is a formula to a spreadsheet.
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
#: The first moment a zip can hold: files inside carry no time of their making.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)

#: Where an office document keeps when it was made and changed.
_CORE_TIME: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def safe_text(text: str) -> str:
    """A text that stays a text in a spreadsheet: what would run gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_RUNS) else text


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """CSV as spreadsheets and data tools both read it: UTF-8 without a mark, lines end in CR LF, None is empty.

    Numbers stay numbers, also negative ones; only texts are guarded.
    """
    kept = io.StringIO()
    writer = csv.writer(kept)
    for row in rows:
        writer.writerow(["" if cell is None else safe_text(cell) if isinstance(cell, str) else cell for cell in row])
    return kept.getvalue().encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, in the order of their names, with no time and no owner in it."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name in sorted(files):
            if name.startswith(("/", "\\")) or ".." in name.split("/"):
                raise ValueError(f"not a name inside of a zip: {name}")
            entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            made.writestr(entry, files[name])
    return kept.getvalue()


def untimed(document: bytes, made_at: datetime) -> bytes:
    """An office document, itself a zip, packed again: every time inside of it is ``made_at``."""
    at = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(document)) as read:
        files = {name: read.read(name) for name in read.namelist()}
    core = files.get("docProps/core.xml")
    if core is not None:
        files["docProps/core.xml"] = _CORE_TIME.sub(rb"\g<1>" + at + rb"\g<2>", core)
    return zipped(files)
