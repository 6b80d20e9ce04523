"""SDMX messages: structures in three languages, data, in the forms other houses read.

2.1 and 3.0 as XML, and CSV 2.0. A publication makes the same bytes whenever it is made again.
"""

import re
from datetime import datetime
from typing import Any, Final

from tirek.outcomes.publication.coding import Coded, coded
from tirek.outcomes.publication.observations import Publication
from tirek.outcomes.publication.official import Official, notice
from tirek.outcomes.publication.structure import AGENCY, MEASURE, TIME, Structure, attributes, dimensions, structure
from tirek.programmes.engine.words import Words

STRUCTURE_21: Final = "structure-2.1.xml"
STRUCTURE_30: Final = "structure-3.0.xml"
DATA_21: Final = "data-2.1.xml"
DATA_30: Final = "data-3.0.xml"
DATA_CSV: Final = "data-sdmx-2.0.csv"

_ITEM_LISTS = ("Codelist", "ConceptScheme")
_ITEMS = ("Code", "Concept")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MIDNIGHT = re.compile(r"(T\d\d:\d\d:\d\d)\.\d+")


def messages(publication: Publication, flavour: str, official: Official | None = None) -> dict[str, bytes]:
    """Every file of the publication in one flavour, by name; the data under the official structure where there is one.

    Our own structure comes along in any case: it holds the words for codes that the official lists don't know.
    """
    from pysdmx.io import write_sdmx
    from pysdmx.io.format import Format

    made = structure(publication, flavour)
    rows = coded(publication, flavour)
    header = _header(publication)
    refers_to = official.urn if official else ""
    files = {"README.txt": notice(official, official.unknown(rows))} if official else {}
    for name, form in ((STRUCTURE_21, Format.STRUCTURE_SDMX_ML_2_1), (STRUCTURE_30, Format.STRUCTURE_SDMX_ML_3_0)):
        text = write_sdmx(list(made.artefacts), form, header=header)
        files[name] = _in_three_languages(str(text), made)
    for name, form in ((DATA_21, Format.DATA_SDMX_ML_2_1_STR), (DATA_30, Format.DATA_SDMX_ML_3_0)):
        text = write_sdmx(_dataset(made, rows, flavour, refers_to), form, header=header, dimension_at_observation=TIME)
        files[name] = str(text).encode()
    files[DATA_CSV] = str(write_sdmx(_dataset(made, rows, flavour, refers_to), Format.DATA_SDMX_CSV_2_0_0)).encode()
    return files


def _header(publication: Publication) -> Any:
    from pysdmx.model import Organisation
    from pysdmx.model.message import Header

    # Written without fractions of a second: the message is the same whenever it is made again.
    prepared = datetime.fromisoformat(publication.made_at.isoformat(timespec="seconds"))
    return Header(id=f"TIREK{publication.facts[-1].number}", prepared=prepared, sender=Organisation(id=AGENCY))


def _dataset(made: Structure, rows: list[Coded], flavour: str, refers_to: str) -> Any:
    import pandas
    from pysdmx.io.pd import PandasDataset

    columns = [*dimensions(flavour), TIME, MEASURE, *attributes(flavour)]
    lines = [{**row.dimensions, TIME: row.year, MEASURE: row.value, **row.attributes} for row in rows]
    table = pandas.DataFrame(lines, columns=columns, dtype="string").fillna("")
    schema = made.definition.to_schema()
    if refers_to:
        schema = _official_schema(schema, refers_to)
    return PandasDataset(structure=schema, data=table)


def _official_schema(schema: Any, urn: str) -> Any:
    """Our schema under the name of an official structure: ``…DataStructure=AGENCY:ID(VERSION)``."""
    from msgspec.structs import replace

    agency, rest = urn.split("=", 1)[1].split(":", 1)
    name, version = rest.rstrip(")").split("(", 1)
    return replace(schema, agency=agency, id=name, version=version)


def _in_three_languages(text: str, made: Structure) -> bytes:
    """The writer knows one language for a name; Kazakh and Russian are put beside it."""
    from lxml import etree

    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for name in list(root.iter("{*}Name")):
        carrier = name.getparent()
        if carrier is None:
            continue
        words = _words_of(carrier, made)
        if words is None:
            continue
        place = carrier.index(name)
        for offset, language in enumerate(("kk", "ru"), start=1):
            other = etree.Element(name.tag)
            other.set(_XML_LANG, language)
            other.text, other.tail = words.say(language), name.tail
            carrier.insert(place + offset, other)
    done = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return bytes(done)


def _words_of(carrier: Any, made: Structure) -> Words | None:
    local = carrier.tag.rsplit("}", 1)[-1]
    owner = carrier.getparent().get("id", "") if local in _ITEMS else ""
    return made.names.get((owner, carrier.get("id", "")))
