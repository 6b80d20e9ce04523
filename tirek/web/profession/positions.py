"""A journalist or a deputy opens it to read what the association stands for; the office, to say or withdraw it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.kernel.clock import today
from tirek.profession.actions.positions import publish_position, withdraw_position
from tirek.profession.enums import MotionState
from tirek.profession.models import Motion
from tirek.profession.selectors.membership import offices_kept, position_seen, positions
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import DayInput
from tirek.web.profession.meetings_office import TitlesForm
from tirek.web.profession.public import PublicRequest, public
from tirek.web.profession.sessions_acting import pressed, uuid_of
from tirek.web.profession.steps import Step, take, three


class PositionForm(TitlesForm):
    """What is said, in three languages; by which motion."""

    text_kk = forms.CharField(label=gettext_lazy("Text in Kazakh"), widget=forms.Textarea({"rows": 6}))
    text_ru = forms.CharField(label=gettext_lazy("Text in Russian"), widget=forms.Textarea({"rows": 6}))
    text_en = forms.CharField(label=gettext_lazy("Text in English"), widget=forms.Textarea({"rows": 6}))
    adopted_on = forms.DateField(label=gettext_lazy("Adopted on"), widget=DayInput)
    motion = forms.ChoiceField(label=gettext_lazy("By the motion"), required=False)


@public
@require_safe
def open_positions(request: PublicRequest) -> HttpResponse:
    """What the association says in public, the newest first."""
    return render(request, "profession/position_open_list.html", {"positions": list(positions()[:100])})


@public
@require_safe
def open_position(request: PublicRequest, position: UUID) -> HttpResponse:
    """One position; withdrawn ones stay readable as such."""
    return render(request, "profession/position_open.html", {"position": position_seen(position)})


@desk("membership.keep")
def positions_kept(request: DeskRequest) -> HttpResponse:
    """Publish a position, withdraw one."""
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        which = uuid_of(request.POST.get("which", ""))
        pressed(
            request,
            lambda: withdraw_position(actor=request.user, position=which, client_ref=client_ref(request)),
            _("The position is withdrawn; it stays readable as such."),
        )
        return redirect("positions_kept")
    step = _publishing(request)
    if take(request, [step]):
        return redirect("positions_kept")
    context = {"step": step, "positions": list(positions(standing=False)[:200])}
    return render(request, "profession/position_list.html", context, status=422 if request.method == "POST" else 200)


def _publishing(request: DeskRequest) -> Step:
    offices = offices_kept(request.user)
    carried = Motion.objects.filter(
        meeting__unit__in=offices, state=MotionState.CLOSED, carried=True
    ).select_related("meeting")  # fmt: skip

    def drawn(data: Any, **more: Any) -> PositionForm:
        form = PositionForm(data, initial={"adopted_on": today()}, **more)
        named = [
            (str(one.uuid), f"{one.meeting.on.year}, {one.number}. {one.title}") for one in carried.order_by("-pk")[:50]
        ]
        form.choose("motion", [("", _("without a vote of the members")), *named])
        return form

    def published(motion: str, **said: Any) -> None:
        titles, texts = three(said, "title"), three(said, "text")
        publish_position(
            actor=request.user,
            unit=offices[0].uuid,
            titles=titles,
            texts=texts,
            motion=UUID(motion) if motion else None,
            **said,
        )

    return Step(
        code="publish",
        title=_("Publish a position"),
        about=_("Everybody reads it at once. What was published is not rewritten, only withdrawn."),
        form=drawn,
        do=published,
        button=_("Publish"),
        done=_("The position is published."),
        icon="send",
        folded=True,
        draft="position:new",
    )
