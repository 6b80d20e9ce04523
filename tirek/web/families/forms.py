"""The forms about a family: somebody joins it or leaves, a relation, a tie to the world, a case for one of it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tirek.access.enums import Compartment
from tirek.access.models import User
from tirek.access.policy import opens
from tirek.casework.models import Case
from tirek.kernel.clock import today
from tirek.kernel.ids import new_uuid
from tirek.people.engine.names import NewName
from tirek.people.enums import Bond, FamilyRole, RelationKind, Sex, Source, TieFlow, TieKind, TieStrength
from tirek.people.models import Family, FamilyMember, Person
from tirek.people.selectors.families import FamilyTree
from tirek.people.selectors.names import display_name
from tirek.toolkit.formats import page_language
from tirek.web.inputs import DayInput
from tirek.web.intake.forms import SEX_OF, CallForm, PlainForm, in_order_of_use, offer
from tirek.web.intake.people import KAZAKH

_YES_NO = [("", _("not known")), ("true", _("Yes")), ("false", _("No"))]
#: Adoption has its own door; the word stands only before those who may open it.
_ADOPTION = {RelationKind.ADOPTIVE_PARENT, RelationKind.ADOPTED_CHILD}


def named(people: Iterable[Person]) -> list[tuple[str, str]]:
    """People to choose from."""
    return [(str(one.uuid), display_name(one)) for one in people]


def relation_words(user: User, family: Family) -> list[tuple[str, str]]:
    """The kinds of relation the user may record."""
    secret = set() if opens(user, family.unit_id, Compartment.ADOPTION) else _ADOPTION
    return [(code, capfirst(str(word))) for code, word in RelationKind.choices if code not in secret]


class FamilyForm(PlainForm):
    """A form about a family, drawn with a reference so that sending it twice does the act once."""

    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, user: User, family: Family, tree: FamilyTree, **more: Any) -> None:
        super().__init__(data, **more)
        self.user, self.family, self.tree = user, family, tree
        self.fields["client_ref"].initial = new_uuid()
        self.prepare()

    def prepare(self) -> None:
        """Fill the lists."""

    def rare_open(self) -> bool:
        """Whether "More" stands open: something in it was refused or filled in."""
        rare = [self[name] for name in self.rare if name in self.fields]
        return any(field.errors or (self.is_bound and field.value() not in ("", field.initial)) for field in rare)

    def inside(self) -> list[Person]:
        """Who belongs to the family now."""
        return [one.person for one in self.tree.present(today())]


class JoinForm(FamilyForm):
    """Somebody belongs to the family, perhaps known by a first name only, and is something to somebody of it."""

    rare: ClassVar[tuple[str, ...]] = ("surname", "birth_year", "sex", "starts_on")

    known = forms.ChoiceField(
        label=_("Who"), required=False, help_text=_("Relatives who are on record but do not belong to the family now.")
    )
    given_name = forms.CharField(label=_("First name of somebody new"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Who this is in the family"))
    lives_together = forms.NullBooleanField(
        label=_("Lives with the family"), required=False, widget=forms.Select(choices=_YES_NO)
    )
    kind = forms.ChoiceField(label=_("Who this is to the other"), required=False)
    other = forms.ChoiceField(label=_("To whom"), required=False)
    surname = forms.CharField(label=_("Surname"), max_length=100, required=False)
    birth_year = forms.IntegerField(label=_("Year of birth"), min_value=1900, max_value=2100, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect, initial=Sex.UNKNOWN)
    starts_on = forms.DateField(label=_("Since"), widget=DayInput, required=False)

    def prepare(self) -> None:
        """Kin who may join, roles and relations."""
        inside = self.inside()
        around = [one for one in self.tree.people.values() if one not in inside]
        offer(self, "known", named(around), _("somebody new"))
        if not around:
            del self.fields["known"]
        offer(self, "role", [(code, capfirst(str(word))) for code, word in FamilyRole.choices], _("choose"))
        offer(self, "kind", relation_words(self.user, self.family), _("not recorded"))
        offer(self, "other", named(inside), _("nobody chosen"))

    def clean(self) -> dict[str, Any]:
        """A first name or somebody known; a relation has two ends."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("known") and not (values.get("given_name") or values.get("surname")):
            self.add_error("given_name", _("Write the first name, or choose somebody who is on record."))
        if bool(values.get("kind")) != bool(values.get("other")):
            self.add_error("other" if values.get("kind") else "kind", _("Choose both: what, and to whom."))
        if values.get("sex", Sex.UNKNOWN) == Sex.UNKNOWN:
            values["sex"] = SEX_OF.get(values.get("role", ""), Sex.UNKNOWN)
        if (year := values.get("birth_year")) and year > today().year:
            self.add_error("birth_year", _("The birth date lies ahead."))
        return values

    def name(self) -> NewName:
        """The name in the spelling it was written in."""
        given, surname = self.cleaned_data["given_name"].strip(), self.cleaned_data["surname"].strip()
        letters = set(given + surname)
        latin = any("a" <= letter.lower() <= "z" for letter in letters)
        russian = page_language() == "ru" and not letters & KAZAKH
        return NewName(given_name=given, surname=surname, script="lat" if latin else "ru" if russian else "kk")


class LeaveForm(FamilyForm):
    """Somebody no longer belongs to the family."""

    on = forms.DateField(label=_("Since when no longer"), widget=DayInput)
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def prepare(self) -> None:
        """Today, unless said otherwise."""
        self.fields["on"].initial = today()


class RelateForm(FamilyForm):
    """What one is to the other."""

    rare: ClassVar[tuple[str, ...]] = ("bond", "starts_on", "ends_on", "source", "relation_note")

    person = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("Who this is to the other"))
    other = forms.ChoiceField(label=_("To whom"))
    bond = forms.ChoiceField(label=_("How the bond is, as they tell it"), required=False)
    starts_on = forms.DateField(label=_("Since"), widget=DayInput, required=False)
    ends_on = forms.DateField(label=_("Until, if it is over already"), widget=DayInput, required=False)
    source = forms.ChoiceField(label=_("Where it is known from"), required=False)
    relation_note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def prepare(self) -> None:
        """Everybody of the picture, and what they may be to each other."""
        people = named(self.tree.people.values())
        offer(self, "person", people, _("choose"))
        offer(self, "other", people, _("choose"))
        offer(self, "kind", relation_words(self.user, self.family), _("choose"))
        offer(self, "bond", list(Bond.choices), _("not said"))
        offer(self, "source", list(Source.choices), _("not known"))


class EndForm(FamilyForm):
    """A relation or a tie ended on a day."""

    on = forms.DateField(label=_("First day it no longer holds"), widget=DayInput)

    def prepare(self) -> None:
        """Today, unless said otherwise."""
        self.fields["on"].initial = today()


class TieForm(FamilyForm):
    """What ties the family to the world outside."""

    rare: ClassVar[tuple[str, ...]] = ("person", "starts_on", "tie_note", "hidden")

    kind = forms.ChoiceField(label=_("What it is"))
    name = forms.CharField(label=_("To whom or what"), max_length=120)
    strength = forms.ChoiceField(label=_("How the tie is, as the family tells it"), widget=forms.RadioSelect)
    flow = forms.ChoiceField(label=_("Who supports whom"), required=False)
    person = forms.ChoiceField(label=_("Whose tie it is"), required=False)
    starts_on = forms.DateField(label=_("Since"), widget=DayInput, required=False)
    tie_note = forms.CharField(label=_("Note"), max_length=300, required=False)
    hidden = forms.BooleanField(
        label=_("Keep it hidden"), help_text=_("Only roles that open hidden addresses see it."), required=False
    )

    def prepare(self) -> None:
        """The kinds and the members."""
        offer(self, "kind", [(code, capfirst(str(word))) for code, word in TieKind.choices], _("choose"))
        offer(self, "strength", [(code, capfirst(str(word))) for code, word in TieStrength.choices])
        offer(self, "flow", [(code, capfirst(str(word))) for code, word in TieFlow.choices], _("not said"))
        offer(self, "person", named(self.inside()), _("the whole family"))
        if not opens(self.user, self.family.unit_id, Compartment.ADDRESS):
            del self.fields["hidden"]


class MemberCaseForm(CallForm):
    """A case for somebody of the family: everything is filled in but who asked for it."""

    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    people = forms.MultipleChoiceField(
        label=_("Who else belongs to the case"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, data: Any = None, *, user: User, member: FamilyMember, tree: FamilyTree, earlier: Case | None = None,
        programme: str = "",
    ) -> None:  # fmt: skip
        known = [one.code for one in in_order_of_use(user)]
        before = earlier.programme if earlier else ""
        wanted = next((code for code in (programme, before, *known) if code in known), "")
        super().__init__(data, user=user, initial={"programme": wanted})
        self.fields["programme"].widget = forms.HiddenInput({"data-no-draft": True})
        self.fields["client_ref"].initial = new_uuid()
        unit = str(member.family.unit.uuid)
        offer(self, "unit", [(unit, str(member.family.unit))])
        self.fields["unit"].initial, self.fields["unit"].widget = unit, forms.HiddenInput()
        self.others = {str(one.person.uuid): one for one in tree.present(today()) if one.pk != member.pk}
        words = [
            (uuid, f"{display_name(one.person)}, {FamilyRole(one.role).label}") for uuid, one in self.others.items()
        ]
        offer(self, "people", words)
        if not words:
            del self.fields["people"]
        if earlier is not None and earlier.programme == wanted:
            self.fields["grounds"].initial = earlier.grounds
