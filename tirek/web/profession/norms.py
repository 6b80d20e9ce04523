"""The office opens it to write a standard, to lay a draft open, to answer comments and to publish."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing
from tirek.profession.actions.norms import (
    answer_comment,
    draft_version,
    leave_out_clause,
    open_consultation,
    publish_standard,
    write_clause,
    write_standard,
)
from tirek.profession.engine.norms import may_be_worded
from tirek.profession.models import Clause, StandardVersion
from tirek.profession.selectors.norms import (
    NOTHING_THERE,
    comment_seen,
    comments_to_answer,
    in_order,
    standard_seen,
    standards_kept,
    takes_comments,
    version_kept,
    version_seen,
)
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.norms_forms import AnswerForm, ClauseForm, ConsultationForm, PublishForm, StandardForm
from tirek.web.profession.norms_words import clauses_shown, state_word
from tirek.web.profession.sessions_acting import LANGUAGES, done, pressed


@desk("norm.publish")
@require_safe
def norms(request: DeskRequest) -> HttpResponse:
    """Every standard with its versions, and the comments that wait for an answer."""
    day = today()
    waiting = [one for one in comments_to_answer(request.user) if one.answered_on is None]
    kept = standards_kept(request.user)
    rows = [(one, [(version, state_word(version, day)) for version in one.versions.all()]) for one in kept]
    return render(request, "profession/norm_list.html", {"rows": rows, "waiting": waiting, "client_ref": new_uuid()})


@desk("norm.publish")
def norm_new(request: DeskRequest) -> HttpResponse:
    """Begin a standard."""
    form = StandardForm(request.POST if request.method == "POST" else None, request.user)
    made: list[StandardVersion] = []
    if request.method == "POST" and done(
        request, form,
        lambda: made.append(
            write_standard(
                actor=request.user, unit=UUID(form.cleaned_data["unit"]), code=form.cleaned_data["code"],
                sector=form.cleaned_data["sector"], title=_three(form, "title"),
                source=form.cleaned_data["source"], client_ref=client_ref(request),
            )
        ),
        _("The draft is there. Write its clauses now."),
    ):  # fmt: skip
        return redirect("norm_version", made[0].standard.code, made[0].number)
    titles = [form[f"title_{code}"] for code in LANGUAGES]
    context = {"form": form, "titles": titles}
    return render(request, "profession/norm_new.html", context, status=422 if form.is_bound else 200)


@desk("norm.publish")
@require_POST
def norm_draft(request: DeskRequest, norm: str) -> HttpResponse:
    """Begin the next wording of a standard."""
    standard = standard_seen(norm)
    made: list[StandardVersion] = []
    if pressed(
        request,
        lambda: made.append(draft_version(actor=request.user, standard=standard.uuid, client_ref=client_ref(request))),
        _("The draft begins as a copy of the last wording."),
    ):
        return redirect("norm_version", norm, made[0].number)
    return redirect("norms")


@desk("norm.publish")
def norm_version(request: DeskRequest, norm: str, number: int) -> HttpResponse:
    """A version with its clauses and comments; lay it open, publish it."""
    version = version_kept(request.user, version_seen(norm, number).uuid)
    said = request.POST if request.method == "POST" else None
    what = request.POST.get("do", "")
    opening = ConsultationForm(said if what == "open" else None, initial={"first_on": today()})
    publishing = PublishForm(said if what == "publish" else None, version)
    if said is not None and _moved(request, version, what, opening, publishing):
        return redirect("norm_version", norm, number)
    day = today()
    comments = [one for one in comments_to_answer(request.user) if one.version_id == version.pk]
    context = {
        "version": version,
        "state": state_word(version, day),
        "clauses": clauses_shown(in_order(version.clauses.all())),
        "worded": may_be_worded(version.state, version.comments_until, day),
        "takes_comments": takes_comments(version, day),
        "opening": opening,
        "publishing": publishing,
        "comments": comments,
        "waiting": sum(one.answered_on is None for one in comments),
    }
    return render(request, "profession/norm_version.html", context, status=422 if said is not None else 200)


def _moved(
    request: DeskRequest, version: StandardVersion, what: str, opening: ConsultationForm, publishing: PublishForm
) -> bool:
    """Lay the draft open or publish it, as the button says."""
    user, ref = request.user, client_ref(request)
    if what == "open":
        return done(
            request, opening,
            lambda: open_consultation(
                actor=user, version=version.uuid, first_on=opening.cleaned_data["first_on"],
                last_on=opening.cleaned_data["last_on"], client_ref=ref,
            ),
            _("The draft is open to everybody's comments."),
        )  # fmt: skip
    return done(
        request, publishing,
        lambda: publish_standard(
            actor=user, version=version.uuid, source=publishing.cleaned_data["source"],
            valid_from=publishing.cleaned_data["valid_from"], verified=publishing.cleaned_data["verified"],
            client_ref=ref,
        ),
        _("Published. This wording never changes again."),
    )  # fmt: skip


@desk("norm.publish")
def norm_clause(request: DeskRequest, norm: str, number: int, clause: UUID | None = None) -> HttpResponse:
    """Write a clause of a draft, or take it out again."""
    version = version_kept(request.user, version_seen(norm, number).uuid)
    written = _clause(version, clause)
    if request.method == "POST" and written and request.POST.get("do") == "leave_out":
        pressed(
            request,
            lambda: leave_out_clause(
                actor=request.user, version=version.uuid, clause=written.uuid, client_ref=client_ref(request)
            ),
            _("The clause is out of the draft."),
        )
        return redirect("norm_version", norm, number)
    form = ClauseForm(request.POST if request.method == "POST" else None, written)
    if request.method == "POST" and done(
        request, form,
        lambda: write_clause(
            actor=request.user, version=version.uuid, clause=clause, text=_three(form, "text"),
            client_ref=client_ref(request),
            level=form.cleaned_data["level"] or 0,
            **{
                name: form.cleaned_data[name]
                for name in ("number", "kind", "competence", "cadres", "rules", "courses")
            },
        ),
        _("The clause is written."),
    ):  # fmt: skip
        return redirect("norm_version", norm, number)
    context = {
        "form": form, "version": version, "clause": written, "texts": [form[f"text_{code}"] for code in LANGUAGES],
        "client_ref": new_uuid(),
    }  # fmt: skip
    return render(request, "profession/norm_clause.html", context, status=422 if form.is_bound else 200)


@desk("norm.publish")
def norm_comment(request: DeskRequest, comment: UUID) -> HttpResponse:
    """Answer a comment."""
    said = comment_seen(request.user, comment)
    initial = {"outcome": said.outcome, "answer": said.answer, "withheld": said.withheld} if said.answered_on else {}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and done(
        request, form,
        lambda: answer_comment(
            actor=request.user, comment=comment, outcome=form.cleaned_data["outcome"],
            answer=form.cleaned_data["answer"], withheld=form.cleaned_data["withheld"], client_ref=client_ref(request),
        ),
        _("Answered. Everybody reads the comment and the answer now."),
    ):  # fmt: skip
        return redirect("norm_version", said.version.standard.code, said.version.number)
    context = {"said": said, "form": form}
    return render(request, "profession/norm_comment.html", context, status=422 if form.is_bound else 200)


def _clause(version: StandardVersion, clause: UUID | None) -> Clause | None:
    if clause is None:
        return None
    found = next((one for one in version.clauses.all() if one.uuid == clause), None)
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def _three(form: StandardForm | ClauseForm, name: str) -> list[str]:
    return [form.cleaned_data[f"{name}_{code}"] for code in LANGUAGES]
