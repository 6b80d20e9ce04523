"""The office of the association opens it before a meeting: who owes what by when, and what is late.

Leaves with a plan begun, corrected, shown to everybody or taken back, or with the item that has to be asked after.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tirek.access.models import User
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.plans import LANGUAGES, correct_plan, make_plan, show_plan
from tirek.profession.engine.plans import Standing
from tirek.profession.engine.plans import progress as summed
from tirek.profession.enums import PlanKind
from tirek.profession.models import ActionPlan
from tirek.profession.selectors.plans import Choice, chosen, comparison, items_of, keeps, offices, plan_seen, plans
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import DayInput, show_problem, worded
from tirek.web.profession.plans_words import FATES, STANDINGS, told


class PlanForm(forms.Form):
    """What a plan is, in three languages."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Office that keeps it"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=PlanKind.choices)
    title_kk = forms.CharField(label=gettext_lazy("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=gettext_lazy("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300)
    source = forms.CharField(
        label=gettext_lazy("Where it comes from"),
        help_text=gettext_lazy("The meeting, order or document, with its number and day."),
        max_length=300,
    )
    verified = forms.BooleanField(label=gettext_lazy("Compared with the document"), required=False)
    starts_on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    ends_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput)
    follows = forms.ChoiceField(
        label=gettext_lazy("The plan before it"),
        help_text=gettext_lazy("So that both can be compared."),
        required=False,
    )

    def __init__(self, *args: Any, actor: User, plan: ActionPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one.plan for one in plans(public=False) if plan is None or one.plan.pk != plan.pk]
        self.fields["follows"].choices = [("", "—"), *((str(one.uuid), one.title) for one in others)]  # type: ignore[attr-defined]
        if plan is None:
            self.fields["unit"].choices = [(str(one.uuid), str(one)) for one in offices(actor)]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"], self.fields["kind"]

    @property
    def act_values(self) -> dict[str, Any]:
        """What the act is asked with."""
        said = self.cleaned_data
        values = {name: said[name] for name in ("source", "verified", "starts_on", "ends_on")}
        return {
            **values,
            "titles": {language: said[f"title_{language}"] for language in LANGUAGES},
            "follows": UUID(said["follows"]) if said["follows"] else None,
        }


@desk("recommendation.keep")
@require_safe
def plan_list(request: DeskRequest) -> HttpResponse:
    """Every plan one may see: one's own office's first, each in one sentence."""
    lines = [(one, told(one.progress), keeps(request.user, one.plan)) for one in plans(public=False)]
    return render(
        request,
        "profession/plan_list.html",
        {"own": [line for line in lines if line[2]], "others": [line for line in lines if not line[2]]},
    )


@desk("recommendation.keep")
def plan_make(request: DeskRequest) -> HttpResponse:
    """Begin a plan."""
    form = PlanForm(request.POST or None, actor=request.user, initial={"client_ref": new_uuid()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            plan = make_plan(
                actor=request.user,
                unit=UUID(said["unit"]),
                kind=said["kind"],
                client_ref=client_ref(request),
                **form.act_values,
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The plan is there. Now its items: one by one, or from a spreadsheet."))
            return redirect("action_plan", plan.uuid)
    return _form(request, form, None)


@desk("recommendation.keep")
def plan_correct(request: DeskRequest, plan: UUID) -> HttpResponse:
    """Correct what a plan is called and where it comes from."""
    kept = _own(request, plan)
    names = ("title_kk", "title_ru", "title_en", "source", "verified", "starts_on", "ends_on")
    initial: dict[str, Any] = {name: getattr(kept, name) for name in names}
    initial |= {"client_ref": new_uuid(), "follows": str(kept.follows.uuid) if kept.follows else ""}
    form = PlanForm(request.POST or None, actor=request.user, plan=kept, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            correct_plan(actor=request.user, plan=plan, client_ref=client_ref(request), **form.act_values)
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The plan is corrected."))
            return redirect("action_plan", plan)
    return _form(request, form, kept)


def _form(request: DeskRequest, form: PlanForm, plan: ActionPlan | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "profession/plan_form.html", {"form": form, "plan": plan}, status=status)


def _own(request: DeskRequest, plan: UUID) -> ActionPlan:
    """A plan the actor keeps; for everybody else it does not exist here."""
    kept = plan_seen(uuid=plan)
    if not keeps(request.user, kept):
        raise Missing("There is no such record in what you may see.")
    return kept


@desk("profession.view")
@require_safe
def action_plan(request: DeskRequest, plan: UUID) -> HttpResponse:
    """A plan at a desk: its items with where they stand, and what the office may do."""
    found = plan_seen(uuid=plan)
    return render(
        request,
        "profession/plan_desk.html",
        {**plan_context(request, found), "keeps": keeps(request.user, found), "reference": new_uuid()},
    )


@desk("recommendation.keep")
@require_POST
def plan_show(request: DeskRequest, plan: UUID) -> HttpResponse:
    """Show a plan to everybody, or take it back."""
    public = request.POST.get("public") == "yes"
    try:
        show_plan(actor=request.user, plan=plan, public=public, client_ref=client_ref(request))
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.error(request, worded(problem))
    else:
        messages.success(request, _("Everybody sees the plan now.") if public else _("The plan is no longer public."))
    return redirect("action_plan", plan)


@desk("profession.view")
@require_safe
def plan_compare(request: DeskRequest, plan: UUID) -> HttpResponse:
    """A plan beside the one before it."""
    found = plan_seen(uuid=plan)
    return render(request, "profession/plan_compare.html", compare_context(found, public=False))


def plan_context(request: Any, plan: ActionPlan) -> dict[str, Any]:
    """What a page of a plan shows: the sentence on top, the choices, the items chosen."""
    items = items_of(plan)
    asked = Choice(*(request.GET.get(name, "")[:200] for name in ("owner", "state", "target")))
    return {
        "plan": plan,
        "told": told(summed(one.standing for one in items)),
        "items": [(one.item, STANDINGS[one.standing]) for one in chosen(items, asked)],
        "count": len(items),
        "asked": asked,
        "narrowed": bool(asked.owner or asked.standing or asked.target),
        "owners": sorted({one.item.owner for one in items if one.item.owner}),
        "targets": sorted({one.item.target for one in items if one.item.target}),
        "standings": [(one.value, STANDINGS[one][2]) for one in Standing],
    }


def compare_context(plan: ActionPlan, *, public: bool) -> dict[str, Any]:
    """What the page of a comparison shows."""
    lines = comparison(plan, public=public)
    counts = [(badge, sum(one.fate == fate for one in lines)) for fate, badge in FATES.items()]
    return {
        "plan": plan,
        "lines": [(one, FATES[one.fate]) for one in lines],
        "counts": [(badge, count) for badge, count in counts if count],
        "public": public,
    }
