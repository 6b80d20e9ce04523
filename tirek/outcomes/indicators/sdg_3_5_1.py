"""People helped with substance use: treatment, psychosocial help, rehabilitation, aftercare. Part of a numerator."""

from functools import partial
from typing import TYPE_CHECKING

from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Serves, Span, Standard
from tirek.outcomes.engine.shapes import described, in_span, keyed
from tirek.outcomes.indicators._notes import NUMERATOR
from tirek.outcomes.indicators._treatment import PROGRAMMES, SERVICES, TALKING, TREATMENT, told, treatments
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEDICINE = ("opioid_substitution", "detox", "narcology_outpatient")
REHABILITATION = ("rehabilitation",)


def _people(facts: Facts, span: Span, *, kinds: tuple[str, ...], services: tuple[str, ...]) -> "ir.Table":
    """Everybody in such a treatment on a day of the time, or given such a service in it."""
    import ibis

    columns = ("person_key", "case_key", "unit", "organisation", "programme")
    stretches, given = treatments(facts), facts.services
    stretches = stretches.filter(
        stretches.kind.isin(kinds), stretches.starts_on <= span.last, stretches.ended_on > span.first
    )
    # Treatment of a closed case may have ended without anybody writing it down: it counts in the year it began.
    cases = facts.cases.select("case_key", "closed_on")
    joined = stretches.inner_join(cases, "case_key")
    stretches = joined.filter((joined.closed_on > span.first) | (joined.starts_on >= span.first)).select(*columns)
    given = given.filter(given.programme == "addiction", given.service.isin(services), in_span(given.done_on, span))
    clients = facts.cases.select("case_key", "client_key")
    given = given.inner_join(clients, "case_key")
    # A talk with the family is a service to the client of the case.
    given = given.mutate(person_key=(given.person_key == 0).ifelse(given.client_key, given.person_key))
    rows = ibis.union(stretches, given.filter(given.person_key != 0).select(*columns), distinct=True)
    return keyed(told(described(rows, facts, span.last), facts), "person_key")


def _indicator(
    code: str, title: Words, about: Words, kinds: tuple[str, ...], services: tuple[str, ...] = ()
) -> Indicator:
    return Indicator(
        id=f"sdg_3_5_1{code}",
        title=title,
        about=about,
        counted="person",
        measure=Measure.COUNT,
        period=Period.YEAR,
        programmes=PROGRAMMES,
        numerator=partial(_people, kinds=kinds, services=services),
        by=(
            ("substance_group",),
            ("sex",),
            ("age_group",),
            ("region",),
            ("substance_group", "sex"),
            ("sex", "age_group"),
        ),
        standards=(Standard("SDG", "3.5.1", verified=True, note=NUMERATOR),),
        serves=(Serves("3.5.1", Contribution.NUMERATOR, "SH_SUD_TREAT"),),
        verified=code == "",
    )


INDICATORS = (
    _indicator(
        "",
        Words(
            kk="Тұтынуға байланысты көмек алған адамдар",
            ru="Люди, получившие помощь при зависимости",
            en="People who received help with substance use",
        ),
        Words(
            kk="Жыл ішінде кемінде бір рет дәрі-дәрмекпен ем, психоәлеуметтік көмек, оңалту немесе емнен кейінгі "
            "қолдау алған адамдар; әрқайсысы бір рет. Көрсеткіштің алымының бөлігі: бөлімі (осы бұзылысы бар "
            "адамдар саны) бізде жоқ, сондықтан қамту пайызы есептелмейді. Зат тобы – негізгі зат бойынша.",
            ru="Люди, которые за год хоть раз получили медикаментозное лечение, психосоциальную помощь, "
            "реабилитацию или помощь после лечения; каждый один раз. Часть числителя: знаменателя (людей с таким "
            "расстройством) у нас нет, поэтому процент охвата не считается. Группа веществ – по основному веществу.",
            en="People who at least once in the year received medical treatment, psychosocial help, rehabilitation or "
            "aftercare; everybody once. A part of the numerator: the denominator (people with the disorder) is not "
            "ours, so no coverage is computed. The group of substances goes by the primary substance.",
        ),
        (*TREATMENT, *TALKING),
        SERVICES,
    ),
    _indicator(
        "_medical",
        Words(
            kk="Тұтынуға байланысты медициналық ем алғандар",
            ru="Получившие медицинское лечение зависимости",
            en="People in medical treatment of substance use",
        ),
        Words(
            kk="Наркологтан ем, детоксикация немесе алмастыру терапиясы. Бір адам бірнеше түрін алуы мүмкін: "
            "түрлері қосылмайды.",
            ru="Лечение у нарколога, детоксикация или заместительная терапия. Один человек может получать несколько "
            "видов помощи: их не складывают.",
            en="Outpatient addiction treatment, detoxification or substitution therapy. One person may receive several "
            "kinds of help: they are not added up.",
        ),
        MEDICINE,
    ),
    _indicator(
        "_psychosocial",
        Words(
            kk="Тұтынуға байланысты психоәлеуметтік көмек алғандар",
            ru="Получившие психосоциальную помощь при зависимости",
            en="People who received psychosocial help with substance use",
        ),
        Words(
            kk="Психолог немесе психотерапевт, қолдау тобы, ниет туралы және қайта тұтынудан кейінгі әңгіме, отбасымен "
            "кездесу, өмірлік дағдылар, емге жеткізу.",
            ru="Психолог или психотерапевт, группа поддержки, мотивационная беседа и беседа после срыва, встреча с "
            "семьёй, жизненные навыки, сопровождение в лечение.",
            en="Psychologist or psychotherapist, support group, motivational talk and talk after a relapse, "
            "meeting with the family, life skills, accompaniment into treatment.",
        ),
        TALKING,
        SERVICES,
    ),
    _indicator(
        "_rehabilitation",
        Words(
            kk="Тұтынуға байланысты оңалтудан өткендер",
            ru="Прошедшие реабилитацию при зависимости",
            en="People in rehabilitation for substance use",
        ),
        Words(
            kk="Жыл ішінде кемінде бір күн оңалтуда болғандар.",
            ru="Те, кто хотя бы день в году был в реабилитации.",
            en="Those who were in rehabilitation on at least one day of the year.",
        ),
        REHABILITATION,
    ),
)  # fmt: skip
