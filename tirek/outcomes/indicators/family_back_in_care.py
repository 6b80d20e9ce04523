"""Children who came home in the year: how many were back in care within 12 months, and the ratio of the period."""

from typing import TYPE_CHECKING

from tirek.outcomes.cohorts._care import CARE, HOME, whereabouts
from tirek.outcomes.cohorts.reunified import COHORT
from tirek.outcomes.engine.definition import Facts, Indicator, Measure, Period, Span, Standard
from tirek.outcomes.engine.shapes import described, in_span, keyed
from tirek.outcomes.indicators._notes import CURVE_BESIDE
from tirek.outcomes.indicators._watched import KNOWN, happened
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _home(facts: Facts, span: Span) -> "ir.Table":
    """Definite returns home of the year; each child once."""
    rows = facts.once(f"cohort {COHORT.id}", lambda: COHORT.rows(facts))
    return rows.filter(in_span(rows.began_on, span))


def _back(facts: Facts, span: Span) -> "ir.Table":
    """Children who went from home into care in the year, whenever they had come home."""
    places = whereabouts(facts)
    rows = places.filter(places.place == CARE, places.before == HOME, in_span(places.starts_on, span))
    home = facts.once(f"cohort {COHORT.id}", lambda: COHORT.rows(facts)).select(came="key", came_on="began_on")
    rows = rows.semi_join(home, [rows.person_key == home.came, home.came_on < rows.starts_on])
    return keyed(described(rows, facts, "starts_on"), "person_key")


_again, _known = happened(COHORT, 12)

INDICATORS = (
    Indicator(
        id="family_reunified",
        title=Words(
            kk="Үйіне оралған балалар", ru="Дети, вернувшиеся домой", en="Children who came home from care"
        ),
        about=Words(
            kk="Жыл ішінде мекемеден, патронат, қабылдаушы не қорғаншы отбасынан туған отбасына біржола оралғандар. "
            "Сынақ мерзімі есепке алынбайды.",
            ru="Окончательно вернувшиеся за год в кровную семью из учреждения, патронатной, приёмной или опекунской "
            "семьи. Пробное проживание не считается.",
            en="Those who in the year came back to their birth family for good, from residential care, patronage, a "
            "foster family or a guardian. A trial stay does not count.",
        ),
        counted="child",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=COHORT.programmes,
        numerator=_home,
        by=(("sex",), ("age_group",), ("region",), ("care_form",), ("sex", "age_group")),
    ),
    Indicator(
        id="family_back_in_care_12m",
        title=Words(
            kk="Үйіне оралған балалардың 12 ай ішінде қайта орналастырылғандары",
            ru="Вернувшиеся домой дети, снова попавшие в учреждение или приёмную семью за 12 мес.",
            en="Children back in care within 12 months of coming home",
        ),
        about=Words(
            kk="Оралған жылы бойынша: осы жылы оралған балалардың қаншасы 12 ай ішінде мекемеге, патронат немесе "
            "қабылдаушы отбасына қайта түсті.",
            ru="По году возвращения: сколько вернувшихся в этом году за 12 месяцев снова оказались в учреждении, "
            "патронатной или приёмной семье.",
            en="By the year of the return: how many of those who came home in it were again in residential care, "
            "patronage or a foster family within 12 months.",
        ),
        counted="child",
        measure=Measure.SHARE,
        period=Period.COHORT,
        months=12,
        programmes=COHORT.programmes,
        numerator=_again,
        denominator=_known,
        denominator_about=KNOWN,
        by=(("sex",), ("age_group",), ("care_form",)),
        standards=(Standard("Tirek", "return to care, cohort", note=CURVE_BESIDE),),
    ),
    Indicator(
        id="family_back_in_care_period",
        title=Words(
            kk="Кезең қатынасы: қайта орналастырылғандар / үйге оралғандар",
            ru="Отношение за период: возвраты в учреждения к возвращениям домой",
            en="Ratio of the period: back in care to coming home",
        ),
        about=Words(
            kk="Бір жылғы қайта орналастырулар сол жылғы оралуларға бөлінеді. Бұл ықтималдық емес: екі санда бір бала "
            "болмауы мүмкін. Ықтималдықты когорта үлесі көрсетеді.",
            ru="Возвраты одного года делятся на возвращения домой того же года. Это не вероятность: дети в двух числах "
            "могут быть разные. Вероятность показывает доля когорты.",
            en="Children back in care in a year divided by those who came home in the same year. It is no probability: "
            "the two may be other children. The probability is told by the share of the cohort.",
        ),
        counted="child",
        measure=Measure.RATIO,
        period=Period.YEAR,
        programmes=COHORT.programmes,
        numerator=_back,
        denominator=_home,
        denominator_about=Words(
            kk="Сол жылы үйіне оралған балалар",
            ru="Дети, вернувшиеся домой в том же году",
            en="Children who came home in the same year",
        ),
        standards=(Standard("Tirek", "return to care, period ratio"),),
    ),
)  # fmt: skip
