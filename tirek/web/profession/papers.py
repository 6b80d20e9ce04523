"""Papers: the organiser sees who reviews what and decides; a reviewer reads without the author's name and scores."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tirek.access.models import User
from tirek.profession.actions.papers import assign_reviewer, decide_paper, review_paper
from tirek.profession.engine.sessions import CRITERIA, SCORES
from tirek.profession.enums import PaperKind, PaperState
from tirek.profession.models import CapacitySession, Paper
from tirek.profession.selectors.papers import (
    own_review,
    own_reviews,
    paper_held,
    papers_of_session,
    reviewers,
    score_of,
)
from tirek.profession.selectors.sessions import session_held
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.sessions_acting import SessionForm, done

#: How the state of a paper is shown: a code of the words of states, the word itself from the list.
STATES = {
    "submitted": "waiting", "review": "in_progress", "accepted": "approved", "declined": "refused",
    "withdrawn": "cancelled",
}  # fmt: skip
CRITERIA_WORDS = {
    "practice": gettext_lazy("Use for practice"),
    "method": gettext_lazy("Soundness: what it rests on"),
    "care": gettext_lazy("Care for the people it speaks of"),
    "clarity": gettext_lazy("Clarity"),
}
POINTS = [(str(points), str(points)) for points in SCORES]


class AssignForm(SessionForm):
    """Who is asked to review."""

    reviewer = forms.ChoiceField(label=gettext_lazy("Reviewer"))

    def __init__(self, data: Any, people: list[User]) -> None:
        super().__init__(data)
        self.fields["reviewer"].choices = [(str(one.uuid), str(one)) for one in people]  # type: ignore[attr-defined]


class DecisionForm(SessionForm):
    """Accepted or not, and a word to the author."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("accept", gettext_lazy("Accept")), ("decline", gettext_lazy("Do not accept"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("A word to the author"),
        help_text=gettext_lazy("The author reads it, with what the reviewers say to the author."),
        widget=forms.Textarea({"rows": 4}),
    )


class ReviewForm(SessionForm):
    """Points on four criteria, a recommendation, a word to the author and one to the organiser alone."""

    accept = forms.ChoiceField(
        label=gettext_lazy("Should it be accepted?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    to_author = forms.CharField(
        label=gettext_lazy("To the author"),
        help_text=gettext_lazy("Read after the decision, without your name."),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    to_organiser = forms.CharField(
        label=gettext_lazy("To the organiser alone"),
        help_text=gettext_lazy("For example: a client could be recognised."),
        widget=forms.Textarea({"rows": 2}),
        required=False,
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        points = {
            name: forms.ChoiceField(label=word, choices=POINTS, widget=forms.RadioSelect)
            for name, word in CRITERIA_WORDS.items()
        }
        self.fields = {"client_ref": self.fields["client_ref"], **points, **self.fields}


@desk("session.hold")
@require_safe
def session_papers(request: DeskRequest, session: str) -> HttpResponse:
    """What was offered to a session: who reviews it, what they say, what is decided."""
    held = session_held(request.user, session)
    rows = [
        (paper, PaperKind(paper.kind).label, PaperState(paper.state).label, STATES[paper.state], score_of(paper))
        for paper in papers_of_session(held)
    ]
    return render(request, "profession/paper_list.html", {"session": held, "rows": rows})


@desk("session.hold")
@require_safe
def session_paper(request: DeskRequest, session: str, paper: UUID) -> HttpResponse:
    """One paper with its reviews."""
    held = session_held(request.user, session)
    return _paper(request, held, paper_held(held, paper))


@desk("session.hold")
@require_POST
def paper_assign(request: DeskRequest, session: str, paper: UUID) -> HttpResponse:
    """Ask somebody to review it."""
    held = session_held(request.user, session)
    offered = paper_held(held, paper)
    form = AssignForm(request.POST, reviewers())

    def assign() -> None:
        assign_reviewer(
            actor=request.user, session=session, paper=paper, reviewer=UUID(form.cleaned_data["reviewer"]),
            client_ref=client_ref(request),
        )  # fmt: skip

    if done(request, form, assign, _("The reviewer finds the paper under “Papers to review”.")):
        return redirect("session_paper", session, paper)
    return _paper(request, held, offered, status=422, assign=form)


@desk("session.hold")
@require_POST
def paper_decide(request: DeskRequest, session: str, paper: UUID) -> HttpResponse:
    """Accept it or not."""
    held = session_held(request.user, session)
    offered = paper_held(held, paper)
    form = DecisionForm(request.POST)

    def decide() -> None:
        decide_paper(
            actor=request.user, session=session, paper=paper, accept=form.cleaned_data["decision"] == "accept",
            answer=form.cleaned_data["answer"], client_ref=client_ref(request),
        )  # fmt: skip

    if done(request, form, decide, _("The decision is recorded; the author reads it behind the code of the paper.")):
        return redirect("session_paper", session, paper)
    return _paper(request, held, offered, status=422, decision=form)


def _paper(
    request: DeskRequest, held: CapacitySession, paper: Paper, status: int = 200, **forms_sent: Any
) -> HttpResponse:
    reviews = list(paper.reviews.all())
    asked = {review.reviewer_id for review in reviews} | {paper.user_id}
    context = {
        "session": held,
        "paper": paper,
        "kind": PaperKind(paper.kind).label,
        "state": STATES[paper.state],
        "state_word": PaperState(paper.state).label,
        "score": score_of(paper),
        "reviews": [(review, _points(review.scores)) for review in reviews],
        "assign": AssignForm(None, [one for one in reviewers() if one.pk not in asked]),
        "decision": DecisionForm(initial={"answer": paper.answer}),
        "open": paper.state in (PaperState.SUBMITTED, PaperState.REVIEW),
        "own": paper.user_id == request.user.pk,
        **forms_sent,
    }
    return render(request, "profession/paper_page.html", context, status=status)


def _points(scores: dict[str, int]) -> list[tuple[Any, int]]:
    return [(CRITERIA_WORDS[name], scores[name]) for name in CRITERIA if name in scores]


@desk("paper.review")
@require_safe
def papers_to_review(request: DeskRequest) -> HttpResponse:
    """What I was asked to review."""
    rows = [
        (review, paper, PaperKind(paper.kind).label, PaperState(paper.state).label)
        for review, paper in own_reviews(request.user)
    ]
    context = {
        "open": [row for row in rows if row[0].done_on is None and row[1].state in ("submitted", "review")],
        "done": [row for row in rows if row[0].done_on is not None or row[1].state not in ("submitted", "review")],
    }
    return render(request, "profession/paper_to_review.html", context)


@desk("paper.review")
def paper_review(request: DeskRequest, review: UUID) -> HttpResponse:
    """One paper to read and to score, without its author; or to give back."""
    mine, paper = own_review(request.user, review)
    said = {**{name: str(points) for name, points in mine.scores.items()}, "to_author": mine.to_author}
    if mine.accept is not None:
        said |= {"accept": "yes" if mine.accept else "no", "to_organiser": mine.to_organiser}
    back = request.POST.get("do") == "decline"
    form = ReviewForm(request.POST if request.method == "POST" and not back else None, initial=said)

    def send() -> None:
        values = form.cleaned_data
        review_paper(
            actor=request.user, review=review, scores={name: int(values[name]) for name in CRITERIA},
            accept=values["accept"] == "yes", to_author=values["to_author"], to_organiser=values["to_organiser"],
            client_ref=client_ref(request),
        )  # fmt: skip

    def give_back() -> None:
        review_paper(actor=request.user, review=review, declined=True, client_ref=client_ref(request))

    if request.method == "POST":
        if back and done(request, SessionForm(request.POST), give_back, _("You have given the paper back.")):
            return redirect("papers_to_review")
        if not back and done(request, form, send, _("Your review is with the organiser.")):
            return redirect("papers_to_review")
    context = {
        "review": mine,
        "paper": paper,
        "kind": PaperKind(paper.kind).label,
        "form": form,
        "open": paper.state in (PaperState.SUBMITTED, PaperState.REVIEW),
    }
    return render(request, "profession/paper_review.html", context, status=422 if form.is_bound else 200)
