"""TransMonEE 19-21: children who entered each form of family-based care, and those with disabilities."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Rows, RowTable, Span
from tirek.outcomes.engine.shapes import care_entries
from tirek.outcomes.indicators._care import BY_CHILD, among_disabled, transmonee, with_disability
from tirek.programmes.engine.words import Words

#: Number, form, codes of the dictionary for all and for children with disabilities.
FORMS = (
    ("19", "foster", "PT_CHLD_ENTEREDFOSTER", "PT_CHLD_DISAB_ENTEREDFOSTER"),
    ("20", "kinship", "PT_CHLD_ENTEREDKINSHIP", "PT_CHLD_DISAB_ENTEREDKINSHIP"),
    ("21", "other_family", "PT_CHLD_ENTEREDOTHER_FAMILY", "PT_CHLD_DISAB_ENTEREDOTHER_FAMILY"),
)
TITLES = {
    "foster": Words(
        kk="Патронатқа немесе қабылдаушы отбасына орналастырылған балалар",
        ru="Дети, устроенные в патронатные и приёмные семьи",
        en="Children who entered foster care",
    ),
    "kinship": Words(
        kk="Ресми туыстық қамқорлыққа алынған балалар",
        ru="Дети, устроенные под официальное попечение родственников",
        en="Children who entered formal kinship care",
    ),
    "other_family": Words(
        kk="Қорғаншылыққа және басқа отбасылық түрге алынған балалар",
        ru="Дети, устроенные под опеку и в другие семейные формы",
        en="Children who entered guardianship and other family-based care",
    ),
}
ABOUT = Words(
    kk=(
        "Жыл ішінде осы түрге орналастырылған 0–17 жастағы балалар. Басқа түрден ауысқандар да кіреді. "
        "Бағдарламаларда ресми туыстық қамқорлық бөлек жазылмайды: туысы қорғаншы болған бала "
        "қорғаншылықта деп саналады, құжатсыз туысында тұратын бала ресми қамқорлықта емес."
    ),
    ru=(
        "Дети 0–17 лет, устроенные в эту форму за год. Пришедшие из другой формы тоже считаются. В "
        "программах официальное родственное попечение отдельно не записывается: ребёнок под опекой "
        "родственника считается под опекой, а живущий у родных без оформления – вне официального "
        "попечения."
    ),
    en=(
        "Children aged 0–17 placed in this form in the year. Those who came from another form count too. "
        "The programmes do not record formal kinship care apart: a child whose guardian is a relative "
        "counts under guardianship, a child with kin without papers is not in formal care."
    ),
)


def entered(form: str) -> Rows:
    """Children who came into one form in the year."""

    def rows(facts: Facts, span: Span) -> RowTable:
        return care_entries(facts, span, form)

    return rows


def entered_disabled(form: str) -> Rows:
    """Those of them with a disability."""

    def rows(facts: Facts, span: Span) -> RowTable:
        return with_disability(care_entries(facts, span, form))

    return rows


INDICATORS = tuple(
    Indicator(
        id=f"tm_{number}_{one}_entered_{form}" + ("" if one == 1 else "_disability"),
        title=TITLES[form] if one == 1 else among_disabled(TITLES[form]),
        about=ABOUT,
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        numerator=numerator,
        by=BY_CHILD if one == 1 else (("sex", "age_group"), ("region", "sex")),
        standards=transmonee(f"{number}.{one}", code),
    )
    for number, form, *codes in FORMS
    for one, numerator, code in ((1, entered(form), codes[0]), (2, entered_disabled(form), codes[1]))
)
