"""An official opens it with a question of a deputy in hand: what did we promise, where does it stand, what do I report.

The office writes down, adopts, corrects; whoever answers reports. Leaves with one more line in the history of an item.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.access.policy import holds
from tirek.access.selectors.staff import units_of_users
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.profession.actions.plans import LANGUAGES, adopt_recommendation, propose_recommendation
from tirek.profession.actions.plans_reports import correct_recommendation, report_for_owner, report_recommendation
from tirek.profession.engine.plans import OPEN
from tirek.profession.models import ActionPlan, Recommendation
from tirek.profession.selectors.plans import (
    Item,
    followers,
    history,
    item_seen,
    items_of,
    keeps,
    my_items,
    officials,
    plan_seen,
)
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import DayInput, show_problem
from tirek.web.profession.plans_words import (
    STANDINGS,
    indicator_choices,
    indicator_title,
    newest_figure,
    target_title,
    targets,
    told_history,
)

_NOTHING = N_("There is no such record in what you may see.")


def _reporters() -> list[tuple[str, str]]:
    users = list(officials())
    units = units_of_users(user.pk for user in users)
    return [("", "—"), *((str(user.uuid), f"{user}, {units[user.pk].organisation.name}") for user in users)]


class ItemForm(forms.Form):
    """What an item says, and by what it will be shown."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(
        label=gettext_lazy("Number"), help_text=gettext_lazy("Empty: the next one."), max_length=12, required=False
    )
    text_kk = forms.CharField(
        label=gettext_lazy("Text in Kazakh"), widget=forms.Textarea({"rows": 2}), max_length=4000, required=False
    )
    text_ru = forms.CharField(
        label=gettext_lazy("Text in Russian"), widget=forms.Textarea({"rows": 2}), max_length=4000, required=False
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        help_text=gettext_lazy("One language is enough for a proposal; adoption asks for two."),
        widget=forms.Textarea({"rows": 2}),
        max_length=4000,
        required=False,
    )
    owner = forms.CharField(
        label=gettext_lazy("Who answers for it"),
        help_text=gettext_lazy("A body, not a person."),
        max_length=200,
        required=False,
    )
    answers = forms.ChoiceField(label=gettext_lazy("Who reports"), required=False)
    partners = forms.CharField(
        label=gettext_lazy("Partners"),
        help_text=gettext_lazy("One a line."),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
    )
    target = forms.ChoiceField(label=gettext_lazy("SDG target"), required=False)
    indicator = forms.ChoiceField(
        label=gettext_lazy("Indicator that Tirek computes"),
        help_text=gettext_lazy("Its newest figure stands beside the item, for those who may see figures."),
        required=False,
    )
    shown_by = forms.CharField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy("An order, a course, a number: by what anybody can tell that it is done."),
        max_length=300,
        required=False,
    )
    due_on = forms.DateField(label=gettext_lazy("Due"), widget=DayInput, required=False)
    follows = forms.ChoiceField(label=gettext_lazy("Goes on from"), required=False)

    def __init__(self, *args: Any, plan: ActionPlan, item: Recommendation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[Any]] = {
            "answers": _reporters(),
            "target": [("", "—"), *targets()],
            "indicator": [("", "—"), *indicator_choices()],
        }
        if item is not None or plan.follows is None:
            del self.fields["follows"]
        else:
            before = [(str(one.item.uuid), str(one.item)) for one in items_of(plan.follows)]
            choices["follows"] = [("", gettext_lazy("nothing: it is new")), *before]
        if item is not None:
            del self.fields["number"]
            if item.state != "proposed":
                del self.fields["due_on"]
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    @property
    def act_values(self) -> dict[str, Any]:
        """What the act is asked with."""
        said = self.cleaned_data
        values = {name: said[name] for name in ("owner", "target", "indicator", "shown_by")}
        values |= {name: said[name] for name in ("number", "due_on") if name in said}
        if said.get("follows"):
            values["follows"] = UUID(said["follows"])
        return {
            **values,
            "texts": {language: said[f"text_{language}"] for language in LANGUAGES},
            "answers": UUID(said["answers"]) if said["answers"] else None,
            "partners": said["partners"].splitlines(),
        }


class AdoptForm(forms.Form):
    """By whom, until when, who reports."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    owner = forms.CharField(
        label=gettext_lazy("Who answers for it"), help_text=gettext_lazy("A body, not a person."), max_length=200
    )
    due_on = forms.DateField(label=gettext_lazy("Due"), widget=DayInput)
    answers = forms.ChoiceField(label=gettext_lazy("Who reports"), required=False)
    on = forms.DateField(label=gettext_lazy("Adopted on"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answers"].choices = _reporters()  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """Where it stands, what was done, where that can be seen."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=gettext_lazy("Where it stands"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("What was done, or why not"),
        help_text=gettext_lazy("Everybody reads it once the plan is public. No names of clients."),
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
    )
    evidence = forms.URLField(
        label=gettext_lazy("Where it can be seen"),
        help_text=gettext_lazy("An address: of the order, the course, the report."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    value = forms.DecimalField(
        label=gettext_lazy("Value reached"), max_digits=14, decimal_places=2, required=False, localize=True
    )
    due_on = forms.DateField(
        label=gettext_lazy("New day, if the old one can't be kept"),
        help_text=gettext_lazy("The old day stays in the history."),
        widget=DayInput,
        required=False,
    )
    on = forms.DateField(label=gettext_lazy("Holds on"), widget=DayInput)

    def __init__(self, *args: Any, states: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(code, STANDINGS[code][2]) for code in states]  # type: ignore[attr-defined]


@desk("recommendation.report")
@require_safe
def my_recommendations(request: DeskRequest) -> HttpResponse:
    """What somebody answers for: late and near first."""
    items = [(one.item, STANDINGS[one.standing]) for one in my_items(request.user)]
    return render(
        request,
        "profession/recommendation_mine.html",
        {
            "open": [one for one in items if one[0].state in OPEN],
            "over": [one for one in items if one[0].state not in OPEN],
        },
    )


@desk("profession.view")
@require_safe
def recommendation(request: DeskRequest, recommendation: UUID) -> HttpResponse:
    """One item with its history, and the newest figure of its indicator for who may see figures."""
    found = item_seen(recommendation)
    context = {
        **item_context(found, public=False),
        "figure": newest_figure(request.user, found.item.indicator) if found.item.indicator else None,
        "sees_figures": holds(request.user, "evidence.view"),
        "keeps": keeps(request.user, found.item.plan),
        "reports": _may_report(request, found.item),
    }
    return render(request, "profession/recommendation_desk.html", context)


def item_context(found: Item, *, public: bool) -> dict[str, Any]:
    """What a page of an item shows, to whomever."""
    item = found.item
    after = followers(item).filter(plan__public_since__isnull=False) if public else followers(item)
    before = item.follows if item.follows and (not public or item.follows.plan.public_since) else None
    return {
        "item": item,
        "plan": item.plan,
        "badge": STANDINGS[found.standing],
        "standing": found.standing,
        "history": told_history(history(item)),
        "target_title": target_title(item.target),
        "indicator_title": indicator_title(item.indicator) if item.indicator else "",
        "before": before,
        "after": list(after),
        "public": public,
    }


def _may_report(request: DeskRequest, item: Recommendation) -> bool:
    own = item.answers_id == request.user.pk and holds(request.user, "recommendation.report")
    return own and item.state in (*OPEN, "done")


@desk("recommendation.keep")
def recommendation_propose(request: DeskRequest, plan: UUID) -> HttpResponse:
    """Write an item into a plan."""
    kept = plan_seen(uuid=plan)
    _kept(request, kept)
    form = ItemForm(request.POST or None, plan=kept, initial={"client_ref": new_uuid()})

    def act() -> Recommendation:
        return propose_recommendation(actor=request.user, plan=plan, client_ref=client_ref(request), **form.act_values)

    return _acted(request, form, act, _("Write an item down"), _("It stands in the plan as a proposal."), plan=kept)


@desk("recommendation.keep")
def recommendation_correct(request: DeskRequest, recommendation: UUID) -> HttpResponse:
    """Correct what an item says; what stood there stays in its history."""
    item = _own_item(request, recommendation)
    names = ("text_kk", "text_ru", "text_en", "owner", "target", "indicator", "shown_by", "due_on")
    initial: dict[str, Any] = {name: getattr(item, name) for name in names}
    initial |= {
        "client_ref": new_uuid(),
        "partners": "\n".join(item.partners),
        "answers": str(item.answers.uuid) if item.answers else "",
    }
    form = ItemForm(request.POST or None, plan=item.plan, item=item, initial=initial)

    def act() -> Recommendation:
        return correct_recommendation(
            actor=request.user, recommendation=recommendation, client_ref=client_ref(request), **form.act_values
        )

    return _acted(request, form, act, _("Correct the item"), _("The item is corrected."), plan=item.plan, item=item)


@desk("recommendation.keep")
def recommendation_adopt(request: DeskRequest, recommendation: UUID) -> HttpResponse:
    """Adopt a recommendation: owner, day, who reports."""
    item = _own_item(request, recommendation)
    initial = {
        "client_ref": new_uuid(),
        "owner": item.owner,
        "due_on": item.due_on,
        "answers": str(item.answers.uuid) if item.answers else "",
        "on": today(),
    }
    form = AdoptForm(request.POST or None, initial=initial)

    def act() -> Recommendation:
        said = form.cleaned_data
        return adopt_recommendation(
            actor=request.user,
            recommendation=recommendation,
            owner=said["owner"],
            due_on=said["due_on"],
            on=said["on"],
            answers=UUID(said["answers"]) if said["answers"] else None,
            client_ref=client_ref(request),
        )

    title = _("Adopt the recommendation")
    return _acted(request, form, act, title, _("The recommendation is adopted."), plan=item.plan, item=item)


@desk("profession.view")
def recommendation_report(request: DeskRequest, recommendation: UUID) -> HttpResponse:
    """Report on an item: whoever answers for it, or the office in their place."""
    item = item_seen(recommendation).item
    own = _may_report(request, item)
    if not own:
        _kept(request, item.plan)
    states = ["running", "done"] if own else ["running", "done", "dropped"]
    if item.state == "proposed":
        states = ["dropped"]
    initial = {"client_ref": new_uuid(), "on": today(), "state": item.state if item.state in states else states[0]}
    form = ReportForm(request.POST or None, states=states, initial=initial)

    def act() -> Recommendation:
        perform = report_recommendation if own else report_for_owner
        values = {name: value for name, value in form.cleaned_data.items() if name != "client_ref"}
        made = perform(actor=request.user, recommendation=recommendation, client_ref=client_ref(request), **values)
        return made.recommendation

    return _acted(request, form, act, _("Report"), _("The report is in the history."), plan=item.plan, item=item)


def _kept(request: DeskRequest, plan: ActionPlan) -> None:
    if not keeps(request.user, plan):
        raise Missing(_NOTHING)


def _own_item(request: DeskRequest, recommendation: UUID) -> Recommendation:
    item = item_seen(recommendation).item
    _kept(request, item.plan)
    return item


def _acted(
    request: DeskRequest,
    form: forms.Form,
    act: Any,
    title: str | Promise,
    said: str,
    *,
    plan: ActionPlan,
    item: Recommendation | None = None,
) -> HttpResponse:
    """Draw the form; on sending, do the act and open the item."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, said)
            return redirect("recommendation", made.uuid)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "plan": plan, "item": item, "title": title}
    return render(request, "profession/recommendation_form.html", context, status=status)
