"""From what was written down to records: people, family, relations and the case, all of it or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tirek.access.models import Draft, PerformedAct, User
from tirek.casework.actions.cases import join_case, open_case
from tirek.casework.enums import Part
from tirek.casework.models import Case, CaseMember
from tirek.casework.selectors.facts import programme_of
from tirek.kernel.clock import today
from tirek.kernel.problems import N_, Problem
from tirek.people.actions.details import add_contact_point, record_address
from tirek.people.actions.families import NewMember, form_family, join_family, relate_persons
from tirek.people.actions.intake import register_person
from tirek.people.actions.telling_apart import tell_apart
from tirek.people.enums import FamilyRole, RelationKind
from tirek.people.models import Family, Person
from tirek.people.selectors.persons import families_of, family, family_people, person, relations_of
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.packs import newest_versions, pack
from tirek.web.intake.drafts import PREFIX, Request, TakenPerson, drop
from tirek.web.intake.forms import CallForm, PersonForm, RoleForm
from tirek.web.intake.marks import people_marked
from tirek.web.intake.roles import CHILDREN, CLIENT, Asking, asking, family_role, relations_to

#: What somebody of the family is to a child of it, where the role says so.
TO_A_CHILD: dict[str, str] = {
    FamilyRole.MOTHER: RelationKind.PARENT,
    FamilyRole.FATHER: RelationKind.PARENT,
    FamilyRole.GRANDMOTHER: RelationKind.GRANDPARENT,
    FamilyRole.GRANDFATHER: RelationKind.GRANDPARENT,
    FamilyRole.AUNT: RelationKind.AUNT_OR_UNCLE,
    FamilyRole.UNCLE: RelationKind.AUNT_OR_UNCLE,
    FamilyRole.STEPPARENT: RelationKind.STEPPARENT,
    FamilyRole.GUARDIAN: RelationKind.GUARDIAN,
    FamilyRole.FOSTER_PARENT: RelationKind.FOSTER_PARENT,
}


@dataclass(frozen=True)
class Member:
    """A person on record with what they are in the family or to the client, and the part in the case."""

    person: Person
    role: str
    part: str
    lives_together: bool | None


def programme_in(request: Request) -> Pack | None:
    """The programme that was chosen with the call."""
    code = next(iter(request.call.get("programme", [])), "")
    return pack(code) if code in newest_versions() else None


def asking_in(request: Request, besides: str = "") -> Asking:
    """How the programme of a request asks about people; ``besides`` is the key of the one who is asked about."""
    named = any(one.typed.get("role") == [CLIENT] for one in request.people if one.key != besides)
    return asking(programme_in(request), client_named=named)


def asking_for(case: Case) -> Asking:
    """How the programme of a case asks about somebody who joins it: its client is there already."""
    return asking(programme_of(case), client_named=True)


def person_form(user: User, one: TakenPerson, asks: Asking) -> RoleForm:
    """What was typed about somebody in a request, as its form."""
    return RoleForm(one.data(), asking=asks) if one.known else PersonForm(one.data(), user=user, asking=asks)


def open_request(user: User, request: Request, chosen_family: str) -> Case:
    """Open the case. A request sent twice opens one."""
    with transaction.atomic():
        key = f"{PREFIX}{request.uuid}"
        if not Draft.objects.select_for_update().filter(user=user, key=key).exists():
            earlier = case_from(user, request.uuid)
            if earlier is not None:
                return earlier
        call = CallForm(request.call_data(), user=user)
        if not call.is_valid():
            raise Problem(N_("Something about the call is missing. Go back to it."))
        unit, on, asks = UUID(call.cleaned_data["unit"]), call.cleaned_data["on"], asking_in(request)
        members = [take(user, one, unit, on, asking_in(request, one.key)) for one in request.people]
        kin = settle(user, unit, members, chosen_family, asks)
        opened = open_case(
            actor=user,
            unit=unit,
            family=kin.uuid,
            programme=call.cleaned_data["programme"],
            call_source=call.cleaned_data["call_source"],
            call_note=call.cleaned_data["call_note"],
            grounds=call.cleaned_data["grounds"],
            on=on,
            people=[(one.person.uuid, one.part) for one in members],
            client_ref=request.uuid,
        )
        drop(user, request.uuid)
    return opened


def case_from(user: User, request: UUID) -> Case | None:
    """The case that was already opened from a request."""
    done = PerformedAct.objects.filter(pk=request, actor=user, act="open_case").first()
    return Case.objects.filter(pk=done.subject_id).first() if done and done.subject_id else None


def join_to_case(user: User, case: Case, one: TakenPerson) -> Member:
    """Somebody new or known becomes part of the family and of the case."""
    with transaction.atomic():
        asks = asking_for(case)
        member = take(user, one, case.unit.uuid, today(), asks)
        client = CaseMember.objects.filter(case=case, part=Part.CLIENT, left_on=None).select_related("person").first()
        settle(user, case.unit.uuid, [member], str(case.family.uuid), asks, client.person if client else None)
        if not CaseMember.objects.filter(case=case, person=member.person, left_on=None).exists():
            join_case(actor=user, case=case.uuid, person=member.person.uuid, part=member.part, on=today())
    return member


def take(user: User, one: TakenPerson, unit: UUID, on: date, asks: Asking) -> Member:
    """A person of the request on record: found again, or registered with all that was said."""
    form = person_form(user, one, asks)
    if not form.is_valid():
        raise Problem(N_("Something about a person is missing. Go back to the people."))
    said = form.cleaned_data
    if isinstance(form, PersonForm):
        found = register(user, form, unit, on)
        for other in people_marked(one.apart):
            tell_apart(actor=user, one=found.uuid, other=other.uuid, reason=_("said at intake: not the same person"))
    else:
        found = person(UUID(one.known))
    return Member(found, said["role"], form.part, said["lives_together"])


def register(user: User, form: PersonForm, unit: UUID, on: date) -> Person:
    """Somebody new, with phone and address."""
    said, born = form.cleaned_data, form.cleaned_data["born"]
    added = register_person(
        actor=user,
        unit=unit,
        names=form.names_or_nameless(),
        sex=said["sex"],
        birth_date=born.value if born else None,
        birth_precision=born.precision if born else "day",
        iin=said["iin"],
        iin_reason=said["iin_reason"],
    )
    if said["phone"]:
        add_contact_point(
            actor=user, person=added.uuid, value=said["phone"], whose=said["phone_whose"],
            safe_to_call=said["safe_to_call"], hidden=said.get("hidden", False), on=on,
        )  # fmt: skip
    if said["region_of_living"] or said["settlement"] or said["street"]:
        record_address(
            actor=user, person=added.uuid, region=said["region_of_living"] or None, settlement=said["settlement"],
            street=said["street"], hidden=said.get("hidden", False),
        )  # fmt: skip
    return added


def settle(
    user: User, unit: UUID, members: Sequence[Member], chosen_family: str, asks: Asking, client: Person | None = None
) -> Family:
    """The members are one family: a known one that they join, or a new one; and they are related in it."""
    kin = family(UUID(chosen_family)) if chosen_family else None
    present = family_people(kin, today()) if kin else []
    fresh = in_the_family(members, [one.role for one in present]) if asks.adult else list(members)
    if kin is not None:
        inside = {one.person_id for one in present}
        for one in fresh:
            if one.person.pk not in inside:
                join_family(actor=user, family=kin.uuid, member=_new_member(one))
    else:
        kin = form_family(actor=user, unit=unit, members=[_new_member(one) for one in fresh])
    if asks.adult:
        relate_to_client(user, members, client)
    else:
        relate(user, kin, members)
    return kin


def in_the_family(members: Sequence[Member], others: Sequence[str]) -> list[Member]:
    """The same members, each with the role in the family that follows from what they are to the client."""
    said = [*others, *(one.role for one in members)]
    return [replace(one, role=family_role(one.role, one.person.sex, said)) for one in members]


def relate_to_client(user: User, members: Sequence[Member], client: Person | None) -> None:
    """Everybody is to the client what was said, unless that is recorded already."""
    whom = client or next((one.person for one in members if one.role == CLIENT), None)
    if whom is None:
        return
    known = {relation.other.pk for relation in relations_of(whom, today())}
    fresh = [(one.person.uuid, one.role) for one in members if one.person.pk not in known]
    for one, other, kind in relations_to(whom.uuid, fresh):
        relate_persons(actor=user, person=one, other=other, kind=kind)


def relate(user: User, kin: Family, members: Sequence[Member]) -> None:
    """Grown-ups and children of the family are what their roles say, unless that is recorded already."""
    fresh = {one.person.pk for one in members}
    people = family_people(kin, today())
    for child in (one for one in people if one.role in CHILDREN):
        known = {relation.other.pk for relation in relations_of(child.person, today())}
        for other in people:
            kind = TO_A_CHILD.get(other.role)
            told = {child.person_id, other.person_id} & fresh
            if kind and told and other.person_id not in known:
                relate_persons(actor=user, person=other.person.uuid, other=child.person.uuid, kind=kind)


def known_families(people: Iterable[TakenPerson], unit_id: int) -> list[Family]:
    """The families, in this unit, of those in the request whom we know."""
    found: dict[int, Family] = {}
    for one in people:
        if one.known:
            for member in families_of(person(UUID(one.known))):
                if member.ends_on is None and member.family.unit_id == unit_id:
                    found[member.family_id] = member.family
    return list(found.values())


def _new_member(one: Member) -> NewMember:
    return NewMember(one.person.uuid, one.role, one.lives_together)
