"""Why families come: cases opened in the year, by ground. A case may have several, so the parts exceed the whole."""

from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span
from tirek.outcomes.engine.shapes import in_span, keyed
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _reasons(facts: Facts, span: Span) -> "ir.Table":
    cases = facts.cases
    cases = cases.filter(cases.programme.isin(("family_preservation", "reunification")), in_span(cases.opened_on, span))
    rows = cases.select("case_key", "unit", "organisation", "programme")
    return keyed(rows.inner_join(facts.grounds.select("case_key", "ground"), "case_key"), "case_key")


INDICATOR = Indicator(
    id="family_reasons",
    title=Words(kk="Отбасылар не себепті келеді", ru="С чем обращаются семьи", en="Reasons for which families come"),
    about=Words(
        kk="Жыл ішінде ашылған істер негізі бойынша. Бір істің бірнеше негізі болуы мүмкін, сондықтан бөліктердің "
        "қосындысы жалпы саннан көп.",
        ru="Случаи, открытые за год, по основаниям. Оснований бывает несколько, поэтому сумма частей больше целого.",
        en="Cases opened in the year, by ground. A case may have several grounds: the parts add up to more than the "
        "whole.",
    ),
    counted="case",
    measure=Measure.COUNT,
    period=Period.YEAR,
    programmes=("family_preservation", "reunification"),
    numerator=_reasons,
    by=(("ground",), ("programme",)),
)
