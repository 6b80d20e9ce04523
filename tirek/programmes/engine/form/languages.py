"""Names of languages as authors write them, and the codes we keep."""

import re
from typing import Any

ORDER = ("kk", "ru", "en")
UNDETERMINED = "und"
_NAMES = {
    "kazakh": "kk", "қазақша": "kk", "қазақ тілі": "kk", "қазақ": "kk", "russian": "ru", "русский": "ru",
    "english": "en", "french": "fr", "français": "fr", "spanish": "es", "español": "es", "arabic": "ar",
    "portuguese": "pt", "german": "de", "turkish": "tr", "uzbek": "uz", "kyrgyz": "ky", "ukrainian": "uk",
}  # fmt: skip


def language_code(name: str) -> str:
    """``Қазақша (kk)`` is ``kk``; a bare code is itself; a known name has its code; anything else stays."""
    text = name.strip()
    match = re.search(r"\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*\)\s*$", text)
    if match:
        return match[1].lower()
    if text.lower() in _NAMES:
        return _NAMES[text.lower()]
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", text):
        return text.lower()
    return UNDETERMINED if text in ("", "default") else text


def texts(value: Any, default: str) -> dict[str, str]:
    """A text of the tree (one text, or one by language) by language code; blank texts are left out."""
    if value is None:
        return {}
    by_name = value if isinstance(value, dict) else {"default": value}
    found: dict[str, str] = {}
    for name, text in by_name.items():
        code = default if name == "default" else language_code(str(name))
        if isinstance(text, str) and text.strip():
            found.setdefault(code, text)
    return found


def ordered(codes: set[str]) -> list[str]:
    """Ours first and in our order, then the others."""
    return [code for code in ORDER if code in codes] + sorted(codes - set(ORDER))


def text_in(texts_by_language: dict[str, str], language: str, default: str = UNDETERMINED) -> str:
    """The text in that language, else in the form's own, else in whichever there is."""
    for code in (language, default, *ORDER):
        if texts_by_language.get(code):
            return texts_by_language[code]
    return next(iter(texts_by_language.values()), "")
