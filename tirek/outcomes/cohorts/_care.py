"""What cohorts about the care of children share: where a child is, when that changed, where it went."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tirek.outcomes.engine.cohort import EVENT, LOST
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.model import OPEN_END
from tirek.outcomes.engine.watching import told_later
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

HOME: Final = "home"
CARE: Final = "care"  # residential care, patronage and foster families
OTHER_FAMILY: Final = "other_family"  # kin, guardianship, guest family
ADOPTION: Final = "adoption"
#: Where a form of care belongs. A trial stay, a hospital and a maternity ward change nothing: the decision is open.
PLACES: Final[Mapping[str, str]] = {
    "residential": CARE, "foster": CARE, "kinship": OTHER_FAMILY, "other_family": OTHER_FAMILY, "adoption": ADOPTION,
}  # fmt: skip
LEFT_TO: Final[Mapping[str, str]] = {
    "REUNION": HOME, "RESIDENTIAL": CARE, "FAMILY": OTHER_FAMILY, "ADOPT": ADOPTION, "INDEP": "came_of_age",
    "DEATH": "death",
}  # fmt: skip
#: What the follow-up of the two programmes for families may answer, where it is no longer the own family.
ANSWERS: Final[Mapping[str, str]] = {
    "institution": CARE, "other_family": OTHER_FAMILY, "independent": "came_of_age", "died": "death",
}  # fmt: skip
PROGRAMMES: Final = ("family_preservation", "reunification")
COMPETING: Final[Mapping[str, Words]] = {
    "other_family": Words(
        kk="туыстарында, қорғаншыда немесе қонақ отбасында",
        ru="у родственников, под опекой или в гостевой семье",
        en="with kin, a guardian or a guest family",
    ),
    "adoption": Words(kk="асырап алынды", ru="усыновлён", en="adopted"),
    "came_of_age": Words(kk="18 жасқа толды", ru="исполнилось 18 лет", en="came of age"),
    "death": Words(kk="қайтыс болды", ru="смерть", en="died"),
}


def whereabouts(facts: Facts) -> "ir.Table":
    """``_whereabouts``, made once for all cohorts that ask."""
    return facts.once("whereabouts", lambda: _whereabouts(facts))


def _whereabouts(facts: Facts) -> "ir.Table":
    """Care episodes that say where a child is, with ``place``, the place and form before, and the next one's start.

    Units that wrote the same stretch down, renewals and transfers stand one after the other with the same place: a
    change is where ``place`` differs from ``before``.
    """
    import ibis

    care = facts["episodes"]
    care = care.filter(care.track == "care", ~care.moment, care.starts_on <= facts.on)
    order = [care.starts_on, care.recorded_on, care.episode_key]
    line = ibis.window(group_by="person_key", order_by=order)
    care = care.mutate(following=care.starts_on.lead().over(line))
    place = care.care_form.cases(*PLACES.items(), else_=(care.setting == "own_family").ifelse(HOME, ""))
    care = care.mutate(place=(care.kind == "trial_stay").ifelse("", place))
    told = care.filter(care.place != "")
    line = ibis.window(group_by="person_key", order_by=[told.starts_on, told.recorded_on, told.episode_key])
    return told.mutate(
        before=told.place.lag().over(line).fill_null(""), came_from=told.care_form.lag().over(line).fill_null("")
    )


def moved(places: "ir.Table", names: Mapping[str, str]) -> "ir.Table":
    """Changes of place as endings: ``names`` says what each place is called; those without a name end nothing."""
    changed = places.filter(places.place != places.before, places.place.isin(tuple(names)))
    return changed.select("person_key", day=changed.starts_on, ending=changed.place.cases(*names.items(), else_=LOST))


def left(places: "ir.Table", at: str, names: Mapping[str, str]) -> "ir.Table":
    """How stretches of a place ended, by where the child went; nothing known and nothing following: lost."""
    ended = places.filter(places.place == at, places.ended_on < OPEN_END)
    gone = ended.filter(ended.ended_on < ended.following.fill_null(OPEN_END))
    gone = gone.mutate(went=gone.left_to.cases(*LEFT_TO.items(), else_=""))
    return gone.select("person_key", day=gone.ended_on, ending=gone.went.cases(*names.items(), else_=LOST))


def told(facts: Facts, names: Mapping[str, str]) -> "ir.Table":
    """What a follow-up brought to light about where the child is."""
    answers = {answer: names.get(place, place) for answer, place in ANSWERS.items()}
    return told_later(facts, PROGRAMMES, answers)


#: Endings seen from home: back in care is what is waited for.
FROM_HOME: Final[Mapping[str, str]] = {
    CARE: EVENT, OTHER_FAMILY: "other_family", ADOPTION: "adoption", "came_of_age": "came_of_age", "death": "death",
}  # fmt: skip
