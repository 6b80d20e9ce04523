"""The words for what figures are split by and whose they are, in the three languages at once."""

from functools import cache

from tirek.access.models import Organisation, Unit
from tirek.directory.selectors import regions
from tirek.outcomes.engine.dimensions import DIMENSIONS, UNKNOWN_WORDS
from tirek.outcomes.engine.tables import TOTAL
from tirek.outcomes.enums import Scope
from tirek.programmes.engine.words import Words
from tirek.programmes.selectors.packs import packs

TOTAL_WORDS = Words(kk="барлығы", ru="всего", en="total")
EVERYBODY = Words(kk="Барлық ұйымдар", ru="Все организации", en="All organisations")
#: Under which names the packs keep the categories of a dimension; ``.kind`` is the list of that name of every track.
_LISTS = {
    "ground": ("ground",),
    "service": ("service",),
    "risk_level": ("risk",),
    "kind": (".kind", "service_kind"),
    "entry_reason": (".entry_reason",),
    "known_from": (".known_from",),
}


def dimension_words(dimension: str) -> Words:
    """What a dimension is called."""
    known = DIMENSIONS.get(dimension)
    return known.title if known else _as_itself(dimension)


def category_words(dimension: str, category: str) -> Words:
    """What a category of a dimension is called; one that no list knows shows as itself."""
    if category == TOTAL:
        return TOTAL_WORDS
    known = DIMENSIONS.get(dimension)
    if known and category in known.categories:
        return known.categories[category]
    if category == "unknown":
        return UNKNOWN_WORDS
    if dimension == "region":
        return region_words().get(category, _as_itself(category))
    return _of_packs().get((dimension, category)) or _as_itself(category)


@cache
def region_words() -> dict[str, Words]:
    """The names of the regions by their KATO code."""
    return {one.kato: Words(kk=one.name_kk, ru=one.name_ru, en=one.name_en) for one in regions()}


def place_words(scope: str, place: str) -> Words:
    """Whose figures they are: a unit, an organisation, everybody in this installation."""
    if scope == Scope.ALL:
        return EVERYBODY
    model = Unit if scope == Scope.UNIT else Organisation
    found = model.objects.filter(code=place).first()
    if found is None:
        return _as_itself(place or str(scope))
    return Words(kk=found.name_kk, ru=found.name_ru, en=found.name_en)


@cache
def _of_packs() -> dict[tuple[str, str], Words]:
    """Of every installed programme; where two programmes name one code differently, the first by its code is heard."""
    found: dict[tuple[str, str], Words] = {}
    for pack in packs():
        found.setdefault(("programme", pack.code), pack.pack.title)
        for rule in pack.rules:
            found.setdefault(("rule", rule.id), rule.title)
        lists = dict(pack.lists())
        for dimension, names in _LISTS.items():
            for name, items in lists.items():
                if any(name == wanted or (wanted[0] == "." and name.endswith(wanted)) for wanted in names):
                    for item in items:
                        found.setdefault((dimension, item.code), item.title)
    return found


def forget() -> None:
    """Read anew: after an installation in this process."""
    region_words.cache_clear()
    _of_packs.cache_clear()


def _as_itself(code: str) -> Words:
    said = code.replace("_", " ") or "–"
    return Words(kk=said, ru=said, en=said)
