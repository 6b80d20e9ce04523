"""The engine of ODK Web Forms and ours agree on every instrument, but for deviations that are written down.

``TIREK_FILLS`` sets the fills of each instrument (12 unless told); ``make bench NAME=odk`` takes 2,000.
"""

import os

from tests.forms.odk import KNOWN, compared, deviation

FILLS = int(os.environ.get("TIREK_FILLS", "12"))


def test_both_engines_agree_but_for_what_is_written_down() -> None:
    """Exact in both directions: a new difference fails, and so does a written one that is no longer there."""
    fills, found = compared(FILLS)
    assert fills >= FILLS * 15
    named = [(deviation(one), one) for one in found]
    assert [one for name, one in named if not name] == []
    assert {name for name, _one in named} == set(KNOWN)
