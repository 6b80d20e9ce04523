"""Questions about competences: what the posts one holds ask, how far one is, which courses close the gap."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from tirek.kernel.problems import N_, Missing
from tirek.profession.engine.competences import Asked, Gap, Rated, gaps
from tirek.profession.enums import ClauseKind
from tirek.profession.models import Clause, Competence, Course, Post, Practitioner
from tirek.profession.selectors.norms import versions_in_force


@dataclass(frozen=True)
class Supervised:
    """Somebody whose competences I rate as their supervisor."""

    pk: int
    uuid: UUID
    name: str
    posts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ProfileLine:
    """A competence of a profile: what is asked in words, where it stands, the gap, the courses that close it."""

    gap: Gap
    text: str
    clauses: tuple[Clause, ...]
    courses: tuple[Course, ...]
    evidence: str


def current_posts(practitioner: Practitioner, on: date) -> tuple[tuple[str, str], ...]:
    """Sector and cadre of the posts somebody holds on a day."""
    rows = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), practitioner=practitioner, starts_on__lte=on)
    return tuple(rows.values_list("sector", "cadre").distinct().order_by("sector", "cadre"))


def rated_by_me() -> list[Supervised]:
    """Whom the current user supervises by an agreement that runs, by name."""
    posts: dict[tuple[str, int, UUID], list[tuple[str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT practitioner_id, uuid, name, sector, cadre FROM profession_rated_by_me()")
        for pk, uuid, name, sector, cadre in cursor.fetchall():
            held = posts[name, pk, uuid]
            if sector:
                held.append((sector, cadre))
    return [Supervised(pk, uuid, name, tuple(held)) for (name, pk, uuid), held in sorted(posts.items())]


def supervised(practitioner: UUID) -> Supervised:
    """One of those whom the current user supervises."""
    found = next((one for one in rated_by_me() if one.uuid == practitioner), None)
    if found is None:
        raise Missing(N_("There is no such record in what you may see."))
    return found


def profile(practitioner_id: int, posts: tuple[tuple[str, str], ...], on: date) -> list[ProfileLine]:
    """The competences that the standards in force ask of the posts, the widest gap first."""
    clauses: dict[str, list[Clause]] = defaultdict(list)
    asked = []
    for version in versions_in_force(on):
        for clause in version.clauses.all():
            if clause.kind != ClauseKind.COMPETENCE:
                continue
            sector, cadres = version.standard.sector, frozenset(clause.cadres)
            clause.version = version  # so that nobody asks for it again
            asked.append(Asked(clause.competence, clause.level, sector, cadres, frozenset(clause.courses)))
            if any(held == sector and cadre in cadres for held, cadre in posts):
                clauses[clause.competence].append(clause)
    rows = list(Competence.objects.filter(practitioner_id=practitioner_id, rated_on__lte=on).order_by("rated_on", "pk"))
    evidence = {row.competence: row.evidence for row in rows if row.own}
    rated = [Rated(row.competence, row.level, row.own, row.rated_on) for row in rows]
    offered = {course.code: course for course in Course.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on))}
    teaches: dict[str, set[str]] = defaultdict(set)
    for course in offered.values():
        for competence in course.competences:
            teaches[competence].add(course.code)
    found = gaps(asked, posts, rated, {code: frozenset(courses) for code, courses in teaches.items()})
    return [
        ProfileLine(
            gap,
            max(clauses[gap.competence], key=lambda one: one.level).text,
            tuple(clauses[gap.competence]),
            tuple(offered[code] for code in sorted(gap.courses) if code in offered),
            evidence.get(gap.competence, ""),
        )
        for gap in found
    ]
