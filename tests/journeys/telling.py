"""A story of a programme, told: each kind of act once through its page, and from then on as an act."""

from datetime import date

from tests.journeys.by_act import ByAct
from tests.journeys.by_page import ByPage
from tests.journeys.steps import Desk, moved_clock
from tests.journeys.vectors import Step
from tirek.casework.actions import plans
from tirek.casework.models import Case, Duty, Episode, FollowUp, Plan, PlanStep

#: Acts whose pages are the same in every programme: the first two stories drive them, one in each language and width.
ROUTINE = {"record_contact", "give_consent", "request_approval", "decide_approval", "record_service", "open_task",
           "finish_task", "rate_risk", "close_case", "request_closure"}  # fmt: skip


class Telling(ByPage, ByAct):
    """A vector from its first step to what must be so at the end."""

    every_page = True

    def tell(self) -> None:
        """Every step on its day."""
        for step in self.story.steps:
            on = self.story.day(step, self.closed)
            supervised = step.get("by") == "supervisor" or step["act"] == "decide_approval"
            desk = self.supervisor if supervised else self.worker
            self.now = max(self.now or on, on)
            if step["act"] == "request_closure":
                self.finish_the_plan(on)
            self.do(desk, step, on)
            if step["act"] == "close_case":
                self.closed = on

    def do(self, desk: Desk, step: Step, on: date) -> None:
        """The first of its kind through the page; what was driven in this story already, as an act."""
        name = step["act"]
        kind = f"{name}:{'answers' in step}" if name == "record_visit" else name
        routine = name in ROUTINE and not self.every_page
        by_page = kind not in self.driven and not routine and (name != "record_follow_up" or step["months"] == 12)
        if by_page:
            self.driven.add(kind)
            with desk.day(self.now or on):
                getattr(self, f"page_{name}")(desk, step)
        else:
            with moved_clock(self.now or on):
                getattr(self, f"act_{name}")(desk.user, step, on)
        if "expect" in step:
            self.check_score(step)

    def finish_the_plan(self, on: date) -> None:
        """Before the closure every step of the plan has its result: one is marked on the page, the rest as acts."""
        with self.seeing():
            newest = Plan.objects.filter(case__uuid=self.case).exclude(state="superseded").order_by("-version").first()
            steps = PlanStep.objects.filter(goal__plan=newest).exclude(state__in=["done", "dropped"]).order_by("pk")
            left = [step.uuid for step in steps]
        if left and "mark_step" not in self.driven:
            self.driven.add("mark_step")
            with self.worker.day(on):
                self.worker.open("case_file", self.case)
                menu = self.worker.page.locator("tr[id^=step-] details.menu").first
                menu.locator("summary").click()
                with self.worker.page.expect_navigation():
                    menu.locator("button[value=done]").click()
        with moved_clock(on):
            for step in left:
                plans.mark_step(actor=self.worker.user, step=step, state="done", on=on)

    def check_end(self) -> None:
        """Stage, outcome and the answer of the last follow-up are as the vector says; nothing else is overdue."""
        expect = self.story.expect
        on = self.story.day(self.story.steps[-1], self.closed)
        with self.seeing():
            case = Case.objects.get(uuid=self.case)
            held = FollowUp.objects.filter(case=case, held_on__isnull=False).order_by("-months").first()
            overdue = Duty.objects.filter(case=case, state="open", due_on__lt=on).values_list("rule", flat=True)
            late = sorted(set(overdue))
            tracks = set(Episode.objects.filter(case=case).values_list("track", flat=True))
        assert (case.stage, case.outcome) == (expect["stage"], expect["outcome"])
        assert held
        assert held.outcome == expect["follow_up"]
        assert late == sorted(expect.get("overdue", []))
        with self.worker.day(on):
            self.worker.open("case_file", self.case)
            self.worker.open("life_line", self.case)
            for track in tracks:
                self.worker.shows(self.pack.track(track).title.say(self.worker.language))
