"""Questions about sessions: those one holds, those announced, who has a place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from tirek.access.models import Unit, User
from tirek.access.policy import units_of
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing
from tirek.profession.enums import Mode, SessionState
from tirek.profession.models import CapacitySession, Material, OnlineRoom, ProgrammeItem

NOTHING_THERE = N_("There is no such record in what you may see.")
HOLD = "session.hold"


@dataclass(frozen=True)
class Places:
    """How many have a place in a session, and how many wait."""

    onsite: int = 0
    online: int = 0
    waiting_onsite: int = 0
    waiting_online: int = 0

    @property
    def registered(self) -> int:
        """All who have a place."""
        return self.onsite + self.online

    @property
    def waiting(self) -> int:
        """All who wait."""
        return self.waiting_onsite + self.waiting_online

    def free(self, session: CapacitySession, way: str) -> int:
        """How many more can come this way."""
        taken, room = (
            (self.onsite, session.capacity_onsite) if way == Mode.ONSITE else (self.online, session.capacity_online)
        )
        return max(room - taken, 0)


def units_to_hold(actor: User) -> QuerySet[Unit]:
    """Units in which the actor holds sessions."""
    return Unit.objects.filter(pk__in=units_of(actor, HOLD)).select_related("organisation")


def own_sessions(actor: User) -> QuerySet[CapacitySession]:
    """The sessions of the actor's units, the latest first."""
    return CapacitySession.objects.filter(unit__in=units_of(actor, HOLD)).select_related("unit").order_by("-starts_at")


def session_held(actor: User, code: str) -> CapacitySession:
    """One session of the actor's units."""
    found = own_sessions(actor).filter(code=code).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def announced_sessions() -> QuerySet[CapacitySession]:
    """What anybody may know of: announced, held and cancelled sessions."""
    return (
        CapacitySession.objects.exclude(state=SessionState.DRAFT)
        .select_related("unit__organisation")
        .order_by("starts_at")
    )


def session_announced(code: str) -> CapacitySession:
    """One session that anybody may know of."""
    found = announced_sessions().filter(code=code).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    return found


def sessions_ahead() -> list[CapacitySession]:
    """Announced sessions that are not over, the next first."""
    return list(announced_sessions().filter(state=SessionState.ANNOUNCED, ends_at__gte=now()))


def sessions_over() -> list[CapacitySession]:
    """What was held, the latest first."""
    over = announced_sessions().filter(ends_at__lt=now()).exclude(state=SessionState.CANCELLED)
    return list(over.order_by("-starts_at"))


def places_of(sessions: Iterable[CapacitySession]) -> dict[int, Places]:
    """Who has a place and who waits, in counts; above row security, for anybody."""
    keys = [session.pk for session in sessions]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM profession_places(%s)", [keys])
        found = {row[0]: Places(*row[1:]) for row in cursor.fetchall()}
    return {key: found.get(key, Places()) for key in keys}


def programme_of_session(session: CapacitySession) -> list[ProgrammeItem]:
    """The lines of the programme in their order."""
    return list(session.items.filter(removed_on=None).order_by("starts_at", "room", "pk"))


def materials_of(session: CapacitySession, *, public: bool = False) -> QuerySet[Material]:
    """What may be taken along: of what the reader may see, or of what is for everybody."""
    lines = session.materials.filter(removed_on=None).order_by("pk")
    return lines.filter(public=True) if public else lines


def online_link(session: CapacitySession) -> str:
    """Where those registered online meet, for the organiser and for them; row security hides it from others."""
    return OnlineRoom.objects.filter(session=session).values_list("link", flat=True).first() or ""


def room_open(session: CapacitySession) -> bool:
    """From the day of the session on its participants see where they meet online."""
    return session.starts_at.astimezone(now().tzinfo).date() <= today()
