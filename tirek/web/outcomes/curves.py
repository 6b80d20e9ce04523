"""The coordinator opens it before a letter to a donor: of the children who went home, how many are still there?

Leaves with one sentence that can be defended: how many entered, the share with its interval, and of how many nothing is
known; and with the two figures that are often taken for each other, side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tirek.casework.models import Case
from tirek.casework.selectors.people_of_cases import case_title, people_of_cases
from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.catalogue import cohorts
from tirek.outcomes.engine.charts import NARROW, WIDE, Chart, Stretch, curves
from tirek.outcomes.engine.cohort import EVENT, LOST, STILL, Cohort, days_of
from tirek.outcomes.engine.definition import COUNTED
from tirek.outcomes.engine.drawing import drawable, for_page
from tirek.outcomes.selectors.curves import (
    Behind,
    Outcome,
    Place,
    Stratum,
    behind,
    curve,
    main_months,
    place_for,
    places,
)
from tirek.outcomes.selectors.curves import outcomes as read_outcomes
from tirek.outcomes.selectors.words import category_words, dimension_words
from tirek.toolkit.formats import number, page_language, percent
from tirek.web.desk import DeskRequest, desk

#: As many groups as a chart can tell apart.
_LINES: Final = 6
#: Below this, chance alone would seldom give such a difference.
_SELDOM: Final = 0.05


@dataclass(frozen=True)
class Share:
    """A share with its interval, in words."""

    share: str
    interval: str
    short: str  # of the interval, for a table that says in its head what it is


@dataclass(frozen=True)
class Line:
    """A line of a table: a name, a number of people, shares."""

    title: str
    people: str
    shares: tuple[Share | None, ...] = ()
    hidden: bool = False


@desk("evidence.view")
@require_safe
def outcomes(request: DeskRequest) -> HttpResponse:
    """Every outcome over time, each with the one figure that matters."""
    place, listed = read_outcomes(request.user, **_where(request))
    rows = [
        {"cohort": cohort, "title": _say(cohort.title), "url": _url(cohort, place), **_first(found)}
        for cohort, found in listed
    ]
    context = {"rows": rows, "place": _place(place), "places": _places(request, place, "outcomes")}
    return render(request, "outcomes/outcomes.html", context)


@desk("evidence.view")
@require_safe
def outcome(request: DeskRequest, cohort: str) -> HttpResponse:
    """One outcome: the sentence, the curve, the groups, the two figures, how it is counted."""
    by, year = request.GET.get("by", ""), _year(request)
    found = curve(request.user, cohort, **_where(request), by=by, year=year)
    if found is None:
        return _nobody(request, cohorts()[cohort])
    context = {
        "outcome": found,
        "title": _say(found.cohort.title),
        "about": _say(found.cohort.about),
        "counted": _say(COUNTED[found.cohort.counted]),
        "endings": [(_say(found.cohort.event), True), *((_say(one), False) for one in found.cohort.competing.values())],
        "when": _when(found),
        "place": _place(found.place),
        "places": _places(request, found.place, "outcome", cohort),
        "years": [(None, _("all years")), *((year, str(year)) for year in reversed(found.years))],
        "dimensions": [("", _("not split")), *((one, _say(dimension_words(one))) for one in found.cohort.by)],
        **_first(found),
        "boxes": _boxes(found),
        "charts": _charts(found),
        "horizons": _horizons(found),
        "columns": [title for _name, title in _told_columns(found)],
        "known_months": read["months"] if (read := _read(found)) else 0,
        "known": _known(found),
        "groups": _groups(found),
        "by_title": _say(dimension_words(by)) if by else "",
        "by_months": main_months(found.cohort),
        "test": _test(found),
        "period": _period(found),
    }
    return render(request, "outcomes/outcome.html", context)


@desk("evidence.view")
@require_safe
def outcome_cases(request: DeskRequest, cohort: str) -> HttpResponse:
    """The list behind a curve, for who may open the files of the unit."""
    year, place = _year(request), place_for(request.user, **_where(request))
    if not place.exact:
        raise Missing(N_("There is no such record in what you may see."))
    found = curve(request.user, cohort, scope=place.scope, place=place.code, year=year)
    if found is None:
        return _nobody(request, cohorts()[cohort])
    entries = behind(request.user, cohort, place.code, year)
    cases = {case.uuid: case for case in Case.objects.filter(uuid__in={one.case for one in entries})}
    people = people_of_cases([case.pk for case in cases.values()], for_title=True)
    lines = [
        {
            "case": cases[one.case],
            "title": case_title(people.get(cases[one.case].pk, []), page_language()),
            "began_on": one.began_on,
            "until": one.until,
            "days": (one.until - one.began_on).days,
            "ending": _ended(found, one),
        }
        for one in entries
        if one.case in cases
    ]
    context = {
        "title": _say(found.cohort.title),
        "entered": _say(found.cohort.entered),
        "when": _when(found),
        "place": _place(found.place),
        "lines": lines,
        "url": _url(found.cohort, found.place),
    }
    return render(request, "outcomes/outcome_cases.html", context)


def _ended(found: Outcome, one: Behind) -> str:
    """How an entry counts: by its ending, or as nothing having happened until somebody last looked."""
    if one.ending == LOST:
        return _("nothing known since")
    words = _say(found.cohort.ending(one.ending))
    return _("%(words)s, as last known") % {"words": words} if one.ending == STILL else words


def _nobody(request: DeskRequest, cohort: Cohort) -> HttpResponse:
    """What an outcome is, where nobody has entered yet."""
    place = place_for(request.user, **_where(request))
    context = {
        "title": _say(cohort.title),
        "about": _say(cohort.about),
        "place": _place(place),
        "places": _places(request, place, "outcome", cohort.id),
    }
    return render(request, "outcomes/outcome_nobody.html", context)


# What a request asks for ------------------------------------------------------------------------------------


def _where(request: DeskRequest) -> dict[str, str]:
    scope, _colon, place = request.GET.get("place", "").partition(":")
    return {"scope": scope, "place": place}


def _year(request: DeskRequest) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() else None


# Words ------------------------------------------------------------------------------------------------------


def _say(words: Any) -> str:
    return str(words.say(page_language())) if words else ""


def _place(place: Place) -> str:
    return _say(place.title)


def _url(cohort: Cohort, place: Place) -> str:
    return f"{reverse('outcome', args=[cohort.id])}?{urlencode({'place': f'{place.scope}:{place.code}'})}"


def _places(request: DeskRequest, chosen: Place, view: str, *args: str) -> list[tuple[str, str, bool]]:
    asked = request.GET.copy()
    links = []
    for one in places(request.user):
        asked["place"] = f"{one.scope}:{one.code}"
        links.append((f"{reverse(view, args=args)}?{asked.urlencode()}", _place(one), one == chosen))
    return links


def _when(found: Outcome) -> str:
    """The time of entry, as it stands in a sentence."""
    first, last = found.first.year, found.last.year
    if first == last:
        return _("in %(year)s") % {"year": first}
    return _("from %(first)s to %(last)s") % {"first": first, "last": last}


def _share(read: Sequence[float] | None) -> Share | None:
    """``83 %`` and ``95 % interval 68–92 %``. Whole per cents: nobody counted so many that more would be true."""
    if read is None:
        return None
    said, low, high = (percent(one, 0) for one in read)
    short = f"{number(100 * read[1])}–{high}"
    return Share(said, _("95%% interval %(low)s to %(high)s") % {"low": low, "high": high}, short)


def _main(cohort: Cohort) -> str:
    return "event" if cohort.main == EVENT else "still"


def _read(found: Outcome) -> dict[str, Any] | None:
    """The horizon the sentence is about: twelve months, or the last one before it that can be read."""
    name, months = _main(found.cohort), main_months(found.cohort)
    able = [one for one in found.whole.points.get("horizons", ()) if one[name] and one["months"] <= months]
    return able[-1] if able else None


def _first(found: Outcome | None) -> dict[str, Any]:
    """The one sentence, and what is to be known with it."""
    if found is None:
        return {"sentence": "", "note": _("Nobody has entered here yet.")}
    if not found.whole.shown:
        return {"sentence": "", "note": _("Too few to show: from fewer than ten somebody could be recognised.")}
    read = _read(found)
    if read is None:
        entered = f"{_say(found.cohort.entered)}: {number(found.whole.entered or 0)}. "
        return {"sentence": "", "note": entered + _why_not(found)}
    share = _share(read[_main(found.cohort)])
    assert share
    sentence = _say(found.cohort.sentence).format(
        people=number(found.whole.entered or 0), when=_when(found), months=read["months"], share=share.share,
        interval=share.interval,
    )  # fmt: skip
    return {"sentence": sentence[:1].upper() + sentence[1:], "note": _unknown(read)}


def _why_not(found: Outcome) -> str:
    """Why no share can be told though somebody entered."""
    if not found.whole.points["still"] and found.place.exact:
        return _("Too few were watched from the beginning on for a share that holds.")
    if any(one.get("kept_back") for one in found.whole.points["horizons"]):
        return _("The steps of the curve stand for too few people to be told here.")
    return _("It is too early to tell a share.")


def _unknown(read: dict[str, Any]) -> str:
    unknown, early = read["known"]["unknown"], read["known"]["early"]
    if unknown is None:
        said = [_("Fewer than five are not known about.")]
    elif unknown:
        said = [ngettext("%(n)s is not known about.", "%(n)s are not known about.", unknown) % {"n": number(unknown)}]
    else:
        said = [_("Nobody was lost sight of before that.")]
    if early:
        said.append(_("For %(n)s that time has not passed yet; they count as far as they got.") % {"n": number(early)})
    return " ".join(said)


# Parts of the page ------------------------------------------------------------------------------------------


def _boxes(found: Outcome) -> list[dict[str, Any]]:
    """The three shares that add up, at the horizon of the sentence."""
    read = _read(found)
    if read is None:
        return []
    return [
        {"title": title, "read": _share(read[name])} for name, title in _columns(found.cohort) if read[name] is not None
    ]


def _charts(found: Outcome) -> list[dict[str, Any]]:
    """The curves as pictures, for a desk and for a phone; none where this installation can't draw."""
    stretches = _stretches(found)
    if not stretches or not drawable():
        return []
    language = page_language()
    name = _say(found.cohort.event if _main(found.cohort) == "event" else found.cohort.still)
    until = float(max(min(max(point[0] for one in stretches for point in one.points), max(found.cohort.months)), 3))
    summary = f"{_first(found)['sentence']} {_('The same numbers stand in the table below.')}"
    return [
        {
            "narrow": width == NARROW,
            "svg": for_page(
                Chart(
                    name,
                    summary,
                    curves(
                        stretches,
                        language=language,
                        months=_("months since entry"),
                        share=_("per cent"),
                        width=width,
                        until=until,
                    ),
                )
            ),
        }
        for width in (WIDE, NARROW)
    ]


def _stretches(found: Outcome) -> list[Stretch]:
    if found.strata:
        main = _main(found.cohort)
        shown = [one for one in found.strata if one.shown and one.points.get(main)]
        return [
            Stretch(_say(category_words(found.by, one.category)), _points(one.points[main])) for one in shown[:_LINES]
        ]
    order = sorted(_columns(found.cohort), key=lambda column: column[0] != _main(found.cohort))
    return [
        Stretch(title, _points(found.whole.points[name], band=place == 0))
        for place, (name, title) in enumerate(order)
        if found.whole.points.get(name) and (name != "other" or any(p[1] for p in found.whole.points[name]))
    ]


def _points(course: Sequence[Sequence[float]], *, band: bool = True) -> list[tuple[float, float, float, float]]:
    """Days as months, shares as per cents; a curve beside the first one has no band."""
    month = days_of(12) / 12
    return [
        (day / month, 100 * share, 100 * (low if band else share), 100 * (high if band else share))
        for day, share, low, high, _n in course
    ]


def _horizons(found: Outcome) -> list[dict[str, Any]]:
    """The table beside the picture: what is read at each horizon, and how complete the watching is."""
    return [
        {
            "months": one["months"],
            "shares": [(label, _share(one[name])) for name, label in _told_columns(found)],
            "kept_back": one.get("kept_back", False),
            "at_risk": one["at_risk"],
            "known": _completeness(one["known"]),
        }
        for one in found.whole.points.get("horizons", ())
    ]


def _columns(cohort: Cohort) -> list[tuple[str, str]]:
    """The series of an outcome with their names."""
    named = [("still", _say(cohort.still)), ("event", _say(cohort.event))]
    return [*named, ("other", _("another ending"))] if cohort.competing else named


def _told_columns(found: Outcome) -> list[tuple[str, str]]:
    """The series that may be told here: of a curve whose endings are too few each, the first one alone."""
    columns = _columns(found.cohort)
    told = [column for column in columns if found.whole.points.get(column[0])]
    return columns if found.place.exact or not told else told


def _completeness(known: dict[str, Any]) -> str:
    if known["still"] is None:
        return ""
    due = known["still"] + sum(known["ended"].values()) + known["unknown"]
    if not due:
        return "–"
    return _("%(known)s of %(due)s") % {"known": number(due - known["unknown"]), "due": number(due)}


def _known(found: Outcome) -> list[Line]:
    """How many of those who entered are known to be where, at the sentence's horizon: to be counted by hand."""
    read = _read(found)
    if read is None or read["known"]["still"] is None:
        return []
    known = read["known"]
    lines = [Line(_say(found.cohort.still), number(known["still"]))]
    for code in (EVENT, *found.cohort.competing):
        if code == EVENT or known["ended"].get(code):
            lines.append(Line(_say(found.cohort.ending(code)), number(known["ended"].get(code, 0))))
    lines.append(Line(_("not known"), number(known["unknown"])))
    if known["early"]:
        lines.append(Line(_("that time has not passed yet"), number(known["early"])))
    return [*lines, Line(_("Everybody who entered"), number(found.whole.entered or 0))]


def _groups(found: Outcome) -> list[Line]:
    """The groups with their sizes, at the main horizon."""
    months, name = main_months(found.cohort), _main(found.cohort)
    lines = [_group(found, one, months, name) for one in found.strata]
    return [*lines, _group(found, found.whole, months, name, _("Everybody"))] if lines else []


def _group(found: Outcome, one: Stratum, months: int, name: str, title: str = "") -> Line:
    read = one.at(months) if one.shown else None
    return Line(
        title or _say(category_words(found.by, one.category)),
        number(one.entered) if one.entered is not None else "",
        (_share(read[name]) if read else None,),
        hidden=not one.shown,
    )


def _test(found: Outcome) -> str:
    """The log-rank test in plain words; it says nothing of causes."""
    if not found.strata:
        return ""
    if found.compared is None:
        return _("These groups can't be compared by a test: too few in them, or too few endings.")
    p = found.compared["p"]
    said = f"p < {number(0.001, 3)}" if p < 0.001 else f"p = {number(p, 3)}"
    if p < _SELDOM:
        words = _("The groups differ by more than chance alone would often give (log-rank test, %(p)s).")
    else:
        words = _("Such differences can well be chance (log-rank test, %(p)s).")
    return f"{words % {'p': said}} {_('The groups differ in much else; this says nothing of the cause.')}"


def _period(found: Outcome) -> dict[str, Any] | None:
    period = found.period
    if period is None or found.cohort.period_ratio is None:
        return None
    told = period.entries is not None and period.events is not None
    return {
        "year": period.year,
        "months": period.months,
        "probability": _share(period.probability),
        "event": _say(found.cohort.event),
        "words": _say(found.cohort.period_ratio),
        "told": told,
        "ratio": percent((period.events or 0) / period.entries, 0) if told and period.entries else "",
        "fraction": f"{number(period.events or 0)} / {number(period.entries or 0)}" if told else "",
    }


def outcome_lines(outcomes_: Sequence[tuple[Cohort, Outcome | None]]) -> Iterator[tuple[str, str, str]]:
    """Title, sentence and note of each outcome, for other pages and for reports."""
    for cohort, found in outcomes_:
        said = _first(found)
        yield _say(cohort.title), said["sentence"], said["note"]
