"""The forms of the office that writes a professional standard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.access.selectors.staff import units_seen
from tirek.kernel.clock import today
from tirek.profession.enums import Cadre, ClauseKind, CommentAnswer, Sector
from tirek.profession.models import Clause, StandardVersion
from tirek.profession.selectors.learning import courses_offered
from tirek.profession.selectors.norms import rules_known
from tirek.web.profession.sessions_acting import LANGUAGES, SessionForm
from tirek.web.profession.sessions_forms import DayField, in_three

#: What each level of a competence means, in one word of practice each.
LEVELS = (
    (0, _("Not yet")),
    (1, _("1: knows what it is about")),
    (2, _("2: does it with guidance")),
    (3, _("3: does it alone")),
    (4, _("4: teaches others")),
)
WANTED = LEVELS[1:]


def units_for(actor: User, permission: str) -> list[tuple[str, str]]:
    """The units in whose name the actor may write something."""
    return [(str(unit.uuid), str(unit)) for unit in units_seen(actor, permission)]


class StandardForm(SessionForm):
    """What a standard is about."""

    unit = forms.ChoiceField(label=_("Who publishes it"))
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices)
    code = forms.SlugField(
        label=_("Short name for the address"), max_length=60, help_text=_("Latin letters, digits and hyphens.")
    )
    source = forms.CharField(
        label=_("On what it rests"), max_length=300, required=False,
        help_text=_("The act or decision, with its number and date."),
    )  # fmt: skip

    def __init__(self, data: Any, actor: User) -> None:
        super().__init__(data)
        choices: Any = self.fields["unit"]
        choices.choices = units_for(actor, "norm.publish")
        in_three(self, "title")


class ClauseForm(SessionForm):
    """A clause or a competence: its text, whom it asks, what watches over it, where it is learned."""

    number = forms.CharField(label=_("Number"), max_length=12)
    kind = forms.ChoiceField(label=_("What it is"), choices=ClauseKind.choices, widget=forms.RadioSelect)
    competence = forms.SlugField(
        label=_("Code of the competence"), max_length=60, required=False,
        help_text=_("The same code in each version and sector: ratings are kept under it."),
    )  # fmt: skip
    level = forms.TypedChoiceField(
        label=_("Level asked"), choices=[("", "–"), *WANTED], coerce=int, empty_value=None, required=False
    )
    cadres = forms.MultipleChoiceField(
        label=_("Asked of"), choices=Cadre.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    rules = forms.MultipleChoiceField(
        label=_("Rules of the programmes that watch over it"), widget=forms.CheckboxSelectMultiple, required=False
    )
    courses = forms.MultipleChoiceField(
        label=_("Where it is learned"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Any, clause: Clause | None = None) -> None:
        said = {} if clause is None else _as_written(clause)
        super().__init__(data, initial={"kind": ClauseKind.CLAUSE, **said})
        in_three(self, "text", rows=3)
        self._choose("rules", [(one.code, f"{one.title} ({one.programme}, {one.code})") for one in rules_known()])
        self._choose("courses", [(one.code, one.title) for one in courses_offered(today())])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        known, chosen = {code for code, _title in choices}, self.initial.get(name, [])
        # What an earlier version named stays to be seen, and may be taken away; what was chosen stands first.
        gone = [(code, code) for code in chosen if code not in known]
        field.choices = gone + sorted(choices, key=lambda choice: choice[0] not in chosen)


def _as_written(clause: Clause) -> dict[str, Any]:
    names = ("number", "kind", "competence", "level", "cadres", "rules", "courses")
    return {name: getattr(clause, name) for name in (*names, *(f"text_{code}" for code in LANGUAGES))}


class ConsultationForm(SessionForm):
    """From when until when everybody may comment."""

    first_on = DayField(label=_("From"))
    last_on = DayField(label=_("Until"))


class PublishForm(SessionForm):
    """On what the published wording rests and from when it holds."""

    source = forms.CharField(
        label=_("On what it rests"), max_length=300, help_text=_("The act or decision, with its number and date.")
    )
    valid_from = DayField(label=_("Holds from"))
    verified = forms.BooleanField(
        label=_("We have read this source and the standard says what it says"), required=False
    )

    def __init__(self, data: Any, version: StandardVersion) -> None:
        super().__init__(data, initial={"source": version.source, "valid_from": today()})


class AnswerForm(SessionForm):
    """What became of a comment, and why."""

    outcome = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(one.value, one.label) for one in CommentAnswer if one != CommentAnswer.OPEN],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Why"), help_text=_("Everybody reads it."), widget=forms.Textarea({"rows": 4}))
    withheld = forms.BooleanField(
        label=_("Do not show the text of the comment: it names or insults somebody"), required=False,
        help_text=_("The answer is shown all the same."),
    )  # fmt: skip


class CommentForm(SessionForm):
    """What somebody says of a draft, with a name or without."""

    code = forms.CharField(widget=forms.HiddenInput({"data-no-draft": True}), required=False)
    clause = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Write what is missing or should be worded otherwise. No names or stories of people you help."),
        widget=forms.Textarea({"rows": 6}),
        max_length=4000,
    )
    author = forms.CharField(label=_("Your name"), max_length=200, required=False)
    body = forms.CharField(label=_("The organisation you speak for"), max_length=200, required=False)
    named = forms.BooleanField(
        label=_("Show my name and organisation with the comment"), required=False,
        help_text=_("Otherwise only the office reads them."),
    )  # fmt: skip

    def __init__(self, data: Any, clauses: list[Clause], **more: Any) -> None:
        super().__init__(data, **more)
        field: Any = self.fields["clause"]
        field.choices = [("", _("The draft as a whole"))] + [
            (str(one.uuid), f"{one.number}. {one.text[:80]}") for one in clauses
        ]
