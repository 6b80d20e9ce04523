"""What anybody may learn of the register: of those who agreed, the least that helps to find them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from tirek.kernel.clock import today
from tirek.profession.selectors.register import folded_words

PAGE = 30


@dataclass(frozen=True)
class OpenQuery:
    """What a visitor looks for; empty fields ask for nothing."""

    words: str = ""
    region: str = ""
    sector: str = ""
    category: str = ""
    language: str = ""
    specialisation: str = ""
    page: int = 1


@dataclass(frozen=True)
class OpenEntry:
    """An entry as strangers see it."""

    uuid: UUID
    number: str
    surname: str
    given_name: str
    patronymic: str
    region_id: str
    languages: list[str]
    specialisations: list[str]
    category: str | None
    valid_until: date | None
    sectors: list[str]

    @property
    def name(self) -> str:
        """Surname, given name, patronymic."""
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


@dataclass(frozen=True)
class OpenPage:
    """A page of the answer, and how many there are in all."""

    entries: list[OpenEntry]
    found: int


def open_entries(query: OpenQuery, on: date | None = None) -> OpenPage:
    """Practitioners who agreed to be found, in the order of the Kazakh alphabet."""
    return _asked(query, None, on)


def open_entry(entry: UUID, on: date | None = None) -> OpenEntry | None:
    """One of them."""
    return next(iter(_asked(OpenQuery(), entry, on).entries), None)


def _asked(query: OpenQuery, one: UUID | None, on: date | None) -> OpenPage:
    words = query.words.strip()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM profession_open(%s::date, %s::text[], %s, %s, %s, %s, %s, %s, %s::uuid, %s, %s)",
            [
                on or today(), folded_words(words), words, query.region, query.sector, query.category, query.language,
                query.specialisation, one, PAGE, PAGE * (max(query.page, 1) - 1),
            ],
        )  # fmt: skip
        rows = cursor.fetchall()
    return OpenPage([OpenEntry(*row[1:]) for row in rows], rows[0][0] if rows else 0)
