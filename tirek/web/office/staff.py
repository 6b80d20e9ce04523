"""The administrator opens it when somebody comes or goes; the manager and the supervisor, to see who works where.

Leaves with an invitation to hand over, or with a door that is closed from the next request on.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.access.actions.staff import end_membership, invite_user
from tirek.access.models import Membership, Unit, User
from tirek.access.policy import units_of
from tirek.access.roles import ROLES
from tirek.access.selectors.staff import membership_seen, units_seen, user_invited_by
from tirek.access.selectors.staff import staff as staff_seen
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.entrance.invitations import invitation_url
from tirek.web.inputs import DayInput, show_problem
from tirek.web.office.mail import mail_invitation


@dataclass(frozen=True)
class StaffLine:
    """What somebody is in a unit, and what the reader may do about it."""

    held: Membership
    role: str | Promise
    ends: bool
    expected: bool


class InviteForm(forms.Form):
    """Who comes, where to, as what."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    last_name = forms.CharField(label=gettext_lazy("Surname"), max_length=150)
    first_name = forms.CharField(label=gettext_lazy("Given name"), max_length=150)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("Choose")), *((role.code, role.name) for role in ROLES.values())],
    )
    username = forms.CharField(
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("For the login. Latin letters, digits and . _ - are easy to type."),
        max_length=150,
        validators=[User.username_validator],
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the pages"),
        choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
        widget=forms.RadioSelect,
        initial="kk",
    )
    on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)

    def __init__(self, data: Any = None, *, units: list[Unit]) -> None:
        super().__init__(data, initial={"client_ref": new_uuid(), "on": today()})
        places = [(str(unit.uuid), f"{unit.organisation.name}, {unit.name}") for unit in units]
        chosen: Any = self.fields["unit"]
        chosen.choices = places if len(places) == 1 else [("", gettext_lazy("Choose")), *places]


@desk("staff.view")
@require_safe
def staff(request: DeskRequest) -> HttpResponse:
    """Who works today, unit by unit."""
    invites = set(units_of(request.user, "staff.invite"))
    rows = [
        StaffLine(
            held=held,
            role=role_name(held),
            ends=held.unit_id in invites,
            expected=not held.user.has_usable_password() and held.user.last_login is None,
        )
        for held in staff_seen(request.user)
    ]
    units = [(unit, list(lines)) for unit, lines in groupby(rows, key=lambda row: row.held.unit)]
    return render(request, "office/staff.html", {"units": units, "invites": bool(invites)})


@desk("staff.invite")
def invite(request: DeskRequest) -> HttpResponse:
    """Invite somebody to work in a unit."""
    form = InviteForm(request.POST or None, units=list(units_seen(request.user, "staff.invite")))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        names = ("role", "username", "email", "first_name", "last_name", "language", "on")
        try:
            user = invite_user(
                actor=request.user,
                unit=UUID(values["unit"]),
                client_ref=client_ref(request),
                **{name: values[name] for name in names},
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("%(person)s is invited.") % {"person": user})
            if user.email and mail_invitation(user, invitation_url(request, user)):
                messages.success(request, _("The link was sent to %(address)s.") % {"address": user.email})
            return redirect("staff_invitation", user.uuid)
    return render(request, "office/invite.html", {"form": form}, status=422 if request.method == "POST" else 200)


@desk("staff.invite")
@require_safe
def staff_invitation(request: DeskRequest, user: UUID) -> HttpResponse:
    """The link for somebody who has not chosen a password yet, to hand over; looking at it is written down."""
    person = user_invited_by(request.user, user)
    reading(request, person, "invitation")
    context = {"person": person, "link": invitation_url(request, person)}
    return render(request, "office/invitation.html", context)


@desk("staff.invite")
def membership_end(request: DeskRequest, membership: int) -> HttpResponse:
    """End what somebody is in a unit, after asking once more."""
    held = membership_seen(request.user, membership)
    if request.method == "POST":
        end_membership(actor=request.user, membership=held.pk, on=today(), client_ref=client_ref(request))
        messages.success(request, _("Ended: %(person)s, %(unit)s.") % {"person": held.user, "unit": held.unit})
        return redirect("staff")
    own = held.user_id == request.user.pk
    context = {"held": held, "role": role_name(held), "own": own, "ref": new_uuid()}
    return render(request, "office/membership_end.html", context)


def role_name(held: Membership) -> str | Promise:
    """What the role is called."""
    return ROLES[held.role_id].name if held.role_id in ROLES else _("a role of an earlier version")
