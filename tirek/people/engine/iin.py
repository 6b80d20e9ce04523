"""The check of the individual (IIN) and business (BIN) identification number of Kazakhstan.

Twelve digits. IIN: birth date ``YYMMDD``, one digit for century and sex (1/2 the 1800s, 3/4 the 1900s, 5/6 the
2000s; odd for men), a serial of four, the check digit. BIN: ``YYMM`` of registration, then 4, 5 or 6, which can
not be the tens of a day; so the two are told apart. Source: Government Decree 565 of 11 June 2003.

Nothing here forbids a number. Newborns, foreigners and people without papers have none; a number that does not
check may still be the one printed in the paper. The worker sees the findings and writes why she keeps it. A number
that does check proves nothing either: the eleventh digit has weight 11 in the first pass, so an error there passes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_CENTURY = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


class IinFinding(StrEnum):
    """What does not fit about a number, to be shown as a warning."""

    NOT_TWELVE_DIGITS = "not_twelve_digits"
    CHECK_DIGIT = "check_digit"
    NEVER_ISSUED = "never_issued"
    NO_SUCH_DATE = "no_such_date"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    SEX_DIFFERS = "sex_differs"
    CENTURY_UNKNOWN = "century_unknown"
    LOOKS_LIKE_BIN = "looks_like_bin"
    LOOKS_LIKE_IIN = "looks_like_iin"


@dataclass(frozen=True)
class IinFacts:
    """What the digits say: either may be unknown."""

    born_on: date | None
    sex: str | None


def digits_of(text: str) -> str:
    """The number without the spaces and hyphens people write into it."""
    return "".join(text.replace("-", " ").split())


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit, or None where the rule gives none (such numbers are never issued)."""
    digits = [int(d) for d in first_eleven]
    for weights in (FIRST_PASS, SECOND_PASS):
        rest = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def iin_facts(text: str) -> IinFacts:
    """Birth date and sex as the digits tell them."""
    number = digits_of(text)
    if not _twelve(number):
        return IinFacts(None, None)
    century = _CENTURY.get(number[6])
    sex = None if century is None else ("male" if int(number[6]) % 2 else "female")
    born_on = None
    if century is not None:
        try:
            born_on = date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
        except ValueError:
            born_on = None
    return IinFacts(born_on, sex)


def check_iin(text: str, birth_date: date | None = None, sex: str | None = None) -> tuple[IinFinding, ...]:
    """All that does not fit, in the order a worker would mend it; an empty answer is no proof of identity.

    ``sex`` is "female" or "male"; anything else is not compared. ``birth_date`` is compared when it is given:
    hand in None where only the year is known.
    """
    number = digits_of(text)
    if not _twelve(number):
        return (IinFinding.NOT_TWELVE_DIGITS,)
    if number[4] in "456":
        return (IinFinding.LOOKS_LIKE_BIN,)
    found = list(_check_digit_findings(number))
    facts = iin_facts(number)
    if number[6] not in _CENTURY:
        found.append(IinFinding.CENTURY_UNKNOWN)
    elif facts.born_on is None:
        found.append(IinFinding.NO_SUCH_DATE)
    elif birth_date is not None and facts.born_on != birth_date:
        found.append(IinFinding.BIRTH_DATE_DIFFERS)
    if facts.sex and sex in ("female", "male") and facts.sex != sex:
        found.append(IinFinding.SEX_DIFFERS)
    return tuple(found)


def check_bin(text: str) -> tuple[IinFinding, ...]:
    """The same for an organisation's number."""
    number = digits_of(text)
    if not _twelve(number):
        return (IinFinding.NOT_TWELVE_DIGITS,)
    if number[4] not in "456":
        return (IinFinding.LOOKS_LIKE_IIN,)
    found = list(_check_digit_findings(number))
    if not 1 <= int(number[2:4]) <= 12:
        found.append(IinFinding.NO_SUCH_DATE)
    return tuple(found)


def _twelve(number: str) -> bool:
    return len(number) == 12 and number.isascii() and number.isdigit()


def _check_digit_findings(number: str) -> tuple[IinFinding, ...]:
    expected = check_digit(number[:11])
    if expected is None:
        return (IinFinding.NEVER_ISSUED,)
    return () if expected == int(number[11]) else (IinFinding.CHECK_DIGIT,)
