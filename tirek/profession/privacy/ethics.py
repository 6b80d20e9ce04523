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
            "received_on",
            "state",
            "handled_by",
            "told_on",
        ),
        **_all("direct", "with_staff", "about_name"),
        **_all("sensitive", "with_staff", "about", "happened", "text", "norms", "reason"),
    },
    "ComplaintSource": {
        **_all("operational", "with_staff", "id", "complaint", "door_hash", "named"),
        **_all("direct", "with_staff", "user", "name", "contact"),
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
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "complaint",
            "side",
            "to_complainant",
            "to_subject",
            "appeal",
        ),
        **_all("sensitive", "with_staff", "text"),
    },
    "Hearing": {
        **_all(
            "operational", "with_staff", "id", "uuid", "recorded_by", "recorded_at", "complaint", "at", "place", "held"
        ),
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
            "carried_on",
        ),
        **_all("sensitive", "with_staff", "measure", "measure_until", "text"),
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
