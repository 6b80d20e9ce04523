"""TransMonEE 24: young people of 18 to 24 who left family-based care in the year."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, RowTable, Span
from tirek.outcomes.engine.shapes import care_exits
from tirek.outcomes.indicators._care import transmonee, with_disability
from tirek.programmes.engine.words import Words


def young_left(facts: Facts, span: Span) -> RowTable:
    """People of 18 to 24 who left family-based care in the year."""
    return care_exits(facts, span, "family", "18-24")


def disabled(facts: Facts, span: Span) -> RowTable:
    """Those of them with a disability."""
    return with_disability(young_left(facts, span))


INDICATORS = (
    Indicator(
        id="tm_24_1_young_left_family",
        title=Words(
            kk="Басқа отбасынан шыққан 18–24 жастағы жастар",
            ru="Молодые люди 18–24 лет, выбывшие из семейных форм",
            en="Young people aged 18–24 who left family-based care",
        ),
        about=Words(
            kk=(
                "Жыл ішінде қорғаншыдан, патронаттан немесе қабылдаушы отбасынан шыққан, шыққан күні 18–24 жаста "
                "болған жастар."
            ),
            ru=(
                "Молодые люди, выбывшие за год из-под опеки, из патронатных и приёмных семей, которым в день "
                "выбытия было 18–24 года."
            ),
            en=(
                "Young people who left guardians, patronage carers or foster families in the year and were 18 to "
                "24 on that day."
            ),
        ),
        counted="person",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=young_left,
        by=(("sex",), ("region",), ("disability",), ("left_to",)),
        standards=transmonee("24.1", "PT_YOUNG_LEFT_ALLFAMILY"),
    ),
    Indicator(
        id="tm_24_2_young_left_family_disability",
        title=Words(
            kk="Басқа отбасынан шыққан мүгедектігі бар 18–24 жастағы жастар",
            ru="Молодые люди 18–24 лет с инвалидностью, выбывшие из семейных форм",
            en="Young people aged 18–24 with disabilities who left family-based care",
        ),
        about=Words(
            kk=("Мүгедектігі соңғы толтырылған бағалау бойынша белгіленеді; бағаланбаған бала «иә» деп саналмайды."),
            ru="Инвалидность берётся из последней заполненной оценки; неоценённый ребёнок в число не входит.",
            en="Disability is taken from the newest assessment; a child nobody assessed is not among them.",
        ),
        counted="person",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=disabled,
        by=(("sex",), ("region",)),
        standards=transmonee("24.2", "PT_YOUNG_DISAB_LEFT_ALLFAMILY"),
    ),
)
