"""Machines ask whether the service is well, without a login."""

from django.db import OperationalError, connection


def test_health_is_one_question_to_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_health_is_503_without_a_database(client, db, monkeypatch):
    def refuse():
        raise OperationalError("no server")

    with monkeypatch.context() as broken:
        broken.setattr(connection._connections["default"], "cursor", refuse)
        assert client.get("/healthz").status_code == 503
