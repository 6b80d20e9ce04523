"""What the linkage is measured against, on the same records in the same run: strings as they were written."""

import duckdb
import pandas as pd
import recordlinkage
import splink.comparison_library as comparisons
from linkage_data import Entry
from linkage_score import Pair
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

COLUMNS = ("surname", "given", "patronymic")


def as_written(rows: list[Entry], *, number: bool) -> pd.DataFrame:
    """The records in small letters, with nothing folded."""
    table = pd.DataFrame(
        {
            "unique_id": row.key,
            "surname": row.record.surname.lower().strip() or None,
            "given": row.record.given.lower().strip() or None,
            "patronymic": row.record.patronymic.lower().strip() or None,
            "born": row.record.birth_date.isoformat() if row.record.birth_date else None,
            "iin": (row.record.iin or None) if number else None,
            "phone": row.record.phone[-10:] or None,
            "region": row.record.region,
            "sex": row.record.of.sex,
        }
        for row in rows
    )
    return table.astype(object).where(table.notna(), None)


BLOCKS = [
    ["iin"], ["born", "given"], ["born", "surname"], ["born", "patronymic"], ["born", "region", "sex"],
    ["given", "surname"], ["given", "patronymic"], ["surname", "patronymic"], ["phone", "given"], ["phone", "born"],
]  # fmt: skip


def jaro_winkler(table: pd.DataFrame, *, number: bool) -> dict[Pair, float]:
    """The mean of the similarities of the three names and the day; an equal number decides."""
    parts = " UNION ".join(
        "SELECT l.unique_id a, r.unique_id b FROM rows l JOIN rows r ON l.unique_id < r.unique_id AND "
        + " AND ".join(f"l.{name} = r.{name}" for name in names)
        for names in BLOCKS
        if number or names != ["iin"]
    )
    likes = [f"jaro_winkler_similarity(l.{name}, r.{name})" for name in (*COLUMNS, "born")]
    mean = f"list_avg(list_filter([{', '.join(likes)}], x -> x IS NOT NULL))"
    with duckdb.connect() as database:
        database.register("written", table)
        database.execute("CREATE TABLE rows AS SELECT * FROM written")
        found = database.execute(
            f"SELECT a, b, CASE WHEN l.iin = r.iin THEN 1 WHEN l.iin <> r.iin THEN {mean} * 0.9 ELSE {mean} END"
            f" FROM ({parts}) JOIN rows l ON l.unique_id = a JOIN rows r ON r.unique_id = b"
        ).fetchall()
    return {(one, other): like or 0.0 for one, other, like in found}


def splink_own(table: pd.DataFrame, *, number: bool) -> dict[Pair, float]:
    """Splink's own name comparisons with its own training, as its guide has it."""
    with duckdb.connect() as database:
        database.register("written", table)
        database.execute("CREATE TABLE person AS SELECT * FROM written")
        compared = [
            comparisons.ForenameSurnameComparison("given", "surname"),
            comparisons.NameComparison("patronymic"),
            comparisons.DateOfBirthComparison("born", input_is_string=True),
            comparisons.ExactMatch("phone"),
            comparisons.ExactMatch("region"),
            comparisons.ExactMatch("sex"),
        ]
        if number:
            compared.append(
                comparisons.LevenshteinAtThresholds("iin", [1]).configure(
                    u_probabilities=[2e-7, 1e-6, 1], m_probabilities=[0.97, 0.015, 0.015]
                )
            )
        names = [names for names in BLOCKS if number or names != ["iin"]]
        engine = DuckDBAPI(connection=database)
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=compared,
            blocking_rules_to_generate_predictions=[block_on(*rule) for rule in names],
            retain_matching_columns=False,
        )
        linker = Linker(engine.register("person"), settings, log_level="ERROR")
        linker.training.estimate_probability_two_random_records_match(
            [block_on("given", "surname", "born"), block_on("given", "patronymic", "born")], recall=0.4
        )
        linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
        for rule in (block_on("born", "sex"), block_on("given", "surname"), block_on("given", "patronymic")):
            linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
        found = linker.inference.predict(threshold_match_probability=0.0001, warning_mode="never")
        pairs = database.execute(
            f"SELECT least(unique_id_l, unique_id_r), greatest(unique_id_l, unique_id_r), match_weight"
            f" FROM {found.physical_name}"
        ).fetchall()
    return {(one, other): weight for one, other, weight in pairs}


def toolkit(table: pd.DataFrame, *, number: bool) -> dict[Pair, float]:
    """``recordlinkage``: the same blocks, similarities above 0.85, expectation-conditional maximisation."""
    rows = table.set_index("unique_id")
    indexer = recordlinkage.Index()
    for names in BLOCKS:
        if number or names != ["iin"]:
            indexer.block(names)
    pairs = indexer.index(rows)
    compared = recordlinkage.Compare()
    for name in COLUMNS:
        compared.string(name, name, method="jarowinkler", threshold=0.85)
    for name in ("born", "phone", "region") + (("iin",) if number else ()):
        compared.exact(name, name)
    trained = recordlinkage.ECMClassifier()
    vectors = compared.compute(pairs, rows)
    trained.fit(vectors)
    return {(min(pair), max(pair)): float(share) for pair, share in trained.prob(vectors).items()}
