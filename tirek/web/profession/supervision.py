"""A practitioner opens it between two visits: what was agreed, when we meet next, how I carry the work.

A supervisor opens it on a quiet morning: whom she has not met for too long, what waits. Leaves with the next meeting.
"""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.access.policy import holds
from tirek.casework.selectors.supervision import names_of_clients
from tirek.kernel.clock import today
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.profession.actions.supervision import found_intervision, propose_supervision
from tirek.profession.engine.supervision_lists import lists
from tirek.profession.engine.supervision_words import ClientNames
from tirek.profession.enums import SupervisionForm
from tirek.profession.models import Practitioner, SupervisionAgreement
from tirek.profession.selectors.supervision import NOTHING_THERE, candidates, entry_of, own_supervision
from tirek.profession.selectors.wellbeing import checks_shown, own_checks
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem
from tirek.web.profession.supervision_forms import AgreementForm

HOLD: Final = "supervision.hold"


def entry_at(request: DeskRequest) -> Practitioner:
    """The own entry of who asks; without one the page does not exist for them."""
    me = entry_of(request.user)
    if me is None:
        raise Missing(NOTHING_THERE)
    return me


def names_around(users: list[int]) -> ClientNames:
    """Whose names must not be written: those in the open cases of these workers."""
    found = names_of_clients(users)
    return ClientNames(found.surnames, found.given, found.numbers)


@desk("profession.view")
@require_safe
def my_supervision(request: DeskRequest) -> HttpResponse:
    """Agreements, what is due, groups of equals, how I carry the work."""
    me, day, language = entry_of(request.user), today(), page_language()
    if me is None:
        return render(request, "profession/supervision_no_entry.html")
    own, data = own_supervision(me, day), lists()
    now = [one for one in own.agreements if one.runs or one.waits_for_me or (one.leads and not one.past)]
    peer = SupervisionForm.PEER
    shown = checks_shown(me)
    names = {who.id: who for one in own.agreements for _row, who in one.members}
    context: dict[str, Any] = {
        "own": own,
        "rule": data.rule.title.say(language),
        "rule_source": data.rule.source.say(language),
        "asked": [one for one in now if one.waits_for_me],
        "mine": [one for one in now if one.mine and not one.waits_for_me and one.agreement.form != peer],
        "led": [one for one in now if one.leads and one.agreement.form != peer],
        "groups": [one for one in now if one.agreement.form == peer and not one.waits_for_me],
        "past": [one for one in own.agreements if one not in now],
        "supervises": holds(request.user, HOLD),
        "checks": own_checks(me, 6),
        "shown": [(one, names.get(one.practitioner_id)) for one in shown],
        "today": day,
    }
    return render(request, "profession/supervision_mine.html", context)


@desk("supervision.hold")
def propose_agreement(request: DeskRequest) -> HttpResponse:
    """Propose supervision to one practitioner or to a group."""
    return _new_agreement(request, equals=False)


@desk("profession.view")
def found_group(request: DeskRequest) -> HttpResponse:
    """Found a group of equals."""
    return _new_agreement(request, equals=True)


def _new_agreement(request: DeskRequest, *, equals: bool) -> HttpResponse:
    me = entry_at(request)
    colleagues = [(number, name or number) for _id, number, name in candidates()]
    form = AgreementForm(request.POST if request.method == "POST" else None, colleagues, equals=equals)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        more: dict[str, Any] = {name: said[name] for name in ("every_days", "starts_on", "aims", "title")}
        more["names"] = names_around([request.user.pk])
        try:
            made = _agreed(request, form, more, equals=equals)
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Those who were asked see it on their page and accept or decline."))
            return redirect("supervision_agreement", made.uuid)
    context = {"form": form, "equals": equals, "me": me}
    return render(request, "profession/supervision_new.html", context, status=422 if form.is_bound else 200)


def _agreed(request: DeskRequest, form: AgreementForm, more: dict[str, Any], *, equals: bool) -> SupervisionAgreement:
    ref = client_ref(request)
    if equals:
        return found_intervision(actor=request.user, members=form.members, client_ref=ref, **more)
    kind = form.cleaned_data["form"]
    return propose_supervision(actor=request.user, members=form.members, form=kind, client_ref=ref, **more)
