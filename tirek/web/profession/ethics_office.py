"""The secretary of ethics opens it in the morning: what came in, what waits for a panel, a hearing, an end.

Leaves with each matter one step on, and with a digest that names nobody.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tirek.kernel.clock import ZONE, now, today
from tirek.kernel.problems import Missing
from tirek.profession.actions.ethics import (
    admit_complaint,
    answer_sides,
    close_matter,
    keep_minutes,
    reject_complaint,
    set_hearing,
    show_word,
    tell_subject,
)
from tirek.profession.actions.ethics_digest import publish_digest, take_back_digest, write_digest
from tirek.profession.actions.ethics_panel import ask_panel_member, dismiss_panel_member
from tirek.profession.engine.ethics import code_of_ethics, is_final
from tirek.profession.models import Complaint
from tirek.profession.selectors.ethics import (
    NOTHING_THERE,
    candidates,
    complaint_seen,
    complaints_handled,
    digest_of,
    panel_of,
    seats,
    source_of,
)
from tirek.profession.selectors.register import colleagues
from tirek.web.desk import DeskRequest, desk, reading
from tirek.web.profession.ethics_words import file_of, norm_choices, state_of
from tirek.web.profession.sessions_acting import pressed, uuid_of
from tirek.web.profession.steps import LANGUAGES, Step, StepForm, take, three

WITH_PANEL = ("panel", "hearing", "appealed")
OVER = ("closed", "rejected")


class AdmitForm(StepForm):
    """Whom it is about, which norms it touches."""

    number = forms.CharField(
        label=gettext_lazy("Number in the register"),
        help_text=gettext_lazy("Of the practitioner it is about."),
        max_length=20,
    )
    norms = forms.MultipleChoiceField(
        label=gettext_lazy("Norms it touches"), widget=forms.CheckboxSelectMultiple, required=False
    )


class ReasonForm(StepForm):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is not admissible"),
        help_text=gettext_lazy("The complainant reads it. Say who else could help."),
        widget=forms.Textarea({"rows": 4}),
    )


class AskForm(StepForm):
    """Who is asked to judge."""

    user = forms.ChoiceField(
        label=gettext_lazy("Whom to ask"),
        help_text=gettext_lazy(
            "Left out are the sides, yourself, who works or is supervised with the subject, and who was asked before."
        ),
    )
    chair = forms.BooleanField(label=gettext_lazy("As the chair"), required=False)


class LetterForm(StepForm):
    """A letter to the sides, or a note for the file."""

    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea({"rows": 4}))
    to = forms.MultipleChoiceField(
        label=gettext_lazy("Who reads it"),
        help_text=gettext_lazy("Nobody marked: a note for secretaries alone. What a side reads, the panel reads too."),
        choices=[
            ("to_complainant", gettext_lazy("the complainant")),
            ("to_subject", gettext_lazy("the one complained about")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class HearingForm(StepForm):
    """When and where the sides are heard."""

    at = forms.DateTimeField(
        label=gettext_lazy("Day and time"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200)


class MinutesForm(StepForm):
    """What was said at the hearing."""

    minutes = forms.CharField(label=gettext_lazy("Minutes of the hearing"), widget=forms.Textarea({"rows": 8}))


class DigestForm(StepForm):
    """What others can learn, in three languages."""

    places = forms.CharField(
        label=gettext_lazy("Words that must not stand in it"),
        help_text=gettext_lazy(
            "Places and nicknames, with commas. Names and employers of the matter are checked by themselves."
            " They are not kept."
        ),
        required=False,
    )
    title_kk = forms.CharField(label=gettext_lazy("Title in Kazakh"), max_length=300)
    text_kk = forms.CharField(label=gettext_lazy("Text in Kazakh"), widget=forms.Textarea({"rows": 5}))
    title_ru = forms.CharField(label=gettext_lazy("Title in Russian"), max_length=300)
    text_ru = forms.CharField(label=gettext_lazy("Text in Russian"), widget=forms.Textarea({"rows": 5}))
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300)
    text_en = forms.CharField(label=gettext_lazy("Text in English"), widget=forms.Textarea({"rows": 5}))


@desk("ethics.handle")
@require_safe
def complaints(request: DeskRequest) -> HttpResponse:
    """What is open, what is over."""
    found = [(one, state_of(one.state)) for one in complaints_handled()[:300]]
    context = {
        "waiting": [line for line in found if line[0].state == "received"],
        "running": [line for line in found if line[0].state not in ("received", *OVER)],
        "over": [line for line in found if line[0].state in OVER],
    }
    return render(request, "profession/ethics_office.html", context)


@desk("ethics.handle")
def complaint(request: DeskRequest, matter: UUID) -> HttpResponse:
    """One matter with everything its secretary can do now."""
    found = _handled(matter)
    if request.method == "POST" and _pressed(request, found):
        return redirect("complaint", found.uuid)
    file = file_of(found)
    steps = _steps(request, found, file)
    if take(request, steps):
        return redirect("complaint", found.uuid)
    reading(request, found, "complaint")
    entry = digest_of(found) if found.state == "closed" else None
    context = {
        **file,
        "steps": steps,
        "source": source_of(found),
        "panel": panel_of(found),
        "digest": entry,
        "closes": _closes(found, file),
        "secretary": True,
        "meant": colleagues(found.about_name, 5) if found.state == "received" else [],
    }
    return render(request, "profession/ethics_complaint.html", context, status=422 if request.method == "POST" else 200)


@desk("ethics.handle")
def digest_entry(request: DeskRequest, matter: UUID) -> HttpResponse:
    """Tell what others can learn, without anybody being recognised."""
    found = _handled(matter)
    if found.state != "closed":
        raise Missing(NOTHING_THERE)
    entry = digest_of(found)
    names = [f"{name}_{code}" for name in ("title", "text") for code in LANGUAGES]

    def drawn(data: Any, **more: Any) -> DigestForm:
        return DigestForm(data, initial={name: getattr(entry, name, "") for name in names}, **more)

    def written(**said: Any) -> None:
        titles, texts = three(said, "title"), three(said, "text")
        write_digest(actor=request.user, complaint=found.uuid, titles=titles, texts=texts, **said)

    step = Step(
        code="digest",
        title=_("For the digest"),
        about=_("Change what does not matter: a mother may become a parent, a village a district."),
        form=drawn,
        do=written,
        button=_("Check and keep"),
        done=_("The entry is kept. Read it once more, then publish it."),
        draft=f"digest:{found.uuid}",
    )
    if take(request, [step]):
        return redirect("complaint", found.uuid)
    reading(request, found, "complaint")
    context = {**file_of(found), "step": step}
    return render(request, "profession/ethics_digest.html", context, status=422 if request.method == "POST" else 200)


def _handled(uuid: UUID) -> Complaint:
    found = complaint_seen(uuid)
    if not seats(found).secretary:
        raise Missing(NOTHING_THERE)
    return found


def _closes(found: Complaint, file: dict[str, Any]) -> bool:
    last = file["decisions"][-1] if file["decisions"] else None
    return last is not None and is_final(
        decided=found.state == "decided", final=last.appeal, until=last.appeal_until, on=today()
    )


def _pressed(request: DeskRequest, found: Complaint) -> bool:
    """What a single button does; False where a form was sent."""
    what, which = request.POST.get("do", ""), request.POST.get("which", "")
    me: dict[str, Any] = {"actor": request.user}
    buttons = {
        "tell": (lambda: tell_subject(complaint=found.uuid, **me), _("The practitioner reads the complaint now.")),
        "close": (lambda: close_matter(complaint=found.uuid, **me), _("The matter is closed.")),
        "show": (lambda: show_word(word=uuid_of(which), **me), _("The other side reads it now.")),
        "dismiss": (
            lambda: dismiss_panel_member(member=uuid_of(which), **me),
            _("This person no longer judges; the file is closed to them."),
        ),
        "publish": (lambda: publish_digest(complaint=found.uuid, **me), _("Everybody reads the entry now.")),
        "take_back": (lambda: take_back_digest(complaint=found.uuid, **me), _("The entry is not public any more.")),
    }
    if what not in buttons:
        return False
    pressed(request, *buttons[what])
    return True


def _steps(request: DeskRequest, found: Complaint, file: dict[str, Any]) -> list[Step]:
    me: dict[str, Any] = {"actor": request.user, "complaint": found.uuid}
    if found.state == "received":
        return _entrance(found, me)
    steps = _of_panel(found, me, file) if found.state in WITH_PANEL else []
    if found.state not in OVER:
        steps.append(_letter(found, me))
    return steps


def _entrance(found: Complaint, me: dict[str, Any]) -> list[Step]:
    def drawn(data: Any, **more: Any) -> AdmitForm:
        initial = {"norms": found.norms, "number": found.about.number if found.about else ""}
        form = AdmitForm(data, initial=initial, **more)
        form.choose("norms", norm_choices())
        return form

    return [
        Step(
            code="admit",
            title=_("Admit it"),
            about=_("You become the secretary of this matter; you will not judge it."),
            form=drawn,
            do=lambda **said: admit_complaint(**me, **said),
            button=_("Admit"),
            done=_("Admitted. Tell the practitioner, and put a panel together."),
        ),
        Step(
            code="reject",
            title=_("It is not admissible"),
            form=ReasonForm,
            do=lambda **said: reject_complaint(**me, **said),
            button=_("Do not admit"),
            done=_("The complainant reads why."),
            icon="x",
            folded=True,
            draft=f"complaint:{found.uuid}:reject",
        ),
    ]


def _of_panel(found: Complaint, me: dict[str, Any], file: dict[str, Any]) -> list[Step]:
    def drawn(data: Any, **more: Any) -> AskForm:
        form = AskForm(data, **more)
        form.choose("user", [("", "…"), *((str(one.uuid), str(one)) for one in candidates(found))])
        return form

    def asked(user: str, **said: Any) -> None:
        ask_panel_member(user=UUID(user), **me, **said)

    def heard(at: Any, **said: Any) -> None:
        set_hearing(at=at if at.tzinfo else at.replace(tzinfo=ZONE), **me, **said)

    steps = [
        Step(
            code="ask",
            title=_("Ask somebody to judge"),
            about=_("At least %(n)s judge, one of them as the chair.") % {"n": code_of_ethics().rules.panel_least},
            form=drawn,
            do=asked,
            button=_("Ask to judge"),
            done=_("Asked. Nothing of the file opens before they have declared themselves free."),
            icon="user-plus",
        ),
        Step(
            code="hearing",
            title=_("Set a hearing"),
            form=HearingForm,
            do=heard,
            button=_("Set the hearing"),
            done=_("The hearing is set; both sides read when and where."),
            icon="calendar-event",
            folded=True,
        ),
    ]
    past = next((one for one in file["hearings"] if not one.held and one.at <= now()), None)
    if past is not None:
        steps.append(
            Step(
                code="minutes",
                title=_("Minutes of the hearing"),
                about=_("The panel reads them. You may show them to the sides afterwards."),
                form=MinutesForm,
                do=lambda **said: keep_minutes(actor=me["actor"], hearing=past.uuid, **said),
                button=_("Keep the minutes"),
                done=_("The minutes are with the panel."),
                icon="notes",
                draft=f"complaint:{found.uuid}:minutes",
            )
        )
    return steps


def _letter(found: Complaint, me: dict[str, Any]) -> Step:
    def written(to: list[str], **said: Any) -> None:
        answer_sides(**me, **said, to_complainant="to_complainant" in to, to_subject="to_subject" in to)

    return Step(
        code="letter",
        title=_("Write to the sides, or a note"),
        form=LetterForm,
        do=written,
        button=_("Add"),
        done=_("What you wrote is added."),
        icon="send",
        folded=True,
        draft=f"complaint:{found.uuid}:letter",
    )
