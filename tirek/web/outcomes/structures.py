"""The administrator opens it with the structure file of the goals from its owner; leaves with messages that name it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.outcomes.actions import structures
from tirek.outcomes.models import Loaded
from tirek.web.desk import DeskRequest, client_ref, desk
from tirek.web.inputs import show_problem


class StructureForm(forms.Form):
    """The file, and where it comes from."""

    use_required_attribute = False
    client_ref = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=gettext_lazy("Structure message (XML, SDMX 2.1 or 3.0)"),
        help_text=gettext_lazy("As its owner's registry gives it out, with the code lists it refers to."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml"}),
    )
    source = forms.CharField(label=gettext_lazy("Where it comes from"), max_length=300)


@desk("evidence.load")
def load_structure(request: DeskRequest) -> HttpResponse:
    """Load the official structure; the one loaded last holds."""
    form = StructureForm(request.POST or None, request.FILES or None, initial={"client_ref": new_uuid()})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            structures.load_structure(
                actor=request.user, file=values["file"].read(), source=values["source"], client_ref=client_ref(request)
            )
        except (Refused, Missing):
            raise
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("Loaded. Messages of SDMX are written under this structure from now on."))
            return redirect("load_structure")
    loaded = Loaded.objects.filter(kind=structures.STRUCTURE).select_related("loaded_by").order_by("-loaded_at")
    status = 422 if request.method == "POST" else 200
    return render(request, "outcomes/structure.html", {"form": form, "loaded": loaded}, status=status)
