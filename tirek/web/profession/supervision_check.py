"""How I carry the work: a practitioner's own questions, read by nobody else unless they are shown.

Opened after a hard week; left with a plain reading, and, if one wants, with the supervisor reading it too. Somebody
who is not safe now meets the telephones first.
"""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.wellbeing import (
    keep_wellbeing_check,
    share_wellbeing_check,
    take_back_wellbeing_check,
)
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.engine.wellbeing import Level, readings
from tirek.profession.models import Practitioner, WellbeingCheck
from tirek.profession.selectors.supervision import people, supervisors_of
from tirek.profession.selectors.wellbeing import check_seen
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem
from tirek.web.profession.supervision import entry_at
from tirek.web.profession.supervision_forms import CheckForm, ShareForm

#: Words and no colours: a person has no traffic light.
LEVELS: Final[dict[Level, tuple[str | Promise, str | Promise]]] = {
    Level.CARRIES: (gettext_lazy("all right for now"), gettext_lazy("Nothing here asks for a change now.")),
    Level.WATCH: (
        gettext_lazy("to keep an eye on"),
        gettext_lazy("Look at it again in two weeks; say it at the next meeting if it stays."),
    ),
    Level.TALK: (
        gettext_lazy("to talk about"),
        gettext_lazy("Bring it to supervision soon, or to somebody you trust. It needs not wait for the next meeting."),
    ),
}


@desk("profession.view")
def carry_work(request: DeskRequest) -> HttpResponse:
    """Answer the questions about oneself."""
    entry_at(request)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            kept = keep_wellbeing_check(
                actor=request.user,
                answers=form.answers,
                wants_to_talk=said["wants_to_talk"],
                unsafe=said["unsafe"],
                client_ref=client_ref(request),
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Kept for you alone."))
            return redirect("wellbeing_check", kept.uuid)
    return render(
        request, "profession/supervision_check_new.html", {"form": form}, status=422 if form.is_bound else 200
    )


@desk("profession.view")
def wellbeing_check(request: DeskRequest, check: UUID) -> HttpResponse:
    """One check: what it says, and whether the supervisor reads it."""
    me = entry_at(request)
    kept = check_seen(check)
    own = kept.practitioner_id == me.pk
    do = request.POST.get("do", "") if request.method == "POST" else ""
    share = ShareForm(request.POST if do == "share" else None, supervisors_of(me, today()) if own else [])
    if do and _done(request, kept, do, share):
        return redirect("wellbeing_check", check)
    return _page(request, kept, me, share, refused=bool(do))


@desk("profession.view")
@require_safe
def unsafe_at_work(request: DeskRequest) -> HttpResponse:
    """Whom to call now, what to do, what the employer owes. Nothing is sent and nothing is written."""
    return render(request, "profession/supervision_unsafe.html", _unsafe())


def _done(request: DeskRequest, kept: WellbeingCheck, do: str, share: ShareForm) -> bool:
    if do == "back":
        take_back_wellbeing_check(actor=request.user, check=kept.uuid, client_ref=client_ref(request))
        messages.success(request, _("Taken back. You alone read it again."))
        return True
    if do != "share" or not share.is_valid():
        return False
    said = {**share.cleaned_data, "client_ref": client_ref(request)}
    try:
        share_wellbeing_check(actor=request.user, check=kept.uuid, **said)
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(share, problem)
        return False
    messages.success(request, _("Your supervisor reads it now. You can take it back at any time."))
    return True


def _page(
    request: DeskRequest, kept: WellbeingCheck, me: Practitioner, share: ShareForm, *, refused: bool
) -> HttpResponse:
    language, check = page_language(), lists().check
    words = {one.code: one.say(language) for one in check.answers}
    own = kept.practitioner_id == me.pk
    known = people() if not own or kept.shared_with_id else {}
    context: dict[str, Any] = {
        "check": kept,
        "own": own,
        "who": known.get(kept.practitioner_id),
        "reader": known.get(kept.shared_with_id) if kept.shared_with_id else None,
        "readings": [(one.area.say(language), *LEVELS[one.level]) for one in readings(check, kept.answers)],
        "answers": [
            (one.say(language), words[str(kept.answers[one.code])])
            for one in check.questions
            if one.code in kept.answers
        ],
        "share": share if own and not kept.shared_with_id else None,
        **_unsafe(),
    }
    return render(request, "profession/supervision_check.html", context, status=422 if refused else 200)


def _unsafe() -> dict[str, Any]:
    language, found = page_language(), lists().unsafe
    return {
        "phones": [(one.number, one.say(language)) for one in found.phones],
        "steps": [one.say(language) for one in found.steps],
        "duties": [one.say(language) for one in found.duties],
        "unsafe_source": found.source.say(language),
    }
