"""Figures kept as rows, and who reads them how."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from tests.builders import House
from tests.outcomes.conftest import LATER, Told
from tirek.access.models import User
from tirek.kernel.problems import Missing
from tirek.outcomes.actions import editions
from tirek.outcomes.actions import figures as computing
from tirek.outcomes.actions.figures import compute_figures
from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import in_span, keyed
from tirek.outcomes.facts import export_facts
from tirek.outcomes.models import Figure
from tirek.outcomes.selectors import exits
from tirek.outcomes.selectors import figures as reading
from tirek.outcomes.selectors.figures import Place, places, rows_behind, table, trend, years
from tirek.programmes.engine.words import Words
from tirek.toolkit.postgresql.user import acting_as

WORDS = Words(kk="Ашылған істер", ru="Открытые случаи", en="Cases opened")


def opened_cases(facts: Facts, span: Span) -> RowTable:
    return keyed(facts["cases"].filter(in_span(facts["cases"]["opened_on"], span)), "case_key")


def deaths(facts: Facts, span: Span) -> RowTable:
    return opened_cases(facts, span).filter(False)


OPENED = Indicator(
    id="opened", title=WORDS, about=WORDS, counted="case", measure=Measure.COUNT, period=Period.YEAR,
    numerator=opened_cases, by=(("programme",),),
)  # fmt: skip
DEATHS = Indicator(
    id="deaths", title=WORDS, about=WORDS, counted="case", measure=Measure.SHARE, period=Period.YEAR,
    numerator=deaths, denominator=opened_cases,
)  # fmt: skip
TWO = {"opened": OPENED, "deaths": DEATHS}


@pytest.fixture
def computed(told: Told, monkeypatch: pytest.MonkeyPatch) -> Told:
    """The figures of two indicators on the day of the facts."""
    for module in (computing, reading, exits, editions):
        monkeypatch.setattr(module, "indicators", lambda: TWO)
    version = export_facts(LATER)
    assert compute_figures(version) == compute_figures(version) == Figure.objects.using("owner").count()
    return told


def test_figures_begin_with_the_first_case_and_are_told_to_nobody_yet(computed: Told) -> None:
    rows = Figure.objects.using("owner").order_by("indicator", "scope", "breakdown")
    assert set(rows.values_list("first_on", "last_on")) == {(date(2025, 1, 1), LATER)}
    assert set(rows.values_list("hidden", flat=True)) == {True}
    opened = rows.filter(indicator="opened")
    assert sorted(opened.values_list("scope", "breakdown", "numerator")) == [
        (scope, breakdown, 1) for scope in ("all", "organisation", "unit") for breakdown in ([], ["programme"])
    ]
    assert set(rows.filter(indicator="deaths").values_list("numerator", "denominator")) == {(0, 1)}
    unit = computed.house.unit
    assert set(rows.filter(scope="unit").values_list("unit", "organisation")) == {(unit.pk, unit.organisation_id)}


def read(user: User, ask: Callable[[], object]) -> object:
    with acting_as(user.pk), transaction.atomic():
        try:
            return ask()
        except Missing:
            return "missing"


def test_who_opens_the_files_reads_what_was_counted_and_others_only_what_is_told(computed: Told) -> None:
    house: House = computed.house
    code = house.unit.code

    def of_the_unit(user: User) -> object:
        found = read(user, lambda: table(user, "opened", year=2025, scope="unit", place=code, by=["programme"]))
        return [(row.categories, row.numerator) for row in found] if hasattr(found, "rows") else found

    assert of_the_unit(house.supervisor) == [(("family_preservation",), 1), (("total",), 1)]
    assert of_the_unit(house.manager) is None  # one case: nothing of it is told
    assert of_the_unit(house.worker) == of_the_unit(house.outsider) == "missing"
    for user in (house.supervisor, house.manager):
        assert read(user, lambda user=user: table(user, "opened", year=2025, scope="all")) is None
        assert read(user, lambda user=user: years(user, "opened", scope="all")) == []
        assert read(user, lambda user=user: table(user, "opened", year=2025, by=["sex"])) == "missing"
        assert read(user, lambda user=user: table(user, "nothing", year=2025)) == "missing"
    assert read(house.supervisor, lambda: places(house.supervisor)[0]) == Place("unit", code, exact=True)
    assert read(house.supervisor, lambda: [(y, r.value) for y, r in trend(house.supervisor, "opened")]) == [(2025, 1)]
    share = read(house.supervisor, lambda: table(house.supervisor, "deaths", year=2025))
    assert [(row.numerator, row.denominator, row.value) for row in share] == [(0, 1, 0)]  # type: ignore[attr-defined]


def test_an_edition_is_read_by_everybody_who_sees_figures(computed: Told) -> None:
    Figure.objects.using("owner").update(hidden=False)
    house = computed.house
    found = read(house.manager, lambda: table(house.manager, "opened", year=2025, scope="all"))
    assert found.protected
    assert found.total.numerator == 1  # type: ignore[attr-defined]
    assert read(house.manager, lambda: years(house.manager, "opened", scope="all")) == [2025]
    organisation = house.unit.organisation.code
    nearest = read(
        house.manager, lambda: table(house.manager, "opened", year=2025, scope="organisation", place=organisation)
    )
    assert nearest.total.numerator == 1  # type: ignore[attr-defined]


def test_the_list_behind_a_figure_is_the_unit_s_own(computed: Told) -> None:
    house, code = computed.house, computed.house.unit.code
    for user, expected in (
        (house.supervisor, [computed.case.uuid]),
        (house.manager, "missing"),
        (house.worker, "missing"),
    ):
        found = read(user, lambda user=user: [one.case for one in rows_behind(user, "opened", year=2025, unit=code)])
        assert found == expected
    supervisor = house.supervisor
    other = read(supervisor, lambda: rows_behind(supervisor, "opened", year=2025, unit=code, programme="release"))
    assert other == []
    assert read(supervisor, lambda: rows_behind(supervisor, "opened", year=2020, unit=code)) == []
