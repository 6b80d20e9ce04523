"""What each field tells about a person, and how long it is kept.

Classes: ``direct`` names somebody, ``indirect`` narrows down who it is, ``sensitive`` may do harm when known,
``operational`` serves the work, ``reference`` is no personal data. Rules: ``with_person`` as long as any case of
the person is kept, ``with_family`` likewise for the family, ``derived`` goes with what it was made from.
"""

from typing import Final

Field = tuple[str, str]

_RECORD: Final[dict[str, Field]] = {
    "id": ("operational", "with_person"),
    "uuid": ("operational", "with_person"),
    "unit": ("operational", "with_person"),
    "compartment": ("operational", "with_person"),
    "recorded_by": ("operational", "with_person"),
    "recorded_at": ("operational", "with_person"),
}
_LASTING: Final[dict[str, Field]] = {
    "starts_on": ("indirect", "with_person"),
    "ends_on": ("indirect", "with_person"),
}

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    "Person": {
        **_RECORD,
        "sex": ("indirect", "with_person"),
        "birth_date": ("indirect", "with_person"),
        "birth_precision": ("operational", "with_person"),
        "died_on": ("indirect", "with_person"),
        "died_precision": ("operational", "with_person"),
        "iin_sealed": ("direct", "with_person"),
        "iin_hash": ("direct", "with_person"),
        "iin_findings": ("operational", "with_person"),
        "iin_reason": ("operational", "with_person"),
        "language": ("indirect", "with_person"),
        "needs_interpreter": ("indirect", "with_person"),
        "intake_by": ("operational", "with_person"),
    },
    "PersonName": {
        **_RECORD,
        **_LASTING,
        "person": ("operational", "with_person"),
        "script": ("operational", "with_person"),
        "kind": ("indirect", "with_person"),
        "surname": ("direct", "with_person"),
        "given_name": ("direct", "with_person"),
        "patronymic": ("direct", "with_person"),
        "surname_key": ("direct", "derived"),
        "given_key": ("direct", "derived"),
        "patronymic_key": ("direct", "derived"),
        "sort_key": ("direct", "derived"),
    },
    "NameToken": {
        "token": ("direct", "derived"),
        "skeleton": ("direct", "derived"),
    },
    "PersonTokens": {
        "person": ("operational", "derived"),
        "tokens": ("direct", "derived"),
    },
    "ContactPoint": {
        **_RECORD,
        **_LASTING,
        "person": ("operational", "with_person"),
        "kind": ("operational", "with_person"),
        "value": ("direct", "with_person"),
        "whose": ("direct", "with_person"),
        "safe_to_call": ("sensitive", "with_person"),
        "note": ("sensitive", "with_person"),
        "digits": ("direct", "derived"),
    },
    "Address": {
        **_RECORD,
        **_LASTING,
        "person": ("operational", "with_person"),
        "kind": ("sensitive", "with_person"),
        "region": ("indirect", "with_person"),
        "district": ("indirect", "with_person"),
        "settlement": ("indirect", "with_person"),
        "kato": ("indirect", "with_person"),
        "street": ("direct", "with_person"),
        "starts_precision": ("operational", "with_person"),
    },
    "IdentityDocument": {
        **_RECORD,
        "person": ("operational", "with_person"),
        "kind": ("indirect", "with_person"),
        "number_sealed": ("direct", "with_person"),
        "number_hash": ("direct", "with_person"),
        "issued_on": ("indirect", "with_person"),
        "valid_until": ("indirect", "with_person"),
        "issuer": ("indirect", "with_person"),
    },
    "Family": {
        **_RECORD,
        "reference": ("indirect", "with_family"),
        "note": ("sensitive", "with_family"),
        "intake_by": ("operational", "with_family"),
    },
    "FamilyMember": {
        **_RECORD,
        **_LASTING,
        "family": ("operational", "with_family"),
        "person": ("operational", "with_family"),
        "role": ("indirect", "with_family"),
        "lives_together": ("indirect", "with_family"),
        "end_reason": ("sensitive", "with_family"),
    },
    "Relation": {
        **_RECORD,
        **_LASTING,
        "person": ("operational", "with_person"),
        "other": ("operational", "with_person"),
        "kind": ("sensitive", "with_person"),
        "bond": ("sensitive", "with_person"),
        "source": ("operational", "with_person"),
        "note": ("sensitive", "with_person"),
    },
    "PersonCorrection": {
        **_RECORD,
        "person": ("operational", "with_person"),
        "name": ("operational", "with_person"),
        "field": ("operational", "with_person"),
        "old": ("direct", "with_person"),
        "new": ("direct", "with_person"),
        "sealed": ("operational", "with_person"),
        "reason": ("sensitive", "with_person"),
    },
}
