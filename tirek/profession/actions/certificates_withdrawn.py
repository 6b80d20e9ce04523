"""A certificate is withdrawn: with a reason and a day, once. The signed status list says so from then on."""

from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.models import User
from tirek.access.policy import require
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Problem
from tirek.profession.actions.keys import badges_of, one_at_a_time
from tirek.profession.models import Certificate
from tirek.profession.selectors.certificates import certificate_seen


@act("certificate.issue")
def revoke_certificate(
    *, actor: User, certificate: UUID, reason: str, on: date | None = None, client_ref: UUID | None = None
) -> Certificate:
    """Withdraw a certificate. Anybody who checks it learns that, and since when; the reason stays with the office.

    Permission: certificate.issue in the unit that issued it. Once for a client_ref.
    """
    found, day = certificate_seen(certificate), on or today()
    require(actor, "certificate.issue", found.unit_id)
    if not reason.strip():
        raise Problem(N_("Say why."), field="reason")
    if not found.issued_on <= day <= today():
        raise Problem(N_("The day lies between the day of issue and today."), field="on")
    one_at_a_time(found.unit)
    found.refresh_from_db(fields=["revoked_on"])
    if found.revoked_on is not None:
        raise Problem(N_("This certificate is withdrawn already."))
    found.revoked_on, found.revoked_by, found.reason = day, actor, reason.strip()
    found.save(update_fields=["revoked_on", "revoked_by", "reason"])
    key = found.key
    withdrawn = Certificate.objects.filter(key=key, revoked_on__isnull=False).values_list("position", flat=True)
    key.status_list = badges_of(key).signed_list(withdrawn, now())
    key.save(update_fields=["status_list"])
    note(kind=found.kind, on=day.isoformat())
    return found
