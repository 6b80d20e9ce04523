"""What can be argued about in an association: when a meeting decides, when a motion is carried, who owes."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).parents[1] / "data" / "membership.yaml"


class MeetingRules(BaseModel):
    """Days and numbers of the statute."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    call_days: int  # a meeting is called so many days before
    proxies_each: int  # whose word one member may hold, besides their own


@cache
def meeting_rules() -> MeetingRules:
    """The rules as data."""
    return MeetingRules.model_validate(yaml.safe_load(DATA.read_text(encoding="utf-8"))["rules"])


def earliest_meeting(called_on: date, rules: MeetingRules) -> date:
    """The first day on which a meeting called today may be held."""
    return called_on + timedelta(days=rules.call_days)


def has_quorum(*, present: int, voters: int, per_cent: int) -> bool:
    """More than so many per cent of those who vote are there. Nobody decides where nobody votes."""
    return voters > 0 and present * 100 > per_cent * voters


def needed(*, voters: int, per_cent: int) -> int:
    """How many must be there at least."""
    return per_cent * voters // 100 + 1


def is_carried(*, votes_for: int, given: int, per_cent: int) -> bool:
    """More than so many per cent of the votes given are for it; who abstains has given a vote."""
    return votes_for * 100 > per_cent * given
