"""The comparison of the register says of two people what the comparison of two people says."""

from datetime import date
from random import Random

import pytest

from tirek.people.engine.dates import PartialDate, Precision
from tirek.people.engine.keys import Described, Keys, aliases_of, keys_of
from tirek.people.engine.likelihood import model, weigh_keys
from tirek.people.engine.names import SpelledName

pytest.importorskip("splink", reason="the analytics extra is not installed")

SURNAMES = "Сапаров Сапарова Saparov Сапыров Ким Цой Жұмабаев Джумабаев Нұрлан Нұрланұлы Сопаров Сатаров Сапаровский С"
GIVENS = (
    "Асан Үсен Хасан Хұсайын Айгүл Айгуль Aigul Айжан Айжос Айдос Шыңғыс Чингиз Нұрлан А. Айгөл Айгүлім Сапаров Ким Ж"
)
FATHERS = "Нұрланұлы Нурланович Nurlanovich Маратұлы Марат Чингизович Шыңғысұлы Нурлонович Нурлатович Нұрланбекұлы Н."
DAYS = [date(1990, 3, 4), date(1990, 4, 3), date(1990, 3, 14), date(1991, 3, 4), date(1990, 1, 1), date(1962, 7, 30)]
ALIASES = aliases_of([("shingis", "chingiz"), ("chingiz", "chingis")])


def somebody(chance: Random) -> Keys:
    def maybe(words: str) -> str:
        return chance.choice(words.split()) if chance.random() < 0.85 else ""

    names = tuple(
        SpelledName(maybe(SURNAMES), maybe(GIVENS), maybe(FATHERS)) for _ in range(1 if chance.random() < 0.8 else 2)
    )
    born = PartialDate(chance.choice(DAYS), chance.choice([Precision.DAY] * 6 + list(Precision))).trimmed()
    return keys_of(
        Described(
            names=names,
            sex=chance.choice(["female", "male", "unknown"]),
            born=born if chance.random() < 0.9 else None,
            iin_hash=chance.choice(["", "7f", "8e"]),
            phones=frozenset(chance.sample(["7011112233", "7011112234", "7051112233"], chance.randint(0, 2))),
            region=chance.choice(["", "75", "79"]),
        ),
        ALIASES,
    )


def test_both_comparisons_find_the_same_levels() -> None:
    from tirek.people.linkage.scoring import compare_table
    from tirek.people.linkage.table import fill, private_database

    chance = Random(3)
    people = {number: somebody(chance) for number in range(1, 201)}
    with private_database("200MB", 1) as database:
        fill(database, people.items())
        found = list(compare_table(database, least=-200))
    assert len(found) > 1_000
    seen: dict[str, set[str]] = {}
    for pair in found:
        said = {row.field: row.level for row in pair.evidence if row.field != "rarity"}
        weighed = weigh_keys(people[pair.one], people[pair.other])
        assert said == {row.field: row.level for row in weighed.evidence}, (people[pair.one], people[pair.other])
        assert pair.weight == pytest.approx(sum(row.weight for row in pair.evidence))
        for field, level in said.items():
            seen.setdefault(field, set()).add(level)
    # Every level there is was met.
    assert {field: set(levels) - seen[field] for field, levels in model().levels.items()} == {
        field: set() for field in model().levels
    }
