from typing import Final

from tirek.profession.privacy.classes import Field
from tirek.profession.privacy.classes import all_of as _all

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    "IssuerKey": {
        **_all(
            "reference",
            "permanent",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "unit",
            "public",
            "retired_on",
            "status_list",
        ),
        **_all("sensitive", "permanent", "secret"),
    },
    "Certificate": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "unit",
            "title_kk",
            "title_ru",
            "title_en",
            "code",
            "kind",
            "registration",
            "certification",
            "hours",
            "issued_on",
            "valid_until",
            "course",
            "member",
            "key",
            "position",
            "revoked_on",
            "revoked_by",
        ),
        **_all("direct", "with_staff", "holder", "credential"),
        **_all("indirect", "with_staff", "practitioner", "reason"),
    },
}
