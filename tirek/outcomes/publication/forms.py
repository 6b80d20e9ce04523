"""In which forms a publication can be taken, and the file each makes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tirek.outcomes.engine.definition import Indicator
from tirek.outcomes.enums import Form
from tirek.outcomes.publication.coding import SDG, TRANSMONEE, transmonee_code
from tirek.outcomes.publication.files import zipped
from tirek.outcomes.publication.kazstat import folder, goals_of
from tirek.outcomes.publication.messages import messages
from tirek.outcomes.publication.observations import Publication
from tirek.outcomes.publication.official import Official
from tirek.outcomes.publication.package import data_package, table_csv
from tirek.outcomes.publication.sheets import workbook

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Made:
    """A file: its name, what it is, its bytes."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Way:
    """One way to take figures out: the form the exit notes, the end of the name, how it is made."""

    form: Form
    ending: str
    kind: str
    make: Callable[[Publication], bytes]


WAYS: Final[dict[str, Way]] = {
    "csv": Way(Form.CSV, ".csv", "text/csv; charset=utf-8", table_csv),
    "hxl": Way(Form.CSV, "-hxl.csv", "text/csv; charset=utf-8", lambda one: table_csv(one, hxl=True)),
    "xlsx": Way(Form.XLSX, ".xlsx", _XLSX, workbook),
    "package": Way(Form.PACKAGE, "-package.zip", "application/zip", lambda one: zipped(data_package(one))),
    "sdmx": Way(Form.SDMX, "-sdmx.zip", "application/zip", lambda one: zipped(messages(one, SDG))),
    "transmonee": Way(Form.SDMX, "-transmonee.zip", "application/zip", lambda one: zipped(messages(one, TRANSMONEE))),
    "kazstat": Way(Form.KAZSTAT, "-sdg-platform.zip", "application/zip", lambda one: zipped(folder(one))),
}


def ways_for(indicator: Indicator) -> list[str]:
    """The ways that make sense for an indicator: TransMonEE and the goals' platform only where it belongs there."""
    gone = set()
    if not transmonee_code(indicator):
        gone.add("transmonee")
    if not goals_of(indicator):
        gone.add("kazstat")
    return [name for name in WAYS if name not in gone]


def made(publication: Publication, way: str, official: Official | None = None) -> Made:
    """The file of a publication in one way; messages of SDMX under the official structure where there is one."""
    how = WAYS[way]
    if way == "sdmx" and official is not None:
        return Made(publication.name + how.ending, how.kind, zipped(messages(publication, SDG, official)))
    return Made(publication.name + how.ending, how.kind, how.make(publication))
