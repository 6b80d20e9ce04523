"""Who starts treatment, and what they said of their use: the rows of treatment demand and of coverage."""

from typing import TYPE_CHECKING, Final

from tirek.outcomes.engine.definition import Facts, Span
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.engine.shapes import described, in_span, keyed

if TYPE_CHECKING:
    import ibis.expr.types as ir

PROGRAMMES: Final = ("addiction", "release")
#: Treatment of substance use. A needle programme, naloxone or a doctor for something else is not.
TREATMENT: Final = ("narcology_outpatient", "detox", "opioid_substitution", "rehabilitation")
#: Treatment of substance use only where the programme is one of addiction.
TALKING: Final = ("psychotherapy", "support_group")
#: Psychosocial help, help towards treatment and after it, as the programme of addiction gives it.
SERVICES: Final = (
    "motivation_talk", "psychologist_talk", "support_group", "relapse_talk", "family_session", "life_skills",
    "treatment_linkage",
)  # fmt: skip
#: The question of the first talk on use, and the dimension it fills.
ASKED: Final = {
    "ever_treated": "treated_before",
    "sent_by": "sent_by",
    "lives_with": "lives_with",
    "with_children": "with_children",
    "lives_where": "lives_where",
    "labour": "labour",
    "education": "education",
    "primary_substance": "substance",
    "route": "route",
    "often": "often",
    "injected": "injecting",
    "shared": "shared",
    "several_together": "several_together",
    "overdose_ever": "overdose_ever",
}


def treatments(facts: Facts) -> "ir.Table":
    """Treatments of substance use, one row each."""
    rows = facts.episodes
    return rows.filter(
        rows.track == "treatment",
        rows.kind.isin(TREATMENT) | (rows.kind.isin(TALKING) & (rows.programme == "addiction")),
    )


def started(facts: Facts, span: Span) -> "ir.Table":
    """Treatments of substance use that began in the time."""
    rows = treatments(facts)
    return rows.filter(in_span(rows.starts_on, span))


def starters(facts: Facts, span: Span) -> "ir.Table":
    """People who started treatment, with what is known of them on the last day and what they told at the beginning.

    Everybody once, however many treatments they started.
    """
    return facts.once(f"starters {span}", lambda: _starters(facts, span))


def _starters(facts: Facts, span: Span) -> "ir.Table":
    rows = started(facts, span).select("person_key", "case_key", "unit", "organisation", "programme")
    return keyed(told(described(rows, facts, span.last), facts), "person_key")


def told(rows: "ir.Table", facts: Facts) -> "ir.Table":
    """The rows with the answers of the person's newest first talk on use; what was not asked is ``unknown``."""
    import ibis

    answers = first_talk(facts)
    joined = rows.left_join(answers, "person_key").drop("person_key_right")
    joined = joined.mutate(**{name: joined[name].fill_null(UNKNOWN) for name in ASKED.values()})
    substance = joined.substance
    group = ibis.cases(
        (substance == "alcohol", "alcohol"), (substance.isin((UNKNOWN, "no_substance")), UNKNOWN), else_="drugs"
    )
    return joined.mutate(substance_group=group)


def first_talk(facts: Facts) -> "ir.Table":
    """The answers of each person's newest first talk on use."""
    return facts.once("first_talk_on_use", lambda: _first_talk(facts))


def _first_talk(facts: Facts) -> "ir.Table":
    talks = facts.assessments
    talks = talks.filter(talks.instrument == "substance_intake")
    newest_day = talks.group_by("person_key").aggregate(day=talks.done_on.max())
    talks = talks.join(newest_day, ["person_key", talks.done_on == newest_day.day])
    newest = talks.group_by("person_key").aggregate(assessment_key=talks.assessment_key.max())
    answers = facts.answers.join(newest, "assessment_key")
    answers = answers.filter(answers.question.isin(tuple(ASKED)))
    return answers.group_by("person_key").aggregate(
        **{name: answers.answer.max(where=answers.question == asked) for asked, name in ASKED.items()}
    )
