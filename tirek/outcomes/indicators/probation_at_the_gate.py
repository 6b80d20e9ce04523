"""Release: prepared before, met at the gate, a place to sleep, papers, work."""

from functools import partial
from typing import TYPE_CHECKING, Any

from tirek.outcomes.engine.cohort import days_of
from tirek.outcomes.engine.definition import Contribution, Facts, Indicator, Measure, Period, Rows, Serves, Span
from tirek.outcomes.indicators._release import releases
from tirek.outcomes.indicators._watched import soon
from tirek.programmes.engine.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

DENOMINATOR = Words(
    kk="Жыл ішінде босап шыққан, сол күні ісі ашық болған адамдардың босап шығулары",
    ru="Освобождения за год тех, чей случай в этот день был открыт",
    en="Releases of the year of people whose case was open on that day",
)
PASSED = Words(
    kk="Мерзімі толық өткен босап шығулар: бұған қол жеткізгендер және сол уақыт бойы ісі ашық болғандар",
    ru="Освобождения, срок после которых прошёл: кто этого достиг и чей случай всё это время был открыт",
    en="Releases whose time has passed: those who came to it, and those whose case was open throughout",
)
HOUSED = (
    "own_home", "rented", "with_kin", "dormitory", "with_partner", "temporary_stay_centre", "mothers_house",
)  # fmt: skip
WORK = ("employed", "self_employed", "casual", "public_works")


def _met(facts: Facts, span: Span) -> "ir.Table":
    import ibis

    rows = releases(facts, span)
    services, acts = facts.services, facts.acts
    met = services.filter(services.service == "met_at_gate").select("case_key", day=services.done_on)
    seen = acts.filter(acts.act == "contact", acts.detail == "gate", acts.reached == "yes")
    met = ibis.union(met, seen.select("case_key", day=seen.done_on))
    return rows.semi_join(met, [rows.case_key == met.case_key, rows.began_on == met.day])


def _prepared(facts: Facts, span: Span) -> "ir.Table":
    rows, asked = releases(facts, span), facts.assessments
    asked = asked.filter(asked.instrument == "release_needs").select("case_key", day=asked.done_on)
    return rows.semi_join(asked, [rows.case_key == asked.case_key, asked.day <= rows.began_on])


def _stretch(facts: Facts, track: str, kinds: tuple[str, ...]) -> "ir.Table":
    rows = facts.episodes
    rows = rows.filter(rows.track == track, rows.kind.isin(kinds), ~rows.moment)
    return rows.select("person_key", "starts_on", "ended_on")


def _settled(facts: Facts, span: Span, *, track: str, kinds: tuple[str, ...], days: int) -> "ir.Table":
    """Releases after which such a stretch stood within so many days."""
    rows, found = releases(facts, span), _stretch(facts, track, kinds)
    rows = rows.mutate(until=soon(rows.began_on, days))
    return rows.semi_join(
        found,
        [rows.person_key == found.person_key, found.starts_on <= rows.until, found.ended_on > rows.began_on],
    )


def _settled_of_passed(facts: Facts, span: Span, *, track: str, kinds: tuple[str, ...], days: int) -> "ir.Table":
    rows = _settled(facts, span, track=track, kinds=kinds, days=days)
    return rows.filter(rows.until <= facts.on)


def _passed(facts: Facts, span: Span, *, track: str, kinds: tuple[str, ...], days: int) -> "ir.Table":
    """Those to whom it came, and those whose case stayed open all that time without it."""
    import ibis

    rows = releases(facts, span)
    rows = rows.mutate(until=soon(rows.began_on, days))
    cases = facts.cases.select("case_key", "closed_on")
    joined = rows.filter(rows.until <= facts.on).inner_join(cases, "case_key")
    stayed = joined.filter(joined.closed_on >= joined.until).select(*rows.columns)
    came = _settled_of_passed(facts, span, track=track, kinds=kinds, days=days)
    return ibis.union(stayed, came, distinct=True)


def _within(track: str, kinds: tuple[str, ...], days: int) -> tuple[Rows, Rows]:
    chosen: dict[str, Any] = {"track": track, "kinds": kinds, "days": days}
    return partial(_settled_of_passed, **chosen), partial(_passed, **chosen)


def _share(
    code: str, title: Words, about: Words, numerator: Rows, denominator: Rows, *, months: int = 0,
    serves: tuple[Serves, ...] = (),
) -> Indicator:  # fmt: skip
    return Indicator(
        id=f"probation_{code}",
        title=title,
        about=about,
        counted="release",
        measure=Measure.SHARE,
        period=Period.COHORT if months else Period.YEAR,
        months=months,
        programmes=("release",),
        numerator=numerator,
        denominator=denominator,
        denominator_about=PASSED if months else DENOMINATOR,
        by=(("sex",), ("age_group",)),
        serves=serves,
    )


INDICATORS = (
    _share(
        "prepared",
        Words(
            kk="Босатылғанға дейін қажеттілігі бағаланғандар",
            ru="Потребности оценены до освобождения",
            en="Needs assessed before release",
        ),
        Words(
            kk="Босап шығулардың қаншасында адамның қажеттілігі қақпадан шыққанға дейін бағаланды.",
            ru="При скольких освобождениях потребности человека оценили ещё до выхода.",
            en="For how many releases the person's needs were assessed before the gate.",
        ),
        _prepared,
        releases,
    ),
    _share(
        "met_at_the_gate",
        Words(kk="Қақпа алдында қарсы алынғандар", ru="Встречены у ворот", en="Met at the gate"),
        Words(
            kk="Босап шығулардың қаншасында адамды сол күні маман немесе тәлімгер қарсы алды.",
            ru="При скольких освобождениях человека в этот день встретил специалист или наставник.",
            en="For how many releases a worker or mentor met the person on that day.",
        ),
        _met,
        releases,
    ),
    _share(
        "housed",
        Words(
            kk="Босатылған соң үш күн ішінде тұратын жері бар",
            ru="Есть где жить в первые три дня",
            en="A place to live within three days of release",
        ),
        Words(
            kk="Өз үйі, жалдамалы баспана, туыстары, жатақхана не уақытша тұру орталығы. Жазылмаса – жоқ.",
            ru="Своё или съёмное жильё, родные, общежитие или центр временного пребывания. Не записано – значит, нет.",
            en="An own or rented home, kin, a dormitory or a temporary stay centre. Not on record counts as none.",
        ),
        partial(_settled, track="housing", kinds=HOUSED, days=3),
        releases,
    ),
    _share(
        "documents_30d",
        Words(
            kk="Босатылған соң 30 күн ішінде құжаттары ретінде",
            ru="Документы в порядке через 30 дней",
            en="Papers in order within 30 days of release",
        ),
        Words(
            kk="Босап шығулардың қаншасынан кейін жеке құжаттары 30 күн ішінде ретке келді (немесе солай болған).",
            ru="После скольких освобождений за 30 дней личные документы были приведены в порядок (или уже были).",
            en="After how many releases the identity papers came into order within 30 days (or were so already).",
        ),
        *_within("documents", ("complete",), 30),
        months=1,
        serves=(Serves("16.9.1", Contribution.PROCESS),),
    ),
    _share(
        "work_6m",
        Words(
            kk="Босатылған соң алты ай ішінде жұмысқа тұрғандар",
            ru="Работа в течение полугода после освобождения",
            en="Work within six months of release",
        ),
        Words(
            kk="Алты ай ішінде тұрақты не кездейсоқ жұмыс, өз ісі немесе ақылы қоғамдық жұмыс басталды.",
            ru="За полгода началась постоянная или случайная работа, своё дело или оплачиваемые общественные работы.",
            en="Steady or casual work, self-employment or paid public works began within six months.",
        ),
        *_within("work", WORK, days_of(6)),
        months=6,
    ),
)
