"""What an indicator is: a definition that can be read, argued about, and computed anywhere.

Each indicator is one file in ``outcomes.indicators``: its metadata and one or two functions that say which rows of the
facts are counted. The functions return *rows*, not figures: one row for each thing counted, with the columns

    key           what is counted (a pseudonym); a key that stands in several rows counts once
    unit, organisation    who wrote it, as codes
    ... one text column for each dimension named in ``by``; what is not known is ``unknown``
    days          only where the measure is MEDIAN: a whole number of days

How rows become figures (scopes, disaggregations, distinct counting) is ``compute``; the rows themselves are the list
behind the figure. A rate without its population, or a share without anybody in the denominator, is a count and says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from uuid import uuid4

from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Measure(StrEnum):
    """What becomes of the rows."""

    COUNT = "count"  # how many
    SHARE = "share"  # numerator of denominator, in per cent
    RATE = "rate"  # per so many people of the population
    RATIO = "ratio"  # one group to another, not a part of it
    MEDIAN = "median"  # middle number of days
    CHECKLIST = "checklist"  # policy: answered by people, not computed


class Period(StrEnum):
    """The time a figure is about."""

    YEAR = "year"  # what happened in a calendar year
    DAY = "day"  # what was so on the last day of the year
    COHORT = "cohort"  # those who entered in the year, watched for ``months``


class Contribution(StrEnum):
    """How an indicator of ours stands to one of the Sustainable Development Goals. Never the country's value."""

    NUMERATOR = "N"  # a true numerator, or part of it
    SUBPOPULATION = "S"  # the value for our clients alone
    PROCESS = "P"  # evidence of policy or process
    SURVEY = "X"  # only a survey can tell: not computed


#: What one row stands for, as a word after a number.
COUNTED: Final[Mapping[str, Words]] = {
    "child": Words(kk="бала", ru="дети", en="children"),
    "newborn": Words(kk="нәресте", ru="новорождённые", en="newborns"),
    "person": Words(kk="адам", ru="люди", en="people"),
    "woman": Words(kk="әйел", ru="женщины", en="women"),
    "family": Words(kk="отбасы", ru="семьи", en="families"),
    "case": Words(kk="іс", ru="случаи", en="cases"),
    "entry": Words(kk="орналастыру", ru="устройства", en="entries"),
    "exit": Words(kk="шығу", ru="выбытия", en="exits"),
    "visit": Words(kk="үйге бару", ru="посещения", en="visits"),
    "duty": Words(kk="міндет", ru="обязательства", en="duties"),
    "service": Words(kk="қызмет", ru="услуги", en="services"),
    "practitioner": Words(kk="маман", ru="специалисты", en="practitioners"),
    "follow_up": Words(kk="кейінгі бақылау", ru="последующие наблюдения", en="follow-ups"),
    "release": Words(kk="босап шығу", ru="освобождения", en="releases"),
    "event": Words(kk="оқиға", ru="события", en="events"),
    "treatment": Words(kk="ем басталуы", ru="начатые курсы лечения", en="treatments started"),
}


@dataclass(frozen=True)
class Standard:
    """A list an indicator belongs to: whose, under which number or code there."""

    body: str  # BCN, TransMonEE, EUDA TDI, SDG, KAZSTAT, Tirek
    code: str
    verified: bool = False
    note: Words | None = None


@dataclass(frozen=True)
class Serves:
    """An SDG indicator this one contributes to, and how."""

    indicator: str  # 16.2.2
    how: Contribution
    series: str = ""  # SDMX series


@dataclass(frozen=True)
class Span:
    """The days a figure is about; both belong to it."""

    first: date
    last: date

    @property
    def year(self) -> int:
        """The calendar year of its end."""
        return self.last.year


def materialised(table: "ir.Table") -> "ir.Table":
    """The same rows, computed now where the engine can keep them, so that they are not computed again."""
    from ibis.common.exceptions import IbisError

    try:
        backend = table.get_backend()
    except IbisError:  # an expression with no engine behind it
        return table
    try:
        return backend.create_table(f"kept_{uuid4().hex}", table, temp=True)  # gone with the connection
    except NotImplementedError:  # Spark keeps rows in its own way
        return table.cache()


_NOTHING: Final[Mapping[str, Any]] = {}


class Facts(Mapping[str, "ir.Table"]):
    """The tables of the facts on some engine, by name; ``facts.episodes`` is ``facts["episodes"]``.

    ``on`` is the day of the facts: nothing after it is known. ``made`` is what of ``once`` is there already.
    """

    def __init__(
        self,
        tables: Mapping[str, "ir.Table"],
        on: date,
        *,
        keep: bool = True,
        made: "Mapping[str, ir.Table]" = _NOTHING,
    ) -> None:
        self._tables = tables
        self.made = made
        self._kept: dict[str, ir.Table] = dict(made)
        self._keep = keep
        self._materialised: Callable[[ir.Table], ir.Table] = materialised
        self.on = on

    def unkept(self) -> "Facts":
        """The same facts for one question: nothing is made beforehand, the engine reads what is asked for."""
        return Facts(self._tables, self.on, keep=False, made=self._kept)

    def kept_by(self, keep: "Callable[[ir.Table], ir.Table]") -> "Facts":
        """The same facts, of which ``keep`` keeps what is asked for more than once."""
        same = Facts(self._tables, self.on, keep=self._keep, made=self.made)
        same._kept, same._materialised = self._kept, keep
        return same

    def once(self, name: str, make: Callable[[], "ir.Table"]) -> "ir.Table":
        """A table on which several definitions rest: made for the first of them, kept while these facts are open."""
        if name not in self._kept:
            self._kept[name] = self._materialised(make()) if self._keep else make()
        return self._kept[name]

    def __getitem__(self, name: str) -> "ir.Table":
        return self._tables[name]

    def __getattr__(self, name: str) -> "ir.Table":
        try:
            return self.__dict__["_tables"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self) -> Any:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


#: What a definition returns: rows of some engine.
RowTable: TypeAlias = "ir.Table"
Rows = Callable[[Facts, Span], RowTable]
#: The denominator of a rate: people of the region, sex and age group, from the loaded population.
POPULATION: Final = "population"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """An indicator: what it is called, what it counts, for which time, by what, for whom, and how sure we are.

    ``by`` names the disaggregations: each is a tuple of dimensions crossed with each other; the total is always there.
    ``verified``: somebody read the source's own definition and this one follows it.
    """

    id: str
    title: Words
    about: Words
    counted: str
    measure: Measure
    period: Period
    programmes: tuple[str, ...] = ()  # empty: every programme
    numerator: Rows | None = None
    denominator: Rows | str | None = None
    denominator_about: Words | None = None
    by: tuple[tuple[str, ...], ...] = ()
    per: int = 100  # SHARE: 100; RATE: 100,000
    months: int = 0  # COHORT: how long each is watched
    population_ages: str = ""  # RATE: the age group of the population, for example 0-17
    standards: tuple[Standard, ...] = ()
    serves: tuple[Serves, ...] = ()
    verified: bool = False
    version: int = 1
    questions: tuple[Words, ...] = field(default=())  # CHECKLIST
