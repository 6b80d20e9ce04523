"""A doctoral student opens it with an approved question, a manager to answer for who was given what.

Leaves with a request on its way, a decision, or the register of everything that was handed over.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tirek.access.policy import holds
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.intervals import add_months
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.outcomes.actions.research import LONGEST_MONTHS, ask_research
from tirek.outcomes.engine.research.fields import RESEARCH_TABLES, Part, ResearchField, ResearchTable
from tirek.outcomes.engine.research.mark import visible
from tirek.outcomes.models import ResearchRelease
from tirek.outcomes.selectors.research import (
    lasts,
    organisations_to_ask,
    own_requests,
    register_of_releases,
    release_recognised,
    requests_decided,
    requests_to_decide,
)
from tirek.toolkit.formats import page_language, short_day
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import DayInput, show_problem

USUAL_YEARS = 3
LARGEST = 20_000_000
#: Who may be shown the own page of a request; the register is for all who see evidence.
DECIDE, ASK = "research.decide", "research.ask"


class AskForm(forms.Form):
    """A question, who approved it, and what it needs."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    organisation = forms.ChoiceField(label=gettext_lazy("Whose data"))
    title = forms.CharField(label=gettext_lazy("The question in one sentence"), max_length=200)
    purpose = forms.CharField(
        label=gettext_lazy("What the data are for"),
        help_text=gettext_lazy("What you want to find out, how, and where it will be published."),
        widget=forms.Textarea({"rows": 4}),
    )
    institution = forms.CharField(label=gettext_lazy("Your institution"), max_length=200)
    ethics_body = forms.CharField(label=gettext_lazy("Who gave the ethics approval"), max_length=200)
    ethics_number = forms.CharField(label=gettext_lazy("Number of the approval"), max_length=80)
    ethics_on = forms.DateField(label=gettext_lazy("Day of the approval"), widget=DayInput)
    outward = forms.MultipleChoiceField(
        label=gettext_lazy("What people outside may know too"),
        help_text=gettext_lazy("It is coarsened until at least five families look alike: the fewer, the finer."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    confidential = forms.MultipleChoiceField(
        label=gettext_lazy("What the file alone says"),
        help_text=gettext_lazy("It is given as written; rare values are put together."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    first_on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    last_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput)
    until = forms.DateField(
        label=gettext_lazy("How long you need the data"),
        help_text=gettext_lazy("At most for three years. After that day every copy is destroyed."),
        widget=DayInput,
    )

    def __init__(self, data: Any, table: ResearchTable, places: list[tuple[str, str]]) -> None:
        day = today()
        super().__init__(
            data,
            initial={
                "client_ref": new_uuid(), "first_on": add_months(day, -12 * USUAL_YEARS), "last_on": day,
                "until": add_months(day, 12),
            },
        )  # fmt: skip
        self._choose("organisation", places)
        self._choose("outward", _choices(table, Part.OUTWARD))
        self._choose("confidential", _choices(table, Part.CONFIDENTIAL))
        self.fields["until"].widget.attrs["max"] = add_months(day, LONGEST_MONTHS).isoformat()
        self.fields["until"].widget.attrs["min"] = (day + timedelta(days=1)).isoformat()

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


@dataclass(frozen=True)
class Registered:
    """A release in the register."""

    release: ResearchRelease
    mark: str
    table: str
    state: str
    opens: bool


@desk("evidence.view")
@require_safe
def research(request: DeskRequest) -> HttpResponse:
    """What I asked for, what waits for me, what was handed over."""
    user, language = request.user, page_language()
    asks, decides = holds(user, ASK), holds(user, DECIDE)
    waiting = list(requests_to_decide(user)) if decides else []
    context = {
        "asks": asks,
        "decides": decides,
        "tables": [
            (one.code, one.title.say(language), one.about.say(language)) for one in RESEARCH_TABLES.values() if asks
        ],
        "mine": [(one, table_title(one.table)) for one in own_requests(user)] if asks else [],
        "waiting": [(one, table_title(one.table)) for one in waiting],
        "decided": [(one, table_title(one.table)) for one in requests_decided(user)] if decides else [],
        "register": [_registered(one, user.pk, decides) for one in register_of_releases(user)],
    }
    return render(request, "outcomes/research.html", context)


@desk("research.ask")
def research_ask(request: DeskRequest, table: str) -> HttpResponse:
    """Ask for rows of one table."""
    if table not in RESEARCH_TABLES:
        raise Missing(N_("There is no such record in what you may see."))
    known = RESEARCH_TABLES[table]
    places = [(str(one.uuid), one.name) for one in organisations_to_ask(request.user)]
    form = AskForm(request.POST if request.method == "POST" else None, known, places)
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data}
        fields = said.pop("outward") + said.pop("confidential")
        said["organisation"], said["client_ref"] = UUID(said["organisation"]), client_ref(request)
        try:
            asked = ask_research(actor=request.user, table=table, fields=fields, **said)
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The request is recorded. Read the agreement and accept it now."))
            return redirect("research_request", asked.uuid)
    language = page_language()
    context = {"form": form, "table": known.title.say(language), "about": known.about.say(language)}
    return render(request, "outcomes/research_ask.html", context, status=422 if form.is_bound else 200)


@desk("research.decide")
@require_POST
def research_found(request: DeskRequest) -> HttpResponse:
    """A file turned up somewhere: whose copy is it?"""
    sent = request.FILES.get("file")
    if sent is None or (sent.size or 0) > LARGEST:
        messages.warning(request, _("Choose a file of at most 20 MB."))
        return redirect("research")
    release = release_recognised(request.user, sent.read().decode("utf-8", errors="replace"))
    if release is None:
        messages.info(request, _("The file carries no mark of a release of yours."))
    else:
        reading(request, release, "research_mark")
        day = short_day(release.released_at)
        said = {"mark": visible(release.mark_key), "who": release.request.asked_by, "day": day}
        messages.warning(request, _("This is a copy of %(mark)s, made for %(who)s on %(day)s.") % said)
    return redirect("research")


def table_title(code: str) -> str:
    """A research table in the language of the page."""
    return RESEARCH_TABLES[code].title.say(page_language())


def _choices(table: ResearchTable, part: Part) -> list[tuple[str, str]]:
    return [(field.code, _worded(field)) for field in table.fields if field.part is part]


def _worded(field: ResearchField) -> str:
    title, about = field.title.say(page_language()), field.about.say(page_language()).rstrip(".")
    return f"{title}: {about[:1].lower()}{about[1:]}"


def _registered(release: ResearchRelease, user: int, decides: bool) -> Registered:
    state = "withdrawn" if release.recalled_on else "given" if lasts(release) else "expired"
    return Registered(
        release=release,
        mark=visible(release.mark_key),
        table=table_title(release.request.table),
        state=state,
        opens=release.request.asked_by_id == user or decides,
    )
