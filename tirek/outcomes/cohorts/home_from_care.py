"""Children in care for the first time: how long until they go home?"""

from typing import TYPE_CHECKING

from tirek.outcomes.cohorts._care import (
    ADOPTION,
    CARE,
    COMPETING,
    HOME,
    OTHER_FAMILY,
    PROGRAMMES,
    left,
    moved,
    whereabouts,
)
from tirek.outcomes.engine.cohort import EVENT, Cohort
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.shapes import first_of
from tirek.outcomes.engine.watching import came_of_age, deaths, once, told_later, watched
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("sex", "age_group", "region", "care_form")
NAMES = {HOME: EVENT, OTHER_FAMILY: OTHER_FAMILY, ADOPTION: ADOPTION, "came_of_age": "came_of_age", "death": "death"}
ANSWERS = {
    "with_mother": EVENT, "with_parents": EVENT, "with_father": EVENT, "with_kin": OTHER_FAMILY,
    "other_family": OTHER_FAMILY, "independent": "came_of_age", "died": "death",
}  # fmt: skip


def rows(facts: Facts) -> "ir.Table":
    """Each child's first entry into residential or foster care; from one institution to another is no ending."""
    places = whereabouts(facts)
    first = first_of(places.filter(places.place == CARE), "person_key", "starts_on")
    endings = [
        moved(places, {HOME: EVENT, OTHER_FAMILY: OTHER_FAMILY, ADOPTION: ADOPTION}),
        left(places, CARE, NAMES),
        told_later(facts, PROGRAMMES, ANSWERS),
        came_of_age(facts),
        deaths(facts),
    ]
    return watched(once(first), endings, facts, by=BY)


COHORT = Cohort(
    id="home_from_care",
    title=Words(
        kk="Алғаш рет мекемеге түскен балалар: үйіне қашан қайтады?",
        ru="Дети, впервые попавшие в учреждение: когда возвращаются домой?",
        en="Children in care for the first time: when do they go home?",
    ),
    about=Words(
        kk="Сағат мекемеге, патронат немесе қабылдаушы отбасына алғаш түскен күннен жүреді; бала есепке жағдай "
        "ашылғаннан бастап кіреді. Мекемеден мекемеге ауысу – соңы емес, сынақ мерзімі – қайту емес. Бір күндік қайту "
        "да қайту болып саналады: оның беріктігін басқа көрсеткіш айтады.",
        ru="Отсчёт идёт с первого помещения в учреждение, патронатную или приёмную семью; под наблюдением ребёнок со "
        "дня открытия случая. Перевод из учреждения в учреждение не завершение, пробное проживание не возвращение. "
        "Прочность возвращения показывает другой показатель.",
        en="The clock starts with the first residential, patronage or foster care; a child is watched from the opening "
        "of the case on. A transfer between institutions is no ending, a trial stay no return. Whether the return "
        "holds is told by another outcome.",
    ),
    counted="child",
    entered=Words(kk="алғаш рет мекемеде", ru="впервые в учреждении", en="in care for the first time"),
    event=Words(kk="туған отбасына қайтты", ru="вернулся в кровную семью", en="returned to the birth family"),
    still=Words(kk="әлі мекемеде немесе қабылдаушы отбасында", ru="всё ещё в учреждении или приёмной семье",
                en="still in residential or foster care"),
    sentence=Words(
        kk="{when} алғаш рет мекемеге түскен балалар: {people}. {months} айдан кейін {share} үйіне қайтты "
        "({interval}).",
        ru="Детей, впервые попавших в учреждение {when}: {people}. За {months} мес. домой вернулись {share} "
        "({interval}).",
        en="Children in care for the first time {when}: {people}. Within {months} months {share} had returned home "
        "({interval}).",
    ),
    competing=COMPETING,
    main=EVENT,
    event_is_good=True,
    programmes=("reunification", "family_preservation"),
    by=BY,
    months=(3, 6, 12, 24, 36),
    rows=rows,
)  # fmt: skip
