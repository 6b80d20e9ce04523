"""Every word has its Kazakh and its Russian; every icon a page names is in the sprite."""

import importlib.util
import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "tirek" / "web"
PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def _messages():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _catalogue(language):
    return polib.pofile(str(ROOT / "tirek" / "locale" / language / "LC_MESSAGES" / "django.po"))


def _places(text):
    return sorted(match.group() for match in PLACES.finditer(text))


def test_every_message_in_use_has_its_kazakh_and_its_russian():
    gaps = _messages().missing()
    assert not gaps, "\n".join(
        f"{place} {' '.join(lacking)} {message[0]!r}" for message, (place, lacking) in gaps.items()
    )


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_translation_is_a_guess(language):
    assert [entry.msgid for entry in _catalogue(language) if "fuzzy" in entry.flags] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_translations_keep_the_places_of_their_message(language):
    wrong = []
    for entry in _catalogue(language):
        expected = _places(entry.msgid)
        for text in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            if _places(text) != expected:
                wrong.append((entry.msgid, text))
    assert wrong == []


def test_kazakh_words_are_not_russian_ones_left_over():
    """A sentence with letters that Russian alone needs, and none that Kazakh alone has, was not translated."""
    russian = {entry.msgid: entry.msgstr for entry in _catalogue("ru")}
    same = [
        entry.msgid
        for entry in _catalogue("kk")
        if entry.msgstr and len(entry.msgstr.split()) > 2 and entry.msgstr == russian.get(entry.msgid)
    ]
    assert same == []


def test_every_icon_named_in_a_page_is_in_the_sprite():
    drawn = set((WEB / "icons.txt").read_text().split())
    named = {
        name
        for page in (WEB / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', page.read_text(encoding="utf-8"))
    }
    for source in WEB.rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        named |= set(re.findall(r'Word\("[a-z-]+", "([a-z-]+)"', text))
        named |= set(re.findall(r'picture="([a-z-]+)"', text))
    assert named - drawn == set()


def test_no_page_carries_a_style_or_a_script_of_its_own():
    """The content policy refuses both; the page would look broken in silence."""
    found = [
        str(page.relative_to(WEB))
        for page in (WEB / "templates").rglob("*.html")
        if re.search(
            r"\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|type=\"application/json\"))|javascript:|<style",
            re.sub(r"{%.*?%}", "", page.read_text()),  # what the page's own language says is no markup
        )
    ]
    assert found == []
