"""The comparison itself: Splink on DuckDB with our own keys and levels, their frequencies fixed by our model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.comparison_creator import ComparisonCreator
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from tirek.people.engine.likelihood import RELATIVES, Evidence, Model, model
from tirek.people.linkage.conditions import CONDITIONS

# A name that agrees tells the more the rarer it is in this very register.
BY_FREQUENCY = {"given_name": "given", "surname": "surname", "patronymic": "father"}
FREQUENT_LEVELS = frozenset({"same", "spelling"})
# A name that stands once in the register is rare, but not that rare: it may be a slip written twice.
RAREST = 1e-4


@dataclass(frozen=True)
class Found:
    """Two records by their keys, the smaller first, and what speaks for their being one person."""

    one: int
    other: int
    weight: float
    evidence: tuple[Evidence, ...]


def comparison_of(field: str, by: Model) -> ComparisonCreator:
    """The levels of one field with their frequencies."""
    made: list[ComparisonLevelCreator | dict[str, Any]] = []
    for level, condition in CONDITIONS[field].items():
        if level == "unknown":
            made.append(levels.CustomLevel(condition, level).configure(is_null_level=True))
            continue
        m, u = by.levels[field][level]
        one = levels.ElseLevel() if condition == "ELSE" else levels.CustomLevel(condition, level)
        one.configure(m_probability=m, u_probability=u, fix_m_probability=True, fix_u_probability=True)
        if field in BY_FREQUENCY and level in FREQUENT_LEVELS:
            one.configure(
                tf_adjustment_column=BY_FREQUENCY[field],
                tf_minimum_u_value=RAREST,
                disable_tf_exact_match_detection=True,
            )
        made.append(one)
    return comparisons.CustomComparison(made, output_column_name=field)


def compare_table(
    connection: duckdb.DuckDBPyConnection,
    *,
    table: str = "person",
    least: float,
    by: Model | None = None,
    fields: Sequence[str] = tuple(CONDITIONS),
) -> Iterator[Found]:
    """Every pair of the table whose evidence weighs ``least`` or more."""
    used = by or model()
    settings = SettingsCreator(
        link_type="dedupe_only",
        # Even odds before the evidence: the weight is the evidence alone; the calibration says what is probable.
        probability_two_random_records_match=0.5,
        comparisons=[comparison_of(field, used) for field in fields],
        blocking_rules_to_generate_predictions=[block_on("block", arrays_to_explode=["block"])],
        retain_matching_columns=True,  # brings the levels along
    )
    engine = DuckDBAPI(connection=connection)
    linker = Linker(engine.register(table), settings, log_level="ERROR")
    found = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    gammas = ", ".join(f"gamma_{field}" for field in fields)
    rows = connection.execute(
        f"SELECT least(unique_id_l, unique_id_r), greatest(unique_id_l, unique_id_r), match_weight, {gammas}"
        f" FROM {found.physical_name}"  # nosec B608: names of our own columns and of Splink's table
    )
    # One object for each level: a large register has millions of fields to tell of.
    said = {
        field: {gamma: Evidence(field, level, used.weight(field, level)) for gamma, level in _by_gamma(field).items()}
        for field in fields
    }
    while some := rows.fetchmany(10_000):
        for one, other, weight, *gammas_found in some:
            evidence = [said[field][gamma] for field, gamma in zip(fields, gammas_found, strict=True)]
            alone = sum(row.weight for row in evidence)
            relatives = any(row.field == "given_name" and row.level in RELATIVES for row in evidence)
            rarity = 0.0 if relatives else weight - alone
            if alone + rarity < least:
                continue
            if abs(rarity) > 0.05:
                evidence.append(Evidence("rarity", "rare" if rarity > 0 else "common", rarity))
            yield Found(one, other, alone + rarity, tuple(evidence))


def _by_gamma(field: str) -> dict[int, str]:
    # Splink counts the levels from the last to the first, and -1 is what is not known.
    known = [level for level in CONDITIONS[field] if level != "unknown"]
    return {-1: "unknown"} | {len(known) - 1 - at: level for at, level in enumerate(known)}
