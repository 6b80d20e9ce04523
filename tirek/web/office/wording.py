"""Instruments in words: how far a wording can be trusted, and what is the matter with a file."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.programmes.engine.form.findings import Finding
from tirek.programmes.engine.form.languages import UNDETERMINED

#: The tone of the badge and the words.
WORDING: dict[str, tuple[str, str | Promise]] = {
    "published": ("green", gettext_lazy("as published by its authors")),
    "validated": ("green", gettext_lazy("validated")),
    "translation_not_validated": ("amber", gettext_lazy("translation not validated")),
    "own_not_validated": ("amber", gettext_lazy("own wording, not validated")),
}


def language_names() -> dict[str, str]:
    """The languages of the pages, named in the page's language."""
    return {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English"), UNDETERMINED: _("language not named")}


@dataclass(frozen=True)
class Found:
    """A finding with its place and its words."""

    sheet: str
    row: str
    column: str
    message: str


def found_words(finding: Finding) -> Found:
    """What is the matter, in the page's language, and where in the author's file."""
    message = _(finding.message)
    # A reason inside of a message is a message of its own.
    params = {
        name: _(value) if name in ("reason", "detail") and value else value for name, value in finding.params.items()
    }
    return Found(
        sheet=finding.sheet or _("the whole file"),
        row=str(finding.row) if finding.row else "–",
        column=finding.column or "–",
        message=message % params if params else message,
    )
