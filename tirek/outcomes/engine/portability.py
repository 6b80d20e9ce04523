"""What a definition may not say, because engines answer it differently. Read from the source; a house test asks it.

Each rule was measured: the same expression gave other answers, or none, on another engine. A definition that keeps to
them runs unchanged on DuckDB and on Spark.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tirek.outcomes.engine.model import MODEL

HERE: Final = Path(__file__).resolve().parent
#: Files that hold expressions over the facts. ``compute`` is the engine's own and holds to them too.
FOLDERS: Final = (HERE.parent / "indicators", HERE.parent / "cohorts")
FILES: Final = (
    HERE / "shapes.py",
    HERE / "compute.py",
    HERE / "gathering.py",
    HERE / "lean.py",
    HERE / "lasting.py",
    HERE / "watching.py",
)

#: Methods of a table in Ibis. A column of that name can't be reached by attribute: it is the method that answers.
TABLE_METHODS: Final = frozenset({
    "agg", "aggregate", "alias", "anti_join", "any_inner_join", "any_left_join", "as_scalar", "as_table",
    "asof_join", "bind", "cache", "cast", "columns", "compile", "count", "cross_join", "describe", "difference",
    "distinct", "drop", "drop_null", "dropna", "equals", "execute", "fill_null", "fillna", "filter", "get_backend",
    "get_name", "group_by", "head", "info", "inner_join", "intersect", "join", "left_join", "limit", "mutate",
    "nunique", "op", "order_by", "outer_join", "pipe", "pivot_longer", "pivot_wider", "preview", "projection",
    "relocate", "rename", "right_join", "rowid", "sample", "schema", "select", "semi_join", "sql", "to_array",
    "to_csv", "to_json", "to_pandas", "to_parquet", "to_polars", "to_pyarrow", "topk", "try_cast", "unbind",
    "union", "unnest", "unpack", "value_counts", "view", "visualize", "window_by",
})  # fmt: skip
#: Where an expression gives a column its name.
NAMING: Final = frozenset({"mutate", "select", "aggregate", "agg", "group_by"})
#: Byte-wise in one engine, by letters in another: wrong for Kazakh and Russian. Fold text when the facts are written.
TEXT: Final = frozenset({"lower", "upper", "length", "substr", "left", "right", "re_search", "like", "ilike", "strip"})
#: The facts hold 9999-12-31 where nothing has ended.
ENDS: Final = frozenset(column.name for table in MODEL for column in table.columns if "OPEN_END" in column.meaning) | {
    "until",
    "ends_on",
}


@dataclass(frozen=True)
class Breach:
    """A line of a definition that another engine would answer differently."""

    file: str
    line: int
    rule: str
    why: str


def breaches() -> list[Breach]:
    """Every breach in the definitions and in what they are built from."""
    files = [*FILES, *(file for folder in FOLDERS for file in sorted(folder.glob("*.py")))]
    return [breach for file in files if file.exists() for breach in read(file.read_text("utf-8"), file.name)]


def read(source: str, name: str = "definition.py") -> list[Breach]:
    """The breaches of one source text."""
    tree = ast.parse(source)
    return [Breach(name, getattr(node, "lineno", 0), rule, why) for node in ast.walk(tree) for rule, why in _of(node)]


def _of(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Call(func=ast.Attribute(attr="delta"), args=args, keywords=keywords):
            units = [one.value for one in (*args, *(key.value for key in keywords)) if isinstance(one, ast.Constant)]
            if units != ["day"]:
                yield "delta", "Engines count months and years between days differently: days alone, age by age_on."
        case ast.Call(func=ast.Attribute(attr="round")) | ast.Call(func=ast.Name(id="round")):
            yield "round", "Halves are rounded up in one engine and to even in another: round where it is shown."
        case ast.Call(func=ast.Attribute(attr=attr, value=value)) if attr in TEXT and not _is_constant(value):
            yield "text", f"{attr} works on bytes in one engine: fold text when the facts are written."
        case ast.Call(func=ast.Attribute(attr="sql" | "raw_sql")):
            yield "sql", "SQL of one engine is not the SQL of another."
        case ast.Call(func=ast.Attribute(attr="isnull" | "notnull", value=value)) if _named(value) in ENDS:
            yield "open end", "An end that has not come is 9999-12-31: compare with the day."
        case ast.Compare(left=left, comparators=[ast.Constant(value=None)]) if _named(left) in ENDS:
            yield "open end", "An end that has not come is 9999-12-31: compare with the day."
        case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=right) if not _safe(right):
            yield "division", "By nothing gives infinity in one engine and an error in another: divide by nullif(0)."
        case ast.Call(func=ast.Attribute(attr=attr), keywords=keywords) if attr in NAMING:
            for keyword in keywords:
                if keyword.arg in TABLE_METHODS:
                    yield "name", f"{keyword.arg} is a method of a table: give the column another name."


def _named(node: ast.AST) -> str:
    match node:
        case ast.Attribute(attr=attr):
            return attr
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""


def _is_constant(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant)


def _safe(right: ast.AST) -> bool:
    match right:
        case ast.Constant(value=value):
            return value != 0
        case ast.Call(func=ast.Attribute(attr="nullif")):
            return True
    return False
