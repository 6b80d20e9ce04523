"""After a relapse, how often somebody got in touch in time."""

from tirek.outcomes.engine.definition import Indicator, Measure, Period, Standard
from tirek.outcomes.indicators._duties import kept_of, settled
from tirek.outcomes.indicators._notes import NOT_OF_LAW
from tirek.programmes.engine.words import Words

RULES = ("AD-06",)

INDICATOR = Indicator(
    id="addiction_relapse_answered",
    title=Words(
        kk="Қайта тұтынудан кейін уақытында байланысқа шығу",
        ru="Своевременная связь после срыва",
        en="Relapses answered in time",
    ),
    about=Words(
        kk="Қайта тұтыну оқиғаларының қаншасынан кейін маман бағдарлама белгілеген мерзімде адаммен байланысқа шықты.",
        ru="После скольких срывов специалист связался с человеком в срок, который задаёт программа.",
        en="After how many relapses somebody reached the person within the time the programme sets.",
    ),
    counted="duty",
    measure=Measure.SHARE,
    period=Period.YEAR,
    programmes=("addiction",),
    numerator=kept_of(*RULES),
    denominator=settled(*RULES),
    denominator_about=Words(
        kk="Мерзімі осы жылы біткен қайта тұтыну оқиғалары",
        ru="Срывы, срок ответа на которые истёк в этом году",
        en="Relapses whose time to answer ended in the year",
    ),
    standards=(Standard("Tirek", "AD-06", note=NOT_OF_LAW),),
)
