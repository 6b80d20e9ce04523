"""Women and children whom the programme of protection served in the year."""

from tirek.outcomes.engine.definition import Contribution, Indicator, Measure, Period, Serves, Standard
from tirek.outcomes.indicators._notes import CHILD_VICTIMS, POLICE_COUNTS
from tirek.outcomes.indicators._protection import PROGRAMMES, served_children, women
from tirek.programmes.engine.words import Words

INDICATORS = (
    Indicator(
        id="protection_women",
        title=Words(
            kk="Қорғау бағдарламасы көмектескен әйелдер",
            ru="Женщины, получившие помощь",
            en="Women served",
        ),
        about=Words(
            kk="Жыл ішінде ісі ашық болған 18 жастан асқан әйелдер. Бірнеше адам зорлық жасаса, ең жақыны көрсетіледі. "
            "Бұл көмекке келгендер, ел бойынша зорлық көргендер саны емес.",
            ru="Женщины от 18 лет, чей случай был открыт в этом году. Если насилие применяли несколько человек, назван "
            "самый близкий. Это обратившиеся, а не число пострадавших в стране.",
            en="Women of 18 and over whose case was open in the year. Where several used violence the nearest is "
            "named. These are the women who came, not how many were harmed in the country.",
        ),
        counted="woman",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=women,
        by=(("age_group",), ("relation",), ("region",), ("disability",), ("age_group", "relation")),
        standards=(Standard("KAZSTAT", "5.2.1.1", verified=True, note=POLICE_COUNTS),),
        serves=(
            Serves("5.2.1.1", Contribution.SUBPOPULATION),
            Serves("5.2.1", Contribution.SURVEY, "VC_VAW_MARR"),
        ),
    ),
    Indicator(
        id="protection_children",
        title=Words(
            kk="Қорғау бағдарламасы көмектескен балалар",
            ru="Дети, получившие помощь",
            en="Children served",
        ),
        about=Words(
            kk="Жыл ішінде ісі ашық болған, 18 жасқа толмаған балалар: өздері немесе аналарымен бірге келгендер.",
            ru="Дети до 18 лет, чей случай был открыт в этом году: сами или вместе с матерью.",
            en="Children under 18 whose case was open in the year: in their own right or beside their mothers.",
        ),
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=served_children,
        by=(("sex",), ("age_group",), ("region",), ("disability",), ("relation",), ("sex", "age_group")),
        standards=(
            Standard("TransMonEE", "39", note=CHILD_VICTIMS),
            Standard("KAZSTAT", "5.2.1.2", verified=True, note=POLICE_COUNTS),
        ),
        serves=(
            Serves("5.2.1.2", Contribution.SUBPOPULATION),
            Serves("16.2.1", Contribution.SURVEY, "VC_VAW_PHYPYV"),
        ),
    ),
)  # fmt: skip
