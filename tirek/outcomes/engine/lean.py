"""Less work for the same rows: what an engine need not read, seen from the expression itself.

An engine knows neither that a person stands in the table of persons once, nor that one number is a part of another.
The model says the first, and the expressions the second. Nothing here changes a figure.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tirek.outcomes.engine.model import TABLES

if TYPE_CHECKING:
    import ibis.expr.operations as ops
    import ibis.expr.types as ir


def unique(rows: "ops.Relation", name: str) -> bool:
    """Whether no two rows have the same value in this column, as the model or a grouping says."""
    import ibis.expr.operations as ops

    while True:
        match rows:
            case ops.Project(parent=parent, values=values):
                value = values[name]
                if not isinstance(value, ops.Field) or value.rel != parent:
                    return False
                rows, name = parent, value.name
            case ops.Filter(parent=parent) | ops.DropColumns(parent=parent):
                rows = parent
            case ops.Aggregate(groups=groups):
                return list(groups) == [name]
            case ops.DatabaseTable(name=table):
                return table in TABLES and TABLES[table].key == name
            case _:
                return False


def part_of(part: "ir.Table", whole: "ir.Table") -> "ir.BooleanValue | None":
    """What holds of those rows of the whole that are the part; nothing if it is not the whole with more conditions."""
    import ibis.expr.operations as ops

    rows, everything = part.op(), whole.op()
    said: list[Any] = []
    while isinstance(rows, ops.Filter) and rows != everything:
        if any(one.relations != {rows.parent} or one.find(ops.WindowFunction) for one in rows.predicates):
            return None
        said = [*rows.predicates, *said]
        rows = rows.parent
    if rows != everything or not said:
        return None

    def of_the_whole(node: Any, replaced: Any) -> Any:
        if isinstance(node, ops.Field):
            return ops.Field(everything, node.name)
        return node.__recreate__(replaced) if replaced else node

    held: ir.BooleanValue = said[0].replace(of_the_whole, filter=ops.Value).to_expr()
    for one in said[1:]:
        held = held & one.replace(of_the_whole, filter=ops.Value).to_expr()
    return held


def lean(rows: "ir.Table") -> "ir.Table":
    """The same rows without the joins that only describe them and that nobody reads.

    Such a join finds one row at most for each, so that without it there are as many.
    """
    import ibis
    import ibis.expr.operations as ops

    spare = _spare(rows.op())
    if not spare:
        return rows

    def without(node: Any, replaced: Any) -> Any:
        given = replaced or dict(zip(node.argnames, node.args, strict=True))
        if not isinstance(node, ops.JoinChain) or node not in spare:
            return node.__recreate__(given) if replaced else node
        left_out = {given["rest"][at].table for at in spare[node]}
        rest = tuple(link for link in given["rest"] if link.table not in left_out)
        values = {}
        for name, value in given["values"].items():
            gone = not left_out.isdisjoint(value.relations)
            values[name] = ibis.null(value.dtype).op() if gone else value
        if rest:
            return ops.JoinChain(given["first"], rest, values)
        first = given["first"]
        return ops.Project(first.parent, {name: value.replace({first: first.parent}) for name, value in values.items()})

    leaner: ir.Table = rows.op().replace(without).to_expr()
    return leaner


def with_doubles(rows: "ir.Table") -> "ir.Table":
    """The same rows, some perhaps several times: where each key is counted once anyway, doubles need not be sought."""
    import ibis.expr.operations as ops

    at, sought = rows.op(), None
    while sought is None:
        match at:
            case ops.Project(parent=parent) | ops.Filter(parent=parent) | ops.DropColumns(parent=parent):
                at = parent
            case ops.JoinChain(first=first):
                at = first.parent
            case ops.Union(distinct=True) | ops.Distinct():
                sought = at
            case _:
                return rows
    values = (value for node in rows.op().find(ops.Project) for value in node.values.values())
    if any(value.find(ops.WindowFunction) for value in values):
        return rows
    if any(node.find(lambda one: one == sought) for node in rows.op().find(ops.Aggregate)):  # there they are counted
        return rows
    plain = sought.copy(distinct=False) if isinstance(sought, ops.Union) else sought.parent
    doubled: ir.Table = rows.op().replace({sought: plain}).to_expr()
    return doubled


def _spare(root: "ops.Relation") -> "dict[ops.JoinChain, set[int]]":
    """The joins of which nothing is read, by their number in the chain."""
    import ibis.expr.operations as ops
    from ibis.common.graph import Graph

    graph, _ = Graph.from_bfs(root).toposort()
    nodes = list(reversed(graph))
    relations = [node for node in nodes if isinstance(node, ops.Relation)]
    if not any(isinstance(node, ops.JoinChain) for node in relations):
        return {}
    read: dict[Any, set[str]] = defaultdict(set)
    read[root] = set(root.schema)
    for node in nodes:  # a question inside a value: all that it asks of is read
        if isinstance(node, ops.Value) and not isinstance(node, ops.Field):
            for child in node.__children__:
                if isinstance(child, ops.Relation):
                    read[child] |= set(child.schema)
    spare: dict[Any, set[int]] = {}

    def fields(values: Iterable[Any]) -> None:
        for value in values:
            for field in value.find(ops.Field, filter=ops.Value):
                read[field.rel].add(field.name)

    for node in relations:
        match node:
            case ops.Project(values=values):
                fields(values[name] for name in read[node])
            case ops.Filter(parent=parent, predicates=predicates):
                read[parent] |= read[node]
                fields(predicates)
            case ops.DropColumns(parent=parent) | ops.JoinReference(parent=parent):
                read[parent] |= read[node]
            case ops.Aggregate(groups=groups, metrics=metrics):
                fields((*groups.values(), *metrics.values()))
            case ops.JoinChain(rest=rest, values=values):
                fields(values[name] for name in read[node])
                for at in reversed(range(len(rest))):
                    if _describes(rest[at]) and not read[rest[at].table]:
                        spare.setdefault(node, set()).add(at)
                    else:
                        fields(rest[at].predicates)
            case _:
                for child in node.__children__:
                    if isinstance(child, ops.Relation):
                        read[child] |= set(child.schema)
    return spare


def _describes(link: "ops.JoinLink") -> bool:
    """Whether a join leaves every row as it is, and once: a left one with a key that no two rows share."""
    import ibis.expr.operations as ops

    if link.how != "left" or len(link.predicates) != 1:
        return False
    (said,) = link.predicates
    if not isinstance(said, ops.Equals):
        return False
    keys = [side.name for side in (said.left, said.right) if isinstance(side, ops.Field) and side.rel == link.table]
    return len(keys) == 1 and unique(link.table.parent, keys[0])
