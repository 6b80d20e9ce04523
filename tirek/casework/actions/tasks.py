"""What is to be done: tasks and the follow-ups after closure."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from tirek.access.acts import act, note
from tirek.access.enums import Compartment
from tirek.access.models import User
from tirek.access.policy import require
from tirek.access.selectors.staff import members_of_unit
from tirek.casework.actions.casefile import base, day_of_act, door, found_in_case, journal, lock_case, one_of
from tirek.casework.actions.duties import keep_duties
from tirek.casework.enums import TaskState
from tirek.casework.models import FollowUp, Task
from tirek.casework.selectors.facts import programme_of
from tirek.kernel.problems import N_, Problem
from tirek.programmes.engine.pack import Pack


@act("task.edit")
def open_task(
    *,
    actor: User,
    case: UUID,
    on: date,
    title: str = "",
    words: Mapping[str, str] | None = None,
    due_on: date | None = None,
    urgent: bool = False,
    assigned_to: UUID | None = None,
    task_note: str = "",
    origin: str = "",
    compartment: str = Compartment.GENERAL,
    client_ref: UUID | None = None,
) -> Task:
    """Somebody of the unit is to do something by a day. ``words`` are for tasks that rules open, in three languages.

    Permission: task.edit. Once for a client_ref.
    """
    opened = lock_case(case)
    require(actor, "task.edit", opened.unit_id)
    day_of_act(on, case=opened)
    if not title.strip() and not words:
        raise Problem(N_("Write what is to be done."), field="title")
    if due_on is not None and due_on < on:
        raise Problem(N_("The task can't be due before it is given."), field="due_on")
    who = members_of_unit(opened.unit_id).filter(uuid=assigned_to).first() if assigned_to else actor
    if who is None:
        raise Problem(N_("Choose somebody who works in this unit."), field="assigned_to")
    task = Task.objects.create(
        **base(actor, opened, on, door(actor, opened, compartment)),
        title=title.strip(),
        words=dict(words or {}),
        note=task_note.strip(),
        due_on=due_on,
        urgent=urgent,
        assigned_to=who,
        origin=origin,
    )
    keep_duties(opened, by=actor)
    note(urgent=urgent, origin=origin)
    return task


@act("task.edit")
def finish_task(
    *,
    actor: User,
    task: UUID,
    on: date,
    result: str = "",
    dropped: bool = False,
    client_ref: UUID | None = None,
) -> Task:
    """The task is done, or dropped with a reason.

    Permission: task.edit. Finishing again changes nothing.
    """
    given, opened = found_in_case(Task, task)
    require(actor, "task.edit", opened.unit_id)
    day_of_act(on, case=opened)
    if given.state != TaskState.OPEN:
        return given
    if dropped and not result.strip():
        raise Problem(N_("Write why the task is dropped."), field="result")
    given.state = TaskState.DROPPED if dropped else TaskState.DONE
    given.finished_on, given.finished_by, given.result = max(on, given.done_on), actor, result.strip()
    given.save(update_fields=["state", "finished_on", "finished_by", "result"])
    journal(given, "task_finished", on=on, note=result.strip(), by=actor, dropped=dropped)
    keep_duties(opened, by=actor)
    return given


@act("visit.record")
def record_follow_up(
    *,
    actor: User,
    follow_up: UUID,
    on: date,
    reached: bool,
    answers: Mapping[str, str] | None = None,
    follow_up_note: str = "",
    client_ref: UUID | None = None,
) -> FollowUp:
    """After the support has ended: was the family reached, and who does the child live with now?

    Permission: visit.record. A follow-up that reached the family stands; one that reached nobody may be tried again.
    """
    due, opened = found_in_case(FollowUp, follow_up, dropped_on=None)
    require(actor, "visit.record", opened.unit_id)
    day_of_act(on, case=opened)
    if due.held_on is not None and due.reached:
        raise Problem(N_("This follow-up is already on record. Correct it instead."))
    if on < due.opens_on:
        raise Problem(
            N_("This follow-up counts from %(opens)s on. Record a contact until then."),
            field="on",
            opens=due.opens_on.strftime("%d.%m.%Y"),
        )
    begun = FollowUp.objects.filter(
        case=opened, counted_from=due.counted_from, months__gt=due.months, opens_on__lte=on, dropped_on=None
    ).order_by("-months")
    if later := begun.first():
        raise Problem(
            N_("The time of the follow-up at %(months)s months has begun. Record that one; this one was missed."),
            field="on",
            months=later.months,
        )
    programme = programme_of(opened)
    taken = _taken(programme, answers or {}) if reached else {}
    due.held_on, due.reached = on, reached
    due.outcome, due.answers, due.note = taken.get(programme.follow_up.outcome, ""), taken, follow_up_note.strip()
    due.save(update_fields=["held_on", "reached", "outcome", "answers", "note"])
    journal(
        due,
        "follow_up",
        on=on,
        note=follow_up_note.strip(),
        by=actor,
        months=due.months,
        reached=reached,
        outcome=due.outcome,
    )
    keep_duties(opened, by=actor)
    note(months=due.months, reached=reached)
    return due


def _taken(programme: Pack, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers to the programme's follow-up questions, each of a kind the question knows."""
    taken = {}
    for question in programme.follow_up.questions:
        answer = str(answers.get(question.code, "")).strip()
        if not answer and question.required:
            raise Problem(
                N_("This question has no answer yet. Choose one; not known is an answer too."), field=question.code
            )
        if answer and question.answer == "choice":
            one_of([(item.code, "") for item in question.choices], answer, question.code)
        if answer and question.answer == "yes_no_unknown":
            one_of([("yes", ""), ("no", ""), ("unknown", "")], answer, question.code)
        if answer:
            taken[question.code] = answer
    return taken
