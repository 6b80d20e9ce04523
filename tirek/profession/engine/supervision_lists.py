"""The closed lists of supervision as data: the rule, the themes, our own check of how somebody carries the work."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict

_FILE: Final = Path(__file__).parents[1] / "data" / "supervision.yaml"


class Said(BaseModel):
    """Words in three languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kk: str
    ru: str
    en: str

    def say(self, language: str) -> str:
        """The words in a language; one we do not speak gets English."""
        return {"kk": self.kk, "ru": self.ru}.get(language, self.en)


class Coded(Said):
    """An answer of a closed list."""

    code: str


class Rule(BaseModel):
    """How often supervision is held at least, where that comes from, and whether somebody checked it."""

    months: int
    warn_days: int
    title: Said
    source: Said
    valid_from: date
    verified: bool


class Question(Coded):
    """A sentence somebody answers about themselves. ``good``: often is well. ``alarm``: once is enough to talk."""

    area: str
    good: bool = False
    alarm: bool = False


class Check(BaseModel):
    """Our own questions. They were validated by nobody: they start a talk and decide nothing."""

    answers: tuple[Coded, ...]
    watch: float
    talk: float
    areas: tuple[Coded, ...]
    questions: tuple[Question, ...]


class Phone(Said):
    """Whom to call at once."""

    number: str


class Unsafe(BaseModel):
    """What helps somebody who is not safe at work now."""

    phones: tuple[Phone, ...]
    steps: tuple[Said, ...]
    duties: tuple[Said, ...]
    source: Said
    valid_from: date
    verified: bool


class Lists(BaseModel):
    """Everything the file holds."""

    rule: Rule
    themes: tuple[Coded, ...]
    check: Check
    unsafe: Unsafe

    def theme(self, code: str) -> Coded | None:
        """A theme by its code."""
        return next((one for one in self.themes if one.code == code), None)


@cache
def lists() -> Lists:
    """The lists, read once."""
    return Lists.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))
