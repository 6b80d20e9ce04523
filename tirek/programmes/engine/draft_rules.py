"""Practice rules as somebody types them, before any pack has them: read with the pack's own schema.

Every mistake is named with its place and what to do, as a message id with its values: the page translates.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tirek.kernel.problems import N_
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_rules import Rule, Standards

LONGEST = 40_000  # characters: all rules of a pack are shorter
PLACEHOLDERS = frozenset(
    {"id", "due", "since", "met", "working_days", "days", "months", "level", "target", "ends", "ended"}
)
_SPOKEN = ("open", "met", "what_to_do")
# The lists of the pack in which a code of ``where`` must stand.
_LISTS = {"place": "visit_place", "channel": "contact_kind", "service": "service", "level": "risk"}


@dataclass(frozen=True)
class Mistake:
    """One mistake: its place in the text, and a message id with its values."""

    place: str
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


class DraftProblem(ValueError):
    """A text that can't be tried, with every mistake found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{one.place}: {one.message}" for one in self.mistakes))


def read_draft(text: str, pack: Pack) -> Standards:
    """The rules of a draft, checked against the programme they are for. Raises ``DraftProblem``."""
    listed = _listed(text)
    try:
        standards = Standards.model_validate_json(json.dumps({"rules": listed}, default=str))
    except ValidationError as problem:
        said: dict[str, Mistake] = {}
        for error in problem.errors():  # where a number may be written in two ways, both are missed: the first is said
            mistake = _said(error, listed)
            said.setdefault(mistake.place, mistake)
        # A number by risk is missed as a plain number too: what lies deeper says more.
        raise DraftProblem(one for one in said.values() if not _deeper(said, f"{one.place} → ")) from None
    if mistakes := [*_doubles(standards), *(one for rule in standards.rules for one in _unknown(rule, pack))]:
        raise DraftProblem(mistakes)
    return standards


def _deeper(said: Mapping[str, Mistake], place: str) -> bool:
    return any(other.startswith(place) for other in said)


def written(rule: Rule) -> str:
    """A rule of a pack as the text a draft starts from."""
    said = rule.model_dump(mode="json", exclude_defaults=True)
    ordered = {name: said.pop(name) for name in ("id", "verb")} | said
    return yaml.safe_dump([ordered], allow_unicode=True, sort_keys=False, width=110)


def _listed(text: str) -> list[Any]:
    """The text as a list of rules; one rule alone and a whole ``rules:`` are taken too."""
    if len(text) > LONGEST:
        raise DraftProblem([Mistake("", N_("The text is too long. Try fewer rules at once."))])
    try:
        # One name for a part used a thousand times would fill the memory.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise DraftProblem([Mistake("", N_("References with * are not read here. Write the part out."))])
        content = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        if isinstance(problem, DraftProblem):
            raise
        mark = getattr(problem, "problem_mark", None)
        line = {"line": mark.line + 1, "column": mark.column + 1} if mark else {"line": 1, "column": 1}
        message = N_(
            "Line %(line)s, character %(column)s can't be read. Look for a missing colon, quotation mark or space."
        )
        raise DraftProblem([Mistake("", message, line)]) from None
    if isinstance(content, dict):
        content = content.get("rules", [content])
    if not isinstance(content, list) or not content:
        raise DraftProblem([Mistake("", N_("Write at least one rule, or start from a rule of the programme."))])
    return content


_WHAT_TO_DO = {
    "missing": N_("is missing. Add it."),
    "extra_forbidden": N_("is not a word of a rule. Remove it or correct the spelling."),
    "string_type": N_("must be a text. Put it in quotation marks."),
    "string_too_short": N_("is empty. Write the text."),
    "bool_type": N_("must be true or false."),
    "int_type": N_("must be a whole number."),
    "tuple_type": N_("must be a list. Begin each entry with a dash."),
    "greater_than_equal": N_("is too small. The smallest number is %(ge)s."),
    "less_than_equal": N_("is too large. The largest number is %(le)s."),
    "union_tag_not_found": N_("is missing. Add it."),
    "model_type": N_("must have parts of its own, each with a name and a colon."),
    "model_attributes_type": N_("must have parts of its own, each with a name and a colon."),
}
_PATTERNS = {
    "id": N_("must be two to four capital letters, a dash and two digits: FP-15."),
    "valid_from": N_("must be a day: 2026-01-31."),
    "valid_to": N_("must be a day: 2026-01-31."),
}


def _said(error: ErrorDetails, listed: list[Any]) -> Mistake:
    _, number, *where = error["loc"]
    steps = [
        step
        for step in where
        if not (isinstance(step, str) and (step[:1].isupper() or step == where[0] == _verb(listed, number)))
    ]
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps if step != "constrained-int")
    values: dict[str, Any] = {"found": str(error["input"])[:60], **error.get("ctx", {})}
    message = _WHAT_TO_DO.get(error["type"], N_("can't be read: %(found)s"))
    last = steps[-1] if steps else ""
    if error["type"] in {"literal_error", "union_tag_invalid"}:
        values["known"] = values.get("expected") or values.get("expected_tags")
        message = N_("%(found)s is not known. Use one of: %(known)s.")
        place = place or ".verb"
        values["found"] = str(values.get("tag") or values["found"])
    elif error["type"] == "union_tag_not_found":
        place = ".verb"
    elif message not in _WHAT_TO_DO.values() and last in _PATTERNS:
        message = _PATTERNS[str(last)]
    return Mistake(_name(listed, int(number)) + place.replace(".", " → "), message, values)


def _verb(listed: list[Any], number: Any) -> Any:
    rule = listed[number] if isinstance(number, int) and number < len(listed) else None
    return rule.get("verb") if isinstance(rule, dict) else None


def _name(listed: list[Any], number: int) -> str:
    rule = listed[number]
    known = rule.get("id") if isinstance(rule, dict) else None
    return str(known)[:20] if known else f"#{number + 1}"


def _doubles(standards: Standards) -> Iterator[Mistake]:
    ids = [rule.id for rule in standards.rules]
    for code in sorted({code for code in ids if ids.count(code) > 1}):
        yield Mistake(code, N_("stands here twice. Change one of the two."))


def _unknown(rule: Rule, pack: Pack) -> Iterator[Mistake]:
    """Codes that the programme does not have, and placeholders that no sentence knows."""
    for name in ("event", "after", "first", "then"):
        if which := getattr(rule, name, None):
            for detail, value in which.where.items():
                for code in value if isinstance(value, tuple) else (value,):
                    known = _known(pack, detail, which.where.get("track"))
                    if known is not None and code not in known:
                        yield _not_there(f"{rule.id} → {name} → {detail}", code, known)
    tracks = {track.code for track in pack.episodes.tracks}
    during = getattr(rule, "during", None)
    track = during.track if during else getattr(rule, "track", None)
    if track is not None and track not in tracks:
        yield _not_there(f"{rule.id} → track", track, tracks)
    elif during:
        kinds = _known(pack, "kind", during.track) or set()
        yield from (
            _not_there(f"{rule.id} → during → kinds", kind, kinds) for kind in during.kinds if kind not in kinds
        )
    if getattr(rule, "what", "") == "track_known" and track is None:
        yield Mistake(f"{rule.id} → track", _WHAT_TO_DO["missing"])
    for name in _SPOKEN:
        for language, text in getattr(rule, name).model_dump().items():
            for said in re.findall(r"\{([^{}]*)\}", text):
                if said not in PLACEHOLDERS:
                    yield _not_there(f"{rule.id} → {name} → {language}", f"{{{said}}}", PLACEHOLDERS)


def _known(pack: Pack, detail: str, track: Any) -> set[str] | None:
    """The codes a detail may have; None where it may have any."""
    if detail == "track":
        return {one.code for one in pack.episodes.tracks}
    if detail == "kind" and isinstance(track, str):
        return {kind.code for one in pack.episodes.tracks if one.code == track for kind in one.kinds}
    if detail == "instrument":
        return {one.code for one in pack.instruments.instruments} | set(pack.instruments.optional)
    return {code for code, _ in pack.choices(_LISTS[detail], "en")} if detail in _LISTS else None


def _not_there(place: str, code: Any, known: Iterable[str]) -> Mistake:
    return Mistake(
        place, N_("%(found)s is not known. Use one of: %(known)s."), {"found": code, "known": ", ".join(sorted(known))}
    )
