"""What left by exits, as one publication with the words for everything in it."""

from collections.abc import Sequence

from tirek.directory.selectors import regions
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.models import Exit
from tirek.outcomes.publication.codes import Entry
from tirek.outcomes.publication.observations import Facts, Part, Publication
from tirek.outcomes.selectors.exits import table_taken
from tirek.outcomes.selectors.words import category_words, dimension_words, place_words, region_words


def publication_of(exits: Sequence[Exit], language: str) -> Publication:
    """The tables that left together, of one place. Its time is that of the newest facts, so it makes the same bytes."""
    tables = [table_taken(one) for one in exits]
    defined = indicators()
    versions = {one.version.number: one.version for one in exits}
    newest = versions[max(versions)]
    return Publication(
        parts=tuple(Part(defined[table.indicator], table) for table in tables),
        place=place_words(tables[0].scope, tables[0].place),
        names=category_words,
        dimension_names=dimension_words,
        areas=areas(),
        facts=tuple(Facts(number, versions[number].digest, versions[number].on) for number in sorted(versions)),
        made_at=newest.finished_at or newest.began_at,
        language=language,
    )


def areas() -> tuple[Entry, ...]:
    """The regions with what others call them."""
    words = region_words()
    return tuple(
        Entry(one.kato, words[one.kato], {"ISO 3166-2": one.iso_code, "KAZSTAT": one.kazstat_code}) for one in regions()
    )
