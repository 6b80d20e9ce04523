"""The office opens it to call the members together, and stands beside it on the day: who is there, what is voted on.

Leaves with a meeting that decided, each result counted by the database.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.kernel.clock import today
from tirek.profession.actions.meetings import (
    call_meeting,
    close_meeting,
    count_vote,
    mark_present,
    open_meeting,
    open_vote,
    put_motion,
)
from tirek.profession.engine.membership import earliest_meeting, meeting_rules
from tirek.profession.models import GeneralMeeting
from tirek.profession.selectors.membership import (
    absent_voters,
    attendance,
    meeting_kept,
    meetings_seen,
    motions_of,
    offices_kept,
    presences_of,
    votes_given,
)
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import DayInput
from tirek.web.profession.membership_words import motion_line
from tirek.web.profession.sessions_acting import pressed, uuid_of
from tirek.web.profession.steps import Step, StepForm, take, three


class TitlesForm(StepForm):
    """A title in three languages."""

    title_kk = forms.CharField(label=gettext_lazy("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=gettext_lazy("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300)


class CallForm(TitlesForm):
    """When, where, with what quorum."""

    on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    place = forms.CharField(label=gettext_lazy("Place, or the address online"), max_length=300, required=False)
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum: more than so many per cent of those who vote"),
        min_value=0,
        max_value=99,
        initial=50,
    )


class MotionForm(TitlesForm):
    """What the meeting decides, and how."""

    text_kk = forms.CharField(label=gettext_lazy("Text in Kazakh"), widget=forms.Textarea({"rows": 3}), required=False)
    text_ru = forms.CharField(label=gettext_lazy("Text in Russian"), widget=forms.Textarea({"rows": 3}), required=False)
    text_en = forms.CharField(label=gettext_lazy("Text in English"), widget=forms.Textarea({"rows": 3}), required=False)
    secret = forms.BooleanField(
        label=gettext_lazy("Secret vote"),
        help_text=gettext_lazy("Who voted is known; how, nobody learns, not even the office."),
        required=False,
    )
    majority = forms.IntegerField(
        label=gettext_lazy("Carried by more than so many per cent of the votes given"),
        min_value=0,
        max_value=99,
        initial=50,
    )


class PresenceForm(StepForm):
    """Who came, or who gave their word to somebody who is there."""

    member = forms.ChoiceField(label=gettext_lazy("Member"))
    proxy = forms.ChoiceField(
        label=gettext_lazy("Did not come; their word is held by"),
        help_text=gettext_lazy("With a paper in writing. One member holds one word besides their own."),
        required=False,
    )


@desk("membership.keep")
def meetings_kept(request: DeskRequest) -> HttpResponse:
    """Meetings called and held; call the next."""
    offices = offices_kept(request.user)

    def called(**said: Any) -> None:
        titles = three(said, "title")
        call_meeting(actor=request.user, unit=offices[0].uuid, titles=titles, **said)

    first = earliest_meeting(today(), meeting_rules())
    step = Step(
        code="call",
        title=_("Call a meeting"),
        about=_("Members are called together %(days)s days ahead.") % {"days": meeting_rules().call_days},
        form=lambda data, **more: CallForm(data, initial={"on": first, "quorum": 50}, **more),
        do=called,
        button=_("Call the meeting"),
        done=_("The meeting is called. Members see it with their membership."),
        icon="calendar-event",
        draft="meeting:call",
    )
    if take(request, [step]):
        return redirect("meetings_kept")
    context = {"step": step, "meetings": list(meetings_seen([one.pk for one in offices])[:100]), "today": today()}
    return render(request, "profession/meeting_list.html", context, status=422 if request.method == "POST" else 200)


@desk("membership.keep")
def meeting_kept_page(request: DeskRequest, meeting: UUID) -> HttpResponse:
    """One meeting: who is there, what is put, what is voted on and counted."""
    held = meeting_kept(request.user, meeting)
    if request.method == "POST" and _pressed(request, held):
        return redirect("meeting_kept", meeting)
    presences = presences_of(held)
    steps = _steps(request, held, presences)
    if take(request, steps):
        return redirect("meeting_kept", meeting)
    motions = motions_of(held)
    context = {
        "held": held,
        "there": attendance(held),
        "presences": presences,
        "motions": [(motion_line(one), votes_given(motions).get(one.pk, 0)) for one in motions],
        "voting": any(one.state == "open" for one in motions),
        "steps": steps,
        "today": today(),
    }
    return render(request, "profession/meeting_office.html", context, status=422 if request.method == "POST" else 200)


def _pressed(request: DeskRequest, held: GeneralMeeting) -> bool:
    """What a single button does; False where a form was sent."""
    me: dict[str, Any] = {"actor": request.user, "client_ref": client_ref(request)}
    what, which = request.POST.get("do", ""), request.POST.get("which", "")
    buttons = {
        "open": (lambda: open_meeting(meeting=held.uuid, **me), _("The meeting is open.")),
        "close": (lambda: close_meeting(meeting=held.uuid, **me), _("The meeting is over.")),
        "vote": (lambda: open_vote(motion=uuid_of(which), **me), _("Members vote now, each from their desk.")),
        "count": (lambda: count_vote(motion=uuid_of(which), **me), _("The vote is counted.")),
    }
    if what not in buttons:
        return False
    pressed(request, *buttons[what])
    return True


def _steps(request: DeskRequest, held: GeneralMeeting, presences: list[Any]) -> list[Step]:
    if held.closed_at is not None:
        return []
    me: dict[str, Any] = {"actor": request.user, "meeting": held.uuid}

    def drawn(data: Any, **more: Any) -> PresenceForm:
        form = PresenceForm(data, **more)
        absent = [(str(one.uuid), str(one)) for one in absent_voters(held)]
        spoken = [(str(one.member.uuid), f"{one.member}: {_('came after all')}") for one in presences if one.proxy_id]
        holding = {one.proxy_id for one in presences}
        free = [one for one in presences if one.proxy_id is None and one.member_id not in holding]
        form.choose("member", [("", "…"), *absent, *spoken])
        form.choose(
            "proxy", [("", _("nobody: the member is there")), *((str(p.member.uuid), str(p.member)) for p in free)]
        )
        return form

    def marked(member: str, proxy: str, **said: Any) -> None:
        mark_present(member=UUID(member), proxy=UUID(proxy) if proxy else None, **me, **said)

    def put(**said: Any) -> None:
        titles, texts = three(said, "title"), three(said, "text")
        put_motion(titles=titles, texts=texts, **me, **said)

    steps = []
    if held.on <= today():
        steps.append(
            Step(
                code="present",
                title=_("Somebody is there"),
                form=drawn,
                do=marked,
                button=_("Mark as present"),
                done=_("The presence is recorded."),
                icon="user-check",
            )
        )
    steps.append(
        Step(
            code="motion",
            title=_("Put a motion"),
            form=lambda data, **more: MotionForm(data, initial={"majority": 50}, **more),
            do=put,
            button=_("Put the motion"),
            done=_("The motion is put."),
            icon="plus",
            folded=True,
            draft=f"meeting:{held.uuid}:motion",
        )
    )
    return steps
