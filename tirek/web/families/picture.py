"""A family picture as SVG: for a page in the colours of the page, for paper black on white."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

#: On a page the drawing follows light and dark; on paper the colours are their own.
PAGE = {
    "ink": "var(--t-ink)", "plain": "var(--t-plain)", "ground": "var(--t-surface)", "home": "var(--t-blue-ground)",
    "green": "var(--t-green)", "red": "var(--t-red)", "amber": "var(--t-amber)", "font": "inherit", "paper": False,
}  # fmt: skip
PAPER = {
    "ink": "#000000", "plain": "#333333", "ground": "#ffffff", "home": "#e3e6ea", "green": "#17603a", "red": "#a61b1b",
    "amber": "#7a4b00", "font": "Noto Sans", "paper": True,
}  # fmt: skip


def drawn(template: str, content: Mapping[str, Any], *, paper: bool = False) -> SafeString:
    """The drawing of a template (``genogram``, ``eco_map``) as text to put into a page or a document."""
    text = render_to_string(f"families/{template}.svg", {**content, "c": PAPER if paper else PAGE})
    return mark_safe(text)  # nosec B308 B703: made by our own template, which escapes what people wrote
