"""Certificates on the pages: issued by the office, taken along by who earned them, checked by a stranger on a phone."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.profession.certified import held_session, key_of, registration_of
from tests.profession.world import Guild, make_guild
from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.profession.actions.certificates import issue_attendance
from tirek.profession.actions.certification import give_category
from tirek.profession.actions.register import enter_practitioner
from tirek.profession.models import CapacitySession, Certificate
from tirek.toolkit.postgresql.user import acting_as

Login = Callable[[User | None], Client]


@pytest.fixture
def guild(db: None) -> Guild:
    """The association, the university, and two houses."""
    return make_guild()


@pytest.fixture
def session(guild: Guild) -> CapacitySession:
    """A session that two people came to."""
    return held_session(guild, people=2)


@pytest.fixture
def certificate(guild: Guild, session: CapacitySession) -> Certificate:
    """The first of them has a certificate."""
    return issue_attendance(actor=guild.organiser, registration=registration_of(guild, session).uuid)


def test_the_office_issues_to_all_who_were_there_and_finds_them_again(
    guild: Guild, session: CapacitySession, login: Login, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, page = login(guild.organiser), reverse("certificates")
    assert "2 were there and have none" in client.get(page).content.decode()
    answer = client.post(reverse("certificates_of_session", args=[session.uuid]), follow=True)
    assert "2 certificates were issued." in answer.content.decode()
    with django_assert_max_num_queries(15):
        shown = client.get(page, {"q": "Әлия 1", "kind": "attendance"}).content.decode()
    assert "Әлия 1" in shown
    assert "Әлия 0" not in shown
    with acting_as(guild.organiser.pk):
        code = Certificate.objects.earliest("pk").code
    assert "Әлия 0" in client.get(page, {"q": f"{code[:4]}-{code[4:]}".upper()}).content.decode()
    for nobody in (guild.student, guild.reviewer, guild.house.worker, guild.house.manager):
        assert login(nobody).get(page).status_code == 404
    assert "Әлия" not in login(guild.association).get(page).content.decode()  # another office


def test_a_stranger_reads_the_least_and_learns_of_a_withdrawal(
    guild: Guild, certificate: Certificate, login: Login, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stranger, office = Client(), login(guild.organiser)
    stranger.cookies["language"] = "en"
    address = reverse("open_certificate", args=[certificate.code])
    with django_assert_max_num_queries(15):
        page = stranger.get(address)
    shown = page.content.decode()
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert certificate.holder in shown
    assert "This certificate holds." in shown
    assert str(certificate.uuid) not in shown
    typed = stranger.post(reverse("check_certificate"), {"code": certificate.code.upper()})
    assert typed["Location"] == address
    wrong = stranger.post(reverse("check_certificate"), {"code": "2345-6789"})
    assert wrong.status_code == 422
    assert stranger.get(reverse("open_certificate", args=["nothing"])).status_code == 404
    withdraw = reverse("certificate_withdraw", args=[certificate.uuid])
    assert office.post(withdraw, {"reason": "", "on": today().isoformat()}).status_code == 422
    assert office.post(withdraw, {"reason": "A wrong name", "on": today().isoformat()}).status_code == 302
    after = stranger.get(address).content.decode()
    assert "Withdrawn since" in after
    assert "A wrong name" not in after
    assert "A wrong name" in office.get(reverse("certificate", args=[certificate.uuid])).content.decode()


def test_the_file_is_checked_against_the_published_key(certificate: Certificate) -> None:
    stranger, check = Client(), reverse("check_certificate")
    good = SimpleUploadedFile("c.jwt", certificate.credential.encode() + b"\n")
    answer = stranger.post(check, {"file": good})
    assert answer.status_code == 200
    assert certificate.holder in answer.content.decode()
    at = len(certificate.credential) // 2
    letter = "A" if certificate.credential[at] != "A" else "B"
    changed = certificate.credential[:at] + letter + certificate.credential[at + 1 :]
    for bad in (changed, "nothing", "a.b.c", certificate.credential[:-4], "x" * 70_000):
        refused = stranger.post(check, {"text": bad} if len(bad) < 65_000 else {"file": SimpleUploadedFile("x", b"x")})
        assert refused.status_code == 422
        assert certificate.holder not in refused.content.decode()


def test_a_verifier_anywhere_finds_the_key_and_the_status_list(guild: Guild, certificate: Certificate) -> None:
    stranger = Client()
    profile = stranger.get(reverse("open_issuer", args=[guild.university.uuid])).json()
    (key,) = profile["keys"]
    assert key["kty"] == "RSA"
    assert "d" not in key
    listed = stranger.get(reverse("open_issuer_status", args=[guild.university.uuid, key["kid"]]))
    assert listed.content.count(b".") == 2
    document = stranger.get(reverse("open_issuer_did", args=[guild.university.uuid])).json()
    assert document["verificationMethod"][0]["publicKeyJwk"]["n"] == key["n"]
    assert stranger.get(reverse("open_issuer", args=[guild.office.uuid])).status_code == 404  # signed nothing yet
    assert (
        stranger.get(reverse("open_issuer_status", args=[guild.university.uuid, guild.office.uuid])).status_code == 404
    )


def test_who_has_no_account_takes_the_certificate_with_the_code_of_the_registration(certificate: Certificate) -> None:
    stranger = Client()
    page = reverse("own_certificate", args=[key_of(0)])
    assert certificate.holder in stranger.get(page).content.decode()
    assert stranger.get(reverse("own_certificate", args=[key_of(1)])).status_code == 404
    assert stranger.get(reverse("own_certificate_file", args=[key_of(0)])).content.decode() == certificate.credential
    paper = stranger.get(reverse("own_certificate_paper", args=[key_of(0)]), {"language": "kk"})
    assert paper.content.startswith(b"%PDF")
    assert certificate.code in paper["Content-Disposition"]


def test_a_practitioner_has_the_category_certified_in_three_languages(guild: Guild, login: Login) -> None:
    office, worker = guild.association, guild.house.worker
    entry = enter_practitioner(
        actor=office, unit=guild.office.uuid, surname="Әбенова", given_name="Сәуле", region="710000000", user=worker
    )
    client, form = login(office), reverse("certificate_issue")
    said = {"what": "certification", "whom": entry.number, "language": "ru"}
    assert client.get(form).status_code == 200
    assert client.post(form, said).status_code == 422  # no category yet
    give_category(actor=office, entry=entry.uuid, category="first", decision="7", decided_on=today())
    page = client.post(form, said)["Location"]
    assert client.post(form, said)["Location"] == page
    assert client.post(form, {**said, "what": "membership"}).status_code == 422
    own = login(worker)
    assert urlsplit(page).path in own.get(reverse("my_certificates")).content.decode()
    assert "Withdraw the certificate" in client.get(page).content.decode()
    assert "Withdraw the certificate" not in own.get(page).content.decode()
    for language in ("kk", "ru", "en"):
        assert own.get(f"{page}paper/", {"language": language}).content.startswith(b"%PDF")
    assert own.get(f"{page}file/").content.count(b".") == 2
    for stranger in (guild.house.colleague, guild.house.supervisor, guild.student, guild.organiser):
        assert login(stranger).get(page).status_code == 404
        assert login(stranger).get(f"{page}paper/").status_code == 404
        assert login(stranger).post(f"{page}withdraw/", {"reason": "x", "on": today()}).status_code == 404
    assert Client().get(page).status_code == 302
