"""The association's own lists: categories with their months and hours, languages, specialisations. Data, not law."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict

_DATA: Final = Path(__file__).parents[1] / "data"


class _Exact(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Exact):
    """A label in three languages."""

    kk: str
    ru: str
    en: str

    def say(self, language: str) -> str:
        """The label in a language; Kazakh where the language is not one of the three."""
        return str(getattr(self, language[:2], self.kk))


class Category(_Exact):
    """A category: for how many months it is given, how many hours of learning it asks for in that time."""

    code: str
    title: Words
    months: int
    hours: int
    topics: Mapping[str, int] = {}  # of these hours, by topic (topics.yaml)
    verified: bool = False


class CertificationRule(_Exact):
    """The rule an association certifies by."""

    source: str
    valid_from: date
    verified: bool
    warns_days: int
    reminds_days: tuple[int, ...]
    grace_days: int
    categories: tuple[Category, ...]

    def category(self, code: str) -> Category | None:
        """The category under a code, lowest first in the list."""
        return next((one for one in self.categories if one.code == code), None)


class Choice(_Exact):
    """A word of a list."""

    code: str
    title: Words


class RegisterLists(_Exact):
    """Languages and specialisations an entry may name."""

    source: str
    valid_from: date
    verified: bool
    languages: tuple[Choice, ...]
    specialisations: tuple[Choice, ...]


@lru_cache(maxsize=1)
def certification_rule() -> CertificationRule:
    """The categories of ``data/certification.yaml``."""
    return CertificationRule.model_validate(_read("certification"))


@lru_cache(maxsize=1)
def register_lists() -> RegisterLists:
    """The lists of ``data/register.yaml``."""
    return RegisterLists.model_validate(_read("register"))


def category_title(code: str, language: str) -> str:
    """A category in words; its code where the rule knows it no more."""
    known = certification_rule().category(code)
    return known.title.say(language) if known else code


def language_titles(language: str) -> Mapping[str, str]:
    """Languages by code, in words."""
    return {one.code: one.title.say(language) for one in register_lists().languages}


def specialisation_titles(language: str) -> Mapping[str, str]:
    """Specialisations by code, in words."""
    return {one.code: one.title.say(language) for one in register_lists().specialisations}


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((_DATA / f"{name}.yaml").read_text("utf-8"))
    return content
