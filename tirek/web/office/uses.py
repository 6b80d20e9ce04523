"""The administrator opens it when a programme wants a questionnaire that its owners give away for some uses only.

Leaves with the use stated under somebody's name, or with the instrument off.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.programmes.actions import uses
from tirek.programmes.engine.instrument_pack import InstrumentPack
from tirek.programmes.enums import Use
from tirek.programmes.selectors.instruments import instrument_version
from tirek.programmes.selectors.own_packs import own_pack_seen, stated_uses, uses_before
from tirek.programmes.selectors.packs import packs
from tirek.toolkit.formats import page_language
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem
from tirek.web.office.wording import WORDING, language_names


class UseForm(forms.Form):
    """For what, and who stands for it."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    use = forms.ChoiceField(label=gettext_lazy("For what it is used here"), widget=forms.RadioSelect)
    statement = forms.CharField(
        label=gettext_lazy("Who stands for it"),
        help_text=gettext_lazy("Name and office, and the decision it rests on if there is one."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    not_sold = forms.BooleanField(
        label=gettext_lazy("I have read the licence. The instrument is not sold and serves no commercial purpose.")
    )

    def __init__(self, *args: Any, own: InstrumentPack, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["use"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(use, Use(use).label) for use in own.uses]


@desk("instrument.allow")
def instrument_use(request: DeskRequest, code: str) -> HttpResponse:
    """The licence of an instrument, whether its use is stated, and by whom."""
    own, form = own_pack_seen(code), None
    stated = stated_uses().get(code)
    if stated is not None and request.method == "POST":
        return redirect("instrument_use", code)  # sent twice, or somebody was quicker
    if stated is None:
        form = UseForm(request.POST or None, own=own, initial={"client_ref": new_uuid()})
        if request.method == "POST" and form.is_valid() and _stated(request, code, form):
            return redirect("instrument_use", code)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/instrument_use.html", _context(own, form, stated), status=status)


def _stated(request: DeskRequest, code: str, form: UseForm) -> bool:
    values = form.cleaned_data
    try:
        uses.state_use(
            actor=request.user, instrument=code, use=values["use"], statement=values["statement"],
            client_ref=client_ref(request),
        )  # fmt: skip
    except (Refused, Missing):
        raise
    except Problem as problem:
        show_problem(form, problem)
        return False
    messages.success(request, _("The use is stated. The programmes that list the instrument offer it now."))
    return True


@desk("instrument.allow")
@require_POST
def withdraw_use(request: DeskRequest, code: str) -> HttpResponse:
    """The instrument is off again."""
    uses.withdraw_use(actor=request.user, instrument=code, client_ref=client_ref(request))
    messages.success(request, _("The use is withdrawn. What was completed stays readable."))
    return redirect("instrument_use", code)


def _context(own: InstrumentPack, form: UseForm | None, stated: object) -> dict[str, Any]:
    language = page_language()
    status = own.instrument.status.model_dump()
    return {
        "own": own,
        "title": own.instrument.title.say(language),
        "about": own.instrument.about.say(language) if own.instrument.about else "",
        "terms": own.terms.say(language),
        "notice": own.instrument.notice.say(language),
        "source": own.source,
        "source_title": own.source.title.say(language),
        "version": instrument_version(own.code, own.instrument.version),
        "programmes": [pack.pack.title.say(language) for pack in packs() if own.code in pack.instruments.optional],
        "line": {
            "statuses": [(name, *WORDING[status[code]]) for code, name in language_names().items() if code in status]
        },
        "stated": stated,
        "before": uses_before(own.code),
        "form": form,
        "reference": new_uuid(),
    }
