"""The steps of a story as acts, where their page was driven before."""

from datetime import date
from decimal import Decimal

from tests.journeys.vectors import OnRecord, Step
from tirek.access.models import User
from tirek.casework.actions import assessments, cases, conferences, encounters, episodes, plans, tasks
from tirek.casework.actions.plans import GoalDraft, StepDraft
from tirek.casework.models import Approval, FollowUp


class ByAct(OnRecord):
    """A step as an act: ``act_<act>``."""

    def act_give_consent(self, actor: User, step: Step, on: date) -> None:
        person = self.person(step.get("person", self.story.people[0]["key"]))
        encounters.give_consent(
            actor=actor, case=self.case, person=person.uuid, purpose=step.get("purpose", "support"),
            form=step.get("form", "written"), on=on, recipient=step.get("recipient", ""),
        )  # fmt: skip

    def act_record_contact(self, actor: User, step: Step, on: date) -> None:
        encounters.record_contact(
            actor=actor, case=self.case, channel=step["channel"], on=on, contact_note=step.get("note", ""),
            reached=step.get("reached", True),
        )  # fmt: skip

    def act_record_visit(self, actor: User, step: Step, on: date) -> None:
        children = any(one["part"] == "child" for one in self.story.people)
        encounters.record_visit(
            actor=actor, case=self.case, place=step["place"], on=on, visit_note=step.get("note", ""),
            child_seen=children and step.get("child_seen", True), answers=step.get("answers"),
            language=self.worker.language,
        )  # fmt: skip

    def act_record_service(self, actor: User, step: Step, on: date) -> None:
        quantity = Decimal(str(step.get("quantity", 1)))
        encounters.record_service(actor=actor, case=self.case, service=step["service"], on=on, quantity=quantity)

    def act_complete_assessment(self, actor: User, step: Step, on: date) -> None:
        person = self.person(step.get("person"))
        assessments.complete_assessment(
            actor=actor, case=self.case, instrument=step["instrument"], answers=step["answers"], on=on,
            language=self.worker.language, person=person.uuid if person else None,
        )  # fmt: skip

    def act_rate_risk(self, actor: User, step: Step, on: date) -> None:
        assessments.rate_risk(actor=actor, case=self.case, level=step["level"], reason=step["reason"], on=on)

    def act_agree_plan(self, actor: User, step: Step, on: date) -> None:
        language = self.worker.language
        library = {goal.code: goal for goal in self.pack.goals.goals}
        goals = [
            GoalDraft(
                self.pack.title_of("goal", goal["goal"], language),
                goal["domain"],
                steps=[StepDraft(one.title.say(language), actor.short_name) for one in library[goal["goal"]].steps],
            )
            for goal in step["goals"]
        ]
        plan = plans.write_plan(actor=actor, case=self.case, on=on, goals=goals)
        plans.agree_plan(actor=actor, plan=plan.uuid, on=on, agreed_with=self.story.people[0][language]["given"])

    def act_request_approval(self, actor: User, step: Step, on: date) -> None:
        plans.request_approval(actor=actor, case=self.case, kind="plan", on=on, request_note=step.get("note", ""))

    def act_decide_approval(self, actor: User, step: Step, on: date) -> None:
        asked = self.latest(Approval, decision="waiting")
        approve = step["decision"] == "approved"
        plans.decide_approval(actor=actor, approval=asked.uuid, approve=approve, on=on, reason=step.get("reason", ""))

    def act_begin_episode(self, actor: User, step: Step, on: date) -> None:
        episodes.begin_episode(
            actor=actor, case=self.case, person=self.person(step["person"]).uuid, track=step["track"],
            kind=step["kind"], on=on, expected_end_on=self.by_offset(step.get("expected_end")),
            particulars=step.get("particulars", ()), known_from=step.get("known_from", ""),
            entry_reason=step.get("entry_reason", ""),
        )  # fmt: skip

    def act_end_episode(self, actor: User, step: Step, on: date) -> None:
        episodes.end_episode(
            actor=actor, episode=self.lasting(step).uuid, on=on, exit_reason=step["exit_reason"],
            destination=step.get("destination", ""),
        )  # fmt: skip

    def act_hold_conference(self, actor: User, step: Step, on: date) -> None:
        conferences.hold_conference(
            actor=actor, case=self.case, on=on, question=step["question"], participants=step["participants"],
            decision=step["decision"],
        )  # fmt: skip

    def act_open_task(self, actor: User, step: Step, on: date) -> None:
        due = self.by_offset(step.get("due"))
        tasks.open_task(actor=actor, case=self.case, title=step["title"], on=on, due_on=due)

    def act_finish_task(self, actor: User, step: Step, on: date) -> None:
        result = step.get("result", step.get("note", ""))
        tasks.finish_task(actor=actor, task=self.open_task_of(step).uuid, on=on, result=result)

    def act_review_plan(self, actor: User, step: Step, on: date) -> None:
        plans.review_plan(actor=actor, case=self.case, on=on, result=step["result"])

    def act_request_closure(self, actor: User, step: Step, on: date) -> None:
        plans.request_approval(actor=actor, case=self.case, kind="closure", on=on, outcome=step["outcome"])

    def act_close_case(self, actor: User, step: Step, on: date) -> None:
        note = step.get("note", step["outcome"])
        cases.close_case(actor=actor, case=self.case, outcome=step["outcome"], on=on, closing_note=note)

    def act_record_follow_up(self, actor: User, step: Step, on: date) -> None:
        due = self.latest(FollowUp, months=step["months"], dropped_on=None)
        reached = step.get("reached", True)
        tasks.record_follow_up(
            actor=actor, follow_up=due.uuid, on=on, reached=reached, answers=step.get("answers") if reached else None
        )
