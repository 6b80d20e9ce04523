"""Addresses of the profession: ``profession/`` at a desk, ``open/`` for anybody. One line an address."""

from django.urls import path

from tirek.web.profession import home

urlpatterns = [
    path("profession/", home.profession, name="profession"),
    path("open/", home.open_home, name="open_home"),
]
