"""What stands in each file of a pack, one group of classes a file."""

from typing import Annotated, Literal

from pydantic import Field

from tirek.programmes.engine.words import (
    Code,
    Compartment,
    Item,
    Part,
    Source,
    SourcedItem,
    Text,
    Token,
    Words,
)

Count = Annotated[int, Field(ge=0)]
#: Named checks a gate may use. Each is answered by casework; a pack cannot invent one.
GateCheck = Literal[
    "has_consent",
    "has_assessment",
    "has_risk_rating",
    "plan_agreed",
    "plan_approved",
    "goals_reviewed",
    "care_known",
    "no_open_urgent_tasks",
    "risk_not_high",
    "closure_approved",
    "instrument_completed",
    "track_known",
    "conference_held",
]
GatedAct = Literal[
    "complete_assessment",
    "agree_plan",
    "request_plan_approval",
    "begin_episode",
    "request_closure",
    "close_case",
]


# pack.yaml
class Head(Part):
    """Who the pack is: a case remembers its code and version."""

    code: Code
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: Words
    description: Words
    licence: Text
    subject: Literal["child", "adult"] = Field(default="child", description="whose life the programme is about")
    protects: bool = Field(default=False, description="its people are hidden from everybody outside their file")
    sources: tuple[Source, ...]


# grounds.yaml
class Grounds(Part):
    """Why a case is opened, and who called."""

    source: Code
    grounds: tuple[SourcedItem, ...]
    call_sources: tuple[Item, ...]


# steps.yaml
class Stage(Item):
    """A stage of the programme; a case enters it by an act."""

    entered_by: Code


class Gate(Part):
    """One condition with the words for when it is open, and the act that mends it.

    ``code`` tells gates of one check apart; ``instrument`` belongs to ``instrument_completed``, ``track`` to
    ``track_known``.
    """

    check: GateCheck
    code: Code | None = None
    instrument: Code | None = None
    track: Code | None = None
    message: Words
    what_to_do: Words
    mended_by: Code

    @property
    def name(self) -> str:
        """How ``gated_acts`` call the gate."""
        return self.code or self.check


class ActGates(Part):
    """The conditions that must hold before an act; ``track`` and ``kinds`` narrow ``begin_episode``."""

    act: GatedAct
    gates: tuple[Code, ...]
    track: Code | None = None
    kinds: tuple[Code, ...] = ()


class Steps(Part):
    """The way of a case and its gates."""

    stages: tuple[Stage, ...]
    gates: tuple[Gate, ...]
    gated_acts: tuple[ActGates, ...]


# risk.yaml
class RiskLevel(Item):
    """A level the specialist may choose; ``order`` compares levels, 0 is "not assessed"."""

    order: Count
    token: Token


class RiskBand(Part):
    """A score from ``from_score`` to ``to_score`` (both included) proposes a level. It advises."""

    from_score: Count
    to_score: Count | None = None
    level: Code


class Risk(Part):
    """Levels of risk and what the pack's own instrument proposes."""

    levels: tuple[RiskLevel, ...]
    instrument: Code
    bands: tuple[RiskBand, ...]
    advice: Words


# goals.yaml
class Goal(Item):
    """A goal of the library with the steps that usually lead to it."""

    domain: Code
    steps: tuple[Item, ...]


class Goals(Part):
    """The library a plan starts from; every text may be changed in the plan."""

    domains: tuple[Item, ...]
    goals: tuple[Goal, ...]


# services.yaml
class Service(Item):
    """A concrete service: its kind, and the unit in which it is counted."""

    kind: Code
    unit: Code
    compartment: Compartment = "general"


class Services(Part):
    """The kinds of service with what is really done."""

    source: Code
    kinds: tuple[Item, ...]
    units: tuple[Item, ...]
    services: tuple[Service, ...]


# contacts.yaml
class Contacts(Part):
    """How and where people meet."""

    contact_kinds: tuple[Item, ...]
    contact_results: tuple[Item, ...]
    visit_places: tuple[Item, ...]


# closure.yaml
class ClosureOutcome(Item):
    """How a case ended. ``followed_up``: whether the family is asked after it."""

    followed_up: bool
    child: Literal["together", "apart", "unknown"] | None = Field(
        default=None, description="together: lives with parents or kin; none in a programme about an adult"
    )
    reached: bool | None = Field(default=None, description="whether the programme reached what it exists for")


class Closure(Part):
    """Outcomes of a case."""

    outcomes: tuple[ClosureOutcome, ...]


# episodes.yaml
class EpisodeKind(SourcedItem):
    """A kind of episode on a track. ``placement``: the child lives away from its parents.

    ``may_overlap`` overrules the track's; ``tone`` colours it in the life line; ``moment``: it has a day and no
    duration (an arrest, a relapse of one evening); ``expects_end``: its end is planned and asked for.
    """

    setting: Literal["own_family", "family_based", "residential", "institution", "independent", "other"] = "other"
    placement: bool = False
    may_overlap: bool | None = None
    tone: Token = "plain"
    moment: bool = False
    expects_end: bool = False
    transmonee: Literal["foster", "kinship", "other_family", "residential", "adoption"] | None = None


class Destination(Item):
    """Where an exit leads; ``transmonee`` is the ending of the exit indicators (``_REUNION`` and so on)."""

    transmonee: Literal["REUNION", "FAMILY", "RESIDENTIAL", "ADOPT", "INDEP", "DEATH", "OTHER"] | None = None


class Cohort(Part):
    """The day from which an outcome is counted: the start or the end of the last episode of another track before it."""

    track: Code
    kinds: tuple[Code, ...] = ()
    moment: Literal["start", "end"]


class Track(Item):
    """One strand of a life. Where ``may_overlap`` is false a person has one episode at a time.

    ``particulars`` are marked on an episode, several at once (conditions of probation, forms of violence);
    ``known_from`` says how it is known (the person, a document); ``counted_from`` proposes the cohort's day.
    """

    subject: Literal["child", "adult", "anyone"]
    may_overlap: bool
    particulars: tuple[Item, ...] = ()
    known_from: tuple[Item, ...] = ()
    counted_from: Cohort | None = None
    source: Code
    kinds: tuple[EpisodeKind, ...]
    entry_reasons: tuple[Item, ...]
    exit_reasons: tuple[Item, ...]
    destinations: tuple[Destination, ...]


class Episodes(Part):
    """The tracks of this programme."""

    tracks: tuple[Track, ...]


# follow_up.yaml
class FollowUpPoint(Part):
    """A moment after closure, with the days around it in which the answer counts for it."""

    months: Annotated[int, Field(ge=1)]
    days_before: Count
    days_after: Count


class Answer(Item):
    """An answer to choose. ``kept``: whether it is what the programme exists for; none is neither."""

    kept: bool | None = None


class Question(Item):
    """A follow-up question. ``choices`` only for a choice."""

    answer: Literal["yes_no_unknown", "choice", "text"]
    choices: tuple[Answer, ...] = ()
    required: bool = True


class FollowUp(Part):
    """What is asked after the support ended. ``outcome`` is the question whose answer is the outcome itself;
    ``kept`` says in a few words what it counts: the child lives with parents or kin."""

    source: Code
    counted_from: Words
    outcome: Code = "child_lives"  # what it was before packs named it
    kept: Words | None = None
    points: tuple[FollowUpPoint, ...]
    questions: tuple[Question, ...]


# instruments.yaml
class Band(Item):
    """A band of a score, both ends included."""

    from_score: Count
    to_score: Count | None = None
    token: Token = "plain"


class Critical(Item):
    """An answer that cannot wait. Shown at once: the steps, in order; a task is opened for them."""

    field: Code
    at_least: int | None = None
    equals: str | None = None
    safety_steps: tuple[Words, ...]
    task: Words
    within_working_days: Count


WordingStatus = Literal["published", "validated", "translation_not_validated", "own_not_validated"]


class WordingStatuses(Part):
    """How far the wording can be trusted, for each language."""

    kk: WordingStatus
    ru: WordingStatus
    en: WordingStatus


class Instrument(Item):
    """An instrument of the pack. Its questions stand in ``instruments/<code>.md`` as XLSForm tables."""

    version: Text
    used_in: tuple[Literal["intake", "assessment", "visit", "follow_up"], ...]
    asked_about: Literal["family", "mother", "adult", "client", "child", "person"]
    compartment: Compartment
    score: Code | None = None
    bands: tuple[Band, ...] = ()
    critical: tuple[Critical, ...] = ()
    source: Code
    licence: Text
    status: WordingStatuses
    notice: Words
    text: Text


class Instruments(Part):
    """Every instrument the programme uses. ``optional``: instruments under licences of their own, kept in
    ``instrument_packs``; they are offered once an administrator has stated their use."""

    instruments: tuple[Instrument, ...]
    optional: tuple[Code, ...] = ()


# prints.yaml
class PrintSection(Part):
    """One part of a printed form: where its content comes from."""

    content: Literal[
        "case", "people", "plan", "monitoring", "answers", "episodes", "services", "follow_ups", "text", "signatures"
    ]
    title: Words | None = None
    text: Words | None = None
    instrument: Code | None = Field(default=None, description="for answers: the last completed one")
    tracks: tuple[Code, ...] = ()
    who: tuple[Words, ...] = Field(default=(), description="for signatures: who signs")


class PrintForm(Item):
    """A form of the programme on paper, in Kazakh and Russian."""

    sections: tuple[PrintSection, ...]


class Prints(Part):
    """The printed forms of the programme."""

    forms: tuple[PrintForm, ...]
