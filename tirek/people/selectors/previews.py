"""Who is known elsewhere: of people the user does not see two letters, a year, and whom to call. Never why."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import get_language

from tirek.access.models import AuditEntry, User
from tirek.access.policy import holds
from tirek.people.engine.matching import Likeness
from tirek.people.engine.search_box import SearchBox, read_search_box
from tirek.people.enums import RequestState, Script
from tirek.people.references import reference_for
from tirek.people.selectors.search import LONGEST_QUESTION
from tirek.people.vault import find_keys
from tirek.toolkit.postgresql.user import acting_as

SPELLINGS = {
    "kk": [Script.KAZAKH, Script.RUSSIAN, Script.LATIN],
    "ru": [Script.RUSSIAN, Script.KAZAKH, Script.LATIN],
    "en": [Script.LATIN, Script.KAZAKH, Script.RUSSIAN],
}
AN_HOUR, A_DAY = 30, 100
LOOK = "preview_person"


@dataclass(frozen=True)
class Whom:
    """Whom to ask about a person: another organisation's desk and its phone, or those who lead the own unit."""

    own_team: bool
    name: str
    phone: str


@dataclass(frozen=True)
class Preview:
    """Somebody whom the user does not see. ``reference`` stands for the person and says nothing."""

    reference: str
    initials: str
    birth_year: int | None
    found_by: str
    likeness: Likeness
    whom: Whom
    request: str
    state: str

    @property
    def asked(self) -> bool:
        """Whether the user's request waits for its answer."""
        return self.state == RequestState.ASKED


@dataclass(frozen=True)
class Previews:
    """At most five previews; ``used_up`` when the user has looked at as many people as one may for now."""

    shown: tuple[Preview, ...] = ()
    used_up: bool = False


def person_previews(actor: User, q: str, birth_year: int | None = None) -> Previews:
    """People known elsewhere who may be meant by ``q``, on strong evidence only; sealed people never.

    Permission: access.request; others get nothing. One question to the database, whoever is found: it looks, counts
    how much the user has looked at, and writes each preview to the audit of the unit that knows the person.
    """
    box = read_search_box(q[:LONGEST_QUESTION])
    if box.empty or not holds(actor, "access.request"):
        return Previews()
    with acting_as(actor.pk), transaction.atomic():
        found = _ask(box, birth_year or box.birth_year)
    return Previews(tuple(_preview(actor, row) for row in found["shown"]), found["used_up"])


def looks_at_unit(unit_ids: list[int]) -> list[AuditEntry]:
    """Who was shown a preview of somebody the units know, the newest first; row security keeps to the user's units."""
    return list(AuditEntry.objects.filter(act=LOOK, unit_id__in=unit_ids).order_by("-at")[:200])


def language_and_spellings() -> tuple[str, list[str]]:
    """The language of the page, and in which order a name's spellings suit it."""
    language = (get_language() or "kk")[:2]
    return language, [str(script) for script in SPELLINGS.get(language, SPELLINGS["kk"])]


def whom_of(said: dict[str, Any]) -> Whom:
    """Whom to ask, as the database's functions say it."""
    return Whom(said["own"], said["whom"], said["phone"])


def _ask(box: SearchBox, birth_year: int | None) -> dict[str, Any]:
    language, spellings = language_and_spellings()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_previews(%s::text[], %s::text[], %s::text[], %s, %s::text[], %s, %s::text[], %s)::text",
            [
                [word.key for word in box.words],
                [word.stem for word in box.words],
                [word.key for word in box.initials],
                birth_year,
                find_keys(box.iin) if box.iin else [],
                box.phone,
                spellings,
                language,
            ],
        )
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return found


def _preview(actor: User, row: dict[str, Any]) -> Preview:
    request = row["request"] or {}
    return Preview(
        reference=reference_for(actor.pk, row["id"]),
        initials=(row["initials"] or "").upper(),
        birth_year=row["year"],
        found_by=row["found_by"],
        likeness=Likeness(row["alike"]),
        whom=whom_of(row),
        request=request.get("uuid", ""),
        state=request.get("state", ""),
    )
