"""The forms of learning: hours, a course, a placement, a day of its log, a thesis."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.kernel.clock import today
from tirek.profession.enums import Degree, LearningKind, Mode
from tirek.profession.models import Course
from tirek.profession.selectors.learning import courses_offered, topics
from tirek.profession.selectors.placements import students_of
from tirek.web.profession.norms_forms import units_for
from tirek.web.profession.sessions_acting import LANGUAGES, SessionForm
from tirek.web.profession.sessions_forms import DayField, in_three

NOBODY = _("No client may be recognisable: no names, places or stories.")
#: By what somebody learned who claims it; a session counts by attendance.
CLAIMED = [(one.value, one.label) for one in LearningKind if one != LearningKind.SESSION]


class HoursForm(SessionForm):
    """Hours and what shows them."""

    course = forms.ChoiceField(label=_("A course of the list"), required=False)
    kind = forms.ChoiceField(label=_("If it is not in the list: by what"), choices=CLAIMED, initial=LearningKind.COURSE)
    what = forms.CharField(label=_("What it was"), max_length=300, required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    hours = forms.DecimalField(label=_("Hours"), max_digits=5, decimal_places=1, min_value=0)
    on = DayField(label=_("Last day"))
    evidence = forms.CharField(
        label=_("What shows it"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=_("A certificate with its number, a programme, a publication. Nothing about people you help."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": today()})
        _choose(self, "course", [("", _("not in the list")), *((str(one.uuid), one.title) for one in _courses())])
        _choose(self, "topic", [("", _("as the course says, or none")), *topics()])


class RecordHoursForm(HoursForm):
    """Hours of somebody whose paper the office has seen."""

    number = forms.CharField(label=_("Number in the register"), max_length=20)

    field_order = ("number",)


class DeclineForm(SessionForm):
    """Why hours are not approved."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("The practitioner reads it."), widget=forms.Textarea({"rows": 3})
    )


class CourseForm(SessionForm):
    """A course that counts."""

    unit = forms.ChoiceField(label=_("Who keeps it in the list"))
    code = forms.SlugField(
        label=_("Short name for the address"), max_length=60, help_text=_("Latin letters, digits and hyphens.")
    )
    provider = forms.CharField(label=_("Who gives it"), max_length=200)
    hours = forms.DecimalField(label=_("Hours"), max_digits=5, decimal_places=1, min_value=1, max_value=500)
    mode = forms.ChoiceField(label=_("How one takes part"), choices=Mode.choices)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    competences = forms.MultipleChoiceField(
        label=_("Which competences it teaches"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Any, actor: User, taught: dict[str, str], course: Course | None = None) -> None:
        said: dict[str, Any] = {}
        if course is not None:
            names = ("code", "provider", "hours", "mode", "topic", "competences")
            said = {name: getattr(course, name) for name in names} | {"unit": str(course.unit.uuid)}
            worded = [f"{name}_{code}" for name in ("title", "text") for code in LANGUAGES]
            said |= {name: getattr(course, name) for name in worded}
        super().__init__(data, initial=said)
        in_three(self, "title")
        in_three(self, "text", rows=2, required=False)
        _choose(self, "unit", units_for(actor, "learning.approve"))
        _choose(self, "topic", [("", "–"), *topics()])
        known = dict.fromkeys(said.get("competences", []))
        _choose(self, "competences", [*taught.items(), *((code, code) for code in known if code not in taught)])
        if course is not None:
            self.fields["code"].disabled = True
            self.fields["unit"].disabled = True


class ParticipantsForm(SessionForm):
    """Who finished a course, from the list of those who gave it."""

    numbers = forms.CharField(
        label=_("Numbers in the register"), widget=forms.Textarea({"rows": 5}),
        help_text=_("One a line, or with spaces or commas between them."),
    )  # fmt: skip
    on = DayField(label=_("Last day"))
    evidence = forms.CharField(label=_("What shows it"), max_length=500)


class PlacementForm(SessionForm):
    """A student's practice: who, where, with whom, how long."""

    unit = forms.ChoiceField(label=_("Who keeps the placement"))
    student = forms.ChoiceField(label=_("Student with an account"), required=False)
    student_name = forms.CharField(
        label=_("Name of a student without an account"), max_length=200, required=False,
        help_text=_("The mentor writes the log for them."),
    )  # fmt: skip
    institution = forms.CharField(label=_("University or college"), max_length=200)
    programme = forms.CharField(label=_("Study programme"), max_length=200)
    degree = forms.ChoiceField(label=_("Degree"), choices=Degree.choices)
    mentor = forms.CharField(
        label=_("Number of the mentor in the register"), max_length=20,
        help_text=_("The mentor tells you the number and accepts the placement."),
    )  # fmt: skip
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    planned_hours = forms.IntegerField(label=_("Hours of the plan"), min_value=1, max_value=2000)
    aims = forms.CharField(
        label=_("What shall be learned"), widget=forms.Textarea({"rows": 3}), required=False, help_text=NOBODY
    )

    def __init__(self, data: Any, actor: User) -> None:
        super().__init__(data)
        _choose(self, "unit", units_for(actor, "learning.approve"))
        found = [(str(one.uuid), str(one)) for one in students_of(actor)]
        _choose(self, "student", [("", _("without an account")), *found])


class DayForm(SessionForm):
    """A day of practice."""

    on = DayField(label=_("Day"))
    hours = forms.DecimalField(label=_("Hours"), max_digits=4, decimal_places=1, min_value=0, max_value=12)
    did = forms.CharField(label=_("What I did"), widget=forms.Textarea({"rows": 3}), help_text=NOBODY)
    learned = forms.CharField(label=_("What I learned"), widget=forms.Textarea({"rows": 2}), required=False)


class ConfirmForm(SessionForm):
    """The mentor's word on a day."""

    remark = forms.CharField(
        label=_("Your remark"), widget=forms.Textarea({"rows": 2}), required=False, help_text=NOBODY
    )


class AssessForm(SessionForm):
    """The mentor's assessment at the end."""

    assessment = forms.CharField(label=_("The assessment"), widget=forms.Textarea({"rows": 5}), help_text=NOBODY)


class WorkForm(SessionForm):
    """A thesis or study."""

    unit = forms.ChoiceField(label=_("Who keeps it on record"))
    author = forms.CharField(label=_("Author"), max_length=200)
    institution = forms.CharField(label=_("University or institute"), max_length=200)
    degree = forms.ChoiceField(label=_("Degree"), choices=Degree.choices, initial=Degree.MASTER)
    leads = forms.CharField(label=_("Scientific supervisor"), max_length=200, required=False)
    ethics_body = forms.CharField(label=_("Who gave the ethics approval"), max_length=200)
    ethics_number = forms.CharField(label=_("Number of the approval"), max_length=80)
    ethics_on = DayField(label=_("Day of the approval"))
    starts_on = DayField(label=_("Began on"))
    public = forms.BooleanField(label=_("The author agrees that anybody reads of it"), required=False)

    def __init__(self, data: Any, actor: User) -> None:
        super().__init__(data)
        in_three(self, "title")
        _choose(self, "unit", units_for(actor, "learning.approve"))


class FollowForm(SessionForm):
    """What became of a thesis."""

    defended_on = DayField(label=_("Defended on"), required=False)
    published_at = forms.URLField(
        label=_("Where it can be read"), required=False, max_length=300, assume_scheme="https"
    )
    public = forms.BooleanField(label=_("The author agrees that anybody reads of it"), required=False)


def _courses() -> list[Course]:
    return list(courses_offered(today()))


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field: Any = form.fields[name]
    field.choices = choices
