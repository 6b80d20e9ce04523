"""The rows that many definitions read, fetched once: whoever reads the same table reads it together.

Most definitions are one table with conditions. Seen from the expression, a definition is that table, what it asks of
its rows (``said``), and which of its columns are the key, the place and the dimensions. All definitions of one table
become one query, in which each condition is a column of yes and no. Keys that the model says stand once are counted
there; of the others the rows come, for a key counts once in each group.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tirek.outcomes.engine.lean import lean, unique

if TYPE_CHECKING:
    import ibis.expr.operations as ops
    import ibis.expr.types as ir
    import numpy as np
    import pyarrow as pa

KEY: Final = "key"
DAYS: Final = "days"
#: A column by the name its codes have, and what it is in its table.
Named: TypeAlias = "tuple[str, ops.Value]"


@dataclass(frozen=True)
class Asked:
    """What one definition reads: a table, the conditions on its rows, and its columns by name."""

    base: "ops.Relation"
    said: "tuple[ops.Value, ...]"
    columns: "Mapping[str, ops.Value]"

    @property
    def together_with(self) -> tuple[Any, ...]:
        """Definitions that have this in common are read by one query: they count the same."""
        return self.base, self.columns[KEY], self.columns.get(DAYS)


@dataclass
class Fetched:
    """Rows of a table as numbers: each column as codes, each condition as yes and no, and how many a row stands for.

    ``keys`` numbers the keys from 0; where it is not there every row stands for ``n`` keys of its own.
    """

    codes: "dict[Named, np.ndarray[Any, Any]]"
    flags: "dict[tuple[ops.Value, ...], np.ndarray[Any, Any]]"
    keys: "np.ndarray[Any, Any] | None"
    n: "np.ndarray[Any, Any] | None"
    days: "np.ndarray[Any, Any] | None"


class Codebook:
    """The categories met so far under each name, numbered as they came."""

    def __init__(self) -> None:
        self.words: dict[str, list[Any]] = defaultdict(list)
        self._numbers: dict[str, dict[Any, int]] = defaultdict(dict)

    def codes(self, name: str, column: "pa.ChunkedArray") -> "np.ndarray[Any, Any]":
        """The column as codes."""
        import numpy as np

        known, words = self._numbers[name], self.words[name]
        if not len(column):
            return np.zeros(0, np.int64)
        # An engine gives a column in pieces; their words are made the same before they are numbered.
        encoded = column.dictionary_encode(null_encoding="encode").unify_dictionaries().combine_chunks()
        mine = []
        for word in encoded.dictionary.to_pylist():
            if word not in known:
                known[word] = len(words)
                words.append(word)
            mine.append(known[word])
        numbers: np.ndarray[Any, Any] = np.asarray(mine, np.int64)[encoded.indices.to_numpy(zero_copy_only=False)]
        return numbers

    def ranks(self) -> "dict[str, np.ndarray[Any, Any]]":
        """Which place each number has when the words stand in their order. From then on they stand so."""
        import numpy as np

        ranks = {}
        for name, words in self.words.items():
            order = sorted(range(len(words)), key=lambda at: (words[at] is not None, words[at]))
            ranks[name] = np.empty(len(words), np.int64)
            ranks[name][order] = np.arange(len(words))
            self.words[name] = [words[at] for at in order]
        return ranks


def asked_of(rows: "ir.Table") -> Asked:
    """What is read, and what is asked of it: down through conditions and choices of columns to the table itself."""
    import ibis.expr.operations as ops

    base = rows.op()
    columns: dict[str, ops.Value] = {name: ops.Field(base, name) for name in base.schema}
    said: list[ops.Value] = []
    while True:
        below: Any
        match base:
            case ops.Filter(parent=parent, predicates=predicates) if all(_plain(one, parent) for one in predicates):
                below = {name: ops.Field(parent, name) for name in parent.schema}
                new = list(predicates)
            case ops.DropColumns(parent=parent):
                below, new = {name: ops.Field(parent, name) for name in parent.schema}, []
            case ops.Project(parent=parent, values=values):
                read = {field.name for value in (*columns.values(), *said) for field in _fields(value)}
                # What is made up here is made once and not again in every condition on it.
                if not all(isinstance(values[name], (ops.Field, ops.Literal)) for name in read):
                    break
                below, new = values, []
            case _:
                break
        columns = {name: _put_in(value, base, below) for name, value in columns.items()}
        said = [*new, *(_put_in(value, base, below) for value in said)]
        base = parent
    return Asked(base, tuple(dict.fromkeys(_parts(said))), columns)


def _fields(value: "ops.Value") -> "Iterable[ops.Field]":
    import ibis.expr.operations as ops

    found: Iterable[ops.Field] = value.find(ops.Field, filter=ops.Value)
    return found


def _plain(value: "ops.Value", parent: "ops.Relation") -> bool:
    import ibis.expr.operations as ops

    return value.relations == {parent} and not value.find(ops.WindowFunction)


def _put_in(value: "ops.Value", base: "ops.Relation", below: "Mapping[str, ops.Value]") -> "ops.Value":
    """The value with what the table below calls its columns."""
    import ibis.expr.operations as ops

    if isinstance(value, ops.Field):
        return below[value.name]
    if isinstance(value, ops.Literal):
        return value

    def of_the_table_below(node: Any, replaced: Any) -> Any:
        if isinstance(node, ops.Field) and node.rel == base:
            return below[node.name]
        return node.__recreate__(replaced) if replaced else node

    found: ops.Value = value.replace(of_the_table_below, filter=ops.Value)
    return found


def _parts(said: "Iterable[ops.Value]") -> "Iterable[ops.Value]":
    import ibis.expr.operations as ops

    for one in said:
        if isinstance(one, ops.And):
            yield from _parts((one.left, one.right))
        else:
            yield one


class Query:
    """The rows that these definitions of one table read, all at once."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._days = asked[0].columns.get(DAYS)
        self._named: list[Named] = list(dict.fromkeys(
            (name, value) for one in asked for name, value in one.columns.items() if name not in (KEY, DAYS)
        ))  # fmt: skip
        # A condition that all have is asked of the table; what is left of each says who belongs to whom.
        common = [said for said in asked[0].said if all(said in one.said for one in asked)]
        self._flags = {one.said: tuple(said for said in one.said if said not in common) for one in asked}
        self._each = list(dict.fromkeys(self._flags.values()))
        self.rows = self._rows_of(asked[0], common)

    def _rows_of(self, asked: Asked, common: "Sequence[ops.Value]") -> "ir.Table":
        base, each = asked.base, self._each
        rows = base.to_expr()
        if common:
            rows = rows.filter(*(said.to_expr() for said in common))
        if all(each):
            rows = rows.filter(reduce(or_, (_all(one, base, rows) for one in each)))
        chosen: dict[str, Any] = {f"c{at}": _of(value, base, rows) for at, (_, value) in enumerate(self._named)}
        if len(each) > 1:
            chosen |= {f"f{at}": _all(one, base, rows).fill_null(False) for at, one in enumerate(each) if one}
        if self._days is not None:
            chosen[DAYS] = _of(self._days, base, rows).cast("int64")
        rows = lean(rows.select(key=_of(asked.columns[KEY], base, rows), **chosen))
        if unique(rows.op(), KEY):
            n = rows.count().cast("int64")
            rows = rows.group_by(*chosen).aggregate(n=n) if chosen else rows.aggregate(n=n)
        return rows

    def fetched(self, table: "pa.Table", book: Codebook) -> Fetched:
        """What the engine gave, as numbers."""
        import numpy as np
        import pyarrow.compute as pc

        keys = n = None
        if KEY not in table.column_names:
            n = table["n"].to_numpy()
        else:
            table = table.filter(pc.is_valid(table[KEY])) if table[KEY].null_count else table
            encoded = table[KEY].dictionary_encode().unify_dictionaries().combine_chunks()
            keys = encoded.indices.to_numpy(zero_copy_only=False) if len(table) else np.zeros(0, np.int32)
        everybody = np.ones(len(table), bool)
        said_of = {
            one: table[f"f{at}"].to_numpy().astype(bool) if f"f{at}" in table.column_names else everybody
            for at, one in enumerate(self._each)
        }
        return Fetched(
            codes={one: book.codes(one[0], table[f"c{at}"]) for at, one in enumerate(self._named)},
            flags={one: said_of[left] for one, left in self._flags.items()},
            keys=keys,
            n=n,
            days=table[DAYS].to_numpy() if self._days is not None else None,
        )


def _of(value: "ops.Value", base: "ops.Relation", rows: "ir.Table") -> Any:
    """A value of the table as one of these rows of it."""
    import ibis.expr.operations as ops

    now = rows.op()
    if now != base:
        value = _put_in(value, base, {name: ops.Field(now, name) for name in base.schema})
    return value.to_expr()


def _all(said: "Iterable[ops.Value]", base: "ops.Relation", rows: "ir.Table") -> Any:
    """Whether a row meets all of these conditions."""
    return reduce(and_, (_of(one, base, rows) for one in said))
