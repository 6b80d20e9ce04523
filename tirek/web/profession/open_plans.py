"""A journalist, a member of parliament, a social worker opens it: who promised what, and where does it stand?

Leaves with the sentence on top, the item that is late, and its whole history; with no name of a person.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tirek.profession.selectors.plans import item_seen, plan_seen, plans
from tirek.web.profession.plans import compare_context, plan_context
from tirek.web.profession.plans_files import csv_answer
from tirek.web.profession.plans_items import item_context
from tirek.web.profession.plans_words import told
from tirek.web.profession.public import PublicRequest, public


@public
@require_safe
def open_plans(request: PublicRequest) -> HttpResponse:
    """Every public plan in one sentence."""
    lines = [(one.plan, told(one.progress)) for one in plans(public=True)]
    return render(request, "profession/plan_open_list.html", {"lines": lines})


@public
@require_safe
def open_plan(request: PublicRequest, plan: str) -> HttpResponse:
    """A plan: its items, who answers for them, where they stand."""
    found = plan_seen(code=plan, public=True)
    before = found.follows if found.follows and found.follows.public_since else None
    return render(request, "profession/plan_open.html", {**plan_context(request, found), "before": before})


@public
@require_safe
def open_plan_compare(request: PublicRequest, plan: str) -> HttpResponse:
    """A plan beside the one before it."""
    found = plan_seen(code=plan, public=True)
    return render(request, "profession/plan_compare.html", compare_context(found, public=True))


@public
@require_safe
def open_plan_file(request: PublicRequest, plan: str) -> HttpResponse:
    """The plan as a table."""
    return csv_answer(plan_seen(code=plan, public=True))


@public
@require_safe
def open_recommendation(request: PublicRequest, recommendation: UUID) -> HttpResponse:
    """One item with its history."""
    return render(
        request,
        "profession/recommendation_open.html",
        item_context(item_seen(recommendation, public=True), public=True),
    )
