"""Tables of whole lives beside the facts: the same figures with them and without, made anew when something changed."""

from pathlib import Path

import pytest

from tests.outcomes.conftest import LATER, Told
from tirek.casework.actions.encounters import record_visit
from tirek.kernel.clock import clock_at
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.compute import Cell, cells_of, spans
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.lasting import lasting
from tirek.outcomes.facts import export_facts, opened, opening
from tirek.outcomes.facts.deriving import derive
from tirek.outcomes.models import FactsVersion


def figures(facts: Facts) -> list[list[Cell]]:
    asked = [indicators()[code] for code in ("bcn_02_in_care", "family_back_in_care_12m", "family_newborn_01m")]
    return cells_of([(one, spans(one.period, facts.on)[-1]) for one in asked], facts)


def made(version: FactsVersion) -> dict[str, str]:
    return {name: parts[0]["digest"] for name, parts in version.files.items() if name.startswith(opening.MADE)}


def test_they_are_made_once_for_what_the_facts_and_the_definitions_are(
    told: Told, facts_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock_at(LATER):
        version = export_facts()
    with opened(version) as facts:
        without = figures(facts)
    assert derive(version) == len(lasting()) == len(made(version))
    assert derive(version) == 0
    with opened(version) as facts:
        assert facts.once("known_until", lambda: pytest.fail("it is there")).count().to_pyarrow().as_py() > 0
        assert figures(facts) == without
    with clock_at(LATER):
        record_visit(actor=told.house.worker, case=told.case.uuid, place="home", on=LATER, visit_note="")
        after = export_facts()
    assert derive(after) < len(lasting())  # where the child lives was not touched by a visit
    assert made(after)[opening.MADE + "care_line"] == made(version)[opening.MADE + "care_line"]
    (facts_folder / f"{made(after)[opening.MADE + 'known_until']}.parquet").unlink()
    with opened(after) as facts:
        assert figures(facts)
    monkeypatch.setattr(opening, "code", lambda: "other definitions")
    assert opening.made(after) == {}
