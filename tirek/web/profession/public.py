"""Pages that anybody opens, without an account: in the name of the public door, or of who is logged in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from tirek.access.door import code_hash, door
from tirek.access.models import User
from tirek.toolkit.postgresql.user import acting_as, holding

P = ParamSpec("P")

#: Every page without a login, by the name of its view: the access matrix knows them by it.
PUBLIC: set[str] = set()


class PublicRequest(HttpRequest):
    """A request from anybody. ``actor`` is who is logged in, else the public door."""

    actor: User


View = Callable[Concatenate[Any, P], HttpResponse]


def public(view: View[P]) -> View[P]:
    """A page for anybody. If its address ends in a ``code``, row security opens what that code opens."""
    PUBLIC.add(f"{view.__module__}.{view.__name__}")

    @wraps(view)
    def at_the_door(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        logged_in = isinstance(request.user, User) and request.user.is_authenticated
        request.actor = request.user if logged_in else door()
        code = str(kwargs.get("code", ""))
        with acting_as(request.actor.pk), holding(code_hash(code) if code else ""):
            return view(request, *args, **kwargs)

    return at_the_door
