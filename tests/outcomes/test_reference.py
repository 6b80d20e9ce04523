"""Figures of others: read whole or not at all, with every mistake named by its line; the goals in three languages."""

from datetime import date
from typing import Any

import pytest

from tests.builders import House, make_house
from tirek.kernel.problems import Problem, Refused
from tirek.outcomes.actions.reference import load_official_values, load_population, withdraw_loaded
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.framework import NO_FIGURE, framework, wording_sources
from tirek.outcomes.engine.loading import FileRefused, PopulationLine, read_official, read_population
from tirek.outcomes.models import Loaded, OfficialValue, PopulationFigure
from tirek.outcomes.selectors.reference import (
    contributions,
    goals,
    indicators_of,
    loaded_files,
    official_values,
    sdg_indicator,
    target,
    targets_of,
)

REGIONS = {"100000000": "100000000", "KZ-10": "100000000", "KZABY": "100000000"}
# Invented numbers of an invented year.
PEOPLE = "region,year,sex,age_group,people\nKZ-10,2001,female,0-17,40\nKZABY,2001,male,0-17,60\n,2001,,0-17,900\n"
WRONG = (
    "region;year;sex;age_group;people\n"
    "KZ-10;2001;female;0-17;40\n"
    "\n"
    "Nowhere;2001;female;0-17;40\n"  # line 4
    "KZ-10;20o1;female;0-17;40\n"
    "KZ-10;2001;other;0-17;40\n"
    "KZ-10;2001;male;17-0;40\n"
    "KZ-10;2001;male;0-17;4,5\n"
    "100000000;2001;female;0-17;41\n"  # line 9: the group of line 2
    "KZ-10;2002;female;total;40\n"
    "KZ-10;2002;male;total;50\n"
    "KZ-10;2002;total;total;91\n"  # line 12: 90
)


def test_every_goal_target_and_indicator_speaks_three_languages() -> None:
    assert len(goals()) == 17
    assert [entry.code for entry in targets_of(3)][:5] == ["3.1", "3.2", "3.3", "3.4", "3.5"]
    assert target("16.2").goal == 16
    assert [entry.code for entry in indicators_of("5.2")] == ["5.2.1", "5.2.2", "5.2.1.1", "5.2.1.2"]
    for entry in framework().values():
        assert set(entry.sources.values()) <= set(wording_sources())
        for language in ("kk", "ru"):
            assert entry.title.say(language) != entry.title.en
        assert entry.target in framework() or entry.level == "goal"
    assert all(line.serves.indicator in framework() for line in NO_FIGURE)


def test_the_known_mistakes_of_the_wordings_are_mended() -> None:
    # The official Russian 16.2.1 is about children, the Kazakh 8.7.1 is Kazakh, the base of 3.3.1 is 1000 people.
    assert "наказанию" in sdg_indicator("16.2.1").title.ru
    assert "бала еңбегі" in sdg_indicator("8.7.1").title.kk
    assert "1000 адамға" in sdg_indicator("3.3.1").title.kk
    assert sdg_indicator("3.3.1").note


def test_a_contribution_names_its_kind_and_what_is_not_computed_says_why() -> None:
    lines = {line.entry.code: line for line in contributions(indicators())}
    letters = {code: {serves.how.value for serves, _ in line.serves} for code, line in lines.items()}
    assert letters["3.5.1"] == {"N", "P"}
    assert letters["16.3.1"] == letters["5.2.1.1"] == letters["16.2.2"] == {"S"}
    assert letters["16.9.1"] == {"P"}
    assert letters["5.2.1"] == {"X"}
    assert not lines["16.1.3"].serves
    assert all(line.why_no_figure for code, line in lines.items() if letters[code] <= {"X"})
    assert list(lines) == [code for code in framework() if code in lines]


def test_a_population_file_is_read_with_any_code_of_a_region() -> None:
    assert read_population(PEOPLE.encode("utf-8-sig"), REGIONS) == [
        PopulationLine("100000000", 2001, "female", "0-17", 40),
        PopulationLine("100000000", 2001, "male", "0-17", 60),
        PopulationLine("total", 2001, "total", "0-17", 900),
    ]


def test_every_mistake_of_a_file_is_named_with_its_line() -> None:
    with pytest.raises(FileRefused) as refused:
        read_population(WRONG.encode(), REGIONS)
    assert [found.line for found in refused.value.findings] == [4, 5, 6, 7, 8, 9, 12]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (b"", 1),
        (b"region,year,people\n", 1),
        (b"region,people\nKZ-10,4\n", 1),
        (b"region,year,year,people\nKZ-10,2001,2001,4\n", 1),
        (b"region,year,people\nKZ-10,2001\n", 2),
        ("region,year,people\nАбай,2001,4\n".encode("cp1251"), 1),
        (b'region,year,people\n"KZ-10,2001,4\n', 2),
    ],
)
def test_a_file_that_is_no_table_is_refused(source: bytes, line: int) -> None:
    with pytest.raises(FileRefused) as refused:
        read_population(source, REGIONS)
    assert refused.value.findings[0].line == line


def test_a_file_of_the_national_site_is_read_as_it_is() -> None:
    source = "Year,UNIT_MEASURE,REF_AREA,SEX,Value\n2001,PERSONS,,,12.5\n2001,PERSONS,KZABY,F,3\n"
    lines = read_official(source.encode(), REGIONS, framework().__contains__, "3.5.1")
    assert [(one.region, one.groups, one.value, one.measured_in) for one in lines] == [
        ("total", {}, 12.5, "PERSONS"),
        ("100000000", {"sex": "F"}, 3.0, "PERSONS"),
    ]
    with pytest.raises(FileRefused):
        read_official(source.encode(), REGIONS, framework().__contains__)


@pytest.fixture
def house(db: None) -> House:
    return make_house()


def _load(house: House, file: str = PEOPLE) -> Loaded:
    return load_population(
        actor=house.administrator, file=file.encode(), source="Ойдан шығарылған статистика", citation="Кесте 1, 2001",
        valid_from=date(2001, 7, 1), verified=False,
    )  # fmt: skip


def test_population_is_loaded_whole_or_not_at_all(house: House) -> None:
    with pytest.raises(FileRefused):
        _load(house, WRONG)
    assert not Loaded.objects.exists()
    loaded = _load(house)
    assert PopulationFigure.objects.filter(loaded=loaded, region="100000000").count() == 2
    assert [(line.rows, line.years) for line in loaded_files()] == [(3, (2001, 2001))]
    with pytest.raises(Problem, match="loaded already"):
        _load(house)
    withdraw_loaded(actor=house.administrator, loaded=loaded.uuid)
    assert _load(house).pk != loaded.pk


def test_a_source_and_a_citation_are_not_left_out(house: House) -> None:
    for field in ("source", "citation"):
        said: dict[str, Any] = {"source": "Кесте", "citation": "Кесте 1", field: " "}
        with pytest.raises(Problem) as problem:
            load_official_values(
                actor=house.administrator, file=b"year,value\n2001,4\n", indicator="3.5.1", valid_from=None,
                verified=False, **said,
            )  # fmt: skip
        assert problem.value.field == field


def test_the_newer_file_is_heard_and_a_withdrawn_one_is_not(house: House) -> None:
    def load(value: int) -> Loaded:
        return load_official_values(
            actor=house.administrator, file=f"year,value\n2001,{value}\n".encode(), indicator="3.5.1",
            source="Кесте", citation="Кесте 1", valid_from=None, verified=True,
        )  # fmt: skip

    load(4)
    newer = load(5)
    assert [row.value for row in official_values("3.5.1")] == [5.0]
    withdraw_loaded(actor=house.administrator, loaded=newer.uuid)
    assert [row.value for row in official_values("3.5.1")] == [4.0]
    assert OfficialValue.objects.count() == 2


@pytest.mark.parametrize("who", ["worker", "supervisor", "manager"])
def test_only_who_may_load_loads(house: House, who: str) -> None:
    with pytest.raises(Refused):
        load_population(
            actor=getattr(house, who), file=PEOPLE.encode(), source="Кесте", citation="Кесте 1", valid_from=None,
            verified=False,
        )  # fmt: skip
