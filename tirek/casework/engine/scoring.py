"""From the server's values of a form to score, band and the answers that can't wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tirek.programmes.engine.pack_parts import Critical, Instrument


@dataclass(frozen=True, slots=True)
class Scored:
    """What an instrument says: its score if it has one, the band, the critical answers given."""

    score: float | None
    band: str
    critical: tuple[Critical, ...]


def score_answers(instrument: Instrument, values: Mapping[str, Any]) -> Scored:
    """Read score and band from the evaluated values (numbers may come as text); find the critical answers."""
    score = _number(values.get(instrument.score)) if instrument.score else None
    band = ""
    if score is not None:
        for item in instrument.bands:
            if item.from_score <= score and (item.to_score is None or score <= item.to_score):
                band = item.code
    return Scored(score, band, tuple(item for item in instrument.critical if _is_critical(item, values)))


def _is_critical(item: Critical, values: Mapping[str, Any]) -> bool:
    value = values.get(item.field)
    if value in (None, ""):
        return False
    if item.equals is not None:
        return str(value) == item.equals
    number = _number(value)
    return number is not None and item.at_least is not None and number >= item.at_least


def _number(value: Any) -> float | None:
    try:
        return None if value in (None, "") else float(value)
    except (TypeError, ValueError):
        return None
