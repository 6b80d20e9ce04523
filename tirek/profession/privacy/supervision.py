from typing import Final

from tirek.profession.privacy.classes import Field
from tirek.profession.privacy.classes import all_of as _all

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    "SupervisionAgreement": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "unit",
            "form",
            "title",
            "every_days",
            "starts_on",
            "ends_on",
        ),
        **_all("indirect", "with_staff", "supervisor"),
        **_all("sensitive", "with_staff", "aims"),
    },
    "AgreementMember": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "agreement",
            "accepted_on",
            "left_on",
        ),
        **_all("indirect", "with_staff", "practitioner"),
    },
    "SupervisionMeeting": {
        **_all(
            "operational",
            "with_staff",
            "id",
            "uuid",
            "recorded_by",
            "recorded_at",
            "agreement",
            "on",
            "minutes",
            "mode",
            "state",
            "safety_asked",
        ),
    },
    "MeetingPresence": {
        **_all("operational", "with_staff", "id", "uuid", "recorded_by", "recorded_at", "meeting"),
        **_all("indirect", "with_staff", "practitioner"),
    },
    "SupervisionTheme": {
        **_all("operational", "with_staff", "id", "uuid", "recorded_by", "recorded_at", "meeting"),
        **_all("indirect", "with_staff", "practitioner"),
        **_all("sensitive", "with_staff", "kind", "text", "agreed"),
    },
    "WellbeingCheck": {
        **_all("operational", "with_staff", "id", "uuid", "recorded_by", "recorded_at", "on"),
        **_all("indirect", "with_staff", "practitioner", "shared_with"),
        **_all("sensitive", "with_staff", "answers", "wants_to_talk", "unsafe"),
    },
}
