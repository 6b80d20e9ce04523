"""Opened before a talk with the team, an inspection, the founders: which standards are kept, which are not, where?

Leaves with the families behind each count and what it would take; a manager with figures that name nobody.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.casework.engine.keeping import Figures, summed
from tirek.casework.selectors import compliance as selector
from tirek.casework.selectors.compliance import HOUSE, MINE, TEAM, Asked, DutyShown
from tirek.kernel.clock import today
from tirek.standards.engine.rules import Rule
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.supervisor.compliance_form import AskForm, asked_by
from tirek.web.worker.links import ActLink, act_link

PAGE = 50

WORDS: dict[str, str | Promise] = {
    "in_time": gettext_lazy("Done in time"),
    "late": gettext_lazy("Done late"),
    "broken": gettext_lazy("Not done"),
    "lapsed": gettext_lazy("Case closed before"),
    "ahead": gettext_lazy("Still in time"),
}
TONES = {"in_time": "green", "late": "amber", "broken": "red", "lapsed": "plain", "ahead": "blue"}
SCOPES: dict[str, str | Promise] = {
    TEAM: gettext_lazy("The team"),
    MINE: gettext_lazy("Cases I lead"),
    HOUSE: gettext_lazy("The organisation"),
}


@dataclass(frozen=True)
class Cell:
    """A count, and the list it counts; without a number it is too small to be shown."""

    label: str | Promise
    n: int | None
    url: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a table: a rule with its source, or a worker."""

    title: str
    source: str
    figures: Figures
    cells: list[Cell]


@dataclass(frozen=True)
class Line:
    """A duty behind a count, how it stands, and the act that mends it."""

    shown: DutyShown
    word: str | Promise
    tone: str
    link: ActLink | None


@desk("compliance.view")
@require_safe
def compliance(request: DeskRequest) -> HttpResponse:
    """The tables of what the user may look at: own cases, the team, or the counts of an organisation."""
    form, asked = asked_by(request)
    shown = _house(request.user, asked) if asked.whose == HOUSE else _tables(request.user, asked)
    return render(request, "supervisor/compliance.html", {**_around(request.user, form, asked), **shown})


@desk("compliance.view")
@require_safe
def duties(request: DeskRequest) -> HttpResponse:
    """The duties that one count of the tables counted."""
    form, asked = asked_by(request, of_files=True)
    language, day = page_language(), today()
    found = selector.duties_asked(request.user, asked, on=day).select_related("case", "case__worker")
    page = Paginator(found.order_by("due_on", "pk"), PAGE).get_page(request.GET.get("page"))
    rules = selector.known_rules()
    context = {
        **_around(request.user, form, asked),
        "page": page,
        "lines": [
            _line(request.user, one) for one in selector.duties_shown(page.object_list, on=day, language=language)
        ],
        "rule": _title(rules.get(asked.rule), asked.rule, language) if asked.rule else "",
        "kept": WORDS.get(asked.kept, ""),
        "here_query": urlencode(_query(asked)),
        "back": f"{reverse('compliance')}?{urlencode(_query(asked, rule='', worker='', kept=''))}",
    }
    return render(request, "supervisor/compliance_duties.html", context)


def _around(user: User, form: AskForm, asked: Asked) -> dict[str, Any]:
    """What both pages show: whose, which days, what else may be looked at."""
    held = selector.scopes(user)
    return {
        "form": form,
        "asked": asked,
        "scopes": [
            (SCOPES[one], f"{reverse('compliance')}?{urlencode(_query(asked, whose=one, unit=''))}", one == asked.whose)
            for one in held
        ]
        if len(held) > 1
        else [],
        "heads": list(WORDS.values()),
        "today": today(),
        "may_try": holds(user, "standard.try"),
    }


def _tables(user: User, asked: Asked) -> dict[str, Any]:
    table = selector.compliance(user, asked, on=today())
    rules, language = selector.known_rules(), page_language()
    by_rule = [_rule_row(code, rules.get(code), figures, language, asked) for code, figures in table.rules.items()]
    by_worker = [
        Row(str(worker), "", figures, _cells(figures, asked, worker=str(worker.uuid)))
        for worker, figures in table.workers.items()
    ]
    whole = summed(table.rules)
    return {"rows": by_rule, "workers": by_worker, "whole": Row("", "", whole, _cells(whole, asked))}


def _house(user: User, asked: Asked) -> dict[str, Any]:
    rules, language = selector.known_rules(), page_language()
    units = selector.house_compliance(user, asked.period, on=today())
    return {
        "units": [
            (unit, [_rule_row(code, rules.get(code), figures, language, None) for code, figures in found.items()])
            for unit, found in units.items()
        ]
    }


def _rule_row(code: str, rule: Rule | None, figures: Figures, language: str, asked: Asked | None) -> Row:
    source = code
    if rule is not None:
        known = ", ".join(filter(None, (rule.source_words.get(language, rule.source), rule.clause)))
        source = " · ".join(filter(None, (code, known, "" if rule.verified else _("source not verified"))))
    return Row(_title(rule, code, language), source, figures, _cells(figures, asked, rule=code))


def _title(rule: Rule | None, code: str, language: str) -> str:
    """The rule's words; of a rule that only an earlier version of its programme knew, the number."""
    return rule.words["title"][language] if rule else _("Rule %(code)s, from an earlier version") % {"code": code}


def _cells(figures: Figures, asked: Asked | None, **cell: str) -> list[Cell]:
    """The counts of a row; a count that can be opened leads to its list."""
    cells = []
    for kept, n in figures:
        url = f"{reverse('compliance_duties')}?{urlencode(_query(asked, kept=kept, **cell))}" if asked and n else ""
        cells.append(Cell(WORDS[kept], n, url))
    return cells


def _query(asked: Asked, **changes: str) -> dict[str, str]:
    """A question as the parameters of an address."""

    def day(one: date) -> str:
        return one.isoformat()

    whole = {
        "whose": asked.whose,
        "period": "between",
        "first": day(asked.period.first),
        "last": day(asked.period.last),
        "unit": str(asked.unit.uuid) if asked.unit else "",
        "rule": asked.rule,
        "worker": str(asked.worker.uuid) if asked.worker else "",
        "kept": asked.kept,
    }
    return {name: value for name, value in {**whole, **changes}.items() if value}


def _line(user: User, shown: DutyShown) -> Line:
    line = shown.line
    act, duty = line.explained.act, line.duty
    link = act_link(user, act, line.case, duty.subject, duty.rule) if act else None
    return Line(shown, WORDS[shown.kept], TONES[shown.kept], link)
