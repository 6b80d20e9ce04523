"""Somebody's way through one of the other programmes: scenes on their days, each an act. Told sparsely."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction

from tirek.casework.actions import assessments, cases, conferences, encounters, episodes, plans, tasks
from tirek.casework.actions.plans import GoalDraft, StepDraft
from tirek.casework.models import Approval, Case, Episode, Plan, PlanStep, Task
from tirek.casework.selectors.strip import current_follow_ups
from tirek.config.demo.answers import abilities, answer
from tirek.config.demo.household import Household
from tirek.config.demo.way_texts import TEXTS
from tirek.kernel.clock import clock_at
from tirek.people.actions.details import record_address
from tirek.people.actions.families import NewMember, form_family
from tirek.people.models import Person
from tirek.programmes.engine.pack import Pack
from tirek.programmes.selectors.instruments import instrument_version
from tirek.programmes.selectors.packs import pack

Scene = tuple[int, Callable[..., Any], tuple[Any, ...], dict[str, Any]]
HARD = {"high": 0.8, "medium": 0.45, "low": 0.1}


@dataclass
class Way(Household, ABC):
    """A case of another programme: who it is about, what happens on which day after the call."""

    number: int = 0
    case: Case = field(init=False)
    approval: Approval = field(init=False)
    risk: str = "medium"

    # What a programme says ----------------------------------------------------------------------------------

    @abstractmethod
    def people_of_it(self) -> tuple[list[NewMember], list[tuple[Person, str]]]:
        """Who is registered: the family as it is, and who has which part in the case."""

    @abstractmethod
    def scenes(self) -> Iterator[Scene]:
        """What happens, in any order, each with the day after the call."""

    # Telling ------------------------------------------------------------------------------------------------

    @property
    def pack(self) -> Pack:
        """The programme."""
        return pack(self.desk.programme)

    def tell(self) -> None:
        """Live the way up to today. Days that would lie ahead are not told."""
        with clock_at(self.begins_on), transaction.atomic():
            self.call()
        for day, act in self.days():
            if day > self.today:
                return
            with clock_at(day), transaction.atomic():
                self.case.refresh_from_db()
                act(day)

    def call(self) -> None:
        """The call and the open case."""
        texts = TEXTS[self.pack.code]
        members, parts = self.people_of_it()
        family = form_family(actor=self.desk.worker, unit=self.desk.unit.uuid, members=members)
        source, note = self.chance.choice(texts["calls"])
        self.case = cases.open_case(
            actor=self.desk.worker,
            unit=self.desk.unit.uuid,
            family=family.uuid,
            programme=self.pack.code,
            call_source=source,
            on=self.begins_on,
            people=[(person.uuid, part) for person, part in parts],
            grounds=self.chance.sample(texts["grounds"], k=2),
            call_note=note[self.desk.language],
        )

    def days(self) -> Iterable[tuple[date, Callable[[date], Any]]]:
        """The scenes in their order, each on its day."""
        told = sorted(self.scenes(), key=lambda scene: scene[0])
        return [(self.begins_on + timedelta(days=day), partial(_do, act, args, more)) for day, act, args, more in told]

    def words(self, kind: str) -> str:
        """One of the worker's ways to write it."""
        return str(self.chance.choice(TEXTS[self.pack.code][kind][self.desk.language]))

    # Acts ---------------------------------------------------------------------------------------------------

    def contact(self, on: date, channel: str, said: str = "contact", *, reached: bool = True) -> None:
        encounters.record_contact(
            actor=self.desk.worker, case=self.case.uuid, channel=channel, on=on, contact_note=self.words(said),
            reached=reached,
        )  # fmt: skip

    def consent(self, on: date, person: Person) -> None:
        for purpose in ("support", "asked_later"):
            encounters.give_consent(
                actor=self.desk.worker, case=self.case.uuid, person=person.uuid, purpose=purpose, form="written", on=on
            )

    def lives(self, on: date, person: Person) -> None:
        record_address(
            actor=self.desk.worker, person=person.uuid, kind="lives", on=on,
            region=self.chance.choice(("750000000", "750000000", "190000000", "330000000")),
        )  # fmt: skip

    def ask_abilities(self, on: date, person: Person) -> None:
        version = instrument_version("washington_group_ss")
        assert version is not None
        assessments.complete_assessment(
            actor=self.desk.worker, case=self.case.uuid, instrument="washington_group_ss", on=on,
            answers=abilities(version.form, self.chance), language=self.desk.language, person=person.uuid,
        )  # fmt: skip

    def visit(
        self, on: date, place: str, said: str = "visit", *, seen: bool = False, form: str = "", hard: float = 0.2
    ) -> None:
        encounters.record_visit(
            actor=self.desk.worker, case=self.case.uuid, place=place, on=on, visit_note=self.words(said),
            child_seen=seen, answers=self._answers(form, hard, on) if form else None, language=self.desk.language,
        )  # fmt: skip

    def ask(self, on: date, code: str, hard: float, person: Person | None = None) -> None:
        assessments.complete_assessment(
            actor=self.desk.worker, case=self.case.uuid, instrument=code, answers=self._answers(code, hard, on), on=on,
            language=self.desk.language, person=person.uuid if person else None,
        )  # fmt: skip

    def _answers(self, code: str, hard: float, on: date) -> dict[str, Any]:
        listed = self.pack.instrument(code)
        version = instrument_version(code, listed.version)
        assert version is not None, code
        calm = {item.field for item in listed.critical}
        return answer(version.form, self.chance, hard, on, calm=calm, words=self.words("words"))

    def rate(self, on: date, level: str) -> None:
        if level != self.risk or self.case.risk_on is None:
            self.risk = level
            reason = TEXTS[self.pack.code]["risk"][level][self.desk.language]
            assessments.rate_risk(actor=self.desk.worker, case=self.case.uuid, level=level, reason=reason, on=on)

    def plan(self, on: date, *goals: str) -> None:
        language, library = self.desk.language, {goal.code: goal for goal in self.pack.goals.goals}
        drafts = []
        for code in goals:
            steps = [
                StepDraft(step.title.say(language), self.words("who"), on + timedelta(days=30 * place + 30), "working")
                for place, step in enumerate(library[code].steps[:3])
            ]
            title = library[code].title.say(language)
            drafts.append(GoalDraft(title, library[code].domain, on + timedelta(days=120), steps))
        written = plans.write_plan(
            actor=self.desk.worker, case=self.case.uuid, on=on, goals=drafts, review_on=on + timedelta(days=90)
        )
        plans.agree_plan(actor=self.desk.worker, plan=written.uuid, on=on, agreed_with=self.words("agreed_with"))
        self.approval = plans.request_approval(actor=self.desk.worker, case=self.case.uuid, kind="plan", on=on)

    def decide(self, on: date) -> None:
        plans.decide_approval(
            actor=self.desk.supervisor, approval=self.approval.uuid, approve=True, on=on,
            reason={"kk": "Келісемін.", "ru": "Согласовано."}[self.desk.supervisor.language],
        )  # fmt: skip

    def review(self, on: date) -> None:
        plans.review_plan(actor=self.desk.worker, case=self.case.uuid, on=on, result=self.words("review"))
        self.tasks_done(on)

    def tasks_done(self, on: date) -> None:
        for task in Task.objects.filter(case=self.case, state="open"):
            tasks.finish_task(actor=self.desk.worker, task=task.uuid, on=on, result=self.words("review"))

    def served(self, on: date, code: str, quantity: int = 1) -> None:
        encounters.record_service(
            actor=self.desk.worker, case=self.case.uuid, service=code, on=on, quantity=Decimal(quantity)
        )

    def begin(
        self, on: date, person: Person, track: str, kind: str, *, ago: int = 0, ends: int = 0, **more: Any
    ) -> None:
        """An episode begins: today, or so many days ago; ``ends`` is the day after the call when it should end."""
        expected = self.begins_on + timedelta(days=ends) if ends else None
        episodes.begin_episode(
            actor=self.desk.worker, case=self.case.uuid, person=person.uuid, track=track, kind=kind,
            on=on - timedelta(days=ago), expected_end_on=expected, **more,
        )  # fmt: skip

    def end(self, on: date, person: Person, track: str, reason: str, destination: str = "") -> None:
        for lasting in Episode.objects.filter(case=self.case, person=person, track=track, ended_on=None):
            episodes.end_episode(
                actor=self.desk.worker, episode=lasting.uuid, on=on, exit_reason=reason, destination=destination
            )

    def meet(self, on: date, said: str = "conference") -> None:
        question, decision, people = self.chance.choice(TEXTS[self.pack.code][said][self.desk.language])
        conferences.hold_conference(
            actor=self.desk.worker, case=self.case.uuid, on=on, question=question, decision=decision,
            participants=people, family_present=True,
        )  # fmt: skip

    def ask_closure(self, on: date, outcome: str) -> None:
        self.tasks_done(on)
        newest = Plan.objects.filter(case=self.case).exclude(state="superseded").order_by("-version").first()
        for step in PlanStep.objects.filter(goal__plan=newest).exclude(state__in=["done", "dropped"]):
            state = "done" if self.likely(0.85) else "dropped"
            plans.mark_step(actor=self.desk.worker, step=step.uuid, state=state, on=on)
        self.approval = plans.request_approval(
            actor=self.desk.worker, case=self.case.uuid, kind="closure", on=on, outcome=outcome,
            request_note=self.words("closing"),
        )  # fmt: skip

    def close(self, on: date, outcome: str) -> None:
        self.decide(on)
        note = self.words("closing")
        cases.close_case(actor=self.desk.worker, case=self.case.uuid, outcome=outcome, on=on, closing_note=note)

    def follow_up(self, on: date, answers: dict[str, str]) -> None:
        due = current_follow_ups().filter(case=self.case, opens_on__lte=on, held_on=None).last()
        if due is None:
            return
        rest = {
            question.code: self.chance.choice(("yes", "yes", "no"))
            for question in self.pack.follow_up.questions
            if question.answer == "yes_no_unknown"
        }
        reached = self.likely(0.9)
        tasks.record_follow_up(
            actor=self.desk.worker, follow_up=due.uuid, on=on, reached=reached,
            answers={**rest, **answers} if reached else None, follow_up_note=self.words("later") if reached else "",
        )  # fmt: skip

    # What many ways share -----------------------------------------------------------------------------------

    def closing(
        self, day: int, outcome: str, answers: dict[str, str], *, since: int = 0, then: dict[str, str] | None = None
    ) -> Iterator[Scene]:
        """The end of the support and the questions after it; now and then one is missed. ``since`` a day: ``then``."""
        yield day, self.ask_closure, (outcome,), {}
        yield day + 2, self.close, (outcome,), {}
        for months in (1, 3, 6, 12, 24):
            if self.likely(0.9):
                asked = day + 2 + months * 30 + self.chance.randint(1, 10)
                yield asked, self.follow_up, (then if then and asked > since else answers,), {}

    def talks(self, since: int, until: int, every: int, channels: tuple[str, ...]) -> Iterator[Scene]:
        """A contact now and again, sometimes late, sometimes with nobody."""
        day = since
        while day < until:
            reached = self.likely(0.9)
            said = "contact" if reached else "no_answer"
            yield day, self.contact, (self.chance.choice(channels), said), {"reached": reached}
            day += every + self.chance.choice((-4, 0, 0, 2, 7))

    def moods(self, person: Person, *days: int) -> Iterator[Scene]:
        """PHQ-9 several times, mostly better each time."""
        hard = self.chance.choice((0.5, 0.65, 0.8))
        for day in days:
            yield day, self.ask, ("phq9", hard, person), {}
            hard = max(hard - self.chance.choice((0.05, 0.15, 0.25)), 0.05)


def _do(act: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any], on: date) -> None:
    act(on, *args, **more)


def begun_on(chance: random.Random, first: date, last: date) -> date:
    """When a case begins: spread over the years, more of them lately."""
    whole = (last - first).days
    return last - timedelta(days=chance.randint(3, 190) if chance.random() < 0.5 else chance.randint(190, whole - 5))
