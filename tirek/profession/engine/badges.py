"""A certificate as an Open Badge 3.0: a W3C verifiable credential, signed as a JWT by a kept library.

Plain values in, text out. What is signed holds the least: the holder's name, what for, by whom, when, how many hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    Issuer,
    OB3Signer,
    OpenBadgeCredential,
    build_did_document,
    build_status_list_credential,
    did_web_from_url,
    status_entry,
)

from tirek.profession.engine.keys import ALGORITHM
from tirek.profession.enums import CertificateKind

#: How many certificates one status list holds; then the office takes a new key.
PLACES: Final = 131_072
_REVOCATION: Final = "revocation"
#: The word of the vocabulary of Open Badges for each kind.
_TYPES: Final[dict[str, str]] = {
    CertificateKind.ATTENDANCE: "Certificate",
    CertificateKind.COURSE: "CertificateOfCompletion",
    CertificateKind.CERTIFICATION: "Certification",
    CertificateKind.MEMBERSHIP: "Membership",
}


@dataclass(frozen=True)
class Award:
    """What a certificate says. ``address`` is where it is checked; ``subject`` names session, course or category."""

    address: str
    kind: str
    subject: str
    name: str
    about: str
    holder: str
    hours: Decimal | None
    issued_at: datetime
    valid_until: datetime | None
    position: int


class Badges:
    """One office signs. The secret half of its key is read once, for one certificate or for sixty."""

    def __init__(self, *, page: str, name: str, secret: str, status_list: str) -> None:
        self.issuer = Issuer(id=issuer_id(page), name=name, url=page)
        self.status_list = status_list
        self._signer = OB3Signer(secret, ALGORITHM)

    def signed(self, award: Award) -> str:
        """The credential as a compact JWT, byte for byte as it is kept and handed out."""
        hours = None if award.hours is None else float(award.hours)
        credential = OpenBadgeCredential(
            id=award.address,
            issuer=self.issuer,
            recipient_id=None,
            identifiers=[IdentityObject(identity_hash=award.holder, identity_type="name", hashed=False)],
            achievement=Achievement(
                id=award.subject,
                name=award.name,
                description=award.about,
                criteria_narrative=award.about,
                achievement_type=_TYPES[award.kind],
                credits_available=hours,
            ),
            credits_earned=hours,
            issuance_date=award.issued_at,
            expiration_date=award.valid_until,
            credential_status=[status_entry(self.status_list, _REVOCATION, award.position)],
        )
        return self._signer.sign(credential)

    def signed_list(self, withdrawn: Iterable[int], at: datetime) -> str:
        """The list of what was withdrawn, signed: a Bitstring Status List, one bit for each certificate of the key."""
        listed: dict[str, Any] = build_status_list_credential(
            self.issuer.id, self.status_list, _REVOCATION, withdrawn, size_bits=PLACES, issued=at
        )
        claims = {"iss": listed["issuer"], "jti": listed["id"], "nbf": int(at.timestamp())}
        return self._signer.sign_payload({**listed, **claims})


def issuer_id(page: str) -> str:
    """Who signs, for a verifier anywhere: a did:web under the office's page; without https the page itself."""
    return did_web_from_url(page) if urlsplit(page).scheme == "https" else page


def did_document(page: str, keys: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """What the did:web of an office leads to: every key, the one in use first, the retired ones after it."""
    return build_did_document(issuer_id(page), keys)
