"""A session that was held, with people who were there, for the tests of certificates."""

from datetime import timedelta
from decimal import Decimal

from tests.profession.world import Guild
from tirek.access.door import door, with_code
from tirek.kernel.clock import clock_at, now
from tirek.profession.actions.presence import check_in
from tirek.profession.actions.registrations import register_for_session
from tirek.profession.actions.sessions import announce_session, make_session
from tirek.profession.models import CapacitySession, Registration
from tirek.toolkit.postgresql.user import acting_as


def words(kk: str, ru: str, en: str) -> dict[str, str]:
    """A text in three languages."""
    return {"kk": kk, "ru": ru, "en": en}


def key_of(number: int, title: str = "Protection") -> str:
    """The code in the hand of a participant."""
    return (title[0].lower() * 20 + f"{number:04}").translate(str.maketrans("01", "xy"))


def held_session(guild: Guild, *, people: int = 1, title: str = "Protection") -> CapacitySession:
    """A session of the university that was over an hour ago, and so many who were there."""
    ends = now() - timedelta(hours=1)
    starts = ends - timedelta(hours=6)
    with clock_at(starts - timedelta(days=1)):
        session = make_session(
            actor=guild.organiser,
            unit=guild.university.uuid,
            titles=words("Қорғау сессиясы", "Сессия о защите", title),
            texts=words("Қорғау", "Защита", "Protection"),
            places=words("Зал", "Зал", "Hall"),
            starts_at=starts,
            ends_at=ends,
            capacity_onsite=500,
            hours=Decimal("6.5"),
        )
        announce_session(actor=guild.organiser, session=session.code)
    for number in range(people):
        with clock_at(starts - timedelta(hours=5)):
            registration = registered(guild, session, number, title)
        with clock_at(starts):
            check_in(actor=guild.organiser, session=session.code, registration=registration.uuid)
    return session


def registered(guild: Guild, session: CapacitySession, number: int, title: str = "Protection") -> Registration:
    """Somebody without an account registers."""
    code = key_of(number, title)
    with with_code(code):
        return register_for_session(
            actor=door(), session=session.code, code=code, name=f"Қатысушы Әлия {number}", mode="onsite"
        )


def registration_of(guild: Guild, session: CapacitySession) -> Registration:
    """The first who registered, as the organiser sees them."""
    with acting_as(guild.organiser.pk):
        return Registration.objects.filter(session=session).order_by("pk")[0]
