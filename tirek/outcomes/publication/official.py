"""The official structure of the goals, as an administrator got it from its owner: whether our codes stand in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tirek.kernel.problems import N_, Problem
from tirek.outcomes.publication.coding import SDG_DIMENSIONS, Coded

MAX_BYTES: Final = 20 * 1024 * 1024


@dataclass(frozen=True)
class Official:
    """A structure by its urn, and the codes that each of its dimensions knows (none: it came without the list)."""

    urn: str
    codes: Mapping[str, frozenset[str]]

    def unknown(self, rows: Iterable[Coded]) -> dict[str, list[str]]:
        """The codes of ours that its lists don't hold, by dimension."""
        found: dict[str, set[str]] = {}
        for row in rows:
            for name, code in row.dimensions.items():
                known = self.codes.get(name)
                if known and code not in known:
                    found.setdefault(name, set()).add(code)
        return {name: sorted(codes) for name, codes in sorted(found.items())}


def read_official(content: bytes) -> Official:
    """A structure message (SDMX-ML 2.1 or 3.0) with the dimensions of the goals. A problem says what is wrong."""
    if len(content) > MAX_BYTES:
        raise Problem(N_("The file is larger than %(limit)s MB."), field="file", limit=MAX_BYTES // 1024 // 1024)
    # Nothing of the file is ever resolved from elsewhere or unfolded: it comes from outside.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Problem(N_("This is not a structure message of SDMX (XML, 2.1 or 3.0)."), field="file")
    definition = _definition(content)
    found = {one.id: _codes(one) for one in definition.components.dimensions}
    missing = [name for name in SDG_DIMENSIONS if name not in found]
    if missing:
        raise Problem(N_("The structure lacks the dimensions %(names)s."), field="file", names=", ".join(missing))
    agency = definition.agency if isinstance(definition.agency, str) else definition.agency.id
    name = f"{agency}:{definition.id}({definition.version})"
    return Official(f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={name}", found)


def _definition(content: bytes) -> Any:
    from pysdmx.io import read_sdmx

    try:
        message = read_sdmx(content.decode("utf-8-sig"), validate=False)
        definitions = message.get_data_structure_definitions()
    except Exception:  # whatever a reader of foreign files stumbles over
        definitions = []
    if len(definitions) != 1:
        raise Problem(N_("This is not a structure message of SDMX (XML, 2.1 or 3.0)."), field="file")
    return definitions[0]


def _codes(component: Any) -> frozenset[str]:
    listed = component.local_codes or getattr(component.concept, "codes", None)
    return frozenset(one.id for one in listed.items) if listed is not None else frozenset()


def notice(official: Official, unknown: Mapping[str, list[str]]) -> bytes:
    """What stands beside a message under the official structure: the codes its owner does not know, and why."""
    lines = [official.urn, ""]
    if unknown:
        lines += [
            "Бұл кодтар ресми тізімдерде жоқ. Олардың орнына ұлттық код қойылмайды: бұл ел көрсеткіштері емес.",
            "Этих кодов нет в официальных списках. Национальный код вместо них не ставится: это не значения страны.",
            "These codes are not in the official lists. No national code replaces them: these are no national values.",
            "",
            *(f"{name}: {', '.join(codes)}" for name, codes in unknown.items()),
        ]
    return ("\n".join(lines) + "\n").encode()
