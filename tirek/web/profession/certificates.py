"""A practitioner opens it when an employer asks for a certificate; the office, to issue, find or withdraw one.

Leaves with a PDF in the language of the reader, a file any verifier of badges checks, or a withdrawal on record.
"""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tirek.access.models import Unit, User
from tirek.access.policy import holds, units_of
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.certificates import issue_all, issue_categories
from tirek.profession.actions.certificates_withdrawn import revoke_certificate
from tirek.profession.enums import CertificateKind
from tirek.profession.models import Certificate
from tirek.profession.selectors.certificates import (
    LANGUAGES,
    categories_without,
    certificate_seen,
    my_certificates,
    office_certificates,
    present_without,
    sessions_to_certify,
)
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import DayInput, show_problem, worded
from tirek.web.profession.certificates_paper import certificate_paper, credential_file, written_code

PAGE: Final = 25
#: Sessions shown beside the list; older ones have had their day.
SESSIONS: Final = 6
_CATEGORY: Final = CertificateKind.CERTIFICATION.value


class WithdrawForm(forms.Form):
    """Why, and from which day."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        help_text=gettext_lazy("Only the office reads it. Names of clients never stand here."),
        max_length=300,
    )
    on = forms.DateField(label=gettext_lazy("From which day"), widget=DayInput)


@desk("profession.view")
@require_safe
def my_certificates_page(request: DeskRequest) -> HttpResponse:
    """What was issued to me."""
    rows = [(one, CertificateKind(one.kind).label) for one in my_certificates(request.user)]
    return render(request, "profession/certificate_mine.html", {"rows": rows})


@desk("certificate.issue")
@require_safe
def certificates(request: DeskRequest) -> HttpResponse:
    """What the office issued, and the sessions whose certificates are still to come."""
    words, kind = request.GET.get("q", "").strip()[:100], request.GET.get("kind", "")
    kind = kind if kind in CertificateKind.values else ""
    withdrawn = request.GET.get("withdrawn") == "1"
    rows = office_certificates(request.user, words=words, kind=kind, withdrawn=withdrawn)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    sessions = [
        (one, missing)
        for one in sessions_to_certify(request.user, today())[:SESSIONS]
        if (missing := present_without(one))
    ]
    context = {
        "page": page,
        "rows": [(one, CertificateKind(one.kind).label) for one in page],
        "words": words,
        "kind": kind,
        "withdrawn": withdrawn,
        "kinds": CertificateKind.choices,
        "sessions": [(one, missing, new_uuid()) for one, missing in sessions],
        "offices": _offices(request.user),
    }
    return render(request, "profession/certificate_list.html", context)


def _offices(user: User) -> list[tuple[Unit, int, UUID]]:
    """Offices that keep entries, and how many of their categories wait for a certificate."""
    offices = Unit.objects.filter(pk__in=units_of(user, "register.keep"))
    return [(one, categories_without([one.pk], today()).count(), new_uuid()) for one in offices]


@desk("certificate.issue")
@require_POST
def certificates_of_session(request: DeskRequest, session: UUID) -> HttpResponse:
    """Certify everybody who was there."""
    before = office_certificates(request.user).filter(registration__session__uuid=session).count()
    try:
        issue_all(actor=request.user, session=session, client_ref=client_ref(request))
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.error(request, worded(problem))
        return redirect("certificates")
    return _issued(
        request, office_certificates(request.user).filter(registration__session__uuid=session).count() - before
    )


@desk("register.keep")
@require_POST
def certificates_of_categories(request: DeskRequest, unit: UUID) -> HttpResponse:
    """Certify every category that holds and has no certificate."""
    before = office_certificates(request.user, kind=_CATEGORY).count()
    issue_categories(actor=request.user, unit=unit, client_ref=client_ref(request))
    return _issued(request, office_certificates(request.user, kind=_CATEGORY).count() - before)


@desk("profession.view")
@require_safe
def certificate(request: DeskRequest, certificate: UUID) -> HttpResponse:
    """One certificate: to take it along, and for the office to withdraw it."""
    return _drawn(request, certificate_seen(certificate), None)


@desk("profession.view")
@require_safe
def certificate_print(request: DeskRequest, certificate: UUID) -> HttpResponse:
    """The certificate as a PDF, in the language asked for."""
    return certificate_paper(request, certificate_seen(certificate))


@desk("profession.view")
@require_safe
def certificate_file(request: DeskRequest, certificate: UUID) -> HttpResponse:
    """The certificate as an Open Badge 3.0."""
    return credential_file(certificate_seen(certificate))


@desk("certificate.issue")
@require_http_methods(["POST"])
def certificate_withdraw(request: DeskRequest, certificate: UUID) -> HttpResponse:
    """Withdraw it."""
    found, form = certificate_seen(certificate), WithdrawForm(request.POST)
    if form.is_valid():
        try:
            said = {"reason": form.cleaned_data["reason"], "on": form.cleaned_data["on"]}
            revoke_certificate(actor=request.user, certificate=certificate, client_ref=client_ref(request), **said)
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The certificate is withdrawn. Whoever checks it learns that."))
            return redirect("certificate", certificate)
    return _drawn(request, found, form)


def _issued(request: DeskRequest, made: int) -> HttpResponse:
    words = ngettext("%(n)s certificate was issued.", "%(n)s certificates were issued.", made)
    messages.success(request, words % {"n": made})
    return redirect("certificates")


def _drawn(request: DeskRequest, found: Certificate, form: WithdrawForm | None) -> HttpResponse:
    office = holds(request.user, "certificate.issue", found.unit_id)
    blank = WithdrawForm(initial={"client_ref": new_uuid(), "on": today()})
    context: dict[str, Any] = {
        "certificate": found,
        "kind": CertificateKind(found.kind).label,
        "code": written_code(found.code),
        "languages": LANGUAGES,
        "office": office,
        "form": (form or blank) if office and found.revoked_on is None else None,
    }
    return render(request, "profession/certificate.html", context, status=200 if form is None else 422)
