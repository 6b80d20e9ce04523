"""Certificates: issued once, verified by another library, withdrawn for all to see, signed by the office alone."""

import gzip
import json
import time
from base64 import urlsafe_b64decode
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import jsonschema
import jwt
import pytest
from django.db import DatabaseError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.profession.certified import held_session, key_of, registered, registration_of, words
from tests.profession.world import Guild
from tirek.access.door import door, with_code
from tirek.kernel.clock import clock_at, now, today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.certificates import (
    issue_all,
    issue_attendance,
    issue_categories,
    issue_certification,
    issue_course,
    issue_membership,
)
from tirek.profession.actions.certificates_withdrawn import revoke_certificate
from tirek.profession.actions.certification import give_category, lift_suspension, suspend_entry, withdraw_category
from tirek.profession.actions.keys import take_new_key
from tirek.profession.actions.membership import enter_member, exclude_member, set_category
from tirek.profession.actions.register import enter_practitioner
from tirek.profession.engine.badges import Award, Badges
from tirek.profession.engine.badges_check import verified
from tirek.profession.engine.keys import new_pair
from tirek.profession.models import Certificate, Course, IssuerKey
from tirek.profession.selectors.certificates import (
    certificate_by_code,
    certificate_of_registration,
    credential_checked,
    issuer_keys,
    my_certificates,
)
from tirek.toolkit.postgresql.user import acting_as

SCHEMA = json.loads((Path(__file__).parent / "schemas/ob_v3p0_achievementcredential_schema.json").read_text())


@pytest.fixture
def certificate(guild: Guild) -> Certificate:
    """Somebody was at a session, and it is certified."""
    there = registration_of(guild, held_session(guild))
    return issue_attendance(actor=guild.organiser, registration=there.uuid)


def _bit(encoded: str, place: int) -> int:
    packed = encoded.removeprefix("u")
    bits = gzip.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    return bits[place // 8] >> (7 - place % 8) & 1


def test_a_certificate_is_issued_once_and_only_to_who_was_there(guild: Guild, certificate: Certificate) -> None:
    again = issue_attendance(actor=guild.organiser, registration=certificate.registration.uuid)
    assert again.pk == certificate.pk
    with clock_at(certificate.registration.session.starts_at - timedelta(hours=8)):
        absent = registered(guild, certificate.registration.session, 7)
    with pytest.raises(Problem, match="was there"):
        issue_attendance(actor=guild.organiser, registration=absent.uuid)
    with pytest.raises((Refused, Missing)):
        issue_attendance(actor=guild.association, registration=certificate.registration.uuid)  # another office


def test_no_certificate_before_the_session_is_over(guild: Guild) -> None:
    session = held_session(guild, people=0)
    with clock_at(session.starts_at), pytest.raises(Problem, match="over"):
        issue_all(actor=guild.organiser, session=session.uuid)


def test_another_library_verifies_what_the_office_signed_with_the_key_it_publishes(
    guild: Guild, certificate: Certificate
) -> None:
    with acting_as(door().pk):
        (key,) = issuer_keys(guild.university)
        assert IssuerKey.objects.count() == 0
    said = verified(certificate.credential, key.public)
    assert said is not None
    assert said["credentialSubject"]["identifier"][0]["identityHash"] == certificate.holder
    assert said["credentialSubject"]["creditsEarned"] == 6.5
    assert said["id"].endswith(f"/open/certificates/{certificate.code}/")
    errors = list(jsonschema.validators.validator_for(SCHEMA)(SCHEMA).iter_errors(said))
    assert errors == []
    assert set(key.public) == {"kty", "key_ops", "n", "e"}  # nothing of the secret half


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_byte_anywhere_fails(signed_once: tuple[str, dict[str, object]], data: st.DataObject) -> None:
    token, public = signed_once
    at = data.draw(st.integers(0, len(token) - 1))
    instead = data.draw(st.characters(min_codepoint=0, max_codepoint=255).filter(lambda one: one != token[at]))
    assert verified(token[:at] + instead + token[at + 1 :], public) is None


@pytest.fixture(scope="module")
def signed_once() -> tuple[str, dict[str, object]]:
    """One credential, signed without a database."""
    public, secret = new_pair()
    badges = Badges(
        page="https://t.example/open/issuers/1/", name="Бірлік", secret=secret, status_list="https://t.example/s/"
    )
    award = Award("https://t.example/c/1/", "course", "urn:x:1", "Курс", "Курс", "Әлия", None, now(), None, 7)
    token = badges.signed(award)
    assert verified(token, public) is not None
    return token, public


def test_a_key_of_somebody_else_or_no_key_at_all_does_not_verify(signed_once: tuple[str, dict[str, object]]) -> None:
    token, public = signed_once
    other, secret = new_pair()
    said = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    forged = jwt.encode(said, secret, algorithm="RS256", headers={"jwk": other})
    assert verified(forged, other) is not None
    assert verified(forged, public) is None
    assert verified(jwt.encode(said, None, algorithm="none"), public) is None
    assert verified(jwt.encode(said, str(public["n"]), algorithm="HS256"), public) is None
    assert verified("", public) is None


def test_a_withdrawn_certificate_says_so_everywhere_and_stays_so(guild: Guild, certificate: Certificate) -> None:
    with acting_as(door().pk):
        found, genuine = credential_checked(certificate.credential, today())
        assert genuine
        assert found is not None
        assert found.state(today()) == "valid"
    with pytest.raises(Problem, match="why"):
        revoke_certificate(actor=guild.organiser, certificate=certificate.uuid, reason=" ")
    with pytest.raises(Problem, match="day"):
        revoke_certificate(actor=guild.organiser, certificate=certificate.uuid, reason="x", on=today() + timedelta(1))
    revoke_certificate(actor=guild.organiser, certificate=certificate.uuid, reason="A wrong name")
    with pytest.raises(Problem, match="already"):
        revoke_certificate(actor=guild.organiser, certificate=certificate.uuid, reason="Again")
    with acting_as(door().pk):
        found, genuine = credential_checked(certificate.credential, today())
        assert genuine
        assert found is not None
        assert found.state(today()) == "withdrawn"
        assert found.ended_on == today()
        (key,) = issuer_keys(guild.university)
        listed = verified(key.status_list, key.public)
        assert listed is not None
        assert _bit(listed["credentialSubject"]["encodedList"], certificate.position) == 1
        assert _bit(listed["credentialSubject"]["encodedList"], certificate.position + 1) == 0
    anew = issue_attendance(actor=guild.organiser, registration=certificate.registration.uuid)
    assert anew.pk != certificate.pk
    assert anew.position == certificate.position + 1
    with acting_as(guild.organiser.pk), pytest.raises(DatabaseError):
        Certificate.objects.filter(pk=certificate.pk).update(revoked_on=None)


def test_what_was_certified_cannot_be_rewritten(guild: Guild, certificate: Certificate) -> None:
    with acting_as(guild.organiser.pk), pytest.raises(DatabaseError):
        Certificate.objects.filter(pk=certificate.pk).update(holder="Somebody else")


def test_old_keys_still_verify(guild: Guild, certificate: Certificate) -> None:
    take_new_key(actor=guild.organiser, unit=guild.university.uuid)
    there = registration_of(guild, held_session(guild, title="Later"))
    later = issue_attendance(actor=guild.organiser, registration=there.uuid)
    with acting_as(door().pk):
        new, old = issuer_keys(guild.university)
        assert old.retired_on == today()
        assert new.retired_on is None
        for one in (certificate, later):
            assert credential_checked(one.credential, today())[1]
        assert verified(certificate.credential, new.public) is None
    revoke_certificate(actor=guild.organiser, certificate=certificate.uuid, reason="After the key was retired")
    with acting_as(door().pk):
        listed = verified(issuer_keys(guild.university)[1].status_list, old.public)
    assert listed is not None
    assert _bit(listed["credentialSubject"]["encodedList"], certificate.position) == 1


def test_only_the_office_reads_the_sealed_key(guild: Guild, certificate: Certificate) -> None:
    everybody = (guild.association, guild.secretary, guild.reviewer, guild.student, guild.house.worker, door())
    for user in everybody:
        with acting_as(user.pk):
            assert not IssuerKey.objects.exists()
            assert not Certificate.objects.exists()
    with acting_as(guild.organiser.pk):
        key = IssuerKey.objects.get()
    assert "PRIVATE" not in key.secret
    with pytest.raises(Refused):
        take_new_key(actor=guild.association, unit=guild.university.uuid)


def test_who_holds_the_code_of_the_registration_opens_the_certificate(guild: Guild, certificate: Certificate) -> None:
    with with_code(key_of(0)):
        found = certificate_of_registration(key_of(0))
        assert found is not None
        assert found.pk == certificate.pk
    with with_code(key_of(1)):
        assert certificate_of_registration(key_of(0)) is None


def test_sixty_certificates_in_two_seconds(guild: Guild) -> None:
    session = held_session(guild, people=60)
    began = time.perf_counter()
    issue_all(actor=guild.organiser, session=session.uuid)
    assert time.perf_counter() - began < 2
    issue_all(actor=guild.organiser, session=session.uuid)
    with acting_as(guild.organiser.pk):
        made = Certificate.objects.filter(registration__session=session)
        assert len(set(made.values_list("position", flat=True))) == made.count() == 60


def test_a_category_taken_back_ends_its_certificate(guild: Guild) -> None:
    office, worker = guild.association, guild.house.worker
    entry = enter_practitioner(
        actor=office, unit=guild.office.uuid, surname="Әбенова", given_name="Сәуле", region="710000000", user=worker
    )
    category = give_category(actor=office, entry=entry.uuid, category="first", decision="7", decided_on=today())
    issue_categories(actor=office, unit=guild.office.uuid)
    made = issue_certification(actor=office, certification=category.uuid, language="ru")
    issue_categories(actor=office, unit=guild.office.uuid)
    assert (made.title_ru, made.holder) == ("Первая категория", str(entry))
    with acting_as(worker.pk):
        assert [one.pk for one in my_certificates(worker)] == [made.pk]
    assert _state(made.code) == "valid"
    assert _state(made.code, category.valid_until + timedelta(1)) == "expired"
    suspended = suspend_entry(actor=office, entry=entry.uuid, decision="8", reason="x", starts_on=today())
    assert _state(made.code) == "resting"
    lift_suspension(actor=office, suspension=suspended.uuid, reason="x")
    withdraw_category(actor=office, certification=category.uuid, reason="x")
    assert _state(made.code) == "withdrawn"
    with pytest.raises(Problem, match="not hold"):
        issue_certification(actor=office, certification=category.uuid)


def test_a_course_is_certified_once(guild: Guild) -> None:
    office = guild.association
    course = Course.objects.none()
    with acting_as(office.pk):
        course = Course.objects.create(
            unit=guild.office, code="c", title_kk="Курс", title_ru="Курс", title_en="Course", hours=16,
            provider="Университет", recorded_by=office,
        )  # fmt: skip
    entry = enter_practitioner(
        actor=office, unit=guild.office.uuid, surname="Әбенова", given_name="Сәуле", region="710000000"
    )
    made = issue_course(actor=office, course=course.uuid, practitioner=entry.uuid)
    assert made.hours == 16
    assert made.practitioner_id == entry.pk
    assert issue_course(actor=office, course=course.uuid, practitioner=entry.uuid).pk == made.pk
    with pytest.raises(Problem, match="number"):
        issue_course(actor=office, course=course.uuid, practitioner=course.uuid)


def test_a_membership_is_certified_for_a_year(guild: Guild) -> None:
    office = guild.association
    category = set_category(
        actor=office, unit=guild.office.uuid, code="full", titles=words("Мүше", "Член", "Member"), fee=Decimal(0),
        votes=True,
    )  # fmt: skip
    member = enter_member(actor=office, category=category.uuid, body="Үміт")
    made = issue_membership(actor=office, member=member.uuid)
    assert made.holder == "Үміт"
    assert made.valid_until == date(today().year, 12, 31)
    assert issue_membership(actor=office, member=member.uuid).pk == made.pk
    assert _state(made.code) == "valid"
    exclude_member(actor=office, member=member.uuid, reason="x")
    assert _state(made.code) == "withdrawn"
    with pytest.raises(Problem, match="member"):
        issue_membership(actor=office, member=member.uuid)


def test_a_code_nobody_was_given_opens_nothing(guild: Guild, certificate: Certificate) -> None:
    with acting_as(door().pk), connection.cursor() as cursor:
        assert certificate_by_code("nothing", today()) is None
        assert certificate_by_code("", today()) is None
        written = "-".join(certificate.code[at : at + 4].upper() for at in range(0, 16, 4))
        assert certificate_by_code(written, today()) is not None
        cursor.execute("SELECT count(*) FROM profession_certificate_by_code('%%', current_date)")
        assert cursor.fetchone() == (0,)


def _state(code: str, on: date | None = None) -> str:
    with acting_as(door().pk):
        found = certificate_by_code(code, on or today())
    assert found is not None
    return found.state(on or today())
