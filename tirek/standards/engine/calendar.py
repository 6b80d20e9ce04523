"""The working calendar of Kazakhstan, from the ``holidays`` library.

Limits, so that nobody is surprised: the government moves days off by yearly decree, and the library knows a
year's moves only once they are published and it has been updated; the day of Kurban Ait in a coming year is an
estimate. Working Saturdays that pay for a moved day off count as working days when the library lists them.
"""

from datetime import date, timedelta
from functools import lru_cache
from threading import Lock

import holidays

_KAZAKHSTAN = holidays.country_holidays("KZ", language="en_US")
_FILLING = Lock()
_DAY = timedelta(days=1)


@lru_cache(maxsize=20_000)
def is_working_day(day: date) -> bool:
    """Whether offices work on the day: no weekend, no public holiday, no moved day off."""
    # The library fills in a year when it is first asked; a second thread must not see it half filled.
    with _FILLING:
        return bool(_KAZAKHSTAN.is_working_day(day))


@lru_cache(maxsize=50_000)
def add_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``; the day itself is never counted.

    >>> add_working_days(date(2025, 3, 20), 1)  # Nauryz: 21 to 25 March are days off
    datetime.date(2025, 3, 26)
    """
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
    return day
