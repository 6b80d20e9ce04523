"""Another name under which somebody asks for a person: from the product's own list, so this measures the way there."""

import random
from collections import defaultdict

from tirek.people.engine.aliases import listed_aliases
from tirek.people.engine.names import fold

_OTHERS: dict[str, list[str]] = defaultdict(list)
for _line in listed_aliases():
    _OTHERS[fold(_line.word)].append(_line.alias)
    if _line.kind == "same":
        _OTHERS[fold(_line.alias)].append(_line.word)


def other_name(given: str, chance: random.Random) -> str:
    """Саша for Александр, Genghis for Шыңғыс; nothing where the list knows none."""
    return chance.choice(_OTHERS.get(fold(given), [""]))
