"""HIV, viral hepatitis and tuberculosis among those who start treatment: testing offered, tests done, care reached.

What kind of result a test had is told of nobody: care under way is counted, as its own track records it.
"""

from functools import partial
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span, Standard
from tirek.outcomes.engine.shapes import described, in_span, keyed, lasting_on
from tirek.outcomes.indicators._notes import ITEM_NOT_READ, OFFER_OF_A_TEST
from tirek.outcomes.indicators._open_cases import of_open_cases
from tirek.outcomes.indicators._treatment import PROGRAMMES, starters
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

STARTERS = Words(
    kk="Жыл ішінде тұтынуға байланысты ем бастағандар",
    ru="Начавшие за год лечение зависимости",
    en="Those who started treatment of substance use in the year",
)
INFECTIONS = {
    "hiv": Words(kk="АИТВ", ru="ВИЧ", en="HIV"),
    "hepatitis_b": Words(kk="B гепатиті", ru="гепатит B", en="hepatitis B"),
    "hepatitis_c": Words(kk="C гепатиті", ru="гепатит C", en="hepatitis C"),
    "tuberculosis": Words(kk="туберкулез", ru="туберкулёз", en="tuberculosis"),
}


def _offered(facts: Facts, span: Span) -> "ir.Table":
    given = facts.services
    given = given.filter(given.service == "testing_offered", in_span(given.done_on, span))
    return starters(facts, span).semi_join(given.select("case_key"), "case_key")


def _stretches(facts: Facts, infection: str) -> "ir.Table":
    rows = facts.episodes
    return rows.filter(rows.track == "infection", rows.particulars.contains(f";{infection};"))


def _tested(facts: Facts, span: Span, infection: str) -> "ir.Table":
    rows = _stretches(facts, infection)
    rows = rows.filter(rows.kind.isin(("tested", "awaiting_result", "result_negative")), in_span(rows.starts_on, span))
    return starters(facts, span).semi_join(rows.select("person_key"), "person_key")


def _in_care(facts: Facts, span: Span, infection: str) -> "ir.Table":
    rows = _stretches(facts, infection)
    rows = lasting_on(rows.filter(rows.kind.isin(("in_care", "on_treatment", "controlled"))), span.last)
    return keyed(described(of_open_cases(rows, facts, span.last), facts, span.last), "person_key")


OFFERED = Indicator(
    id="tdi_testing_offered",
    title=Words(
        kk="Инфекцияларға тексеру ұсынылды",
        ru="Предложено обследование на инфекции",
        en="Offered testing for infections",
    ),
    about=Words(
        kk="Ем бастағандардың қаншасына сол жылы АИТВ, гепатит және туберкулезге тексерілу ұсынылды.",
        ru="Скольким начавшим лечение в том же году предложили обследоваться на ВИЧ, гепатиты и туберкулёз.",
        en="How many of those starting treatment were offered tests for HIV, hepatitis and tuberculosis that year.",
    ),
    counted="person",
    measure=Measure.SHARE,
    period=Period.YEAR,
    programmes=PROGRAMMES,
    numerator=_offered,
    denominator=starters,
    denominator_about=STARTERS,
    by=(("sex",), ("injecting",)),
    standards=(Standard("EUDA TDI", "HIV and hepatitis C testing", note=OFFER_OF_A_TEST),),
    serves=(Serves("3.3.1", Contribution.PROCESS),),
)


def _tests(code: str, name: Words) -> Indicator:
    return Indicator(
        id=f"tdi_tested_{code}",
        title=Words(
            kk=f"Ем бастағандардың ішінде тексерілгендер: {name.kk}",
            ru=f"Обследованные среди начавших лечение: {name.ru}",
            en=f"Tested among those starting treatment: {name.en}",
        ),
        about=Words(
            kk="Жыл ішінде тексерілгені жазылған адамдар. Нәтижесі есепке алынбайды.",
            ru="Те, чьё обследование за год записано. Результат не учитывается.",
            en="Those whose test in the year is on record. The result does not matter here.",
        ),
        counted="person",
        measure=Measure.SHARE,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=partial(_tested, infection=code),
        denominator=starters,
        denominator_about=STARTERS,
        by=(("sex",), ("injecting",)),
        standards=(Standard("EUDA TDI", f"{name.en} testing", note=ITEM_NOT_READ),),
        serves=(Serves("3.3.1", Contribution.PROCESS),) if code == "hiv" else (),
    )


def _care(code: str, name: Words) -> Indicator:
    return Indicator(
        id=f"tdi_care_{code}",
        title=Words(
            kk=f"Дәрігер бақылауындағы немесе емдегі адамдар: {name.kk}",
            ru=f"Под наблюдением врача или на лечении: {name.ru}",
            en=f"In a doctor's care or on treatment: {name.en}",
        ),
        about=Words(
            kk="Кезеңнің соңғы күні ісі ашық, бақылаудағы, емдегі немесе сауыққан адамдар.",
            ru="Люди с открытым случаем на последний день: под наблюдением, на лечении или вылечены.",
            en="People with an open case on the last day: in care, on treatment, or cured.",
        ),
        counted="person",
        measure=Measure.COUNT,
        period=Period.DAY,
        programmes=PROGRAMMES,
        numerator=partial(_in_care, infection=code),
        by=(("sex",), ("kind",)),
        serves=(Serves("3.3.1", Contribution.PROCESS),) if code == "hiv" else (),
    )


INDICATORS = (
    OFFERED,
    *(_tests(code, name) for code, name in INFECTIONS.items()),
    *(_care(code, name) for code, name in INFECTIONS.items()),
)
