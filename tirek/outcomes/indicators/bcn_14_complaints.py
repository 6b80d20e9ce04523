"""Whether children in formal care can complain: answered by people."""

from tirek.outcomes.engine.definition import Indicator, Measure, Period
from tirek.outcomes.indicators._care import bcn
from tirek.programmes.engine.words import Words

INDICATOR = Indicator(
    id="bcn_14_complaints",
    title=Words(
        kk="Балалардың шағымдану жолдары", ru="Механизмы жалоб для детей", en="Complaints mechanisms for children"
    ),
    about=Words(
        kk=(
            "Қамқорлықтағы бала қорықпай шағымдана ала ма және оған жауап беріле ме. Есептелмейді: адамдар "
            "жауап береді және жауаптың дәлелін көрсетеді."
        ),
        ru=(
            "Может ли ребёнок в попечении пожаловаться без страха и получает ли он ответ. Не вычисляется: "
            "отвечают люди и указывают, на чём основан ответ."
        ),
        en=(
            "Whether a child in care can complain without fear and gets an answer. Not computed: people "
            "answer, and say what the answer rests on."
        ),
    ),
    counted="case",
    measure=Measure.CHECKLIST,
    period=Period.DAY,
    standards=bcn(14, name_read=False),
    questions=(
        Words(
            kk="Мекемеден де, отбасынан да тәуелсіз жерге шағымдануға бола ма?",
            ru="Можно ли пожаловаться туда, где не зависят ни от учреждения, ни от семьи?",
            en="Can a child complain to somebody independent of the institution and of the family?",
        ),
        Words(
            kk="Балаларға бұл туралы өз тілінде, түсінікті етіп айтылған ба?",
            ru="Рассказано ли об этом детям понятно и на их языке?",
            en="Have children been told of it plainly and in their language?",
        ),
        Words(
            kk="Шағымдар жазылып, белгілі мерзімде жауап беріле ме?",
            ru="Записываются ли жалобы и даётся ли ответ в установленный срок?",
            en="Are complaints recorded and answered within a set time?",
        ),
    ),
)
