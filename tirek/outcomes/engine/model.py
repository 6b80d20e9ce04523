"""The facts: what of the case files may be counted, as tables without anybody's name.

One documented model, numbered. A table of facts is written from PostgreSQL by ``outcomes.facts`` and read by every
indicator, on whatever engine. Keys are pseudonyms (a keyed hash, the same in every table and every version); what
names a person never leaves the database. An end that has not come is 9999-12-31, so that a comparison needs no NULL;
what is not known is the word ``unknown``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

#: Raised whenever a table or a column changes its meaning. A snapshot names the version it was made with.
MODEL_VERSION: Final = "1"
#: The last day of what has not ended.
OPEN_END: Final = date(9999, 12, 31)
UNKNOWN: Final = "unknown"


class Kind(StrEnum):
    """What a column holds, and so its type in a file."""

    KEY = "key"  # pseudonym, 64-bit integer
    CODE = "code"  # a word of a closed list, text
    DAY = "day"  # date
    NUMBER = "number"  # 64-bit float
    COUNT = "count"  # 32-bit integer
    FLAG = "flag"  # boolean


@dataclass(frozen=True)
class Column:
    """A column, what it holds, and what it means."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class FactsTable:
    """A table of facts. ``key`` names the column that no two rows share, where there is one.

    ``month`` names the day by whose month its files are split; empty: one file.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    month: str = ""
    key: str = ""


def _columns(text: str) -> tuple[Column, ...]:
    rows = [line.split(None, 2) for line in text.splitlines() if line.strip()]
    return tuple(Column(name, Kind(kind), meaning) for name, kind, meaning in rows)


#: What every table of a case carries.
_CASE = """
case_key            key   the case
unit                code  code of the unit that wrote the row
organisation        code  code of the unit's organisation
programme           code  code of the programme
"""

MODEL: Final = (
    FactsTable(
        "persons",
        "Everybody who is or was part of a case, once, however many records were merged.",
        _columns("""
person_key          key   the person
sex                 code  female, male, unknown
born_on             day   day of birth; the middle of the year or month where only that is known; OPEN_END: not known
birth_precision     code  day, month, year, estimated, unknown
died_on             day   day of death; OPEN_END: living as far as is known
region              code  KATO code of the newest address that is not hidden; unknown
disability          code  yes, no (the newest Washington Group assessment), unknown
"""),
        key="person_key",
    ),
    FactsTable(
        "families",
        "Families that have a case.",
        _columns("""
family_key          key   the family
people              count members recorded today
children            count of those, under 18 today
region              code  the newest address of any member that is not hidden; unknown
"""),
        key="family_key",
    ),
    FactsTable(
        "cases",
        "Cases, as they stand.",
        _columns(
            _CASE
            + """
family_key          key   the family
client_key          key   whom the case is about: the child, or the adult client; the first of several
worker_key          key   who leads it
programme_version   code  version of the pack it was opened under
call_source         code  who called
opened_on           day   opened
closed_on           day   closed; OPEN_END: open
state               code  open, closed
outcome             code  outcome at the closure; unknown
outcome_reached     code  yes, no: whether the programme says that outcome is what it exists for; unknown
stage               code  stage
risk_level          code  level of risk today
reopened            count how many times it was reopened
"""
        ),
        key="case_key",
    ),
    FactsTable(
        "members",
        "Who is part of a case, in which part.",
        _columns(
            _CASE
            + """
person_key          key   the person
part                code  child, client, mother, ...: part in the case
joined_on           day   from
left_on             day   until; OPEN_END
"""
        ),
    ),
    FactsTable(
        "grounds",
        "The grounds on which a case was opened; one row each.",
        _columns(
            _CASE
            + """
ground              code  ground
"""
        ),
    ),
    FactsTable(
        "acts",
        "Every act on a case, from its journal. A word of a closed list where the act has one, never free text.",
        _columns(
            _CASE
            + """
act_key             key   the act
act                 code  kind of the act, as the journal names it
detail              code  place of a visit, channel of a contact, kind of an approval; empty
reached             code  yes, no; unknown where the act does not say
worker_key          key   who recorded it
done_on             day   the day it happened
recorded_on         day   the day it was written down
"""
        ),
        month="done_on",
        key="act_key",
    ),
    FactsTable(
        "episodes",
        "Stretches of a life on every track.",
        _columns(
            _CASE
            + """
episode_key         key   the episode
person_key          key   the person
track               code  care, custody, treatment, use, housing, schooling, work, ...
kind                code  kind
setting             code  own_family, family_based, residential, institution, independent, other; empty
placement           flag  whether it is a placement of a child
care_form           code  residential, foster, kinship, other_family, adoption; empty: none of the formal forms
moment              flag  an event of one day, not a stretch
starts_on           day   first day
ended_on            day   the day that no longer belongs to it; OPEN_END: under way
expected_end_on     day   expected end; OPEN_END: none
starts_precision    code  day, month, year, estimated
entry_reason        code  why it began; empty
exit_reason         code  why it ended; empty
destination         code  where to; empty
left_to             code  REUNION, FAMILY, RESIDENTIAL, ADOPT, INDEP, DEATH, OTHER; empty: counts nowhere
known_from          code  how it is known; empty
counted_from        day   the day an outcome is counted from; OPEN_END: none
particulars         code  marks on it, each between semicolons: ;reporting;no_contact;
recorded_on         day   the day it was written down
"""
        ),
        key="episode_key",
    ),
    FactsTable(
        "services",
        "Services given.",
        _columns(
            _CASE
            + """
service_key         key   the service
person_key          key   to whom; 0: to the family
service             code  which
quantity            number how much, in the service's own unit
done_on             day   the day
recorded_on         day   the day it was written down
"""
        ),
        month="done_on",
        key="service_key",
    ),
    FactsTable(
        "assessments",
        "Instruments completed.",
        _columns(
            _CASE
            + """
assessment_key      key   the assessment
person_key          key   about whom; 0: the family
instrument          code  which
score               number score; -1: none
band                code  band of the score; empty
critical            flag  whether an answer asked for the safety step
done_on             day   the day
recorded_on         day   the day it was written down
"""
        ),
        key="assessment_key",
    ),
    FactsTable(
        "answers",
        "Chosen answers of assessments, one row each: choices alone, never what was written.",
        _columns("""
assessment_key      key   the assessment
question            code  name of the question
answer              code  name of the chosen answer
"""),
    ),
    FactsTable(
        "risks",
        "Ratings of risk.",
        _columns(
            _CASE
            + """
level               code  chosen level
proposed            code  level the instrument proposed; empty
done_on             day   the day
"""
        ),
    ),
    FactsTable(
        "plans",
        "Versions of plans.",
        _columns(
            _CASE
            + """
plan_key            key   the version
version             count number
state               code  draft, agreed, approved, superseded ...
written_on          day   written
agreed_on           day   agreed with the family; OPEN_END: not
steps               count steps in it
steps_done          count of those, done
"""
        ),
        key="plan_key",
    ),
    FactsTable(
        "approvals",
        "What a supervisor was asked and decided.",
        _columns(
            _CASE
            + """
kind                code  plan, closure
decision            code  waiting, approved, returned
asked_on            day   asked
decided_on          day   decided; OPEN_END: waiting
"""
        ),
    ),
    FactsTable(
        "follow_ups",
        "What was asked after the support had ended.",
        _columns(
            _CASE
            + """
follow_up_key       key   the follow-up
months              count target month after the closure
counted_from        day   the closure it belongs to
due_on              day   target day
closes_on           day   last day of its window
held_on             day   held; OPEN_END: not
reached             code  yes, no, unknown (not held)
answer              code  answer to the programme's question; empty
kept                code  yes, no: whether the programme counts that answer as what it exists for; unknown
"""
        ),
        key="follow_up_key",
    ),
    FactsTable(
        "duties",
        "What the standards asked for, and whether it was done in time.",
        _columns(
            _CASE
            + """
duty_key            key   the duty
worker_key          key   who leads the case today
rule                code  clause
since               day   the clock started
due_on              day   last good day; OPEN_END: none
met_on              day   done; OPEN_END: not
kept                code  in_time, late, broken, ahead, lapsed, not_applicable, on the day of the facts
"""
        ),
        key="duty_key",
    ),
    FactsTable(
        "consents",
        "Agreements given.",
        _columns(
            _CASE
            + """
person_key          key   who agreed
purpose             code  to what
given_on            day   from
ends_on             day   until it expires or was taken back; OPEN_END
withdrawn           flag  taken back
"""
        ),
    ),
    FactsTable(
        "practitioners",
        "Who works where, in which role.",
        _columns("""
worker_key          key   the person
unit                code  unit
organisation        code  organisation
role                code  role
starts_on           day   from
ends_on             day   until; OPEN_END
"""),
    ),
    FactsTable(
        "population",
        "People in a region, from an official source that an administrator loaded. Empty until then.",
        _columns("""
region              code  KATO code; total: the country
year                count year
sex                 code  female, male, total
age_group           code  age group of the source; total
people              number people, at the middle of the year or as the source says
"""),
    ),
)

TABLES: Final = {table.name: table for table in MODEL}
