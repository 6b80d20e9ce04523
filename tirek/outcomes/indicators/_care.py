"""What the definitions on children in care share: how they are split, whose list they belong to."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Rows, RowTable, Span, Standard
from tirek.outcomes.engine.dimensions import DIMENSIONS
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.engine.shapes import care_exits
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

#: One of the four that the manual puts first.
CORE: Final = Words(kk="негізгі көрсеткіш", ru="основной показатель", en="core")


def bcn(number: int, *, name_read: bool = True, core: bool = False) -> tuple[Standard, ...]:
    """The number in the manual of indicators for children in formal care (Better Care Network and UNICEF)."""
    return (Standard("BCN", str(number), verified=name_read, note=CORE if core else None),)


def transmonee(number: str, code: str = "") -> tuple[Standard, ...]:
    """The number and the code in the TransMonEE dictionary: both were read there, with the name."""
    numbered = Words(kk=number, ru=number, en=number) if code else None
    return (Standard("TransMonEE", code or number, verified=True, note=numbered),)


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


#: How TransMonEE lists it: its number, our id, the code of its dictionary.
Listed: TypeAlias = tuple[str, str, str]


def leavers(
    level: str,
    *,
    title: Words,
    about: Words,
    total: Listed,
    places: Mapping[str, Listed],
    disability: Listed | None = None,
) -> tuple[Indicator, ...]:
    """Children who left this care in the year: all; where the list asks, those with disabilities; by destination."""

    def left(facts: Facts, span: Span) -> RowTable:
        return care_exits(facts, span, level)

    def left_to(place: str) -> Rows:
        def rows(facts: Facts, span: Span) -> RowTable:
            exits = left(facts, span)
            return exits.filter(exits["left_to"].isin(OTHERWISE) if place == "OTHER" else exits["left_to"] == place)

        return rows

    def indicator(listed: Listed, title: Words, numerator: Rows, by: tuple[tuple[str, ...], ...]) -> Indicator:
        number, name, code = listed
        return Indicator(
            id=name, title=title, about=about, counted="child", measure=Measure.COUNT, period=Period.YEAR,
            numerator=numerator, by=by, standards=transmonee(number, code),
        )  # fmt: skip

    made = [indicator(total, title, left, (*BY_CHILD, ("left_to",)))]
    if disability:
        of_them = Words(
            kk=f"{title.kk}, мүгедектігі барлар", ru=f"{title.ru}, с инвалидностью", en=f"{title.en}, with disabilities"
        )
        by = (*(split for split in BY_CHILD if split != ("disability",)), ("left_to",))
        made.append(indicator(disability, of_them, lambda facts, span: with_disability(left(facts, span)), by))
    made += [indicator(listed, to_place(title, place), left_to(place), BY_CHILD) for place, listed in places.items()]
    return tuple(made)
