"""Merge then un-merge is the identity on every table, whatever was on record before and came since."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from tests.app.merging_histories import (
    SEALED,
    Event,
    PersonDrawn,
    Stage,
    events,
    people,
    set_stage,
    state_of_every_table,
    write_events,
    write_people,
)
from tests.app.one_connection import as_superuser, one_connection
from tirek.kernel.problems import Problem
from tirek.people.actions.merging import Unanswered, merge_persons, unmerge_persons
from tirek.people.models import Person, PersonMerge
from tirek.people.selectors import persons
from tirek.people.selectors.merging import TAKEABLE, added_since, merge_preview
from tirek.people.vault import seal
from tirek.toolkit.postgresql.user import acting_as

__all__ = ["one_connection"]
HISTORIES = int(os.environ.get("TIREK_HISTORIES", "12"))  # 200 by hand: TIREK_HISTORIES=200
often = settings(
    max_examples=HISTORIES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a history that fails is short enough to read; to shrink it takes minutes
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
histories = st.lists(events, min_size=20, max_size=40)
takes = st.lists(st.sampled_from(TAKEABLE), unique=True)


class Undone(Exception):
    """Takes a history back."""


@pytest.fixture
def stage(one_connection: None) -> Stage:
    SEALED.update(A=seal("010501800019"), B=seal("020501800018"))
    return set_stage()


def uuid_of(stage: Stage, which: int) -> Any:
    with acting_as(stage.both.pk):
        return Person.objects.get(pk=stage.persons[which]).uuid


def merge(stage: Stage, survivor: int, merged: int, take: list[str] | tuple[str, ...] = ()) -> PersonMerge:
    return merge_persons(
        actor=stage.both, survivor=uuid_of(stage, survivor), merged=uuid_of(stage, merged), reason="Same", take=take
    )


def unmerge(stage: Stage, made: PersonMerge, added: dict[str, str] | None = None) -> None:
    unmerge_persons(actor=stage.both, merge=made.uuid, reason="Not the same", added=added)


def pointing_to(person: int) -> set[tuple[str, str, int]]:
    with as_superuser() as cursor:
        cursor.execute("SELECT place, pointer, id FROM people_rows_of(%s)", [person])
        return set(cursor.fetchall())


def everywhere(stage: Stage, drawn: tuple[PersonDrawn, ...], history: list[Event]) -> Any:
    """The history written, and taken back with whatever is done about it."""

    @contextmanager
    def told() -> Iterator[None]:
        with suppress(Undone), transaction.atomic():
            write_people(stage, drawn)
            write_events(stage, history, 10_000)
            yield
            raise Undone

    return told()


@often
@given(drawn=people, history=histories, take=takes)
def test_merge_then_unmerge_is_the_identity_on_every_table(
    stage: Stage, drawn: tuple[PersonDrawn, ...], history: list[Event], take: list[str]
) -> None:
    with everywhere(stage, drawn, history):
        before = state_of_every_table()
        preview = merge_preview(stage.both, uuid_of(stage, 0), uuid_of(stage, 1))
        made = merge(stage, 0, 1, take)
        left = {f"{place}:{pointer}:{key}" for place, pointer, key in pointing_to(stage.persons[1])}
        assert left == {aside.line.key for aside in preview.asides}  # as said before, nothing else
        event("something stays aside" if left else "everything moves")
        unmerge(stage, made)
        assert state_of_every_table() == before


@settings(often, max_examples=HISTORIES // 2)
@given(drawn=people, history=histories, since=st.lists(events, min_size=1, max_size=8), chance=st.randoms())
def test_what_came_since_goes_where_the_answer_says_and_the_rest_where_it_was(
    stage: Stage, drawn: tuple[PersonDrawn, ...], history: list[Event], since: list[Event], chance: Any
) -> None:
    since = [replace(event, who=0, other=2) for event in since]
    with everywhere(stage, drawn, history):
        try:
            with transaction.atomic():
                made = merge(stage, 0, 1)
                written = write_events(stage, since, 20_000)
                asked = {row.key: chance.choice(["survivor", "merged"]) for row in added_since(stage.both, made).rows}
                assert len(asked) == sum(since[key - 20_000].kind != "visit" for key in written)
                if asked:
                    with pytest.raises(Unanswered), transaction.atomic():
                        unmerge(stage, made, dict(list(asked.items())[1:]))
                try:
                    unmerge(stage, made, asked)
                    parted = state_of_every_table()
                except Problem:
                    parted = {}  # the answers contradict a rule: then so do the rows, written where they belong
                raise Undone
        except Undone:
            pass
        belongs = {int(key.split(":")[2]): ["survivor", "merged"].index(said) for key, said in asked.items()}
        kept = [event for key, event in enumerate(since, 20_000) if key in written]
        assert len(kept) == len(written)
        again = write_events(stage, since, 20_000, belongs, only=written)
        assert (again == written) == bool(parted)
        assert not parted or state_of_every_table() == parted


@settings(often, max_examples=HISTORIES // 2)
@given(drawn=people, history=histories, chain=st.booleans(), take=takes)
def test_two_merges_are_undone_the_last_one_first(
    stage: Stage, drawn: tuple[PersonDrawn, ...], history: list[Event], chain: bool, take: list[str]
) -> None:
    with everywhere(stage, drawn, history):
        before = state_of_every_table()
        first = merge(stage, 0, 1, take)
        between = state_of_every_table()
        second = merge(stage, 2, 0, take) if chain else merge(stage, 0, 2, take)
        with acting_as(stage.both.pk):
            assert persons.person(uuid_of(stage, 1)).pk == stage.persons[2 if chain else 0]
        with pytest.raises(Problem, match="latest merge"), transaction.atomic():
            unmerge(stage, first)
        unmerge(stage, second)
        assert state_of_every_table() == between
        unmerge(stage, first)
        assert state_of_every_table() == before


def test_looking_at_a_merge_changes_nothing(stage: Stage) -> None:
    alike = PersonDrawn(unit=0, sex="female", born=1, language="", interpreter=False, number="", sealed=False)
    with everywhere(stage, (alike, alike, alike), [Event("personname", 1, 0, 0, 0, 0, None)]):
        before = state_of_every_table()
        assert merge_preview(stage.both, uuid_of(stage, 0), uuid_of(stage, 1)).counts
        assert state_of_every_table() == before


def test_every_row_that_points_to_a_person_follows_the_survivor(stage: Stage) -> None:
    """A table of a later app is moved because it has a key ``id``, and its new rows follow because it is watched."""
    with as_superuser() as cursor:
        cursor.execute(
            "SELECT p.place, EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = p.place::regclass"
            " AND t.tgname = 'a_row_follows_the_survivor') OR p.place = 'people_person' FROM people_pointers() p"
            " JOIN pg_attribute a ON a.attrelid = p.place::regclass AND a.attname = 'id'"
        )
        watched = dict(cursor.fetchall())
        cursor.execute("SELECT DISTINCT place FROM people_pointers()")
        assert set(watched) == {place for (place,) in cursor.fetchall()}
    assert all(watched.values()), watched
