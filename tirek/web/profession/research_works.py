"""Anybody opens it to find research on the practice; the office, to keep it on record."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.profession.actions.research_works import enter_research_work, follow_research_work
from tirek.profession.enums import Degree
from tirek.profession.selectors.research_works import research_open, research_work_kept
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.learning_forms import FollowForm, WorkForm
from tirek.web.profession.public import PublicRequest, public
from tirek.web.profession.sessions_acting import LANGUAGES, done

A_PAGE = 20


@public
@require_safe
def open_research(request: PublicRequest) -> HttpResponse:
    """Theses and studies whose authors agreed to be found, by words and degree."""
    words = request.GET.get("words", "").strip()[:100]
    degree = request.GET.get("degree", "")
    degree = degree if degree in Degree.values else ""
    page = Paginator(research_open(words, degree), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "degree": degree, "degrees": Degree.choices}
    return render(request, "profession/research_open.html", context)


@desk("learning.approve")
def research_work_new(request: DeskRequest) -> HttpResponse:
    """Enter a thesis or study."""
    form = WorkForm(request.POST if request.method == "POST" else None, request.user)
    names = (
        "author", "institution", "degree", "leads", "ethics_body", "ethics_number", "ethics_on", "starts_on", "public",
    )  # fmt: skip
    if request.method == "POST" and done(
        request, form,
        lambda: enter_research_work(
            actor=request.user, unit=UUID(form.cleaned_data["unit"]), client_ref=client_ref(request),
            title=[form.cleaned_data[f"title_{code}"] for code in LANGUAGES],
            **{name: form.cleaned_data[name] for name in names},
        ),
        _("The work is on record."),
    ):  # fmt: skip
        return redirect("learning")
    context = {"form": form, "titles": [form[f"title_{code}"] for code in LANGUAGES]}
    return render(request, "profession/research_new.html", context, status=422 if form.is_bound else 200)


@desk("learning.approve")
def research_work(request: DeskRequest, work: UUID) -> HttpResponse:
    """What became of a thesis."""
    kept = research_work_kept(request.user, work)
    form = FollowForm(
        request.POST if request.method == "POST" else None,
        initial={"defended_on": kept.defended_on, "published_at": kept.published_at, "public": kept.public},
    )
    if request.method == "POST" and done(
        request, form,
        lambda: follow_research_work(
            actor=request.user, work=work, client_ref=client_ref(request),
            **{name: form.cleaned_data[name] for name in ("defended_on", "published_at", "public")},
        ),
        _("What became of the work is on record."),
    ):  # fmt: skip
        return redirect("learning")
    context = {"form": form, "work": kept}
    return render(request, "profession/research_work.html", context, status=422 if form.is_bound else 200)
