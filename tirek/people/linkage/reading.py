"""The register as it stands at one moment, with keys instead of names and numbers."""

from collections.abc import Iterator
from typing import Any

from django.db import connections, transaction

from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.keys import Aliases, Described, Keys, aliases_of, keys_from
from tirek.people.models import NameAlias

# One statement is one moment. What lies in a compartment of its own (a hidden address, a number given in confidence)
# is not read, or its agreement would be told to somebody who may not see it; a person who lies there as a whole
# makes the pair secret instead.
REGISTER = """
SELECT p.id, p.sex, p.birth_date, p.birth_precision, p.iin_hash,
       coalesce(n.given, '{}'), coalesce(n.given_keys, '{}'), coalesce(n.surnames, '{}'),
       coalesce(n.surname_keys, '{}'), coalesce(n.fathers, '{}'), coalesce(n.father_keys, '{}'),
       coalesce(c.phones, '{}'), coalesce(a.region, '')
FROM people_person p
LEFT JOIN (
    SELECT n.person_id, array_agg(given_name) AS given, array_agg(given_key) AS given_keys,
           array_agg(surname) AS surnames, array_agg(surname_key) AS surname_keys,
           array_agg(patronymic) AS fathers, array_agg(patronymic_key) AS father_keys
    FROM people_personname n JOIN people_person o ON o.id = n.person_id AND n.compartment IN ('general', o.compartment)
    GROUP BY n.person_id) n ON n.person_id = p.id
LEFT JOIN (
    SELECT c.person_id, array_agg(DISTINCT digits) AS phones FROM people_contactpoint c
    WHERE digits <> '' AND compartment = 'general' GROUP BY c.person_id) c ON c.person_id = p.id
LEFT JOIN (
    SELECT DISTINCT ON (person_id) person_id, region_id AS region FROM people_address
    WHERE region_id IS NOT NULL AND compartment = 'general' ORDER BY person_id, id DESC) a ON a.person_id = p.id
WHERE p.merged_into_id IS NULL
"""


def register_rows() -> Iterator[tuple[int, Keys]]:
    """Everybody who was not merged into somebody else, sealed persons too, as the owner of the tables sees them."""
    connection = connections["owner"]
    aliases = aliases_of(NameAlias.objects.using("owner").values_list("word", "alias"))
    with transaction.atomic(using="owner"), connection.chunked_cursor() as cursor:
        cursor.execute(REGISTER)
        while rows := cursor.fetchmany(5_000):
            for row in rows:
                yield row[0], _keys(row, aliases)


def _keys(row: tuple[Any, ...], aliases: Aliases) -> Keys:
    _id, sex, birth_date, precision, iin_hash, given, given_keys, surnames, surname_keys, fathers, father_keys = row[
        :11
    ]
    return keys_from(
        given=zip(given, given_keys, strict=True),
        surname=zip(surnames, surname_keys, strict=True),
        father=zip(fathers, father_keys, strict=True),
        described=Described(
            sex=sex,
            born=PartialDate(birth_date, Precision(precision)) if birth_date else None,
            iin_hash=iin_hash,
            phones=frozenset(row[11]),
            region=row[12],
        ),
        aliases=aliases,
    )
