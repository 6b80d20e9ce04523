"""A student opens it to write the log of practice, a mentor to confirm days and to assess, the office to plan one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.access.policy import holds
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.placements import (
    accept_placement,
    assess_placement,
    break_off_placement,
    confirm_day,
    log_day,
    plan_placement,
)
from tirek.profession.enums import PlacementState
from tirek.profession.models import Placement
from tirek.profession.selectors.placements import log_of, own_placements, placement_seen
from tirek.profession.selectors.register import practitioner_of
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.learning_forms import AssessForm, ConfirmForm, DayForm, PlacementForm
from tirek.web.profession.sessions_acting import done, pressed

OPEN = (PlacementState.PLANNED, PlacementState.RUNNING)


@desk("profession.view")
@require_safe
def my_placements(request: DeskRequest) -> HttpResponse:
    """My practice as a student, and whom I mentor."""
    found = own_placements(request.user)
    context = {
        "mine": [one for one in found if one.student_id == request.user.pk],
        "mentored": [one for one in found if one.student_id != request.user.pk],
    }
    return render(request, "profession/placement_list.html", context)


@desk("learning.approve")
def placement_new(request: DeskRequest) -> HttpResponse:
    """Plan a placement."""
    form = PlacementForm(request.POST if request.method == "POST" else None, request.user)
    made: list[Placement] = []

    def planned() -> None:
        said = {**form.cleaned_data, "client_ref": client_ref(request), "unit": UUID(form.cleaned_data["unit"])}
        said["student"] = UUID(said["student"]) if said["student"] else None
        made.append(plan_placement(actor=request.user, **said))

    if request.method == "POST" and done(request, form, planned, _("Planned. The mentor accepts it now.")):
        return redirect("placement", made[0].uuid)
    return render(request, "profession/placement_new.html", {"form": form}, status=422 if form.is_bound else 200)


@desk("profession.view")
def placement(request: DeskRequest, placement: UUID) -> HttpResponse:
    """One placement: the log, hours against the plan, the assessment; each side does its part."""
    held = placement_seen(placement)
    entry = practitioner_of(request.user)
    mentors = entry is not None and held.mentor_id == entry.pk
    writes = held.student_id == request.user.pk or (held.student_id is None and mentors)
    what = request.POST.get("do", "") if request.method == "POST" else ""
    day = DayForm(request.POST if what == "day" else None, initial={"on": min(today(), held.ends_on)})
    assess = AssessForm(request.POST if what == "assess" else None)
    if request.method == "POST" and _acted(request, held, what, day, assess):
        return redirect("placement", placement)
    context = {
        "held": held,
        "state": held.get_state_display(),
        "open": held.state in OPEN,
        "running": held.state == PlacementState.RUNNING,
        "mentors": mentors,
        "writes": writes,
        "keeps": holds(request.user, "learning.approve", held.unit_id),
        "days": list(log_of(held)),
        "day": day,
        "assess": assess,
        "confirm": ConfirmForm(),
        "share": min(100, int(100 * held.confirmed / held.planned_hours)),  # type: ignore[attr-defined]
        "client_ref": new_uuid(),
    }
    return render(request, "profession/placement_page.html", context, status=422 if request.method == "POST" else 200)


def _acted(request: DeskRequest, held: Placement, what: str, day: DayForm, assess: AssessForm) -> bool:
    """What one of the buttons asks for. A button always leads back; a form stays when it is refused."""
    actor, ref, uuid = request.user, client_ref(request), held.uuid
    match what:
        case "day":
            return done(
                request, day,
                lambda: log_day(
                    actor=actor, placement=uuid, client_ref=ref,
                    **{name: day.cleaned_data[name] for name in ("on", "hours", "did", "learned")},
                ),
                _("The day is in the log."),
            )  # fmt: skip
        case "assess":
            return done(
                request, assess,
                lambda: assess_placement(
                    actor=actor, placement=uuid, assessment=assess.cleaned_data["assessment"], client_ref=ref
                ),
                _("The placement is assessed and finished."),
            )  # fmt: skip
        case "accept":
            pressed(
                request, lambda: accept_placement(actor=actor, placement=uuid, client_ref=ref),
                _("You are the mentor now."),
            )  # fmt: skip
        case "break_off":
            pressed(
                request, lambda: break_off_placement(actor=actor, placement=uuid, client_ref=ref),
                _("The placement is broken off; what was written stays."),
            )  # fmt: skip
        case _:
            _confirmed(request)
    return True


def _confirmed(request: DeskRequest) -> None:
    try:
        day = UUID(request.POST.get("day", ""))
    except ValueError:
        return
    pressed(
        request,
        lambda: confirm_day(
            actor=request.user, day=day, remark=request.POST.get("remark", ""), client_ref=client_ref(request)
        ),
        _("The day is confirmed."),
    )
