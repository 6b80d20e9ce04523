"""The analyst opens it to take figures out: for a donor's table, the ministry's platform, TransMonEE, a colleague.

Leaves with a file in which nobody can be found; what was taken is on record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tirek.access.models import Unit, User
from tirek.access.policy import holds, units_of
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem
from tirek.outcomes.actions.exits import take_out
from tirek.outcomes.actions.structures import official_structure
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.definition import Indicator, Measure
from tirek.outcomes.enums import Scope
from tirek.outcomes.models import Exit, Figure
from tirek.outcomes.publication.coding import transmonee_code
from tirek.outcomes.publication.forms import WAYS, made, ways_for
from tirek.outcomes.publication.kazstat import goals_of
from tirek.outcomes.selectors.publication import publication_of
from tirek.outcomes.selectors.words import EVERYBODY, dimension_words
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import worded

EVERY: Final = "all"
#: What a way is called on a button, with one line for whom it is.
WORDS: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "csv": (_("CSV"), _("one line a figure, for any tool")),
    "xlsx": (_("Excel"), _("a workbook to read and to print")),
    "sdmx": (_("SDMX"), _("2.1, 3.0 and CSV, in the structure of the goals, for statisticians")),
    "transmonee": (_("SDMX for TransMonEE"), _("under TransMonEE's own codes")),
    "kazstat": (_("For the national SDG platform"), _("CSV and YAML as the national platform keeps them")),
    "package": (_("Data package"), _("CSV with a description that tools check by themselves")),
    "hxl": (_("CSV with HXL hashtags"), _("for those who exchange humanitarian data")),
}
#: Indicators that are taken out together, and the way that is made for them.
SETS: Final[dict[str, tuple[str, str | Promise]]] = {
    "transmonee": ("transmonee", _("All TransMonEE indicators")),
    "goals": ("kazstat", _("Everything that contributes to the goals")),
}


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to take out: of which years and place, split how, in which way."""

    years: tuple[int, ...]
    scope: str
    place: str
    splits: tuple[tuple[str, ...], ...]
    way: str


def download_card(
    indicator: Indicator, year: int, scope: str = Scope.ALL, place: str = "", by: Sequence[str] = ()
) -> dict[str, Any]:
    """What ``outcomes/downloads.html`` needs to offer one table on another page, under the name ``download``."""
    return {
        "indicator": indicator.id,
        "year": year,
        "place": f"{scope}:{place}",
        "by": ",".join(by),
        "ways": [(way, *WORDS[way]) for way in WORDS if way in ways_for(indicator)],
        "client_ref": new_uuid(),
    }


@desk("evidence.publish")
def download(request: DeskRequest, indicator: str) -> HttpResponse:
    """One indicator: choose what and how; the file is the answer."""
    defined = _defined(indicator)
    if request.method == "POST":
        try:
            wanted = _wanted(request, defined)
            return _file(request, taken(request.user, [defined], wanted, client_ref(request)), wanted.way)
        except Problem as problem:
            messages.error(request, worded(problem))
    context = {
        "title": defined.title.say(page_language()),
        "about": defined.about.say(page_language()),
        "download": download_card(defined, 0),
        "years": kept_years(indicator),
        "places": places(request.user),
        "splits": [(",".join(by), _split(by)) for by in dict.fromkeys(defined.by)],
    }
    return render(request, "outcomes/download.html", context, status=422 if request.method == "POST" else 200)


@desk("evidence.publish")
def downloads(request: DeskRequest) -> HttpResponse:
    """Whole lists of indicators at once: TransMonEE's, those of the goals."""
    if request.method == "POST":
        try:
            way, chosen = _of_set(request.POST.get("set", ""))
            wanted = _wanted(request, None, way)
            return _file(request, taken(request.user, chosen, wanted, client_ref(request)), way)
        except Problem as problem:
            messages.error(request, worded(problem))
    context = {
        "sets": [(name, title, len(_of_set(name)[1])) for name, (_way, title) in SETS.items()],
        "years": kept_years(),
        "places": places(request.user),
        "client_ref": new_uuid(),
        "may_load": holds(request.user, "evidence.load"),
    }
    return render(request, "outcomes/download_sets.html", context, status=422 if request.method == "POST" else 200)


def taken(actor: User, chosen: Iterable[Indicator], wanted: Wanted, reference: UUID) -> tuple[list[Exit], int]:
    """Every table that may leave, each through the exit; how many may not. A problem, when none may."""
    left: list[Exit] = []
    problems: list[Problem] = []
    for defined in chosen:
        for year in wanted.years:
            for by in wanted.splits or ((), *dict.fromkeys(defined.by)):
                try:
                    left.append(
                        take_out(
                            actor=actor,
                            indicator=defined.id,
                            year=year,
                            scope=wanted.scope,
                            place=wanted.place,
                            by=by,
                            form=WAYS[wanted.way].form,
                            client_ref=uuid5(reference, f"{wanted.way} {defined.id} {year} {','.join(by)}"),
                        )
                    )
                except Problem as problem:
                    problems.append(problem)
    if not left:
        raise problems[0] if problems else Problem(N_("There is nothing to take out."))
    return left, len(problems)


def _file(request: DeskRequest, outcome: tuple[list[Exit], int], way: str) -> HttpResponse:
    left, kept = outcome
    file = made(publication_of(left, page_language()), way, official_structure() if way == "sdmx" else None)
    if kept:
        text = ngettext("%(n)s table stayed: too few people.", "%(n)s tables stayed: too few people.", kept)
        messages.warning(request, text % {"n": kept})
    answer = HttpResponse(file.content, content_type=file.kind)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer


def _wanted(request: DeskRequest, defined: Indicator | None, way: str = "") -> Wanted:
    scope, _colon, place = request.POST.get("place", f"{EVERY}:").partition(":")
    way = way or request.POST.get("way", "")
    by, year = request.POST.get("by", EVERY), request.POST.get("year", "")
    years = kept_years(defined.id if defined else None)
    chosen = years if year == EVERY else [one for one in years if str(one) == year]
    split = tuple(one for one in by.split(",") if one)
    if way not in WAYS or (defined and way not in ways_for(defined)) or scope not in Scope.values or not chosen:
        raise Problem(N_("Choose what is taken out, and in which form."))
    if defined and by != EVERY and split and split not in defined.by:
        raise Problem(N_("This indicator is not split that way."))
    return Wanted(tuple(chosen), scope, place, () if by == EVERY else (split,), way)


def kept_years(indicator: str | None = None) -> list[int]:
    """The years of which figures are kept, the newest first."""
    figures = Figure.objects.filter(scope=Scope.ALL, breakdown=[])
    if indicator is not None:
        figures = figures.filter(indicator=indicator)
    return sorted(set(figures.values_list("last_on__year", flat=True)), reverse=True)


def places(actor: User) -> list[tuple[str, str]]:
    """Whose figures the user may take out: everybody's together, the own organisations', the own units'."""
    language = page_language()
    units = list(Unit.objects.filter(pk__in=units_of(actor, "evidence.publish")).select_related("organisation"))
    found = {f"{Scope.ORGANISATION}:{one.organisation.code}": one.organisation.name for one in units}
    found |= {f"{Scope.UNIT}:{one.code}": one.name for one in units}
    return [(f"{Scope.ALL}:", EVERYBODY.say(language)), *found.items()]


def _of_set(name: str) -> tuple[str, list[Indicator]]:
    if name not in SETS:
        raise Problem(N_("Choose what is taken out, and in which form."))
    counted = [one for one in indicators().values() if one.measure is not Measure.CHECKLIST]
    if name == "transmonee":
        return SETS[name][0], [one for one in counted if transmonee_code(one)]
    return SETS[name][0], [one for one in counted if goals_of(one)]


def _split(by: Sequence[str]) -> str:
    return " × ".join(dimension_words(name).say(page_language()) for name in by)


def _defined(indicator: str) -> Indicator:
    found = indicators().get(indicator)
    if found is None or found.measure is Measure.CHECKLIST:
        raise Missing(N_("There is no such record in what you may see."))
    return found
