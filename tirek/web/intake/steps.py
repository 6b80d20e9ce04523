"""A call comes in; whoever takes it writes the request down while the caller speaks, in three steps.

Leaves with an opened case and what is due first. Each step is kept as it is sent, and nothing typed is lost.
"""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tirek.access.models import Unit
from tirek.casework.selectors.cases_of_people import cases_of_people
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.models import Person
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import families_of, family_people, person
from tirek.programmes.selectors.packs import pack
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.inputs import worded
from tirek.web.intake.drafts import Request, TakenPerson, Typed, begin, drop, keep, request_of, typed_in
from tirek.web.intake.forms import CallForm, PersonForm, RoleForm
from tirek.web.intake.marks import marks_of, uuids_in
from tirek.web.intake.offering import offered
from tirek.web.intake.opening import asking_in, case_from, known_families, open_request
from tirek.web.intake.people import draw_person, first_guess, taken_lines
from tirek.web.intake.roles import CLIENT, Asking
from tirek.web.worker.acting import what_changed


@desk("case.open")
@require_POST
def begin_request(request: DeskRequest) -> HttpResponse:
    """From the search to the first step, with who was searched for."""
    wanted = {name: request.POST[name][:200] for name in ("known", "q", "born") if request.POST.get(name)}
    if marked := uuids_in(request.POST.getlist("not")):
        wanted["not"] = " ".join(map(str, marked))
    if "known" in wanted:
        person(_uuid(wanted["known"]))
    return redirect("intake_call", begin(request.user, wanted).uuid)


@desk("case.open")
@require_POST
def drop_request(request: DeskRequest, draft: UUID) -> HttpResponse:
    """A request that was begun by mistake."""
    drop(request.user, draft)
    messages.info(request, _("The unfinished request is thrown away."))
    return redirect("person_search")


@desk("case.open")
def call(request: DeskRequest, draft: UUID) -> HttpResponse:
    """First step: in which programme, then who called, what is asked, why."""
    taken = request_of(request.user, draft)
    if request.method == "POST" and {"choose", "change"} & set(request.POST):
        return _choose_programme(request, taken)
    sent = request.POST if request.method == "POST" else None
    form = CallForm(sent, user=request.user, initial=first_of(taken.call))
    if sent is not None and form.is_valid():
        taken.call = typed_in(sent, form.fields)
        keep(request.user, taken)
        return redirect(_after_call(taken))
    context = {"form": form, "taken": taken, "steps": steps_of("call"), **programme_words(form)}
    return render(request, "intake/call.html", context, status=422 if sent is not None else 200)


def _choose_programme(request: DeskRequest, taken: Request) -> HttpResponse:
    """The programme is chosen, or is to be chosen anew. What was typed of the call stays."""
    taken.call |= typed_in(request.POST, CallForm.base_fields)
    taken.call["programme"] = request.POST.getlist("choose")[:1]
    keep(request.user, taken)
    return redirect("intake_call", taken.uuid)


def first_of(typed: Typed) -> dict[str, Any]:
    """What was typed, to be shown in a form that is not sent yet."""
    return {name: values if name == "grounds" else next(iter(values), "") for name, values in typed.items()}


def programme_words(form: CallForm) -> dict[str, Any]:
    """The programmes to choose from, or the one that is chosen, in words."""
    language = page_language()
    told = [
        (one.code, one.pack.title.say(language), re.split(r"[:.]", one.pack.description.say(language))[0])
        for one in form.programmes
    ]  # of the description as far as its first stop: one line on a phone
    chosen = form.chosen.code if form.chosen else ""
    return {
        "programmes": told,
        "programme": next((one for one in told if one[0] == chosen), None),
        "protects": form.chosen is not None and form.chosen.pack.protects,
    }


def _after_call(taken: Request) -> str:
    if taken.people or not taken.wanted:
        return reverse("intake_people", args=[taken.uuid])
    if known := taken.wanted.get("known"):
        return reverse("intake_known", args=[taken.uuid, known])
    return reverse("intake_new", args=[taken.uuid])


@desk("case.open")
def people(request: DeskRequest, draft: UUID) -> HttpResponse:
    """Second step: who belongs to the family."""
    taken = request_of(request.user, draft)
    context = {
        "taken": taken,
        "lines": taken_lines(request.user, taken),
        "steps": steps_of("people"),
        "kin": kin_of(taken),
        "asks": asking_in(taken),
    }
    return render(request, "intake/people.html", context)


def kin_of(taken: Request) -> list[tuple[Person, str]]:
    """Those in the families of the known people who are not in the request yet."""
    inside = {one.known for one in taken.people if one.known}
    found: dict[int, tuple[Person, str]] = {}
    for known in inside:
        for belongs in families_of(person(UUID(known))):
            if belongs.ends_on is None:
                for member in family_people(belongs.family, today()):
                    if str(member.person.uuid) not in inside:
                        found[member.person_id] = (member.person, member.get_role_display())
    return list(found.values())


@desk("case.open")
def new_person(request: DeskRequest, draft: UUID, key: str = "") -> HttpResponse:
    """Somebody new, or what was written of them once more. Who may already be this person is shown before saving."""
    taken = request_of(request.user, draft)
    kept = taken.person(key) if key else None
    back = reverse("intake_people", args=[draft])
    page = {"draft": f"intake-person:{draft}:{key or len(taken.people)}", "back": back, "steps": steps_of("people"),
            "taken": taken, "kept": kept}  # fmt: skip
    said_before = [*(kept.apart if kept else ()), *("" if taken.people else taken.wanted.get("not", "")).split()]
    marks, asks = marks_of(request, said_before), asking_in(taken, key)
    page["marks"] = marks
    if request.method != "POST":
        if kept:
            return draw_person(request, PersonForm(kept.data(), user=request.user, asking=asks), page)
        wanted = request.GET.dict() or ({} if taken.people else taken.wanted)
        guess = {name: values[0] for name, values in first_guess(wanted).items()} | first_role(asks)
        return draw_person(request, PersonForm(user=request.user, asking=asks, initial=guess), page)
    form = PersonForm(request.POST, user=request.user, asking=asks)
    if not form.is_valid():
        return draw_person(request, form, page)
    if again := offered(request, form, page, {one.known for one in taken.people}):
        return again
    taken.put(TakenPerson(key or str(new_uuid()), typed_in(request.POST, form.fields), apart=list(marks)))
    keep(request.user, taken)
    return redirect(back)


@desk("case.open")
def known_person(request: DeskRequest, draft: UUID, known: UUID, key: str = "") -> HttpResponse:
    """Somebody we know: what they are in this family."""
    taken, found = request_of(request.user, draft), person(known)
    kept = next((one for one in taken.people if one.known == str(known)), None)
    asks = asking_in(taken, kept.key if kept else "")
    sent = request.POST if request.method == "POST" else kept.data() if kept else None
    form = RoleForm(sent, asking=asks, initial=first_role(asks))
    if request.method == "POST" and form.is_valid():
        taken.put(TakenPerson(kept.key if kept else str(new_uuid()), typed_in(request.POST, form.fields), str(known)))
        keep(request.user, taken)
        return redirect("intake_people", draft)
    reading(request, found, "person")
    page = {"draft": f"intake-known:{draft}:{known}", "back": reverse("intake_people", args=[draft])}
    return draw_person(request, form, page, known=found, steps=steps_of("people"), taken=taken, kept=kept)


def first_role(asks: Asking) -> dict[str, str]:
    """In a programme about an adult the first person is the client."""
    return {"role": CLIENT} if asks.adult and not asks.client_named else {}


@desk("case.open")
@require_POST
def remove_person(request: DeskRequest, draft: UUID, key: str) -> HttpResponse:
    """Take somebody out of the request again."""
    taken = request_of(request.user, draft)
    taken.people.remove(taken.person(key))
    keep(request.user, taken)
    return redirect("intake_people", draft)


#: Said where somebody is missing: in a programme about a child, about an adult.
_WHO_IS_MISSING = {
    False: gettext_lazy("Name at least one person, and for each who it is in the family."),
    True: gettext_lazy("Name the client, and for everybody else who it is to the client."),
}


@desk("case.open")
def confirm(request: DeskRequest, draft: UUID) -> HttpResponse:
    """Third step: read it once more and open the case."""
    try:
        taken = request_of(request.user, draft)
    except Missing:
        if (opened := case_from(request.user, draft)) is None:
            raise
        return redirect("case_file", opened.uuid)
    form = CallForm(taken.call_data(), user=request.user)
    if not form.is_valid():
        return redirect("intake_call", draft)
    lines, asks = taken_lines(request.user, taken), asking_in(taken)
    if not lines or not all(line.complete for line in lines) or (asks.adult and not asks.client_named):
        messages.warning(request, _WHO_IS_MISSING[asks.adult])
        return redirect("intake_people", draft)
    problem = ""
    if request.method == "POST":
        try:
            opened = open_request(request.user, taken, request.POST.get("family", ""))
        except (Refused, Missing):
            raise
        except Problem as wrong:
            problem = worded(wrong)
        else:
            said = _("Case %(reference)s is open.") % {"reference": opened.reference}
            messages.success(request, " ".join([said, *what_changed(opened, (opened.risk_level, opened.stage))]))
            return redirect("case_file", opened.uuid)
    context = {"taken": taken, "lines": lines, "problem": problem, "steps": steps_of("confirm"), "asks": asks}
    return render(request, "intake/confirm.html", {**context, **summary(taken, form)}, status=422 if problem else 200)


def summary(taken: Request, form: CallForm) -> dict[str, Any]:
    """The call in words, the families that may be meant, and cases that are open already."""
    said, language = form.cleaned_data, page_language()
    chosen = pack(said["programme"])
    unit = Unit.objects.get(uuid=said["unit"])
    families = known_families(taken.people, unit.pk)
    known = [person(UUID(one.known)).pk for one in taken.people if one.known]
    standing = {case.pk: case for cases in cases_of_people(known).values() for case in cases if case.state == "open"}
    return {
        "call": said,
        "unit": unit,
        "programme": chosen.pack.title.say(language),
        "source": chosen.title_of("call_source", said["call_source"], language),
        "grounds": [chosen.title_of("ground", code, language) for code in said["grounds"]],
        "families": [
            (str(kin.uuid), ", ".join(display_name(one.person, form="short") for one in family_people(kin, today())))
            for kin in families
        ],
        "standing": list(standing.values()),
    }


def steps_of(now: str) -> list[tuple[str, str]]:
    """The three steps, with the one that is being done."""
    steps = {"call": _("The call"), "people": _("The people"), "confirm": _("Open the case")}
    place = list(steps).index(now)
    return [
        (word, "past" if at < place else "now" if at == place else "ahead") for at, word in enumerate(steps.values())
    ]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Missing(_("There is no such record in what you may see.")) from None
