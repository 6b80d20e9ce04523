"""What an author is told about a form: where in the file it is and what is the matter."""

from dataclasses import dataclass, field
from typing import Any

from tirek.kernel.problems import Problem


@dataclass(frozen=True)
class Finding:
    """One place in the author's file. ``row`` is the sheet's row (in a Markdown file its line), 0 the whole sheet;
    ``column`` is the heading as the author wrote it, empty for a whole row."""

    sheet: str
    row: int
    column: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        place = " ".join(part for part in (self.sheet, f"row {self.row}" if self.row else "", self.column) if part)
        text = self.message % self.params if self.params else self.message
        return f"{place}: {text}" if place else text


class FormRefused(Problem):
    """The file is not taken. Every reason that could be found is in ``findings``, in the order of the file."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(first.message, field="source", **first.params)

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


def refuse(sheet: str, row: int, column: str, message: str, **params: Any) -> FormRefused:
    """A refusal with one finding, ready to be raised."""
    return FormRefused([Finding(sheet, row, column, message, params)])
