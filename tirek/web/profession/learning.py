"""A practitioner opens it to see which hours are missing and to claim some; the office, to approve them."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tirek.access.policy import holds
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Problem
from tirek.profession.actions.learning import (
    approve_hours,
    claim_hours,
    decline_hours,
    end_course,
    record_hours,
    record_participants,
    write_course,
)
from tirek.profession.enums import ClaimState, ClauseKind
from tirek.profession.models import Course, Practitioner
from tirek.profession.selectors.learning import (
    claim_seen,
    claims_waiting,
    course_kept,
    courses_kept,
    courses_offered,
    hours_of,
    standing,
    topic_title,
)
from tirek.profession.selectors.norms import versions_in_force
from tirek.profession.selectors.placements import placements_kept
from tirek.profession.selectors.register import practitioner_of
from tirek.profession.selectors.research_works import research_kept
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.learning_forms import CourseForm, DeclineForm, HoursForm, ParticipantsForm, RecordHoursForm
from tirek.web.profession.sessions_acting import LANGUAGES, done, pressed

#: How a claim is shown: colour and picture beside its word.
TONES = {
    ClaimState.CLAIMED: ("amber", "hourglass"),
    ClaimState.APPROVED: ("green", "check"),
    ClaimState.DECLINED: ("plain", "x"),
}
SHOWN = 100


@desk("profession.view")
@require_safe
def my_learning(request: DeskRequest) -> HttpResponse:
    """What my category asks for, what I have, what is missing; everything I learned."""
    entry, day = practitioner_of(request.user), today()
    there = standing(entry, day) if entry else None
    context = {
        "entry": entry,
        "standing": there,
        "parts": [(topic_title(part.topic), part) for part in there.progress.topics] if there else [],
        "hours": [(row, topic_title(row.topic), *TONES[ClaimState(row.state)]) for row in hours_of(entry)[:SHOWN]]
        if entry
        else [],
        "courses": [(course, topic_title(course.topic)) for course in courses_offered(day)],
    }
    return render(request, "profession/learning_mine.html", context)


@desk("profession.view")
def hours_claim(request: DeskRequest) -> HttpResponse:
    """Claim hours."""
    form = HoursForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        request, form,
        lambda: claim_hours(actor=request.user, client_ref=client_ref(request), **_said(form)),
        _("The hours wait for approval."),
    ):  # fmt: skip
        return redirect("my_learning")
    return render(request, "profession/learning_claim.html", {"form": form}, status=422 if form.is_bound else 200)


@desk("learning.approve")
@require_safe
def learning(request: DeskRequest) -> HttpResponse:
    """What waits for the office: hours; what it keeps: courses, placements, research."""
    waiting = list(claims_waiting(request.user)[:SHOWN])
    context = {
        "waiting": [(row, topic_title(row.topic)) for row in waiting],
        "courses": [(course, topic_title(course.topic)) for course in courses_kept(request.user)],
        "placements": placements_kept(request.user)[:SHOWN],
        "works": research_kept(request.user)[:SHOWN],
        "client_ref": new_uuid(),
        "keeps_entries": holds(request.user, "register.keep"),
    }
    return render(request, "profession/learning_office.html", context)


@desk("learning.approve")
@require_POST
def hours_approve(request: DeskRequest) -> HttpResponse:
    """Approve the claims that were chosen."""
    chosen = [UUID(one) for one in request.POST.getlist("claims") if _is_uuid(one)]
    if not chosen:
        messages.warning(request, _("Choose the hours to approve."))
        return redirect("learning")
    count = len(set(chosen))
    said = ngettext("%(count)s claim is approved.", "%(count)s claims are approved.", count) % {"count": count}
    pressed(
        request,
        lambda: approve_hours(actor=request.user, claims=chosen, client_ref=client_ref(request)),
        said,
    )
    return redirect("learning")


@desk("learning.approve")
def hours_claimed(request: DeskRequest, claim: UUID) -> HttpResponse:
    """One claim: what shows it; approve it, or decline it with a reason."""
    row = claim_seen(request.user, claim)
    if request.method == "POST" and request.POST.get("do") == "approve":
        pressed(
            request,
            lambda: approve_hours(actor=request.user, claims=[claim], client_ref=client_ref(request)),
            _("The hours are approved."),
        )
        return redirect("learning")
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        request, form,
        lambda: decline_hours(
            actor=request.user, claim=claim, reason=form.cleaned_data["reason"], client_ref=client_ref(request)
        ),
        _("The hours are declined; the practitioner reads why."),
    ):  # fmt: skip
        return redirect("learning")
    tone, icon = TONES[ClaimState(row.state)]
    context = {
        "row": row, "topic": topic_title(row.topic), "tone": tone, "icon": icon, "form": form,
        "client_ref": new_uuid(), "decides": row.session_id is None and row.state != ClaimState.DECLINED,
    }  # fmt: skip
    return render(request, "profession/learning_hours.html", context, status=422 if form.is_bound else 200)


@desk("learning.approve")
def hours_record(request: DeskRequest) -> HttpResponse:
    """Write down hours of somebody whose paper the office has seen."""
    form = RecordHoursForm(request.POST if request.method == "POST" else None)

    def recorded() -> None:
        number = form.cleaned_data["number"].strip().upper()
        entry = Practitioner.objects.filter(number=number).first()
        if entry is None:
            raise Problem(N_("There is nobody in the register under this number."), field="number")
        record_hours(actor=request.user, practitioner=entry.uuid, client_ref=client_ref(request), **_said(form))

    if request.method == "POST" and done(request, form, recorded, _("The hours are counted.")):
        return redirect("learning")
    context = {"form": form}
    return render(request, "profession/learning_record.html", context, status=422 if form.is_bound else 200)


@desk("learning.approve")
def course_edit(request: DeskRequest, course: str = "") -> HttpResponse:
    """Offer a course, write it anew, or end it."""
    kept = course_kept(request.user, course) if course else None
    if kept and request.method == "POST" and request.POST.get("do") == "end":
        pressed(
            request,
            lambda: end_course(actor=request.user, course=kept.uuid, client_ref=client_ref(request)),
            _("The course is no longer offered; the hours it gave stay."),
        )
        return redirect("learning")
    lists = kept is not None and request.POST.get("do") == "list"
    people = ParticipantsForm(request.POST if lists else None, initial={"on": today()}, auto_id="people_%s")
    if kept and lists and done(request, people, lambda: _listed(request, kept, people), _("The hours are counted.")):
        return redirect("course_edit", course)
    form = CourseForm(request.POST if request.method == "POST" and not lists else None, request.user, _taught(), kept)

    def written() -> None:
        said = form.cleaned_data
        write_course(
            actor=request.user, unit=UUID(said["unit"]), client_ref=client_ref(request),
            title=[said[f"title_{code}"] for code in LANGUAGES], text=[said[f"text_{code}"] for code in LANGUAGES],
            **{name: said[name] for name in ("code", "provider", "hours", "mode", "topic", "competences")},
        )  # fmt: skip

    if request.method == "POST" and not lists and done(request, form, written, _("The course is in the list.")):
        return redirect("learning")
    context = {
        "form": form, "course": kept, "titles": [form[f"title_{code}"] for code in LANGUAGES],
        "texts": [form[f"text_{code}"] for code in LANGUAGES], "client_ref": new_uuid(), "people": people,
    }  # fmt: skip
    return render(request, "profession/learning_course.html", context, status=422 if request.method == "POST" else 200)


def _listed(request: DeskRequest, course: Course, form: ParticipantsForm) -> None:
    """The list of those who finished the course."""
    record_participants(
        actor=request.user, course=course.uuid, on=form.cleaned_data["on"], evidence=form.cleaned_data["evidence"],
        practitioners=re.split(r"[\s,;]+", form.cleaned_data["numbers"].strip()), client_ref=client_ref(request),
    )  # fmt: skip


def _taught() -> dict[str, str]:
    """The competences that standards in force ask for, in words."""
    return {
        clause.competence: clause.text[:120]
        for version in versions_in_force(today())
        for clause in version.clauses.all()
        if clause.kind == ClauseKind.COMPETENCE
    }


def _said(form: HoursForm) -> dict[str, Any]:
    said = {name: form.cleaned_data[name] for name in ("kind", "what", "hours", "on", "evidence", "topic")}
    return said | {"course": UUID(form.cleaned_data["course"]) if form.cleaned_data["course"] else None}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
