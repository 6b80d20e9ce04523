"""The office of the association opens it to decide on applications, to see who owes, to enter what was paid.

Leaves with a list of members that holds, each fee paid, let off or still owed.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Problem
from tirek.profession.actions.membership import (
    ask_fees,
    decide_membership,
    enter_member,
    exclude_member,
    record_fee,
    set_category,
)
from tirek.profession.enums import MemberState
from tirek.profession.models import Practitioner
from tirek.profession.selectors.membership import (
    categories,
    fees_of,
    member_kept,
    members_kept,
    offices_kept,
)
from tirek.web.desk import DeskRequest, desk
from tirek.web.inputs import DayInput
from tirek.web.profession.membership import category_words
from tirek.web.profession.membership_words import MEMBER_STATES
from tirek.web.profession.steps import Step, StepForm, take, three

ON_A_PAGE = 50


class EnterForm(StepForm):
    """A member taken in on paper."""

    category = forms.ChoiceField(label=gettext_lazy("Kind of membership"))
    number = forms.CharField(
        label=gettext_lazy("Number in the register"),
        help_text=gettext_lazy("Of a practitioner; or name an organisation below."),
        max_length=20,
        required=False,
    )
    body = forms.CharField(label=gettext_lazy("Organisation"), max_length=200, required=False)
    voice = forms.CharField(
        label=gettext_lazy("User name of who speaks for it"),
        help_text=gettext_lazy("This user votes for the organisation."),
        max_length=150,
        required=False,
    )
    since = forms.DateField(label=gettext_lazy("Member since"), widget=DayInput)


class YearForm(StepForm):
    """Of which year."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)


class CategoryForm(StepForm):
    """A kind of membership."""

    code = forms.SlugField(
        label=gettext_lazy("Short code"),
        help_text=gettext_lazy("Latin letters; the same code again changes what it stands for."),
        max_length=40,
    )
    title_kk = forms.CharField(label=gettext_lazy("Title in Kazakh"), max_length=300)
    title_ru = forms.CharField(label=gettext_lazy("Title in Russian"), max_length=300)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300)
    fee = forms.DecimalField(label=gettext_lazy("Fee a year, tenge"), min_value=0, max_digits=9, decimal_places=2)
    votes = forms.BooleanField(label=gettext_lazy("Votes at general meetings"), required=False, initial=True)


class ExcludeForm(StepForm):
    """Why somebody is excluded."""

    reason = forms.CharField(label=gettext_lazy("Why"), help_text=gettext_lazy("The member reads it."), max_length=300)


class DecideForm(StepForm):
    """Yes or no."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("accept", gettext_lazy("Take in")), ("decline", gettext_lazy("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Needed where you decline; the applicant reads it."),
        max_length=300,
        required=False,
    )


class FeeForm(StepForm):
    """Paid on a day, or let off for a reason."""

    fee = forms.ChoiceField(label=gettext_lazy("Year"))
    paid_on = forms.DateField(label=gettext_lazy("Paid on"), widget=DayInput, required=False)
    receipt = forms.CharField(label=gettext_lazy("Number of the receipt"), max_length=80, required=False)
    let_off = forms.CharField(label=gettext_lazy("Or let off, because"), max_length=200, required=False)


@desk("membership.keep")
def members(request: DeskRequest) -> HttpResponse:
    """Everybody who belongs or asked to, and who owes."""
    steps = [_fees_asked(request), _entering(request)]
    if take(request, steps):
        return redirect("members")
    asked = {name: request.GET.get(name, "") for name in ("q", "state", "owes")}
    state = asked["state"] if asked["state"] in MemberState.values else ""
    found = members_kept(request.user, state=state, owes=bool(asked["owes"]), words=asked["q"])
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "steps": steps,
        "page": page,
        "rows": [(one, MEMBER_STATES[one.state]) for one in page],
        "applied": list(members_kept(request.user, state=MemberState.APPLIED)[:20]) if not any(asked.values()) else [],
        "asked": asked,
        "states": MemberState.choices,
        "query": query.urlencode(),
    }
    return render(request, "profession/member_list.html", context, status=422 if request.method == "POST" else 200)


@desk("membership.keep")
def member(request: DeskRequest, member: UUID) -> HttpResponse:
    """One member: decide, enter what was paid, exclude."""
    found = member_kept(request.user, member)
    fees = fees_of(found)
    steps = _steps(request, found, fees)
    if take(request, steps):
        return redirect("member", member)
    own = request.user.pk in (found.user_id, found.practitioner.user_id if found.practitioner else None)
    context = {"member": found, "mark": MEMBER_STATES[found.state], "fees": fees, "steps": steps, "own": own}
    return render(request, "profession/member_one.html", context, status=422 if request.method == "POST" else 200)


@desk("membership.keep")
def member_categories(request: DeskRequest) -> HttpResponse:
    """Kinds of membership with their fee."""
    office = offices_kept(request.user)[0]

    def kept(**said: Any) -> None:
        code = slugify(said.pop("code"))
        set_category(actor=request.user, unit=office.uuid, code=code, titles=three(said, "title"), **said)

    step = Step(
        code="category",
        title=_("A kind of membership"),
        form=CategoryForm,
        do=kept,
        button=_("Record it"),
        done=_("The kind of membership is kept. Fees asked before stay as they were."),
        draft="membership:category",
    )
    if take(request, [step]):
        return redirect("member_categories")
    context = {"step": step, "categories": list(categories([office.pk]))}
    status = 422 if request.method == "POST" else 200
    return render(request, "profession/member_categories.html", context, status=status)


def _fees_asked(request: DeskRequest) -> Step:
    def asked(year: int, **said: Any) -> None:
        for office in offices_kept(request.user):
            ask_fees(actor=request.user, unit=office.uuid, year=year, client_ref=new_uuid())

    return Step(
        code="fees",
        title=_("Ask the fees of a year"),
        about=_("Everybody who is a member owes the fee of their kind; who has one of that year keeps it."),
        form=lambda data, **more: YearForm(data, initial={"year": today().year}, **more),
        do=asked,
        button=_("Ask the fees"),
        done=_("The fees are written down."),
        icon="notes",
        folded=True,
    )


def _entering(request: DeskRequest) -> Step:
    kinds = categories([one.pk for one in offices_kept(request.user)])

    def drawn(data: Any, **more: Any) -> EnterForm:
        form = EnterForm(data, initial={"since": today()}, **more)
        form.choose("category", [(str(one.uuid), category_words(one)) for one in kinds])
        return form

    def entered(category: str, number: str, body: str, voice: str, **said: Any) -> None:
        entry = Practitioner.objects.filter(number=number.strip().upper()).first() if number.strip() else None
        if number.strip() and entry is None:
            raise Problem(N_("Nobody stands in the register under this number."), field="number")
        user = User.objects.filter(username=voice.strip()).first() if voice.strip() else None
        if voice.strip() and user is None:
            raise Problem(N_("There is no user of this name."), field="voice")
        enter_member(
            actor=request.user,
            category=UUID(category),
            practitioner=entry.uuid if entry else None,
            body=body,
            voice=user.uuid if user else None,
            **said,
        )

    return Step(
        code="enter",
        title=_("Enter a member"),
        form=drawn,
        do=entered,
        button=_("Enter the member"),
        done=_("The member is entered."),
        icon="user-plus",
        folded=True,
        draft="membership:enter",
    )


def _steps(request: DeskRequest, found: Any, fees: list[Any]) -> list[Step]:
    me: dict[str, Any] = {"actor": request.user}
    if request.user.pk in (found.user_id, found.practitioner.user_id if found.practitioner else None):
        return []
    if found.state == MemberState.APPLIED:
        return [
            Step(
                code="decide",
                title=_("The application"),
                form=DecideForm,
                do=lambda decision, **said: decide_membership(
                    member=found.uuid, accept=decision == "accept", **me, **said
                ),
                button=_("Record the decision"),
                done=_("Your decision is recorded."),
            )
        ]
    steps = []
    owed = [fee for fee in fees if fee.paid_on is None and not fee.let_off]
    if owed:
        steps.append(_fee(owed, me))
    if found.state == MemberState.MEMBER:
        steps.append(
            Step(
                code="exclude",
                title=_("Exclude"),
                form=ExcludeForm,
                do=lambda **said: exclude_member(member=found.uuid, **me, **said),
                button=_("Exclude the member"),
                done=_("The member is excluded."),
                icon="ban",
                folded=True,
                danger=True,
            )
        )
    return steps


def _fee(owed: list[Any], me: dict[str, Any]) -> Step:
    def drawn(data: Any, **more: Any) -> FeeForm:
        form = FeeForm(data, initial={"paid_on": today()}, **more)
        form.choose("fee", [(str(fee.uuid), str(fee.year)) for fee in owed])
        return form

    def recorded(fee: str, let_off: str, paid_on: Any, **said: Any) -> None:
        record_fee(fee=UUID(fee), let_off=let_off, paid_on=None if let_off.strip() else paid_on, **me, **said)

    return Step(
        code="fee",
        title=_("A fee was paid or is let off"),
        form=drawn,
        do=recorded,
        button=_("Record it"),
        done=_("It is recorded."),
    )
