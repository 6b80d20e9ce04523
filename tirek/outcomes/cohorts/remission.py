"""People in remission: how long does it last?"""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.cohort import EVENT, LOST, Cohort
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.model import OPEN_END
from tirek.outcomes.engine.watching import deaths, ending_on, once, told_later, watched
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("sex", "age_group", "region")
REMISSION = ("remission_early", "remission_sustained")
ANSWERS = {"use_as_before": EVENT, "reduced_use": EVENT, "in_prison": "custody", "died": "death"}


def rows(facts: Facts) -> "ir.Table":
    """Each remission, early and sustained as one. Time without access, in custody or in hospital, is none."""
    import ibis

    use = facts.episodes
    use = use.filter(use.track == "use", use.starts_on <= facts.on)
    lasting = use.filter(~use.moment)
    line = ibis.window(group_by="person_key", order_by=[lasting.starts_on, lasting.recorded_on, lasting.episode_key])
    lasting = lasting.mutate(
        before=lasting.kind.lag().over(line).fill_null(""), following=lasting.starts_on.lead().over(line)
    )
    sober = lasting.filter(lasting.kind.isin(REMISSION))
    begun = sober.filter(~sober.before.isin(REMISSION), sober.entry_reason != "no_access")
    relapsed = use.filter(use.moment, use.kind == "relapse")
    again = lasting.filter(lasting.kind.isin(("active_use", "reduced_use")))
    ended = sober.filter(sober.ended_on < OPEN_END)
    broken = ended.filter(ended.exit_reason == "relapse")
    quiet = ended.filter(ended.exit_reason != "relapse", ended.ended_on < ended.following.fill_null(OPEN_END))
    taken = facts.episodes
    taken = taken.filter(taken.track == "custody", taken.setting == "institution", taken.starts_on <= facts.on)
    endings = [
        ending_on(relapsed, relapsed.starts_on, EVENT),
        ending_on(again, again.starts_on, EVENT),
        ending_on(broken, broken.ended_on, EVENT),
        quiet.select("person_key", day=quiet.ended_on, ending=(quiet.exit_reason == "death").ifelse("death", LOST)),
        ending_on(taken, taken.starts_on, "custody"),
        told_later(facts, ("addiction",), ANSWERS),
        deaths(facts),
    ]
    return watched(once(begun), endings, facts, by=BY)


COHORT = Cohort(
    id="remission",
    title=Words(
        kk="Ремиссия: қанша уақытқа созылады?",
        ru="Ремиссия: как долго длится?",
        en="Remission: how long does it last?",
    ),
    about=Words(
        kk="Сағат ремиссия басталған күннен жүреді; ерте және тұрақты ремиссия – бірі. Бір күндік қайта тұтыну да, аз "
        "тұтыну да ремиссияны аяқтайды; кейін қайта басталған ремиссия жаңадан саналады. Қамауда немесе ауруханада "
        "қолжетімсіз болғаны ремиссия емес.",
        ru="Отсчёт идёт с начала ремиссии; ранняя и устойчивая – одна и та же. Срыв одного дня и сниженное "
        "употребление завершают ремиссию; начатая после этого учитывается заново. Время без доступа, в заключении или "
        "больнице, ремиссией не считается.",
        en="The clock starts with the remission; early and sustained are one. A relapse of one day ends it, and so "
        "does using less; a remission begun after that counts anew. Time without access, in custody or in hospital, is "
        "no remission.",
    ),
    counted="person",
    entered=Words(kk="ремиссияға шықты", ru="вошли в ремиссию", en="came into remission"),
    event=Words(kk="қайта тұтынды", ru="употребление возобновилось", en="used again"),
    still=Words(kk="ремиссияда", ru="в ремиссии", en="in remission"),
    sentence=Words(
        kk="{when} басталған ремиссиялар: {people}. {months} айдан кейін {share} ремиссияда ({interval}).",
        ru="Ремиссий, начавшихся {when}: {people}. Через {months} мес. в ремиссии {share} ({interval}).",
        en="Remissions that began {when}: {people}. After {months} months {share} were still in remission "
        "({interval}).",
    ),
    competing={
        "custody": Words(kk="қамауға алынды", ru="заключён под стражу", en="taken into custody"),
        "death": Words(kk="қайтыс болды", ru="смерть", en="died"),
    },
    programmes=("addiction",),
    by=BY,
    rows=rows,
)  # fmt: skip
