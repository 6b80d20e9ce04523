"""Children in a family that is not their own: does the placement hold?"""

from typing import TYPE_CHECKING

from tirek.outcomes.cohorts._care import ADOPTION, CARE, COMPETING, HOME, OTHER_FAMILY, whereabouts
from tirek.outcomes.cohorts._care import LEFT_TO as CAME_TO
from tirek.outcomes.engine.cohort import EVENT, LOST, Cohort
from tirek.outcomes.engine.definition import Facts, Standard
from tirek.outcomes.engine.model import OPEN_END
from tirek.outcomes.engine.watching import came_of_age, deaths, ending_on, once, told_later, watched
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("sex", "age_group", "region", "care_form")
#: A placement that ended so did not hold, wherever the child went.
BROKEN = ("carers_gave_up", "family_broke_down", "child_left", "unsafe", "trial_not_kept")


def rows(facts: Facts) -> "ir.Table":
    """Each placement with kin, guardians or a foster family. The same form going on without a break is one."""
    import ibis

    places = whereabouts(facts)
    line = ibis.window(group_by="person_key", order_by=[places.starts_on, places.recorded_on, places.episode_key])
    places = places.mutate(
        kind_before=places.kind.lag().over(line).fill_null(""),
        ended_before=places.ended_on.lag().over(line).fill_null(places.starts_on),
        reason_before=places.exit_reason.lag().over(line).fill_null(""),
    )
    broke = (places.entry_reason == "placement_broke_down") | places.reason_before.isin(BROKEN)
    goes_on = (places.kind == places.kind_before) & (places.ended_before >= places.starts_on) & ~broke
    family = places.care_form.isin(("foster", "kinship", "other_family")) & (places.kind != "guest_family")
    begun = places.filter(family, ~goes_on)
    ended = places.filter(family, places.ended_on < OPEN_END)
    alone = ended.filter(ended.ended_on < ended.following.fill_null(OPEN_END), ~ended.exit_reason.isin(BROKEN))
    went = alone.left_to.cases(*CAME_TO.items(), else_="")
    names = {HOME: HOME, CARE: EVENT, OTHER_FAMILY: "moved_on", ADOPTION: ADOPTION}
    names |= {code: code for code in ("came_of_age", "death")}
    homes = places.filter(places.place == HOME, places.before != HOME)
    adopted = places.filter(places.place == ADOPTION)
    back = places.filter(places.care_form == "residential")
    endings = [
        ending_on(back, back.starts_on, EVENT),
        ending_on(homes, homes.starts_on, HOME),
        ending_on(adopted, adopted.starts_on, ADOPTION),
        ending_on(ended.filter(ended.exit_reason.isin(BROKEN)), ibis._.ended_on, EVENT),
        ending_on(begun.filter(begun.entry_reason == "placement_broke_down"), ibis._.starts_on, EVENT),
        ending_on(begun, begun.starts_on, "moved_on"),
        alone.select("person_key", day=alone.ended_on, ending=went.cases(*names.items(), else_=LOST)),
        told_later(facts, ("reunification", "family_preservation"), ANSWERS),
        came_of_age(facts),
        deaths(facts),
    ]
    return watched(once(begun), endings, facts, by=BY)


ANSWERS = {
    "institution": EVENT, "with_mother": HOME, "with_parents": HOME, "with_father": HOME, "independent": "came_of_age",
    "died": "death",
}  # fmt: skip
COHORT = Cohort(
    id="placements",
    title=Words(
        kk="Отбасына орналастырылған балалар: орналастыру сақталды ма?",
        ru="Дети, устроенные в семьи: сохранилось ли устройство?",
        en="Children placed in families: does the placement hold?",
    ),
    about=Words(
        kk="Туыстар, қорғаншылар, патронат және қабылдаушы отбасылар; қонақ отбасы саналмайды. Мекемеге кету, "
        "тәрбиешілердің бас тартуы, отбасының күйреуі, баланың өзі кетуі немесе қауіпсіз болмауы – орналастырудың "
        "үзілуі. Туған отбасына қайту, асырап алу және жоспарлы ауысу үзілу емес.",
        ru="Родственники, опекуны, патронатные и приёмные семьи; гостевая семья не учитывается. Уход в учреждение, "
        "отказ воспитывающих, распад семьи, уход самого ребёнка или опасность – это срыв. Возвращение в кровную семью, "
        "усыновление и плановый переход срывом не считаются.",
        en="Kin, guardians, patronage and foster families; a guest family does not count. It broke down when the child "
        "went to an institution, the carers gave up, the family fell apart, the child left or was not safe. A return "
        "to the birth family, adoption and a planned move are no breakdown.",
    ),
    counted="entry",
    entered=Words(kk="отбасына орналастырылды", ru="устроены в семью", en="placed in a family"),
    event=Words(kk="орналастыру үзілді", ru="устройство сорвалось", en="broke down"),
    still=Words(kk="сол отбасында", ru="в той же семье", en="in the same family"),
    sentence=Words(
        kk="{when} отбасына орналастырулар: {people}. {months} айдан кейін {share} сақталып тұр ({interval}).",
        ru="Устройств в семьи {when}: {people}. Через {months} мес. в той же семье {share} ({interval}).",
        en="Placements in families {when}: {people}. After {months} months {share} of the children were still in the "
        "same family ({interval}).",
    ),
    competing={
        HOME: Words(kk="туған отбасына қайтты", ru="вернулся в кровную семью", en="returned to the birth family"),
        "moved_on": Words(kk="басқа отбасына жоспарлы ауысты", ru="планово перешёл в другую семью",
                          en="planned move to another family"),
        **{code: COMPETING[code] for code in ("adoption", "came_of_age", "death")},
    },
    programmes=("reunification", "family_preservation"),
    by=BY,
    standards=(
        Standard("TransMonEE", "22.3", note=Words(
            kk="сол оқиға: отбасылық орналастырудан мекемеге қайта түсу",
            ru="то же событие: из семейного устройства обратно в учреждение",
            en="the same event: from family-based care back to an institution",
        )),
        Standard("TransMonEE", "25.5", note=Words(
            kk="патронат және қабылдаушы отбасы", ru="патронатные и приёмные семьи", en="foster care",
        )),
        Standard("TransMonEE", "26.5", note=Words(
            kk="ресми туыстық қамқорлық", ru="официальное родственное попечение", en="kinship care",
        )),
        Standard("TransMonEE", "27.5", note=Words(
            kk="қорғаншылық және басқа отбасылық түрлер", ru="опека и другие семейные формы",
            en="other family-based care",
        )),
    ),
    rows=rows,
    period_ratio=Words(
        kk="жыл ішінде үзілген орналастырулар / сол жылғы орналастырулар",
        ru="срывы за год / устройства за тот же год",
        en="breakdowns during the year / placements of the same year",
    ),
)  # fmt: skip
