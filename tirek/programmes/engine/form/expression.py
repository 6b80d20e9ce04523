"""The part of XPath that forms may use, as a small syntax tree.

Trees are JSON lists, so that Python and TypeScript walk the very same thing. Heads of a node:

=============================  ===========================================================================
``["n", 3]``, ``["s", "x"]``   a number, a text
``["v", name]``                the value of a question of this row or of a row around it
``["all", name, [p]]``         that question in every row below the present one, kept where all predicates hold
``["rows", repeat, [p]]``      the rows of a repeat
``["self"]``                   the value a constraint or a predicate speaks of (``.``)
``["pos"]``                    the number of the row a predicate looks at; ``["rowno", repeat]`` that of the present row
``["col", name]``              a column of the choice that a choice filter or a look-up is looking at
``["items", list, [p], col]``  a column of the choices of a list; ``["case", name]`` a fact handed in by the host
``["choice", a, name]``        the label of a choice of the question ``name``
``["indexed", n, repeat, i]``  the question ``n`` in row ``i`` of the repeat
``["neg", a]``                 minus; ``["+", a, b]`` and the other operators; ``["f", name, ...]`` a function
=============================  ===========================================================================
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from tirek.kernel.problems import N_
from tirek.programmes.engine.form.functions import FUNCTIONS, REASONS
from tirek.programmes.engine.form.pattern import PatternRefused, canonical_pattern

Tree = list[Any]
MAX_TOKENS = 1_200
MAX_DEPTH = 60
MAX_PREDICATES_NESTED = 2

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<ref>\$\{\s*(?P<refname>[^{}\s]+)\s*\})
    | (?P<num>\d+(?:\.\d+)?|\.\d+)
    | (?P<str>"[^"]*"|'[^']*')
    | (?P<op><=|>=|!=|//|::|\.\.|[-+*=<>()\[\],/.|@$])
    | (?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)
    )""",
    re.VERBOSE,
)
_BINARY = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip


class ExpressionRefused(Exception):
    """What in the expression is not supported, and after how many characters."""

    def __init__(self, message: str, at: int, **params: Any) -> None:
        super().__init__(message)
        self.message, self.at, self.params = message, at, params


class Names(Protocol):
    """What the parser asks about the form around the expression."""

    def repeats_of(self, name: str) -> tuple[str, ...] | None:
        """The repeats around a question or repeat, outermost first; None when there is no such name."""

    def kind_of(self, name: str) -> str:
        """The kind of that item."""

    def columns_of(self, list_name: str) -> frozenset[str] | None:
        """The columns of a choice list; None when there is no such list."""

    def ancestors_of(self, name: str) -> tuple[str, ...]:
        """Groups and repeats around an item, outermost first."""


@dataclass(frozen=True)
class Place:
    """Where an expression stands: its question, and what ``.`` and bare names mean there."""

    question: str
    names: Names
    scope: tuple[str, ...]
    columns: frozenset[str] | None = None
    has_self: bool = False
    in_predicate: int = 0


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int


def parse(text: str, place: Place) -> Tree:
    """The tree of an expression, or ``ExpressionRefused``."""
    return _Parser(_tokens(text), place).whole()


def references(tree: Any) -> set[str]:
    """Every question or repeat whose value the tree needs."""
    found: set[str] = set()
    for node in nodes(tree):
        if node[0] in ("v", "all", "rows", "rowno"):
            found.add(node[1])
        elif node[0] == "indexed":
            found.update(node[1:3])
    return found


def nodes(tree: Any) -> Iterator[Tree]:
    """Every node of a tree, itself first."""
    if isinstance(tree, list) and tree:
        if isinstance(tree[0], str):
            yield tree
        if tree[0] != "s":
            for part in tree:
                yield from nodes(part)


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise ExpressionRefused(N_("“%(sign)s” cannot be read here."), start, sign=text[start : start + 10])
        kind = match.lastgroup if match.lastgroup != "refname" else "ref"
        word = match["refname"] if match["ref"] else match[str(kind)]
        tokens.append(Token(str(kind), word, match.end() - len(match[str(kind)])))
        at = match.end()
        if len(tokens) > MAX_TOKENS:
            raise ExpressionRefused(N_("The expression is too long."), at)
    tokens.append(Token("end", "", len(text)))
    return tokens


class _Parser:
    """Operator precedence by Pratt's method; one look-ahead token."""

    def __init__(self, tokens: list[Token], place: Place) -> None:
        self.tokens, self.place, self.next, self.depth = tokens, place, 0, 0

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        token = self.token
        self.next = min(self.next + 1, len(self.tokens) - 1)
        return token

    def sees(self, *texts: str) -> bool:
        return self.token.kind in ("op", "name") and self.token.text in texts

    def expect(self, text: str) -> None:
        if not self.sees(text):
            message = N_("“%(wanted)s” is missing before “%(found)s”.")
            raise ExpressionRefused(message, self.token.at, wanted=text, found=self.token.text or "…")
        self.take()

    def refuse(self, message: str, token: Token, **params: Any) -> ExpressionRefused:
        return ExpressionRefused(message, token.at, **params)

    def whole(self) -> Tree:
        tree = self.expression(0)
        if self.token.kind != "end":
            raise self.refuse(N_("“%(sign)s” cannot be read here."), self.token, sign=self.token.text)
        return tree

    def expression(self, power: int) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(N_("The expression is nested too deeply."), self.token)
        tree = self.operand()
        chain = 0
        while self.token.kind in ("op", "name") and _BINARY.get(self.token.text, 0) > power:
            operator = self.take().text
            tree = [operator, tree, self.expression(_BINARY[operator])]
            chain += 1
            if chain > 4 * MAX_DEPTH:
                raise self.refuse(N_("The expression is too long."), self.token)
        self.depth -= 1
        return tree

    def operand(self) -> Tree:
        token = self.take()
        match token.kind, token.text:
            case "num", text:
                return ["n", float(text) if "." in text else int(text)]
            case "str", text:
                return ["s", text[1:-1]]
            case "ref", text:
                return self.reference(token, text)
            case "op", "-":
                return ["neg", self.expression(6)]
            case "op", "(":
                tree = self.expression(0)
                self.expect(")")
                return tree
            case "op", ".":
                return self.dot(token)
            case "op", "..":
                return self.relative(token)
            case "op", ("/" | "//"):
                raise self.refuse(N_("Paths are not supported; write ${name}."), token)
            case "name", text:
                return self.call(token, text) if self.sees("(") else self.bare_name(token, text)
            case "end", _:
                raise self.refuse(N_("The expression ends too early."), token)
        raise self.refuse(N_("“%(sign)s” cannot be read here."), token, sign=token.text)

    def dot(self, token: Token) -> Tree:
        if self.sees("/"):
            self.take()
            if self.token.kind == "name":
                name = self.take()
                return self.bare_name(name, name.text)
        if not self.place.has_self:
            raise self.refuse(N_("“.” has no meaning here; write ${name}."), token)
        return ["self"]

    def relative(self, token: Token) -> Tree:
        """``../name``: names are unique in a form, so the steps upward say nothing more."""
        while self.sees("/"):
            self.take()
            step = self.take()
            if step.kind == "name":
                return self.reference(step, step.text)
            if step.text != "..":
                break
        raise self.refuse(N_("Paths are not supported; write ${name}."), token)

    def bare_name(self, token: Token, name: str) -> Tree:
        if self.place.columns is not None:
            if name not in self.place.columns:
                raise self.refuse(N_("The choices have no column “%(name)s”."), token, name=name)
            return ["col", name]
        if self.place.in_predicate and self.place.names.repeats_of(name) is not None:
            return self.reference(token, name)
        if name in _BINARY:
            raise self.refuse(N_("“%(sign)s” cannot be read here."), token, sign=name)
        raise self.refuse(N_("“%(name)s” is neither a function nor a question; write ${%(name)s}."), token, name=name)

    def reference(self, token: Token, name: str) -> Tree:
        names, scope = self.place.names, self.place.scope
        if "#" in name:
            raise self.refuse(N_("Answers of the last saved form (${last-saved#…}) are not supported."), token)
        around = names.repeats_of(name)
        if around is None:
            raise self.refuse(N_("There is no question “%(name)s”."), token, name=name)
        kind = names.kind_of(name)
        if kind == "group":
            raise self.refuse(N_("“%(name)s” is a group and has no value."), token, name=name)
        if kind == "unanswerable":
            raise self.refuse(N_("“%(name)s” cannot be answered here, so nothing may depend on it."), token, name=name)
        if kind == "repeat":
            return ["rows", name, self.predicates((*around, name), None)]
        if around == scope[: len(around)]:
            if self.sees("["):
                raise self.refuse(N_("“%(name)s” has one value; [ ] has no meaning after it."), token, name=name)
            return ["v", name]
        return ["all", name, self.predicates(around, None)]

    def predicates(self, scope: tuple[str, ...], columns: frozenset[str] | None) -> list[Tree]:
        found: list[Tree] = []
        while self.sees("["):
            opening = self.take()
            outer = self.place
            if outer.in_predicate >= MAX_PREDICATES_NESTED:
                raise self.refuse(N_("The expression is nested too deeply."), opening)
            self.place = Place(
                outer.question, outer.names, outer.scope if columns is not None else scope, columns,
                has_self=columns is None, in_predicate=outer.in_predicate + 1,
            )  # fmt: skip
            tree = self.expression(0)
            self.place = outer
            self.expect("]")
            if tree[0] == "n" or tree[0] in ("+", "-", "*", "div", "mod", "neg"):
                # Engines of the standard disagree about the bare form, so it is not read at all.
                raise self.refuse(N_("Write [position() = 1] instead of [1]."), opening)
            found.append(tree)
        return found

    def call(self, token: Token, name: str) -> Tree:
        if name in REASONS:
            raise self.refuse(
                N_("The function %(name)s() is not supported: %(reason)s."),
                token,
                name=name,
                reason=REASONS[name],
            )
        special: Callable[[Token], Tree] | None = {
            "position": self.position, "instance": self.instance, "jr:choice-name": self.choice_name,
            "jr:itext": self.choice_text, "indexed-repeat": self.indexed_repeat,
        }.get(name)  # fmt: skip
        self.expect("(")
        if special is not None:
            return special(token)
        if name not in FUNCTIONS:
            raise self.refuse(N_("The function %(name)s() is unknown."), token, name=name)
        arguments = self.arguments()
        least, most = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            message = N_("The function %(name)s() takes another number of arguments than %(given)s.")
            raise self.refuse(message, token, name=name, given=len(arguments))
        self.check_arguments(token, name, arguments)
        return ["f", name, *arguments]

    def check_arguments(self, token: Token, name: str, arguments: list[Tree]) -> None:
        if name == "regex":
            if arguments[1][0] != "s":
                raise self.refuse(N_("The pattern of regex() must be written as a text."), token)
            try:
                arguments[1] = ["s", canonical_pattern(arguments[1][1])]
            except PatternRefused as error:
                raise self.refuse(N_("The pattern is not supported: %(detail)s."), token, detail=str(error)) from None
        if name in ("format-date", "format-date-time"):
            pattern = arguments[1]
            if pattern[0] != "s" or "%" in re.sub(r"%[YymndeHhMS%]", "", pattern[1]):
                raise self.refuse(N_("The date format may use %%Y %%y %%m %%n %%d %%e %%H %%h %%M %%S only."), token)
        if name in ("count", "count-non-empty", "sum") and arguments[0][0] in ("n", "s", "f", "+", "-", "*"):
            raise self.refuse(N_("The function %(name)s() needs questions, not a value."), token, name=name)

    def arguments(self) -> list[Tree]:
        found: list[Tree] = []
        while not self.sees(")"):
            found.append(self.expression(0))
            if not self.sees(")"):
                self.expect(",")
                if self.sees(")"):
                    raise self.refuse(N_("The expression ends too early."), self.token)
        self.take()
        return found

    def position(self, token: Token) -> Tree:
        if self.sees(")"):
            self.take()
            if not self.place.in_predicate or self.place.columns is not None:
                raise self.refuse(N_("position() is read inside [ ] only; elsewhere write position(..)."), token)
            return ["pos"]
        steps = 0
        while self.sees(".."):
            self.take()
            steps += 1
            if self.sees("/"):
                self.take()
        self.expect(")")
        around = self.place.names.ancestors_of(self.place.question)
        repeats = [name for name in around[: len(around) - steps + 1] if self.place.names.kind_of(name) == "repeat"]
        if not steps or steps > len(around) or not repeats:
            raise self.refuse(N_("position(..) stands outside any repeat."), token)
        return ["rowno", repeats[-1]]

    def text_argument(self, token: Token) -> str:
        literal = self.take()
        if literal.kind != "str":
            raise self.refuse(N_("A text in quotes is expected here."), token)
        return literal.text[1:-1]

    def choice_name(self, token: Token) -> Tree:
        value = self.expression(0)
        self.expect(",")
        match = re.fullmatch(r"\s*\$\{\s*([^{}\s]+)\s*\}\s*", self.text_argument(token))
        self.expect(")")
        if match is None or not self.place.names.kind_of(match[1]).startswith("select"):
            raise self.refuse(N_("jr:choice-name() needs the name of a select question as '${name}'."), token)
        return ["choice", value, match[1]]

    def choice_text(self, token: Token) -> Tree:
        tree = self.expression(0)
        self.expect(")")
        if tree[0] != "items" or tree[3] != "itextId":
            raise self.refuse(N_("jr:itext() is read only around instance('list')/…/itextId."), token)
        return [*tree[:3], "label"]

    def indexed_repeat(self, token: Token) -> Tree:
        arguments = self.arguments()
        if len(arguments) != 3 or arguments[0][0] not in ("v", "all") or arguments[1][0] != "rows":
            raise self.refuse(N_("indexed-repeat() is read as indexed-repeat(${question}, ${repeat}, number)."), token)
        name, repeat = arguments[0][1], arguments[1][1]
        if (self.place.names.repeats_of(name) or ())[-1:] != (repeat,):
            raise self.refuse(N_("“%(name)s” is not a question of that repeat."), token, name=name)
        return ["indexed", name, repeat, arguments[2]]

    def instance(self, token: Token) -> Tree:
        """``instance('list')/root/item[...]/column``: a look-up in the form's own choices or in the host's facts."""
        list_name = self.text_argument(token)
        self.expect(")")
        for step in ("root", "item"):
            self.expect("/")
            self.expect(step)
        columns = self.place.names.columns_of(list_name)
        if list_name != "case" and columns is None:
            raise self.refuse(
                N_("There is no choice list “%(name)s”; other files are not read."), token, name=list_name
            )
        found = self.predicates((), (columns or frozenset()) | {"label"}) if list_name != "case" else []
        if not self.sees("/"):
            if list_name == "case":
                raise self.refuse(N_("A column is missing after instance('case')/root/item."), token)
            return ["items", list_name, found, "name"]
        self.take()
        column = self.take().text
        if list_name == "case":
            return ["case", column]
        if column not in {*(columns or ()), "label", "itextId"}:
            raise self.refuse(N_("The choices have no column “%(name)s”."), token, name=column)
        return ["items", list_name, found, column]
