"""In which cases is somebody, as far as the current user may see."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Max

from tirek.access.models import User
from tirek.casework.models import Case, CaseMember


def cases_of_people(person_ids: Iterable[int]) -> dict[int, list[Case]]:
    """The cases of each person, the open ones first; one question to the database, however many persons."""
    cases: dict[int, list[Case]] = defaultdict(list)
    for member in CaseMember.objects.filter(person_id__in=list(person_ids), left_on=None).select_related(
        "case", "case__worker", "case__unit"
    ):
        cases[member.person_id].append(member.case)
    for found in cases.values():
        found.sort(key=lambda case: (case.state != "open", -case.pk))
    return cases


def programmes_opened(actor: User) -> list[str]:
    """The programmes in which the user has opened cases, the last one first."""
    opened = Case.objects.filter(recorded_by=actor).order_by().values("programme").annotate(last=Max("pk"))
    return [row["programme"] for row in sorted(opened, key=lambda row: -row["last"])]


REFERENCE = re.compile(r"([\w-]+)-\d{4}-(\d{1,9})")


def case_numbered(reference: str) -> Case | None:
    """The case under a reference that somebody read out, if the current user may see it."""
    read = REFERENCE.fullmatch(reference.strip())
    if read is None:
        return None
    found = Case.objects.filter(unit__code__iexact=read[1], number=int(read[2]), reference__iexact=reference.strip())
    return found.first()
