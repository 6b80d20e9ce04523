from typing import Final

from tirek.profession.privacy.classes import Field
from tirek.profession.privacy.classes import all_of as _all

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    "Complaint": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "unit",
            "reference",
            "door_hash",
            "named",
            "received_on",
            "state",
            "told_on",
        ),
        **_all("direct", "with_staff", "complainant", "complainant_name", "complainant_contact", "about_name"),
        **_all("sensitive", "with_staff", "about", "happened", "text", "norms", "reason"),
    },
    "PanelMember": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "complaint",
            "appeal",
            "chair",
            "free",
            "declared_on",
            "left_on",
        ),
        **_all("indirect", "with_staff", "user"),
        **_all("sensitive", "with_staff", "conflict"),
    },
    "ComplaintWord": {
        **_all(
            "operational", "with_staff", "id", "uuid", "recorded_by", "recorded_at", "complaint", "side", "to_sides"
        ),
        **_all("sensitive", "with_staff", "text"),
    },
    "Hearing": {
        **_all(
            "operational", "with_staff", "id", "uuid", "recorded_by", "recorded_at", "complaint", "at", "place", "held"
        ),
        **_all("sensitive", "with_staff", "minutes"),
    },
    "EthicsDecision": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "complaint",
            "appeal",
            "decided_on",
            "appeal_until",
        ),
        **_all("sensitive", "with_staff", "measure", "text"),
    },
    "EthicsAppeal": {
        **_all("operational", "with_staff", "id", "uuid", "recorded_by", "recorded_at", "complaint", "side", "on"),
        **_all("sensitive", "with_staff", "text"),
    },
    "DigestEntry": {
        **_all(
            "reference",
            "permanent",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "unit",
            "title_kk",
            "title_ru",
            "title_en",
            "text_kk",
            "text_ru",
            "text_en",
            "complaint",
            "norms",
            "measure",
            "year",
            "published_on",
        ),
    },
}
