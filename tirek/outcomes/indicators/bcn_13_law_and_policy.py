"""Whether law and policy on formal care exist: answered by people."""

from tirek.outcomes.engine.definition import Indicator, Measure, Period
from tirek.outcomes.indicators._care import bcn
from tirek.programmes.engine.words import Words

INDICATOR = Indicator(
    id="bcn_13_law_and_policy",
    title=Words(
        kk="Ресми қамқорлық туралы заң мен саясат",
        ru="Законодательство и политика в сфере попечения",
        en="Law and policy on formal care",
    ),
    about=Words(
        kk=(
            "Балалардың отбасында тұруына басымдық беретін заң мен саясаттың болуы. Есептелмейді: адамдар "
            "жауап береді және жауаптың дәлелін көрсетеді."
        ),
        ru=(
            "Есть ли законы и политика, которые ставят жизнь ребёнка в семье на первое место. Не вычисляется: "
            "отвечают люди и указывают, на чём основан ответ."
        ),
        en=(
            "Whether there are laws and policies that put a child's life in a family first. Not computed: "
            "people answer, and say what the answer rests on."
        ),
    ),
    counted="case",
    measure=Measure.CHECKLIST,
    period=Period.DAY,
    standards=bcn(13, name_read=False),
    questions=(
        Words(
            kk="Мекемеге орналастыруды соңғы амал деп белгілейтін заң бар ма?",
            ru="Есть ли закон, по которому помещение в учреждение – крайняя мера?",
            en="Is there a law that makes an institution the last resort?",
        ),
        Words(
            kk="Отбасын сақтау және баланы отбасына қайтару қызметтері заңда көзделген бе?",
            ru="Предусмотрены ли законом услуги по сохранению семьи и возвращению ребёнка?",
            en="Does the law provide for services that keep families together and bring children home?",
        ),
        Words(
            kk="Әр орналастыруды тәуелсіз орган мерзімді қайта қарауы міндетті ме?",
            ru="Обязателен ли регулярный пересмотр каждого устройства независимым органом?",
            en="Must an independent body review each placement regularly?",
        ),
        Words(
            kk="Балалар мекемелерінің санын азайту жоспары мен қаржысы бекітілген бе?",
            ru="Утверждены ли план и финансирование сокращения детских учреждений?",
            en="Are there an approved plan and money to reduce institutions?",
        ),
    ),
)
