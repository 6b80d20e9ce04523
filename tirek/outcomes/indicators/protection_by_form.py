"""Women served, by the forms of violence they told of: each form is a count of its own, for one may know several."""

from functools import partial
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span
from tirek.outcomes.indicators._protection import PROGRAMMES, violence, women
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

FORMS = {
    "physical": Words(kk="физикалық зорлық", ru="физическое насилие", en="physical violence"),
    "sexual": Words(kk="жыныстық зорлық", ru="сексуальное насилие", en="sexual violence"),
    "psychological": Words(kk="психологиялық зорлық", ru="психологическое насилие", en="psychological violence"),
    "economic": Words(kk="экономикалық зорлық", ru="экономическое насилие", en="economic violence"),
    "control": Words(kk="бақылау, оқшаулау", ru="контроль, изоляция", en="control, isolation"),
    "stalking": Words(kk="аңду, қудалау", ru="преследование", en="stalking"),
    "online": Words(kk="телефон не интернет арқылы", ru="по телефону или в сети", en="by phone or online"),
    "threats": Words(kk="қорқыту", ru="угрозы", en="threats"),
    "forced_marriage": Words(
        kk="мәжбүрлі неке, алып қашу", ru="принуждение к браку, похищение", en="forced marriage, abduction"
    ),
    "seen_by_children": Words(kk="балалардың көзінше", ru="на глазах у детей", en="seen by children"),
}
#: Forms of which the survey indicator on intimate partners speaks.
ASKED_BY_SURVEY = ("physical", "sexual", "psychological")


def _of_form(facts: Facts, span: Span, *, form: str) -> "ir.Table":
    told = violence(facts, span)
    told = told.filter(told.particulars.contains(f";{form};"))
    return women(facts, span).semi_join(told.select("person_key"), "person_key")


def _form(code: str, name: Words) -> Indicator:
    return Indicator(
        id=f"protection_{code}",
        title=Words(
            kk=f"Көмек алған әйелдер: {name.kk}",
            ru=f"Женщины, получившие помощь: {name.ru}",
            en=f"Women served: {name.en}",
        ),
        about=Words(
            kk="Осы түрін айтқан әйелдер. Бір әйел бірнеше түрін басынан өткерген болуы мүмкін: түрлері қосылмайды.",
            ru="Женщины, рассказавшие об этой форме. Одна могла перенести несколько: формы не складывают.",
            en="Women who told of this form. One woman may have undergone several: forms are not added up.",
        ),
        counted="woman",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=partial(_of_form, form=code),
        by=(("age_group",), ("relation",)),
        serves=(Serves("5.2.1", Contribution.SURVEY, "VC_VAW_MARR"),) if code in ASKED_BY_SURVEY else (),
    )


INDICATORS = tuple(_form(code, name) for code, name in FORMS.items())
