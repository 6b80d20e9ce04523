"""The register as the comparison holds it: a row of keys for each person, in a database that is thrown away."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from tirek.people.engine.keys import Keys, NameKeys
from tirek.people.engine.names import skeleton
from tirek.people.linkage.conditions import MACROS

BATCH = 20_000
# A key that so many share finds namesakes by the thousand and nobody twice.
LARGEST_BLOCK = 500
NAME_PARTS = ("given", "surname", "father")
_TEXTS, _NUMBERS = pa.list_(pa.string()), pa.list_(pa.int64())
SCHEMA = pa.schema(
    [("unique_id", pa.int64()), ("block", _NUMBERS)]
    + [
        (f"{part}_{kind}", _NUMBERS if kind == "raw" else _TEXTS)
        for part in NAME_PARTS
        for kind in ("key", "raw", "stem", "alias", "rough", "letters")
    ]
    + [(part, pa.string()) for part in NAME_PARTS]
    + [("twin", pa.int32()), ("year", pa.int32()), ("estimated", pa.bool_()), ("phones", _TEXTS)]
    + [(name, pa.string()) for name in ("sex", "day", "month", "number", "region")]
)


@contextmanager
def private_database(memory: str, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in a folder that only we may read and that is gone afterwards; what does not fit is spilled there."""
    with TemporaryDirectory(prefix="tirek-linkage-") as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "temp_directory": str(Path(folder) / "spill"),
            # Nothing is loaded from elsewhere.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        if threads:
            settings["threads"] = threads
        connection = duckdb.connect(str(Path(folder) / "register.duckdb"), config=settings)
        try:
            connection.execute(MACROS)
            yield connection
        finally:
            connection.close()


def fill(connection: duckdb.DuckDBPyConnection, rows: Iterable[tuple[int, Keys]], table: str = "person") -> int:
    """Write the register into a table; how many people it holds."""
    connection.register("batch", pa.Table.from_pylist([], schema=SCHEMA))
    connection.execute("CREATE TABLE written AS SELECT * FROM batch")
    left = iter(rows)
    count = 0
    while some := [row(key, keys) for key, keys in islice(left, BATCH)]:
        connection.register("batch", pa.Table.from_pylist(some, schema=SCHEMA))
        connection.execute("INSERT INTO written SELECT * FROM batch")
        count += len(some)
    connection.unregister("batch")
    keep_useful_blocks(connection, "written", table)
    return count


def keep_useful_blocks(connection: duckdb.DuckDBPyConnection, written: str, table: str) -> None:
    """Take over a table without the blocks that hold one record alone, or too many."""
    connection.execute(
        f"""
        CREATE TABLE {table} AS
        WITH held AS (SELECT unique_id, unnest(block) AS b FROM {written}),
             useful AS (SELECT b FROM held GROUP BY b HAVING count(*) BETWEEN 2 AND {LARGEST_BLOCK}),
             kept AS (SELECT unique_id, list(b) AS block FROM held JOIN useful USING (b) GROUP BY unique_id)
        SELECT w.* EXCLUDE (block), k.block FROM {written} w LEFT JOIN kept k USING (unique_id);
        DROP TABLE {written};
        """  # nosec B608: names of our own tables
    )


def row(unique_id: int, keys: Keys) -> dict[str, object]:
    """One person as a row; what is not known is null."""
    made: dict[str, object] = {"unique_id": unique_id, "block": sorted(blocks(keys)) or None}
    for part in NAME_PARTS:
        names: NameKeys = getattr(keys, part)
        made |= {
            f"{part}_key": sorted(names.keys) or None,
            f"{part}_raw": sorted(names.raw) or None,
            f"{part}_stem": sorted(names.stems) or None,
            f"{part}_alias": sorted(names.aliases) or None,
            f"{part}_rough": sorted(names.skeletons) or None,
            f"{part}_letters": sorted(names.letters) or None,
            part: min(names.stems, default=None),
        }
    made |= {"twin": keys.twin, "year": keys.year, "estimated": keys.estimated}
    made["phones"] = sorted(keys.phones) or None
    return made | {name: getattr(keys, name) or None for name in ("sex", "day", "month", "number", "region")}


def blocks(keys: Keys) -> set[int]:
    """The keys of which two records must share one to be compared at all. Each forgives something else:

    spelling and script all (consonants only), a slip in one name those with the day, a slip in the day those with
    three names, names in each other's place and day and month in each other's place every one of them.
    """
    given = {skeleton(word) for word in keys.given.keys | keys.given.aliases}
    surname = {skeleton(word) for word in keys.surname.stems}
    father = {skeleton(word) for word in keys.father.keys | keys.father.aliases}
    names = {" ".join(sorted(pair)) for pair in ((one, other) for one in given for other in surname)}
    found = {f"number {keys.number}"} if keys.number else set()
    found |= {f"phone {phone} {word}" for phone in keys.phones for word in given}
    if keys.day and not keys.day.endswith("0101"):
        year, month, day = keys.day[:4], keys.day[4:6], keys.day[6:]
        when = year + "".join(sorted((month, day)))
        found |= {f"day {when} {word}" for word in given | surname}
        found |= {f"day father {when} {word}" for word in father}
        found |= {f"day phone {when} {phone}" for phone in keys.phones}
        found |= {f"day region {when} {keys.region} {keys.sex}"} if keys.region else set()
        found |= {f"month day {when[4:]} {pair}" for pair in names}
        found |= {f"month day father {when[4:]} {one} {other}" for one in given for other in father}
        found |= {f"month day line {when[4:]} {one} {other}" for one in surname for other in father}
    if keys.year:
        found |= {f"year {keys.year} {pair}" for pair in names}
        found |= {f"year father {keys.year} {one} {other}" for one in given for other in father}
        found |= {f"year line {keys.year} {one} {other}" for one in surname for other in father}
    found |= {f"names {pair} {word}" for pair in names for word in father}
    found |= {f"names {pair}" for pair in names}
    return {short_key(text) for text in found}


def short_key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
