"""A plan as a spreadsheet: every line read, everything wrong said at once with its line, nothing guessed or lost.

A column that is not known is refused, not left out; an empty cell leaves what stands in the plan.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from tirek.kernel.problems import N_, Problem
from tirek.profession.engine.plans import TARGET

#: Columns, and how they are headed in Kazakh, Russian and English. A code (``text_kk``) is always understood.
COLUMNS: Final[Mapping[str, tuple[str, str, str]]] = {
    "number": ("Нөмірі", "Номер", "Number"),
    "text_kk": ("Мәтіні, қазақша", "Текст, казахский", "Text, Kazakh"),
    "text_ru": ("Мәтіні, орысша", "Текст, русский", "Text, Russian"),
    "text_en": ("Мәтіні, ағылшынша", "Текст, английский", "Text, English"),
    "owner": ("Жауапты орган", "Ответственный орган", "Owner"),
    "answers": ("Есеп беруші (пайдаланушы)", "Кто отчитывается (пользователь)", "Who reports (user)"),
    "partners": ("Серіктестер", "Партнёры", "Partners"),
    "target": ("ТДМ міндеті", "Задача ЦУР", "SDG target"),
    "indicator": ("Tirek көрсеткіші", "Показатель Tirek", "Tirek indicator"),
    "shown_by": ("Немен көрінеді", "Чем подтверждается", "Shown by"),
    "due_on": ("Мерзімі", "Срок", "Due"),
    "adopted_on": ("Қабылданған күні", "Принято", "Adopted"),
    "state": ("Күйі", "Состояние", "State"),
    "report": ("Не істелді", "Что сделано", "What was done"),
    "follows": ("Алдыңғы жоспардағы нөмірі", "Номер в прежнем плане", "Number in the plan before"),
}
_STATES: Final = {
    word: code
    for code, words in {
        "proposed": ("", "proposed", "ұсынылды", "предложено"),
        "adopted": ("adopted", "қабылданды", "принято"),
        "running": ("running", "under way", "орындалуда", "выполняется"),
        "done": ("done", "орындалды", "выполнено"),
        "dropped": ("dropped", "алынып тасталды", "снято"),
    }.items()
    for word in words
}
MOST_LINES: Final = 2000
MOST_BYTES: Final = 2_000_000
_MOST_UNPACKED: Final = 40_000_000
_LONGEST: Final = {"number": 12, "owner": 200, "indicator": 60, "shown_by": 300}


@dataclass(frozen=True)
class SheetFinding:
    """What is wrong in a line. The first line is the header."""

    line: int
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanLine:
    """An item as a file gives it. Empty where the file says nothing."""

    line: int
    number: str
    texts: Mapping[str, str]
    owner: str
    answers: str
    partners: tuple[str, ...]
    target: str
    indicator: str
    shown_by: str
    due_on: date | None
    adopted_on: date | None
    state: str
    report: str
    follows: str


@dataclass(frozen=True)
class Known:
    """What a file may name: SDG targets, indicators, users who report, numbers of the plan before.

    ``present``: numbers that stand in the plan already. Of these a file need not say everything again.
    """

    targets: frozenset[str]
    indicators: frozenset[str]
    officials: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()


class SheetRefused(Problem):
    """The file can't be read at all, or not as a plan."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message, field="file", **params)


class _Wrong(Exception):
    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.finding = (message, params)


def read_plan(name: str, source: bytes, known: Known) -> tuple[list[PlanLine], list[SheetFinding]]:
    """The items of a file, and what is wrong in it. Nothing may be written while anything is wrong."""
    if len(source) > MOST_BYTES:
        raise SheetRefused(N_("The file is larger than a plan can be: two megabytes at most."))
    rows = _xlsx(source) if name.lower().endswith(".xlsx") else _csv(source)
    if not rows:
        raise SheetRefused(N_("There is nothing in this file."))
    if len(rows) > MOST_LINES:
        raise SheetRefused(N_("The file is longer than a plan can be: %(most)s lines at most."), most=MOST_LINES)
    columns, findings = _columns(rows[0])
    lines: list[PlanLine] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(columns, row, strict=False))
        if not any(_text(cell) for cell in row):
            continue
        try:
            one = _line(number, cells, known)
            if one.number in seen:
                raise _Wrong(N_("Number %(number)s stands in line %(line)s already."), number=one.number,
                             line=seen[one.number])  # fmt: skip
        except _Wrong as wrong:
            findings.append(SheetFinding(number, *wrong.finding))
            continue
        seen[one.number] = number
        lines.append(one)
    if not lines and not findings:
        raise SheetRefused(N_("There is nothing in this file."))
    return lines, findings


def header(language: str) -> list[str]:
    """The head of a template in a language."""
    return [words[("kk", "ru", "en").index(language)] for words in COLUMNS.values()]


def _columns(head: Sequence[object]) -> tuple[list[str], list[SheetFinding]]:
    names = {word.casefold(): code for code, words in COLUMNS.items() for word in (code, *words)}
    columns, findings = [], []
    for cell in head:
        said = _text(cell)
        code = names.get(said.casefold(), "")
        if said and not code:
            findings.append(
                SheetFinding(1, N_("The column “%(name)s” is not known. Rename it or take it out."), {"name": said})
            )
        elif code and code in columns:
            findings.append(SheetFinding(1, N_("The column “%(name)s” stands there twice."), {"name": said}))
        columns.append(code)
    if "number" not in columns or not {"text_kk", "text_ru", "text_en"} & set(columns):
        raise SheetRefused(N_("The first line names the columns: a number and a text at least. Take the template."))
    return columns, findings


def _line(number: int, cells: Mapping[str, object], known: Known) -> PlanLine:
    said = {code: _text(cells.get(code)) for code in COLUMNS}
    for name, most in _LONGEST.items():
        if len(said[name]) > most:
            raise _Wrong(N_("“%(said)s” is too long: %(most)s letters at most."), said=said[name][:40], most=most)
    one = PlanLine(
        line=number,
        number=said["number"],
        texts={language: said[f"text_{language}"] for language in ("kk", "ru", "en") if said[f"text_{language}"]},
        owner=said["owner"],
        answers=_among(said["answers"], known.officials, N_("%(said)s is no user who reports on recommendations.")),
        partners=tuple(part.strip() for part in re.split(r"[;\n]", said["partners"]) if part.strip()),
        target=_target(said["target"], known.targets),
        indicator=_among(said["indicator"], known.indicators, N_("Tirek computes no indicator %(said)s.")),
        shown_by=said["shown_by"],
        due_on=_day(cells.get("due_on")),
        adopted_on=_day(cells.get("adopted_on")),
        state=_state(said["state"]),
        report=said["report"],
        follows=_among(said["follows"], known.earlier, N_("The plan before has no number %(said)s.")),
    )
    if one.number not in known.present:
        _whole(one)
    return one


def _whole(one: PlanLine) -> None:
    """What a new item of its state must have."""
    if not one.number:
        raise _Wrong(N_("There is no number."))
    if not one.texts:
        raise _Wrong(N_("There is no text."))
    if one.state == "proposed":
        return
    if len(one.texts) < 2:
        raise _Wrong(N_("Write the text in two languages at least."))
    if not one.owner or one.due_on is None:
        raise _Wrong(N_("Say who answers for it and until when."))
    if one.adopted_on and one.due_on < one.adopted_on:
        raise _Wrong(N_("The day it is due lies before the day it was adopted."))
    if one.state != "adopted" and not one.report:
        raise _Wrong(N_("Write what was done, or why not."))


def _among(said: str, known: frozenset[str], message: str) -> str:
    if said and said not in known:
        raise _Wrong(message, said=said)
    return said


def _target(said: str, known: frozenset[str]) -> str:
    if said and (not TARGET.fullmatch(said) or said not in known):
        raise _Wrong(N_("%(said)s is no SDG target: write it as 16.2."), said=said)
    return said


def _state(said: str) -> str:
    try:
        return _STATES[said.casefold()]
    except KeyError:
        raise _Wrong(N_("“%(said)s” is no state: proposed, adopted, under way, done or dropped."), said=said) from None


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = _text(cell)
    if not said:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007  a day has no hour
        except ValueError:
            continue
    raise _Wrong(N_("%(said)s is no day: write 31.12.2027."), said=said)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    said = str(cell).strip()
    # What an export guarded against being run as a formula comes back as it was.
    return said[1:] if said[:1] == "'" and said[1:2] in {"=", "+", "-", "@"} else said


def _csv(source: bytes) -> list[list[object]]:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetRefused(N_("The file is not UTF-8 text. Save it as CSV UTF-8, or as XLSX.")) from None
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    return _taken(rows)


def _xlsx(source: bytes) -> list[list[object]]:
    try:
        import openpyxl  # heavy, and not in every installation
    except ImportError:
        raise SheetRefused(N_("This installation reads no XLSX. Save the file as CSV UTF-8.")) from None
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise SheetRefused(N_("The file is larger than a plan can be: two megabytes at most."))
        book = openpyxl.load_workbook(io.BytesIO(source), read_only=True, data_only=True)
        return _taken(book.worksheets[0].iter_rows(values_only=True))
    except SheetRefused:
        raise
    except Exception:  # whatever a broken file makes of the library
        raise SheetRefused(N_("This is no XLSX file that can be read.")) from None


def _taken(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    taken: list[list[object]] = []
    for row in rows:
        taken.append(list(row))
        if len(taken) > MOST_LINES + 1:
            break
    while taken and not any(_text(cell) for cell in taken[-1]):
        taken.pop()
    return taken
