"""A practitioner opens it to join the association, to see what is owed, or on the day of a general meeting, to vote.

Leaves as an applicant, knowing what is paid, or with a vote given.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.meetings import cast_vote, join_meeting
from tirek.profession.actions.membership import apply_membership, leave_association
from tirek.profession.enums import Choice, EntryState, MemberState
from tirek.profession.selectors.membership import (
    attendance,
    ballots_of,
    categories,
    fees_of,
    meeting_seen,
    meetings_seen,
    motions_of,
    own_entry,
    own_memberships,
)
from tirek.toolkit.formats import number
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import worded
from tirek.web.profession.membership_words import MEMBER_STATES, motion_line
from tirek.web.profession.sessions_acting import pressed, uuid_of
from tirek.web.profession.steps import Step, StepForm, take

STANDING = (MemberState.APPLIED, MemberState.MEMBER)


class ApplicationForm(StepForm):
    """Which kind of membership, and why."""

    category = forms.ChoiceField(label=gettext_lazy("Kind of membership"), widget=forms.RadioSelect)
    motive = forms.CharField(
        label=gettext_lazy("What you want to do in the association"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )


@desk("profession.view")
def my_membership(request: DeskRequest) -> HttpResponse:
    """My membership, what is owed, the next meeting; or the way in."""
    mine, entry = own_memberships(request.user), own_entry(request.user)
    if request.method == "POST" and request.POST.get("do") == "leave":
        which = uuid_of(request.POST.get("member", ""))
        pressed(
            request,
            lambda: leave_association(actor=request.user, member=which, client_ref=client_ref(request)),
            _("You have left. Thank you for what you did."),
        )
        return redirect("my_membership")
    entered = entry is not None and entry.state == EntryState.ENTERED
    outside = not any(one.state in STANDING and one.practitioner_id for one in mine)
    steps = [_application(request)] if entered and outside and categories().exists() else []
    if take(request, steps):
        return redirect("my_membership")
    there = [one for one in mine if one.state == MemberState.MEMBER]
    context = {
        "steps": steps,
        "entered": entered,
        "outside": outside,
        "memberships": [(one, MEMBER_STATES[one.state], fees_of(one)) for one in mine],
        "meetings": list(meetings_seen([one.unit_id for one in there])[:20]) if there else [],
        "today": today(),
    }
    return render(request, "profession/member_mine.html", context, status=422 if request.method == "POST" else 200)


@desk("profession.view")
def general_meeting(request: DeskRequest, meeting: UUID) -> HttpResponse:
    """The meeting as a member sees it: what is to be decided, and my vote where one is asked."""
    held = meeting_seen(meeting)
    if request.method == "POST":
        _pressed(request, meeting)
        return redirect("general_meeting", meeting)
    motions = motions_of(held)
    ballots = ballots_of(held, motions)
    voting = any(ballots.values())
    context = {
        "held": held,
        "there": attendance(held),
        "joined": voting,
        "joins": held.on == today() and held.closed_at is None and not voting,
        "motions": [(motion_line(one), ballots[one.pk]) for one in motions],
        "choices": Choice.choices,
    }
    return render(request, "profession/meeting_member.html", context)


def _pressed(request: DeskRequest, meeting: UUID) -> None:
    """Join, or vote. What was chosen is neither said again nor kept in a draft."""
    try:
        if request.POST.get("do") == "join":
            join_meeting(actor=request.user, meeting=meeting, client_ref=client_ref(request))
            messages.success(request, _("You take part in the meeting."))
            return
        cast_vote(
            actor=request.user,
            motion=uuid_of(request.POST.get("motion", "")),
            presence=uuid_of(request.POST.get("presence", "")),
            choice=request.POST.get("choice", ""),
            client_ref=client_ref(request),
        )
        messages.success(request, _("The vote is taken."))
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.warning(request, worded(problem))


def _application(request: DeskRequest) -> Step:
    def drawn(data: Any, **more: Any) -> ApplicationForm:
        form = ApplicationForm(data, **more)
        form.choose("category", [(str(one.uuid), category_words(one)) for one in categories()])
        return form

    def applied(category: str, **said: Any) -> None:
        apply_membership(actor=request.user, category=UUID(category), **said)

    return Step(
        code="apply",
        title=_("Join the association"),
        form=drawn,
        do=applied,
        button=_("Apply"),
        done=_("Your application has come in. The office decides."),
        icon="user-plus",
        draft="membership:apply",
    )


def category_words(category: Any) -> str:
    """A kind of membership as one chooses it: name, fee, vote."""
    fee = _("%(fee)s tenge a year") % {"fee": number(category.fee)} if category.fee else _("no fee")
    return f"{category.title}: {fee}, {_('votes') if category.votes else _('does not vote')}"
