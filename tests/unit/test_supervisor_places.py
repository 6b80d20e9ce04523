"""Where an installation keeps things, decided without starting anything."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tirek.config.databases import databases, is_external
from tirek.config.home import data_home, secret_key
from tirek.toolkit.postgresql import account
from tirek.toolkit.postgresql.binaries import Binaries, find_binaries
from tirek.toolkit.postgresql.trouble import ServerTrouble


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_APP_URL", "TIREK_HOME", "TIREK_SECRET_KEY", "TIREK_POSTGRES_BIN"):
        monkeypatch.delenv(name, raising=False)


def test_home_is_what_the_environment_names_or_a_folder_of_the_checkout(monkeypatch, tmp_path):
    assert data_home().name == ".tirek"
    monkeypatch.setenv("TIREK_HOME", str(tmp_path))
    assert data_home() == tmp_path


def test_secret_is_made_once_and_readable_to_its_owner_alone(tmp_path):
    first = secret_key(tmp_path / "home")
    assert secret_key(tmp_path / "home") == first
    assert len(first) > 60
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "home").iterdir()] == ["secret.key"]


def test_named_programs_come_before_packaged_ones(monkeypatch, tmp_path):
    packaged = find_binaries()
    assert packaged is not None
    assert packaged.version >= 15
    monkeypatch.setenv("TIREK_POSTGRES_BIN", str(tmp_path))
    assert find_binaries() == Binaries(tmp_path)


def test_doors_of_the_embedded_server_are_two_roles_on_one_socket(tmp_path):
    doors = databases(tmp_path, pool=True)
    assert {alias: door["USER"] for alias, door in doors.items()} == {
        "default": "tirek_app",
        "readlog": "tirek_app",
        "owner": "tirek_owner",
    }
    assert len({door["HOST"] for door in doors.values()}) == 1
    assert [alias for alias, door in doors.items() if "pool" in door["OPTIONS"]] == ["default", "readlog"]
    assert [alias for alias, door in doors.items() if door["ATOMIC_REQUESTS"]] == ["default"]


def test_web_needs_not_know_the_owner_of_an_external_database(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_APP_URL", "postgresql://tirek_app:p%40ss@db.example:5433/tirek?sslmode=verify-full")
    assert is_external()
    doors = databases(tmp_path, pool=True)
    door = doors["default"]
    assert (door["USER"], door["PASSWORD"], door["HOST"], door["PORT"]) == ("tirek_app", "p@ss", "db.example", "5433")
    assert door["OPTIONS"]["sslmode"] == "verify-full"
    assert doors["owner"]["USER"] == "tirek_app"


def test_owner_of_an_external_database_without_the_restricted_role_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://tirek_owner@db.example/tirek")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_APP_URL"):
        databases(tmp_path, pool=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="asks what root may")
def test_root_never_runs_the_server_as_root(monkeypatch):
    assert account.server_account().uid != 0
    monkeypatch.setenv("TIREK_OS_USER", "root")
    with pytest.raises(ServerTrouble):
        account.server_account()
    monkeypatch.setenv("TIREK_OS_USER", "nobody-of-this-name")
    with pytest.raises(ServerTrouble, match="TIREK_OS_USER"):
        account.server_account()


def test_account_says_what_it_may_not_read(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    found = account.server_account()
    assert found.may("-x", closed) is not found.other
    assert found.may("-x", Path("/"))
