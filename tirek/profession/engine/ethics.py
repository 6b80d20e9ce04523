"""What can be argued about in ethics: the norms, who may judge, until when one may appeal, who stands where."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from tirek.programmes.engine.words import Code, Words

DATA = Path(__file__).parents[1] / "data" / "ethics.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Norm(_Part):
    """One norm: what it is called and what it asks."""

    code: Code
    title: Words
    text: Words


class NormSource(_Part):
    """After what the norms were worded."""

    title: Words
    clause: str


class EthicsRules(_Part):
    """Days and numbers that the association sets."""

    appeal_days: int
    panel_least: int


class CodeOfEthics(_Part):
    """The norms that hold, since when, and whether anybody verified the source."""

    source: NormSource
    valid_from: date
    verified: bool
    rules: EthicsRules
    norms: tuple[Norm, ...]


@cache
def code_of_ethics() -> CodeOfEthics:
    """The norms and rules as data."""
    read = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return CodeOfEthics.model_validate({**read, "norms": tuple(read["norms"])})


@dataclass(frozen=True)
class Standing:
    """How somebody who could judge stands to a matter, as the database sees it."""

    user: int
    subject: bool = False  # it is about them
    complainant: bool = False
    secretary: bool = False  # they handle the matter
    near: bool = False  # they share the subject's employer or supervision today
    asked: bool = False  # they are or were on a panel of this matter: also of the first, when it is appealed

    @property
    def may_judge(self) -> bool:
        """Nobody judges who stands near. Why is not told: it would tell about supervision and who complained."""
        return not (self.subject or self.complainant or self.secretary or self.near or self.asked)


def appeal_until(decided_on: date, rules: EthicsRules) -> date:
    """The last day on which a side may appeal a first decision."""
    return decided_on + timedelta(days=rules.appeal_days)


def may_appeal(*, decided: bool, appealed: bool, until: date | None, on: date) -> bool:
    """A first decision is appealed once, within its days."""
    return decided and not appealed and until is not None and on <= until


def is_final(*, decided: bool, final: bool, until: date | None, on: date) -> bool:
    """Nothing can be changed any more: the second panel has decided, or nobody appealed in time."""
    return decided and (final or (until is not None and on > until))


def panel_stands(free: int, chairs: int, rules: EthicsRules) -> bool:
    """Enough members declared themselves free, one of them the chair."""
    return free >= rules.panel_least and chairs == 1
