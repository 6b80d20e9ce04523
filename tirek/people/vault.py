"""Numbers that name a person are kept sealed; a keyed hash finds them again.

Keys come from ``settings.FIELD_KEYS`` (the first seals, all open), else from Django's own secrets, so that an
installation can turn its keys over: put the new one first, keep the old ones. No cryptography of our own.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    """The text as nobody without the key can read it."""
    return _safe(_secrets()).encrypt(text.encode()).decode()


def unseal(sealed: str, within: int | None = None) -> str:
    """The text again; raises ``cryptography.fernet.InvalidToken`` if the key is not the installation's.

    ``within`` so many seconds, where what was sealed holds for a time only.
    """
    return _safe(_secrets()).decrypt(sealed.encode(), ttl=within).decode()


def find_key(text: str) -> str:
    """The keyed hash under which a number is stored: equal numbers, equal keys, and no way back."""
    return _digest(_secrets()[0], text)


def find_keys(text: str) -> list[str]:
    """Every key under which the number may have been stored since the installation's keys were turned over."""
    return [_digest(secret, text) for secret in _secrets()]


def _secrets() -> tuple[str, ...]:
    own: list[str] = list(getattr(settings, "FIELD_KEYS", ()))
    return tuple(own or [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)])


@cache
def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tirek.people " + purpose).derive(secret.encode())


@cache
def _safe(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(secret, b"seal"))) for secret in secrets])


def _digest(secret: str, text: str) -> str:
    plain = "".join(text.split()).upper()
    return hmac.new(_derived(secret, b"find"), plain.encode(), hashlib.sha256).hexdigest()
