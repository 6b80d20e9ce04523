"""A mother whom a worker shouted at opens it on her telephone; a practitioner reads what others were asked to learn.

Leaves with a code by which she follows what becomes of her complaint, with or without her name.
"""

from uuid import UUID

from django import forms
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tirek.access.door import code_hash, new_code, with_code
from tirek.kernel.problems import N_, Problem
from tirek.profession.actions.ethics import appeal_decision, complain, write_in_matter
from tirek.profession.engine.ethics import code_of_ethics
from tirek.profession.models import Complaint
from tirek.profession.selectors.ethics import complaint_in_hand, digest, ethics_offices
from tirek.toolkit.formats import page_language
from tirek.web.profession.ethics_words import file_of, norm_choices, norms_of
from tirek.web.profession.public import PublicRequest, public
from tirek.web.profession.steps import Step, StepForm, take

#: So many complaints an hour from one address of the network.
AT_MOST = 10


class ComplaintForm(StepForm):
    """What happened, with whom; and as much of oneself as one wants to say."""

    office = forms.ChoiceField(label=gettext_lazy("To whom"))
    about_name = forms.CharField(
        label=gettext_lazy("Whom you complain about"),
        help_text=gettext_lazy("The name, as far as you know it, and where the person works."),
        max_length=200,
    )
    about_number = forms.CharField(
        label=gettext_lazy("Number in the register"),
        help_text=gettext_lazy("If you know it: it stands on a certificate and in the public register."),
        max_length=20,
        required=False,
    )
    happened = forms.CharField(label=gettext_lazy("When and where it was"), max_length=200, required=False)
    text = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy(
            "The person you complain about will read this text. If they must not know who you are, write nothing"
            " by which they would know you."
        ),
        widget=forms.Textarea({"rows": 8}),
    )
    norms = forms.MultipleChoiceField(
        label=gettext_lazy("What was not kept, if you know"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("You may leave it out. The secretary alone reads it."),
        max_length=200,
        required=False,
    )
    contact = forms.CharField(
        label=gettext_lazy("How to reach you"),
        help_text=gettext_lazy("A telephone or an e-mail. Without it we answer on the page that your code opens."),
        max_length=200,
        required=False,
    )
    named = forms.BooleanField(
        label=gettext_lazy("The person I complain about and the panel may know my name"), required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offices = ethics_offices()
        self.choose("office", [(str(one.uuid), one.organisation.name) for one in offices])
        if len(offices) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.initial["office"] = str(offices[0].uuid)
        self.choose("norms", norm_choices())


class OpenComplaintForm(ComplaintForm):
    """The same at the door: the code is made with the form, so that sending it twice opens one matter."""

    code = forms.CharField(widget=forms.HiddenInput({"data-no-draft": ""}), max_length=40)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["code"] = new_code()


class WordForm(StepForm):
    """Words added to a matter."""

    text = forms.CharField(label=gettext_lazy("What you want to add"), widget=forms.Textarea({"rows": 4}))


class AppealForm(StepForm):
    """Why a decision is not accepted."""

    text = forms.CharField(label=gettext_lazy("Why you do not accept the decision"), widget=forms.Textarea({"rows": 5}))


@public
def open_digest(request: PublicRequest) -> HttpResponse:
    """How to complain, what practice owes people, what was decided."""
    if request.method == "POST":  # a code typed in; it never stands in an address that others see
        code = request.POST.get("code", "").strip().lower().replace(" ", "")
        with with_code(code):
            known = Complaint.objects.filter(source__door_hash=code_hash(code)).exists()
        if known:
            return redirect("open_matter", code)
    norms, language = code_of_ethics(), page_language()
    context = {
        "wrong": request.method == "POST",
        "offices": ethics_offices(),
        "entries": [(one, norms_of(one.norms)) for one in digest()[:100]],
        "norms": [(norm.title.say(language), norm.text.say(language)) for norm in norms.norms],
        "source": norms.source.title.say(language),
        "code": norms,
    }
    return render(request, "profession/ethics_open.html", context, status=422 if context["wrong"] else 200)


@public
def open_complaint(request: PublicRequest) -> HttpResponse:
    """Complain, with a name or without. In the name of the door, also for somebody who is logged in."""
    made: list[str] = []

    def received(office: str, code: str, **said: object) -> None:
        if not _within_measure(request):
            raise Problem(N_("Too much was sent from here in the last hour. Try again later."))
        with with_code(code) as who:
            complain(actor=who, office=UUID(office), code=code, **said)  # type: ignore[arg-type]
        made.append(code)

    step = Step(
        code="complain",
        title=_("Your complaint"),
        form=OpenComplaintForm,
        do=received,
        button=_("Send the complaint"),
        done=_("Your complaint has come in. Keep the code: it is shown here only."),
        icon="send",
    )
    if take(request, [step]):
        return redirect("open_matter", made[0])
    status = 422 if request.method == "POST" else 200
    return render(request, "profession/ethics_complain_open.html", {"step": step}, status=status)


@public
def open_matter(request: PublicRequest, code: str) -> HttpResponse:
    """What became of a complaint, for who holds its code; words and an appeal are added here."""
    with with_code(code) as who:
        matter = complaint_in_hand(code_hash(code))
        file = file_of(matter)

        def written(**said: object) -> None:
            write_in_matter(actor=who, complaint=matter.uuid, **said)  # type: ignore[arg-type]

        def appealed(**said: object) -> None:
            appeal_decision(actor=who, complaint=matter.uuid, **said)  # type: ignore[arg-type]

        steps = side_steps(file, written, appealed)
        if take(request, steps):
            return redirect("open_matter", code)
        context = {**file, "steps": steps, "own_code": code, "source": matter.source}
        status = 422 if request.method == "POST" else 200
        return render(request, "profession/ethics_matter_open.html", context, status=status)


def side_steps(file: dict[str, object], written: object, appealed: object, draft: str = "") -> list[Step]:
    """What a side can do now: appeal, and write."""
    steps = []
    if file["may_appeal"]:
        steps.append(
            Step(
                code="appeal",
                title=_("Appeal"),
                about=_("Other people will judge anew. There is no second appeal."),
                form=AppealForm,
                do=appealed,  # type: ignore[arg-type]
                button=_("Send the appeal"),
                done=_("Your appeal has come in. A second panel will judge."),
                icon="scale",
                draft=draft and f"{draft}:appeal",
                folded=True,
            )
        )
    if not file["over"]:
        steps.append(
            Step(
                code="write",
                title=_("Add something"),
                about=_("The secretary and the panel read it. The other side reads it if the secretary shows it."),
                form=WordForm,
                do=written,  # type: ignore[arg-type]
                button=_("Add"),
                done=_("What you wrote is added."),
                icon="send",
                draft=draft and f"{draft}:write",
            )
        )
    return steps


def _within_measure(request: PublicRequest) -> bool:
    """Count what comes from one address of the network in an hour; kept nowhere else."""
    key = f"ethics:{code_hash(request.META.get('REMOTE_ADDR', ''))[:32]}"
    if cache.add(key, 1, 3600):
        return True
    try:
        return cache.incr(key) <= AT_MOST
    except ValueError:  # it ran out between the two
        return True
