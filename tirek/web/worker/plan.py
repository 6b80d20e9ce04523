"""The individual work plan: written with the family, agreed, sent to the supervisor, reviewed."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tirek.casework.actions import plans
from tirek.casework.enums import ApprovalKind, Part, PlanState
from tirek.casework.models import Case, Plan
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.casework.selectors.plans import agreed_plan, approval_of, plan_of_case, plan_versions
from tirek.kernel.clock import today
from tirek.kernel.intervals import add_months
from tirek.people.selectors.names import display_name
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.worker.acting import ActForm, ActPage, DayField, WordsField, act_page
from tirek.web.worker.plan_words import GoalsField, change_words, editor_setup, plan_value
from tirek.web.worker.wording import about_adult

#: The way of a version, as the strip above the page shows it.
WAY = ((PlanState.DRAFT, _("Written")), (PlanState.AGREED, _("Agreed with the family")),
       (PlanState.SUBMITTED, _("With the supervisor")), (PlanState.APPROVED, _("Approved")))  # fmt: skip


def way_of(plan: Plan | None, case: Case) -> list[tuple[Any, str]]:
    """How far the newest version has come; a returned one is to be written again."""
    adult = about_adult(programme_of(case))
    codes = [code for code, _word in WAY]
    at = codes.index(PlanState(plan.state)) if plan and plan.state in codes else 0
    at += at == len(codes) - 1  # nothing is left to do after the approval
    return [
        (_("Agreed with the client") if adult and code == PlanState.AGREED else word,
         "past" if step < at else "now" if step == at else "ahead")
        for step, (code, word) in enumerate(WAY)
    ]  # fmt: skip


class PlanForm(ActForm):
    """Goals with their steps, and when the plan is looked at again."""

    goals = GoalsField(label=_("Goals"))
    review_on = DayField(
        label=_("To be reviewed on"), required=False, help_text=_("When you look at the plan together again.")
    )
    on = DayField(label=_("Day"))


@desk("plan.write")
def write_plan(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write a new version of the plan; the earlier ones stay."""
    opened, language = case_seen(case), page_language()
    plan = plan_of_case(opened)

    def perform(values: dict[str, Any]) -> object:
        return plans.write_plan(actor=request.user, case=case, **values)

    page = ActPage(
        "write_plan", _("Individual work plan"), _("Save the plan"), _("The plan is saved as a new version."),
        icon="target", template="worker/plan.html",
    )  # fmt: skip
    more = {
        "plan": plan,
        "way": way_of(plan, opened),
        "approval": approval_of(plan) if plan else None,
        "setup": editor_setup(opened, request.user, language),
    }
    initial = {"goals": plan_value(plan), "review_on": plan.review_on if plan else add_months(today(), 3)}
    back = reverse("agree_plan", args=[case])
    return act_page(request, page, PlanForm, opened, perform, more=more, back=back, initial=initial)


class AgreementForm(ActForm):
    """Who of the family agreed, and what the child thinks."""

    agreed_with = forms.CharField(label=_("Who of the family agreed"), max_length=200)
    child_opinion = WordsField(
        label=_("What the child thinks"),
        help_text=_("In the child's own words; or why the child was not asked, for example the age."),
        required=False,
        rows=2,
    )
    on = DayField(label=_("Day"))

    def prepare(self) -> None:
        """The client, the mother or whoever stands first; the name may be changed. A child is asked where one is."""
        if not any(one.part == Part.CHILD for one in self.people):
            del self.fields["child_opinion"]
        if about_adult(self.pack):
            self.fields["agreed_with"].label = _("Who agreed")
        adult = next((one for one in self.people if one.part != Part.CHILD), None)
        if adult:
            self.fields["agreed_with"].initial = display_name(adult.person, self.language)


@desk("plan.write")
def agree_plan(request: DeskRequest, case: UUID) -> HttpResponse:
    """The family agrees to the newest draft."""
    opened = case_seen(case)
    plan = plan_of_case(opened)
    if plan is None or plan.state == PlanState.RETURNED:
        return redirect("write_plan", case)
    if plan.state != PlanState.DRAFT and request.method != "POST":
        return redirect("request_approval", case)

    def perform(values: dict[str, Any]) -> object:
        return plans.agree_plan(actor=request.user, plan=plan.uuid, **values)

    adult = about_adult(programme_of(opened))
    page = ActPage(
        "agree_plan",
        _("Agree the plan with the client") if adult else _("Agree the plan with the family"),
        _("Record the agreement"),
        _("The plan is agreed.") if adult else _("The family agreed to the plan."),
        icon="file-check",
        template="worker/plan_act.html",
    )
    back = reverse("request_approval", args=[case])
    return act_page(request, page, AgreementForm, opened, perform, more=_about(opened, plan), back=back)


class PlanRequestForm(ActForm):
    """A word to the supervisor."""

    request_note = WordsField(label=_("A word to the supervisor"), required=False, rows=3)
    on = DayField(label=_("Day"))


@desk("plan.write")
def request_approval(request: DeskRequest, case: UUID) -> HttpResponse:
    """Ask the supervisor to approve the agreed plan; afterwards the page shows the answer."""
    opened = case_seen(case)
    plan = plan_of_case(opened)
    if plan is None:
        return redirect("write_plan", case)

    def perform(values: dict[str, Any]) -> object:
        return plans.request_approval(actor=request.user, case=case, kind=ApprovalKind.PLAN, **values)

    page = ActPage(
        "request_plan_approval", _("Approval of the plan"), _("Ask the supervisor"),
        _("The supervisor is asked to approve the plan."), icon="send", template="worker/plan_act.html",
    )  # fmt: skip
    more = {**_about(opened, plan), "ready": plan.state == PlanState.AGREED}
    return act_page(request, page, PlanRequestForm, opened, perform, more=more)


class ReviewForm(ActForm):
    """What the review found."""

    result = WordsField(
        label=_("What the review found"),
        help_text=_("What was reached, what stays to be done, what they say themselves."),
    )
    on = DayField(label=_("Day"))


@desk("plan.write")
def review_plan(request: DeskRequest, case: UUID) -> HttpResponse:
    """The plan was looked at and stays as it is; what changes is written as a new version."""
    opened = case_seen(case)
    plan = agreed_plan(opened) or plan_of_case(opened)
    if plan is None:
        return redirect("write_plan", case)

    def perform(values: dict[str, Any]) -> object:
        return plans.review_plan(actor=request.user, case=case, **values)

    page = ActPage(
        "review_plan", _("Review the plan"), _("The plan stays as it is"), _("The review is recorded."),
        icon="refresh", template="worker/plan_act.html",
        intro=_("If goals, steps or dates change, write a new version instead."),
    )  # fmt: skip
    more = {**_about(opened, plan), "change": True, "ready": True}
    return act_page(request, page, ReviewForm, opened, perform, more=more)


def _about(case: Case, plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan,
        "way": way_of(plan, case),
        "approval": approval_of(plan),
        "ready": plan.state == PlanState.DRAFT,
    }


@desk("contact.record")
@require_safe
def versions(request: DeskRequest, case: UUID) -> HttpResponse:
    """Every version of the plan with what it changed and what the supervisor answered."""
    opened, language = case_seen(case), page_language()
    reading(request, opened, "plan")
    rows = plan_versions(opened)
    if not rows:
        messages.info(request, gettext("There is no plan yet."))
        return redirect("case_file", case)
    people = people_of_cases([opened.pk]).get(opened.pk, [])
    context = {
        "case": opened,
        "case_name": case_title(people, language) or opened.reference,
        "rows": [(row.plan, row.approval, [change_words(change) for change in row.changes]) for row in rows],
    }
    return render(request, "worker/plan_versions.html", context)
