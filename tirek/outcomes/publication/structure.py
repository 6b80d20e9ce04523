"""The structure of the data for SDMX: concepts, code lists, the data structure, the data flow.

It has the dimensions of the goals' global structure under their names (or those of TransMonEE), but it is ours: the
official one is kept by its owner, and an administrator may load it (``official``).
"""

from dataclasses import dataclass
from typing import Any, Final

from tirek.outcomes.publication.codes import Entry
from tirek.outcomes.publication.coding import SDG, SDG_DIMENSIONS, TRANSMONEE, TRANSMONEE_DIMENSIONS, code_lists
from tirek.outcomes.publication.observations import Publication
from tirek.programmes.engine.words import Words

AGENCY: Final = "TIREK"
VERSION: Final = "1.0"
TIME: Final = "TIME_PERIOD"
MEASURE: Final = "OBS_VALUE"

_IDS: Final = {SDG: ("DSD_TIREK_SDG", "DF_TIREK_SDG"), TRANSMONEE: ("DSD_TIREK_TRANSMONEE", "DF_TIREK_TRANSMONEE")}
_TITLES: Final = {
    SDG: Words(
        kk="Тұрақты даму мақсаттарына үлес: іс жазбалары бойынша көрсеткіштер",
        ru="Вклад в Цели устойчивого развития: показатели по записям дел",
        en="Contributions to the Sustainable Development Goals: figures from case records",
    ),
    TRANSMONEE: Words(
        kk="TransMonEE көрсеткіштері: іс жазбалары бойынша сандар",
        ru="Показатели TransMonEE: числа по записям дел",
        en="TransMonEE indicators: figures from case records",
    ),
}
_ATTRIBUTES: Final = {
    SDG: ("UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", "NATURE", "COMMENT_OBS"),
    TRANSMONEE: ("UNIT_MEASURE", "UNIT_MULTIPLIER", "OBS_STATUS", "DATA_SOURCE", "OBS_FOOTNOTE"),
}
_CONCEPTS: Final = {
    "FREQ": Words(kk="Жиілігі", ru="Периодичность", en="Frequency"),
    "REPORTING_TYPE": Words(kk="Есептілік түрі", ru="Вид отчётности", en="Reporting type"),
    "SERIES": Words(kk="Қатар", ru="Ряд", en="Series"),
    "INDICATOR": Words(kk="Көрсеткіш", ru="Показатель", en="Indicator"),
    "REF_AREA": Words(kk="Аумақ", ru="Территория", en="Reference area"),
    "SEX": Words(kk="Жынысы", ru="Пол", en="Sex"),
    "AGE": Words(kk="Жасы", ru="Возраст", en="Age"),
    "URBANISATION": Words(kk="Қала немесе ауыл", ru="Город или село", en="Degree of urbanisation"),
    "RESIDENCE": Words(kk="Қала немесе ауыл", ru="Город или село", en="Residence"),
    "INCOME_WEALTH_QUANTILE": Words(kk="Табыс тобы", ru="Группа по доходу", en="Income or wealth quantile"),
    "WEALTH_QUINTILE": Words(kk="Табыс тобы", ru="Группа по доходу", en="Wealth quintile"),
    "EDUCATION_LEV": Words(kk="Білім деңгейі", ru="Уровень образования", en="Education level"),
    "OCCUPATION": Words(kk="Кәсібі", ru="Занятие", en="Occupation"),
    "CUST_BREAKDOWN": Words(kk="Жеке бөлініс", ru="Особая разбивка", en="Custom breakdown"),
    "COMPOSITE_BREAKDOWN": Words(kk="Құрама бөлініс", ru="Составная разбивка", en="Composite breakdown"),
    "DISABILITY_STATUS": Words(kk="Мүгедектігі", ru="Инвалидность", en="Disability status"),
    "ACTIVITY": Words(kk="Қызмет саласы", ru="Вид деятельности", en="Activity"),
    "PRODUCT": Words(kk="Өнім", ru="Продукт", en="Product"),
    "TIME_PERIOD": Words(kk="Кезең", ru="Период", en="Time period"),
    "OBS_VALUE": Words(kk="Мән", ru="Значение", en="Observation value"),
    "UNIT_MEASURE": Words(kk="Өлшем бірлігі", ru="Единица измерения", en="Unit of measure"),
    "UNIT_MULT": Words(kk="Көбейткіш", ru="Множитель", en="Unit multiplier"),
    "UNIT_MULTIPLIER": Words(kk="Көбейткіш", ru="Множитель", en="Unit multiplier"),
    "OBS_STATUS": Words(kk="Мәннің күйі", ru="Состояние значения", en="Observation status"),
    "NATURE": Words(kk="Деректің табиғаты", ru="Природа данных", en="Nature of data"),
    "DATA_SOURCE": Words(kk="Дереккөз", ru="Источник данных", en="Data source"),
    "COMMENT_OBS": Words(kk="Түсініктеме", ru="Пояснение", en="Comment"),
    "OBS_FOOTNOTE": Words(kk="Түсініктеме", ru="Пояснение", en="Footnote"),
}


@dataclass(frozen=True)
class Structure:
    """The objects of a structure, in the order they refer to each other, and every name by what carries it.

    ``names`` are found again by ``("Code", list, code)``, ``("Concept", scheme, concept)`` or ``("", artefact, "")``.
    """

    artefacts: tuple[Any, ...]
    definition: Any
    names: dict[tuple[str, str], Words]


def attributes(flavour: str) -> tuple[str, ...]:
    """The attributes of an observation."""
    return _ATTRIBUTES[flavour]


def dimensions(flavour: str) -> tuple[str, ...]:
    """The dimensions without time."""
    return TRANSMONEE_DIMENSIONS if flavour == TRANSMONEE else SDG_DIMENSIONS


def flow_id(flavour: str) -> str:
    """The data flow."""
    return _IDS[flavour][1]


def _plain(text: str) -> str:
    # The writer of messages escapes no quotation marks.
    return text.replace('"', "”").replace("'", "’")


def structure(publication: Publication, flavour: str) -> Structure:
    """The structure with the code lists that this publication uses."""
    from pysdmx.model import (
        Annotation,
        Code,
        Codelist,
        Component,
        Components,
        Concept,
        ConceptScheme,
        Dataflow,
        DataStructureDefinition,
        DataType,
        Role,
    )

    names: dict[tuple[str, str], Words] = {}
    base = "urn:sdmx:org.sdmx.infomodel."

    def code_of(entry: Entry, owner: str) -> Any:
        names[owner, entry.code] = entry.words
        notes = tuple(
            Annotation(id=_note_id(body), text=_plain(code)) for body, code in sorted(entry.elsewhere.items())
        )
        urn = f"{base}codelist.Code={AGENCY}:{owner}({VERSION}).{entry.code}"
        return Code(id=entry.code, name=_plain(entry.words.en), urn=urn, annotations=notes)

    lists = {}
    for component, entries in code_lists(publication, flavour).items():
        owner = f"CL_{'AREA' if component == 'REF_AREA' else component}"
        words = _CONCEPTS[component]
        names["", owner] = words
        lists[component] = Codelist(
            id=owner, name=words.en, agency=AGENCY, version=VERSION, is_final=True,
            urn=f"{base}codelist.Codelist={AGENCY}:{owner}({VERSION})",
            items=tuple(code_of(entry, owner) for entry in entries),
        )  # fmt: skip

    used = (*dimensions(flavour), TIME, MEASURE, *attributes(flavour))
    scheme_id = "CS_TIREK_EVIDENCE"
    concepts = {}
    for name in used:
        names[scheme_id, name] = _CONCEPTS[name]
        urn = f"{base}conceptscheme.Concept={AGENCY}:{scheme_id}({VERSION}).{name}"
        concepts[name] = Concept(id=name, name=_CONCEPTS[name].en, urn=urn)
    names["", scheme_id] = Words(kk="Ұғымдар", ru="Понятия", en="Concepts of the evidence")
    scheme = ConceptScheme(
        id=scheme_id, name=names["", scheme_id].en, agency=AGENCY, version=VERSION, is_final=True,
        urn=f"{base}conceptscheme.ConceptScheme={AGENCY}:{scheme_id}({VERSION})", items=tuple(concepts.values()),
    )  # fmt: skip

    dsd_id, dataflow_id = _IDS[flavour]
    free = {TIME: DataType.PERIOD, MEASURE: DataType.DOUBLE}

    def component_of(name: str, role: Any, level: str | None = None) -> Any:
        kind = {"Dimension": "Dimension", "Measure": "PrimaryMeasure", "Attribute": "DataAttribute"}[role.name.title()]
        kind = "TimeDimension" if name == TIME else kind
        return Component(
            id=name, required=role is not Role.MEASURE and (role is Role.DIMENSION or name == "OBS_STATUS"), role=role,
            concept=concepts[name], local_codes=lists.get(name), attachment_level=level,
            local_dtype=None if name in lists else free.get(name, DataType.STRING),
            urn=f"{base}datastructure.{kind}={AGENCY}:{dsd_id}({VERSION}).{name}",
        )  # fmt: skip

    parts = [component_of(name, Role.DIMENSION) for name in (*dimensions(flavour), TIME)]
    parts.append(component_of(MEASURE, Role.MEASURE))
    parts.extend(component_of(name, Role.ATTRIBUTE, "O") for name in attributes(flavour))
    title = _TITLES[flavour]
    names["", dsd_id] = names["", dataflow_id] = title
    definition = DataStructureDefinition(
        id=dsd_id, name=title.en, agency=AGENCY, version=VERSION, is_final=True, components=Components(parts),
        urn=f"{base}datastructure.DataStructure={AGENCY}:{dsd_id}({VERSION})",
    )  # fmt: skip
    flow = Dataflow(
        id=dataflow_id, name=title.en, agency=AGENCY, version=VERSION, is_final=True, structure=definition,
        urn=f"{base}datastructure.Dataflow={AGENCY}:{dataflow_id}({VERSION})",
    )  # fmt: skip
    return Structure((*lists.values(), scheme, definition, flow), definition, names)


def _note_id(body: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in body)
