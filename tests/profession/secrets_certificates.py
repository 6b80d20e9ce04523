"""What stands in certificates for the office alone, and a real one for each address."""

from tests.profession.certified import held_session, key_of, registration_of
from tests.security.profession_world import ProfessionWorld
from tirek.profession.actions.certificates import issue_attendance
from tirek.profession.actions.certificates_withdrawn import revoke_certificate


def write(world: ProfessionWorld) -> None:
    """A certificate was withdrawn for a reason that only the office reads, and another one issued in its place."""
    guild = world.guild
    session = held_session(guild, title="Qualified")
    there = registration_of(guild, session)
    wrong = issue_attendance(actor=guild.organiser, registration=there.uuid)
    reason = world.secret("certificate.reason", "organiser")
    revoke_certificate(actor=guild.organiser, certificate=wrong.uuid, reason=reason)
    good = issue_attendance(actor=guild.organiser, registration=there.uuid)
    own = dict.fromkeys(("own_certificate", "own_certificate_paper", "own_certificate_file"), key_of(0, "Qualified"))
    world.known |= {
        "certificate": wrong.uuid,
        "certificates_of_session.session": session.uuid,
        "open_certificate.code": good.code,
        "open_issuer_status.key": good.key.uuid,
        **dict.fromkeys(("open_issuer.unit", "open_issuer_did.unit", "open_issuer_status.unit"), guild.university.uuid),
        **{f"{address}.code": code for address, code in own.items()},
    }
