"""How support ends: refusals of newborns prevented, children at home when the case is closed, trial stays that held."""

from functools import partial
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span, Standard
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.engine.shapes import described, in_span, keyed
from tirek.outcomes.indicators._notes import NO_PUBLIC_DEFINITION
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

PROGRAMMES = ("family_preservation", "reunification")
REFUSAL = "intends_to_leave_newborn"
OWN = ("with_mother", "with_father", "with_parents", "mothers_house", "crisis_centre_with_mother")


def _closed(facts: Facts, span: Span, *, programmes: tuple[str, ...], ground: str = "", kept: str = "") -> "ir.Table":
    """Cases closed in the time whose outcome is known."""
    rows = facts.cases
    rows = rows.filter(rows.programme.isin(programmes), in_span(rows.closed_on, span))
    rows = rows.filter(rows.outcome_reached == kept if kept else rows.outcome_reached != UNKNOWN)
    if ground:
        grounds = facts.grounds
        rows = rows.semi_join(grounds.filter(grounds.ground == ground).select("case_key"), "case_key")
    rows = rows.select("case_key", "unit", "organisation", "programme", person_key=rows.client_key)
    return keyed(described(rows, facts, span.last, ("region",)), "case_key")


def _trials(facts: Facts, span: Span) -> "ir.Table":
    """Trial stays that ended in the time."""
    rows = facts.episodes
    rows = rows.filter(rows.track == "care", rows.kind == "trial_stay", in_span(rows.ended_on, span))
    return keyed(described(rows, facts, "starts_on", ("sex", "age_group")), "episode_key")


def _held(facts: Facts, span: Span) -> "ir.Table":
    """Those of them that went over into living at home: on the day of the end, or the day after."""
    rows, home = _trials(facts, span), facts.episodes
    home = home.filter(home.track == "care", home.kind.isin(OWN)).select("person_key", "starts_on", "ended_on")
    return rows.semi_join(
        home,
        [rows.person_key == home.person_key, home.starts_on >= rows.starts_on, home.starts_on <= rows.ended_on,
         home.ended_on > rows.ended_on],
    )  # fmt: skip


_KNOWN = Words(
    kk="Жыл ішінде жабылған, нәтижесі белгілі істер",
    ru="Случаи, закрытые за год, исход которых известен",
    en="Cases closed in the year whose outcome is known",
)

INDICATORS = (
    Indicator(
        id="family_refusals_prevented",
        title=Words(
            kk="Нәрестеден бас тартудың алдын алу",
            ru="Предотвращённые отказы от новорождённых",
            en="Refusals of newborns prevented",
        ),
        about=Words(
            kk="Анасы нәрестені қалдыруды ойлаған істердің қаншасы бала ата-анасымен немесе туыстарымен қалған күйде "
            "жабылды.",
            ru="Сколько случаев, где мать думала оставить новорождённого, закрыты с ребёнком у родителей или родных.",
            en="How many cases in which the mother considered leaving the newborn were closed with the child living "
            "with parents or kin.",
        ),
        counted="case",
        measure=Measure.SHARE,
        period=Period.YEAR,
        programmes=("family_preservation",),
        numerator=partial(_closed, programmes=("family_preservation",), ground=REFUSAL, kept="yes"),
        denominator=partial(_closed, programmes=("family_preservation",), ground=REFUSAL),
        denominator_about=_KNOWN,
        by=(("region",),),
        standards=(Standard("Tirek", "refusal prevented", note=NO_PUBLIC_DEFINITION),),
    ),
    Indicator(
        id="family_home_at_closure",
        title=Words(
            kk="Іс жабылғанда бала өз отбасында",
            ru="Ребёнок дома при закрытии случая",
            en="Child at home when the case was closed",
        ),
        about=Words(
            kk="Жабылған күнгі жағдай ғана: бала кейін үйде қалды ма, оны кейінгі бақылау көрсетеді.",
            ru="Только о дне закрытия: остался ли ребёнок дома потом, показывает последующее наблюдение.",
            en="It tells of the day of the closure alone: whether the child stayed home is told by the follow-up.",
        ),
        counted="case",
        measure=Measure.SHARE,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=partial(_closed, programmes=PROGRAMMES, kept="yes"),
        denominator=partial(_closed, programmes=PROGRAMMES),
        denominator_about=_KNOWN,
        by=(("programme",), ("region",)),
    ),
    Indicator(
        id="family_trial_held",
        title=Words(
            kk="Үйде қалумен аяқталған сынақ мерзімдері",
            ru="Пробное проживание, перешедшее в жизнь дома",
            en="Trial stays that held",
        ),
        about=Words(
            kk="Жыл ішінде аяқталған сынақ мерзімдерінің қаншасы баланың отбасында қалуына ұласты.",
            ru="Сколько пробных проживаний, закончившихся за год, перешло в жизнь ребёнка в семье.",
            en="How many of the trial stays that ended in the year went over into the child living with the family.",
        ),
        counted="child",
        measure=Measure.SHARE,
        period=Period.YEAR,
        programmes=("reunification",),
        numerator=_held,
        denominator=_trials,
        denominator_about=Words(
            kk="Жыл ішінде аяқталған сынақ мерзімдері",
            ru="Пробные проживания, закончившиеся за год",
            en="Trial stays that ended in the year",
        ),
        by=(("sex",), ("age_group",)),
    ),
)
