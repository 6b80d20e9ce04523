"""The key pair with which an office signs, as a kept library reads it.

RSA with 3072 bits and RS256: every verifier of Open Badges 3.0 must know RS256, and 384 bytes of signature fill their
base64 exactly, so that no letter of the file can be changed without changing what was signed.
"""

from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from openbadgeslib.keys import public_jwk_from_pem

ALGORITHM: Final = "RS256"
_BITS: Final = 3072
_EXPONENT: Final = 65537


def new_pair() -> tuple[dict[str, Any], str]:
    """A new key: the public half as a JSON Web Key, the secret half as PEM."""
    secret = rsa.generate_private_key(_EXPONENT, _BITS)
    public = secret.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    written = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return public_jwk_from_pem(public), written.decode()
