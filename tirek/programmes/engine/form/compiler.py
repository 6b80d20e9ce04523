"""From an author's file to a form definition, or to a refusal that names every place to mend."""

from typing import Any

from tirek.kernel.problems import N_
from tirek.programmes.engine.form.checks import check_languages, dependency_order, optional_totals
from tirek.programmes.engine.form.choices import check_choices
from tirek.programmes.engine.form.definition import FORMAT, FormDefinition
from tirek.programmes.engine.form.expression import ExpressionRefused, Place, Tree, parse
from tirek.programmes.engine.form.findings import Finding, FormRefused, refuse
from tirek.programmes.engine.form.kinds import UNANSWERABLE
from tirek.programmes.engine.form.languages import language_code, ordered, texts
from tirek.programmes.engine.form.names import FormNames, Known
from tirek.programmes.engine.form.survey import read_survey
from tirek.programmes.engine.form.workbook import Workbook, read_workbook
from tirek.programmes.engine.form.xlsform import heading_of, parsed_tree

_YES = frozenset(("yes", "true", "true()"))
_NO = frozenset(("no", "false", "false()"))
# Appearances that ask for something only a phone application has; the question is shown in its plain form.
_PLAIN_INSTEAD = (
    "ex:", "image-map", "printer", "map", "maps", "placement-map", "ethiopian", "coptic", "islamic", "bikram-sambat",
    "myanmar", "persian", "buddhist", "bearing", "masked", "hidden-answer",
)  # fmt: skip
# Columns of the sheet, by the key of a definition where the two differ.
_COLUMN = {"calculate": "calculation", "count": "repeat_count", "filter": "choice_filter"}


def compile_form(
    source: bytes, *, filename: str = "", languages_required: tuple[str, ...] | None = ("kk", "ru", "en")
) -> FormDefinition:
    """The definition of the form in ``source`` (.xlsx or Markdown tables).

    Raises ``FormRefused`` with findings for anything it does not take; no other exception leaves it.
    With ``languages_required`` None the form keeps the languages it has.
    """
    try:
        return _compile(source, filename, languages_required)
    except FormRefused:
        raise
    except Exception as error:
        # The last net under a file from outside: a case nobody thought of is refused like any other.
        message = N_("The form cannot be read: %(detail)s")
        raise refuse("", 0, "", message, detail=f"{type(error).__name__}: {error}"[:300]) from error


def _compile(source: bytes, filename: str, languages_required: tuple[str, ...] | None) -> FormDefinition:
    book = read_workbook(source)
    lines, remarks = read_survey(book)
    wrong = list(check_choices(book, lines))
    if wrong:
        raise FormRefused(wrong)
    tree = parsed_tree(book)
    compiler = _Compiler(book, FormNames(tree, lines))
    compiler.findings.remarks.extend(remarks)
    data = compiler.definition(tree, filename)
    if not compiler.findings.refused:
        data["order"] = dependency_order(data, compiler.findings)
        optional_totals(data, compiler.findings)
    if languages_required:
        check_languages(data, book, languages_required, compiler.findings)
    if compiler.findings.refused:
        raise FormRefused(sorted(compiler.findings.refused, key=lambda found: (found.sheet != "survey", found.row)))
    return FormDefinition(data, tuple(compiler.findings.remarks))


class Findings:
    """Collects refusals and remarks, each with the author's own row and heading."""

    def __init__(self, book: Workbook, names: FormNames) -> None:
        self.book, self.names = book, names
        self.refused: list[Finding] = []
        self.remarks: list[Finding] = []

    def place(self, name: str, column: str) -> tuple[str, int, str]:
        return "survey", self.names.row_of(name), heading_of(self.book.sheet("survey"), "survey", column)

    def refuse(self, name: str, column: str, message: str, /, **params: Any) -> None:
        self.refused.append(Finding(*self.place(name, column), message, params))

    def remark(self, name: str, column: str, message: str, /, **params: Any) -> None:
        self.remarks.append(Finding(*self.place(name, column), message, params))


class _Compiler:
    def __init__(self, book: Workbook, names: FormNames) -> None:
        self.book, self.names = book, names
        self.findings = Findings(book, names)
        self.language = "und"
        self.codes: set[str] = set()

    def definition(self, tree: dict[str, Any], filename: str) -> dict[str, Any]:
        self.language = language_code(str(tree.get("default_language") or "default"))
        title = str(tree.get("title") or filename or tree.get("id_string") or "")
        lists = {name: self.choice_list(entries) for name, entries in (tree.get("choices") or {}).items()}
        items = self.items(tree["children"])
        codes = ordered(self.codes) or [self.language]
        default = self.language if self.language in codes else codes[0]
        return {
            "format": FORMAT, "id": str(tree.get("id_string") or ""), "version": str(tree.get("version") or ""),
            "title": {self.language: title}, "languages": codes, "default": default, "lists": lists, "items": items,
            "order": [],
        }  # fmt: skip

    def texts(self, value: Any) -> dict[str, str]:
        found = texts(value, self.language)
        self.codes.update(found)
        return found

    def choice_list(self, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = []
        for entry in entries:
            choice: dict[str, Any] = {"name": str(entry["name"]), "label": self.texts(entry.get("label"))}
            more = {
                key: value for key, value in entry.items()
                if key not in ("name", "label", "media", "sms_option") and isinstance(value, str)
            }  # fmt: skip
            if more:
                choice["more"] = more
            found.append(choice)
        return found

    def items(self, children: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = []
        for node in children:
            known = self.names.known.get(node.get("name", ""))
            if known is not None:
                found.append(self.item(node, known))
        return found

    def item(self, node: dict[str, Any], known: Known) -> dict[str, Any]:
        name, kind = known.name, known.kind
        bind, control = node.get("bind") or {}, node.get("control") or {}
        item: dict[str, Any] = {"name": name, "kind": kind}
        for key, value in (("label", node.get("label")), ("hint", node.get("hint")),
                           ("guidance", node.get("guidance_hint"))):  # fmt: skip
            self.put_text(name, item, key, value)
        self.put_condition(item, "relevant", bind.get("relevant"))
        if kind == "unanswerable":
            item["what"] = UNANSWERABLE[known.type_word]
            self.unanswerable(name, item, bind)
        elif kind in ("group", "repeat"):
            self.section(item, node, control)
        else:
            self.question(item, node, known, bind)
        self.appearance(item, str(control.get("appearance") or ""))
        if node.get("media"):
            self.findings.remark(name, "image", N_("Pictures and sounds beside a question are not shown."))
        return item

    def put_text(self, name: str, item: dict[str, Any], key: str, value: Any) -> None:
        found = self.texts(value)
        if found:
            item[key] = found
        for text in found.values():
            for reference in self.names.unknown_in(text):
                self.findings.refuse(name, key, N_("There is no question “%(name)s”."), name=reference)

    def unanswerable(self, name: str, item: dict[str, Any], bind: dict[str, Any]) -> None:
        if str(bind.get("required", "no")).strip().lower() not in _NO:
            message = N_("“%(type)s” cannot be answered here and is required, so the form could never be completed.")
            self.findings.refuse(name, "type", message, type=item["what"])
        else:
            message = N_("“%(type)s” cannot be answered here; the question is shown with a sentence that says so.")
            self.findings.remark(name, "type", message, type=item["what"])

    def section(self, item: dict[str, Any], node: dict[str, Any], control: dict[str, Any]) -> None:
        if item["kind"] == "repeat" and control.get("jr:count"):
            item["count"] = self.expression(item["name"], "count", str(control["jr:count"]))
        item["items"] = self.items(node.get("children") or [])

    def question(self, item: dict[str, Any], node: dict[str, Any], known: Known, bind: dict[str, Any]) -> None:
        name = known.name
        self.put_condition(item, "required", bind.get("required"))
        self.put_condition(item, "read_only", bind.get("readonly"))
        self.put_text(name, item, "required_message", bind.get("jr:requiredMsg"))
        self.put_text(name, item, "constraint_message", bind.get("jr:constraintMsg"))
        if bind.get("constraint"):
            item["constraint"] = self.expression(name, "constraint", str(bind["constraint"]), has_self=True)
        if bind.get("calculate"):
            item["calculate"] = self.expression(name, "calculate", str(bind["calculate"]))
        elif known.kind == "calculate":
            self.findings.refuse(name, "calculation", N_("The calculation is missing."))
        if known.kind == "today":
            item["calculate"] = ["f", "today"]
        if known.list_name:
            item["list"] = known.list_name
            if node.get("choice_filter"):
                columns = self.names.columns_of(known.list_name)
                item["filter"] = self.expression(name, "filter", str(node["choice_filter"]), columns=columns)
        if known.kind == "range":
            self.range(item, node.get("parameters") or {})
        self.default(item, node)
        if (node.get("parameters") or {}).get("randomize"):
            self.findings.remark(name, "parameters", N_("Choices are shown in the order of the list."))

    def default(self, item: dict[str, Any], node: dict[str, Any]) -> None:
        default = node.get("default")
        if default in (None, ""):
            return
        if node.get("_dynamic_default"):
            item["initial"] = self.expression(item["name"], "default", str(default))
        elif item["kind"] in ("select_multiple", "rank"):
            item["default"] = str(default).split()
        else:
            item["default"] = str(default)

    def range(self, item: dict[str, Any], parameters: dict[str, Any]) -> None:
        item["range"] = {}
        for key, standard in (("start", 1), ("end", 10), ("step", 1)):
            value = float(parameters.get(key, standard))
            item["range"][key] = int(value) if value.is_integer() else value
        if item["range"]["step"] <= 0 or item["range"]["start"] >= item["range"]["end"]:
            self.findings.refuse(item["name"], "parameters", N_("The range is empty."))

    def appearance(self, item: dict[str, Any], appearance: str) -> None:
        if not appearance:
            return
        item["appearance"] = " ".join(appearance.split())
        for word in appearance.split():
            if word.startswith("ex:") or word in _PLAIN_INSTEAD:
                message = N_("The appearance “%(word)s” is not known here; the question is shown in its plain form.")
                self.findings.remark(item["name"], "appearance", message, word=word[:60])
                break

    def put_condition(self, item: dict[str, Any], key: str, value: Any) -> None:
        """A yes or no of the sheet, or an expression."""
        text = str(value or "").strip()
        if not text or (text.lower() in _NO and key != "relevant"):
            return
        if text.lower() in _YES:
            if key != "relevant":
                item[key] = True
        elif text.lower() in _NO:
            item[key] = ["f", "false"]
        else:
            item[key] = self.expression(item["name"], key, text)

    def expression(
        self, name: str, key: str, text: str, *, columns: frozenset[str] | None = None, has_self: bool = False
    ) -> Tree:
        around = self.names.repeats_of(name) or ()
        place = Place(name, self.names, around, columns, has_self)
        try:
            return parse(text, place)
        except ExpressionRefused as error:
            self.findings.refuse(name, _COLUMN.get(key, key), error.message, at=error.at + 1, **error.params)
            return ["s", ""]
