"""One way to do an act from a page: read the form, do it, say what changed, or show why it was refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.casework.models import Case
from tirek.casework.selectors.facts import programme_of, rules_of
from tirek.casework.selectors.findings import open_duties
from tirek.casework.selectors.people_of_cases import CasePerson, case_title, people_of_cases
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import GatesOpen, Missing, Problem, Refused
from tirek.people.selectors.names import display_name
from tirek.programmes.engine.pack import Pack
from tirek.toolkit.formats import page_language, until_day
from tirek.web.desk import DeskRequest, reading
from tirek.web.inputs import DayInput, show_problem, worded
from tirek.web.worker.links import GateLine, gate_lines
from tirek.web.worker.wording import about_adult, part_title, risk_title

Choices = list[tuple[str, Any]]


class ActForm(forms.Form):
    """A form of an act on a case: today by default, one reference for each time it is drawn."""

    #: Fields few acts need: they wait behind "More".
    rare: ClassVar[tuple[str, ...]] = ()

    use_required_attribute = False  # a missing answer is said in our words and in our place
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, case: Case, people: list[CasePerson], **more: Any) -> None:
        super().__init__(data, **more)
        self.case, self.people = case, people
        self.language = page_language()
        self.pack: Pack = programme_of(case)
        self.fields["client_ref"].initial = new_uuid()
        if isinstance(on := self.fields.get("on"), forms.DateField) and on.initial is None:
            on.initial = today()
        self.prepare()

    def prepare(self) -> None:
        """Fill the lists from the programme and the people of the case."""

    def choose(self, field: str, choices: Choices, blank: str | Promise = "") -> None:
        """Give a field its answers; ``blank`` is the word for none."""
        self.fields[field].choices = ([("", blank)] if blank else []) + choices  # type: ignore[attr-defined]

    def offer_people(self, field: str, people: list[CasePerson], blank: str | Promise = "") -> None:
        """Let one of the people be chosen; the only one is chosen already."""
        choices = [
            (str(one.person.uuid), f"{display_name(one.person, self.language, form='short')}, {part_title(one.part)}")
            for one in people
        ]
        self.choose(field, choices, blank)
        if len(choices) == 1 and not blank:
            self.fields[field].initial = choices[0][0]

    def narrowed(self) -> dict[str, str]:
        """What the gates before the act also ask: the track and the kind of an episode."""
        return {}

    def plain_fields(self) -> list[BoundField]:
        """The fields everybody fills in."""
        return [field for field in self if field.name not in self.rare]

    def rare_fields(self) -> list[BoundField]:
        """The fields behind "More"."""
        return [self[name] for name in self.rare if name in self.fields]

    def rare_open(self) -> bool:
        """Whether "More" stands open: something in it was refused or filled in."""
        return any(field.errors or (self.is_bound and field.value()) for field in self.rare_fields())


class DayField(forms.DateField):
    """A day with the calendar of the device."""

    widget = DayInput


class WordsField(forms.CharField):
    """A few lines in the worker's own words."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)


YES_NO: Choices = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class YesNoField(forms.TypedChoiceField):
    """Yes or no, as two buttons."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=YES_NO, coerce=lambda value: value == "yes", empty_value=None, widget=forms.RadioSelect, **options
        )


@dataclass(frozen=True)
class ActPage:
    """How the page of an act is worded. ``said`` confirms it; ``intro`` stands above the fields."""

    act: str
    title: str | Promise
    button: str | Promise
    said: str | Promise
    icon: str = "check"
    intro: str | Promise = ""
    template: str = "worker/act.html"


def act_page(
    request: DeskRequest,
    page: ActPage,
    form_class: type[ActForm],
    case: Case,
    perform: Callable[[dict[str, Any]], Any],
    *,
    more: Mapping[str, Any] | None = None,
    back: str = "",
    **options: Any,
) -> HttpResponse:
    """Draw the form, or do the act with what came in. ``perform`` gets the cleaned fields with the reference."""
    # Asked when something needs them: an act that succeeds often needs none.
    people = cast(list[CasePerson], SimpleLazyObject(lambda: people_of_cases([case.pk]).get(case.pk, [])))
    carried = "carry" in request.POST  # typed in a shorter form: drawn here, not yet done
    if carried:
        options["initial"] = {**options.get("initial", {}), **request.POST.dict()}
    sent = request.method == "POST" and not carried
    form = form_class(request.POST if sent else None, case=case, people=people, **options)
    gates: list[GateLine] = []
    if sent and form.is_valid():
        before = (case.risk_level, case.stage)
        values = dict(form.cleaned_data)
        values["client_ref"] = values.pop("client_ref", None) or new_uuid()
        try:
            perform(values)
        except (Refused, Missing):
            raise
        except GatesOpen as problem:
            form.add_error(None, worded(problem))
            gates = gate_lines(case, page.act, problem.gates, on=today(), **form.narrowed())
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, " ".join([str(page.said), *what_changed(case, before)]))
            return redirect(back or "case_file", *(() if back else (case.uuid,)))
    if not sent:
        reading(request, case, page.act)
    context = {
        "case": case,
        "case_name": case_title(people, page_language()) or case.reference,
        "form": form,
        "page": page,
        "gates": gates,
        "back": back,
        "subject": case.uuid,
        "facts": [],
        "adult": about_adult(form.pack),
        **(more or {}),
    }
    return render(request, page.template, context, status=422 if sent else 200)


def what_changed(case: Case, before: tuple[str, str]) -> list[str]:
    """What an act changed on the case, in sentences: the risk, the stage, what is due next."""
    duty = open_duties([case], today(), ahead=None).filter(due_on__isnull=False).select_related("case").first()
    now = duty.case if duty else Case.objects.get(pk=case.pk)
    pack, language, day = programme_of(now), page_language(), today()
    lines = []
    if now.risk_level != before[0]:
        lines.append(f"{risk_title(pack, now.risk_level, language)}.")
    if now.stage != before[1]:
        lines.append(_("The case is now at: %(stage)s.") % {"stage": pack.title_of("stage", now.stage, language)})
    rule = next((rule for rule in rules_of(now) if duty and rule.id == duty.rule), None)
    if duty and duty.due_on and rule:
        due = _("overdue") if duty.due_on < day else until_day(duty.due_on, day)
        lines.append(_("Next: %(duty)s, %(due)s.") % {"duty": rule.words["title"][language], "due": due})
    return lines


def acted(request: DeskRequest, case: Case, perform: Callable[[], Any], said: str, place: str = "") -> HttpResponse:
    """Do an act that needs no form of its own (one button), and go back to its place in the file."""
    try:
        perform()
    except (Refused, Missing):
        raise
    except Problem as problem:
        messages.error(request, worded(problem))
    else:
        messages.success(request, said)
    response = redirect("case_file", case.uuid)
    response["Location"] += place
    return response


def reference_of(value: UUID | str | None) -> UUID | None:
    """The person chosen in a list, or nobody."""
    return UUID(str(value)) if value else None
