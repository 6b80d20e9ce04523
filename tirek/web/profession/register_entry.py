"""One entry as the office keeps it. Opened from the list or from a letter; left with one thing written down."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.certification import (
    give_category,
    lift_suspension,
    suspend_entry,
    withdraw_category,
)
from tirek.profession.actions.register import (
    accept_entry,
    bring_back,
    decline_entry,
    record_leaver,
    remove_practitioner,
)
from tirek.profession.actions.register_details import (
    add_education,
    add_post,
    correct_entry,
    record_public_consent,
    see_education,
)
from tirek.profession.models import Practitioner
from tirek.profession.selectors.register import entry_seen
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.profession.register_forms import (
    CategoryForm,
    CorrectForm,
    EducationForm,
    PostForm,
    RegisterForm,
    SuspensionForm,
)
from tirek.web.profession.register_own import entry_words, form_page
from tirek.web.profession.register_sent import done, sent

#: What the office decides about a whole entry: act, whether it asks why, what is said afterwards.
STEPS: Final[dict[str, tuple[Callable[..., models.Model], bool, str | Promise]]] = {
    "accept": (accept_entry, False, gettext_lazy("Entered. The practitioner reads the number on their page.")),
    "decline": (decline_entry, True, gettext_lazy("Declined. The applicant reads why.")),
    "leave": (record_leaver, True, gettext_lazy("Recorded: left the profession.")),
    "remove": (remove_practitioner, True, gettext_lazy("The entry is removed.")),
    "back": (bring_back, False, gettext_lazy("The entry stands in the register again.")),
}


@desk("register.keep")
@require_safe
def practitioner(request: DeskRequest, entry: UUID) -> HttpResponse:
    """Everything an entry says, and what the office may write into it."""
    found = entry_seen(entry)
    reading(request, found, "entry")
    context = {
        **entry_words(found),
        "office": True,
        "own": found.user_id == request.user.pk,
        "client_ref": new_uuid(),
    }
    return render(request, "profession/register_entry.html", context)


@desk("register.keep")
@require_POST
def practitioner_step(request: DeskRequest, entry: UUID, step: str) -> HttpResponse:
    """Accept, decline, record as a leaver, remove, bring back."""
    act, asks_why, said = STEPS[step]
    more: dict[str, Any] = {"reason": request.POST.get("reason", "")} if asks_why else {}
    done(request, str(said), act, entry=entry, **more)
    return redirect("practitioner", entry)


@desk("register.keep")
@require_POST
def practitioner_consent(request: DeskRequest, entry: UUID) -> HttpResponse:
    """A consent given on paper, or withdrawn."""
    agrees = request.POST.get("agrees") == "yes"
    done(request, _("Recorded."), record_public_consent, entry=entry, agrees=agrees)
    return redirect("practitioner", entry)


@desk("register.keep")
def practitioner_category(request: DeskRequest, entry: UUID) -> HttpResponse:
    """Give a category, or renew one."""
    found = entry_seen(entry)
    form = CategoryForm(request.POST or None, decided_on=today(), category=entry_words(found)["full"].standing.category)
    return _written(request, found, form, give_category, _("Give or renew a category"))


@desk("register.keep")
def practitioner_suspend(request: DeskRequest, entry: UUID) -> HttpResponse:
    """Suspend an entry for a time."""
    found = entry_seen(entry)
    form = SuspensionForm(request.POST or None, starts_on=today())
    return _written(request, found, form, suspend_entry, _("Suspend the entry"))


@desk("register.keep")
def practitioner_correct(request: DeskRequest, entry: UUID) -> HttpResponse:
    """Correct names, and whose account reads the entry."""
    found = entry_seen(entry)
    return _written(request, found, CorrectForm.of(request.POST or None, found), correct_entry, _("Correct the entry"))


@desk("register.keep")
def practitioner_education(request: DeskRequest, entry: UUID) -> HttpResponse:
    """Add an education that the office has seen."""
    form = EducationForm(request.POST or None, seen=True)
    return _written(request, entry_seen(entry), form, add_education, _("Add an education"))


@desk("register.keep")
def practitioner_post(request: DeskRequest, entry: UUID) -> HttpResponse:
    """Add a post."""
    found = entry_seen(entry)
    return _written(request, found, PostForm(request.POST or None, region=found.region_id), add_post, _("Add a post"))


@desk("register.keep")
@require_POST
def education_seen(request: DeskRequest, entry: UUID, education: UUID) -> HttpResponse:
    """The office saw the diploma."""
    done(request, _("Confirmed: the office saw the diploma."), see_education, education=education)
    return redirect("practitioner", entry)


@desk("register.keep")
@require_POST
def category_withdraw(request: DeskRequest, entry: UUID, certification: UUID) -> HttpResponse:
    """Withdraw a category."""
    reason = request.POST.get("reason", "")
    done(request, _("The category is withdrawn."), withdraw_category, certification=certification, reason=reason)
    return redirect("practitioner", entry)


@desk("register.keep")
@require_POST
def suspension_lift(request: DeskRequest, entry: UUID, suspension: UUID) -> HttpResponse:
    """Lift a suspension."""
    reason = request.POST.get("reason", "")
    done(request, _("The suspension is lifted."), lift_suspension, suspension=suspension, reason=reason)
    return redirect("practitioner", entry)


def _written(
    request: DeskRequest, entry: Practitioner, form: RegisterForm, act: Callable[..., models.Model], title: str
) -> HttpResponse:
    if sent(request, form, act, entry=entry.uuid):
        messages.success(request, _("Recorded."))
        return redirect("practitioner", entry.uuid)
    back = reverse("practitioner", args=[entry.uuid])
    return form_page(request, form, title=title, button=_("Record"), back=back, over=str(entry))
