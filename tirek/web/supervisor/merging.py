"""Two records are one person: the supervisor chooses what stays, or parts again what was joined wrongly.

Leaves with one record in which everything stands, or with two that are again what they were.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.access.policy import units_of
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.people.actions.duplicates import decide_duplicate
from tirek.people.actions.merging import Unanswered, merge_persons, unmerge_persons
from tirek.people.engine.dates import PartialDate
from tirek.people.enums import Decision, PairState
from tirek.people.models import DuplicatePair, PersonMerge
from tirek.people.selectors.duplicates import (
    names_before,
    pair_of_merge,
    pair_seen,
    persons_to_join,
    shown,
)
from tirek.people.selectors.merging import (
    AddedSince,
    MergePreview,
    MergeSide,
    added_since,
    merge_named,
    merge_preview,
)
from tirek.toolkit.formats import partial_day
from tirek.web.desk import DeskRequest, client_ref, desk, reading
from tirek.web.inputs import show_problem

STAYS, GOES = "survivor", "merged"


class ReasonField(forms.CharField):
    """Why, in a line or two."""

    def __init__(self, label: str | Promise) -> None:
        super().__init__(label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))  # type: ignore[arg-type]


class MergeForm(forms.Form):
    """What stays where the two differ, and why they are one."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = ReasonField(gettext_lazy("Why they are one person"))

    def __init__(self, data: Any, preview: MergePreview, reason: str) -> None:
        super().__init__(data, initial={"client_ref": new_uuid(), "reason": reason})
        self.asked = [one for one in preview.fields if one.differs or one.proposed]
        for one in self.asked:
            self.fields[one.field] = forms.ChoiceField(
                label=str(one.words),
                choices=[(STAYS, said(one.survivor)), (GOES, said(one.merged))],
                initial=GOES if one.proposed else STAYS,
                widget=forms.RadioSelect,
            )
        if preview.across:
            self.fields["reason"].help_text = _("Both units read it.")
        self.order_fields([*(one.field for one in self.asked), "reason"])

    def taken(self) -> list[str]:
        """The fields that the record which stays takes over from the other."""
        return [one.field for one in self.asked if self.cleaned_data[one.field] == GOES]


class UnmergeForm(forms.Form):
    """To whom belongs what was added since, and why the two are not one."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(
        label=gettext_lazy("And the pair is now"),
        choices=[
            (Decision.DIFFERENT.value, gettext_lazy("Different people")),
            (Decision.UNSURE.value, gettext_lazy("Not sure")),
        ],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(gettext_lazy("Why they are parted"))

    def __init__(self, data: Any, asked: AddedSince, names: dict[str, list[str]]) -> None:
        super().__init__(data, initial={"client_ref": new_uuid(), "decision": Decision.DIFFERENT.value})
        stays, goes = ((names[side] or [_("name not known")])[0] for side in (STAYS, GOES))
        whose = [
            (STAYS, _("the record that stayed: %(name)s") % {"name": stays}),
            (GOES, _("the other record: %(name)s") % {"name": goes}),
        ]
        self.keys: dict[str, str] = {}
        for at, row in enumerate(asked.rows):
            day = f"{partial_day(row.day)}: " if row.day else ""
            self._ask(f"row-{at}", row.key, f"{capfirst(str(row.kind))}. {day}{row.says}", whose)
        for at, field in enumerate(asked.fields):
            self._ask(f"field-{at}", field.key, field.words, [
                ("keep", _("stays as it is now: %(value)s") % {"value": said(field.now)}),
                ("restore", _("becomes again what it was: %(value)s") % {"value": said(field.before)}),
            ])  # fmt: skip
        self.order_fields([*self.keys, "decision", "reason"])

    def _ask(self, name: str, key: str, label: str | Promise, choices: list[tuple[str, str]]) -> None:
        self.keys[name] = key
        self.fields[name] = forms.ChoiceField(label=str(label), choices=choices, widget=forms.RadioSelect)

    def added(self) -> dict[str, str]:
        """The answers as the act takes them."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}

    def questions(self) -> list[forms.BoundField]:
        """The fields about what was added since."""
        return [self[name] for name in self.keys]


def said(value: Any) -> str:
    """A field of a record as people read it."""
    if isinstance(value, PartialDate):
        return partial_day(value.value, value.precision)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value) if value else _("not known")


@desk("person.merge")
def merge_page(request: DeskRequest, pair: UUID) -> HttpResponse:
    """Which record stays, what it takes over, what moves; then the two are one."""
    found = pair_seen(pair)
    persons = persons_to_join(found)
    if persons is None or found.state != PairState.SAME:
        return redirect("duplicate", pair)
    first = request.POST.get("stays", request.GET.get("stays", "one")) != "other"
    survivor, merged = persons if first else persons[::-1]
    preview = merge_preview(request.user, survivor, merged)
    form = MergeForm(request.POST or None, preview, _last_reason(request, found))
    if request.method == "POST" and form.is_valid():
        try:
            merge_persons(
                actor=request.user,
                survivor=survivor,
                merged=merged,
                reason=form.cleaned_data["reason"],
                take=form.taken(),
                pair=found.uuid,
                client_ref=client_ref(request),
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The two records are one now. It can be undone."))
            return redirect("duplicate", found.uuid)
    reading(request, found, "duplicate")
    context = {
        "pair": found,
        "stays": "one" if first else "other",
        "swapped": "other" if first else "one",
        "preview": preview,
        "names": [named(preview.survivor), named(preview.merged)],
        "form": form,
    }
    return render(request, "supervisor/merge.html", context, status=422 if request.method == "POST" else 200)


def named(side: MergeSide) -> str:
    """The name of a record that is to be joined; the first spelling that was written."""
    name = side.names[0] if side.names else None
    return " ".join(filter(None, (name.surname, name.given_name, name.patronymic))) if name else _("name not known")


def _last_reason(request: DeskRequest, pair: DuplicatePair) -> str:
    """What the user's own unit wrote when it decided."""
    [looked] = shown(request.user, [pair])
    mine = {side.unit.pk for side in looked.sides if side.mine}
    return next((row.reason for row in looked.decisions if row.unit_id in mine), "")


@desk("person.merge")
def unmerge_page(request: DeskRequest, merge: UUID) -> HttpResponse:
    """The two were not one person: everything goes back, and what was added since is asked about."""
    found = merge_named(merge)
    if not {found.unit_id, found.merged_unit_id} & set(units_of(request.user, "person.merge")):
        raise Missing(N_("There is no such record in what you may see."))
    if found.undone_at is not None:
        messages.info(request, _("These two records were parted already."))
        return redirect("duplicates")
    names = names_before(found)
    form = UnmergeForm(request.POST or None, added_since(request.user, found), names)
    if request.method == "POST" and form.is_valid():
        try:
            _part(request, found, form)
        except (Refused, Missing):
            raise
        except Unanswered:
            form.add_error(None, _("Something was added meanwhile. Look once more."))
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("The two records are two again."))
            known = pair_of_merge(found)
            return redirect("duplicate", known.uuid) if known else redirect("duplicates")
    reading(request, found, "merge")
    context = {"merge": found, "names": names, "form": form}
    return render(request, "supervisor/unmerge.html", context, status=422 if request.method == "POST" else 200)


def _part(request: DeskRequest, merge: PersonMerge, form: UnmergeForm) -> None:
    """Part the two, and say at once what they are: else the pair would wait for a decision that was just made."""
    reason = form.cleaned_data["reason"]
    with transaction.atomic():
        unmerge_persons(
            actor=request.user, merge=merge.uuid, reason=reason, added=form.added(), client_ref=client_ref(request)
        )
        pair = pair_of_merge(merge)
        if pair is not None and pair.state == PairState.OPEN:
            decide_duplicate(actor=request.user, pair=pair.uuid, decision=form.cleaned_data["decision"], reason=reason)
