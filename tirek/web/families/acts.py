"""What becomes known of a family: somebody joins or leaves, a relation, a tie; and a case for one of its people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.casework.actions.cases import open_case
from tirek.casework.models import Case
from tirek.casework.selectors.cases_of_people import cases_of_people
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.people.actions import families, ties
from tirek.people.actions.intake import register_person
from tirek.people.models import Family, FamilyMember, FamilyTie
from tirek.people.selectors.families import FamilyTree, family_tree
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import family as family_seen
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.families.forms import (
    EndForm,
    FamilyForm,
    JoinForm,
    LeaveForm,
    MemberCaseForm,
    RelateForm,
    TieForm,
)
from tirek.web.families.pictures import family_title
from tirek.web.families.wording import role_word, sentence
from tirek.web.inputs import show_problem
from tirek.web.intake.forms import PlainForm
from tirek.web.intake.roles import CLIENT, asking
from tirek.web.worker.acting import what_changed

_NOTHING = N_("There is no such record in what you may see.")


@dataclass(frozen=True)
class Page:
    """How the page of an act is worded; ``about`` says of whom or what it is."""

    act: str
    title: str | Promise
    button: str | Promise
    said: str | Promise
    about: str = ""
    intro: str | Promise = ""
    choices: tuple[tuple[str, str, bool], ...] = ()


def act_page(
    request: DeskRequest,
    page: Page,
    form: PlainForm,
    family: Family,
    tree: FamilyTree,
    perform: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    """Draw the form, or do the act and go back to the family, or to the case it has opened."""
    if form.is_bound and form.is_valid():
        values = {**form.cleaned_data, "client_ref": form.cleaned_data.get("client_ref") or new_uuid()}
        try:
            with transaction.atomic():
                done = perform(values)
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            if isinstance(done, Case):
                said = page.said % {"reference": done.reference}
                messages.success(request, " ".join([said, *what_changed(done, (done.risk_level, done.stage))]))
                return redirect("case_file", done.uuid)
            messages.success(request, str(page.said))
            return redirect("family", family.uuid)
    if not form.is_bound:
        reading(request, family, "family")
    rare = [form[name] for name in form.rare if name in form.fields]
    context = {
        "form": form, "page": page, "family": family, "title": family_title(tree, today()), "rare": rare,
        "plain": [field for field in form if field.name not in form.rare],
    }  # fmt: skip
    return render(request, "families/act.html", context, status=422 if form.is_bound else 200)


def _drawn(request: DeskRequest, form_class: type[FamilyForm], family: UUID) -> tuple[Family, FamilyTree, FamilyForm]:
    seen = family_seen(family)
    tree = family_tree(seen)
    sent = request.POST if request.method == "POST" else None
    return seen, tree, form_class(sent, user=request.user, family=seen, tree=tree)


@desk("family.edit")
def family_join(request: DeskRequest, family: UUID) -> HttpResponse:
    """Somebody belongs to the family: new with no more than a first name, or known already."""
    seen, tree, form = _drawn(request, JoinForm, family)
    assert isinstance(form, JoinForm)
    page = Page(
        "family_join", _("Add to the family"), _("Add"), _("The person belongs to the family now."),
        intro=_("A first name is enough. If more is known, look first whether the person is on record already."),
    )  # fmt: skip
    return act_page(request, page, form, seen, tree, lambda values: join(request.user, seen, form, values))


def join(user: User, family: Family, form: JoinForm, values: dict[str, Any]) -> FamilyMember:
    """Register whoever is new, let them join, relate them: all of it or nothing, and once for the form."""
    ref = values["client_ref"]
    person = UUID(values["known"]) if values.get("known") else None
    if person is None:
        year = values["birth_year"]
        person = register_person(
            actor=user, unit=family.unit.uuid, names=[form.name()], sex=values["sex"],
            birth_date=date(year, 1, 1) if year else None, birth_precision="year" if year else "day", client_ref=ref,
        ).uuid  # fmt: skip
    added = families.join_family(
        actor=user, family=family.uuid, client_ref=uuid5(ref, "join"),
        member=families.NewMember(person, values["role"], values["lives_together"], values["starts_on"]),
    )  # fmt: skip
    if values["kind"]:
        families.relate_persons(
            actor=user, person=person, other=UUID(values["other"]), kind=values["kind"], client_ref=uuid5(ref, "relate")
        )
    return added


@desk("family.edit")
def family_leave(request: DeskRequest, family: UUID, member: UUID) -> HttpResponse:
    """Somebody no longer belongs to the family."""
    seen, tree, form = _drawn(request, LeaveForm, family)
    leaving = member_of(tree, member)
    page = Page(
        "family_leave", _("No longer belongs to the family"), _("Record"), _("Recorded. The time before stays."),
        about=f"{display_name(leaving.person)}, {role_word(leaving.role, leaving.person.sex)}",
    )  # fmt: skip
    return act_page(
        request, page, form, seen, tree,
        lambda values: families.leave_family(actor=request.user, member=member, **values),
    )  # fmt: skip


def member_of(tree: FamilyTree, uuid: UUID) -> FamilyMember:
    """The member under that identifier, or Missing."""
    found = next((one for one in tree.members if one.uuid == uuid), None)
    if found is None:
        raise Missing(_NOTHING)
    return found


@desk("family.edit")
def relate(request: DeskRequest, family: UUID) -> HttpResponse:
    """Record what one is to the other."""
    seen, tree, form = _drawn(request, RelateForm, family)

    def perform(values: dict[str, Any]) -> object:
        person, other = UUID(values.pop("person")), UUID(values.pop("other"))
        return families.relate_persons(actor=request.user, person=person, other=other, **values)

    page = Page("relate", _("Record a relation"), _("Record"), _("Recorded."))
    return act_page(request, page, form, seen, tree, perform)


@desk("family.edit")
def end_relation(request: DeskRequest, family: UUID, relation: UUID) -> HttpResponse:
    """A relation has ended: a divorce, a guardianship taken away."""
    seen, tree, form = _drawn(request, EndForm, family)
    row = next((one for one in tree.relations if one.uuid == relation), None)
    if row is None:
        raise Missing(_NOTHING)
    about = sentence(tree.people[row.person_id], tree.people[row.other_id], row.kind)
    page = Page("end_relation", _("The relation has ended"), _("Record the end"), _("Recorded."), about=about)
    return act_page(
        request, page, form, seen, tree,
        lambda values: families.end_relation(actor=request.user, relation=relation, **values),
    )  # fmt: skip


@desk("family.edit")
def record_tie(request: DeskRequest, family: UUID) -> HttpResponse:
    """Record what ties the family to the world outside."""
    seen, tree, form = _drawn(request, TieForm, family)

    def perform(values: dict[str, Any]) -> FamilyTie:
        values["person"] = UUID(values["person"]) if values["person"] else None
        return ties.record_tie(actor=request.user, family=family, **values)

    page = Page("record_tie", _("Record a tie"), _("Record"), _("Recorded."))
    return act_page(request, page, form, seen, tree, perform)


@desk("family.edit")
def end_tie(request: DeskRequest, family: UUID, tie: UUID) -> HttpResponse:
    """A tie no longer holds."""
    seen, tree, form = _drawn(request, EndForm, family)
    row = FamilyTie.objects.filter(family=seen, uuid=tie).first()
    if row is None:
        raise Missing(_NOTHING)
    about = f"{row.get_kind_display()}: {row.name}"
    page = Page("end_tie", _("The tie has ended"), _("Record the end"), _("Recorded."), about=about)
    return act_page(request, page, form, seen, tree, lambda values: ties.end_tie(actor=request.user, tie=tie, **values))


@desk("case.open")
def family_case(request: DeskRequest, family: UUID, member: UUID) -> HttpResponse:
    """Open a case for somebody of the family in one step, or go to the one that is open."""
    seen = family_seen(family)
    tree = family_tree(seen)
    chosen = member_of(tree, member)
    cases = cases_of_people([one.person_id for one in tree.members])
    standing = next((case for case in cases.get(chosen.person_id, []) if case.state == "open"), None)
    if standing is not None and request.method != "POST":
        messages.info(request, _("A case with this person is open already."))
        return redirect("case_file", standing.uuid)
    earlier = max((case for found in cases.values() for case in found), key=lambda case: case.pk, default=None)
    sent = request.POST if request.method == "POST" else None
    wanted = request.GET.get("programme", "")
    form = MemberCaseForm(sent, user=request.user, member=chosen, tree=tree, earlier=earlier, programme=wanted)

    def perform(values: dict[str, Any]) -> Case:
        others, asks = [form.others[uuid] for uuid in values.pop("people", [])], asking(form.chosen)
        first = (chosen.person.uuid, asks.part(CLIENT if asks.adult else chosen.role))
        rest = [(one.person.uuid, asks.part(one.role)) for one in others]
        return open_case(
            actor=request.user, family=seen.uuid, unit=UUID(values.pop("unit")), people=[first, *rest], **values
        )

    page = Page(
        "family_case", _("Open a case"), _("Open the case"), _("Case %(reference)s is open."),
        about=f"{display_name(chosen.person)}, {role_word(chosen.role, chosen.person.sex)}",
        intro=_("You lead the case until it is assigned."),
        choices=_programmes(form),
    )  # fmt: skip
    return act_page(request, page, form, seen, tree, perform)


def _programmes(form: MemberCaseForm) -> tuple[tuple[str, str, bool], ...]:
    """The programmes to choose from; with one there is nothing to choose."""
    language, chosen = page_language(), form.chosen.code if form.chosen else ""
    told = tuple(
        (one.pack.title.say(language), f"?programme={one.code}", one.code == chosen) for one in form.programmes
    )
    return told if len(told) > 1 else ()
