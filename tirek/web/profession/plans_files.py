"""A plan as a spreadsheet: looked at before anything is written, and taken out again.

The office opens it with a plan that came as a table from elsewhere. Leaves with every line in the plan, or with a list
of the lines to be mended.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.framework import framework
from tirek.outcomes.publication.files import csv_bytes, safe_text
from tirek.profession.actions.plans_import import import_recommendations
from tirek.profession.engine.plans_sheet import COLUMNS, MOST_BYTES, PlanLine, SheetFinding, header, read_plan
from tirek.profession.models import ActionPlan
from tirek.profession.selectors.plans import (
    items_of,
    keeps,
    known_of_plan,
    last_words,
    plan_seen,
    planned_import,
    untouched,
)
from tirek.toolkit.formats import page_language, short_day
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import worded
from tirek.web.profession.plans_words import FIELDS, IMPORTS, STANDINGS

_CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk("recommendation.keep")
def plan_import(request: DeskRequest, plan: UUID) -> HttpResponse:
    """Look at a file, then write what it says."""
    kept = plan_seen(uuid=plan)
    if not keeps(request.user, kept):
        raise Missing(N_("There is no such record in what you may see."))
    context: dict[str, Any] = {"plan": kept, "findings": [], "lines": [], "problem": "", "rows": "", "untouched": []}
    context["reference"] = new_uuid()
    if request.method != "POST":
        return render(request, "profession/plan_import.html", context)
    try:
        lines, findings = _read(request, kept)
        if not findings and "write" in request.POST:
            import_recommendations(actor=request.user, plan=plan, lines=lines, client_ref=client_ref(request))
            messages.success(request, _("The file is taken over into the plan."))
            return redirect("action_plan", plan)
    except (Refused, Missing):
        raise
    except Problem as problem:
        context["problem"] = worded(problem)
        return render(request, "profession/plan_import.html", context, status=422)
    if findings:
        context["findings"] = [(one.line, _(one.message) % dict(one.params)) for one in findings[:100]]
        return render(request, "profession/plan_import.html", context, status=422)
    context |= _dry_run(kept, lines)
    return render(request, "profession/plan_import.html", context)


def _read(request: DeskRequest, plan: ActionPlan) -> tuple[list[PlanLine], list[SheetFinding]]:
    """The file that was sent; or what was looked at before, to be written now."""
    file = request.FILES.get("file")
    if file is None and not request.POST.get("rows"):
        raise Problem(N_("Choose a file."))
    name, source = ("looked_at.csv", request.POST.get("rows", "").encode())
    if file is not None:
        name, source = str(file.name), file.read(MOST_BYTES + 1)
    known = known_of_plan(
        plan,
        targets=(one.code for one in framework().values() if one.level == "target"),
        indicators=indicators(),
    )
    return read_plan(name, source, known)


def _dry_run(plan: ActionPlan, lines: Sequence[PlanLine]) -> dict[str, Any]:
    planned = planned_import(plan, lines)
    counts = [(badge, sum(one.fate == fate for one in planned)) for fate, badge in IMPORTS.items()]
    return {
        "lines": [
            (
                one,
                IMPORTS[one.fate],
                one.item.text if one.item else next(iter(one.line.texts.values())),
                [(FIELDS[name], _said(old), _said(new)) for name, (old, new) in one.changes.items()],
                STANDINGS.get({"adopted": "not_started"}.get(one.line.state, one.line.state)),
            )
            for one in planned
        ],
        "counts": [(badge, count) for badge, count in counts if count],
        "untouched": untouched(plan, lines),
        "rows": _text([list(COLUMNS), *(_row_of_line(line) for line in lines)]),
    }


def _said(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _row_of_line(line: PlanLine) -> list[str]:
    """A line again as a row, in the order of the columns: what is written is what was looked at."""
    said = {**vars(line), **{f"text_{language}": text for language, text in line.texts.items()}}
    said["partners"] = "; ".join(line.partners)
    return [str(said.get(name) or "") for name in COLUMNS]


def _text(rows: Iterable[Sequence[str]]) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue()


@desk("recommendation.keep")
@require_safe
def plan_template(request: DeskRequest, form: str) -> HttpResponse:
    """An empty table with the columns in the language of the page."""
    return _file("plan", form, [header(page_language())])


@desk("profession.view")
@require_safe
def plan_file(request: DeskRequest, plan: UUID, form: str) -> HttpResponse:
    """A plan with where its items stand, as a table that can be taken back in."""
    found = plan_seen(uuid=plan)
    return _file(found.code, form, plan_rows(found, users=keeps(request.user, found)))


def plan_rows(plan: ActionPlan, *, users: bool) -> list[list[str]]:
    """The rows of a plan. Who reports at a desk is named to the office alone."""
    rows, words = [header(page_language())], last_words(plan)
    for one in items_of(plan):
        item = one.item
        newest = "" if item.state in ("proposed", "adopted") else words.get(item.pk, "")
        rows.append([
            item.number, item.text_kk, item.text_ru, item.text_en, item.owner,
            item.answers.username if users and item.answers else "",
            "; ".join(item.partners), item.target, item.indicator, item.shown_by,
            short_day(item.due_on) if item.due_on else "", short_day(item.adopted_on) if item.adopted_on else "",
            item.state, newest, item.follows.number if item.follows else "",
        ])  # fmt: skip
    return rows


def _file(name: str, form: str, rows: Sequence[Sequence[str]]) -> HttpResponse:
    if form == "csv":
        # A mark in front, so that spreadsheets read Kazakh letters.
        answer = HttpResponse(b"\xef\xbb\xbf" + csv_bytes(rows), content_type=_CSV)
    elif form == "xlsx":
        answer = HttpResponse(_workbook(rows), content_type=_XLSX)
    else:
        raise Missing(N_("There is no such record in what you may see."))
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def csv_answer(plan: ActionPlan) -> HttpResponse:
    """The plan as everybody takes it from the public page."""
    return _file(plan.code, "csv", plan_rows(plan, users=False))


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    try:
        from openpyxl import Workbook  # heavy, and not in every installation
        from openpyxl.writer.excel import save_workbook
    except ImportError:
        raise Missing(N_("There is no such record in what you may see.")) from None
    book = Workbook()
    for row in rows:
        book.active.append([safe_text(cell) for cell in row])
    for column in "BCDJN":
        book.active.column_dimensions[column].width = 40
    kept = io.BytesIO()
    save_workbook(book, kept)
    return kept.getvalue()
