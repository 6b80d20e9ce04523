"""Tables of whole lives on which many definitions rest: where each child was, until when each person is known.

They say nothing of a year, so that one making of them serves every figure and curve of a version. They are made when
the facts have been written and lie beside them; where they are not there, or the definitions have changed since,
``Facts.once`` makes them when they are asked for.
"""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from tirek.outcomes.engine.catalogue import cohorts
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.model import MODEL_VERSION, TABLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

Make: TypeAlias = "Callable[[Facts], ir.Table]"
_HERE = Path(__file__).resolve().parent
_SOURCES: dict[str, list[str]] = {}


#: By what definitions choose rows of large tables: rows that lie in this order are left out in bulk, unread.
CHOSEN_BY: Final = {"episodes": ("track", "kind"), "acts": ("act",), "services": ("programme", "service")}


def order_of(table: str) -> str:
    """The order in which the rows of a table lie in its files, one alone for the same rows."""
    names = (*CHOSEN_BY.get(table, ()), *(column.name for column in TABLES[table].columns))
    return ", ".join(f'"{name}"' for name in dict.fromkeys(names))


def lasting() -> dict[str, Make]:
    """What makes each of them, by the name under which definitions ask for it; what rests on another comes after it."""
    from tirek.outcomes.cohorts._care import whereabouts
    from tirek.outcomes.engine.shapes import care_line
    from tirek.outcomes.engine.watching import known_until
    from tirek.outcomes.indicators._treatment import first_talk

    return {
        "care_line": care_line,
        "known_until": known_until,
        "whereabouts": whereabouts,
        "first_talk_on_use": first_talk,
        **{f"cohort {one.id}": one.rows for one in cohorts().values()},
    }


def sources(name: str, facts: Facts) -> list[str]:
    """The tables of the facts of which one of them is made."""
    from ibis.expr.operations import DatabaseTable

    if name not in _SOURCES:
        bare = Facts(dict(facts), facts.on, keep=False)
        _SOURCES[name] = sorted({table.name for table in lasting()[name](bare).op().find(DatabaseTable)})
    return _SOURCES[name]


@cache
def code() -> str:
    """A mark of the definitions: what was made by others is made anew."""
    folders = (_HERE, _HERE.parent / "cohorts", _HERE.parent / "indicators")
    files = sorted(file for folder in folders for file in folder.glob("*.py"))
    return sha256(b"".join([MODEL_VERSION.encode(), *(file.read_bytes() for file in files)])).hexdigest()
