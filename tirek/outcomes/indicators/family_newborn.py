"""Newborns kept with their mothers one, three and twelve months after birth."""

from tirek.outcomes.cohorts.newborns import COHORT
from tirek.outcomes.engine.definition import Indicator, Measure, Period, Standard
from tirek.outcomes.indicators._notes import NO_PUBLIC_DEFINITION
from tirek.outcomes.indicators._watched import KNOWN, spared
from tirek.programmes.engine.words import Words

#: A case opened within a month of the birth follows it from the beginning, as far as one can.
WITHIN = 28


def _months(months: int) -> Indicator:
    kept, known = spared(COHORT, months, WITHIN)
    return Indicator(
        id=f"family_newborn_{months:02}m",
        title=Words(
            kk=f"Туғанына {months} ай болғанда анасымен бірге нәрестелер",
            ru=f"Новорождённые с матерью через {months} мес.",
            en=f"Newborns with their mothers after {months} months",
        ),
        about=Words(
            kk="Отбасын сақтау бағдарламасында ісі туғаннан кейін 28 күн ішінде немесе туғанға дейін ашылған, осы жылы "
            "туған балалар. Мекемеге, басқа отбасына, әкесіне не туыстарына кеткендер анасымен бірге деп саналмайды.",
            ru="Дети, родившиеся в этом году, чей случай сохранения семьи открыт до рождения или за 28 дней после. "
            "Кто ушёл в учреждение, другую семью, к отцу или родным, не считается оставшимся с матерью.",
            en="Children born in the year whose case of keeping the family together was opened before birth or within "
            "28 days of it. Who went to an institution, another family, the father or kin is not with the mother.",
        ),
        counted="newborn",
        measure=Measure.SHARE,
        period=Period.COHORT,
        months=months,
        programmes=COHORT.programmes,
        numerator=kept,
        denominator=known,
        denominator_about=KNOWN,
        by=(("sex",), ("region",), ("disability",)),
        standards=(Standard("Tirek", "newborn kept", note=NO_PUBLIC_DEFINITION),),
    )


INDICATORS = tuple(_months(months) for months in (1, 3, 12))
