"""The office's questions about its register: who is in it, who waits, whose category runs out, one entry in full."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.kernel.clock import today
from tirek.profession.engine.certification import certification_rule
from tirek.profession.engine.standing import Standing
from tirek.profession.enums import EntryState
from tirek.profession.models import Certification, Education, Post, Practitioner, Suspension, Vacancy
from tirek.profession.selectors.register import folded_words
from tirek.profession.selectors.standing import standing_from, standings

PAGE = 30
KEEP = "register.keep"


@dataclass(frozen=True)
class OfficeQuery:
    """What the office looks for; empty fields ask for nothing. ``runs_out``: within the days of the rule."""

    words: str = ""
    region: str = ""
    sector: str = ""
    category: str = ""
    state: str = EntryState.ENTERED.value
    runs_out: bool = False
    page: int = 1


@dataclass(frozen=True)
class KeptEntry:
    """A line of the office's list."""

    entry: Practitioner
    standing: Standing
    posts: list[Post]


@dataclass(frozen=True)
class OfficePage:
    """A page of the list, and how many there are in all."""

    lines: list[KeptEntry]
    found: int
    page: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.found // PAGE))


@dataclass(frozen=True)
class FullEntry:
    """Everything an entry says."""

    entry: Practitioner
    standing: Standing
    educations: list[Education]
    posts: list[Post]
    certifications: list[Certification]
    suspensions: list[Suspension]


def entries_kept(actor: User, query: OfficeQuery, on: date | None = None) -> OfficePage:
    """Entries of the actor's offices, in the order of the Kazakh alphabet; of what runs out, the first to end first."""
    day = on or today()
    found = _asked(actor, query, day)
    count = found.count()
    first = PAGE * (max(query.page, 1) - 1)
    rows = list(found.select_related("region")[first : first + PAGE])
    stands, posts = standings(rows, day), _present_posts(rows, day)
    return OfficePage([KeptEntry(row, stands[row.pk], posts.get(row.pk, [])) for row in rows], count, query.page)


def waiting_counts(actor: User, on: date | None = None) -> Mapping[str, int]:
    """How many applied, and whose category runs out: what the office has to do."""
    day = on or today()
    kept = Practitioner.objects.filter(unit__in=units_of(actor, KEEP))
    return {
        "applied": kept.filter(state=EntryState.APPLIED).count(),
        "runs_out": _running_out(kept.filter(state=EntryState.ENTERED), day).count(),
    }


def full_entry(entry: Practitioner, on: date | None = None) -> FullEntry:
    """An entry with all that hangs on it, the newest first."""
    given = list(entry.certifications.order_by("-valid_until", "-pk"))
    away = list(entry.suspensions.order_by("-starts_on", "-pk"))
    return FullEntry(
        entry=entry,
        standing=standing_from(entry, given, away, on),
        educations=list(entry.educations.order_by("-year", "pk")),
        posts=list(entry.posts.select_related("region").order_by("-starts_on", "pk")),
        certifications=given,
        suspensions=away,
    )


def vacancies_kept(actor: User) -> list[Vacancy]:
    """Posts nobody holds, as told to the actor's offices; those that are open first."""
    rows = Vacancy.objects.filter(unit__in=units_of(actor, KEEP)).select_related("region")
    return sorted(rows.order_by("-opened_on", "-pk"), key=lambda row: row.filled_on is not None)


def _asked(actor: User, query: OfficeQuery, day: date) -> QuerySet[Practitioner]:
    found = Practitioner.objects.filter(unit__in=units_of(actor, KEEP))
    if query.state:
        found = found.filter(state=query.state)
    if query.words.strip():
        named = Q(number=query.words.strip().upper())
        if words := folded_words(query.words):
            same_name = Q()
            for word in words:
                same_name &= Q(name_key__contains=word)
            named |= same_name
        found = found.filter(named)
    if query.region:
        found = found.filter(region=query.region)
    if query.sector:
        held = Post.objects.filter(_present(day), practitioner=OuterRef("pk"), sector=query.sector)
        found = found.filter(Exists(held))
    if query.category:
        found = found.annotate(category=Subquery(_lasting(day).values("category")[:1])).filter(category=query.category)
    if query.runs_out:
        return _running_out(found, day)
    return found.order_by("sort_key", "pk")


def _running_out(found: QuerySet[Practitioner], day: date) -> QuerySet[Practitioner]:
    """Whose last category ends within the days of the rule, the first to end first."""
    last = day + timedelta(days=certification_rule().warns_days)
    ends = Max("certifications__valid_until", filter=Q(certifications__withdrawn_on=None))
    return found.annotate(until=ends).filter(until__range=(day, last)).order_by("until", "sort_key", "pk")


def _lasting(day: date) -> QuerySet[Certification]:
    """Categories of the entry in question that hold on a day, the longest first."""
    return Certification.objects.filter(
        practitioner=OuterRef("pk"), withdrawn_on=None, valid_from__lte=day, valid_until__gte=day
    ).order_by("-valid_until", "-decided_on", "-pk")


def _present(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def _present_posts(rows: list[Practitioner], day: date) -> dict[int, list[Post]]:
    posts: dict[int, list[Post]] = {}
    for post in Post.objects.filter(_present(day), practitioner__in=rows).order_by("pk"):
        posts.setdefault(post.practitioner_id, []).append(post)
    return posts
