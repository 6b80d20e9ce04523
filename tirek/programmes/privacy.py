"""Programmes are reference data and never leave: what was done under a version must stay readable."""

from typing import Final

_PACK = ["id", "code", "version", "content_hash", "content", "installed_at"]
_INSTRUMENT = ["id", "code", "pack"]
_VERSION = [
    "id", "instrument", "number", "label", "content_hash", "definition", "source_file", "source_name", "source",
    "licence", "wording_status", "own_pack", "published_at",
]  # fmt: skip

PRIVACY: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "InstalledPack": dict.fromkeys(_PACK, ("reference", "permanent")),
    "Instrument": dict.fromkeys(_INSTRUMENT, ("reference", "permanent")),
    "InstrumentVersion": {
        **dict.fromkeys(_VERSION, ("reference", "permanent")),
        "published_by": ("operational", "permanent"),
    },
    "InstrumentUse": dict.fromkeys(
        ["id", "instrument", "use", "statement", "stated_by", "stated_at", "withdrawn_at"], ("operational", "permanent")
    ),
}
