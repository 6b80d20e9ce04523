"""One meeting: what is brought to it, who was there, what was talked about and agreed.

Opened before it to bring a theme, during it to write down what was agreed, after it to claim the hours.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tirek.casework.actions.supervision import bring_case
from tirek.casework.selectors.supervision import BroughtCase, cases_of_meeting
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.learning import claim_hours
from tirek.profession.actions.supervision_meetings import (
    add_theme,
    cancel_supervision_meeting,
    hold_supervision_meeting,
)
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.enums import LearningKind, MeetingState
from tirek.profession.models import Practitioner
from tirek.profession.selectors.supervision import NOTHING_THERE, Meeting, meeting_seen
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem, worded
from tirek.web.profession.supervision import entry_at, names_around
from tirek.web.profession.supervision_forms import CaseForm, HoldForm, ThemeForm


@desk("profession.view")
def supervision_meeting(request: DeskRequest, meeting: UUID) -> HttpResponse:
    """The meeting, and what one may do with it."""
    me = entry_at(request)
    seen = meeting_seen(meeting, me, today())
    do = request.POST.get("do", "") if request.method == "POST" else ""
    brought, could = cases_of_meeting(seen.meeting.uuid, request.user, page_language())
    drawn = _forms(request, seen, do, could)
    if do and _done(request, seen, me, do, drawn.get(do)):
        return redirect("supervision_meeting", meeting)
    return _page(request, seen, me, drawn, brought, refused=bool(do))


def _forms(request: DeskRequest, seen: Meeting, do: str, could: list[BroughtCase]) -> dict[str, forms.Form]:
    """The forms this meeting has for this person; the one that was sent is bound."""
    sent = {do: request.POST}
    drawn: dict[str, forms.Form] = {}
    if not seen.agreement.takes_part or seen.meeting.state == MeetingState.CANCELLED:
        return drawn
    drawn["theme"] = ThemeForm(sent.get("theme"))
    cases = [(str(one.case.uuid), f"{one.title} · {one.case.reference}") for one in could]
    if cases:
        drawn["case"] = CaseForm(sent.get("case"), cases)
    if seen.agreement.leads and seen.meeting.state == MeetingState.PLANNED:
        kept = seen.meeting
        members = [who for _row, who in seen.agreement.standing]
        initial = {"on": min(kept.on, today()), "minutes": kept.minutes, "mode": kept.mode}
        drawn["hold"] = HoldForm(sent.get("hold"), members, initial=initial)
    return drawn


def _done(request: DeskRequest, seen: Meeting, me: Practitioner, do: str, form: forms.Form | None) -> bool:
    """Do what was asked; what was refused is said beside its field."""
    perform = ACTS.get(do)
    if perform is None or (form is None and do not in ("cancel", "hours")) or (form and not form.is_valid()):
        return False
    try:
        messages.success(request, perform(request, seen, me, form.cleaned_data if form else {}))
    except (Refused, Missing):
        raise
    except Problem as problem:
        if form is None:
            messages.warning(request, worded(problem))
            return True
        show_problem(form, problem)
        return False
    return True


def _hold(request: DeskRequest, seen: Meeting, _me: Practitioner, said: dict[str, Any]) -> str:
    values = {**said, "client_ref": client_ref(request)}
    hold_supervision_meeting(actor=request.user, meeting=seen.meeting.uuid, **values)
    return _("The meeting is on record. The next day due is counted from it.")


def _cancel(request: DeskRequest, seen: Meeting, _me: Practitioner, _said: dict[str, Any]) -> str:
    cancel_supervision_meeting(actor=request.user, meeting=seen.meeting.uuid, client_ref=client_ref(request))
    return _("The meeting is cancelled.")


def _theme(request: DeskRequest, seen: Meeting, _me: Practitioner, said: dict[str, Any]) -> str:
    users = [who.user_id for _row, who in seen.agreement.members if who.user_id]
    names = names_around([*users, request.user.pk])
    values = {**said, "client_ref": client_ref(request), "names": names}
    add_theme(actor=request.user, meeting=seen.meeting.uuid, **values)
    return _("The theme is written down. Those who take part read it, nobody else.")


def _case(request: DeskRequest, seen: Meeting, _me: Practitioner, said: dict[str, Any]) -> str:
    bring_case(actor=request.user, meeting=seen.meeting.uuid, case=said["case"], client_ref=client_ref(request))
    return _("The case is linked. Who may not open it does not see that there is one.")


def _hours(request: DeskRequest, seen: Meeting, me: Practitioner, _said: dict[str, Any]) -> str:
    """The hours of one's own presence; a second press claims nothing more."""
    if not may_claim(seen, me):
        raise Missing(NOTHING_THERE)
    claim_hours(
        actor=request.user,
        kind=LearningKind.SUPERVISION,
        what=str(seen.meeting.agreement.get_form_display()),
        hours=hours_of(seen),
        on=seen.meeting.on,
        evidence=_("Record of the meeting"),
        client_ref=uuid5(seen.meeting.uuid, str(me.uuid)),
    )
    return _("The hours are claimed. The office sees the day and the length, and nothing of what was said.")


ACTS: dict[str, Callable[[DeskRequest, Meeting, Practitioner, dict[str, Any]], str]] = {
    "hold": _hold, "cancel": _cancel, "theme": _theme, "case": _case, "hours": _hours,
}  # fmt: skip


def may_claim(seen: Meeting, me: Practitioner) -> bool:
    """Whether somebody was at a meeting that was held."""
    return seen.meeting.state == MeetingState.HELD and any(one.id == me.pk for one in seen.present)


def hours_of(seen: Meeting) -> Decimal:
    """The length in hours, to a tenth."""
    return max((Decimal(seen.meeting.minutes) / 60).quantize(Decimal("0.1")), Decimal("0.1"))


def _page(
    request: DeskRequest,
    seen: Meeting,
    me: Practitioner,
    drawn: dict[str, forms.Form],
    brought: list[BroughtCase],
    *,
    refused: bool,
) -> HttpResponse:
    language = page_language()
    titles = {one.code: one.say(language) for one in lists().themes}
    known = {who.id: who for _row, who in seen.agreement.members}
    if seen.agreement.supervisor:
        known[seen.agreement.supervisor.id] = seen.agreement.supervisor
    context = {
        "seen": seen,
        "meeting": seen.meeting,
        "agreement": seen.agreement,
        "themes": [(one, titles.get(one.kind, one.kind), known.get(one.practitioner_id or 0)) for one in seen.themes],
        "brought": brought,
        "forms": drawn,
        "may_claim": may_claim(seen, me),
        "hours": hours_of(seen),
        "held": seen.meeting.state == MeetingState.HELD,
        "planned": seen.meeting.state == MeetingState.PLANNED,
        "past_day": seen.meeting.on <= today(),
    }
    return render(request, "profession/supervision_meeting.html", context, status=422 if refused else 200)
