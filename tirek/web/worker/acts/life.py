"""Episodes of a life, and people who become part of the case."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tirek.casework.actions import cases, episodes
from tirek.casework.enums import Part, Precision
from tirek.casework.models import Case, Episode
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of
from tirek.casework.selectors.records import lasting_episodes, record_seen
from tirek.kernel.clock import today
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import family_people
from tirek.programmes.engine.pack_parts import Track
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import ActForm, ActPage, DayField, act_page
from tirek.web.worker.links import page_url
from tirek.web.worker.wording import track_title


class EpisodeForm(ActForm):
    """An episode begins: who, what, since when, how exactly that is known."""

    rare = ("entry_reason", "source", "until")

    person = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What"))
    on = DayField(label=_("Since"))
    precision = forms.ChoiceField(
        label=_("How exactly is the day known?"),
        widget=forms.RadioSelect,
        choices=Precision.choices,
        initial=Precision.DAY,
        help_text=_("If only the month or the year is known, choose any day in it."),
    )
    entry_reason = forms.ChoiceField(label=_("Why"), required=False)
    source = forms.CharField(
        label=_("Where it is known from"),
        max_length=200,
        required=False,
        help_text=_("A document, somebody's words, one's own visit."),
    )
    until = DayField(label=_("Until, if it is over already"), required=False)

    def __init__(self, *args: Any, track: Track, **more: Any) -> None:
        self.track = track
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The people whose life the track tells, and the kinds the programme knows."""
        children = [one for one in self.people if one.part == Part.CHILD]
        adults = [one for one in self.people if one.part != Part.CHILD]
        whose = {"child": children, "adult": adults}.get(self.track.subject, self.people)
        self.offer_people("person", whose)
        self.choose("kind", self.pack.choices(f"{self.track.code}.kind", self.language), _("choose"))
        self.choose("entry_reason", self.pack.choices(f"{self.track.code}.entry_reason", self.language), _("not known"))


@desk("episode.record")
def begin_episode(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record who cares for the child from a day on, or another episode of a life."""
    opened = case_seen(case)
    pack_tracks = programme_of(opened).episodes.tracks
    track = next((item for item in pack_tracks if item.code == request.GET.get("track")), pack_tracks[0])

    def perform(values: dict[str, Any]) -> object:
        values["person"] = UUID(values["person"])
        return episodes.begin_episode(actor=request.user, case=case, track=track.code, **values)

    form_language = request.LANGUAGE_CODE[:2]
    page = ActPage(
        "begin_episode", track.title.say(form_language), _("Record"), _("Recorded."), "home-heart",
        template="worker/act_episode.html",
    )  # fmt: skip
    here = reverse("begin_episode", args=[case])
    others = [
        (item.title.say(form_language), f"{here}?track={item.code}", item.code == track.code) for item in pack_tracks
    ]
    about = {"tracks": others, "lasting": _lasting(opened, track.code, form_language)}
    return act_page(request, page, EpisodeForm, opened, perform, more=about, track=track)


def _lasting(case: Case, track: str, language: str) -> list[dict[str, Any]]:
    """What lasts now on the track: it must end before another begins."""
    pack = programme_of(case)
    return [
        {
            "episode": episode,
            "kind": pack.title_of(f"{track}.kind", episode.kind, language),
            "name": display_name(episode.person, language, form="short"),
            "url": reverse("episode_end", args=[episode.uuid]) + "?then=begin",
        }
        for episode in lasting_episodes(case, track)
    ]


class EpisodeEndForm(ActForm):
    """An episode ends: why, and where the person goes."""

    on = DayField(label=_("First day it no longer holds"))
    exit_reason = forms.ChoiceField(label=_("Why"))
    destination = forms.ChoiceField(label=_("Where to"), required=False)
    precision = forms.ChoiceField(
        label=_("How exactly is the day known?"),
        widget=forms.RadioSelect,
        choices=Precision.choices,
        initial=Precision.DAY,
    )

    def __init__(self, *args: Any, track: str, **more: Any) -> None:
        self.track = track
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The programme's reasons and destinations of the track."""
        self.choose("exit_reason", self.pack.choices(f"{self.track}.exit_reason", self.language), _("choose"))
        self.choose("destination", self.pack.choices(f"{self.track}.destination", self.language), _("not known"))


@desk("episode.record")
def episode_end(request: DeskRequest, episode: UUID) -> HttpResponse:
    """End an episode."""
    lasting = record_seen(Episode, episode, "person")
    language = request.LANGUAGE_CODE[:2]

    def perform(values: dict[str, Any]) -> object:
        return episodes.end_episode(actor=request.user, episode=episode, **values)

    page = ActPage("end_episode", _("End the episode"), _("Record the end"), _("Recorded."), icon="home")
    pack = programme_of(lasting.case)
    facts = [
        (_("Who"), display_name(lasting.person, language)),
        (track_title(pack, lasting.track, language), pack.title_of(f"{lasting.track}.kind", lasting.kind, language)),
        (_("Since"), lasting.done_on),
    ]
    about = {"subject": episode, "facts": facts}
    back = reverse("begin_episode", args=[lasting.case.uuid]) if request.GET.get("then") == "begin" else ""
    return act_page(request, page, EpisodeEndForm, lasting.case, perform, more=about, back=back, track=lasting.track)


class JoinForm(ActForm):
    """Somebody of the family becomes part of the case."""

    person = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect)
    part = forms.ChoiceField(label=_("What they are in the case"), choices=Part.choices)
    on = DayField(label=_("Since"))

    def prepare(self) -> None:
        """Those of the family who are not in the case yet."""
        inside = {one.person.pk for one in self.people}
        family = family_people(self.case.family, today())
        self.kin = [member for member in family if member.person_id not in inside]
        self.choose(
            "person",
            [
                (str(member.person.uuid), f"{display_name(member.person, self.language)}, {member.get_role_display()}")
                for member in self.kin
            ],
        )


@desk("case.open")
def join_case(request: DeskRequest, case: UUID) -> HttpResponse:
    """Take somebody of the family into the case."""
    opened = case_seen(case)

    def perform(values: dict[str, Any]) -> object:
        values["person"] = UUID(values["person"])
        return cases.join_case(actor=request.user, case=case, **values)

    page = ActPage(
        "join_case", _("Add a person to the case"), _("Add"), _("The person is in the case now."), icon="user-plus",
        template="worker/act_join.html",
    )  # fmt: skip
    return act_page(
        request, page, JoinForm, opened, perform, more={"search_page": f"{page_url('person_search')}?case={case}"}
    )
