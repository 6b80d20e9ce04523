"""The part of the demo about: certificates. For most sessions and for categories; one was wrong and is withdrawn."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from tirek.access.models import User
from tirek.config.demo.profession import Association
from tirek.kernel.clock import ZONE, clock_at
from tirek.profession.actions.certificates import issue_all, issue_categories
from tirek.profession.actions.certificates_withdrawn import revoke_certificate
from tirek.profession.models import Certificate, Registration
from tirek.profession.selectors.certificates import office_certificates, sessions_to_certify
from tirek.toolkit.postgresql.user import acting_as

#: Who issues: for the university, for the association.
ISSUERS: Final = ("asel", "symbat")
#: The newest session still waits for its certificates, so that the page has something to do.
WAITING: Final = 1
DAYS_AFTER: Final = 3


def make(place: Association) -> None:
    """Issue them some days after each session, and once a year for the categories."""
    for username in ISSUERS:
        organiser = place.people[username]
        with acting_as(organiser.pk), transaction.atomic():
            held = list(sessions_to_certify(organiser, place.on - timedelta(days=DAYS_AFTER)))
            came = set(Registration.objects.filter(there_at__isnull=False).values_list("session_id", flat=True))
        for session in reversed([one for one in held if one.pk in came][WAITING:]):
            with clock_at(session.ends_at.astimezone(ZONE).date() + timedelta(days=DAYS_AFTER)):
                issue_all(actor=organiser, session=session.uuid)
    for days in (400, 30):
        with clock_at(place.on - timedelta(days=days)):
            issue_categories(actor=place.people["symbat"], unit=place.office.uuid)
    _withdrawn(place, place.people["symbat"])


def _withdrawn(place: Association, office: User) -> None:
    """The name on one was written wrongly."""
    with acting_as(office.pk), transaction.atomic():
        wrong: Certificate | None = office_certificates(office).filter(revoked_on=None).order_by("pk").first()
    if wrong is not None:
        with clock_at(max(place.on - timedelta(days=20), wrong.issued_on)):
            revoke_certificate(actor=office, certificate=wrong.uuid, reason="Аты-жөні қате жазылған")
