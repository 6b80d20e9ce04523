"""Pages for tests of what every page shares: one with a form, and some that fail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from tirek.kernel.problems import Missing, Refused

PAGE = """{% extends "base.html" %}{% block title %}Draft{% endblock %}{% block heading %}Draft{% endblock %}
{% block content %}<form method="post" data-draft="visit:7">{% csrf_token %}
<label for="what">What</label> <textarea id="what" name="what"></textarea>
<label><input type="checkbox" name="seen" value="yes"> seen</label>
<label>Secret <input type="password" name="secret" autocomplete="off"></label>
<p class="draft-line" data-draft-state role="status"></p>
<button type="submit" id="send">Record</button></form>{% endblock %}"""


def page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return redirect("/done/")
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


DONE = '{% extends "base.html" %}{% block heading %}Done{% endblock %}'


def done(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(DONE).render({}, request))


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused("Your role does not allow this here.")


def missing(request: HttpRequest) -> HttpResponse:
    raise Missing("There is no such record in what you may see.")


urlpatterns = [
    path("visit/", page),
    path("done/", done),
    path("refused/", refused),
    path("missing/", missing),
    path("", include("tirek.web.entrance.urls")),
]
