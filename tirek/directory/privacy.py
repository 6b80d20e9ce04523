"""The directory holds facts about places: no personal data, kept as long as the installation."""

from typing import Final

_REGION = [
    "kato", "iso_code", "kazstat_code", "name_kk", "name_ru", "name_ru_other", "name_en",
    "source", "valid_from", "verified",
]  # fmt: skip

PRIVACY: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "Region": dict.fromkeys(_REGION, ("reference", "permanent")),
}
