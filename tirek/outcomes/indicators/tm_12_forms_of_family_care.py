"""TransMonEE 12-14: what formal family-based care is made of, for all children and for those with disabilities."""

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Rows, RowTable, Span
from tirek.outcomes.engine.shapes import in_care_on
from tirek.outcomes.indicators._care import BY_CHILD, among_disabled, transmonee, with_disability
from tirek.programmes.engine.words import Words

#: Number, form, codes of the dictionary for all and for children with disabilities.
FORMS = (
    ("12", "foster", "PT_CHLD_INFOSTER_PROP", "PT_CHLD_DISAB_INFOSTER_PROP"),
    ("13", "kinship", "PT_CHLD_INKINSHIP_PROP", "PT_CHLD_DISAB_INKINSHIP_PROP"),
    ("14", "other_family", "PT_CHLD_INOTHER_FAMILY_PROP", "PT_CHLD_DISAB_INOTHER_FAMILY_PROP"),
)
TITLES = {
    "foster": Words(
        kk="Патронат немесе қабылдаушы отбасындағы балалардың үлесі",
        ru="Доля детей в патронатных и приёмных семьях",
        en="Share of children in foster care",
    ),
    "kinship": Words(
        kk="Ресми туыстық қамқорлықтағы балалардың үлесі",
        ru="Доля детей в официальном родственном попечении",
        en="Share of children in formal kinship care",
    ),
    "other_family": Words(
        kk="Қорғаншылықтағы және басқа отбасылық түрдегі балалардың үлесі",
        ru="Доля детей под опекой и в других семейных формах",
        en="Share of children under guardianship and in other family-based care",
    ),
}
ABOUT = Words(
    kk=(
        "Жыл соңында ресми түрде басқа отбасында тұратын балалардың ішіндегі осы түрдің үлесі. "
        "Бағдарламаларда ресми туыстық қамқорлық бөлек жазылмайды: туысы қорғаншы болған бала "
        "қорғаншылықта деп саналады, құжатсыз туысында тұратын бала ресми қамқорлықта емес."
    ),
    ru=(
        "Доля этой формы среди детей, официально устроенных в другую семью, на конец года. В программах "
        "официальное родственное попечение отдельно не записывается: ребёнок под опекой родственника "
        "считается под опекой, а живущий у родных без оформления – вне официального попечения."
    ),
    en=(
        "Share of this form among children formally in another family at the end of the year. The "
        "programmes do not record formal kinship care apart: a child whose guardian is a relative counts "
        "under guardianship, a child with kin without papers is not in formal care."
    ),
)
OF_FAMILY = Words(
    kk="жыл соңында ресми түрде басқа отбасында тұратын балалар",
    ru="дети, официально устроенные в другую семью, на конец года",
    en="children formally in another family at the end of the year",
)


def family(facts: Facts, span: Span) -> RowTable:
    """Children in formal family-based care on the last day."""
    return in_care_on(facts, span.last, "family")


def disabled(facts: Facts, span: Span) -> RowTable:
    """Those of them with a disability."""
    return with_disability(family(facts, span))


def in_form(form: str, denominator: Rows) -> Rows:
    """Those of them in one form."""

    def rows(facts: Facts, span: Span) -> RowTable:
        children = denominator(facts, span)
        return children.filter(children["care_form"] == form)

    return rows


INDICATORS = tuple(
    Indicator(
        id=f"tm_{number}_{one}_{form}" if one == 1 else f"tm_{number}_{one}_{form}_disability",
        title=TITLES[form] if one == 1 else among_disabled(TITLES[form]),
        about=ABOUT,
        counted="child",
        measure=Measure.SHARE,
        period=Period.DAY,
        numerator=in_form(form, base),
        denominator=base,
        denominator_about=OF_FAMILY if one == 1 else among_disabled(OF_FAMILY),
        by=BY_CHILD if one == 1 else (("sex", "age_group"), ("region", "sex")),
        standards=transmonee(f"{number}.{one}", code),
    )
    for number, form, *codes in FORMS
    for one, base, code in ((1, family, codes[0]), (2, disabled, codes[1]))
)
