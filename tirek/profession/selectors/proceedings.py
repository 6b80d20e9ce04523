"""What a session leaves behind: its recommendations, and the whole of its proceedings."""

from dataclasses import dataclass

from tirek.kernel.problems import Missing
from tirek.profession.models import CapacitySession, ProgrammeItem, Recommendation
from tirek.profession.selectors.papers import PublishedPaper, published_papers
from tirek.profession.selectors.sessions import NOTHING_THERE, programme_of_session


@dataclass(frozen=True)
class Proceedings:
    """The programme, the papers of authors who agreed, the recommendations that are public."""

    session: CapacitySession
    items: list[ProgrammeItem]
    papers: list[PublishedPaper]
    recommendations: list[Recommendation]


def recommendations_of(session: CapacitySession) -> list[Recommendation]:
    """What the session recommends, of what the reader may see, in the order in which it was written down."""
    lines = Recommendation.objects.filter(plan__session=session).exclude(state="dropped").select_related("plan")
    return list(lines.order_by("recorded_at", "pk"))


def proceedings_of(session: CapacitySession) -> Proceedings:
    """The proceedings, once they are published."""
    if session.proceedings_on is None:
        raise Missing(NOTHING_THERE)
    return Proceedings(session, programme_of_session(session), published_papers(session), recommendations_of(session))
