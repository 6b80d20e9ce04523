"""The files of a snapshot, their digests, and with which programs they were made."""

import hashlib
import json
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, Final

from tirek.outcomes.papers.docx import docx
from tirek.outcomes.papers.pdf import pdf
from tirek.outcomes.papers.xlsx import xlsx

KINDS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAKERS: Final[dict[str, Callable[[dict[str, Any]], bytes]]] = {"pdf": pdf, "docx": docx, "xlsx": xlsx}
_PROGRAMS: Final = {"pdf": ("typst",), "docx": ("python-docx", "vl-convert-python"), "xlsx": ("openpyxl",)}


def made(content: dict[str, Any], form: str) -> bytes:
    """One file of a snapshot's content."""
    return _MAKERS[form](content)


def digest_of(content: dict[str, Any]) -> str:
    """What a content was, whatever order its keys came back in."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digests(content: dict[str, Any]) -> dict[str, str]:
    """The digest of the content and of every file made of it."""
    files = {form: hashlib.sha256(made(content, form)).hexdigest() for form in KINDS}
    return {"content": digest_of(content), **files}


def programs() -> dict[str, str]:
    """The programs that make the files, by name: another version of one may lay out the same content otherwise."""
    return {name: version(name) for name in sorted({one for names in _PROGRAMS.values() for one in names})}
