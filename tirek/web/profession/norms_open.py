"""Anybody opens it: which standard holds, what it asks and what changed; a draft to comment on, with no account."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.access.door import code_hash, new_code, with_code
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing
from tirek.profession.actions.norms import comment_on_draft
from tirek.profession.engine.norms import ClauseChange
from tirek.profession.enums import CommentAnswer, Sector
from tirek.profession.models import StandardVersion
from tirek.profession.selectors.norms import (
    NOTHING_THERE,
    comment_in_hand,
    comments_waiting,
    consultations,
    holding,
    in_order,
    open_comments,
    standard_seen,
    standards_seen,
    summary,
    takes_comments,
    version_seen,
    what_changed,
)
from tirek.web.desk import client_ref
from tirek.web.profession.norms_forms import CommentForm
from tirek.web.profession.norms_words import clauses_shown, state_word
from tirek.web.profession.public import PublicRequest, public
from tirek.web.profession.sessions_acting import done

CODE = re.compile(r"[2-9a-z]{24}")


@public
@require_safe
def open_norms(request: PublicRequest) -> HttpResponse:
    """The standards that hold, by sector, and the drafts open to comments."""
    day = today()
    sectors: dict[str, list[tuple[object, StandardVersion]]] = {}
    for standard in standards_seen():
        held = holding(standard.versions.all(), day)
        if held is not None:
            sectors.setdefault(str(Sector(standard.sector).label), []).append((standard, held))
    context = {"sectors": list(sectors.items()), "drafts": consultations(day)}
    return render(request, "profession/norm_open_list.html", context)


@public
@require_safe
def open_norm(request: PublicRequest, norm: str) -> HttpResponse:
    """The wording of a standard that holds today."""
    held = holding(standard_seen(norm).versions.all(), today())
    if held is None:
        raise Missing(NOTHING_THERE)
    return _version_page(request, version_seen(norm, held.number))


@public
@require_safe
def open_norm_version(request: PublicRequest, norm: str, number: int) -> HttpResponse:
    """One wording: a draft open to comments, one that holds, or an earlier one."""
    return _version_page(request, version_seen(norm, number))


def _version_page(request: PublicRequest, version: StandardVersion) -> HttpResponse:
    day = today()
    history = [(one, state_word(one, day)) for one in standard_seen(version.standard.code).versions.all()]
    before = next((one for one, _state in history if one.number < version.number and one.published_on), None)
    earlier = version_seen(version.standard.code, before.number) if before else None
    comments = open_comments(version) if version.comments_from else []
    numbers = {one.pk: one.number for one in version.clauses.all()}
    context = {
        "version": version,
        "state": state_word(version, day),
        "clauses": clauses_shown(in_order(version.clauses.all())),
        "history": history,
        "before": earlier,
        "changes": _changes(earlier, version),
        "takes_comments": takes_comments(version, day),
        "comments": [(one, numbers.get(one.clause_id or 0, "")) for one in comments],
        "summary": summary(comments),
        "waiting": comments_waiting(version) if version.comments_from else 0,
    }
    return render(request, "profession/norm_open.html", context)


def _changes(before: StandardVersion | None, after: StandardVersion) -> list[ClauseChange]:
    return what_changed(before, after) if before else []


@public
def open_norm_comment(request: PublicRequest, norm: str, number: int) -> HttpResponse:
    """Comment on a draft, as a whole or on a clause; the code to come back with is shown once it is sent."""
    version = version_seen(norm, number)
    if not takes_comments(version, today()):
        raise Missing(NOTHING_THERE)
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        in_order(version.clauses.all()),
        initial={"code": new_code(), "clause": request.GET.get("clause", "")},
    )
    code = request.POST.get("code", "")
    if not CODE.fullmatch(code):  # the code was drawn with the form, so that sending it twice opens one comment
        code = new_code()
    with with_code(code, request.actor):
        if request.method == "POST" and done(
            request, form,
            lambda: comment_on_draft(
                actor=request.actor, version=version.uuid, digest=code_hash(code), client_ref=client_ref(request),
                clause=UUID(form.cleaned_data["clause"]) if form.cleaned_data["clause"] else None,
                **{name: form.cleaned_data[name] for name in ("text", "author", "body", "named")},
            ),
            _("Your comment has arrived. Keep the address of this page: here you read the answer."),
        ):  # fmt: skip
            return redirect("open_comment", code)
    context = {"form": form, "version": version}
    return render(request, "profession/norm_open_comment.html", context, status=422 if form.is_bound else 200)


@public
@require_safe
def open_comment(request: PublicRequest, code: str) -> HttpResponse:
    """One's own comment, and the answer to it."""
    said = comment_in_hand(code_hash(code))
    context = {
        "said": said,
        "outcome": CommentAnswer(said.outcome).label,
        "link": request.build_absolute_uri(request.path),
    }
    return render(request, "profession/norm_open_said.html", context)
