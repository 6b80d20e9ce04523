"""Who may open a page, and the note that a file was read."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse

from tirek.access.audit import AuditLine, write_audit
from tirek.access.models import User
from tirek.access.policy import holds
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import N_, Missing
from tirek.toolkit.postgresql.user import acting_as

P = ParamSpec("P")

#: Every page that has a desk, by the name of its view: the access matrix walks it.
DESKS: dict[str, str] = {}


class DeskRequest(HttpRequest):
    """A request at a desk: somebody has logged in, and what they read is noted."""

    user: User
    readings: list[AuditLine]


View = Callable[Concatenate[Any, P], HttpResponse]


def desk(permission: str) -> Callable[[View[P]], View[P]]:
    """A page for those who hold the permission in some unit. Others meet what does not exist; visitors, the login."""

    def mark(view: View[P]) -> View[P]:
        DESKS[f"{view.__module__}.{view.__name__}"] = permission

        @wraps(view)
        def at_desk(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            request.user.__dict__["_of_this_request"] = True  # its rights were read for this request
            if not holds(request.user, permission):
                raise Missing(N_("There is no such record in what you may see."))
            return view(request, *args, **kwargs)

        return at_desk

    return mark


def reading(request: HttpRequest, record: models.Model, what: str = "file", **facts: Any) -> None:
    """Note that the user reads a record; the line is written when the answer is made."""
    readings: list[AuditLine] = request.__dict__.setdefault("readings", [])
    readings.append(AuditLine.of(f"read_{what}", record, facts))


def client_ref(request: HttpRequest) -> UUID:
    """The reference a form was drawn with, so that sending it twice does the act once."""
    try:
        return UUID(request.POST.get("client_ref", ""))
    except ValueError:
        return new_uuid()


class Readings:
    """Writes what was read, after the answer is made and on a connection of its own. An answer whose reading can't
    be written is not given: nobody reads a file unseen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        lines = request.__dict__.get("readings", [])
        if lines and response.status_code < 400 and isinstance(request.user, User):
            with acting_as(request.user.pk):
                write_audit(lines, reading=True)
        return response
