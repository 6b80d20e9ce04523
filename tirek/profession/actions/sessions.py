"""A session of capacity building: made, announced, changed, cancelled; its materials."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.text import slugify

from tirek.access.acts import act, note
from tirek.access.door import new_code
from tirek.access.models import Unit, User
from tirek.access.policy import require, units_of
from tirek.kernel.clock import now, today
from tirek.kernel.problems import N_, Missing, Problem
from tirek.profession.engine.sessions import ways
from tirek.profession.enums import Mode, SessionState
from tirek.profession.models import CapacitySession, Material, OnlineRoom
from tirek.profession.selectors.sessions import HOLD, NOTHING_THERE

LANGUAGES: Final = ("kk", "ru", "en")
ALL_LANGUAGES: Final = N_("Write it in Kazakh, Russian and English.")
LONGEST_CODE: Final = 46
FEEDBACK_FORM: Final = "session_feedback"
OVER: Final = N_("This session is closed or cancelled.")
Words = Mapping[str, str]


def lock_session(actor: User, code: str) -> CapacitySession:
    """The session for a change, of a unit in which the actor holds sessions."""
    found = CapacitySession.objects.select_for_update().filter(code=code, unit__in=units_of(actor, HOLD)).first()
    if found is None:
        raise Missing(NOTHING_THERE)
    require(actor, HOLD, found.unit_id)
    return found


def worded_in_all(name: str, words: Words, *, optional: bool = False, longest: int = 0) -> dict[str, str]:
    """A text in three languages as columns: all of them, or none where it may be left out."""
    found = {f"{name}_{code}": words.get(code, "").strip() for code in LANGUAGES}
    empty = [column for column, text in found.items() if not text]
    if empty and not (optional and len(empty) == len(found)):
        raise Problem(ALL_LANGUAGES, field=empty[0])
    for column, text in found.items():
        if longest and len(text) > longest:
            raise Problem(N_("This is too long."), field=column)
    return found


@act("session.hold")
def make_session(
    *,
    actor: User,
    unit: UUID,
    titles: Words,
    starts_at: datetime,
    ends_at: datetime,
    texts: Words | None = None,
    places: Words | None = None,
    calls: Words | None = None,
    mode: str = Mode.HYBRID,
    online_link: str = "",
    capacity_onsite: int = 0,
    capacity_online: int = 0,
    hours: Decimal = Decimal(0),
    topic: str = "",
    call_from: date | None = None,
    call_until: date | None = None,
    registration_until: datetime | None = None,
    client_ref: UUID | None = None,
) -> CapacitySession:
    """Begin a session of a unit as a draft that nobody else sees.

    ``titles``, ``texts``, ``places`` and ``calls`` by language. Its address is made of the English title and the year.
    Permission: session.hold in the unit. Once for a client_ref.
    """
    office = Unit.objects.filter(uuid=unit, pk__in=units_of(actor, HOLD)).first()
    if office is None:
        raise Missing(NOTHING_THERE)
    require(actor, HOLD, office.pk)
    values = _values(
        titles=titles, texts=texts, places=places, calls=calls, starts_at=starts_at, ends_at=ends_at, mode=mode,
        online_link=online_link, capacity_onsite=capacity_onsite, capacity_online=capacity_online, hours=hours,
        topic=topic, call_from=call_from, call_until=call_until, registration_until=registration_until,
    )  # fmt: skip
    link = values.pop("online_link")
    code = _free_code(values["title_en"], starts_at.year)
    session = CapacitySession.objects.create(
        unit=office, code=code, recorded_by=actor, recorded_at=now(), feedback_form=FEEDBACK_FORM, **values
    )
    _keep_link(session, link)
    return session


@act("session.hold")
def change_session(
    *,
    actor: User,
    session: str,
    titles: Words,
    starts_at: datetime,
    ends_at: datetime,
    texts: Words | None = None,
    places: Words | None = None,
    calls: Words | None = None,
    mode: str = Mode.HYBRID,
    online_link: str = "",
    capacity_onsite: int = 0,
    capacity_online: int = 0,
    hours: Decimal = Decimal(0),
    topic: str = "",
    call_from: date | None = None,
    call_until: date | None = None,
    registration_until: datetime | None = None,
    client_ref: UUID | None = None,
) -> CapacitySession:
    """Change what is said of a session, its times, places and days; before it is closed.

    Fewer places than are taken already are refused; more let those move up who wait. Permission: session.hold in its
    unit. Once for a client_ref.
    """
    found = lock_session(actor, session)
    if found.state not in (SessionState.DRAFT, SessionState.ANNOUNCED):
        raise Problem(OVER)
    values = _values(
        titles=titles, texts=texts, places=places, calls=calls, starts_at=starts_at, ends_at=ends_at, mode=mode,
        online_link=online_link, capacity_onsite=capacity_onsite, capacity_online=capacity_online, hours=hours,
        topic=topic, call_from=call_from, call_until=call_until, registration_until=registration_until,
    )  # fmt: skip
    link = values.pop("online_link")
    for way, column in ((Mode.ONSITE, "capacity_onsite"), (Mode.ONLINE, "capacity_online")):
        taken = found.registrations.filter(mode=way, state="registered").count()
        if values[column] < taken or (taken and values["mode"] not in (way, Mode.HYBRID)):
            raise Problem(N_("So many have a place already: %(n)s."), field=column, n=taken)
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=list(values))
    _keep_link(found, link)
    return found


@act("session.hold")
def announce_session(*, actor: User, session: str, client_ref: UUID | None = None) -> CapacitySession:
    """Show a session to everybody; from now on one registers and answers the call.

    It must have a text and a place in three languages and places for somebody. Permission: session.hold in its unit.
    Once for a client_ref.
    """
    found = lock_session(actor, session)
    if found.state != SessionState.DRAFT:
        raise Problem(N_("This session is announced already."))
    if not found.text_kk:
        raise Problem(N_("Say in three languages what the session is about before you announce it."))
    if not ways(found):
        raise Problem(N_("Say how many can come before you announce it."))
    if Mode.ONSITE in ways(found) and not found.place_kk:
        raise Problem(N_("Say in three languages where the session is held before you announce it."))
    found.state = SessionState.ANNOUNCED
    found.save(update_fields=["state"])
    return found


@act("session.hold")
def cancel_session(*, actor: User, session: str, client_ref: UUID | None = None) -> CapacitySession:
    """Cancel a session. It stays to be seen as cancelled. Permission: session.hold in its unit. Once for a
    client_ref."""
    found = lock_session(actor, session)
    if found.state not in (SessionState.DRAFT, SessionState.ANNOUNCED):
        raise Problem(OVER)
    found.state = SessionState.CANCELLED
    found.save(update_fields=["state"])
    return found


@act("session.hold")
def add_material(
    *,
    actor: User,
    session: str,
    titles: Words,
    link: str = "",
    text: str = "",
    public: bool = False,
    client_ref: UUID | None = None,
) -> Material:
    """Give participants something to take along, or everybody. Permission: session.hold in its unit. Once for a
    client_ref."""
    found = lock_session(actor, session)
    if not link.strip() and not text.strip():
        raise Problem(N_("Give a link or a text."), field="link")
    return Material.objects.create(
        session=found,
        recorded_by=actor,
        link=link.strip(),
        text=text.strip(),
        public=public,
        **worded_in_all("title", titles, longest=300),
    )


@act("session.hold")
def remove_material(*, actor: User, session: str, material: UUID, client_ref: UUID | None = None) -> Material:
    """Take a material away. Permission: session.hold in its unit. Once for a client_ref."""
    found = lock_session(actor, session)
    line = found.materials.filter(uuid=material, removed_on=None).first()
    if line is None:
        raise Missing(NOTHING_THERE)
    line.removed_on = today()
    line.save(update_fields=["removed_on"])
    return line


def _values(
    *,
    titles: Words,
    texts: Words | None,
    places: Words | None,
    calls: Words | None,
    starts_at: datetime,
    ends_at: datetime,
    mode: str,
    online_link: str,
    capacity_onsite: int,
    capacity_online: int,
    hours: Decimal,
    topic: str,
    call_from: date | None,
    call_until: date | None,
    registration_until: datetime | None,
) -> dict[str, Any]:
    if mode not in Mode.values:
        raise Problem(N_("Choose one of the answers in the list."), field="mode")
    if ends_at <= starts_at:
        raise Problem(N_("The end lies before the start."), field="ends_at")
    if (call_from is None) != (call_until is None) or (call_from and call_until and call_until < call_from):
        raise Problem(N_("Say from when until when papers are taken."), field="call_until")
    if call_until and call_until > starts_at.date():
        raise Problem(N_("The call ends before the session begins."), field="call_until")
    if registration_until and registration_until > ends_at:
        raise Problem(N_("Registration ends before the session does."), field="registration_until")
    if hours < 0 or hours > 200:
        raise Problem(N_("Write the hours as a number between 0 and 200."), field="hours")
    note(mode=mode, onsite=capacity_onsite, online=capacity_online)
    return {
        **worded_in_all("title", titles, longest=300),
        **worded_in_all("text", texts or {}, optional=True),
        **worded_in_all("place", places or {}, optional=True, longest=300),
        **worded_in_all("call", calls or {}, optional=call_from is None),
        "starts_at": starts_at, "ends_at": ends_at, "mode": mode, "online_link": online_link.strip(),
        "capacity_onsite": capacity_onsite, "capacity_online": capacity_online, "hours": hours, "topic": topic.strip(),
        "call_from": call_from, "call_until": call_until, "registration_until": registration_until,
    }  # fmt: skip


def _free_code(title: str, year: int) -> str:
    words = slugify(title)
    words = words if len(words) <= LONGEST_CODE else words[:LONGEST_CODE].rsplit("-", 1)[0]
    stem = f"{words or 'session'}-{year}"
    like = CapacitySession.objects.filter(Q(code=stem) | Q(code__startswith=f"{stem}-"))
    # Another unit's draft is not seen here, so a second of this name gets letters that nobody else draws.
    return f"{stem}-{new_code()[:4]}" if like.exists() else stem


def _keep_link(session: CapacitySession, link: str) -> None:
    room = OnlineRoom.objects.filter(session=session).first()
    if room is None and link:
        OnlineRoom.objects.create(session=session, link=link)
    elif room is not None and room.link != link:
        room.link = link
        room.save(update_fields=["link"])
