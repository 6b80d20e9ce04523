"""The worker opens it at half past eight: whom must I see today, what is overdue, what changed?

Leaves with a plan for the day, and comes back after each visit to record it in two minutes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.casework.models import Case
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.my_day import Change, FollowUpLine, MyDay, ToDo, my_day
from tirek.kernel.clock import today
from tirek.profession.actions.gate import MAY_ASK
from tirek.toolkit.formats import near_day, page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.profession.register_warning import entry_warning
from tirek.web.worker.links import ActLink, act_link
from tirek.web.worker.quick_visit import DRAFT, QuickVisitForm, send_quick_visit
from tirek.web.worker.wording import STRIP, EntryWords, Mark, entry_mark, entry_words


@dataclass(frozen=True)
class DayLine:
    """One thing to do: whose family, what, why (rule, source, since when), by when, and the button."""

    case: Case
    family: str
    what: str
    why: str
    rule: str
    due_on: date | None
    link: ActLink | None


@dataclass(frozen=True)
class FollowUpRow:
    """A family after its support: all months, the one that counts now and how it stands."""

    line: FollowUpLine
    strip: list[tuple[int, str]]
    link: ActLink | None
    opens_on: date | None


@dataclass(frozen=True)
class ChangeLine:
    """What a colleague did in one of my cases. Their own words stay in the file, where reading is noted."""

    change: Change
    words: EntryWords
    mark: Mark | None


@desk("contact.record")
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: DeskRequest) -> HttpResponse:
    """The day; a sent form is the quick visit."""
    on, language = today(), page_language()
    shown = my_day(request.user, on=on, language=language)
    form = None
    if holds(request.user, "visit.record") and shown.titles:
        data = request.POST if request.method == "POST" else None
        form = QuickVisitForm(data, titles=shown.titles, chosen=request.GET.get("visit", ""))
        if request.method == "POST" and (answer := send_quick_visit(request, form)):
            return answer
    context = day_context(request.user, shown, on, language)
    return render(
        request,
        "worker/day.html",
        {**context, "form": form, "draft": DRAFT, "today": on},
        status=422 if form and form.is_bound else 200,
    )


def day_context(user: User, shown: MyDay, on: date, language: str) -> dict[str, Any]:
    """The day in lines: each duty once."""
    tasks = {str(item.task.uuid) for item in (*shown.today, *shown.overdue, *shown.soon) if item.task}
    return {
        "due": day_lines(user, shown.today, tasks, on),
        "overdue": day_lines(user, shown.overdue, tasks, on),
        "soon": day_lines(user, shown.soon, tasks, on),
        "follow_ups": [follow_up_row(user, line, on) for line in shown.follow_ups],
        "changes": [change_line(change, language) for change in shown.changes],
        "has_cases": bool(shown.titles),
        "may_open": holds(user, "case.open"),
        "entry": entry_warning(user, *MAY_ASK),
    }


def day_lines(user: User, items: Iterable[ToDo], tasks: set[str], on: date) -> list[DayLine]:
    """Duties and tasks as lines. A duty about a task that stands here itself is left out."""
    lines = []
    for item in items:
        if (owed := item.duty) is not None and owed.duty.subject not in tasks:
            link = act_link(user, owed.explained.act, item.case, owed.duty.subject, owed.duty.rule)
            said = owed.explained
            lines.append(DayLine(item.case, item.title, owed.title, said.what, said.rule, item.due_on, link))
        elif (task := item.task) is not None:
            given = _("Task, given on %(day)s") % {"day": near_day(task.done_on, on)}
            link = act_link(user, "finish_task", item.case, str(task.uuid))
            lines.append(DayLine(item.case, item.title, task.says, "", given, item.due_on, link))
    return lines


def follow_up_row(user: User, line: FollowUpLine, on: date) -> FollowUpRow:
    """A family in the table of follow-ups."""
    return FollowUpRow(
        line=line,
        strip=[(mark.months, STRIP.get(mark.state, mark.state)) for mark in line.marks],
        link=act_link(user, "record_follow_up", line.case, str(line.due.months)),
        opens_on=line.due.opens_on if line.due.opens_on > on else None,
    )


def change_line(change: Change, language: str) -> ChangeLine:
    """An act of a colleague without the words they wrote."""
    entry = change.entry
    entry.note = ""
    return ChangeLine(change, entry_words(entry, programme_of(change.case), language), entry_mark(entry))
