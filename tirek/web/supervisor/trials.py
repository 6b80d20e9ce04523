"""Opened when a rule is to change: how many of our past cases would it have caught, and which?

Leaves with a number to argue about, before anybody is held to it. It looks at cases, never at who led them.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.casework.actions.trials import try_standard
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.casework.selectors.trials import (
    CaughtCase,
    RuleTried,
    cases_to_try,
    own_draft,
    own_trial,
    own_trials,
    rules_of_draft,
    try_rules,
)
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.intervals import add_months
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.programmes.engine.draft_rules import DraftProblem, written
from tirek.programmes.selectors.packs import pack, packs
from tirek.standards.engine.trial import Tried, Verdict
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import DayInput, show_problem

SHOWN = 100
EARLIER = 10
YEARS = 3

#: How cases stand, in the order of the table, with the tone of the word.
STANDS: dict[str, tuple[str | Promise, str]] = {
    "applicable": (gettext_lazy("The rule applies"), ""),
    Verdict.IN_TIME: (gettext_lazy("Kept in time"), "green"),
    Verdict.AHEAD: (gettext_lazy("Still in time"), "blue"),
    Verdict.LATE: (gettext_lazy("Done late"), "amber"),
    Verdict.BROKEN: (gettext_lazy("Not done"), "red"),
    Verdict.LAPSED: (gettext_lazy("Case closed before"), "plain"),
    Verdict.NOT_APPLICABLE: (gettext_lazy("Does not apply"), "plain"),
    "caught": (gettext_lazy("Caught"), ""),
}


class TrialForm(forms.Form):
    """A draft, and the cases it is tried on."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    opened_from = forms.DateField(label=gettext_lazy("Cases opened from"), widget=DayInput)
    opened_until = forms.DateField(label=gettext_lazy("Cases opened until"), widget=DayInput)
    title = forms.CharField(
        label=gettext_lazy("What the draft is called"),
        help_text=gettext_lazy("So that you find it again. Without a title it goes by the numbers of its rules."),
        max_length=200,
        required=False,
    )
    start_from = forms.ChoiceField(label=gettext_lazy("Start from a rule of the programmes"), required=False)
    text = forms.CharField(
        label=gettext_lazy("The draft"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "font-monospace", "spellcheck": "false", "wrap": "off"}),
        error_messages={"required": gettext_lazy("Write at least one rule, or start from a rule of the programme.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = page_language()
        known = packs()
        self.fields["programme"].choices = [(one.code, one.pack.title.say(language)) for one in known]  # type: ignore[attr-defined]
        self.fields["start_from"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a rule")),
            *(
                (
                    one.pack.title.say(language),
                    [(f"{one.code}/{rule.id}", f"{rule.id} · {rule.title.say(language)}") for rule in one.rules],
                )
                for one in known
            ),
        ]


@dataclass(frozen=True)
class Cell:
    """A count of the draft; ``before`` is what the adopted rule of the same number counts."""

    label: str | Promise
    n: int
    before: int | None


@dataclass(frozen=True)
class Line:
    """A case that was caught: how by the draft, and how by the adopted rule."""

    row: CaughtCase
    title: str
    draft: tuple[str | Promise, str]
    adopted: tuple[str | Promise, str] | None
    fresh: bool


@dataclass(frozen=True)
class RuleShown:
    """One rule of the draft on the page."""

    id: str
    title: str
    cells: list[Cell]
    compared: bool
    lines: list[Line]
    caught: int


@desk("standard.try")
def try_page(request: DeskRequest) -> HttpResponse:
    """The form, what was tried before; a draft that can't be read comes back as it was typed."""
    form = TrialForm(initial=_initial(request))
    mistakes: list[tuple[str, str]] = []
    if request.POST.get("do") == "fill":
        form = TrialForm(initial=_filled(request.POST))
    elif request.method == "POST":
        form = TrialForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        asked = {name: said[name] for name in ("programme", "title", "text", "opened_from", "opened_until")}
        try:
            trial = try_standard(actor=request.user, **asked, on=today(), client_ref=client_ref(request))
        except DraftProblem as problem:
            mistakes = [
                (one.place, _(one.message) % one.values if one.values else _(one.message)) for one in problem.mistakes
            ]
            form.add_error("text", _("The draft can't be read yet. Nothing of it was lost."))
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            return redirect("standard_trial", trial.uuid)
    earlier = own_trials(request.user)[:EARLIER]
    context = {"form": form, "mistakes": mistakes, "earlier": earlier}
    return render(request, "supervisor/trial_form.html", context, status=422 if form.is_bound else 200)


@desk("standard.try")
@require_safe
def trial_page(request: DeskRequest, trial: UUID) -> HttpResponse:
    """What a trial counted, and the cases it caught, each asked anew through row security."""
    done = own_trial(request.user, trial)
    draft, language = done.draft, page_language()
    cases = cases_to_try(request.user, draft.programme, done.opened_from, done.opened_until)
    looked_at, found = try_rules(cases, draft.programme, rules_of_draft(draft.programme, draft.text), done.on)
    titles = people_of_cases({row.case.pk for one in found for row in _shown(one)}, for_title=True)
    names = {key: case_title(people, language) for key, people in titles.items()}
    context = {
        "trial": done,
        "programme": pack(draft.programme).pack.title.say(language),
        "looked_at": looked_at,
        "kept": done.counts,
        "differs": done.counts != {"cases": looked_at, "rules": [one.as_kept() for one in found]},
        "rules": [_rule_shown(one, names, language) for one in found],
        "shown": SHOWN,
    }
    return render(request, "supervisor/trial.html", context)


def _initial(request: DeskRequest) -> dict[str, Any]:
    """An empty draft over the last three years, or an earlier one to go on from."""
    day = today()
    initial = {"client_ref": new_uuid(), "opened_from": add_months(day, -12 * YEARS), "opened_until": day}
    try:
        draft = own_draft(request.user, UUID(request.GET.get("draft", "")))
    except ValueError:
        return initial
    if draft is not None:
        initial |= {"programme": draft.programme, "title": draft.title, "text": draft.text}
    return initial


def _filled(data: QueryDict) -> dict[str, Any]:
    """What was typed, with the chosen rule of a programme written beneath it."""
    typed: dict[str, Any] = {name: data.get(name, "") for name in TrialForm.base_fields}
    programme, _sep, number = typed["start_from"].partition("/")
    rules = [rule for one in packs() if one.code == programme for rule in one.rules if rule.id == number]
    for rule in rules:
        before = typed["text"].rstrip()
        typed |= {"text": f"{before}\n\n{written(rule)}" if before else written(rule), "programme": programme}
    return {**typed, "start_from": ""}


def _rule_shown(one: RuleTried, names: dict[int, str], language: str) -> RuleShown:
    cells = [
        Cell(label, one.counts[name], one.adopted[name] if one.adopted is not None else None)
        for name, (label, _tone) in STANDS.items()
    ]
    lines = [
        Line(
            row=row,
            title=names.get(row.case.pk) or row.case.reference,
            draft=_stands(row.draft),
            adopted=_stands(row.adopted) if row.adopted else None,
            fresh=row.adopted is not None and row.draft.caught != row.adopted.caught,
        )
        for row in _shown(one)
    ]
    title = one.rule.words["title"][language]
    return RuleShown(one.rule.id, title, cells, one.adopted is not None, lines, len(one.cases))


def _stands(one: Tried) -> tuple[str | Promise, str]:
    return STANDS[one.verdict]


def _shown(one: RuleTried) -> list[CaughtCase]:
    """The cases of which the draft and the adopted rule think differently first, then by the day of opening."""

    def place(row: CaughtCase) -> tuple[bool, Any, int]:
        same = row.adopted is None or row.draft.caught == row.adopted.caught
        return same, row.case.opened_on, row.case.pk

    return sorted(one.cases, key=place)[:SHOWN]
