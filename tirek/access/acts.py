"""What makes a function an act: one transaction, the actor's row security, once for each reference, audited."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from tirek.access.audit import AuditLine, finish_act, write_audit
from tirek.access.models import PerformedAct, User
from tirek.kernel.clock import now
from tirek.kernel.problems import N_, Missing, Problem, Refused
from tirek.toolkit.postgresql.user import acting_as

P = ParamSpec("P")
R = TypeVar("R", bound=models.Model)

ACTS: dict[str, "Act"] = {}
#: PostgreSQL ended one of two that waited for each other: deadlock, serialization.
_IN_EACH_OTHERS_WAY = ("40P01", "40001")
#: A trigger keeps two people out of one file.
_KEPT_APART = "TK004"


@dataclass(frozen=True)
class Act:
    """An act as the house knows it: its name, the permission it needs, the function."""

    name: str
    permission: str
    function: Callable[..., models.Model]


@dataclass
class _Performance:
    """One run of an act: was policy asked, what was noted, the lines of acts inside it, what to do at the end."""

    name: str
    asked: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    inner: list[AuditLine] = field(default_factory=list)
    ends: dict[object, Callable[[], None]] = field(default_factory=dict)
    settled: list[dict[str, Any]] = field(default_factory=list)


_running: ContextVar[_Performance | None] = ContextVar("tirek_running_act", default=None)


def note(**facts: Any) -> None:
    """Add harmless facts to the audit line of the running act: codes, days, counts; never names or free text."""
    running = _running.get()
    if running is None:
        raise RuntimeError("note() outside of an act")
    running.facts.update(facts)


def at_the_end(key: object, do: Callable[[], None]) -> None:
    """Do something once when the outermost act has done its work, before the audit; the last one of a key stands."""
    running = _running.get()
    if running is None:
        raise RuntimeError("at_the_end() outside of an act")
    running.ends[key] = do


def asked(permission: str) -> None:
    """Policy tells the running act that it was asked."""
    running = _running.get()
    if running is not None and ACTS[running.name].permission == permission:
        running.asked = True


def act(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an act. It must ask ``policy.require`` for ``permission`` and return the record it made.

    A repeat with the same ``client_ref`` by the same actor changes nothing and returns the first result.
    A refusal is written to the audit too.
    """

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        name = function.__name__
        if name in ACTS:
            raise RuntimeError(f"two acts are called {name}")
        ACTS[name] = Act(name, permission, cast(Callable[..., models.Model], function))

        @wraps(function)
        def performed(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = cast(User, kwargs["actor"])
            outer = _running.get()
            if outer is None and not actor.__dict__.get("_of_this_request"):
                actor.__dict__.pop("_rights", None)  # a change of rights acts at once
            try:
                with acting_as(actor.pk), transaction.atomic():
                    return _perform(name, function, outer, actor, args, kwargs)
            except (Refused, Missing) as refusal:
                if outer is None:
                    with acting_as(actor.pk):
                        write_audit([AuditLine(act=name, facts={"refused": True})], reading=True)
                    refusal.audited = True
                raise
            except DatabaseError as wrong:
                code = getattr(wrong.__cause__, "sqlstate", "")
                if code == _KEPT_APART:
                    raise Problem(
                        N_("The files of these people are kept apart. Nobody is put into the file of the other.")
                    ) from wrong
                if code not in _IN_EACH_OTHERS_WAY:
                    raise
                raise Problem(
                    N_("Somebody else was writing the same records just now. Nothing was lost: try again.")
                ) from wrong

        return performed

    return mark


def _perform(
    name: str, function: Callable[..., R], outer: _Performance | None, actor: User, args: Any, kwargs: Any
) -> R:
    client_ref = kwargs.get("client_ref")
    if client_ref is not None and not _claim(client_ref, name, actor):
        return cast(R, _earlier(client_ref, name, actor))
    here = _Performance(name)
    token = _running.set(here)
    try:
        subject = function(*args, **kwargs)
    finally:
        _running.reset(token)
    if not here.asked:
        raise RuntimeError(f"act {name} did not ask policy for {ACTS[name].permission}")
    lines = [AuditLine.of(name, subject, here.facts), *here.inner]
    if client_ref is not None:
        subject_type = subject._meta.label_lower
        here.settled.append({"client_ref": client_ref, "subject_type": subject_type, "subject_id": subject.pk})
    if outer is None:
        for do in here.ends.values():
            do()
        finish_act(lines, here.settled)
    else:
        outer.inner.extend(lines)
        outer.ends.update(here.ends)
        outer.settled.extend(here.settled)
    return subject


def _claim(client_ref: UUID, name: str, actor: User) -> bool:
    """Take the reference. A second sender waits here until the first has committed, then gets its answer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_performedact (client_ref, act, actor_id, subject_type, at)"
            " VALUES (%s, %s, %s, '', %s) ON CONFLICT DO NOTHING",
            [client_ref, name, actor.pk, now()],
        )
        return bool(cursor.rowcount == 1)


def _earlier(client_ref: UUID, name: str, actor: User) -> models.Model:
    done = PerformedAct.objects.filter(pk=client_ref).first()
    if done is None or done.act != name or done.actor_id != actor.pk or done.subject_id is None:
        raise Problem(N_("This reference was already used for something else. Send it again with a new one."))
    subject = apps.get_model(done.subject_type)._default_manager.filter(pk=done.subject_id).first()
    if subject is None:
        raise Missing(N_("There is no such record in what you may see."))
    return cast(models.Model, subject)
