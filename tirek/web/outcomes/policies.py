"""An analyst opens it once a year with the laws at hand, to answer what no case file can: is there a law, a licence.

Leaves with answers that name what they rest on.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.outcomes.actions.reference import answer_policy_question
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.definition import Indicator, Measure
from tirek.outcomes.enums import Answered
from tirek.outcomes.models import PolicyAnswer
from tirek.outcomes.selectors.reference import policy_answers
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import DayInput, show_problem


class AnswerForm(forms.Form):
    """The answer, and what it rests on."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Answered.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=gettext_lazy("What the answer rests on"),
        help_text=gettext_lazy("The law, the order or the document, with its number and article."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
    )
    on = forms.DateField(label=gettext_lazy("Holds on"), widget=DayInput)


@dataclass(frozen=True)
class Question:
    """A question of a checklist with its newest answer."""

    number: int
    text: str
    answer: PolicyAnswer | None


@desk("evidence.load")
@require_safe
def policies(request: DeskRequest) -> HttpResponse:
    """Every checklist on policy with the newest answers."""
    language = page_language()
    lists = []
    for one in indicators().values():
        if one.measure == Measure.CHECKLIST:
            answers = policy_answers(one.id)
            questions = [
                Question(number, text.say(language), answers.get(number)) for number, text in enumerate(one.questions)
            ]
            lists.append((one.id, one.title.say(language), questions))
    return render(request, "outcomes/policies.html", {"lists": lists})


@desk("evidence.load")
def policy_answer(request: DeskRequest, indicator: str, question: int) -> HttpResponse:
    """Answer one question."""
    checklist = _checklist(indicator, question)
    form = AnswerForm(request.POST or None, initial={"client_ref": new_uuid(), "on": today()})
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "client_ref"}
        try:
            answer_policy_question(
                actor=request.user, indicator=indicator, question=question, client_ref=client_ref(request), **values
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The answer is recorded; the earlier one stays on record."))
            return redirect("policies")
    language = page_language()
    context = {
        "form": form,
        "title": checklist.title.say(language),
        "question": checklist.questions[question].say(language),
        "before": policy_answers(indicator).get(question),
    }
    return render(request, "outcomes/policy_answer.html", context, status=422 if request.method == "POST" else 200)


def _checklist(indicator: str, question: int) -> Indicator:
    found = indicators().get(indicator)
    if found is None or found.measure != Measure.CHECKLIST or question >= len(found.questions):
        raise Missing(N_("There is no such record in what you may see."))
    return found
