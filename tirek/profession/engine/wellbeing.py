"""What one's own answers may say, area by area. There is no sum over the areas, and nothing is decided by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tirek.profession.engine.supervision_lists import Check, Coded

MOST = 4


class Level(StrEnum):
    """What an area asks of the person."""

    CARRIES = "carries"
    WATCH = "watch"
    TALK = "talk"


@dataclass(frozen=True)
class Reading:
    """One area and what the answers to its questions say together."""

    area: Coded
    level: Level


def readings(check: Check, answers: Mapping[str, int]) -> list[Reading]:
    """Each area that was answered at all: the mean burden of its answers against the two marks of the data.

    A burden is 0 to 4; where often is well it is counted from the other end. A sentence marked ``alarm`` that was
    answered by anything but never asks for a talk by itself.
    """
    found = []
    for area in check.areas:
        asked = [one for one in check.questions if one.area == area.code and one.code in answers]
        if not asked:
            continue
        burdens = [MOST - answers[one.code] if one.good else answers[one.code] for one in asked]
        mean = sum(burdens) / len(burdens)
        alarm = any(one.alarm and answers[one.code] > 0 for one in asked)
        level = Level.TALK if alarm or mean >= check.talk else Level.WATCH if mean >= check.watch else Level.CARRIES
        found.append(Reading(area, level))
    return found
