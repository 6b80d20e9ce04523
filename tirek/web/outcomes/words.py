"""What is said of figures: how a value is written, why there is none, one sentence for a chart."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tirek.outcomes.engine.definition import COUNTED, POPULATION, Contribution, Indicator, Measure, Period
from tirek.outcomes.engine.tables import TOTAL, Row, Table, Why
from tirek.outcomes.selectors.words import category_words, dimension_words
from tirek.toolkit.formats import counted, day_of_month, long_day, number, page_language, percent

#: Groups in which indicators are listed, by the beginning of their id.
THEMES: Final[tuple[tuple[str, str | Promise, tuple[str, ...]], ...]] = (
    ("follow_up", gettext_lazy("After the support"), ("follow_up",)),
    ("family", gettext_lazy("Families kept together or together again"), ("family", "care")),
    ("protection", gettext_lazy("Protection from violence"), ("protection",)),
    ("probation", gettext_lazy("Release and reoffending"), ("probation",)),
    ("addiction", gettext_lazy("Treatment and recovery"), ("addiction", "tdi")),
    ("goals", gettext_lazy("For the Sustainable Development Goals"), ("sdg",)),
    ("referral", gettext_lazy("Referrals and waiting"), ("referral",)),
    ("standards", gettext_lazy("Standards kept, timeliness, workload"), ("standards", "work")),
    ("bcn", gettext_lazy("Formal care: the fifteen indicators"), ("bcn",)),
    ("tm", gettext_lazy("Alternative care as TransMonEE counts it"), ("tm",)),
)
OTHER_THEME: Final = ("other", gettext_lazy("Other"))

#: Why a row shows no value, short for a cell.
SHORT: Final[Mapping[Why, str | Promise]] = {
    Why.HIDDEN: gettext_lazy("not shown"),
    Why.CHANGED: gettext_lazy("not shown"),
    Why.FEW: gettext_lazy("too few"),
    Why.NOBODY: gettext_lazy("nobody"),
    Why.NO_POPULATION: gettext_lazy("no rate"),
}
#: The same in a sentence.
LONG: Final[Mapping[Why, str | Promise]] = {
    Why.HIDDEN: gettext_lazy(
        "Not shown: fewer than 5 people, or a number from which so few could be computed. So nobody is recognised."
    ),
    Why.CHANGED: gettext_lazy(
        "Not shown: together with what was taken out before, it would tell of fewer than 5 people."
    ),
    Why.FEW: gettext_lazy("Too few for a middle value: it is told from 10 on."),
    Why.NOBODY: gettext_lazy("Nobody to be counted: there is no share of nobody."),
    Why.NO_POPULATION: gettext_lazy(
        "No rate: the population of this group is not loaded from its official source. The number of people is told."
    ),
}
PERIODS: Final[Mapping[Period, str | Promise]] = {
    Period.YEAR: gettext_lazy("What happened in a calendar year."),
    Period.DAY: gettext_lazy("What was so on the last day of the year; this year, on the day of the data."),
    Period.COHORT: gettext_lazy("Those who entered in the year, each watched for the same time."),
}
#: The letter of a contribution as a word beside it.
HOW: Final[Mapping[Contribution, str | Promise]] = {
    Contribution.NUMERATOR: gettext_lazy("part of the numerator"),
    Contribution.SUBPOPULATION: gettext_lazy("our clients alone"),
    Contribution.PROCESS: gettext_lazy("evidence of process"),
    Contribution.SURVEY: gettext_lazy("only a survey can tell"),
}


#: From so many in the denominator on, a per cent has a digit after the comma.
_MANY: Final = 100


def theme_of(indicator: Indicator) -> str:
    """The group an indicator is listed in."""
    first = indicator.id.split("_")[0]
    return next(
        (code for code, _title, starts in THEMES if first in starts or indicator.id.startswith(starts)), "other"
    )


def value_text(indicator: Indicator, row: Row | None) -> str:
    """A value as it is read: ``34`` · ``12,5 %`` · ``41 days``; else the short word why there is none."""
    if row is None:
        return "0" if indicator.measure is Measure.COUNT else str(SHORT[Why.NOBODY])
    if row.value is None:
        return str(SHORT.get(row.why, "–"))
    if indicator.measure is Measure.SHARE:
        # A tenth of a per cent of a few people says nothing.
        return percent(row.value / indicator.per, 1 if (row.denominator or 0) >= _MANY else 0)
    if indicator.measure is Measure.MEDIAN:
        return counted(round(row.value), "day") if row.value == round(row.value) else number(row.value, 1)
    if indicator.measure is Measure.COUNT:
        return number(row.value)
    return number(row.value, 1 if indicator.measure is Measure.RATE else 2)


def counted_word(indicator: Indicator) -> str:
    """What is counted, as a word beside a number."""
    words = COUNTED.get(indicator.counted)
    return words.say(page_language()) if words else ""


def unit_text(indicator: Indicator) -> str:
    """What a value is measured in, for the head of a column or of an axis."""
    if indicator.measure is Measure.SHARE:
        return "%"
    if indicator.measure is Measure.RATE:
        return _("per %(per)s people") % {"per": number(indicator.per)}
    if indicator.measure is Measure.MEDIAN:
        return _("days, the middle")
    if indicator.measure is Measure.RATIO:
        return _("one to another")
    return counted_word(indicator)


def parts_text(indicator: Indicator, row: Row | None) -> str:
    """Numerator and denominator in words: ``12 of 34``; of a median, of how many; nothing of what is hidden."""
    if row is None or not row.shown or row.numerator is None:
        return ""
    if indicator.measure is Measure.MEDIAN:
        return _("of %(n)s") % {"n": number(row.numerator)}
    if indicator.measure is Measure.COUNT:
        return ""
    if row.denominator is None:
        return f"{number(row.numerator)} ({counted_word(indicator)})"
    if not row.denominator:
        return ""
    return _("%(n)s of %(all)s") % {"n": number(row.numerator), "all": number(row.denominator)}


def lacks_denominator(indicator: Indicator) -> str:
    """Why a figure is a count and no share or rate: said beside every such figure."""
    if indicator.measure is Measure.COUNT:
        return _("A count. It says how many, not how large a part: nobody knows here of how many.")
    if indicator.denominator == POPULATION:
        return _("The rate needs the population from its official source; without it this is a count.")
    return ""


def time_text(indicator: Indicator, table: Table) -> str:
    """The time of a table: a year, a year as far as it went, a day."""
    if indicator.period is Period.DAY:
        return _("on %(day)s") % {"day": long_day(table.last)}
    if indicator.period is Period.COHORT:
        return _("entered in %(year)s") % {"year": table.last.year}
    return year_text(table)


def row_text(table: Table, row: Row) -> str:
    """The categories of a row in words, without those that are margins."""
    language = page_language()
    pairs = zip(table.by, row.categories, strict=True)
    said = [category_words(name, code).say(language) for name, code in pairs if code != TOTAL]
    return ", ".join(said) or _("total")


def by_text(by: Sequence[str]) -> str:
    """What a table is split by, in words."""
    return " × ".join(dimension_words(name).say(page_language()) for name in by)


def summary(indicator: Indicator, table: Table) -> str:
    """One or two sentences that say what a chart of the table shows, for those who do not see it and for everybody."""
    said = []
    rows = [row for row in table.cells if row.shown and row.value is not None]
    if table.by and len(rows) > 1:
        ordered = sorted(rows, key=lambda row: row.value or 0)
        most, least = ordered[-1], ordered[0]
        if most.value == least.value:
            said.append(_("All the same: %(value)s.") % {"value": value_text(indicator, most)})
        else:
            said.append(
                _("Most: %(most)s, %(high)s. Least: %(least)s, %(low)s.")
                % {
                    "most": row_text(table, most), "high": value_text(indicator, most),
                    "least": row_text(table, least), "low": value_text(indicator, least),
                }
            )  # fmt: skip
    elif rows:
        said.append(f"{row_text(table, rows[0])}: {value_text(indicator, rows[0])}.")
    hidden = sum(not row.shown for row in table.cells)
    if hidden:
        text = ngettext("%(n)s group is not shown.", "%(n)s groups are not shown.", hidden)
        said.append(text % {"n": hidden})
    return " ".join(said) or _("There is nothing to show.")


def trend_summary(indicator: Indicator, tables: Mapping[int, Table]) -> str:
    """The years one after the other."""
    said = (f"{time_text(indicator, table)}: {value_text(indicator, table.total)}" for table in tables.values())
    return "; ".join(said) + "."


def year_text(table: Table) -> str:
    """A year; the one under way says until when."""
    if (table.last.month, table.last.day) == (12, 31):
        return str(table.last.year)
    return _("%(year)s, until %(day)s") % {"year": table.last.year, "day": day_of_month(table.last)}
