"""Made-up facts have every table and every column, with the types of the model; the page about them is not stale."""

from datetime import date

from scripts.facts_page import PAGE, page
from tests.outcomes.made import facts_from
from tirek.outcomes.engine.model import MODEL, OPEN_END, Kind

IBIS = {
    Kind.KEY: "int64", Kind.CODE: "string", Kind.DAY: "date", Kind.NUMBER: "float64", Kind.COUNT: "int32",
    Kind.FLAG: "boolean",
}  # fmt: skip


def test_every_table_of_the_model_stands_there_with_its_types() -> None:
    rows = {table.name: [{}] for table in MODEL}
    rows["episodes"] = [{"track": "care", "starts_on": date(2025, 2, 1)}, {"track": "care"}]
    with facts_from(rows, on=date(2026, 1, 1)) as facts:
        for table in MODEL:
            found = {name: str(kind) for name, kind in facts[table.name].schema().items()}
            assert found == {column.name: IBIS[column.kind] for column in table.columns}, table.name
        episodes = facts.episodes.execute()
        assert list(episodes.track) == ["care", "care"]
        assert episodes.episode_key.is_unique
        assert {day.date() if hasattr(day, "date") else day for day in episodes.ended_on} == {OPEN_END}
        assert facts.duties.count().execute() == 1


def test_the_page_of_the_facts_tells_the_model() -> None:
    assert PAGE.read_text() == page(), "run scripts/facts_page.py"
