"""One invented family's way: from a call to the follow-up, every step an act on its own day."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from tirek.access.models import User
from tirek.casework.actions import assessments, cases, encounters, episodes, plans, tasks
from tirek.casework.actions.plans import GoalDraft, StepDraft
from tirek.casework.models import Approval, Case, Episode, Plan, PlanStep, Task
from tirek.casework.selectors.strip import current_follow_ups
from tirek.config.demo import texts
from tirek.config.demo.answers import abilities, answer
from tirek.config.demo.household import Household
from tirek.kernel.clock import clock_at
from tirek.people.actions.details import record_address
from tirek.people.actions.families import form_family
from tirek.people.models import Person
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.instruments import instrument_version
from tirek.programmes.selectors.packs import pack

VISIT_EVERY = {"high": 7, "medium": 14, "low": 30}
NEXT_BETTER = {"high": "medium", "medium": "low", "low": "low"}
WHERE_TO = {
    "with_mother": "own_family", "kin": "family_care", "guardianship": "family_care", "infant_home": "residential_care",
}  # fmt: skip
WHY_THERE = {
    "with_mother": "family_kept", "kin": "parents_request", "guardianship": "safety",
    "infant_home": "refusal_of_newborn",
}  # fmt: skip


@dataclass
class Story(Household):
    """A family on its way: what chance brings, how far the case has come."""

    case: Case = field(init=False)
    approval: Approval = field(init=False)
    risk: str = "medium"
    outcome: str = "with_mother"
    joined: bool | None = None

    @property
    def pack(self) -> Pack:
        """The programme."""
        return pack(self.desk.programme)

    def tell(self) -> None:
        """Live the story up to today. Days that would lie ahead are not told."""
        with clock_at(self.begins_on), transaction.atomic():  # questions are answered inside transactions alone
            self._call()
        for day, step in self._days():
            if day > self.today:
                return
            with clock_at(day), transaction.atomic():
                step(day)

    def _days(self) -> Iterator[tuple[date, Any]]:
        day = self.begins_on + timedelta(days=self.chance.choice((0, 1, 1, 1, 3)))
        yield day, self._first_contact
        day += timedelta(days=self.chance.randint(1, 4))
        yield day, self._consent
        day += timedelta(days=self.chance.randint(1, 4))
        yield day, self._visit
        yield day, self._care
        day += timedelta(days=self.chance.randint(1, 6))
        yield day, self._assess
        day += timedelta(days=self.chance.randint(3, 9))
        yield day, self._plan
        day += timedelta(days=self.chance.randint(1, 5))
        yield day, self._decide_plan
        day += timedelta(days=self.chance.randint(1, 5))
        yield day, self._approve_again
        day = yield from self._supporting(day, self.chance.choice((120, 150, 180, 240, 300)))
        reopened = yield from self._ending(day, may_return=True)
        if reopened is not None:
            day = yield from self._supporting(reopened, self.chance.choice((60, 90, 120)))
            yield from self._ending(day)

    def _supporting(self, day: date, days: int) -> Generator[tuple[date, Any], None, date]:
        """Visit after visit, as often as the risk asks, now and then late."""
        begun, risen, reviewed = day, self.likely(0.2), day
        while day < begun + timedelta(days=days):
            pause = VISIT_EVERY[self.risk] + self.chance.choice((-3, -1, 0, 0, 1, 6 if self.likely(0.3) else 0))
            day += timedelta(days=max(pause, 3))
            yield day, self._worse if risen and self.likely(0.2) else self._support
            if day > reviewed + timedelta(days=75) and self.likely(0.8):
                reviewed = day
                yield day, self._review
        return day

    def _ending(self, day: date, *, may_return: bool = False) -> Generator[tuple[date, Any], None, date | None]:
        """Closure and the follow-ups after it; the day the family came back, if it did."""
        yield day + timedelta(days=3), self._finish
        yield day + timedelta(days=5), self._ask_closure
        closed = day + timedelta(days=9)
        yield closed, self._close
        for months in (1, 3, 6, 12, 24):
            held = closed + timedelta(days=months * 30 + self.chance.randint(1, 12))
            if self.likely(0.93):
                yield held, self._follow_up
            if may_return and months == 6 and self.likely(0.06):
                yield held + timedelta(days=20), self._reopen
                return held + timedelta(days=20)
        return None

    # The call --------------------------------------------------------------------------------------------

    def _call(self) -> None:
        members, parts = self.members()
        family = form_family(actor=self.desk.worker, unit=self.desk.unit.uuid, members=members)
        self.around(family)
        grounds = self.chance.sample(
            [
                "intends_to_leave_newborn",
                "no_housing",
                "thrown_out",
                "family_conflict",
                "debts_poverty",
                "minor_mother",
            ],
            k=self.chance.choice((1, 2, 2)),
        )
        source = self.chance.choices(list(texts.CALL), (8, 3, 4, 2, 2, 1))[0]
        self.case = cases.open_case(
            actor=self.desk.worker,
            unit=self.desk.unit.uuid,
            family=family.uuid,
            programme=self.desk.programme,
            call_source=source,
            on=self.begins_on,
            people=parts,
            grounds=grounds,
            call_note=self.say(texts.CALL[source]),
        )

    # Intake, assessment, plan ----------------------------------------------------------------------------

    def _first_contact(self, on: date) -> None:
        reached = self.likely(0.85)
        self._contact(on, reached)

    def _contact(self, on: date, reached: bool = True, actor: User | None = None) -> None:
        encounters.record_contact(
            actor=actor or self.desk.worker,
            case=self.case.uuid,
            channel=self.chance.choice(("phone", "phone", "meeting", "message")),
            on=on,
            contact_note=self.say(texts.CONTACT if reached else texts.NO_ANSWER),
            reached=reached,
        )

    def _consent(self, on: date) -> None:
        encounters.give_consent(
            actor=self.desk.worker,
            case=self.case.uuid,
            person=self.mother.uuid,
            purpose="support",
            form=self.chance.choice(("written", "written", "oral")),
            on=on,
        )
        record_address(
            actor=self.desk.worker,
            person=self.mother.uuid,
            kind="lives",
            region=self.chance.choice(("330000000", "110000000", "310000000")),
            on=on,
        )

    def _visit(self, on: date, note: dict[str, Any] | None = None, risk_level: str = "") -> None:
        form = instrument_version("home_visit")
        seen = self.likely(0.92)
        encounters.record_visit(
            actor=self.desk.worker,
            case=self.case.uuid,
            place=self.chance.choice(("home", "home", "mothers_house", "relatives_home")),
            on=on,
            visit_note=self.say(note or texts.VISIT),
            reached=True,
            child_seen=seen,
            answers=answer(form.form, self.chance, 0.3, on) if form and seen and self.likely(0.4) else None,
            language=self.desk.language,
            risk_level=risk_level,
            risk_reason=texts.RISK[risk_level][self.desk.language] if risk_level else "",
        )

    def _care(self, _on: date) -> None:
        born = self.child.birth_date or self.begins_on
        kind = self.chance.choices(("mothers_house", "with_mother", "kin", "maternity_ward"), (5, 5, 1, 1))[0]
        episodes.begin_episode(
            actor=self.desk.worker,
            case=self.case.uuid,
            person=self.child.uuid,
            track="care",
            kind=kind,
            on=max(born, self.begins_on - timedelta(days=200)),
            entry_reason="birth",
        )

    def _assess(self, on: date) -> None:
        self.risk = self.chance.choices(("high", "medium", "low"), (3, 5, 2))[0]
        trouble = {"high": 0.75, "medium": 0.4, "low": 0.1}[self.risk]
        self._instrument("risk_and_needs", trouble, on, risk_level=self.risk)
        if self.likely(0.4):
            self._instrument("phq9", trouble, on, person=self.mother)
        if self.likely(0.5):
            self._abilities(on)

    def _abilities(self, on: date) -> None:
        version = instrument_version("washington_group_ss")
        assert version is not None
        assessments.complete_assessment(
            actor=self.desk.worker,
            case=self.case.uuid,
            instrument="washington_group_ss",
            answers=abilities(version.form, self.chance),
            on=on,
            language=self.desk.language,
            person=self.mother.uuid,
        )

    def _instrument(
        self, code: str, trouble: float, on: date, *, person: Person | None = None, risk_level: str = ""
    ) -> None:
        version = instrument_version(code)
        if version is None:
            return
        assessments.complete_assessment(
            actor=self.desk.worker,
            case=self.case.uuid,
            instrument=code,
            answers=answer(version.form, self.chance, trouble, on),
            on=on,
            language=self.desk.language,
            person=person.uuid if person else None,
            risk_level=risk_level,
            risk_reason=texts.RISK[risk_level][self.desk.language] if risk_level else "",
        )

    def _plan(self, on: date) -> None:
        language = self.desk.language
        goals = []
        for goal in self.chance.sample(list(self.pack.goals.goals), k=self.chance.choice((2, 3, 3))):
            steps = [
                StepDraft(
                    step.title.say(language),
                    self.say(texts.RESPONSIBLE),
                    on + timedelta(days=45 + 30 * place),
                    "working",
                )
                for place, step in enumerate(goal.steps[:3])
            ]
            goals.append(GoalDraft(goal.title.say(language), goal.domain, on + timedelta(days=120), steps))
        plan = plans.write_plan(
            actor=self.desk.worker, case=self.case.uuid, on=on, goals=goals, review_on=on + timedelta(days=90)
        )
        plans.agree_plan(
            actor=self.desk.worker,
            plan=plan.uuid,
            on=on,
            agreed_with=texts.AGREED_WITH[language],
            child_opinion=texts.CHILD_OPINION[language],
        )
        self.approval = plans.request_approval(actor=self.desk.worker, case=self.case.uuid, kind="plan", on=on)

    def _decide_plan(self, on: date) -> None:
        self._decide(on, approve=self.likely(0.85))

    def _decide(self, on: date, *, approve: bool = True) -> None:
        words = texts.APPROVED if approve else texts.RETURNED
        language = self.desk.supervisor.language
        self.approval = plans.decide_approval(
            actor=self.desk.supervisor, approval=self.approval.uuid, approve=approve, on=on, reason=words[language]
        )

    def _approve_again(self, on: date) -> None:
        if self.approval.decision == "returned":
            self._plan(on)
            self._decide(on)

    # Support ---------------------------------------------------------------------------------------------

    def _support(self, on: date) -> None:
        self._visit(on)
        if self.likely(0.6):
            service = self.chance.choice(
                [item for item in self.pack.services.services if item.compartment == "general"]
            )
            encounters.record_service(
                actor=self.desk.worker,
                case=self.case.uuid,
                service=service.code,
                on=on,
                service_note=self.say(texts.SERVICE),
            )
        if self.likely(0.25):
            by = self.desk.colleague if self.desk.colleague and self._with_colleague(on) else None
            self._contact(on, self.likely(0.85), by)
        if self.likely(0.2):
            tasks.open_task(
                actor=self.desk.worker,
                case=self.case.uuid,
                title=self.say(texts.TASK),
                on=on,
                due_on=on + timedelta(days=self.chance.randint(3, 20)),
            )
        self._finish_tasks(on, 0.7)
        step = (
            PlanStep.objects.filter(case=self.case, state="working", goal__plan__state="approved")
            .order_by("due_on", "pk")
            .first()
        )
        if step is not None and self.likely(0.55):
            plans.mark_step(actor=self.desk.worker, step=step.uuid, state="done", on=on)

    def _with_colleague(self, on: date) -> bool:
        """The psychologist joins some cases, and from then on may write into them."""
        if self.joined is None:
            self.joined = self.likely(0.3)
            if self.joined and self.desk.colleague:
                cases.assign_worker(
                    actor=self.desk.supervisor,
                    case=self.case.uuid,
                    user=self.desk.colleague.uuid,
                    on=on,
                    reason="",
                    leads=False,
                )
        return self.joined

    def _finish_tasks(self, on: date, share: float) -> None:
        for task in Task.objects.filter(case=self.case, state="open"):
            if task.done_on < on and self.likely(share):
                tasks.finish_task(actor=self.desk.worker, task=task.uuid, on=on)

    def _worse(self, on: date) -> None:
        if self.risk != "high":
            self.risk = "high"
            self._visit(on, texts.WORSE, risk_level="high")

    def _review(self, on: date) -> None:
        """Every few months: the same questions again, the plan looked at, and often the risk is lower."""
        self.risk = NEXT_BETTER[self.risk] if self.likely(0.6) else self.risk
        trouble = {"high": 0.75, "medium": 0.4, "low": 0.1}[self.risk]
        self._instrument("risk_and_needs", trouble, on, risk_level=self.risk)
        plans.review_plan(actor=self.desk.worker, case=self.case.uuid, on=on, result=self.say(texts.REVIEW))

    def _better(self, on: date) -> None:
        better = NEXT_BETTER[self.risk]
        if better != self.risk:
            self.risk = better
            reason = texts.RISK[better][self.desk.language]
            assessments.rate_risk(actor=self.desk.worker, case=self.case.uuid, level=better, reason=reason, on=on)

    # The end ---------------------------------------------------------------------------------------------

    def _finish(self, on: date) -> None:
        while self.risk == "high":
            self._better(on)
        self._finish_tasks(on, 1)
        steps = PlanStep.objects.filter(
            case=self.case, goal__plan__in=Plan.objects.filter(case=self.case, state="approved")
        )
        for step in steps.exclude(state__in=("done", "dropped")):
            plans.mark_step(
                actor=self.desk.worker, step=step.uuid, state="done" if self.likely(0.85) else "dropped", on=on
            )
        current = self._current_care()
        if self.likely(0.12):
            kind, self.outcome = self.chance.choice(
                (("kin", "with_kin"), ("guardianship", "guardianship"), ("infant_home", "infant_home"))
            )
            self._move(current, kind, "unsafe", on)
        elif current is not None and current.kind != "with_mother":
            self._move(current, "with_mother", "family_ready", on)

    def _current_care(self) -> Episode | None:
        return Episode.objects.filter(case=self.case, person=self.child, track="care", ended_on=None).first()

    def _move(self, current: Episode | None, kind: str, reason: str, on: date) -> None:
        if current is not None:
            if current.kind == kind:
                return
            # Now and then the worker forgets to say where to: the records to look at find it.
            destination = WHERE_TO[kind] if self.likely(0.9) else ""
            episodes.end_episode(
                actor=self.desk.worker, episode=current.uuid, on=on, exit_reason=reason, destination=destination
            )
        episodes.begin_episode(
            actor=self.desk.worker,
            case=self.case.uuid,
            person=self.child.uuid,
            track="care",
            kind=kind,
            on=on,
            entry_reason=WHY_THERE[kind],
        )

    def _ask_closure(self, on: date) -> None:
        self._finish_tasks(on, 1)
        self.approval = plans.request_approval(
            actor=self.desk.worker, case=self.case.uuid, kind="closure", on=on, outcome=self.outcome
        )

    def _close(self, on: date) -> None:
        self._decide(on)
        together = self.outcome in {"with_mother", "with_kin"}
        cases.close_case(
            actor=self.desk.worker,
            case=self.case.uuid,
            outcome=self.outcome,
            on=on,
            closing_note=(texts.CLOSING if together else texts.APART)[self.desk.language],
        )

    def _follow_up(self, on: date) -> None:
        due = current_follow_ups().filter(case=self.case, opens_on__lte=on).last()
        if due is None or due.reached:
            return
        home = {"with_mother": "with_mother", "with_kin": "with_kin", "infant_home": "institution"}
        lives = home.get(self.outcome, "other_family") if self.likely(0.93) else "with_kin"
        tasks.record_follow_up(
            actor=self.desk.worker,
            follow_up=due.uuid,
            on=on,
            reached=self.likely(0.88),
            answers={
                question.code: lives if question.code == "child_lives" else self.chance.choice(("yes", "yes", "no"))
                for question in self.pack.follow_up.questions
                if question.answer != "text"
            },
            follow_up_note=self.say(texts.FOLLOW_UP),
        )

    def _reopen(self, on: date) -> None:
        cases.reopen_case(actor=self.desk.worker, case=self.case.uuid, on=on, reason=self.say(texts.REOPENED))
