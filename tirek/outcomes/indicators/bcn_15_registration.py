"""Whether providers of formal care are registered and inspected: answered by people."""

from tirek.outcomes.engine.definition import Indicator, Measure, Period
from tirek.outcomes.indicators._care import bcn
from tirek.programmes.engine.words import Words

INDICATOR = Indicator(
    id="bcn_15_registration",
    title=Words(
        kk="Ұйымдарды тіркеу және бақылау",
        ru="Регистрация и контроль организаций",
        en="Registration and regulation of providers",
    ),
    about=Words(
        kk=(
            "Баланы қамқорлыққа алатын ұйымдар мен отбасылар тіркеле ме және тексеріле ме. Есептелмейді: "
            "адамдар жауап береді және жауаптың дәлелін көрсетеді."
        ),
        ru=(
            "Зарегистрированы ли и проверяются ли организации и семьи, принимающие детей. Не вычисляется: "
            "отвечают люди и указывают, на чём основан ответ."
        ),
        en=(
            "Whether the organisations and families that take children in are registered and inspected. Not "
            "computed: people answer, and say what the answer rests on."
        ),
    ),
    counted="case",
    measure=Measure.CHECKLIST,
    period=Period.DAY,
    standards=bcn(15, name_read=False),
    questions=(
        Words(
            kk="Қамқорлық көрсететін барлық ұйым лицензия немесе тіркеу алуы міндетті ме?",
            ru="Обязаны ли все организации попечения иметь лицензию или регистрацию?",
            en="Must every provider of care hold a licence or be registered?",
        ),
        Words(
            kk="Ең төменгі талаптар жазбаша бекітілген бе?",
            ru="Утверждены ли письменно минимальные требования?",
            en="Are minimum standards set in writing?",
        ),
        Words(
            kk="Ұйымдар алдын ала хабарланбай да тексеріле ме?",
            ru="Проверяют ли организации также без предупреждения?",
            en="Are providers inspected, also without notice?",
        ),
        Words(
            kk="Талапты бұзғаны үшін ұйымды жабуға бола ма?",
            ru="Можно ли закрыть организацию за нарушения?",
            en="Can a provider that breaks them be closed?",
        ),
    ),
)
