"""What need not be read is not read, and the figure is the same."""

from collections.abc import Iterator
from datetime import date

import ibis
import pytest

from tests.outcomes.made import facts_from
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.lean import lean, part_of, unique, with_doubles
from tirek.outcomes.engine.shapes import children, described

DAY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def facts() -> Iterator[Facts]:
    services = [{"person_key": key, "case_key": key, "service": "legal"} for key in (1, 1, 2, 9)]
    persons = [{"person_key": key, "sex": "female", "born_on": date(2000 + key * 8, 1, 1)} for key in (1, 2)]
    with facts_from({"services": services, "persons": persons}, on=DAY) as opened:
        yield opened


def read_from(rows: ibis.Table) -> set[str]:
    return {table.name for table in rows.op().find(ibis.expr.operations.DatabaseTable)}


def test_who_somebody_is_is_not_looked_up_for_a_number_alone(facts: Facts) -> None:
    rows = described(facts["services"], facts, DAY)
    assert read_from(lean(rows.select("person_key"))) == {"services"}
    assert lean(rows.select("person_key")).count().execute() == 4


def test_what_a_condition_or_a_column_asks_for_is_looked_up(facts: Facts) -> None:
    rows = described(facts["services"], facts, DAY)
    young = lean(children(rows, DAY).select("person_key"))
    assert read_from(young) == {"services", "persons"}
    assert sorted(young.execute()["person_key"]) == [1, 1, 2, 9]
    assert read_from(lean(rows.select("person_key", "sex"))) == {"services", "persons"}


def test_a_join_that_may_double_rows_stays(facts: Facts) -> None:
    rows = facts["persons"].left_join(facts["services"].select("person_key", "service"), "person_key")
    assert lean(rows.select("person_key")).count().execute() == 3


def test_one_of_several_joins_is_left_out(facts: Facts) -> None:
    persons = facts["persons"]
    rows = facts["services"].select("person_key", "case_key")
    rows = rows.left_join(persons, "person_key").left_join(facts["cases"].select("case_key", "state"), "case_key")
    leaner = lean(rows.select("person_key", "sex"))
    assert read_from(leaner) == {"services", "persons"}
    assert leaner.count().execute() == 4


def test_a_part_is_the_whole_with_more_conditions(facts: Facts) -> None:
    whole = facts["services"].mutate(key=facts["services"]["person_key"])
    part = whole.filter(whole["key"] > 1).filter(ibis._.service == "legal")
    said = part_of(part, whole)
    assert said is not None
    assert whole.filter(said).count().execute() == part.count().execute() == 2
    assert part_of(whole, whole) is None
    assert part_of(part.select("key"), whole) is None
    assert part_of(whole, part) is None


def test_the_model_says_which_keys_stand_once(facts: Facts) -> None:
    persons = facts["persons"]
    assert unique(persons.filter(persons["sex"] == "female").mutate(key=persons["person_key"]).op(), "key")
    assert not unique(persons.op(), "sex")
    assert not unique(facts["services"].op(), "case_key")
    assert not unique(ibis.union(persons, persons).op(), "person_key")
    assert unique(facts["services"].group_by("case_key").aggregate(n=ibis._.case_key.count()).op(), "case_key")


def test_doubles_are_not_sought_where_keys_are_counted_once_anyway(facts: Facts) -> None:
    services = facts["services"].select("person_key", "service")
    rows = described(ibis.union(services, services, distinct=True), facts, DAY).filter(ibis._.service == "legal")
    assert rows.count().execute() == 3
    assert with_doubles(rows).count().execute() == 8
    assert with_doubles(rows)["person_key"].nunique().execute() == rows["person_key"].nunique().execute() == 3
    grouped = ibis.union(services, services, distinct=True).group_by("person_key").aggregate(n=ibis._.count())
    assert with_doubles(grouped).equals(grouped)
