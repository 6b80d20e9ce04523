"""Whether a credential is what was signed: by another library than the one that signs, with the published key alone."""

import json
import re
from typing import Any, Final

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from tirek.profession.engine.keys import ALGORITHM

#: Three parts of base64url without padding; anything else is no compact JWT, whatever a lenient reader would skip.
_COMPACT: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
LARGEST: Final = 64 * 1024


class _WithKey(jws.JWSRegistry):
    """Open Badges carry the public key in their header, which makes the header longer than others are."""

    max_header_length = 4096


_REGISTRY: Final = _WithKey(algorithms=[ALGORITHM])


def claimed_address(token: str) -> str:
    """The address under which the credential says it is checked. Nothing of it is trusted yet; empty if unreadable."""
    if len(token) > LARGEST or not _COMPACT.fullmatch(token):
        return ""
    try:
        said = json.loads(jws.extract_compact(token.encode(), registry=_REGISTRY).payload)
    except (JoseError, ValueError, RecursionError):
        return ""
    address = said.get("id") if isinstance(said, dict) else None
    return address if isinstance(address, str) else ""


def verified(token: str, public: dict[str, Any]) -> dict[str, Any] | None:
    """What the credential says, if this key signed exactly these bytes; else nothing.

    The key that travels inside the credential is never asked: who forges one brings their own.
    """
    if len(token) > LARGEST or not _COMPACT.fullmatch(token):
        return None
    try:
        checked = jws.deserialize_compact(token, RSAKey.import_key(public), registry=_REGISTRY)
        said = json.loads(checked.payload)
    except (JoseError, ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
