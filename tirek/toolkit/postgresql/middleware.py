"""The request's user is the database's user."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tirek.toolkit.postgresql.user import acting_as


class DatabaseUser:
    """Run the view, whose transaction begins after this, in the name of the person logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":  # must answer when the session table cannot
            return self.get_response(request)
        with acting_as(request.user.pk):
            return self.get_response(request)
