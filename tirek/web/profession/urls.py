"""Addresses of the profession: ``profession/`` at a desk, ``open/`` for anybody. One line an address."""

from django.urls import path

from tirek.web.profession import certificates, certificates_issue, check_certificates, home

urlpatterns = [
    path("profession/", home.profession, name="profession"),
    path("open/", home.open_home, name="open_home"),
    path("profession/certificates/", certificates.certificates, name="certificates"),
    path("profession/certificates/mine/", certificates.my_certificates_page, name="my_certificates"),
    path("profession/certificates/issue/", certificates_issue.certificate_issue, name="certificate_issue"),
    path(
        "profession/certificates/sessions/<uuid:session>/",
        certificates.certificates_of_session,
        name="certificates_of_session",
    ),
    path("profession/certificates/<uuid:certificate>/", certificates.certificate, name="certificate"),
    path(
        "profession/certificates/<uuid:certificate>/paper/", certificates.certificate_print, name="certificate_print"
    ),
    path("profession/certificates/<uuid:certificate>/file/", certificates.certificate_file, name="certificate_file"),
    path(
        "profession/certificates/<uuid:certificate>/withdraw/",
        certificates.certificate_withdraw,
        name="certificate_withdraw",
    ),
    path("open/certificates/", check_certificates.check_certificate, name="check_certificate"),
    path("open/certificates/<slug:code>/", check_certificates.open_certificate, name="open_certificate"),
    path("open/issuers/<uuid:unit>/", check_certificates.open_issuer, name="open_issuer"),
    path("open/issuers/<uuid:unit>/did.json", check_certificates.open_issuer_did, name="open_issuer_did"),
    path(
        "open/issuers/<uuid:unit>/status/<uuid:key>/", check_certificates.open_issuer_status, name="open_issuer_status"
    ),
    path("open/registrations/<slug:code>/certificate/", check_certificates.own_certificate, name="own_certificate"),
    path(
        "open/registrations/<slug:code>/certificate/paper/",
        check_certificates.own_certificate_paper,
        name="own_certificate_paper",
    ),
    path(
        "open/registrations/<slug:code>/certificate/file/",
        check_certificates.own_certificate_file,
        name="own_certificate_file",
    ),
]
