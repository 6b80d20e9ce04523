"""Half-known dates agree only as far as both are known."""

from datetime import date

from tirek.people.engine.dates import PartialDate, Precision


def test_a_year_agrees_with_any_day_of_it() -> None:
    assert PartialDate(date(2003, 5, 17)).agrees(PartialDate(date(2003, 1, 1), Precision.YEAR))
    assert not PartialDate(date(2002, 5, 17)).agrees(PartialDate(date(2003, 1, 1), Precision.YEAR))


def test_a_month_agrees_within_the_month() -> None:
    assert PartialDate(date(2003, 5, 17)).agrees(PartialDate(date(2003, 5, 1), Precision.MONTH))
    assert not PartialDate(date(2003, 6, 17)).agrees(PartialDate(date(2003, 5, 1), Precision.MONTH))


def test_an_estimate_agrees_with_the_years_around_it() -> None:
    assert PartialDate(date(2003, 1, 1), Precision.ESTIMATED).agrees(PartialDate(date(2005, 5, 1)))
    assert not PartialDate(date(2003, 1, 1), Precision.ESTIMATED).agrees(PartialDate(date(2006, 5, 1)))


def test_what_is_not_known_is_not_stored() -> None:
    assert PartialDate(date(2003, 5, 17), Precision.YEAR).trimmed().value == date(2003, 1, 1)
    assert PartialDate(date(2003, 5, 17), Precision.MONTH).trimmed().value == date(2003, 5, 1)
    assert PartialDate(date(2003, 5, 17)).trimmed().value == date(2003, 5, 17)
