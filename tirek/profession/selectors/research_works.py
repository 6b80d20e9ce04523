"""Questions about research on the practice: theses and studies with their ethics approval."""

from uuid import UUID

from django.db.models import Q, QuerySet

from tirek.access.models import User
from tirek.access.policy import units_of
from tirek.kernel.problems import Missing
from tirek.profession.models import ResearchWork
from tirek.profession.selectors.register import NOTHING_THERE


def research_open(words: str = "", degree: str = "") -> QuerySet[ResearchWork]:
    """Works that anybody may read of, by words of the title, author, institution; those defended last first."""
    rows = ResearchWork.objects.filter(public=True)
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(title_kk__icontains=word)
            | Q(title_ru__icontains=word)
            | Q(title_en__icontains=word)
            | Q(author__icontains=word)
            | Q(institution__icontains=word)
            | Q(leads__icontains=word)
        )
    if degree:
        rows = rows.filter(degree=degree)
    return rows.order_by("-starts_on", "-pk")


def research_kept(actor: User) -> QuerySet[ResearchWork]:
    """What the actor's offices keep, shown or not."""
    return ResearchWork.objects.filter(unit_id__in=units_of(actor, "learning.approve")).order_by("-starts_on", "-pk")


def research_work_kept(actor: User, work: UUID) -> ResearchWork:
    """A work that the actor's office keeps."""
    found = research_kept(actor).filter(uuid=work).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found
