"""A manager, an analyst or a supervisor opens it with a question about results, not knowing where the answer stands.

Leaves by the one page that has it: an outcome, an indicator, a goal, a report, the records that spoil a figure.
"""

from collections import defaultdict
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tirek.access.policy import holds
from tirek.outcomes.engine.catalogue import indicators
from tirek.outcomes.engine.definition import Indicator
from tirek.outcomes.facts.opening import newest
from tirek.outcomes.facts.renewing import missing
from tirek.outcomes.selectors.curves import outcomes
from tirek.programmes.selectors.packs import packs
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.outcomes import words
from tirek.web.outcomes.curves import outcome_lines
from tirek.web.outcomes.places import address, chosen_place

#: Pages of the evidence beside this one: name of the address, permission, icon, title, for whom.
BESIDE: Final[tuple[tuple[str, str, str, str | Promise, str | Promise], ...]] = (
    (
        "goals",
        "evidence.view",
        "target",
        _("Sustainable Development Goals"),
        _("what our work contributes, and as what"),
    ),
    ("reports", "evidence.view", "report", _("Reports"), _("put together, frozen, made again each month or year")),
    ("quality_findings", "evidence.view", "alert-triangle", _("Records to look at"), _("on which figures can't rest")),
    ("downloads", "evidence.publish", "download", _("Take figures out"), _("files in which nobody can be found")),
    ("exits", "evidence.view", "logout", _("What left the house"), _("which figures were taken, by whom")),
    (
        "loaded_figures",
        "evidence.load",
        "file-description",
        _("Loaded figures"),
        _("population and official values, with their source"),
    ),
    ("policies", "evidence.view", "gavel", _("Law and policy"), _("questions that people answer")),
    ("research", "evidence.view", "school", _("Data for research"), _("requests, releases, agreements")),
)


@desk("evidence.view")
@require_safe
def evidence(request: DeskRequest) -> HttpResponse:
    """What became of people, every indicator by its theme, and the way to everything else."""
    chosen = chosen_place(request, request.user)
    found = outcomes(request.user, scope=chosen.place.scope, place=chosen.place.code)[1]
    known = [(cohort, outcome) for cohort, outcome in found if outcome is not None]
    asked = " ".join(request.GET.get("q", "").split())
    context = {
        "chosen": chosen,
        "version": newest(),
        "missing": missing(),
        "outcomes": [
            {"url": address("outcome", cohort.id), "title": title, "sentence": sentence, "note": note}
            for (cohort, _outcome), (title, sentence, note) in zip(known, outcome_lines(known), strict=True)
        ],
        "programmes": [(one.code, one.pack.title.say(page_language())) for one in packs()],
        "asked": asked,
        "themes": _themes(asked),
        "count": len(indicators()),
        "beside": [
            (url, icon, title, whom)
            for name, permission, icon, title, whom in BESIDE
            if holds(request.user, permission) and (url := address(name))
        ],
    }
    return render(request, "outcomes/evidence.html", context)


def _themes(asked: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Indicators by theme; of a search, those whose words or codes hold every word of it."""
    language = page_language()
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in indicators().values():
        if all(word in _text(one) for word in asked.casefold().split()):
            codes = ", ".join(f"{standard.body} {standard.code}" for standard in one.standards)
            found[words.theme_of(one)].append({"id": one.id, "title": one.title.say(language), "codes": codes})
    return [
        (str(title), found[code]) for code, title, _ids in (*words.THEMES, (*words.OTHER_THEME, ())) if code in found
    ]


def _text(one: Indicator) -> str:
    """What a search looks through: the words in every language, the codes of the standards and the goals."""
    texts = [one.title, one.about, *(standard.note for standard in one.standards if standard.note)]
    said = [text.say(language) for text in texts for language in ("kk", "ru", "en")]
    codes = [f"{standard.body} {standard.code}" for standard in one.standards]
    codes += [serves.indicator for serves in one.serves]
    return " ".join([one.id, *said, *codes]).casefold()
