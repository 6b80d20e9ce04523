"""Files from outside that somebody has tampered with: every one loads or is refused, none takes long.

``TIREK_MUTATIONS`` sets their number (600 unless told).
"""

import io
import os
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import openpyxl
import pytest

from tests.forms.fills import FOLDER, random_fill
from tirek.programmes.engine.form import FormRefused, compile_form, evaluate

MUTATIONS = int(os.environ.get("TIREK_MUTATIONS", "600"))
SNIPPETS = [
    "${", "}", "(", ")", "[", "]", "'", '"', "|", "\\", "${ghost}", "begin_repeat", "end_group", "select_one", " or ",
    "-", "=", "\n", "\t", "\x00", "", "9" * 40, "position(..)", "count(", "regex(., '", "${a}[", "<b>", "&amp;", "--",
    "ж", "instance('x')/root/item", "jr:choice-name(", "{", "%s", "../", "1 div 0", "\u202e", "-1e999", "yes", "kk",
]  # fmt: skip


def mutated_text(source: bytes, dice: random.Random) -> bytes:
    text = source.decode()
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text))
        text = text[:at] + dice.choice(SNIPPETS) + text[at + dice.choice((0, 0, 1, 5, 30)) :]
    return text.encode("utf-8", "surrogatepass")


def mutated_workbook(source: bytes, dice: random.Random) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(source))
    for _ in range(dice.randint(1, 3)):
        sheet = book[dice.choice(book.sheetnames)]
        cell = sheet.cell(dice.randint(1, 40), dice.randint(1, 14))
        cell.value = dice.choice([*(one for one in SNIPPETS if one != "\x00"), True, 5, -1.5, date(2026, 1, 1), None])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def mutated_bytes(source: bytes, dice: random.Random) -> bytes:
    found = bytearray(source)
    for _ in range(dice.randint(1, 20)):
        found[dice.randrange(len(found))] = dice.randrange(256)
    return bytes(found[: dice.choice((len(found), dice.randrange(len(found))))])


def rebuilt(source: bytes, dice: random.Random) -> bytes:
    """A part of the archive changed, the archive itself sound."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = dice.choice(names)
        for name in names:
            content = old.read(name)
            if name == victim and content:
                content = mutated_bytes(content, dice)
            if name != victim or dice.random() < 0.8:
                new.writestr(name, content)
    return stream.getvalue()


def small_workbook() -> bytes:
    book = openpyxl.load_workbook(FOLDER / "published" / "socio-economic-survey.xlsx")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


TEXTS = [file.read_bytes() for file in sorted(FOLDER.glob("*.md"))]
WORKBOOK = small_workbook()


@pytest.mark.parametrize(
    ("mutate", "share"),
    [(mutated_text, 0.7), (mutated_workbook, 0.05), (mutated_bytes, 0.2), (rebuilt, 0.05)],
    ids=["text", "cells", "bytes", "parts"],
)
def test_mutated_forms_load_or_are_refused(mutate: Callable[[bytes, random.Random], bytes], share: float) -> None:
    dice = random.Random(mutate.__name__)
    loaded = refused = placed = 0
    slowest = 0.0
    for _ in range(max(int(MUTATIONS * share), 10)):
        source = mutate(dice.choice(TEXTS) if mutate is mutated_text else WORKBOOK, dice)
        started = time.perf_counter()
        try:
            form = compile_form(source, filename="form", languages_required=None)
        except FormRefused as refusal:
            refused += 1
            placed += all(finding.row for finding in refusal.findings)
        else:
            loaded += 1
            evaluate(form, random_fill(form, dice), today=date(2026, 5, 4))
        slowest = max(slowest, time.perf_counter() - started)
    print(f"{mutate.__name__}: {loaded} loaded, {refused} refused ({placed} with a row), slowest {slowest:.2f} s")
    assert slowest < 5
    assert refused


def test_bombs_and_entities_are_refused_quickly_and_in_little_memory() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bb'>]><Types/>")
        archive.writestr("xl/workbook.xml", b"<a/>")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\x00" * (400 * 1024 * 1024))
    for source in (stream.getvalue(), bomb.getvalue()):
        tracemalloc.start()
        started = time.perf_counter()
        with pytest.raises(FormRefused):
            compile_form(source)
        seconds, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"refused in {seconds:.3f} s with {peak / 1e6:.1f} MB")
        assert seconds < 1
        assert peak < 200e6


@pytest.mark.parametrize(
    "text",
    [
        "| survey |\n| | type | name | label |\n" + "".join(f"| | text | q{n} | Q |\n" for n in range(1500)),
        "| survey |\n| | type | name | label | calculation |\n| | integer | q0 | Q | |\n"
        + "".join(f"| | calculate | q{n} | | ${{q{n - 1}}} + 1 |\n" for n in range(1, 900)),
        "| survey |\n| | type | name | label | relevant |\n| | text | a | A | "
        + " and ".join(["${a} = 1"] * 300)
        + " |\n",
    ],
    ids=["many questions", "a long chain", "a long condition"],
)
def test_large_forms_take_seconds_at_most(text: str) -> None:
    started = time.perf_counter()
    with suppress(FormRefused):
        form = compile_form(text.encode(), languages_required=None)
        assert evaluate(form, {"q0": 1}, today=date(2026, 5, 4)).values.get("q899") in (None, 900)
    assert time.perf_counter() - started < 10
