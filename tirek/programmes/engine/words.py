"""The small building blocks of a pack: words in three languages, sources, things with a code."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Language = Literal["kk", "ru", "en"]
Compartment = Literal["general", "health", "violence", "adoption", "address", "legal", "infection"]
Token = Literal["red", "amber", "green", "blue", "plain"]


class Part(BaseModel):
    """A part of a pack: strict, closed, never changed after loading."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Words(Part):
    """One text in the three languages; none may be missing."""

    kk: Text
    ru: Text
    en: Text

    def say(self, language: str) -> str:
        """The text in a language; a language we do not speak gets English."""
        return {"kk": self.kk, "ru": self.ru}.get(language, self.en)


class Source(Part):
    """Where a rule or a list comes from. ``verified``: somebody read the original and it says so."""

    code: Code
    title: Words
    clause: str = ""
    url: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool


class Item(Part):
    """An entry of a list: a code for the database, a title for people."""

    code: Code
    title: Words
    about: Words | None = None


class SourcedItem(Item):
    """An entry with an origin of its own; without one the list's source holds."""

    source: Code | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False
    compartment: Compartment = "general"
