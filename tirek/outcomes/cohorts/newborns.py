"""Newborns who might have been left behind: are they with their mothers?"""

from typing import TYPE_CHECKING

from tirek.outcomes.cohorts._care import COMPETING, PROGRAMMES, whereabouts
from tirek.outcomes.engine.cohort import EVENT, Cohort
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.shapes import days_between
from tirek.outcomes.engine.watching import deaths, once, told_later, watched
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("sex", "region", "disability")
#: Born so many days before the case was opened, or after it: a newborn.
NEWBORN = 92
ANSWERS = {"institution": EVENT, "other_family": EVENT, "with_father": "kin", "with_kin": "kin", "died": "death"}


def rows(facts: Facts) -> "ir.Table":
    """Each newborn of a case of keeping families together, from birth on."""
    import ibis

    cases = facts.cases.filter(facts.cases.programme == "family_preservation")
    cases = cases.select("case_key", "unit", "organisation", "opened_on")
    members = facts.members.select("case_key", "person_key")
    born = facts.persons.filter(facts.persons.born_on <= facts.on).select("person_key", starts_on=ibis._.born_on)
    entries = cases.inner_join(members, "case_key").inner_join(born, "person_key")
    entries = entries.filter(days_between(entries.starts_on, entries.opened_on) <= NEWBORN)
    entries = entries.mutate(recorded_on=entries.opened_on, episode_key=entries.case_key)
    places = whereabouts(facts)
    kin = (places.care_form == "kinship") | (places.kind == "with_father")
    away = kin | (places.care_form != "")
    gone = places.filter(away)
    endings = [
        gone.select("person_key", day=gone.starts_on, ending=kin.ifelse("kin", EVENT)),
        told_later(facts, PROGRAMMES, ANSWERS),
        deaths(facts),
    ]
    return watched(once(entries), endings, facts, by=BY, same_day=True)


COHORT = Cohort(
    id="newborns_kept",
    title=Words(
        kk="Нәрестелер анасымен бірге ме?",
        ru="Новорождённые: остались ли с матерью?",
        en="Newborns: are they with their mothers?",
    ),
    about=Words(
        kk="Отбасын сақтау бағдарламасында туғанына 92 күн толмай жағдай ашылған немесе кейін туған балалар. Сағат "
        "туған күннен жүреді. Мекемеге, қорғаншыға, патронатқа немесе асырап алуға кету – анадан айырылу; ана үйінде "
        "анасымен бірге тұру айырылу емес. Әкесінде немесе туыстарында қалу бөлек көрсетіледі.",
        ru="Дети, для которых в программе сохранения семьи открыт случай в первые 92 дня жизни или до рождения. Отсчёт "
        "идёт с рождения. Учреждение, опека, приёмная семья или усыновление – разлучение с матерью; жизнь с матерью в "
        "доме мамы разлучением не считается. Отец и родственники показаны отдельно.",
        en="Children for whom a case of keeping families together was opened within 92 days of birth, or before it. "
        "The clock starts at birth. An institution, a guardian, foster care or adoption part a child from its mother; "
        "living with her at a mothers' house does not. Father and kin are told apart.",
    ),
    counted="newborn",
    entered=Words(kk="туды", ru="родились", en="born"),
    event=Words(kk="анасынан айырылды", ru="разлучён с матерью", en="parted from the mother"),
    still=Words(kk="анасымен бірге", ru="с матерью", en="with the mother"),
    sentence=Words(
        kk="{when} туған нәрестелер: {people}. {months} айдан кейін {share} анасымен бірге ({interval}).",
        ru="Новорождённых {when}: {people}. Через {months} мес. с матерью {share} ({interval}).",
        en="Newborns {when}: {people}. After {months} months {share} were with their mothers ({interval}).",
    ),
    competing={
        "kin": Words(kk="әкесімен немесе туыстарымен", ru="с отцом или родственниками", en="with the father or kin"),
        "death": COMPETING["death"],
    },
    programmes=("family_preservation",),
    by=BY,
    rows=rows,
)  # fmt: skip
