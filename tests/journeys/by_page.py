"""The steps of a story as somebody takes them through the pages."""

from typing import Any

from tests.journeys.steps import Desk, case_in
from tests.journeys.vectors import OnRecord, Step

#: What somebody of a vector is to the client, where the vector says it as a family does.
TO_CLIENT = {"grandmother": "mother", "grandfather": "father", "aunt": "sister", "uncle": "brother"}
OF_CLIENT = {"child", "expected_child", "spouse", "partner", "mother", "father", "sister", "brother"}


class ByPage(OnRecord):
    """A step through its page: ``page_<act>``."""

    def page_open_case(self, desk: Desk, step: Step) -> None:
        """From the search to the open case: the programme first, then the call, the people, a last look."""
        language, first = desk.language, self.story.people[0]
        desk.open("person_search")
        desk.write(q=" ".join(filter(None, (first[language].get("surname"), first[language]["given"]))))
        desk.send("Search")
        with desk.page.expect_navigation():
            desk.page.locator("aside form button, .col-lg-4 form button").first.click()
        desk.look()
        desk.choose_programme()
        desk.choose(call_source=step["call_source"])
        for ground in step.get("grounds", []):
            desk.page.locator(f"main [name=grounds][value={ground}]").check()
        desk.write(call_note=step.get("call_note", ""))
        desk.send("Next")
        for number, one in enumerate(self.story.people):
            if number:
                adult = self.pack.pack.subject == "adult"
                desk.link("Somebody new" if adult else "Newborn or somebody new")
            self.write_down(desk, one)
        desk.link("Next")
        desk.send("Open the case")
        self.case = case_in(desk.page.url)

    def write_down(self, desk: Desk, one: dict[str, Any]) -> None:
        """Somebody new: who it is, the name in the story's language, sex and birth."""
        name, script, born = one[desk.language], desk.language, one["born"]
        desk.choose(role=self.role_of(one), sex=one["sex"], birth_month=str(born.month))
        parts = {"surname": "surname", "given": "given_name", "patronymic": "patronymic"}
        desk.write(
            **{f"{field}_{script}": name.get(part) or "" for part, field in parts.items()},
            birth_day=str(born.day),
            birth_year=str(born.year),
        )
        if one["part"] == "carer":
            desk.page.locator("main [name=carer]").check()
        if one.get("phone"):
            desk.write(phone=one["phone"])
            desk.choose(safe_to_call="true" if one.get("safe_to_call", True) else "false")
        desk.send("Add")

    def role_of(self, one: dict[str, Any]) -> str:
        """What is chosen for somebody in the list of the programme."""
        role = one.get("family_role") or "other"
        if self.pack.pack.subject != "adult":
            return role
        if one["part"] == "client":
            return "client"
        role = TO_CLIENT.get(role, role)
        return role if role in OF_CLIENT else "other"

    def page_give_consent(self, desk: Desk, step: Step) -> None:
        desk.open("give_consent", self.case)
        if "person" in step:
            desk.choose(person=str(self.person(step["person"]).uuid))
        desk.choose(purpose=step.get("purpose", "support"))
        if step.get("recipient"):
            desk.write(recipient=step["recipient"])
        desk.send("Record consent")

    def page_record_contact(self, desk: Desk, step: Step) -> None:
        desk.open("my_day")
        desk.open("record_contact", self.case)
        desk.choose(channel=step["channel"], reached="yes" if step.get("reached", True) else "no")
        desk.write(contact_note=step.get("note", ""))
        desk.send("Record contact")

    def page_record_visit(self, desk: Desk, step: Step) -> None:
        desk.open("record_visit", self.case)
        desk.choose(place=step["place"], reached="yes")
        if desk.page.locator("main [name=child_seen]").count():
            desk.choose(child_seen="yes" if step.get("child_seen", True) else "no")
        desk.write(visit_note=step.get("note", ""))
        if answers := step.get("answers"):
            desk.page.locator("details.visit-form > summary").click()
            form = next(item for item in self.pack.instruments.instruments if "visit" in item.used_in)
            desk.answer_whole(form.code, answers)
        desk.send("Record visit")

    def page_record_service(self, desk: Desk, step: Step) -> None:
        desk.open("record_service", self.case)
        desk.choose(service=step["service"])
        desk.write(quantity=str(step.get("quantity", 1)))
        desk.send("Record service")

    def page_complete_assessment(self, desk: Desk, step: Step) -> None:
        desk.open("assessments", self.case)
        desk.open("complete_assessment", self.case, step["instrument"])
        desk.answer(step["instrument"], step["answers"])
        about = desk.page.locator("main select[name=person]")
        if "person" in step and about.count() and about.is_visible():
            desk.choose(person=str(self.person(step["person"]).uuid))
        desk.send("Complete the assessment")

    def page_rate_risk(self, desk: Desk, step: Step) -> None:
        desk.open("rate_risk", self.case)
        desk.choose(risk_level=step["level"])
        desk.write(risk_reason=step["reason"])
        desk.send("Record the rating")

    def page_agree_plan(self, desk: Desk, step: Step) -> None:
        """Goals out of the library with a touch each, then the agreement."""
        desk.open("write_plan", self.case)
        library = desk.page.locator("tirek-plan .plan-library")
        for folded in reversed(library.locator("details:not([open]) > summary").all()):  # an opened one drops out
            folded.click()
        for goal in step["goals"]:
            title = self.pack.title_of("goal", goal["goal"], desk.language)
            library.get_by_role("button", name=title).first.click()
        desk.look()
        desk.send("Save the plan")
        desk.send("Record the agreement")

    def page_request_approval(self, desk: Desk, step: Step) -> None:
        desk.open("request_approval", self.case)
        desk.write(request_note=step.get("note", ""))
        desk.send("Ask the supervisor")

    def page_decide_approval(self, desk: Desk, step: Step) -> None:
        desk.open("approvals")
        desk.page.locator("main a[href^='/approvals/']").first.click()
        desk.look()
        desk.choose(decision="approve" if step["decision"] == "approved" else "return")
        desk.write(reason=step.get("reason", ""))
        desk.send("Record the decision")

    def page_begin_episode(self, desk: Desk, step: Step) -> None:
        desk.open("begin_episode", self.case, query=f"track={step['track']}")
        if "person" in step and desk.page.locator("main [name=person]").count() > 1:
            desk.choose(person=str(self.person(step["person"]).uuid))
        desk.choose(kind=step["kind"])
        if (on := self.story.day(step, self.closed)) != self.now:  # it began before the case was opened
            desk.write(on=on.isoformat())
        if expected := self.by_offset(step.get("expected_end")):
            desk.write(expected_end_on=expected.isoformat())
        for particular in step.get("particulars", []):
            desk.page.locator(f"main [name=particulars][value={particular}]").check()
        if step.get("known_from"):
            desk.choose(known_from=step["known_from"])
        desk.send("Record")

    def page_end_episode(self, desk: Desk, step: Step) -> None:
        desk.open("episode_end", self.lasting(step).uuid)
        desk.choose(exit_reason=step["exit_reason"])
        if step.get("destination"):
            desk.choose(destination=step["destination"])
        desk.send("Record the end")

    def page_hold_conference(self, desk: Desk, step: Step) -> None:
        desk.open("hold_conference", self.case)
        desk.write(question=step["question"], participants="\n".join(step["participants"]), decision=step["decision"])
        desk.choose(family_present="yes")
        desk.send("Record the conference")

    def page_open_task(self, desk: Desk, step: Step) -> None:
        desk.open("open_task", self.case)
        desk.write(title=step["title"])
        if due := self.by_offset(step.get("due")):
            desk.write(due_on=due.isoformat())
        desk.send("Give the task")

    def page_finish_task(self, desk: Desk, step: Step) -> None:
        desk.open("task_done", self.open_task_of(step).uuid)
        desk.write(result=step.get("result", step.get("note", "")))
        desk.send("Record")

    def page_review_plan(self, desk: Desk, step: Step) -> None:
        desk.open("review_plan", self.case)
        desk.write(result=step["result"])
        desk.send("The plan stays as it is")

    def page_request_closure(self, desk: Desk, step: Step) -> None:
        desk.open("close_case", self.case)
        desk.choose(outcome=step["outcome"])
        desk.write(request_note=step.get("note", step["outcome"]))
        desk.send("Ask the supervisor")

    def page_close_case(self, desk: Desk, step: Step) -> None:
        desk.open("close_case", self.case)
        desk.write(closing_note=step.get("note", ""))
        desk.send("Close the case")

    def page_record_follow_up(self, desk: Desk, step: Step) -> None:
        """My day says whose year is over."""
        desk.open("my_day")
        desk.page.locator(f"main a[href$='/follow-up/{step['months']}/']").click()
        desk.look()
        desk.choose(reached="yes", **{code: answer for code, answer in step["answers"].items() if self.chosen(code)})
        desk.write(follow_up_note=step.get("note", ""))
        desk.send("Record follow-up")

    def chosen(self, code: str) -> bool:
        """Whether a question of the follow-up is answered by choosing; text goes into the note."""
        question = next(item for item in self.pack.follow_up.questions if item.code == code)
        return question.answer != "text"
