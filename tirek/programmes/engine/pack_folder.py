"""Reading a pack's folder: YAML files and ``instruments/*.md``. Every mistake says how to mend it."""

import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tirek.programmes.engine.pack import Pack, PackError, PackProblem
from tirek.programmes.engine.pack_references import broken_references

FILES = tuple(Pack.model_fields)
#: Beside the packs: tracks, instruments and sources that several programmes share. A pack names them by code.
COMMON = "common"

_WHAT_TO_DO = {
    "missing": "is missing. Add it.",
    "extra_forbidden": "is not a word of the pack format. Remove it or correct the spelling.",
    "string_type": "must be a text. Put it in quotation marks.",
    "string_too_short": "is empty. Write the text.",
    "bool_type": "must be true or false.",
    "int_type": "must be a whole number.",
    "tuple_type": "must be a list. Begin each entry with a dash.",
}


def load_pack(folder: Path) -> Pack:
    """The pack in a folder, complete and checked. Raises ``PackProblem`` with every mistake found."""
    content: dict[str, Any] = {}
    errors: list[PackError] = []
    for name in FILES:
        file = folder / f"{name}.yaml"
        try:
            content[name] = yaml.safe_load(file.read_text("utf-8"))
        except FileNotFoundError:
            errors.append(PackError(file.name, "", "the file is missing. Write it."))
        except yaml.YAMLError as problem:
            errors.append(PackError(file.name, "", f"cannot be read as YAML: {problem}"))
    if errors:
        raise PackProblem(errors)
    _take_in_common(folder.parent / COMMON, content)
    _read_instruments(folder, content["instruments"])
    pack = read_pack(json.dumps(content, default=str))
    if broken := tuple(broken_references(pack)):
        raise PackProblem(broken)
    return pack


def read_pack(text: str) -> Pack:
    """A pack from its content as JSON: the same schema for a folder and for what the database kept."""
    try:
        return Pack.model_validate_json(text)
    except ValidationError as problem:
        raise PackProblem(_said(error) for error in problem.errors()) from None


def _take_in_common(common: Path, content: dict[str, Any]) -> None:
    """Put what a pack names by its code alone (``tracks: [care]``) in full into its content.

    The installed pack is whole: a later change of the common part changes no case. Sources that only the common
    parts need come with them.
    """
    taken: list[Any] = []
    episodes, instruments, head = (content[name] for name in ("episodes", "instruments", "pack"))
    if isinstance(episodes, dict) and isinstance(episodes.get("tracks"), list):
        episodes["tracks"] = [_named(common / "tracks", track, taken) for track in episodes["tracks"]]
    if isinstance(instruments, dict) and isinstance(instruments.get("instruments"), list):
        listed = [_named(common / "instruments", item, taken) for item in instruments["instruments"]]
        instruments["instruments"] = listed
    sources = head.get("sources") if isinstance(head, dict) else None
    file = common / "sources.yaml"
    if not isinstance(sources, list) or not taken or not file.is_file():
        return
    here = {source.get("code") for source in sources if isinstance(source, dict)}
    wanted = {part.get("source") for item in taken for part in (item, *(item.get("kinds") or ()))} - here
    sources.extend(source for source in yaml.safe_load(file.read_text("utf-8")) if source["code"] in wanted)


def _named(folder: Path, entry: Any, taken: list[Any]) -> Any:
    """The common part of that code, or the entry as it is; an unknown code is reported by the schema."""
    file = folder / f"{entry}.yaml"
    if not isinstance(entry, str) or not file.is_file():
        return entry
    part = yaml.safe_load(file.read_text("utf-8"))
    questions = folder / f"{entry}.md"
    if questions.is_file():
        part["text"] = questions.read_text("utf-8")
    taken.append(part)
    return part


def _read_instruments(folder: Path, content: Any) -> None:
    """Put the text of ``instruments/<code>.md`` into each entry; a missing file is reported by the schema."""
    entries = content.get("instruments") if isinstance(content, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        file = folder / "instruments" / f"{entry.get('code')}.md" if isinstance(entry, dict) else None
        if file and file.is_file():
            entry["text"] = file.read_text("utf-8")


def _said(error: ErrorDetails) -> PackError:
    where = list(error["loc"])
    file = f"{where.pop(0)}.yaml" if where else "pack"
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where).lstrip(".")
    known = _WHAT_TO_DO.get(error["type"])
    if error["type"] in {"literal_error", "union_tag_invalid"}:
        expected = error["ctx"].get("expected") or error["ctx"].get("expected_tags")
        known = f"{error['input']!r} is not known. Use one of: {expected}."
    if file == "instruments.yaml" and path.endswith(".text") and error["type"] == "missing":
        known = "has no questions. Write instruments/<code>.md beside it."
    return PackError(file, path, known or f"{error['msg']}. Found: {str(error['input'])[:80]!r}.")
