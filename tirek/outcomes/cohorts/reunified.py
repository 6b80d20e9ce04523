"""Children who went home from care: are they still there?"""

from typing import TYPE_CHECKING

from tirek.outcomes.cohorts._care import (
    ADOPTION,
    CARE,
    COMPETING,
    FROM_HOME,
    HOME,
    OTHER_FAMILY,
    left,
    moved,
    told,
    whereabouts,
)
from tirek.outcomes.engine.cohort import Cohort
from tirek.outcomes.engine.definition import Facts
from tirek.outcomes.engine.model import UNKNOWN
from tirek.outcomes.engine.watching import came_of_age, deaths, once, watched
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("sex", "age_group", "region", "care_form")


def rows(facts: Facts) -> "ir.Table":
    """Each definite return: home after residential, foster or guardian's care, or written down as a reunification."""
    places = whereabouts(facts)
    from_care = places.came_from.isin(("residential", "foster", "other_family"))
    home = places.filter(places.place == HOME, places.before != HOME)
    home = home.filter(from_care | (places.entry_reason == "reunification"))
    home = home.mutate(care_form=(home.came_from == "").ifelse(UNKNOWN, home.came_from))
    endings = [
        moved(places, {CARE: "event", OTHER_FAMILY: "other_family", ADOPTION: "adoption"}),
        left(places, HOME, FROM_HOME),
        told(facts, FROM_HOME),
        came_of_age(facts),
        deaths(facts),
    ]
    return watched(once(home), endings, facts, by=BY)


COHORT = Cohort(
    id="reunified_children",
    title=Words(
        kk="Үйіне қайтқан балалар әлі үйінде ме?",
        ru="Дети, вернувшиеся домой: всё ещё дома?",
        en="Children who returned home: are they still there?",
    ),
    about=Words(
        kk="Сағат бала отбасына біржола қайтқан күннен жүреді; сынақ мерзімі қайту емес. Бір бала екі рет қайтса, екі "
        "рет саналады. Мекемеге, патронат немесе қабылдаушы отбасына түсу – қайта орналастыру. Аурухана ештеңені "
        "өзгертпейді.",
        ru="Отсчёт идёт со дня окончательного возвращения в семью; пробное проживание возвращением не считается. "
        "Ребёнок, вернувшийся дважды, учтён дважды. Помещение в учреждение, патронатную или приёмную семью – это "
        "возврат. Больница ничего не меняет.",
        en="The clock starts on the day of the definite return to the family; a trial stay is no return. A child who "
        "returned twice counts twice. Residential care, patronage and foster families are back in care. A hospital "
        "changes nothing.",
    ),
    counted="child",
    entered=Words(kk="үйіне қайтты", ru="вернулись домой", en="returned home"),
    event=Words(kk="қайтадан мекемеде немесе қабылдаушы отбасында", ru="снова в учреждении или приёмной семье",
                en="back in residential or foster care"),
    still=Words(kk="әлі үйінде", ru="всё ещё дома", en="still home"),
    sentence=Words(
        kk="{when} үйіне қайтқан балалар: {people}. {months} айдан кейін {share} әлі үйінде ({interval}).",
        ru="Детей, вернувшихся домой {when}: {people}. Через {months} мес. всё ещё дома {share} ({interval}).",
        en="Children who returned home {when}: {people}. After {months} months {share} were still home ({interval}).",
    ),
    competing=COMPETING,
    programmes=("reunification", "family_preservation"),
    by=BY,
    rows=rows,
    period_ratio=Words(
        kk="жыл ішінде мекемеге оралғандар / сол жылы үйіне қайтқандар",
        ru="возвраты в учреждение за год / возвращения домой за тот же год",
        en="back in care during the year / returned home during the same year",
    ),
)  # fmt: skip
