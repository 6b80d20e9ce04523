"""Facts of a test as files, as the nightly work leaves them, so that they can be opened by their version again."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tests.outcomes.figures_kept import keep_version
from tests.outcomes.made import _filled
from tirek.outcomes.engine.model import TABLES
from tirek.outcomes.facts.opening import declared
from tirek.outcomes.models import FactsVersion


def keep_facts(folder: Path, tables: Mapping[str, Sequence[Mapping[str, Any]]], on: date) -> FactsVersion:
    """A version that holds these rows, its files in the folder of parts."""
    folder.mkdir(parents=True, exist_ok=True)
    version = keep_version(on=on)
    with duckdb.connect(":memory:") as connection:
        for name, rows in tables.items():
            connection.execute(f'CREATE TABLE "{name}" ({declared(TABLES[name])})')
            made = pa.Table.from_pylist([_filled(TABLES[name], row) for row in rows])
            connection.register("made", made)
            connection.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM made')
            connection.unregister("made")
            draft = folder / "draft.parquet"
            connection.execute(f"COPY \"{name}\" TO '{draft}' (FORMAT parquet)")
            digest = hashlib.sha256(draft.read_bytes()).hexdigest()
            draft.rename(folder / f"{digest}.parquet")
            version.files[name] = [{"digest": digest}]
    version.save(using="owner")
    return version
