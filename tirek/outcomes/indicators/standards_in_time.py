"""What the standards of the programmes ask for, and how much of it was done in time; the same by what is asked."""

from tirek.outcomes.engine.definition import Indicator, Measure, Period, Standard
from tirek.outcomes.indicators._duties import kept_of, settled
from tirek.outcomes.indicators._notes import PROGRAMME_RULES
from tirek.programmes.engine.words import Words

#: Rules that ask for a visit, for contact, for an assessment, an agreed plan, its review, a follow-up.
ASKS = {
    "visits": ("FP-02", "FP-08", "FP-11", "PR-06", "RE-07", "RE-08", "RE-09"),
    "contacts": ("AD-05", "AD-06", "FP-01", "FP-07", "PR-05", "RE-03", "RL-05", "RL-10", "RL-11"),
    "assessments": ("AD-02", "FP-04", "PR-01", "PR-03", "RL-01"),
    "plans": ("AD-03", "FP-05", "PR-09", "RE-02", "RL-03"),
    "reviews": ("AD-10", "FP-09", "RE-06", "RL-13"),
    "follow_ups": ("AD-12", "FP-14", "PR-13", "RE-15", "RL-15"),
}
TITLES = {
    "": Words(kk="Мерзімінде орындалған міндеттер", ru="Выполнено в срок", en="Duties kept in time"),
    "visits": Words(kk="Уақытында болған барулар", ru="Посещения в срок", en="Visits in time"),
    "contacts": Words(kk="Уақытында болған байланыс", ru="Связь в срок", en="Contacts in time"),
    "assessments": Words(kk="Уақытында жасалған бағалау", ru="Оценки в срок", en="Assessments in time"),
    "plans": Words(kk="Уақытында келісілген жоспарлар", ru="Планы согласованы в срок", en="Plans agreed in time"),
    "reviews": Words(kk="Уақытында қаралған жоспарлар", ru="Пересмотр планов в срок", en="Plans reviewed in time"),
    "follow_ups": Words(kk="Уақытында болған кейінгі бақылау", ru="Наблюдение в срок", en="Follow-ups in time"),
}
_ABOUT = Words(
    kk="Бағдарлама стандарттары бойынша мерзімі осы жылы біткен міндеттердің қаншасы уақытында орындалды. "
    "Бұл – бөлімше мен бағдарламаның жұмысы туралы, жеке маман туралы емес. Мерзімдер – бағдарламаның ережесі.",
    ru="Сколько обязательств по стандартам программы со сроком в этом году выполнено вовремя. "
    "Это о работе отделения и программы, а не об отдельном специалисте. Сроки задаёт программа.",
    en="How many of the duties under the programme's standards that were due in the year were done in time. "
    "It tells of the work of a unit and a programme, not of a single worker. The terms are the programme's own.",
)


def _in_time(code: str) -> Indicator:
    rules = ASKS.get(code, ())
    return Indicator(
        id=f"standards_{code or 'duties'}_in_time",
        title=TITLES[code],
        about=_ABOUT,
        counted="duty",
        measure=Measure.SHARE,
        period=Period.YEAR,
        numerator=kept_of(*rules),
        denominator=settled(*rules),
        denominator_about=Words(
            kk="Мерзімі осы жылы біткен міндеттер: уақытында, кешігіп немесе мүлде орындалмаған",
            ru="Обязательства со сроком в этом году: выполненные вовремя, с опозданием и не выполненные",
            en="Duties due in the year: kept in time, kept late, and not kept",
        ),
        by=(("programme",), ("rule",)),
        standards=(Standard("Tirek", ", ".join(rules), note=PROGRAMME_RULES),) if rules else (),
    )


INDICATORS = tuple(_in_time(code) for code in ("", *ASKS))
