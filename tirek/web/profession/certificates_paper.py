"""A certificate on paper, in the language of whoever will read it, and as the file that computers check."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tirek.profession.enums import CertificateKind
from tirek.profession.models import Certificate
from tirek.profession.selectors.certificates import LANGUAGES, address_of
from tirek.toolkit.formats import long_day, page_language
from tirek.web.printing import pdf


def certificate_paper(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The PDF as a download, named by its code: a file name must not tell a name."""
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else page_language()
    with translation.override(language):
        made = pdf("certificate", paper_content(certificate, language))
    return _download(made, "application/pdf", f"certificate-{certificate.code}-{language}.pdf")


def credential_file(certificate: Certificate) -> HttpResponse:
    """The Open Badge as it was signed, byte for byte."""
    name = f"certificate-{certificate.code}.jwt"
    return _download(certificate.credential.encode(), "application/vc+jwt", name)


def written_code(code: str) -> str:
    """A code in groups of four, as it is read aloud and typed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def paper_content(certificate: Certificate, language: str) -> dict[str, Any]:
    """What stands on the certificate."""
    kind = CertificateKind(certificate.kind)
    address = address_of("open_certificate", certificate.code)
    facts = [(_("Issued on"), long_day(certificate.issued_on))]
    if certificate.valid_until:
        facts.append((_("Valid until"), long_day(certificate.valid_until)))
    facts += [(_("Issued by"), certificate.unit.name), (_("Code"), written_code(certificate.code))]
    return {
        "language": language,
        "title": str(kind.label),
        "organisation": certificate.unit.organisation.name,
        "holder": certificate.holder,
        "for": _what_for(kind),
        "what": certificate.title,
        "hours": _("Hours: %(hours)s") % {"hours": f"{certificate.hours.normalize():f}"} if certificate.hours else "",
        "facts": facts,
        "address": address,
        "square": _square(address),
        "words": {
            "given": _("This is to certify that"),
            "check": _("Anybody may check it at this address, without an account:"),
            "square": _("A square code that leads to the address of the check"),
        },
    }


def _what_for(kind: CertificateKind) -> str:
    return {
        CertificateKind.ATTENDANCE: _("took part in"),
        CertificateKind.COURSE: _("finished the course"),
        CertificateKind.CERTIFICATION: _("holds the category"),
        CertificateKind.MEMBERSHIP: _("belongs to the association as"),
    }[kind]


def _square(address: str) -> str:
    drawn = str(segno.make(address, error="m", micro=False).svg_inline(border=1))
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)  # on its own it names its namespace


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
