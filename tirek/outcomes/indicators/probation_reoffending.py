"""After release: arrested, convicted, imprisoned again within 12 and 24 months. Three measures, never mixed."""

from tirek.outcomes.cohorts.release import COHORTS
from tirek.outcomes.engine.cohort import Cohort
from tirek.outcomes.engine.definition import Indicator, Measure, Period, Standard
from tirek.outcomes.indicators._notes import SAME_START
from tirek.outcomes.indicators._watched import KNOWN, followed, happened
from tirek.programmes.engine.words import Words

#: A case opened within a month of the release still follows it from the beginning.
WITHIN = 30
EVERYBODY = Words(
    kk="Мерзімі толық өткен, босатылғаннан бастап сүйемелденген адамдар",
    ru="Те, у кого срок прошёл целиком и кого сопровождали с освобождения",
    en="Those whose whole time has passed and who were accompanied from the release on",
)


def _offended(cohort: Cohort, months: int) -> Indicator:
    again, known = happened(cohort, months, WITHIN)
    return Indicator(
        id=f"probation_{cohort.id}_{months}m",
        title=Words(
            kk=f"{cohort.title.kk}: {months} ай ішінде",
            ru=f"{cohort.title.ru}: за {months} мес.",
            en=f"{cohort.title.en}: within {months} months",
        ),
        about=cohort.about,
        counted="person",
        measure=Measure.SHARE,
        period=Period.COHORT,
        months=months,
        programmes=("release",),
        numerator=again,
        denominator=known,
        denominator_about=KNOWN,
        by=(("sex",), ("age_group",)),
        standards=(Standard("Tirek", cohort.id, note=SAME_START),),
    )


def _known(cohort: Cohort, months: int) -> Indicator:
    known, everybody = followed(cohort, months, WITHIN)
    return Indicator(
        id=f"probation_known_{months}m",
        title=Words(
            kk=f"Босатылғаннан кейін {months} айдан соң жағдайы белгілілер",
            ru=f"Известно, как дела через {months} мес. после освобождения",
            en=f"Known how they stand {months} months after release",
        ),
        about=Words(
            kk="Қайта құқық бұзу үлестерімен бірге оқылады: қалғандары туралы ештеңе айтылмайды.",
            ru="Читается рядом с долями повторных правонарушений: об остальных ничего сказать нельзя.",
            en="To be read beside the shares of reoffending: of the others nothing can be said.",
        ),
        counted="person",
        measure=Measure.SHARE,
        period=Period.COHORT,
        months=months,
        programmes=("release",),
        numerator=known,
        denominator=everybody,
        denominator_about=EVERYBODY,
        by=(("sex",),),
    )


_REARREST = next(cohort for cohort in COHORTS if cohort.id == "rearrest")
INDICATORS = (
    *(_offended(cohort, months) for cohort in COHORTS for months in (12, 24)),
    *(_known(_REARREST, months) for months in (12, 24)),
)
