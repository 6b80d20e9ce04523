"""The sections of a printed form as plain values, in the language of the paper.

A section without content is left out, title and all: a paper neither shows what its reader may not see nor that there
is something. Addresses of people stand on no form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tirek.access.models import User
from tirek.casework.enums import StepState
from tirek.casework.models import Case, Episode, Plan
from tirek.casework.selectors import papers
from tirek.casework.selectors.assessments import entry_of
from tirek.casework.selectors.people_of_cases import CasePerson
from tirek.casework.selectors.plans import approval_of
from tirek.kernel.clock import today
from tirek.people.selectors.names import display_name
from tirek.programmes.engine.pack import Pack
from tirek.programmes.engine.pack_parts import PrintForm, PrintSection, Question
from tirek.programmes.selectors.own_packs import instrument_title
from tirek.toolkit.formats import long_day, number, partial_day, short_day
from tirek.web.worker.answers import answer_sections
from tirek.web.worker.wording import part_title, score_words, track_title

Block = dict[str, Any]
BLANK_ROWS = 5


@dataclass(frozen=True)
class Paper:
    """What the sections are made from."""

    case: Case
    pack: Pack
    form: PrintForm
    people: list[CasePerson]
    user: User
    language: str

    @property
    def of_the_file(self) -> bool:
        """Whether the paper belongs to the file. One without the section ``case`` is kept by the person alone."""
        return any(section.content == "case" for section in self.form.sections)


def sections(paper: Paper) -> list[dict[str, Any]]:
    """Every section with something in it; signatures stand at the end and are told apart."""
    made = []
    for section in paper.form.sections:
        if section.content in _MAKERS:
            blocks = _MAKERS[section.content](paper, section)
            if blocks:
                title = section.title.say(paper.language) if section.title else _title(paper, section)
                again = title == paper.form.title.say(paper.language)
                made.append({"title": "" if again else title, "blocks": blocks})
    return made


def signatures(paper: Paper) -> list[str]:
    """Who signs."""
    return [
        who.say(paper.language)
        for section in paper.form.sections
        if section.content == "signatures"
        for who in section.who
    ]


def _title(paper: Paper, section: PrintSection) -> str:
    if section.content == "answers":
        return instrument_title(paper.pack, section.instrument or "", paper.language)
    if section.content == "episodes" and len(section.tracks) == 1:
        return track_title(paper.pack, section.tracks[0], paper.language)
    return {
        "people": _("People"),
        "plan": _("Plan"),
        "monitoring": _("Monitoring of the plan"),
        "episodes": _("Life line"),
        "services": _("Services given"),
        "follow_ups": _("After the support"),
    }.get(section.content, "")


def _people(paper: Paper, _section: PrintSection) -> list[Block]:
    rows = [[display_name(one.person, paper.language), part_title(one.part), _born(one, paper)] for one in paper.people]
    return [_table([_("Name"), _("Part in the case"), _("Born")], [5, 3, 2], rows)]


def _born(one: CasePerson, paper: Paper) -> str:
    born = one.person.birth_date
    return partial_day(born, one.person.birth_precision, paper.language) if born else _("not known")


def _plan(paper: Paper, _section: PrintSection) -> list[Block]:
    plan = papers.plan_in_force(paper.case)
    if plan is None:
        return [_text(_("No plan is written yet."))]
    blocks: list[Block] = [{"kind": "facts", "rows": _plan_facts(plan)}]
    head = [_("Step"), _("Who does it"), _("By when"), _("State")]
    for place, goal in enumerate(plan.goals.all(), start=1):
        due = " · " + _("By when: %(day)s") % {"day": long_day(goal.due_on)} if goal.due_on else ""
        blocks.append({"kind": "heading", "text": f"{place}. {goal.title}{due}"})
        rows = [
            [step.title, step.responsible, _day(step.due_on), capfirst(str(StepState(step.state).label))]
            for step in goal.steps.all()
        ]
        if rows:
            blocks.append(_table(head, [5, 3, 2, 2], rows))
    return blocks


def _plan_facts(plan: Plan) -> list[tuple[str, str]]:
    agreed = f"{plan.agreed_with}, {long_day(plan.agreed_on)}" if plan.agreed_on else _("not agreed yet")
    facts = [
        (_("Version"), f"{plan.version}, {long_day(plan.done_on)}"),
        (_("Agreed with"), agreed),
        (_("To be reviewed on"), long_day(plan.review_on) if plan.review_on else "–"),
    ]
    if plan.child_opinion:
        facts.append((_("What the child thinks"), plan.child_opinion))
    asked = approval_of(plan)
    if asked and asked.decided_on:
        said = f"{asked.get_decision_display()}, {asked.decided_by}, {long_day(asked.decided_on)}"
        facts.append((_("Supervisor"), capfirst(said)))
    return facts


def _monitoring(paper: Paper, _section: PrintSection) -> list[Block]:
    plan, rows = papers.plan_in_force(paper.case), []
    for one in papers.monitored(paper.case):
        stays, agreed = _("The plan stays, version %(number)s."), _("Version %(number)s of the plan was agreed.")
        said = (agreed if one.agreed else stays) % {"number": one.entry.detail.get("version", "")}
        # The note of an agreement is what the child thinks: it belongs to the plan.
        note = "–" if one.agreed else one.entry.note
        rows.append([note, said, short_day(one.entry.done_on), str(one.entry.recorded_by)])
    facts = []
    if plan and plan.agreed_on:
        until = long_day(plan.review_on) if plan.review_on else "…"
        facts.append({"kind": "facts", "rows": [(_("Period of the plan"), f"{long_day(plan.agreed_on)} – {until}")]})
    return [*facts, {"kind": "monitoring", "rows": rows, "blank": BLANK_ROWS}]


def _answers(paper: Paper, section: PrintSection) -> list[Block]:
    code = section.instrument or ""
    if not papers.answers_open(paper.user, paper.case, code):
        return []
    filled = papers.last_completed(paper.case, code)
    if filled is None:
        return [_text(_("Not filled in yet."))]
    facts = [(_("Day"), long_day(filled.done_on))]
    if filled.person and paper.of_the_file:
        facts.append((_("About whom"), display_name(filled.person, paper.language)))
    if paper.of_the_file:
        facts.append((_("Recorded by"), str(filled.recorded_by)))
    if filled.score is not None:
        facts.append((_("Score"), score_words(filled.score, filled.band, code, paper.pack, paper.language)))
    blocks: list[Block] = [{"kind": "facts", "rows": facts}]
    for part in answer_sections(filled.instrument_version.form, filled.values, paper.language):
        if part.title:
            blocks.append({"kind": "heading", "text": part.title})
        rows = [[line.question, line.answer] for line in part.lines]
        blocks.append(_table([_("Question"), _("Answer")], [1, 1], rows))
    listed = entry_of(filled)
    return [*blocks, {"kind": "small", "text": listed.notice.say(paper.language)}] if listed else blocks


def _episodes(paper: Paper, section: PrintSection) -> list[Block]:
    found = papers.episodes_of(paper.people, section.tracks)
    people = {one.person.pk: one for one in paper.people}
    several = len({row.person_id for row in found}) > 1
    head = [_("What"), _("From"), _("Until"), _("Particulars")]
    blocks: list[Block] = []
    for track in dict.fromkeys(row.track for row in found):
        rows = []
        for row in (one for one in found if one.track == track):
            name = display_name(people[row.person_id].person, paper.language, form="short")
            kind = paper.pack.title_of(f"{track}.kind", row.kind, paper.language)
            rows.append([f"{name}: {kind}" if several else kind, _began(row), _ended(row), _particulars(row, paper)])
        if len(section.tracks) != 1:
            blocks.append({"kind": "heading", "text": track_title(paper.pack, track, paper.language)})
        blocks.append(_table(head, [4, 2, 2, 4], rows))
    return blocks


def _began(row: Episode) -> str:
    return partial_day(row.done_on, row.starts_precision)


def _ended(row: Episode) -> str:
    if row.ended_on:
        return partial_day(row.ended_on, row.ends_precision)
    return _("expected %(day)s") % {"day": short_day(row.expected_end_on)} if row.expected_end_on else _("lasts")


def _particulars(row: Episode, paper: Paper) -> str:
    def said(list_name: str, code: str) -> str:
        return paper.pack.title_of(f"{row.track}.{list_name}", code, paper.language) if code else ""

    parts = [said("entry_reason", row.entry_reason), *(said("particular", code) for code in row.particulars)]
    parts += [said("exit_reason", row.exit_reason), said("destination", row.destination)]
    return "; ".join(part for part in parts if part)


def _services(paper: Paper, _section: PrintSection) -> list[Block]:
    listed = {service.code: service for service in paper.pack.services.services}
    rows = []
    for row in papers.services_of(paper.case):
        entry = listed.get(row.service)
        unit = paper.pack.title_of("unit", entry.unit, paper.language) if entry else ""
        amount = number(float(row.quantity), 0 if row.quantity == row.quantity.to_integral_value() else 1)
        title = paper.pack.title_of("service", row.service, paper.language)
        rows.append([_day(row.done_on), title, f"{amount} {unit}".strip(), row.provider])
    return [_table([_("Day"), _("Service"), _("How much"), _("By whom")], [2, 5, 2, 3], rows)] if rows else []


def _follow_ups(paper: Paper, _section: PrintSection) -> list[Block]:
    questions = paper.pack.follow_up.questions
    rows = []
    for row in papers.follow_ups_of(paper.case):
        after = ngettext("%(count)d month", "%(count)d months", row.months) % {"count": row.months}
        said = [
            f"{question.title.say(paper.language)} {_choice(question, str(row.answers[question.code]), paper.language)}"
            for question in questions
            if row.answers.get(question.code) not in (None, "")
        ]
        held = _day(row.held_on) if row.held_on else f"{_day(row.opens_on)}–{_day(row.closes_on)}"
        rows.append([after, held, "\n".join(filter(None, [*said, row.note]))])
    return [_table([_("After"), _("Day"), _("What was learned")], [2, 3, 7], rows)] if rows else []


def _choice(question: Question, answer: str, language: str) -> str:
    words = {item.code: item.title.say(language) for item in question.choices}
    return words.get(answer) or {"yes": _("Yes"), "no": _("No"), "unknown": _("not known")}.get(answer, answer)


def _words(paper: Paper, section: PrintSection) -> list[Block]:
    return [_text(section.text.say(paper.language))] if section.text else []


_MAKERS: dict[str, Callable[[Paper, PrintSection], list[Block]]] = {
    "people": _people,
    "plan": _plan,
    "monitoring": _monitoring,
    "answers": _answers,
    "episodes": _episodes,
    "services": _services,
    "follow_ups": _follow_ups,
    "text": _words,
}


def _table(head: list[str], widths: list[int], rows: list[list[str]]) -> Block:
    return {"kind": "table", "head": head, "widths": widths, "rows": rows}


def _text(words: str) -> Block:
    return {"kind": "text", "text": words}


def _day(day: date | None) -> str:
    return short_day(day) if day else "–"


def printed_on() -> str:
    """The day a paper was made."""
    return short_day(today())
