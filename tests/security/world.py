"""A world with secrets: everything that can be written about a family carries a random word of its own.

Whoever must not know the family must never meet one of these words: they are the canaries.
"""

import random
import string
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tests.builders import PROGRAMME, House, make_house, make_unit, make_user
from tests.outcomes.figures_kept import keep_version
from tirek.access.actions.drafts import keep_draft
from tirek.access.models import Membership, User
from tirek.casework.actions.assessments import complete_assessment, rate_risk
from tirek.casework.actions.cases import assign_worker, close_case, open_case
from tirek.casework.actions.corrections import correct_record
from tirek.casework.actions.encounters import give_consent, record_contact, record_service, record_visit
from tirek.casework.actions.episodes import begin_episode
from tirek.casework.actions.notices import answer_escalation, tell_of_duties
from tirek.casework.actions.plans import (
    GoalDraft,
    StepDraft,
    agree_plan,
    decide_approval,
    mark_step,
    request_approval,
    write_plan,
)
from tirek.casework.actions.tasks import open_task
from tirek.casework.actions.trials import try_standard
from tirek.casework.models import (
    Approval,
    Assessment,
    Case,
    Consent,
    Episode,
    FollowUp,
    Notice,
    Plan,
    PlanStep,
    Task,
    Visit,
)
from tirek.config.demo.answers import answer
from tirek.kernel.clock import now, today
from tirek.kernel.ids import new_uuid
from tirek.outcomes.actions.reports import compose_report
from tirek.outcomes.models import Snapshot
from tirek.outcomes.papers.making import digests, programs
from tirek.outcomes.selectors.report_parts import text_part
from tirek.outcomes.selectors.reports import content_of
from tirek.people.actions.conflicts import keep_apart
from tirek.people.actions.details import add_contact_point, record_address, record_identity_document
from tirek.people.actions.families import NewMember, form_family, relate_persons
from tirek.people.actions.intake import register_person
from tirek.people.actions.merging import merge_persons
from tirek.people.actions.requests import request_access
from tirek.people.actions.ties import record_tie
from tirek.people.engine.names import NewName
from tirek.people.models import Address, ContactPoint, DuplicatePair, FamilyMember, Person, PersonName, Relation
from tirek.people.selectors.previews import person_previews
from tirek.programmes.engine.draft_rules import written
from tirek.programmes.selectors.instruments import instrument_version
from tirek.programmes.selectors.packs import pack
from tirek.toolkit.postgresql.user import acting_as

LETTERS = string.ascii_lowercase


@dataclass
class Secrets:
    """Random words, each remembered by what it was written into."""

    chance: random.Random = field(default_factory=lambda: random.Random(20260823))
    words: dict[str, str] = field(default_factory=dict)

    def __call__(self, place: str) -> str:
        word = "Zq" + "".join(self.chance.choice(LETTERS) for _ in range(12))
        self.words[place] = word
        return word

    def number(self, place: str, start: str, digits: int) -> str:
        """The same for what must be a number."""
        word = start + "".join(self.chance.choice("0123456789") for _ in range(digits))
        self.words[place] = word
        return word

    def in_(self, text: str) -> set[str]:
        """The places whose words stand in a text."""
        return {place for place, word in self.words.items() if word in text}


@dataclass
class Full:
    """A family about which everything is on record, and the records by name."""

    worker: User
    secrets: Secrets
    mother: Person
    child: Person
    kin: Person
    case: Case
    records: dict[str, UUID] = field(default_factory=dict)


@dataclass
class World:
    """Everybody, the worker's full family, its closed twin, and a family of the outsider's own."""

    house: House
    second_supervisor: User
    second_administrator: User
    psychologist: User
    lawyer: User
    association: User  # administrator of the association: no client's data at all
    full: Full
    closed: Full
    other: Full

    @property
    def actors(self) -> dict[str, User | None]:
        """Who asks: by the column of the policy table."""
        house = self.house
        return {
            "worker": house.worker,
            "colleague": house.colleague,
            "supervisor": house.supervisor,
            "manager": house.manager,
            "administrator": house.administrator,
            "outsider": house.outsider,
            "outsider_supervisor": self.second_supervisor,
            "outsider_administrator": self.second_administrator,
            "association": self.association,
            "visitor": None,
        }


def make_world() -> World:
    """Two organisations, three families. Takes two seconds."""
    house = make_house()
    second = make_user("second_supervisor", house.other_unit, "supervisor")
    administrator = make_user("second_administrator", house.other_unit, "administrator")
    psychologist = make_user("psychologist", house.unit, "psychologist")
    lawyer = make_user("lawyer", house.unit, "lawyer")
    association = make_user("association", make_unit("office"), "association_administrator")
    full = full_family(house.worker, house.supervisor, house.unit.uuid)
    closed = full_family(house.worker, house.supervisor, house.unit.uuid, close=True, seed=2)
    other = full_family(house.outsider, second, house.other_unit.uuid, seed=3)
    words = other.secrets.words
    full.records["asked"] = asked_about(house.worker, f"{words['mother.surname']} {words['mother.given_name']}")
    full.records["pair"] = paired(full.mother, other.mother)
    full.records["merge"] = merged(house.worker, house.supervisor, house.unit.uuid)
    full.records["conflict"] = keep_apart(
        actor=house.supervisor, person=closed.mother.uuid, against_user=administrator.uuid, on=today(),
        reason=closed.secrets("conflict.reason"),
    ).uuid  # fmt: skip
    full.records["trial"] = try_standard(
        actor=house.supervisor, programme="family_preservation", title=full.secrets("draft.title"), on=today(),
        text=written(pack("family_preservation").rules[0]), opened_from=today() - timedelta(days=900),
        opened_until=today(),
    ).uuid  # fmt: skip
    passed_on(full, house.supervisor)
    passed_on(other, second)
    reported(full, house)
    return World(house, second, administrator, psychologist, lawyer, association, full, closed, other)


def asked_about(asker: User, name: str, why: str = "") -> UUID:
    """A request of somebody who found a foreign person by the name."""
    with transaction.atomic(), acting_as(asker.pk):
        [preview] = person_previews(asker, name).shown
        return request_access(actor=asker, reference=preview.reference, purpose="asks_for_help", request_note=why).uuid


def passed_on(full: Full, supervisor: User) -> None:
    """Duties of the case were passed on to the supervisor, who answered one and has another before her."""
    tell_of_duties(today())
    told = Notice.objects.using("owner").filter(user=supervisor, case=full.case, kind="escalated").order_by("pk")
    answered, waits = told[:2]
    answer_escalation(
        actor=supervisor, notice=answered.uuid, on=today(), answer=full.secrets("escalation.answer")
    )  # fmt: skip
    full.records["notice"] = waits.uuid


def reported(full: Full, house: House) -> None:
    """A supervisor's report with words of her own, shared with nobody, and what was frozen of it."""
    report = compose_report(
        actor=house.supervisor, title=full.secrets("report.title"), parts=[{"text": full.secrets("report.text")}],
        unit=house.unit.uuid,
    )  # fmt: skip
    full.records["report"] = report.uuid
    version = keep_version()
    with transaction.atomic(), acting_as(house.supervisor.pk):
        content = content_of(report, [text_part(report.parts[0]["text"])], [version], now())
        full.records["snapshot"] = Snapshot.objects.create(
            report=report, version_id=version.pk, language="kk", content=content, frozen_by=house.supervisor,
            digests={**digests(content), "programs": programs()},
        ).uuid  # fmt: skip


def paired(mine: Person, theirs: Person) -> UUID:
    """A pair of two organisations' people, as the comparison of the register leaves it; whoever sees both writes it."""
    first, second = sorted((mine, theirs), key=lambda person: person.pk)
    writer = make_user("sees_both", first.unit, "supervisor")
    if first.unit_id != second.unit_id:
        Membership.objects.create(user=writer, unit=second.unit, role_id="supervisor", starts_on=today())
    with transaction.atomic(), acting_as(writer.pk):
        pair = DuplicatePair.objects.create(
            one=first, other=second, one_unit_id=first.unit_id, other_unit_id=second.unit_id, probability=0.6,
            evidence=[{"field": "given_name", "level": "spelling", "weight": 7.0}],
        )  # fmt: skip
    writer.memberships.update(ends_on=today())
    return pair.uuid


def merged(worker: User, supervisor: User, unit: UUID) -> UUID:
    """Two records of one person, joined."""
    same = {"birth_date": today() - timedelta(days=9000), "unit": unit, "sex": "female"}
    one, again = (
        register_person(actor=worker, names=[NewName(script=script, given_name=name)], **same)
        for script, name in (("kk", "Ұлжан"), ("ru", "Улжан"))
    )
    return merge_persons(actor=supervisor, survivor=one.uuid, merged=again.uuid, reason="бір адам").uuid


def full_family(
    worker: User, supervisor: User, unit: UUID, *, close: bool = False, seed: int = 1, secrets: Secrets | None = None
) -> Full:
    """Everything the house can hold about a family, each text with a word of its own."""
    secrets = secrets or Secrets(random.Random(seed))
    with transaction.atomic(), acting_as(worker.pk):
        full = _people(worker, unit, secrets)
        _meetings(full, worker, supervisor)
        _work(full, worker, supervisor, close=close)
        _request(full, worker)
        _remember(full)
    return full


def _request(full: Full, worker: User) -> None:
    """A request that the worker has begun and not finished: kept for the worker alone."""
    uuid, key = new_uuid(), str(new_uuid())
    secrets = full.secrets
    keep_draft(
        user=worker,
        key=f"request:{uuid}",
        content={
            "begun_on": today().isoformat(),
            "call": {"call_note": [secrets("request.note")], "on": [today().isoformat()]},
            "wanted": {"q": secrets("request.q")},
            "people": [{"key": key, "known": "", "typed": {"surname": [secrets("request.surname")]}}],
        },
    )
    full.records |= {"draft": uuid, "key": UUID(key)}


def _named(secrets: Secrets, who: str) -> list[NewName]:
    return [NewName(script="kk", surname=secrets(f"{who}.surname"), given_name=secrets(f"{who}.given_name"),
                    patronymic=secrets(f"{who}.patronymic"))]  # fmt: skip


def _people(worker: User, unit: UUID, secrets: Secrets) -> Full:
    def register(who: str, sex: str, born: date, **more: Any) -> Person:
        return register_person(actor=worker, unit=unit, names=_named(secrets, who), sex=sex, birth_date=born, **more)

    mother = register(
        "mother", "female", date(2001, 5, 1),
        iin=secrets.number("mother.iin", "8501012", 5), iin_reason=secrets("mother.iin_reason"),
    )  # fmt: skip
    child, kin = register("child", "male", today() - timedelta(days=90)), register("kin", "female", date(1970, 2, 2))
    phone = secrets.number("mother.phone", "700", 7)
    add_contact_point(
        actor=worker, person=mother.uuid, value=f"+7{phone}", whose=secrets("phone.whose"), note_text=secrets("phone.n")
    )
    hidden = secrets.number("mother.hidden_phone", "707", 7)
    add_contact_point(
        actor=worker, person=mother.uuid, value=f"+7{hidden}", whose=secrets("hidden_phone.whose"), hidden=True
    )
    record_address(actor=worker, person=mother.uuid, settlement=secrets("address.place"), street=secrets("address.st"))
    record_address(
        actor=worker, person=mother.uuid, kind="shelter", settlement=secrets("hidden.place"),
        street=secrets("hidden.street"), hidden=True,
    )  # fmt: skip
    record_identity_document(
        actor=worker, person=mother.uuid, kind="identity_card", number=secrets.number("paper.number", "04", 7),
        issuer=secrets("paper.issuer"),
    )  # fmt: skip
    relate_persons(
        actor=worker, person=mother.uuid, other=child.uuid, kind="parent", relation_note=secrets("relation.note")
    )
    family = form_family(
        actor=worker,
        unit=unit,
        members=[
            NewMember(mother.uuid, "mother"),
            NewMember(child.uuid, "child"),
            NewMember(kin.uuid, "grandmother"),
        ],
        family_note=secrets("family.note"),
    )
    secrets.words["family.reference"] = family.reference
    case = open_case(
        actor=worker,
        unit=unit,
        family=family.uuid,
        programme=PROGRAMME,
        call_source="maternity_ward",
        on=today() - timedelta(days=80),
        people=[(mother.uuid, "mother"), (child.uuid, "child")],
        call_note=secrets("case.call_note"),
    )
    tie = record_tie(
        actor=worker, family=family.uuid, kind="authority", name=secrets("tie.name"), strength="stressful",
        tie_note=secrets("tie.note"),
    )  # fmt: skip
    records = {
        "tie": tie.uuid,
        "member": FamilyMember.objects.get(family=family, person=kin).uuid,
        "relation": Relation.objects.get(person=mother).uuid,
    }
    return Full(worker, secrets, mother, child, kin, case, records)


def _meetings(full: Full, worker: User, supervisor: User) -> None:
    secrets, case, mother = full.secrets, full.case.uuid, full.mother.uuid
    day = today() - timedelta(days=75)
    give_consent(
        actor=worker, case=case, person=mother, purpose="support", form="written", on=day,
        recipient=secrets("consent.recipient"), consent_note=secrets("consent.note"),
    )  # fmt: skip
    for who, compartment in ((worker, "general"), (worker, "health"), (worker, "violence"), (supervisor, "legal"),
                             (worker, "address"), (supervisor, "adoption")):  # fmt: skip
        record_contact(
            actor=who, case=case, channel="phone", on=day, contact_note=secrets(f"contact.{compartment}.note"),
            person=mother, other_party=secrets(f"contact.{compartment}.other"), compartment=compartment,
        )  # fmt: skip
    form = instrument_version("home_visit")
    visit = record_visit(
        actor=worker, case=case, place="home", on=day, visit_note=secrets("visit.note"), child_seen=True,
        answers=answer(form.form, random.Random(1), 0.3, day) if form else None,
    )  # fmt: skip
    record_service(
        actor=worker, case=case, service="baby_things", on=day, provider=secrets("service.provider"),
        service_note=secrets("service.note"),
    )  # fmt: skip
    record_service(
        actor=worker, case=case, service="psychologist_talk", on=day, provider=secrets("health_service.provider"),
        service_note=secrets("health_service.note"),
    )  # fmt: skip
    begin_episode(
        actor=worker, case=case, person=full.child.uuid, track="care", kind="with_mother", on=day,
        source=secrets("episode.source"),
    )  # fmt: skip
    correct_record(
        actor=worker, record_type="visit", record=visit.uuid, field="place", value="relatives_home",
        reason=secrets("correction.reason"),
    )  # fmt: skip


def _work(full: Full, worker: User, supervisor: User, *, close: bool) -> None:
    secrets, case = full.secrets, full.case.uuid
    day = today() - timedelta(days=70)
    form = instrument_version("risk_and_needs")
    assert form is not None
    complete_assessment(
        actor=worker, case=case, instrument="risk_and_needs", answers=answer(form.form, random.Random(2), 0.3, day),
        on=day, language="kk", risk_level="medium", risk_reason=secrets("risk.reason"),
    )  # fmt: skip
    state = "done" if close else "ahead"
    plan = write_plan(
        actor=worker, case=case, on=day,
        goals=[GoalDraft(secrets("goal.title"), steps=[
            StepDraft(secrets("step.title"), secrets("step.responsible"), state=state)])],
    )  # fmt: skip
    agree_plan(
        actor=worker, plan=plan.uuid, on=day, agreed_with=secrets("plan.agreed_with"),
        child_opinion=secrets("plan.child_opinion"),
    )  # fmt: skip
    asked = request_approval(actor=worker, case=case, kind="plan", on=day, request_note=secrets("approval.request"))
    decide_approval(actor=supervisor, approval=asked.uuid, approve=True, on=day, reason=secrets("approval.reason"))
    task = open_task(
        actor=worker, case=case, on=day, title=secrets("task.title"), task_note=secrets("task.note"),
        due_on=today() + timedelta(days=3),
    )  # fmt: skip
    rate_risk(actor=worker, case=case, level="low", reason=secrets("risk.second_reason"), on=day)
    if close:
        _close(full, worker, supervisor)
    else:
        mark_step(
            actor=worker, step=PlanStep.objects.get(case=full.case).uuid, state="done", on=today(),
            step_note=secrets("step.note"),
        )  # fmt: skip
        request_approval(
            actor=worker, case=case, kind="closure", on=today(), outcome="with_mother",
            request_note=secrets("closure.request"),
        )  # fmt: skip
    full.records["task"] = task.uuid


def _close(full: Full, worker: User, supervisor: User) -> None:
    day = today() - timedelta(days=40)
    asked = request_approval(
        actor=worker, case=full.case.uuid, kind="closure", on=day, outcome="with_mother",
        request_note=full.secrets("closure.request"),
    )  # fmt: skip
    decide_approval(actor=supervisor, approval=asked.uuid, approve=True, on=day, reason=full.secrets("closure.reason"))
    close_case(
        actor=worker, case=full.case.uuid, outcome="with_mother", on=day, closing_note=full.secrets("closing.note")
    )


def _remember(full: Full) -> None:
    """The identifiers under which pages and acts name the records."""
    newest: dict[str, Any] = {
        "consent": Consent, "visit": Visit, "episode": Episode, "plan": Plan, "step": PlanStep,
        "approval": Approval, "assessment": Assessment, "task": Task, "follow_up": FollowUp,
    }  # fmt: skip
    for name, model in newest.items():
        row = model.objects.filter(case=full.case).order_by("-pk").first()
        if row is not None:
            full.records[name] = row.uuid
    first = FollowUp.objects.filter(case=full.case).order_by("months").first()
    if first is not None:
        full.records["follow_up"] = first.uuid
    for name, model in {"name": PersonName, "contact": ContactPoint, "address": Address}.items():
        full.records[name] = model.objects.filter(person=full.mother, compartment="general").order_by("pk")[0].uuid
    full.records |= {"case": full.case.uuid, "person": full.mother.uuid, "child": full.child.uuid}


def put_beside(world: World, *users: User) -> None:
    """Assign helpers of other professions beside the lead."""
    for user in users:
        assign_worker(
            actor=world.house.supervisor, case=world.full.case.uuid, user=user.uuid, on=today(), reason="", leads=False
        )
