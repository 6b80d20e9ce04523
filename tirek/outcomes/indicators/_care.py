"""What the definitions on children in care share: how they are split, whose list they belong to."""

from typing import Final

from tirek.outcomes.engine.definition import RowTable, Standard
from tirek.outcomes.engine.dimensions import DIMENSIONS
from tirek.outcomes.engine.model import UNKNOWN
from tirek.programmes.engine.words import Words

#: Sex, age, region and disability, and the two crossings that tables of standards ask for.
BY_CHILD: Final = (("disability",), ("sex", "age_group"), ("region", "sex"))
#: Population a rate of children is taken of.
AGES: Final = "0-17"

CHILDREN_OF_POPULATION: Final = Words(
    kk="ресми дереккөзден жүктелген халық санындағы 0–17 жастағы балалар",
    ru="дети 0–17 лет в населении по загруженным официальным данным",
    en="children aged 0–17 in the population, from the loaded official source",
)


def bcn(number: int, *, name_read: bool = True, note: str = "") -> tuple[Standard, ...]:
    """The number in the manual of indicators for children in formal care (Better Care Network and UNICEF)."""
    return (Standard("BCN", str(number), verified=name_read, note=note),)


def transmonee(number: str, code: str = "") -> tuple[Standard, ...]:
    """The number and the code in the TransMonEE dictionary: both were read there, with the name."""
    return (Standard("TransMonEE", code or number, verified=True, note=number if code else ""),)


def with_disability(rows: RowTable) -> RowTable:
    """Those of whom the newest assessment says a disability."""
    return rows.filter(rows["disability"] == "yes")


def same_case(rows: RowTable, others: RowTable) -> RowTable:
    """The rows whose case has at least one of the others."""
    return rows.semi_join(others, "case_key")


#: Where a child went that is none of the named places, or that nobody knows: "other reasons".
OTHERWISE: Final = ("OTHER", UNKNOWN)


def to_place(title: Words, place: str) -> Words:
    """A title narrowed to one destination."""
    where = DIMENSIONS["left_to"].categories[place]
    return Words(kk=f"{title.kk}: {where.kk}", ru=f"{title.ru}: {where.ru}", en=f"{title.en}: {where.en}")


def among_disabled(title: Words) -> Words:
    """A title narrowed to children with disabilities."""
    return Words(
        kk=f"{title.kk}: мүгедектігі бар балалар", ru=f"{title.ru}: дети с инвалидностью",
        en=f"{title.en}: children with disabilities",
    )  # fmt: skip
