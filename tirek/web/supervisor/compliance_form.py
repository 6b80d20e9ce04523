"""Which days, and whose duties: the question of the compliance page, as its form and its addresses ask it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from tirek.access.models import Unit, User
from tirek.casework.engine.keeping import KEPT, Period, month_of, quarter_before, year_of
from tirek.casework.selectors.compliance import HOUSE, TEAM, Asked, scopes, units_asked
from tirek.kernel.clock import today
from tirek.web.desk import DeskRequest
from tirek.web.inputs import DayInput

PERIODS = {"month": month_of, "quarter": quarter_before, "year": year_of}
YEARS = range(1990, 2101)


class AskForm(forms.Form):
    """A period in words, or two days; the unit where there are several."""

    use_required_attribute = False
    whose = forms.CharField(widget=forms.HiddenInput, required=False)
    period = forms.ChoiceField(
        label=_("Period"),
        choices=[
            ("month", _("This month")),
            ("quarter", _("Last quarter")),
            ("year", _("This year")),
            ("between", _("From – to")),
        ],
    )
    first = forms.DateField(label=_("From day"), widget=DayInput({"class": "form-control"}), required=False)
    last = forms.DateField(label=_("To day"), widget=DayInput({"class": "form-control"}), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, units: list[Unit], data: Any) -> None:
        super().__init__(data)
        if len(units) > 1:
            self.fields["unit"].choices = [("", _("All units")), *((str(one.uuid), one.name) for one in units)]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """Two days make a period when both are there, in their order, and of our time."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("period") == "between" and not self.errors:
            first, last = said.get("first"), said.get("last")
            if first is None or last is None:
                raise forms.ValidationError(_("Choose both days."))
            if last < first:
                self.add_error("last", _("The end lies before the start."))
            elif first.year not in YEARS or last.year not in YEARS:
                self.add_error("first", _("Choose days between 1990 and 2100."))
        return said

    def chosen(self, on: date) -> Period:
        """The days of the period; this month as long as the form is not answered well."""
        if not self.is_valid():
            return month_of(on)
        said = self.cleaned_data
        if said["period"] == "between":
            return Period(said["first"], said["last"])
        return PERIODS[said["period"]](on)


def asked_by(request: DeskRequest, *, of_files: bool = False) -> tuple[AskForm, Asked]:
    """The question of a request, within what the user may look at. ``of_files``: lists, which counts don't open."""
    held = [one for one in scopes(request.user) if not (of_files and one == HOUSE)]
    if not held:
        raise Http404
    data = request.GET
    whose = data.get("whose", "") if data.get("whose", "") in held else held[0]
    units = list(units_asked(request.user)) if whose == TEAM else []
    form = AskForm(units, {"period": "month", **data.dict(), "whose": whose})
    period = form.chosen(today())
    kept = data.get("kept", "")
    return form, Asked(
        whose=whose,
        period=period.whole_months() if whose == HOUSE else period,
        unit=next((one for one in units if str(one.uuid) == data.get("unit")), None) if len(units) > 1 else None,
        rule=data.get("rule", "")[:30],
        worker=_worker(data),
        kept=kept if kept in KEPT else "",
    )


def _worker(data: QueryDict) -> User | None:
    if not (said := data.get("worker", "")):
        return None
    try:
        return User.objects.filter(uuid=UUID(said)).first() or _nobody()
    except ValueError:
        return _nobody()


def _nobody() -> User:
    raise Http404
