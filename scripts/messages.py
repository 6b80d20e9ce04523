"""The words of the pages: build the catalogues, and list what has no Kazakh or Russian yet.

.venv/bin/python scripts/messages.py compile
.venv/bin/python scripts/messages.py missing            # text, ready to be filled
.venv/bin/python scripts/messages.py missing --json     # skeleton for scripts/words.py
"""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tirek"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("kk", "ru")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}

Message = tuple[str, ...]


def compile_catalogues() -> None:
    """Write django.mo beside each django.po."""
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        if path.exists():
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def used() -> dict[Message, str]:
    """Every message of the Python code and of the templates, with the first place that uses it."""
    found: dict[Message, str] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            source = _as_python(path)
        else:
            continue
        for line, message in _messages(source):
            found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    return found


def _as_python(path: Path) -> bytes:
    # Django turns {% translate %} and {% blocktranslate %} into calls that a Python extractor reads.
    from django.conf import settings
    from django.utils.translation import template

    if not settings.configured:
        settings.configure(USE_I18N=True)
    calls = template.templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # The page's indentation means nothing to Python, and is an error to its tokenizer.
    return "\n".join(line.lstrip() for line in calls.splitlines()).encode()


def _messages(source: bytes) -> Iterator[tuple[int, Message]]:
    from babel.messages.extract import extract

    for line, message, _comments, _context in extract(
        "python", io.BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        parts = (message,) if isinstance(message, str) else tuple(message)
        if parts[0]:
            yield line, parts


def missing() -> dict[Message, tuple[str, list[str]]]:
    """Messages without a translation: where they stand and in which languages they are missing."""
    translated = {}
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        entries = polib.pofile(str(path)) if path.exists() else []
        translated[language] = {entry.msgid for entry in entries if entry.translated()}
    gaps = {}
    for message, place in used().items():
        lacking = [language for language in LANGUAGES if message[0] not in translated[language]]
        if lacking:
            gaps[message] = (place, lacking)
    return gaps


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "compile":
        compile_catalogues()
    elif command == "missing":
        gaps = missing()
        if "--json" in sys.argv:
            skeleton = {
                message[0]: {"plural": message[1], "kk": [""], "ru": ["", "", ""]} if len(message) > 1 else ["", ""]
                for message in gaps
            }
            print(json.dumps(skeleton, ensure_ascii=False, indent=1))
            return
        for message, (place, lacking) in gaps.items():
            print(f"{place}: {' '.join(lacking)}: {message[0]!r}")
        print(f"{len(gaps)} missing")
        sys.exit(1 if gaps else 0)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
