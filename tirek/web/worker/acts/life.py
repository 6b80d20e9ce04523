"""Episodes of a life on every track of the programme, and people who become part of the case."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tirek.access.models import User
from tirek.access.policy import opens
from tirek.casework.actions import cases, episodes
from tirek.casework.engine.gates import open_gates
from tirek.casework.enums import Part, Precision
from tirek.casework.models import Case, Episode
from tirek.casework.selectors.caseload import case_seen
from tirek.casework.selectors.facts import programme_of, standing_of
from tirek.casework.selectors.life import cohort_day
from tirek.casework.selectors.people_of_cases import CasePerson, people_of_cases
from tirek.casework.selectors.records import lasting_episodes, record_seen
from tirek.kernel.clock import today
from tirek.kernel.problems import Gate
from tirek.people.selectors.names import display_name
from tirek.people.selectors.persons import family_people
from tirek.programmes.engine.pack_parts import EpisodeKind, Track
from tirek.toolkit.formats import long_day, page_language
from tirek.web.desk import DeskRequest, desk
from tirek.web.worker.acting import ActForm, ActPage, DayField, act_page
from tirek.web.worker.links import GateLine, gate_lines, page_url
from tirek.web.worker.wording import track_title


class EpisodeForm(ActForm):
    """An episode begins: who, what, since when, how exactly that is known; what else the track asks."""

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
    expected_end_on = DayField(label=_("When it is expected to end"), required=False)
    particulars = forms.MultipleChoiceField(label=_("Particulars"), widget=forms.CheckboxSelectMultiple, required=False)
    known_from = forms.ChoiceField(label=_("How it is known"), required=False)
    counted_from = DayField(label=_("Counted from"), required=False)
    entry_reason = forms.ChoiceField(label=_("Why"), required=False)
    source = forms.CharField(
        label=_("Where it is known from"),
        max_length=200,
        required=False,
        help_text=_("A document, somebody's words, one's own visit."),
    )
    until = DayField(label=_("Until, if it is over already"), required=False)

    def __init__(self, *args: Any, track: Track, kinds: tuple[EpisodeKind, ...], **more: Any) -> None:
        self.track, self.kinds = track, kinds
        super().__init__(*args, **more)

    def prepare(self) -> None:
        """The people whose life the track tells, and what the programme asks of it; nothing it does not ask."""
        code, language = self.track.code, self.language
        offered = whose(self.track, self.people)
        self.offer_people("person", offered)
        if client := next((one for one in offered if one.part == Part.CLIENT), None):
            self.fields["person"].initial = str(client.person.uuid)
        self.choose("kind", [(kind.code, kind.title.say(language)) for kind in self.kinds], _("choose"))
        lasting = [kind for kind in self.kinds if not kind.moment]
        expected = [kind for kind in lasting if kind.expects_end]
        if not lasting:
            self.fields["on"].label = _("Day")
        self._only_for("until", lasting)
        self._only_for("expected_end_on", expected)
        lists = {"particulars": "particular", "known_from": "known_from", "entry_reason": "entry_reason"}
        for field, name in lists.items():
            answers = self.pack.choices(f"{code}.{name}", language)
            if answers:
                self.choose(field, answers, "" if field == "particulars" else _("not known"))
            else:
                del self.fields[field]
        if self.track.counted_from is None:
            del self.fields["counted_from"]
        else:
            self.fields["counted_from"].help_text = self._proposed()

    def _only_for(self, field: str, kinds: list[EpisodeKind]) -> None:
        """A field that some kinds alone have; with a script the page shows it for these."""
        if not kinds:
            del self.fields[field]
        elif len(kinds) < len(self.kinds):
            self.fields[field].widget.attrs["data-only-for"] = "kind:" + " ".join(kind.code for kind in kinds)
            if field == "expected_end_on":
                titles = "; ".join(kind.title.say(self.language) for kind in kinds)
                self.fields[field].help_text = _("For: %(kinds)s") % {"kinds": titles}

    def _proposed(self) -> str:
        """From which day the programme counts, for each person it may be about."""
        days = []
        for one in whose(self.track, self.people):
            day = cohort_day(self.case, one.person, self.track, today())
            if day:
                name = display_name(one.person, self.language, form="short")
                days.append(f"{name}: {long_day(day, self.language)}")
        if not days:
            return gettext("The programme finds no day to count from. Write it, if it is known.")
        return gettext("If left empty: %(days)s.") % {"days": "; ".join(days)}

    def narrowed(self) -> dict[str, str]:
        """The gates of this track and kind."""
        return {"track": self.track.code, "kind": self.cleaned_data.get("kind", "")}

    def clean(self) -> dict[str, Any]:
        """An end is expected only of a kind that has one; a single day has no end."""
        values = super().clean() or self.cleaned_data
        kind = next((item for item in self.kinds if item.code == values.get("kind")), None)
        if kind and not kind.expects_end:
            values.pop("expected_end_on", None)
        if kind and kind.moment:
            values.pop("until", None)
        return values


def whose(track: Track, people: list[CasePerson]) -> list[CasePerson]:
    """Those whose life a track tells. A client is an adult."""
    if track.subject == "anyone":
        return people
    return [one for one in people if (one.part == Part.CHILD) == (track.subject == "child")]


def open_kinds(user: User, case: Case, track: Track) -> tuple[EpisodeKind, ...]:
    """The kinds whose part of the file the user may open; of others nothing is said."""
    return tuple(kind for kind in track.kinds if opens(user, case.unit_id, kind.compartment))


@desk("episode.record")
def begin_episode(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record who cares for the child from a day on, or another episode of a life."""
    opened, language = case_seen(case), page_language()
    people = people_of_cases([opened.pk]).get(opened.pk, [])
    every = programme_of(opened).episodes.tracks
    tracks = [item for item in every if whose(item, people) and open_kinds(request.user, opened, item)] or every[:1]
    track = next((item for item in tracks if item.code == request.GET.get("track")), tracks[0])
    kinds = open_kinds(request.user, opened, track)

    def perform(values: dict[str, Any]) -> object:
        values["person"] = UUID(values["person"])
        return episodes.begin_episode(actor=request.user, case=case, track=track.code, **values)

    page = ActPage(
        "begin_episode", track.title.say(language), _("Record"), _("Recorded."), "home-heart",
        template="worker/act_episode.html",
    )  # fmt: skip
    here = reverse("begin_episode", args=[case])
    about = {
        "tracks": [(item.title.say(language), f"{here}?track={item.code}", item is track) for item in tracks],
        "lasting": _lasting(opened, track.code, language),
        "before": gates_of_kinds(opened, track, kinds) if request.method != "POST" else [],
        "overlaps": track.may_overlap,
        "track_asked": "track" in request.GET,
        "subject": f"{case}:{track.code}",
    }
    return act_page(request, page, EpisodeForm, opened, perform, more=about, track=track, kinds=kinds)


def gates_of_kinds(case: Case, track: Track, kinds: Iterable[EpisodeKind]) -> list[tuple[str, list[GateLine]]]:
    """What stands open before episodes of some kinds: the kinds in words, and each gate with where it is passed."""
    pack, language = programme_of(case), page_language()
    asked = [(kind, pack.gates_before("begin_episode", track.code, kind.code)) for kind in kinds]
    if not any(gates for _kind, gates in asked):
        return []
    standing = standing_of(case, today())
    found: dict[tuple[str, ...], list[EpisodeKind]] = {}
    for kind, gates in asked:
        names = tuple(gate.name for gate in open_gates(gates, standing))
        if names:
            found.setdefault(names, []).append(kind)
    groups = []
    for names, stopped in found.items():
        still = [Gate(name, "") for name in names]
        lines = gate_lines(case, "begin_episode", still, on=today(), track=track.code, kind=stopped[0].code)
        titles = "" if len(stopped) == len(asked) else "; ".join(kind.title.say(language) for kind in stopped)
        groups.append((titles, [line for line in lines if not line.holds]))
    return groups


def _lasting(case: Case, track: str, language: str) -> list[dict[str, Any]]:
    """What lasts now on the track: where nothing may overlap, it must end before another begins."""
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
    """An episode ends: why, and where the person goes, where the track knows that."""

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
        for field, blank in (("exit_reason", _("choose")), ("destination", _("not known"))):
            offered = self.pack.choices(f"{self.track}.{field}", self.language)
            if offered:
                self.choose(field, offered, blank)
            else:
                del self.fields[field]


@desk("episode.record")
def episode_end(request: DeskRequest, episode: UUID) -> HttpResponse:
    """End an episode."""
    lasting = record_seen(Episode, episode, "person")
    language = page_language()

    def perform(values: dict[str, Any]) -> object:
        return episodes.end_episode(actor=request.user, episode=episode, **values)

    page = ActPage("end_episode", _("End the episode"), _("Record the end"), _("Recorded."), icon="home")
    pack = programme_of(lasting.case)
    facts = [
        (_("Who"), display_name(lasting.person, language)),
        (track_title(pack, lasting.track, language), pack.title_of(f"{lasting.track}.kind", lasting.kind, language)),
        (_("Since"), lasting.done_on),
    ]
    if lasting.expected_end_on:
        facts.append((_("Expected end"), lasting.expected_end_on))
    about = {"subject": episode, "facts": facts}
    begin = f"{reverse('begin_episode', args=[lasting.case.uuid])}?track={lasting.track}"
    back = begin if request.GET.get("then") == "begin" else ""
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
