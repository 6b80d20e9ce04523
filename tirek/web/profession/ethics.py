"""A worker opens it when she was told of a complaint, when she wants to complain herself, or is asked to judge.

Leaves knowing where each matter stands; with words, an appeal or a decision added.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.access.door import new_code
from tirek.access.policy import holds
from tirek.kernel.problems import N_, Missing
from tirek.profession.actions.ethics import appeal_decision, complain, write_in_matter
from tirek.profession.actions.ethics_panel import decide_complaint, declare_standing, write_for_panel
from tirek.profession.enums import Measure
from tirek.profession.models import PanelMember
from tirek.profession.selectors.ethics import (
    asked_to_judge,
    complaint_seen,
    complaints_answered,
    complaints_made,
    seats,
)
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.inputs import DayInput
from tirek.web.profession.ethics_open import ComplaintForm, WordForm, side_steps
from tirek.web.profession.ethics_words import file_of, state_of
from tirek.web.profession.steps import Step, StepForm, take


class DeskComplaintForm(ComplaintForm):
    """From a desk the name is known; the contact too."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "contact"):
            del self.fields[name]


class DeclareForm(StepForm):
    """Free, or tied to somebody in it."""

    free = forms.ChoiceField(
        label=gettext_lazy("How you stand to it"),
        choices=[
            ("yes", gettext_lazy("I am free of any conflict of interest")),
            ("no", gettext_lazy("I have a conflict of interest")),
        ],
        widget=forms.RadioSelect,
    )
    conflict = forms.CharField(
        label=gettext_lazy("What ties you to it"),
        help_text=gettext_lazy("In a few words, for the secretary: kin, friendship, work, a dispute."),
        max_length=300,
        required=False,
    )


class PanelWordForm(WordForm):
    """Words of the panel, or a question to the sides."""

    to_sides = forms.BooleanField(label=gettext_lazy("Both sides read it"), required=False)


class DecisionForm(StepForm):
    """What the panel decided, and why."""

    measure = forms.ChoiceField(label=gettext_lazy("Decision"), choices=Measure.choices, widget=forms.RadioSelect)
    measure_until = forms.DateField(
        label=gettext_lazy("The suspension ends on"),
        help_text=gettext_lazy("Leave it empty if it lasts until it is lifted."),
        widget=DayInput,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("What was found, and why this was decided"),
        help_text=gettext_lazy("Both sides read it. Name the complainant only if they agreed to be named."),
        widget=forms.Textarea({"rows": 8}),
    )


@desk("profession.view")
@require_safe
def my_matters(request: DeskRequest) -> HttpResponse:
    """Complaints I made, matters about me, panels I sit on."""
    places = asked_to_judge(request.user) if holds(request.user, "ethics.judge") else []
    context = {
        "places": [(one, state_of(one.state)) for one in places],
        "answered": [(one, state_of(one.state)) for one in complaints_answered()],
        "made": [(one, state_of(one.state)) for one in complaints_made()],
    }
    return render(request, "profession/ethics_mine.html", context)


@desk("profession.view")
def complain_at_desk(request: DeskRequest) -> HttpResponse:
    """Complain in one's own name, so that the matter stands among one's own."""

    def received(office: str, **said: Any) -> None:
        complain(actor=request.user, office=UUID(office), code=new_code(), in_own_name=True, **said)

    step = Step(
        code="complain",
        title=_("Your complaint"),
        form=DeskComplaintForm,
        do=received,
        button=_("Send the complaint"),
        done=_("Your complaint has come in. You follow it here."),
        icon="send",
    )
    if take(request, [step]):
        return redirect("my_matters")
    status = 422 if request.method == "POST" else 200
    return render(request, "profession/ethics_complain.html", {"step": step}, status=status)


@desk("ethics.judge")
def panel_place(request: DeskRequest, place: UUID) -> HttpResponse:
    """Say whether one is free, before anything of the file opens."""
    asked = next((one for one in asked_to_judge(request.user) if one.member == place), None)
    if asked is None:
        raise Missing(N_("There is no such record in what you may see."))

    def declared(free: str, **said: Any) -> None:
        declare_standing(actor=request.user, member=place, free=free == "yes", **said)

    step = Step(
        code="declare",
        title=_("Are you free to judge?"),
        about=_("Nothing of the file opens before you have answered. Who declares a conflict never reads it."),
        form=DeclareForm,
        do=declared,
        button=_("Declare"),
        done=_("Your declaration is recorded."),
    )
    if take(request, [step]):
        free = PanelMember.objects.filter(uuid=place, free=True).exists()
        return redirect("matter", asked.matter) if free else redirect("my_matters")
    context = {"asked": asked, "step": step}
    return render(request, "profession/ethics_place.html", context, status=422 if request.method == "POST" else 200)


@desk("profession.view")
def matter(request: DeskRequest, matter: UUID) -> HttpResponse:
    """One matter as its reader may read it: as the complainant, the one complained about, or the panel."""
    found = complaint_seen(matter)
    seat = seats(found)
    if seat.secretary and not (seat.side or seat.panel):
        return redirect("complaint", found.uuid)
    file = file_of(found)
    steps = _panel_steps(request, found.uuid) if seat.panel else _side_steps(request, found.uuid, file)
    if take(request, steps):
        return redirect("matter", found.uuid)
    reading(request, found, "complaint")
    mine = PanelMember.objects.filter(complaint=found, user=request.user, free=True).first() if seat.panel else None
    context = {**file, "steps": steps, "seat": seat, "mine": mine}
    return render(request, "profession/ethics_matter.html", context, status=422 if request.method == "POST" else 200)


def _side_steps(request: DeskRequest, uuid: UUID, file: dict[str, Any]) -> list[Step]:
    def written(**said: Any) -> None:
        write_in_matter(actor=request.user, complaint=uuid, **said)

    def appealed(**said: Any) -> None:
        appeal_decision(actor=request.user, complaint=uuid, **said)

    return side_steps(file, written, appealed, draft=f"matter:{uuid}")


def _panel_steps(request: DeskRequest, uuid: UUID) -> list[Step]:
    found = complaint_seen(uuid)
    if found.state not in ("panel", "hearing", "appealed"):
        return []

    def written(**said: Any) -> None:
        write_for_panel(actor=request.user, complaint=uuid, **said)

    def decided(**said: Any) -> None:
        decide_complaint(actor=request.user, complaint=uuid, **said)

    steps = [
        Step(
            code="write",
            title=_("Write to the panel"),
            form=PanelWordForm,
            do=written,
            button=_("Add"),
            done=_("What you wrote is added."),
            icon="send",
            draft=f"matter:{uuid}:panel",
        )
    ]
    chair = PanelMember.objects.filter(
        complaint=found, user=request.user, chair=True, appeal=found.state == "appealed", left_on=None
    )
    if chair.exists():
        steps.append(
            Step(
                code="decide",
                title=_("The decision of the panel"),
                about=_("As the chair you write what the panel decided. It can't be changed afterwards."),
                form=DecisionForm,
                do=decided,
                button=_("Record the decision"),
                done=_("The decision is recorded; both sides read it."),
                icon="gavel",
                draft=f"matter:{uuid}:decide",
                folded=True,
            )
        )
    return steps
