"""standards.yaml: the practice rules of a pack. The verbs are plain Python in ``tirek.standards``."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tirek.programmes.engine.words import Code, Part, Words

Positive = Annotated[int, Field(ge=1)]
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
]


class ByRisk(Part):
    """A number for each level of risk; a case nobody has assessed yet has one too."""

    high: Positive
    medium: Positive
    low: Positive
    unassessed: Positive


Amount = Positive | ByRisk


class Which(Part):
    """Which events count: their kinds, and what their detail must say."""

    kinds: tuple[EventKind, ...]
    where: dict[str, bool | str] = {}


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
    warn_days: Annotated[int, Field(ge=0)] = 3


class WithinWorkingDays(RuleBase):
    """Done at the latest so many working days after something else."""

    verb: Literal["within_working_days"]
    event: Which
    after: Which
    anchor: Literal["first", "last"] = "first"
    working_days: Amount


class AtLeastEvery(RuleBase):
    """Done again and again while the case is open."""

    verb: Literal["at_least_every"]
    event: Which
    days: Amount
    needs_child: bool = False


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
    """Something must be known of the case from so many working days after its start."""

    verb: Literal["must_have"]
    what: Literal["care_known"]
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
    WithinWorkingDays | AtLeastEvery | RequiresBefore | ReviewedAfter | MustHave | NotOpenLongerThan | FollowedUp,
    Field(discriminator="verb"),
]


class Standards(Part):
    """The practice rules of the pack."""

    rules: tuple[Rule, ...]
