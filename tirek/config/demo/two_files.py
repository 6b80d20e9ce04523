"""A husband is a client of another team of the organisation: his wife's file and his are kept apart."""

from collections.abc import Sequence
from datetime import date

from tirek.config.demo.staff import Desk


def keep_two_apart(desks: Sequence[Desk], last: date) -> None:
    """The supervisor of the crisis centre keeps the two files apart."""
