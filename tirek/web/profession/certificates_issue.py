"""The office opens it when a course ended, a commission decided or a member asks; leaves with a certificate."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tirek.access.models import User
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.profession.actions.certificates import issue_certification, issue_course, issue_membership
from tirek.profession.enums import CertificateKind
from tirek.profession.models import Certificate
from tirek.profession.selectors.certificates import (
    category_of_number,
    courses_to_certify,
    member_called,
    practitioner_of_number,
)
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem

_CATEGORY, _MEMBERSHIP = CertificateKind.CERTIFICATION.value, CertificateKind.MEMBERSHIP.value
_SPOKEN: Final = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))


class IssueForm(forms.Form):
    """What is certified, to whom."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    what = forms.ChoiceField(label=gettext_lazy("What is certified"))
    whom = forms.CharField(
        label=gettext_lazy("Number in the register"),
        help_text=gettext_lazy("For an organisation that is a member: its name."),
        max_length=200,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the file"),
        help_text=gettext_lazy("The PDF can be taken in all three."),
        choices=_SPOKEN,
    )

    def __init__(self, data: Any, actor: User) -> None:
        super().__init__(data, initial={"client_ref": new_uuid(), "language": page_language()})
        what: Any = self.fields["what"]
        courses = [(str(one.uuid), _("Course: %(title)s") % {"title": one.title}) for one in courses_to_certify(actor)]
        what.choices = [
            (_CATEGORY, CertificateKind.CERTIFICATION.label),
            (_MEMBERSHIP, CertificateKind.MEMBERSHIP.label),
            *courses,
        ]


@desk("register.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_issue(request: DeskRequest) -> HttpResponse:
    """Issue one certificate."""
    form = IssueForm(request.POST or None, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = _issued(request, form.cleaned_data)
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The certificate is issued."))
            return redirect("certificate", made.uuid)
    status = 422 if request.method == "POST" else 200
    return render(request, "profession/certificate_issue.html", {"form": form}, status=status)


def _issued(request: DeskRequest, said: dict[str, Any]) -> Certificate:
    whom, once = said["whom"].strip(), {"language": said["language"], "client_ref": client_ref(request)}
    if said["what"] == _CATEGORY:
        given = category_of_number(whom)
        if given is None:
            raise Problem(N_("Nobody with this number holds a category."), field="whom")
        return issue_certification(actor=request.user, certification=given.uuid, **once)
    if said["what"] == _MEMBERSHIP:
        member = member_called(whom)
        if member is None:
            raise Problem(N_("There is no such member."), field="whom")
        return issue_membership(actor=request.user, member=member.uuid, **once)
    learner = practitioner_of_number(whom)
    if learner is None:
        raise Problem(N_("There is nobody with this number in the register."), field="whom")
    return issue_course(actor=request.user, course=said["what"], practitioner=learner.uuid, **once)
