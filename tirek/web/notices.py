"""Opened by the bell in the morning: what is due, what is overdue, what was passed on, and by which act each is mended.

Leaves with everything read; a line stays until its duty is done. A supervisor leaves with each matter decided.
"""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tirek.access.models import User
from tirek.access.policy import holds
from tirek.casework.actions.notices import answer_escalation, read_notices
from tirek.casework.selectors.notices import COUNTED_TO, FamilyNotices, NoticeLine, escalation, notices, unread_count
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import show_problem
from tirek.web.worker.links import ActLink, act_link


class AnswerForm(forms.Form):
    """What the supervisor decided, in words."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    answer = forms.CharField(
        label=gettext_lazy("What you decided"),
        help_text=gettext_lazy("What happens now, who does it, by when. The worker reads it in the file."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@dataclass(frozen=True)
class Row:
    """A line of the page: the notice, and the act that mends the duty."""

    told: NoticeLine
    link: ActLink | None

    @property
    def url(self) -> str:
        """Where it is mended; empty where the user may not."""
        return self.link.url if self.link else ""

    @property
    def label(self) -> str:
        """What stands on the link."""
        return str(self.link.label) if self.link else ""


@dataclass(frozen=True)
class Family:
    """The lines about one family."""

    told: FamilyNotices
    rows: list[Row]


def bell(request: HttpRequest) -> str:
    """What stands in the bell of the header: how many duties the user was told of and has not read about."""
    if not isinstance(request.user, User) or not holds(request.user, "contact.record"):
        return ""
    n = unread_count(request.user, today())
    return f"{COUNTED_TO}+" if n > COUNTED_TO else str(n)


@desk("contact.record")
@require_http_methods(["GET", "HEAD", "POST"])
def notice_list(request: DeskRequest) -> HttpResponse:
    """The page behind the bell; the form marks everything as read."""
    day = today()
    if request.method == "POST":
        read_notices(actor=request.user, on=day, client_ref=client_ref(request))
        return redirect("notices")
    shown = notices(request.user, on=day, language=page_language())
    families = [Family(told, [_row(request.user, one) for one in told.lines]) for told in shown.families]
    context = {
        "shown": shown,
        "families": families,
        "decides": holds(request.user, "approval.decide"),
        "client_ref": new_uuid(),
    }
    return render(request, "notices/notices.html", context)


@desk("approval.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def answer_escalation_page(request: DeskRequest, notice: UUID) -> HttpResponse:
    """One duty that was passed on, and the words of the decision."""
    told = escalation(request.user, notice, on=today(), language=page_language())
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"client_ref": new_uuid()})
    if request.method == "POST" and form.is_valid():
        try:
            answer_escalation(
                actor=request.user,
                notice=notice,
                on=today(),
                answer=form.cleaned_data["answer"],
                client_ref=client_ref(request),
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Recorded. The worker reads it in the family's file."))
            return redirect("notices")
    reading(request, told.line.case, "escalation")
    context = {"told": told, "case": told.line.case, "form": form, "row": _row(request.user, told)}
    return render(request, "notices/answer.html", context, status=422 if form.is_bound else 200)


def _row(user: User, told: NoticeLine) -> Row:
    line = told.line
    return Row(told, act_link(user, line.explained.act, line.case, line.duty.subject, line.duty.rule))
