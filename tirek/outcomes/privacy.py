"""What the rows of the evidence tell about somebody, and how long they are kept (classes: ``people.privacy``).

``derived`` goes with the facts it was made from. Facts themselves (outside of the database) carry pseudonyms: what each
of their columns tells is in ``engine.model``.
"""

from typing import Final

Field = tuple[str, str]


def _all(privacy: str, keep: str, *names: str) -> dict[str, Field]:
    return dict.fromkeys(names, (privacy, keep))


_SCOPE = _all("operational", "derived", "id", "version", "definition", "scope", "organisation", "unit")

PRIVACY: Final[dict[str, dict[str, Field]]] = {
    "FactsVersion": _all(
        "operational", "permanent",
        "id", "uuid", "number", "on", "model_version", "state", "digest", "files", "rows", "began_at",
        "finished_at", "problem",
    ),
    "QualityFinding": {
        **_all("operational", "with_case", "id", "uuid", "unit", "compartment", "recorded_by", "recorded_at", "case"),
        **_all("operational", "with_case", "rule", "kind", "subject_type", "subject_uuid", "gone_on"),
        **_all("indirect", "with_case", "done_on", "detail"),
    },
    "Figure": {
        **_SCOPE,
        **_all("operational", "derived", "indicator", "first_on", "last_on", "breakdown", "categories", "hidden"),
        **_all("indirect", "derived", "numerator", "denominator", "middle"),
    },
    "Curve": {
        **_SCOPE,
        **_all("operational", "derived", "cohort", "entered_from", "entered_until", "dimension", "category"),
        **_all("indirect", "derived", "entered", "endings", "points"),
    },
    "Exit": {
        **_all("operational", "permanent", "id", "uuid", "user", "at", "form", "version", "table", "hidden", "audited"),
        **_all("indirect", "permanent", "cells"),
    },
    "Loaded": _all(
        "reference", "permanent",
        "id", "uuid", "kind", "source", "citation", "valid_from", "verified", "digest", "loaded_by", "loaded_at",
        "withdrawn_on",
    ),
    "PopulationFigure": _all("reference", "permanent", "id", "loaded", "region", "year", "sex", "age_group", "people"),
    "OfficialValue": _all(
        "reference", "permanent",
        "id", "loaded", "indicator", "series", "region", "year", "groups", "value", "measured_in",
    ),
    "PolicyAnswer": _all(
        "reference", "permanent",
        "id", "uuid", "indicator", "question", "answer", "evidence", "on", "recorded_by", "recorded_at",
    ),
    "Report": _all(
        "operational", "permanent",
        "id", "uuid", "title", "parts", "year", "scope", "unit", "language", "shared", "rhythm", "made_by", "made_at",
        "put_away_on",
    ),
    "Snapshot": _all(
        "operational", "permanent",
        "id", "uuid", "report", "version", "language", "content", "definitions", "digests", "frozen_by", "frozen_at",
    ),
    "ResearchRequest": _all(
        "operational", "permanent",
        "id", "uuid", "organisation", "title", "purpose", "institution", "ethics_body", "ethics_number", "ethics_on",
        "table", "fields", "first_on", "last_on", "until", "agreed_at", "agreement",
        "k", "diversity", "state", "asked_by", "asked_at", "decided_by", "decided_on", "reason",
    ),
    "ResearchRelease": _all(
        "operational", "permanent",
        "id", "uuid", "request", "version", "k", "diversity", "measured", "steps", "rows", "held_back", "mark_key",
        "digest", "until", "released_by", "released_at", "taken_at", "recalled_on", "recalled_by", "recall_reason",
    ),
    "ResearchFile": {
        **_all("operational", "permanent", "release"),
        **_all("sensitive", "derived", "sealed"),
    },
}  # fmt: skip
