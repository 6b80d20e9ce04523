"""What people say of themselves when they start treatment: items of treatment demand that the first talk records."""

from tirek.outcomes.engine.definition import Indicator, Measure, Period, Standard
from tirek.outcomes.indicators._notes import ITEMS
from tirek.outcomes.indicators._treatment import PROGRAMMES, starters
from tirek.programmes.engine.words import Words

_ABOUT = Words(
    kk="Жыл ішінде ем бастағандар алғашқы сұхбаттағы жауабы бойынша. Сұралмаған не жауап бермегендер – «белгісіз».",
    ru="Начавшие лечение за год по ответу в первой беседе. Кого не спросили или кто не ответил – «неизвестно».",
    en="Those who started treatment in the year, by what they said in the first talk. Not asked or no answer: unknown.",
)


def _item(
    dimension: str, item: str, kk: str, ru: str, en: str, *, crossed: bool = True, read: bool = True
) -> Indicator:
    return Indicator(
        id=f"tdi_{dimension}",
        title=Words(kk=kk, ru=ru, en=en),
        about=_ABOUT,
        counted="person",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=starters,
        by=((dimension,), (dimension, "sex")) if crossed else ((dimension,),),
        standards=(Standard("EUDA TDI", item, verified=read, note=ITEMS),),
    )


INDICATORS = (
    _item(
        "sent_by", "source of referral",
        "Ем бастағандар: кім жіберді", "Начавшие лечение: кто направил", "Starting treatment, by source of referral",
    ),
    _item(
        "lives_with", "living status (with whom)",
        "Ем бастағандар: кіммен тұрады", "Начавшие лечение: с кем живут", "Starting treatment, by whom they live with",
    ),
    _item(
        "with_children", "living with children",
        "Ем бастағандар: балалармен тұра ма", "Начавшие лечение: живут ли с детьми",
        "Starting treatment, by whether children live with them",
    ),
    _item(
        "lives_where", "living status (where)",
        "Ем бастағандар: қайда тұрады", "Начавшие лечение: где живут", "Starting treatment, by where they live",
    ),
    _item(
        "labour", "labour status",
        "Ем бастағандар: немен айналысады", "Начавшие лечение: занятие", "Starting treatment, by labour status",
    ),
    _item(
        "education", "education",
        "Ем бастағандар: білімі", "Начавшие лечение: образование", "Starting treatment, by education",
    ),
    _item(
        "route", "usual route of administration",
        "Ем бастағандар: тұтыну жолы", "Начавшие лечение: способ употребления", "Starting treatment, by route",
    ),
    _item(
        "often", "frequency of use",
        "Ем бастағандар: тұтыну жиілігі", "Начавшие лечение: частота употребления",
        "Starting treatment, by frequency of use",
    ),
    _item(
        "injecting", "ever or currently injected",
        "Ем бастағандар: инъекция", "Начавшие лечение: инъекции", "Starting treatment, by injecting",
    ),
    _item(
        "shared", "needle sharing",
        "Ем бастағандар: ортақ ине", "Начавшие лечение: общие иглы", "Starting treatment, by sharing of needles",
        crossed=False, read=False,
    ),
    _item(
        "several_together", "polydrug use",
        "Ем бастағандар: бірнеше зат бірге", "Начавшие лечение: несколько веществ вместе",
        "Starting treatment, by use of several substances together",
    ),
)  # fmt: skip
