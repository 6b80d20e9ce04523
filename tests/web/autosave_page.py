"""A page with one form, for the tests of autosave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

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


urlpatterns = [path("visit/", page), path("done/", done), path("", include("tirek.web.entrance.urls"))]
