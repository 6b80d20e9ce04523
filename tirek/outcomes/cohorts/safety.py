"""Women who came to safety: does the violence come back?"""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.cohort import EVENT, Cohort
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.watching import deaths, ending_on, once, told_later, watched
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("age_group", "region")
SAFE = ("crisis_centre", "shelter", "hidden_place")
ANSWERS = {"violence_again": EVENT, "threatened": EVENT, "died": "death"}


def rows(facts: Facts) -> "ir.Table":
    """Each arrival at a crisis centre, a shelter or a hidden place; from one to the next is the same safety."""
    import ibis

    episodes = facts.episodes.filter(facts.episodes.starts_on <= facts.on)
    homes = episodes.filter(episodes.track == "housing", ~episodes.moment)
    line = ibis.window(group_by="person_key", order_by=[homes.starts_on, homes.recorded_on, homes.episode_key])
    homes = homes.mutate(before=homes.kind.lag().over(line).fill_null(""))
    clients = facts.cases.select("case_key", client_key=facts.cases.client_key)
    arrived = homes.filter(homes.programme == "protection", homes.kind.isin(SAFE), ~homes.before.isin(SAFE))
    arrived = arrived.inner_join(clients, "case_key").filter(ibis._.person_key == ibis._.client_key)
    again = episodes.filter(episodes.track == "violence")
    broken = episodes.filter(episodes.track == "protection_order", episodes.kind == "violated")
    endings = [
        ending_on(again, again.starts_on, EVENT),
        ending_on(broken, broken.starts_on, EVENT),
        told_later(facts, ("protection",), ANSWERS),
        deaths(facts),
    ]
    return watched(once(arrived), endings, facts, by=BY)


COHORT = Cohort(
    id="women_safe",
    title=Words(
        kk="Қауіпсіз жерге келген әйелдер: зорлық қайталана ма?",
        ru="Женщины, пришедшие в безопасное место: повторяется ли насилие?",
        en="Women who came to safety: does the violence come back?",
    ),
    about=Words(
        kk="Сағат дағдарыс орталығына, баспанаға немесе құпия мекенжайға келген күннен жүреді. Жаңа оқиға, нұсқаманың "
        "бұзылуы, кейінгі бақылауда айтылған зорлық, қорқыту немесе қудалау саналады. Серігіне қайту – әйелдің өз "
        "шешімі, ол оқиғаға жатпайды. Айтылмаған зорлық мұнда көрінбейді.",
        ru="Отсчёт идёт со дня прихода в кризисный центр, приют или по скрытому адресу. Учитываются новый случай "
        "насилия, нарушение предписания, насилие, угрозы или преследование, о которых сказано при последующем "
        "наблюдении. Возвращение к партнёру – её решение и случаем не считается. О чём не рассказали, здесь не видно.",
        en="The clock starts on the day she came to a crisis centre, a shelter or a hidden address. A new incident, a "
        "violated order, and violence, threats or stalking told at a follow-up count. Going back to the partner is her "
        "decision and no incident. What nobody told is not seen here.",
    ),
    counted="woman",
    entered=Words(kk="қауіпсіз жерге келді", ru="пришли в безопасное место", en="came to safety"),
    event=Words(
        kk="зорлық немесе қауіп қайталанды",
        ru="насилие или угрозы повторились",
        en="violence or threats again",
    ),
    still=Words(kk="жаңа оқиға белгілі емес", ru="о новых случаях не известно", en="no new incident known"),
    sentence=Words(
        kk="{when} қауіпсіз жерге келген әйелдер: {people}. {months} айдан кейін {share} бойынша жаңа оқиға белгілі "
        "емес ({interval}).",
        ru="Женщин, пришедших в безопасное место {when}: {people}. За {months} мес. о новых случаях не известно у "
        "{share} ({interval}).",
        en="Women who came to safety {when}: {people}. For {share} no new incident is known within {months} months "
        "({interval}).",
    ),
    competing={"death": Words(kk="қайтыс болды", ru="смерть", en="died")},
    programmes=("protection",),
    by=BY,
    months=(1, 3, 6, 12),
    rows=rows,
)  # fmt: skip
