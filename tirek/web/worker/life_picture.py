"""The life line as SVG, in the colours of the page or of paper; each colour goes with a pattern of its own."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tirek.casework.engine.lifeline import Box, Drawing
from tirek.programmes.engine.pack_parts import EpisodeKind

_NOT_HELD = {"unreached", "missed", "overdue", "due", "ahead"}
#: With whom somebody lives is told by the setting; everything else by the tone the programme gives it.
_SETTINGS = {"own_family": "own", "family_based": "kin", "residential": "institution"}
_TONES = ("green", "amber", "red", "blue")
#: The strip that goes with a colour, as lengths of dashes and gaps: nobody must tell colours apart.
_STRIPS = {"own": "12 4", "kin": "4 4", "institution": "1 3", "green": "20 3", "amber": "8 3 2 3", "red": "none",
           "blue": "2 6"}  # fmt: skip

#: On a page the drawing follows light and dark; on paper the colours are their own. Fill and line by look.
_PAGE = {
    **{look: (f"var(--t-{look})", f"var(--t-{look}-line)") for look in ("own", "kin", "institution", "other")},
    **{tone: (f"var(--t-{tone}-ground)", f"var(--t-{tone})") for tone in _TONES},
    "gap": ("", "var(--t-plain-line)"),
    "act": ("var(--t-blue-solid)", "var(--t-blue-solid)"),
}
_PAGE_INKS = {
    "ink": "var(--t-ink)", "plain": "var(--t-plain)", "line": "var(--t-line)", "today": "var(--t-blue-solid)",
    "hatch": "var(--t-hatch)", "ground": "var(--t-surface)", "font": "inherit", "held": "var(--t-green-ground)",
    "held_line": "var(--t-green)", "late": "var(--t-red-solid)",
}  # fmt: skip
_PAPER = {
    "own": ("#e4eefa", "#0b5cad"), "kin": ("#e9f4e4", "#4b7f36"), "institution": ("#eae6f4", "#5f4b8b"),
    "other": ("#f0f1f3", "#56606f"), "green": ("#e5f4eb", "#17603a"), "amber": ("#fff4d9", "#7a4b00"),
    "red": ("#fdeceb", "#a61b1b"), "blue": ("#e8f1fb", "#0b4f94"), "gap": ("", "#777777"),
    "act": ("#0b5cad", "#0b5cad"),
}  # fmt: skip
_PAPER_INKS = {
    "ink": "#000000", "plain": "#333333", "line": "#c4c9d0", "today": "#0b5cad", "hatch": "#b8bfc8",
    "ground": "#ffffff", "font": "Noto Sans", "held": "#e5f4eb", "held_line": "#17603a", "late": "#a61b1b",
}  # fmt: skip


def look_of(kind: EpisodeKind | None) -> str:
    """How an episode of a kind is drawn."""
    if kind is None:
        return "other"
    if kind.setting == "own_family" and kind.tone == "amber":
        return "amber"  # at home, but not for good yet: a trial stay
    if kind.setting in _SETTINGS:
        return _SETTINGS[kind.setting]
    return kind.tone if kind.tone in _TONES else "institution" if kind.setting == "institution" else "other"


def svg(drawing: Drawing, name: str, label: str, *, paper: bool = False, width: str = "100%") -> SafeString:
    """The drawing as text to put into a page or a document; ``label`` tells the drawings of a page apart."""
    colours = _PAPER if paper else _PAGE
    content = {
        "d": drawing,
        "name": name,
        "label": label,
        "width": width,
        "c": _PAPER_INKS if paper else _PAGE_INKS,
        "boxes": [_bar(box, colours, label) for box in drawing.boxes],
        "ghosts": [_bar(box, colours, label) for box in drawing.ghosts],
        "dots": [{"dot": dot, "colour": colours.get(dot.look, colours["other"])[1]} for dot in drawing.dots],
    }
    text = render_to_string("worker/life_line.svg", content)
    return mark_safe(text)  # nosec B308 B703: made by our own template, which escapes what people wrote


def _bar(box: Box, colours: Mapping[str, tuple[str, str]], label: str) -> dict[str, Any]:
    fill, line = colours[box.look]
    return {
        "box": box,
        "fill": fill or f"url(#{label}-hatch)",
        "line": line,
        "strip": box.strip if box.look in _STRIPS else "",
        "dash": _STRIPS.get(box.look, "none"),
        "thick": 3 if box.look == "red" else 2,
    }


def legend(drawings: Iterable[Drawing], *, paper: bool = False) -> list[dict[str, str]]:
    """What the drawings use, each sign with its word. Nothing that is not drawn is explained."""
    drawings = list(drawings)
    boxes = [box for drawing in drawings for box in drawing.boxes]
    looks = {box.look for box in boxes}
    words = {
        "own": _("birth family"), "kin": _("kin or another family"), "institution": _("institution"),
        "green": _("steady"), "blue": _("on the way, with help"), "amber": _("unsteady or restricted"),
        "red": _("danger, loss, liberty taken"), "other": _("other"), "gap": _("not known"),
    }  # fmt: skip
    colours = _PAPER if paper else _PAGE
    signs = [("bar", word, _bar(_key(look), colours, f"key-{look}")) for look, word in words.items() if look in looks]
    signs += [(sign, word, {}) for sign, word in _marks(drawings, boxes) if word]
    inks = _PAPER_INKS if paper else _PAGE_INKS
    return [
        {
            "word": word,
            "svg": mark_safe(  # nosec B308 B703: made by our own template from our own words
                render_to_string("worker/life_line_sign.svg", {"sign": sign, "bar": bar, "c": inks})
            ),
        }
        for sign, word, bar in signs
    ]


def _key(look: str) -> Box:
    return Box(1, 1, 24, 12, look, "", False, "M1 1H25V13H1Z", "M1 1H25V13H1Z", "M2 11.5H24")


def _marks(drawings: list[Drawing], boxes: list[Box]) -> Iterable[tuple[str, str]]:
    kinds = {dot.kind for drawing in drawings for dot in drawing.dots}
    yield "lasts", _("goes on") if any(box.lasts for box in boxes) else ""
    yield "rough", _("the day is not exactly known") if any(box.rough for box in boxes) else ""
    expected = any(rule.kind == "expected" for drawing in drawings for rule in drawing.rules)
    yield "expected", _("expected end") if expected else ""
    yield "day", _("something that happened on a day") if "day" in kinds else ""
    yield "act", _("act") if "act" in kinds else ""
    yield "meeting", _("visit or contact") if "meeting" in kinds else ""
    yield "missed", _("nobody was reached") if "missed_meeting" in kinds else ""
    yield "held", _("follow-up took place") if "held" in kinds else ""
    yield "ahead", _("follow-up without contact, or ahead") if kinds & _NOT_HELD else ""
    sealed = any(drawing.locks for drawing in drawings)
    yield "lock", _("sealed part of the file: open to you, each look is written down") if sealed else ""
