"""The coordinator of a programme opens it when somebody asks what it achieves.

Leaves with its few true outcomes, each with how many they were and of how many nothing is known.
"""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tirek.kernel.problems import N_, Missing
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.definition import Indicator, Measure, Period
from tirek.outcomes.engine.tables import Row
from tirek.outcomes.selectors.curves import outcomes
from tirek.outcomes.selectors.shown import Shown, shown
from tirek.programmes.selectors.packs import packs
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.outcomes import words
from tirek.web.outcomes.curves import outcome_lines
from tirek.web.outcomes.places import address, chosen_place

#: What was asked after the support had ended, of every programme.
AFTER: Final = "follow_up_"


@dataclass(frozen=True)
class Figures:
    """An indicator by its newest two years: how much, of how many, and why not."""

    id: str
    title: str
    years: list[tuple[str, str, str, bool]]  # time, value, of how many, hidden


@desk("evidence.view")
@require_safe
def programme(request: DeskRequest, code: str) -> HttpResponse:
    """A programme: its outcomes over time, what was found after the support, what else is counted."""
    pack = next((one for one in packs() if one.code == code), None)
    if pack is None:
        raise Missing(N_("There is no such record in what you may see."))
    chosen = chosen_place(request, request.user)
    _place, found = outcomes(request.user, scope=chosen.place.scope, place=chosen.place.code)
    mine = [(cohort, outcome) for cohort, outcome in found if code in cohort.programmes]
    lines = [
        {"title": title, "sentence": sentence, "note": note, "url": address("outcome", cohort.id)}
        for (cohort, _outcome), (title, sentence, note) in zip(mine, outcome_lines(mine), strict=True)
    ]
    own = [one for one in indicators().values() if code in one.programmes and one.measure is not Measure.CHECKLIST]
    after = [one for one in indicators().values() if one.id.startswith(AFTER) and ("programme",) in one.by]
    wanted = [one for one in own if _result(one)]
    figures = shown([one.id for one in (*after, *wanted)], chosen.place, ((), ("programme",)))
    results = [line for one in wanted if (line := _figures(one, figures[one.id])).years]
    told = {line.id for line in results}
    context = {
        "title": pack.pack.title.say(page_language()),
        "chosen": chosen,
        "outcomes": lines if any(outcome for _cohort, outcome in mine) else [],
        "after": [line for one in after if (line := _figures(one, figures[one.id], code)).years],
        "results": results,
        "rest": [(one.id, one.title.say(page_language())) for one in own if one.id not in told],
        "programmes": [(one.code, one.pack.title.say(page_language())) for one in packs()],
        "code": code,
    }
    return render(request, "outcomes/programme.html", context)


def _result(one: Indicator) -> bool:
    """Whether it tells what became of people, and not how much was done."""
    return one.period is Period.COHORT or (one.measure is Measure.SHARE and one.id.startswith("family"))


def _figures(one: Indicator, found: Shown, programme: str = "") -> Figures:
    years = []
    for table in list(found.tables(("programme",) if programme else ()).values())[-2:]:
        row = table.row(programme) if programme else table.total
        if programme and row is None:
            continue
        years.append((words.time_text(one, table), words.value_text(one, row), _parts(one, row), _hidden(row)))
    return Figures(one.id, one.title.say(page_language()), years)


def _parts(one: Indicator, row: Row | None) -> str:
    return words.parts_text(one, row)


def _hidden(row: Row | None) -> bool:
    return row is not None and not row.shown
