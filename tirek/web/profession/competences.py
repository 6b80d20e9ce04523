"""A practitioner opens it to see what the standard asks and what to learn; a supervisor, to say how far somebody is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tirek.kernel.clock import today
from tirek.profession.actions.competences import rate_myself, rate_supervised
from tirek.profession.enums import Cadre, Sector
from tirek.profession.selectors.competences import ProfileLine, current_posts, profile, rated_by_me, supervised
from tirek.profession.selectors.register import practitioner_of
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.profession.norms_forms import LEVELS
from tirek.web.profession.sessions_acting import SessionForm, done


class RatingForm(SessionForm):
    """A level for each competence of a profile, and what shows it."""

    def __init__(self, data: Any, lines: Iterable[ProfileLine], *, own: bool) -> None:
        super().__init__(data)
        self.own, self.lines = own, list(lines)
        for line in self.lines:
            code, rated = line.gap.competence, line.gap.own if own else line.gap.supervisor
            choices = [("", _("not rated")), *LEVELS]
            self.fields[f"level_{code}"] = forms.TypedChoiceField(
                label=_("How far I am") if own else _("How far they are"),
                choices=choices, coerce=int, empty_value=None, required=False,
                initial="" if rated is None else rated.level,
            )  # fmt: skip
            if own:
                self.fields[f"evidence_{code}"] = forms.CharField(
                    label=_("What shows it"), max_length=300, required=False, initial=line.evidence
                )

    def rows(self) -> list[tuple[ProfileLine, Any, Any]]:
        """Each competence with its inputs."""
        return [
            (
                line,
                self[f"level_{line.gap.competence}"],
                self[f"evidence_{line.gap.competence}"] if self.own else None,
            )
            for line in self.lines
        ]

    def levels(self) -> dict[str, int]:
        """The levels chosen, by competence."""
        chosen = {line.gap.competence: self.cleaned_data[f"level_{line.gap.competence}"] for line in self.lines}
        return {code: level for code, level in chosen.items() if level is not None}

    def evidence(self) -> dict[str, str]:
        """What shows it, by competence."""
        return {line.gap.competence: self.cleaned_data[f"evidence_{line.gap.competence}"] for line in self.lines}


@desk("profession.view")
def my_competences(request: DeskRequest) -> HttpResponse:
    """What the standards ask of my posts, how far I am, what closes the gap; whom I rate as a supervisor."""
    entry, day = practitioner_of(request.user), today()
    posts = current_posts(entry, day) if entry else ()
    form = RatingForm(
        request.POST if request.method == "POST" else None, profile(entry.pk, posts, day) if entry else [], own=True
    )
    if request.method == "POST" and done(
        request, form,
        lambda: rate_myself(
            actor=request.user, levels=form.levels(), evidence=form.evidence(), client_ref=client_ref(request)
        ),
        _("Your ratings are written down."),
    ):  # fmt: skip
        return redirect("my_competences")
    context = {
        "entry": entry, "posts": _posts(posts), "form": form, "rows": form.rows(), "person": None,
        "rated_by_me": rated_by_me() if entry else [], "standards": _standards(form.lines),
    }  # fmt: skip
    return render(request, "profession/competence_mine.html", context, status=422 if form.is_bound else 200)


@desk("profession.view")
def supervisee_competences(request: DeskRequest, practitioner: UUID) -> HttpResponse:
    """The profile of somebody I supervise."""
    person, day = supervised(practitioner), today()
    lines = profile(person.pk, person.posts, day)
    form = RatingForm(request.POST if request.method == "POST" else None, lines, own=False)
    if request.method == "POST" and done(
        request, form,
        lambda: rate_supervised(
            actor=request.user, practitioner=practitioner, levels=form.levels(), client_ref=client_ref(request)
        ),
        _("Your ratings are written down. The practitioner reads them."),
    ):  # fmt: skip
        return redirect("supervisee_competences", practitioner)
    context = {
        "person": person, "posts": _posts(person.posts), "form": form, "rows": form.rows(),
        "standards": _standards(lines),
    }  # fmt: skip
    return render(request, "profession/competence_of.html", context, status=422 if form.is_bound else 200)


def _posts(posts: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{Cadre(cadre).label}, {Sector(sector).label}" for sector, cadre in posts]


def _standards(lines: Iterable[ProfileLine]) -> list[tuple[str, str]]:
    """The standards asked, each once: code and title."""
    return list(
        dict.fromkeys(
            (clause.version.standard.code, clause.version.standard.title) for line in lines for clause in line.clauses
        )
    )
