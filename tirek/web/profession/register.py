"""The administrator of the association opens it in the morning: who applied, whose category runs out, where is she?

Leaves with an application decided, a category written down, or the entry somebody asked for on the telephone.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tirek.access.models import User
from tirek.access.selectors.staff import units_seen
from tirek.kernel.clock import today
from tirek.profession.actions.register import enter_practitioner
from tirek.profession.actions.register_details import fill_vacancy, open_vacancy
from tirek.profession.enums import Cadre, EntryState, Sector
from tirek.profession.selectors.register_office import (
    KEEP,
    OfficeQuery,
    entries_kept,
    vacancies_kept,
    waiting_counts,
)
from tirek.web.desk import DeskRequest, desk
from tirek.web.profession.register_forms import OfficeEntryForm, VacancyForm
from tirek.web.profession.register_own import form_page
from tirek.web.profession.register_sent import done, sent
from tirek.web.profession.register_words import (
    category_choices,
    entry_mark,
    post_words,
    region_choices,
    standing_mark,
)

STATES = ("entered", "applied", "declined", "left", "removed")


@desk("register.keep")
@require_safe
def register(request: DeskRequest) -> HttpResponse:
    """The list, and what the office has to do first."""
    query = office_query(request)
    shown = entries_kept(request.user, query)
    lines = [
        (line, standing_mark(line.standing), entry_mark(line.entry), [post_words(post) for post in line.posts])
        for line in shown.lines
    ]
    context = {
        "query": query,
        "shown": shown,
        "lines": lines,
        "waiting": waiting_counts(request.user),
        "filters": _filters(query),
        "earlier": page_address(query, query.page - 1) if query.page > 1 else "",
        "further": page_address(query, query.page + 1) if query.page < shown.last else "",
    }
    return render(request, "profession/register_list.html", context)


@desk("register.keep")
def register_new(request: DeskRequest) -> HttpResponse:
    """The office enters somebody."""
    form = OfficeEntryForm(request.POST or None, list(units_seen(request.user, KEEP)), on=today())
    if form.is_bound and form.is_valid():
        said = form.said()
        reader = _reader(form, said.pop("username").strip())
        if not form.errors:
            form.cleaned_data.pop("username")
            made: Any = sent(request, form, enter_practitioner, unit=UUID(said["unit"]), user=reader)
            if made:
                messages.success(request, _("Entered under the number %(number)s.") % {"number": made.number})
                return redirect("practitioner", made.uuid)
    return form_page(
        request,
        form,
        title=_("Enter a practitioner"),
        button=_("Enter in the register"),
        back=reverse("register"),
        over=_("Register of practitioners"),
    )


@desk("register.keep")
def register_vacancies(request: DeskRequest) -> HttpResponse:
    """Posts that nobody holds, as employers told them."""
    kept = list(units_seen(request.user, KEEP))
    form = VacancyForm(request.POST or None, opened_on=today())
    if kept and sent(request, form, open_vacancy, unit=kept[0].uuid):
        messages.success(request, _("The vacancy is recorded."))
        return redirect("register_vacancies")
    rows = [(row, f"{Cadre(row.cadre).label}, {str(Sector(row.sector).label).lower()}") for row in
            vacancies_kept(request.user)]  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "profession/register_vacancies.html", {"rows": rows, "form": form}, status=status)


@desk("register.keep")
@require_POST
def vacancy_fill(request: DeskRequest, vacancy: UUID) -> HttpResponse:
    """A vacancy is filled."""
    done(request, _("The vacancy is filled."), fill_vacancy, vacancy=vacancy)
    return redirect("register_vacancies")


def office_query(request: DeskRequest) -> OfficeQuery:
    """What the address asks for; whatever is not in the lists asks for nothing."""
    get = {name: str(value).replace("\0", "") for name, value in request.GET.items()}
    number = get.get("page", "1")
    state = get.get("state", "entered")
    return OfficeQuery(
        words=get.get("words", "")[:100],
        region=get.get("region", "")[:9],
        sector=get.get("sector", "") if get.get("sector") in Sector.values else "",
        category=get.get("category", "")[:40],
        state=state if state in (*STATES, "") else "entered",
        runs_out=get.get("runs_out") == "yes",
        page=min(max(int(number), 1), 100_000) if number.isdecimal() and len(number) < 7 else 1,
    )


def page_address(query: OfficeQuery, page: int) -> str:
    """The address of another page of the same question."""
    said = {name: value for name, value in vars(query).items() if value and name not in ("page", "runs_out")}
    return "?" + urlencode({**said, "state": query.state, "runs_out": "yes" if query.runs_out else "", "page": page})


def _filters(query: OfficeQuery) -> list[tuple[str, str, list[tuple[str, Any]], str]]:
    """Name, label, choices and what is chosen."""
    return [
        ("region", _("Region"), region_choices(_("Any region")), query.region),
        ("sector", _("Sector"), [("", _("Any sector")), *Sector.choices], query.sector),
        ("category", _("Category"), category_choices(_("Any category")), query.category),
        (
            "state",
            _("State"),
            [*((code, EntryState(code).label) for code in STATES), ("", _("Any state"))],
            query.state,
        ),
    ]


def _reader(form: OfficeEntryForm, username: str) -> User | None:
    if not username:
        return None
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        form.add_error("username", _("Nobody has this user name."))
    return found
