"""The supervisor opens it once a week: which records may be one person written down twice?

Leaves with each pair answered, with a reason: the same, different, not sure. Nothing is joined without a person.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.duplicates import decide_duplicate
from tirek.people.enums import Decision, PairState
from tirek.people.models import DuplicateDecision
from tirek.people.selectors.duplicates import (
    PairShown,
    how_many,
    last_comparison,
    merge_of_pair,
    pair_seen,
    pairs_to_decide,
    persons_to_join,
    shown,
)
from tirek.people.selectors.record_words import FIELDS
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.evidence import meaning, probably, share, warnings
from tirek.web.inputs import show_problem
from tirek.web.supervisor.pair_pages import EMPTY, LISTS, columns, decision_lines, pair_lines, side_by_side, side_place

PAGE = 30


class DecisionForm(forms.Form):
    """Is it one person, and why."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label=gettext_lazy("Is it one person?"),
        choices=[
            (Decision.SAME.value, gettext_lazy("The same person")),
            (Decision.DIFFERENT.value, gettext_lazy("Different people")),
            (Decision.UNSURE.value, gettext_lazy("Not sure")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("What you looked at or whom you asked. It stays with the pair."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )


@desk("person.merge")
def duplicates(request: DeskRequest) -> HttpResponse:
    """The pairs of one list, the likeliest first."""
    kind = request.GET.get("list", "to_decide")
    kind = kind if kind in LISTS else "to_decide"
    counts = how_many(request.user)
    page = Paginator(pairs_to_decide(request.user, kind), PAGE).get_page(request.GET.get("page"))
    context = {
        "lines": pair_lines(shown(request.user, page.object_list)),
        "page": page,
        "kind": kind,
        "lists": [(code, word, counts[code]) for code, word in LISTS.items()],
        "empty_word": EMPTY[kind],
        "comparison": last_comparison(),
    }
    return render(request, "supervisor/duplicates.html", context)


@desk("person.merge")
def duplicate(request: DeskRequest, pair: UUID) -> HttpResponse:
    """One pair, field by field, and the decision."""
    [looked] = shown(request.user, [pair_seen(pair)])
    form = DecisionForm(request.POST or None, initial={"client_ref": new_uuid()})
    if request.method == "POST" and form.is_valid():
        try:
            decided = decide_duplicate(
                actor=request.user,
                pair=pair,
                decision=form.cleaned_data["decision"],
                reason=form.cleaned_data["reason"],
                client_ref=client_ref(request),
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            return _after(request, looked, decided)
    reading(request, looked.pair, "duplicate")
    status = 422 if request.method == "POST" else 200
    return render(request, "supervisor/duplicate.html", _context(looked, form), status=status)


def _after(request: DeskRequest, looked: PairShown, decided: DuplicateDecision) -> HttpResponse:
    if decided.decision == Decision.SAME and persons_to_join(looked.pair) is not None:
        messages.success(request, _("Recorded: the same person. Choose now what stays."))
        return redirect("merge_persons", looked.pair.uuid)
    said = {
        Decision.SAME: _("Recorded: the same person. The two are joined when the other unit says so too."),
        Decision.DIFFERENT: _("Recorded: different people. The pair is not asked about again."),
        Decision.UNSURE: _("Recorded: not sure. The pair stands in its own list."),
    }
    messages.success(request, said[Decision(decided.decision)])
    return redirect("duplicates")


def _context(looked: PairShown, form: DecisionForm) -> dict[str, Any]:
    pair = looked.pair
    tone, word = probably(pair.probability)
    merge = merge_of_pair(pair) if pair.state == PairState.MERGED else None
    return {
        "looked": looked,
        "pair": pair,
        "columns": columns(looked),
        "rows": side_by_side(looked),
        "tone": tone,
        "word": word,
        "share": share(pair.probability),
        "meaning": meaning(pair.probability),
        "warnings": warnings(pair.evidence),
        "decisions": decision_lines(looked),
        "waits_for": [side_place(side) for side in looked.sides if side.unit in looked.open_units and not side.mine],
        "hidden": [side for side in looked.sides if side.person is None],
        "merged": pair.state == PairState.MERGED,
        "merge": merge,
        "taken": [FIELDS[name] for name in merge.taken] if merge else [],
        "joinable": pair.state == PairState.SAME and persons_to_join(pair) is not None,
        "form": form,
    }
