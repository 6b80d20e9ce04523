"""Anybody who holds a certificate opens it: an employer with a phone over the printed square, a ministry with a file.

They learn the least: whose, for what, by whom, when, and whether it holds. A code nobody was given opens nothing.
Whoever took part without an account opens their own certificate with the code of their registration.
"""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tirek.access.models import Unit
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing
from tirek.profession.engine.badges import did_document, issuer_id
from tirek.profession.engine.badges_check import LARGEST
from tirek.profession.engine.keys import ALGORITHM
from tirek.profession.enums import CertificateKind
from tirek.profession.models import Certificate
from tirek.profession.selectors.certificates import (
    LANGUAGES,
    NOTHING_THERE,
    Checked,
    address_of,
    certificate_by_code,
    certificate_of_registration,
    credential_checked,
    issuer_keys,
)
from tirek.web.profession.certificates_paper import certificate_paper, credential_file, written_code
from tirek.web.profession.public import PublicRequest, public

#: What a published key is for.
_SIGNS: Final = {"use": "sig", "alg": ALGORITHM}


class CheckForm(forms.Form):
    """A code from paper, or the file."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Code of the certificate"),
        help_text=gettext_lazy("16 letters and digits, printed beside the square; dashes do not matter."),
        max_length=40,
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Or the file of the certificate"),
        help_text=gettext_lazy("It ends in .jwt: an Open Badge 3.0."),
        required=False,
        widget=forms.FileInput({"accept": ".jwt,.json,.txt", "data-no-draft": ""}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or what stands in the file"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea({"rows": 3, "data-no-draft": "", "spellcheck": "false"}),
    )

    def credential(self) -> str:
        """What was uploaded or pasted."""
        sent = self.cleaned_data.get("file")
        if isinstance(sent, UploadedFile):
            return sent.read(LARGEST + 1).decode(errors="replace").strip() if sent.size else ""
        return str(self.cleaned_data.get("text") or "").strip()


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check_certificate(request: PublicRequest) -> HttpResponse:
    """Type the code, or show the file."""
    form = CheckForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            credential, code = form.credential(), form.cleaned_data["code"]
            if credential:
                found, genuine = credential_checked(credential, today())
                status = 200 if genuine else 422
                shown |= {"checked_file": True, "genuine": genuine, **(_shown(found) if found and genuine else {})}
            elif code and certificate_by_code(code, today()):
                return redirect("open_certificate", code.strip().lower().replace("-", "").replace(" ", ""))
            else:
                form.add_error("code", _("No certificate has this code. Compare it letter by letter."))
    return _page(request, "check", shown, status)


@public
@require_safe
def open_certificate(request: PublicRequest, code: str) -> HttpResponse:
    """What a code opens to anybody."""
    found = certificate_by_code(code, today())
    if found is None:
        raise Missing(NOTHING_THERE)
    context = {**_shown(found), "code": written_code(code)}
    return _page(request, "open", context)


@public
@require_safe
def open_issuer(request: PublicRequest, unit: UUID) -> HttpResponse:
    """Who signs, for people's computers: the profile of Open Badges with every public key of the office."""
    office, keys = _office(unit)
    page = address_of("open_issuer", office.uuid)
    names = {code: getattr(office.organisation, f"name_{code}") for code in LANGUAGES}
    profile = {
        "@context": "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "id": issuer_id(page),
        "type": ["Profile"],
        "name": names["kk"],
        "otherNames": names,
        "url": page,
        "keys": [
            {
                **key.public,
                "kid": str(key.uuid),
                **_SIGNS,
                **({"retired_on": key.retired_on.isoformat()} if key.retired_on else {}),
            }
            for key in keys
        ],
    }
    return JsonResponse(profile, json_dumps_params={"ensure_ascii": False})


@public
@require_safe
def open_issuer_did(request: PublicRequest, unit: UUID) -> HttpResponse:
    """The document of the office's did:web, from which a verifier anywhere takes the keys."""
    office, keys = _office(unit)
    page = address_of("open_issuer", office.uuid)
    document = did_document(page, [(str(key.uuid), key.public) for key in keys])
    return JsonResponse(document, content_type="application/did+json")


@public
@require_safe
def open_issuer_status(request: PublicRequest, unit: UUID, key: UUID) -> HttpResponse:
    """The signed list of what was withdrawn among the certificates of a key."""
    _office_found, keys = _office(unit)
    found = next((one for one in keys if one.uuid == key), None)
    if found is None:
        raise Missing(NOTHING_THERE)
    return HttpResponse(found.status_list, content_type="application/vc+jwt")


@public
@require_safe
def own_certificate(request: PublicRequest, code: str) -> HttpResponse:
    """One's own certificate, opened with the code of the registration."""
    found = _own(code)
    context = {"certificate": found, "code": code, "written": written_code(found.code), "languages": LANGUAGES}
    return _page(request, "own", context)


@public
@require_safe
def own_certificate_paper(request: PublicRequest, code: str) -> HttpResponse:
    """One's own certificate as a PDF."""
    return certificate_paper(request, _own(code))


@public
@require_safe
def own_certificate_file(request: PublicRequest, code: str) -> HttpResponse:
    """One's own certificate as an Open Badge."""
    return credential_file(_own(code))


def _page(request: PublicRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    answer = render(request, f"profession/certificate_{name}.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"  # no search engine keeps a page about a person
    return answer


def _own(code: str) -> Certificate:
    found = certificate_of_registration(code)
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def _office(unit: UUID) -> tuple[Unit, list[Any]]:
    office = Unit.objects.select_related("organisation").filter(uuid=unit).first()
    keys = issuer_keys(office) if office else []
    if office is None or not keys:
        raise Missing(NOTHING_THERE)
    return office, keys


def _shown(found: Checked) -> dict[str, Any]:
    return {
        "certificate": found,
        "kind": CertificateKind(found.kind).label,
        "state": found.state(today()),
    }
