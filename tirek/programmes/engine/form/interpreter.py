"""Walks the tree of an expression. The browser's evaluator mirrors this file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tirek.programmes.engine.form import values as v
from tirek.programmes.engine.form.definition import FormDefinition
from tirek.programmes.engine.form.expression import Tree
from tirek.programmes.engine.form.pattern import MAX_SUBJECT
from tirek.programmes.engine.form.values import Value, to_number, to_text, to_truth


@dataclass
class AnswerRow:
    """The answers of one row of a repeat, or of the form itself (no ``repeat``)."""

    raw: dict[str, Any]
    repeat: str | None = None
    index: int = 0
    parent: "AnswerRow | None" = None
    values: dict[str, Any] = field(default_factory=dict)
    relevant: dict[str, bool] = field(default_factory=dict)
    rows: dict[str, list["AnswerRow"]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """``members[2]/`` for the second row of ``members``, empty for the form itself."""
        return f"{self.parent.path}{self.repeat}[{self.index + 1}]/" if self.parent else ""


@dataclass(frozen=True)
class Around:
    """Everything an expression may look at."""

    definition: FormDefinition
    row: AnswerRow
    today: date
    context: dict[str, Any]
    language: str
    this: Value = ""
    position: int = 0
    choice: dict[str, Any] | None = None


def expression_value(value: Any) -> Value:
    """A stored answer as a value of expressions: several choices become one text with spaces."""
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value if isinstance(value, str) else ""
    return float(value)


def run(tree: Tree, around: Around) -> Value:
    """The value of an expression."""
    match tree:
        case ["n", number]:
            return float(number)
        case ["s", text]:
            return str(text)
        case ["v", name]:
            return expression_value(_owner(name, around).values.get(name, ""))
        case ["all", name, predicates]:
            return list(_answers(name, predicates, around))
        case ["rows", name, predicates]:
            return list(_rows(name, predicates, around))
        case ["self"]:
            return around.this
        case ["pos"]:
            return float(around.position)
        case ["rowno", repeat]:
            return float(_climb(around.row, repeat).index + 1)
        case ["col", column]:
            return _column(around.choice or {}, column, around)
        case ["items", name, predicates, column]:
            return [_column(choice, column, around) for choice in _choices(name, predicates, around)]
        case ["case", name]:
            return expression_value(around.context.get(name, ""))
        case ["choice", inner, name]:
            names = words(run(inner, around))
            return ", ".join(around.definition.choice_label(name, one, around.language) for one in names)
        case ["indexed", name, repeat, number]:
            return _indexed(name, repeat, to_number(run(number, around)), around)
        case ["neg", inner]:
            return -to_number(run(inner, around))
        case ["f", "if", condition, then, other]:
            return run(then if to_truth(run(condition, around)) else other, around)
        case ["f", "today"]:
            return around.today.isoformat()
        case ["f", name, *arguments]:
            return _FUNCTIONS[name](*[run(argument, around) for argument in arguments])
        case ["and", left, right]:
            return to_truth(run(left, around)) and to_truth(run(right, around))
        case ["or", left, right]:
            return to_truth(run(left, around)) or to_truth(run(right, around))
        case [operator, left, right]:
            return _binary(operator, run(left, around), run(right, around))
    raise ValueError(f"unknown expression {tree!r}")


def _binary(operator: str, left: Value, right: Value) -> Value:
    if operator in ("=", "!=", "<", "<=", ">", ">="):
        return v.compare(operator, left, right)
    a, b = to_number(left), to_number(right)
    match operator:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
        case "div":
            return v.divide(a, b)
    return v.remainder(a, b)


def _climb(row: AnswerRow, repeat: str | None) -> AnswerRow:
    while row.repeat != repeat and row.parent is not None:
        row = row.parent
    return row


def _owner(name: str, around: Around) -> AnswerRow:
    repeats = around.definition.items[name].repeats
    return _climb(around.row, repeats[-1] if repeats else None)


def _below(repeats: tuple[str, ...], around: Around) -> Iterator[AnswerRow]:
    """Rows along a chain of repeats, from the nearest row that the present one shares with it."""
    shared: list[AnswerRow] = []
    row: AnswerRow | None = around.row
    while row is not None:
        shared.insert(0, row)
        row = row.parent
    depth = 0
    while depth < len(repeats) and depth + 1 < len(shared) and shared[depth + 1].repeat == repeats[depth]:
        depth += 1
    level = [shared[depth]]
    for repeat in repeats[depth:]:
        level = [inner for outer in level for inner in outer.rows.get(repeat, ())]
    yield from level


def _holds(predicates: list[Tree], around: Around) -> bool:
    return all(to_truth(run(predicate, around)) for predicate in predicates)


def _answers(name: str, predicates: list[Tree], around: Around) -> Iterator[Value]:
    for row in _below(around.definition.items[name].repeats, around):
        if row.relevant.get(name):
            value = expression_value(row.values.get(name, ""))
            if _holds(predicates, replace(around, row=row, this=value, position=row.index + 1)):
                yield value


def _rows(name: str, predicates: list[Tree], around: Around) -> Iterator[Value]:
    item = around.definition.items[name]
    # A repeat that the present row stands in means all its rows, so start above it.
    for outer in _below(item.repeats, replace(around, row=_above(name, around.row))):
        for row in outer.rows.get(name, ()):
            if _holds(predicates, replace(around, row=row, this="", position=row.index + 1)):
                yield ""


def _above(repeat: str, row: AnswerRow) -> AnswerRow:
    found: AnswerRow | None = row
    while found is not None:
        if found.repeat == repeat and found.parent is not None:
            return found.parent
        found = found.parent
    return row


def _indexed(name: str, repeat: str, number: float, around: Around) -> Value:
    outer = _above(repeat, around.row)
    for row in _below(around.definition.items[name].repeats, replace(around, row=outer)):
        if row.index + 1 == number and row.relevant.get(name):
            return expression_value(row.values.get(name, ""))
    return ""


def _choices(name: str, predicates: list[Tree], around: Around) -> Iterator[dict[str, Any]]:
    for choice in around.definition.choices[name]:
        if _holds(predicates, replace(around, choice=choice)):
            yield choice


def _column(choice: dict[str, Any], column: str, around: Around) -> str:
    if column == "name":
        return str(choice.get("name", ""))
    if column == "label":
        return around.definition.text(choice.get("label", {}), around.language)
    return str(choice.get("more", {}).get(column, ""))


def words(value: Value) -> list[str]:
    """The words of a text, as a list of chosen names is stored in expressions."""
    return [word for word in re.split(r"[ \t\r\n]+", to_text(value)) if word]


def _coalesce(*values: Value) -> Value:
    return next((value for value in values if to_text(value) != ""), "")


def _selected_at(value: Value, number: Value) -> str:
    index = to_number(number)
    return next((word for at, word in enumerate(words(value)) if at == index), "")


def _substr(value: Value, start: Value, end: Value | None = None) -> str:
    text = to_text(value)
    first = _bound(to_number(start), len(text))
    last = len(text) if end is None else _bound(to_number(end), len(text))
    return text[first:last] if first < last else ""


def _bound(number: float, length: int) -> int:
    if number != number:
        return 0
    at = v.whole(number, "int")
    return int(max(0, min(at + length if at < 0 else at, length)))


def _before(value: Value, part: Value) -> str:
    text, mark = to_text(value), to_text(part)
    return text[: text.index(mark)] if mark in text else ""


def _after(value: Value, part: Value) -> str:
    text, mark = to_text(value), to_text(part)
    return text[text.index(mark) + len(mark) :] if mark in text else ""


def _translate(value: Value, old: Value, new: Value) -> str:
    olds, news = to_text(old), to_text(new)
    table: dict[str, str] = {}
    for at, sign in enumerate(olds):
        table.setdefault(sign, news[at] if at < len(news) else "")
    return "".join(table.get(sign, sign) for sign in to_text(value))


def _regex(value: Value, pattern: Value) -> bool:
    text = to_text(value)
    return len(text) <= MAX_SUBJECT and re.fullmatch(to_text(pattern), text) is not None


def _extreme(chosen: Callable[[list[float]], float], values: tuple[Value, ...]) -> float:
    found = v.numbers(list(values))
    return v.NAN if not found or any(number != number for number in found) else chosen(found)


def _total(value: Value) -> float:
    total = 0.0
    for number in v.numbers([value]):
        total += number
    return total


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "abs": lambda a: abs(to_number(a)),
    "boolean": to_truth,
    "boolean-from-string": lambda a: to_text(a) in ("1", "true"),
    "ceiling": lambda a: v.whole(to_number(a), "ceiling"),
    "coalesce": _coalesce,
    "concat": lambda *a: "".join(to_text(one) for one in v.flat(list(a))),
    "contains": lambda a, b: to_text(b) in to_text(a),
    "count": lambda a: float(len(a)) if isinstance(a, list) else float(to_text(a) != ""),
    "count-non-empty": lambda a: float(len([one for one in v.flat([a]) if to_text(one) != ""])),
    "count-selected": lambda a: float(len(words(a))),
    "date": lambda a: v.as_date(v.flat([a])[0] if v.flat([a]) else ""),
    "date-time": lambda a: v.as_moment(v.flat([a])[0] if v.flat([a]) else ""),
    "decimal-date-time": to_number,
    "ends-with": lambda a, b: to_text(a).endswith(to_text(b)),
    "false": lambda: False,
    "floor": lambda a: v.whole(to_number(a), "floor"),
    "format-date": lambda a, b: v.format_moment(v.flat([a])[0] if v.flat([a]) else "", to_text(b)),
    "format-date-time": lambda a, b: v.format_moment(v.flat([a])[0] if v.flat([a]) else "", to_text(b)),
    "int": lambda a: v.whole(to_number(a), "int"),
    "join": lambda mark, *a: to_text(mark).join(to_text(one) for one in v.flat(list(a))),
    "max": lambda *a: _extreme(max, a),
    "min": lambda *a: _extreme(min, a),
    "normalize-space": lambda a: " ".join(words(a)),
    "not": lambda a: not to_truth(a),
    "number": to_number,
    "pow": lambda a, b: v.power(to_number(a), to_number(b)),
    "regex": _regex,
    "round": lambda a, b=0.0: v.rounded(to_number(a), to_number(b)),
    "selected": lambda a, b: to_text(b).strip(" \t\r\n") in words(a),
    "selected-at": _selected_at,
    "sqrt": lambda a: v.square_root(to_number(a)),
    "starts-with": lambda a, b: to_text(a).startswith(to_text(b)),
    "string": to_text,
    "string-length": lambda a: float(len(to_text(a))),
    "substr": _substr,
    "substring-after": _after,
    "substring-before": _before,
    "sum": _total,
    "translate": _translate,
    "true": lambda: True,
}
