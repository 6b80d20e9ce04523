"""A pack: a programme as data. This module holds the whole and the references between its files."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import ConfigDict

from tirek.programmes.engine.pack_parts import (
    Closure,
    Contacts,
    Episodes,
    FollowUp,
    Gate,
    Goals,
    Grounds,
    Head,
    Instrument,
    Instruments,
    Prints,
    Question,
    Risk,
    Services,
    Steps,
    Track,
)
from tirek.programmes.engine.pack_rules import Rule, Standards
from tirek.programmes.engine.words import Part, Source, Words


class PackError(NamedTuple):
    """One mistake: the file, the place in it, what is wrong and what to do."""

    file: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path}: {self.message}" if self.path else f"{self.file}: {self.message}"


class PackProblem(ValueError):
    """A pack that cannot be used, with every mistake found."""

    def __init__(self, errors: Iterable[PackError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


class Pack(Part):
    """A programme, one field a file. Frozen: a changed pack is another version."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, ignored_types=(cached_property,))

    pack: Head
    grounds: Grounds
    steps: Steps
    risk: Risk
    goals: Goals
    services: Services
    contacts: Contacts
    closure: Closure
    episodes: Episodes
    follow_up: FollowUp
    standards: Standards
    instruments: Instruments
    prints: Prints = Prints(forms=())  # packs before 1.3 had none

    @property
    def code(self) -> str:
        """The pack's code, for example ``family_preservation``."""
        return self.pack.code

    @property
    def version(self) -> str:
        """The version a case remembers."""
        return self.pack.version

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The practice rules; ``tirek.standards.engine.rules.read_rules`` makes them runnable."""
        return self.standards.rules

    def content(self) -> dict[str, Any]:
        """Everything as JSON values, instruments' questions included."""
        return self.model_dump(mode="json")

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of the content: two packs with one hash are the same programme word for word."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def _titles(self) -> dict[tuple[str, str], Words]:
        return {(list_name, item.code): item.title for list_name, items in self.lists() for item in items}

    def lists(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Every list of coded entries under the name ``choices`` and ``title_of`` know it by."""
        yield "ground", self.grounds.grounds
        yield "call_source", self.grounds.call_sources
        yield "stage", self.steps.stages
        yield "risk", self.risk.levels
        yield "domain", self.goals.domains
        yield "goal", self.goals.goals
        yield "goal_step", tuple(step for goal in self.goals.goals for step in goal.steps)
        yield "service_kind", self.services.kinds
        yield "unit", self.services.units
        yield "service", self.services.services
        yield "contact_kind", self.contacts.contact_kinds
        yield "contact_result", self.contacts.contact_results
        yield "visit_place", self.contacts.visit_places
        yield "outcome", self.closure.outcomes
        yield "instrument", self.instruments.instruments
        yield "question", self.follow_up.questions
        yield "print", self.prints.forms
        for track in self.episodes.tracks:
            yield f"{track.code}.kind", track.kinds
            yield f"{track.code}.entry_reason", track.entry_reasons
            yield f"{track.code}.exit_reason", track.exit_reasons
            yield f"{track.code}.destination", track.destinations
            yield f"{track.code}.particular", track.particulars
            yield f"{track.code}.known_from", track.known_from

    def choices(self, list_name: str, language: str) -> list[tuple[str, str]]:
        """Codes and titles of a list in the pack's order, for a form: ``choices("care.kind", "kk")``."""
        for name, items in self.lists():
            if name == list_name:
                return [(item.code, item.title.say(language)) for item in items]
        raise KeyError(list_name)

    def title_of(self, list_name: str, code: str, language: str) -> str:
        """The title of one entry; a code from an older version that is gone shows as itself."""
        words = self._titles.get((list_name, code))
        return words.say(language) if words else code

    def source(self, code: str) -> Source:
        """A source of pack.yaml by its code."""
        return next(source for source in self.pack.sources if source.code == code)

    def instrument(self, code: str) -> Instrument:
        """An instrument by its code."""
        return next(item for item in self.instruments.instruments if item.code == code)

    def track(self, code: str) -> Track:
        """A track of episodes by its code."""
        return next(track for track in self.episodes.tracks if track.code == code)

    def gates_before(self, act: str, track: str = "", kind: str = "") -> tuple[Gate, ...]:
        """The gates that stand before an act; for ``begin_episode``, before an episode of that kind."""
        names = [
            name
            for gated in self.steps.gated_acts
            if gated.act == act and gated.track in (None, track) and (not gated.kinds or kind in gated.kinds)
            for name in gated.gates
        ]
        known = {gate.name: gate for gate in self.steps.gates}
        return tuple(known[name] for name in dict.fromkeys(names))

    @cached_property
    def outcome_question(self) -> Question:
        """The follow-up question whose answer is the outcome: the child is home, the man in work, the woman safe."""
        return next(item for item in self.follow_up.questions if item.code == self.follow_up.outcome)

    def proposed_level(self, score: int) -> str | None:
        """The level the pack's own instrument proposes for a score. The specialist chooses and says why."""
        for band in self.risk.bands:
            if band.from_score <= score and (band.to_score is None or score <= band.to_score):
                return band.level
        return None
