"""standards.yaml: the practice rules of a pack. The verbs are plain Python in ``tirek.standards``."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tirek.programmes.engine.words import Code, Part, Words

Positive = Annotated[int, Field(ge=1, le=3660)]  # ten years: what is longer is a slip of the pen
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-\d{2}$")]
EventKind = Literal[
    "case_opened",
    "risk_rated",
    "contact",
    "visit",
    "consent",
    "assessment",
    "plan_agreed",
    "plan_approved",
    "plan_reviewed",
    "service",
    "episode_started",
    "episode_ended",
    "conference",
    "task_finished",
    "case_closed",
]


class ByRisk(Part):
    """A number for each level of risk; a case nobody has assessed yet has one too."""

    high: Positive
    medium: Positive
    low: Positive
    unassessed: Positive


Amount = Positive | ByRisk


class Which(Part):
    """Which events count: their kinds, and what their detail must say; a list means any one of its codes."""

    kinds: tuple[EventKind, ...]
    where: dict[str, bool | str | tuple[Code, ...]] = {}


class RuleBase(Part):
    """What every rule says of itself."""

    id: RuleId
    title: Words
    why: Words
    open: Words = Field(description="what is so while the duty is open")
    met: Words = Field(description="what is so once it is done")
    what_to_do: Words
    act: Code = Field(description="the act that mends it; the page links to it")
    source: Code
    clause: str = ""
    verified: bool = False
    warn_days: Annotated[int, Field(ge=0, le=3660)] = 3
    valid_from: date | None = Field(default=None, description="clocks that started earlier are not asked")
    valid_to: date | None = Field(default=None, description="clocks that start later are not asked")
    escalate_after: Positive = Field(default=3, description="working days overdue after which the supervisor is told")


class Spells(Part):
    """Episodes of a track; no kinds: all of them."""

    track: Code
    kinds: tuple[Code, ...] = ()


class WithinWorkingDays(RuleBase):
    """Done at the latest so many working days after something else."""

    verb: Literal["within_working_days"]
    event: Which
    after: Which
    anchor: Literal["first", "last", "each"] = "first"
    working_days: Amount


class WithinDays(RuleBase):
    """Done at the latest so many calendar days after something else: the first 72 hours are three days."""

    verb: Literal["within_days"]
    event: Which
    after: Which
    anchor: Literal["first", "last", "each"] = "first"
    days: Amount


class AtLeastEvery(RuleBase):
    """Done again and again while the case is open, or only while an episode lasts."""

    verb: Literal["at_least_every"]
    event: Which
    days: Amount
    needs_child: bool = False
    during: Spells | None = None


class BeforeExpectedEnd(RuleBase):
    """Done so many days before the expected end of an episode: prison release, the end of a protective order."""

    verb: Literal["before_expected_end"]
    event: Which
    during: Spells
    days: Amount


class NotLongerThan(RuleBase):
    """An episode of a kind lasts no longer: days in hospital, months in a shelter."""

    verb: Literal["not_longer_than"]
    during: Spells
    days: Amount


class RequiresBefore(RuleBase):
    """One thing must be there before the other happens."""

    verb: Literal["requires_before"]
    first: Which
    then: Which


class ReviewedAfter(RuleBase):
    """Looked at again so many months after it was done or last looked at."""

    verb: Literal["reviewed_after"]
    event: Which
    after: Which
    months: Amount


class MustHave(RuleBase):
    """Something must be known of the case from so many working days after its start.

    ``care_known``: where every child lives; ``track_known``: the person the programme is about has an episode of
    ``track`` that lasts.
    """

    verb: Literal["must_have"]
    what: Literal["care_known", "track_known"]
    track: Code | None = None
    working_days: Amount


class NotOpenLongerThan(RuleBase):
    """An urgent task may not stay open longer."""

    verb: Literal["not_open_longer_than"]
    what: Literal["urgent_task"]
    working_days: Amount


class FollowedUp(RuleBase):
    """Each follow-up after closure is made inside its window."""

    verb: Literal["followed_up"]


Rule = Annotated[
    WithinWorkingDays
    | WithinDays
    | AtLeastEvery
    | BeforeExpectedEnd
    | NotLongerThan
    | RequiresBefore
    | ReviewedAfter
    | MustHave
    | NotOpenLongerThan
    | FollowedUp,
    Field(discriminator="verb"),
]


class Standards(Part):
    """The practice rules of the pack."""

    rules: tuple[Rule, ...]
