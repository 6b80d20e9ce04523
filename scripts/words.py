"""Add Kazakh and Russian words to the catalogues: JSON on standard input, merged under a lock.

    .venv/bin/python scripts/words.py < words.json            # keeps what is already there
    .venv/bin/python scripts/words.py --force < words.json    # replaces it

The JSON is ``{msgid: [kk, ru]}``. A counted phrase is
``{msgid: {"plural": msgid_plural, "kk": [one form], "ru": [1, 2, 5 forms]}}``.
"""

import fcntl
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import polib

LOCALE = Path(__file__).resolve().parent.parent / "tirek" / "locale"
HEADERS = {
    # A Kazakh noun after a number stays singular: one form says it all.
    "kk": "nplurals=1; plural=0;",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
FORMS = {"kk": 1, "ru": 3}


def catalogue(language: str) -> polib.POFile:
    """The catalogue of a language, a new one if there is none yet."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    po = polib.POFile(wrapwidth=110)
    po.fpath = str(path)
    po.metadata = {
        "Project-Id-Version": "Tirek",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": HEADERS[language],
    }
    return po


def merge(po: polib.POFile, language: str, msgid: str, word: Any, *, force: bool) -> bool:
    """Put one message in; True if the catalogue changed."""
    counted = isinstance(word, dict)
    text = word[language] if counted else word[("kk", "ru").index(language)]
    found = po.find(msgid)
    if found and (found.translated() and not force):
        return False
    entry = found or polib.POEntry(msgid=msgid)
    if counted:
        if len(text) != FORMS[language]:
            sys.exit(f"{msgid!r}: {language} needs {FORMS[language]} form(s), got {len(text)}")
        entry.msgid_plural = word["plural"]
        entry.msgstr = ""
        entry.msgstr_plural = dict(enumerate(text))
    else:
        entry.msgstr = text
    if "%(" in msgid and "python-format" not in entry.flags:
        entry.flags.append("python-format")
    if not found:
        po.append(entry)
    return True


def main() -> None:
    force = "--force" in sys.argv[1:]
    words: dict[str, Any] = json.load(sys.stdin)
    LOCALE.mkdir(parents=True, exist_ok=True)
    with (Path(tempfile.gettempdir()) / "tirek-words.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for language in ("kk", "ru"):
            po = catalogue(language)
            changed = sum(merge(po, language, msgid, word, force=force) for msgid, word in words.items())
            po.sort(key=lambda entry: entry.msgid)
            po.save(po.fpath)
            print(f"{language}: {changed} of {len(words)} written, {len(po)} in all")


if __name__ == "__main__":
    main()
