"""A social worker opens it when a letter says that the category runs out, or when a post changed.

Leaves knowing until when the entry holds, what of it anybody sees, and what to do next.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tirek.access.policy import units_of
from tirek.access.roles import PERMISSIONS
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.profession.actions.register import apply_for_entry, leave_register
from tirek.profession.actions.register_details import (
    add_education,
    add_post,
    agree_to_be_found,
    end_post,
    keep_own_entry,
    no_longer_be_found,
)
from tirek.profession.engine.certification import category_title, certification_rule
from tirek.profession.models import Practitioner
from tirek.profession.selectors.register import offices, practitioner_of
from tirek.profession.selectors.register_office import full_entry
from tirek.profession.selectors.standing import requirements_of
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.profession.register_forms import EducationForm, EntryForm, OwnForm, PostForm
from tirek.web.profession.register_sent import done, sent
from tirek.web.profession.register_warning import entry_warning
from tirek.web.profession.register_words import (
    category_line,
    entry_mark,
    post_words,
    renewal_day,
    said_of,
    standing_mark,
)


@desk("profession.view")
@require_safe
def my_entry(request: DeskRequest) -> HttpResponse:
    """One's own entry: where it stands, what runs out, what is public."""
    entry, at = practitioner_of(request.user), None
    required = requirements_of(units_of(request.user))
    context: dict[str, Any] = {
        "entry": entry,
        "required": [(row, PERMISSIONS[row.permission]) for row in required],
        "warning": None,
        "client_ref": new_uuid(),
    }
    if entry is not None:
        context |= entry_words(entry)
        at = context["full"].standing
        context |= {"learning": _address("my_learning"), "renewal": renewal_day(at)}
    if required:
        context["warning"] = entry_warning(request.user, *{row.permission for row in required}, at=at)
    return render(request, "profession/register_own.html", context)


@desk("profession.view")
def entry_apply(request: DeskRequest) -> HttpResponse:
    """Ask to be entered."""
    user = request.user
    entry = practitioner_of(user)
    known: dict[str, Any] = {"surname": user.last_name, "given_name": user.first_name, "patronymic": user.patronymic}
    if entry is not None:
        names = ("surname", "given_name", "patronymic", "born_year", "sex", "email", "phone")
        known = {name: getattr(entry, name) for name in names}
        known |= {"region": entry.region_id, "languages": entry.languages, "specialisations": entry.specialisations}
    form = EntryForm(request.POST or None, offices(), **known)
    if form.is_bound and form.is_valid() and sent(request, form, apply_for_entry, unit=UUID(form.said()["unit"])):
        messages.success(request, _("You have asked to be entered. The office decides; you will read it here."))
        return redirect("my_entry")
    return form_page(
        request,
        form,
        title=_("Ask to be entered"),
        about=_("The office of the association reads this and gives you a number."),
        button=_("Send"),
    )


@desk("profession.view")
def entry_edit(request: DeskRequest) -> HttpResponse:
    """Contacts, languages, specialisations."""
    entry = practitioner_of(request.user)
    if entry is None:
        return redirect("entry_apply")
    names = ("email", "phone", "languages", "specialisations")
    form = OwnForm(request.POST or None, region=entry.region_id, **{name: getattr(entry, name) for name in names})
    if sent(request, form, keep_own_entry):
        messages.success(request, _("Your entry says this now."))
        return redirect("my_entry")
    return form_page(request, form, title=_("My contacts, languages, specialisations"), button=_("Save"))


@desk("profession.view")
def entry_education(request: DeskRequest) -> HttpResponse:
    """Add an education of one's own."""
    entry = practitioner_of(request.user)
    if entry is None:
        return redirect("entry_apply")
    form = EducationForm(request.POST or None)
    del form.fields["seen"]
    if sent(request, form, add_education, entry=entry.uuid):
        messages.success(request, _("Recorded. Show the diploma to the office, so that it can confirm it."))
        return redirect("my_entry")
    return form_page(request, form, title=_("Add an education"), button=_("Add"))


@desk("profession.view")
def entry_post(request: DeskRequest) -> HttpResponse:
    """Add a post of one's own."""
    entry = practitioner_of(request.user)
    if entry is None:
        return redirect("entry_apply")
    form = PostForm(request.POST or None, region=entry.region_id)
    if sent(request, form, add_post, entry=entry.uuid):
        messages.success(request, _("The post is recorded."))
        return redirect("my_entry")
    return form_page(request, form, title=_("Add a post"), button=_("Add"))


@desk("profession.view")
@require_POST
def post_end(request: DeskRequest, post: UUID) -> HttpResponse:
    """A post of one's own, or of an entry of the office, ends today."""
    done(request, _("The post has ended."), end_post, post=post, on=today())
    back = request.POST.get("entry", "")
    try:
        return redirect("practitioner", UUID(back))
    except ValueError:
        return redirect("my_entry")


@desk("profession.view")
@require_POST
def entry_public(request: DeskRequest) -> HttpResponse:
    """Agree to be found by anybody, or no longer."""
    if request.POST.get("agrees") == "yes":
        done(request, _("Anybody can find you now. You can withdraw this at any time."), agree_to_be_found)
    else:
        done(request, _("The public register knows nothing of you any more."), no_longer_be_found)
    return redirect("my_entry")


@desk("profession.view")
@require_POST
def entry_leave(request: DeskRequest) -> HttpResponse:
    """Leave the register."""
    reason = request.POST.get("reason", "")
    done(request, _("You have left the register. You can ask to come back at any time."), leave_register, reason=reason)
    return redirect("my_entry")


def form_page(request: DeskRequest, form: Any, *, back: str = "", over: str = "", **words: str) -> HttpResponse:
    """A page with one form; what it leads back to is one's own entry unless said otherwise."""
    context = {
        "form": form,
        "back": back or reverse("my_entry"),
        "over": over or _("My entry in the register"),
        "draft": request.resolver_match.url_name if request.resolver_match else "register",
        **words,
    }
    return render(request, "profession/register_form.html", context, status=422 if form.is_bound else 200)


def entry_words(entry: Practitioner) -> dict[str, Any]:
    """An entry in the words of the page, for its owner and for the office."""
    full = full_entry(entry)
    rule = certification_rule()
    known = rule.category(full.standing.category)
    return {
        "entry": entry,
        "full": full,
        "mark": entry_mark(entry),
        "standing": standing_mark(full.standing),
        "category": category_title(full.standing.category, page_language()) if full.standing.category else "",
        "hours": known.hours if known else 0,
        "rule": rule,
        "categories": [category_line(row, full.standing) for row in full.certifications],
        "posts": [(post, post_words(post)) for post in full.posts],
        "said": said_of(entry),
        "today": full.standing.on,
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # an installation may leave a desk out
        return ""
