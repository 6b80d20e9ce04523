"""Paper with signature lines: the individual work plan and the visit act, in the language the family reads."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tirek.access.models import User
from tirek.casework.enums import Part, PlanState, StepState
from tirek.casework.models import Approval, Case, Entry, Plan, Visit
from tirek.casework.selectors.assessments import listed_instrument
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.people_of_cases import CasePerson, people_of_cases
from tirek.casework.selectors.plans import approval_of, plan_version
from tirek.casework.selectors.visits import visit_seen
from tirek.kernel.clock import now, today
from tirek.people.selectors.names import display_name
from tirek.toolkit.formats import clock_time, long_day, page_language, partial_day, short_day
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.printing import pdf
from tirek.web.worker.answers import answer_sections
from tirek.web.worker.wording import about_adult, part_title

LANGUAGES = ("kk", "ru", "en")
Rows = list[tuple[str, str]]


def language_of(request: DeskRequest) -> str:
    """The language asked for, else that of the page."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else page_language()


def paper(template: str, content: dict[str, Any], name: str) -> HttpResponse:
    """The PDF as a download. It goes by the reference of the case: a file name must not tell a name."""
    answer = HttpResponse(pdf(template, content), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf")
    return answer


@desk("contact.record")
@require_safe
def plan_print(request: DeskRequest, case: UUID) -> HttpResponse:
    """A version of the individual work plan on paper."""
    opened, asked = case_seen(case), request.GET.get("version", "")
    plan = plan_version(opened, int(asked) if asked.isdecimal() and len(asked) < 6 else None)
    language = language_of(request)
    reading(request, plan, "plan_print", version=plan.version, language=language)
    with translation.override(language):
        content = plan_content(opened, plan, approval_of(plan), request.user, language)
    return paper("plan", content, f"{opened.reference}-plan-{plan.version}-{language}")


@desk("contact.record")
@require_safe
def visit_print(request: DeskRequest, visit: UUID) -> HttpResponse:
    """The act of a visit on paper."""
    seen, entry = visit_seen(visit)
    language = language_of(request)
    reading(request, seen, "visit_print", language=language)
    with translation.override(language):
        content = visit_content(seen, entry, request.user, language)
    return paper("visit", content, f"{seen.case.reference}-visit-{seen.done_on:%Y-%m-%d}-{language}")


def plan_content(case: Case, plan: Plan, approval: Approval | None, user: User, language: str) -> dict[str, Any]:
    """What stands on the plan."""
    people = people_of_cases([case.pk]).get(case.pk, [])
    facts = [
        (_("Version"), str(plan.version)),
        (_("Day"), long_day(plan.done_on)),
        (_("Status"), capfirst(str(PlanState(plan.state).label))),
        (_("To be reviewed on"), long_day(plan.review_on) if plan.review_on else "–"),
    ]
    agreement = [
        (_("Agreed with"), _agreed(plan)),
        (_("What the child thinks"), plan.child_opinion or "–"),
        (_("Supervisor"), _decision(approval)),
    ]
    return {
        **page_of(case, people, user, language, _("Individual work plan"), facts),
        "words": {
            **words_of_a_page(),
            "people": _("Who the plan is for"),
            "step": _("Step"),
            "who": _("Who does it"),
            "by": _("By when"),
            "state": _("State"),
            "agreement": _("Agreement and approval"),
        },
        "people": [_person(one, language) for one in people],
        "goals": [
            {
                "title": f"{number}. {goal.title}",
                "due": _("By when: %(day)s") % {"day": long_day(goal.due_on)} if goal.due_on else "",
                "steps": [
                    {
                        "title": step.title,
                        "who": step.responsible,
                        "by": short_day(step.due_on) if step.due_on else "–",
                        "state": capfirst(str(StepState(step.state).label)),
                    }
                    for step in goal.steps.all()
                ],
            }
            for number, goal in enumerate(plan.goals.all(), start=1)
        ],
        "agreement": agreement,
        "signatures": [_("Parent or legal representative"), _("Social worker"), _("Supervisor")],
    }


def visit_content(visit: Visit, entry: Entry | None, user: User, language: str) -> dict[str, Any]:
    """What stands on the visit act: where, who was met and seen, the worker's words, the visit form's answers."""
    case, pack = visit.case, programme_of(visit.case)
    people = people_of_cases([case.pk]).get(case.pk, [])
    facts = [
        (_("Day of the visit"), long_day(visit.done_on)),
        (_("Where"), pack.title_of("visit_place", visit.place, language)),
        (_("Who visited"), str(visit.recorded_by)),
        (_("The client was met") if about_adult(pack) else _("The family was met"), _yes_no(visit.reached)),
    ]
    if any(one.part == Part.CHILD for one in people):
        facts.append((_("The child was seen"), _yes_no(visit.child_seen)))
    filled = visit.assessment
    listed = listed_instrument(case, filled.instrument) if filled else None
    sections = answer_sections(filled.instrument_version.form, filled.values, language) if filled else []
    return {
        **page_of(case, people, user, language, _("Visit act"), facts),
        "words": {**words_of_a_page(), "note": _("What was seen and agreed")},
        "note": entry.note if entry else "",
        "form": listed.title.say(language) if listed else "",
        "notice": listed.notice.say(language) if listed else "",
        "sections": [
            {"title": section.title, "rows": [(line.question, line.answer) for line in section.lines]}
            for section in sections
        ],
        "signatures": [_("Client") if about_adult(pack) else _("Member of the family"), _("Social worker")],
    }


def page_of(
    case: Case, people: list[CasePerson], user: User, language: str, title: str, facts: Rows
) -> Mapping[str, Any]:
    """What stands at the head and the foot of a paper of the file."""
    printed = _("Printed by %(name)s, %(day)s, %(time)s") % {
        "name": user, "day": short_day(today()), "time": clock_time(now())
    }  # fmt: skip
    of_case = [(_("Case"), case.reference), (_("Lead worker"), str(case.worker))]
    return {
        "title": title,
        "language": language,
        "organisation": " · ".join(dict.fromkeys((case.unit.organisation.name, case.unit.name))),
        "facts": [whose(case, people, language), *of_case, *facts],
        "footer": f"{case.reference} · {printed}",
    }


def whose(case: Case, people: list[CasePerson], language: str) -> tuple[str, str]:
    """Whom a paper is about: the client of a programme about a grown-up, else the grown-ups of the family."""
    if of_adult := about_adult(programme_of(case)):
        adults = [one for one in people if one.part == Part.CLIENT]
    else:
        adults = [one for one in people if one.part != Part.CHILD]
    names = ", ".join(display_name(one.person, language) for one in adults or people)
    return (_("Client") if of_adult else _("Family")), names


def words_of_a_page() -> dict[str, str]:
    """The words every paper needs."""
    return {
        "page": _("page {n} of {m}"),
        "signatures": _("Signatures"),
        "signature": _("signature, name"),
        "date": _("date"),
    }


def _person(one: CasePerson, language: str) -> str:
    born = one.person.birth_date
    day = partial_day(born, one.person.birth_precision, language) if born else _("not known")
    return f"{display_name(one.person, language)}, {part_title(one.part)}, {_('born')}: {day}"


def _agreed(plan: Plan) -> str:
    return f"{plan.agreed_with}, {long_day(plan.agreed_on)}" if plan.agreed_on else _("not agreed yet")


def _decision(approval: Approval | None) -> str:
    if approval is None or approval.decided_on is None:
        return _("waiting for the answer") if approval else _("not asked yet")
    said = f"{approval.get_decision_display()}, {approval.decided_by}, {long_day(approval.decided_on)}"
    return f"{capfirst(said)}. {approval.reason}" if approval.reason else capfirst(said)


def _yes_no(value: bool) -> str:
    return _("Yes") if value else _("No")
