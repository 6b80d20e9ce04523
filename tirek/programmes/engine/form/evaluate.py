"""The authoritative reading of a filled form: what was asked, what the answers are worth, what is wrong.

Total: any JSON object is a set of answers, and none raises. Calculated values are always computed anew; what a
device computed is only compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tirek.programmes.engine.form.answers import Answer, read_answer, tidy
from tirek.programmes.engine.form.definition import SECTION_KINDS, SILENT_KINDS, FormDefinition, Item
from tirek.programmes.engine.form.interpreter import AnswerRow, Around, expression_value, run, words
from tirek.programmes.engine.form.values import number_text, to_number, to_truth

# Steps of the safety panel are stored beside the answers; they are no question of the form.
SAFETY = "_safety"
MAX_ROWS = 100
MAX_ROWS_IN_ALL = 500


@dataclass(frozen=True)
class Violation:
    """One thing wrong: ``kind`` is required, type, range, choice, rank, constraint or rows."""

    path: str
    name: str
    kind: str
    text: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Evaluation:
    """What the answers amount to. ``values`` holds answers and results of what was asked, empty ones left out."""

    values: dict[str, Any]
    relevant: tuple[str, ...]
    violations: tuple[Violation, ...]
    dropped: tuple[str, ...]
    extra_keys: tuple[str, ...]
    different: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations


def evaluate(
    definition: FormDefinition,
    answers: dict[str, Any],
    *,
    today: date,
    context: dict[str, Any] | None = None,
    language: str = "ru",
    draft: bool = False,
) -> Evaluation:
    """Evaluates the answers. A ``draft`` may leave required questions open.

    ``dropped`` names answers to questions that were not asked, ``extra_keys`` keys that no question has,
    ``different`` calculated values that came in with another value than ours.
    """
    root = AnswerRow(answers if isinstance(answers, dict) else {})
    around = Around(definition, root, today, context or {}, language)
    evaluator = _Evaluator(around, draft)
    evaluator.compute()
    evaluator.check(root)
    return Evaluation(
        values=_values(definition, root),
        relevant=tuple(evaluator.relevant),
        violations=tuple(evaluator.violations),
        dropped=tuple(sorted(evaluator.dropped)),
        extra_keys=tuple(sorted(evaluator.extra)),
        different=tuple(sorted(evaluator.different)),
    )


def initial_answers(
    definition: FormDefinition, *, today: date, context: dict[str, Any] | None = None, language: str = "ru"
) -> dict[str, Any]:
    """The answers a new form starts with: the defaults of questions outside repeats."""
    answers: dict[str, Any] = {}
    for item in definition.items.values():
        if item.repeats or item.computed:
            continue
        if "default" in item.data:
            answers[item.name] = item.data["default"]
        elif "initial" in item.data:
            root = AnswerRow(answers)
            _Evaluator(Around(definition, root, today, context or {}, language), draft=True).compute()
            value = run(item.data["initial"], Around(definition, root, today, context or {}, language))
            answers[item.name] = _stored(item, value)
    return {name: answer for name, answer in answers.items() if answer != ""}


class _Evaluator:
    def __init__(self, around: Around, draft: bool) -> None:
        self.definition, self.around, self.draft = around.definition, around, draft
        self.relevant: list[str] = []
        self.violations: list[Violation] = []
        self.dropped: list[str] = []
        self.extra: list[str] = []
        self.different: list[str] = []
        self.problems: dict[str, str] = {}
        self.row_count = 0
        self.names = {
            name: frozenset(choice["name"] for choice in choices) for name, choices in self.definition.choices.items()
        }

    def compute(self) -> None:
        """Relevance and values, each after what it depends on."""
        for name in self.definition.data["order"]:
            item = self.definition.items[name]
            for row in list(self.rows_of(item.repeats)):
                self.compute_item(item, row)

    def rows_of(self, repeats: tuple[str, ...]) -> list[AnswerRow]:
        level = [self.around.row]
        for repeat in repeats:
            level = [inner for outer in level for inner in outer.rows.get(repeat, ())]
        return level

    def look(self, row: AnswerRow, this: Any = "") -> Around:
        around = self.around
        return Around(around.definition, row, around.today, around.context, around.language, this)

    def compute_item(self, item: Item, row: AnswerRow) -> None:
        name = item.name
        relevant = self.parent_relevant(item, row)
        if relevant and "relevant" in item.data:
            relevant = to_truth(run(item.data["relevant"], self.look(row)))
        row.relevant[name] = relevant
        if item.kind == "repeat":
            self.open_rows(item, row, relevant)
        elif item.kind in SILENT_KINDS:
            return
        elif not relevant:
            row.values[name] = ""
        elif item.computed:
            row.values[name] = _stored(item, run(item.data["calculate"], self.look(row)), self.choices(item))
        else:
            value, problem = read_answer(item.kind, row.raw.get(name), item.data, self.choices(item))
            row.values[name] = value
            if problem:
                self.problems[row.path + name] = problem

    def parent_relevant(self, item: Item, row: AnswerRow) -> bool:
        if item.parent is None:
            return True
        outer = row.parent if self.definition.items[item.parent].kind == "repeat" else row
        return bool(outer and outer.relevant.get(item.parent))

    def choices(self, item: Item) -> frozenset[str]:
        return self.names.get(item.data.get("list", ""), frozenset())

    def open_rows(self, item: Item, row: AnswerRow, relevant: bool) -> None:
        name = item.name
        given = row.raw.get(name)
        if given is not None and (not isinstance(given, list) or not all(isinstance(one, dict) for one in given)):
            self.problems[row.path + name] = "type"
        raws = [one if isinstance(one, dict) else {} for one in given] if isinstance(given, list) else []
        wanted = len(raws)
        if "count" in item.data:
            number = to_number(run(item.data["count"], self.look(row)))
            wanted = int(min(max(number, 0.0), MAX_ROWS + 1.0)) if number == number else 0
        if not relevant:
            row.rows[name] = []
            return
        room = max(0, min(MAX_ROWS, MAX_ROWS_IN_ALL - self.row_count))
        if wanted > room:
            self.problems[row.path + name] = "rows"
        count = min(wanted, room)
        self.row_count += count
        raws = (raws + [{} for _ in range(count)])[:count]
        row.rows[name] = [AnswerRow(raw, name, index, row) for index, raw in enumerate(raws)]

    def check(self, row: AnswerRow) -> None:
        """Violations and differences, in the order of the form."""
        own = (row.repeat,) if row.repeat else ()
        items = [item for item in self.definition.items.values() if item.repeats[-1:] == own]
        known = {item.name for item in items if item.kind not in SILENT_KINDS or item.kind == "repeat"}
        for key in row.raw:
            if key not in known and not (key == SAFETY and row.parent is None):
                self.extra.append(row.path + str(key)[:200])
        for item in items:
            self.check_item(item, row)

    def check_item(self, item: Item, row: AnswerRow) -> None:
        path, given = row.path + item.name, row.raw.get(item.name)
        if not row.relevant[item.name]:
            if item.kind not in SILENT_KINDS - {"repeat"} and not item.computed and given not in (None, "", []):
                self.dropped.append(path)
            return
        self.relevant.append(path)
        if item.kind == "repeat":
            self.check_repeat(item, row, path, given)
        elif item.kind in SECTION_KINDS or item.kind in SILENT_KINDS:
            return
        elif item.computed:
            if given not in (None, "") and not _same(given, row.values[item.name]):
                self.different.append(path)
        else:
            kind, text = self.wrong(item, row, path)
            if kind:
                self.violations.append(Violation(path, item.name, kind, text))

    def check_repeat(self, item: Item, row: AnswerRow, path: str, given: Any) -> None:
        if path in self.problems:
            self.violations.append(Violation(path, item.name, self.problems[path]))
        rows = row.rows[item.name]
        if isinstance(given, list):
            self.dropped.extend(f"{path}[{index + 1}]" for index in range(len(rows), min(len(given), 1000)))
        for inner in rows:
            self.check(inner)

    def wrong(self, item: Item, row: AnswerRow, path: str) -> tuple[str, dict[str, str]]:
        """What is wrong with an answer, and the author's own words for it."""
        value = row.values[item.name]
        if path in self.problems:
            return self.problems[path], item.data.get("constraint_message", {})
        if value == "":
            required = item.data.get("required", False)
            if self.draft or not required or item.data.get("read_only") is True:
                return "", {}
            asked = required is True or to_truth(run(required, self.look(row)))
            return ("required", item.data.get("required_message", {})) if asked else ("", {})
        offered = offered_choices(item, self.look(row))
        if offered is not None and not set(value if isinstance(value, list) else [value]) <= offered:
            return "choice", {}
        if item.kind == "rank" and offered is not None and len(value) < len(offered):
            return "rank", {}
        constraint = item.data.get("constraint")
        if constraint and not to_truth(run(constraint, self.look(row, expression_value(value)))):
            return "constraint", item.data.get("constraint_message", {})
        return "", {}


def offered_choices(item: Item, around: Around) -> set[str] | None:
    """The names of the choices that the question offers in that row; None for a question without choices."""
    if "list" not in item.data:
        return None
    return {
        choice["name"] for choice in around.definition.choices[item.data["list"]]
        if "filter" not in item.data or to_truth(run(item.data["filter"], _with_choice(around, choice)))
    }  # fmt: skip


def _with_choice(around: Around, choice: dict[str, Any]) -> Around:
    return Around(around.definition, around.row, around.today, around.context, around.language, choice=choice)


def _stored(item: Item, value: Any, choices: frozenset[str] = frozenset()) -> Answer:
    """A result as it is stored: a whole number without a point, a truth as a word, nothing for NaN."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if isinstance(value, float):
        value = tidy(value) if number_text(value) else ""
    if item.kind in ("calculate", "hidden", "today"):
        return value if isinstance(value, int | float) else value[:20_000]
    if item.kind == "text":
        return value[:20_000] if isinstance(value, str) else number_text(float(value))
    if item.kind in ("select_multiple", "rank") and isinstance(value, str):
        value = words(value)
    return read_answer(item.kind, value, item.data, choices)[0]


def _same(given: Any, ours: Any) -> bool:
    if isinstance(given, bool):
        return False
    if isinstance(given, int | float):
        return isinstance(ours, int | float) and abs(float(given) - float(ours)) < 1e-9
    return bool(given == ours) or (isinstance(given, str) and not isinstance(ours, list) and given == str(ours))


def _values(definition: FormDefinition, row: AnswerRow) -> dict[str, Any]:
    found = {name: value for name, value in row.values.items() if value != ""}
    for name, rows in row.rows.items():
        inner = [_values(definition, one) for one in rows]
        if inner:
            found[name] = inner
    return {name: found[name] for name in _in_order(definition, found)}


def _in_order(definition: FormDefinition, found: dict[str, Any]) -> Iterator[str]:
    return (name for name in definition.items if name in found)
