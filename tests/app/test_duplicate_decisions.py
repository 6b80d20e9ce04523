"""Decisions about pairs of records: who may, for which unit, and what becomes of the pair."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.app.pairs import Pairs, pairs
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.people.actions.duplicates import decide_duplicate, state_of, suggest_duplicate
from tirek.people.models import DuplicateDecision, DuplicatePair, Person
from tirek.people.selectors.duplicates import how_many, pairs_to_decide, shown, waiting_pairs
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
__all__ = ["pairs"]


def decide(pairs: Pairs, pair: DuplicatePair, decision: str, actor=None, reason="көрдім"):
    return decide_duplicate(actor=actor or pairs.house.supervisor, pair=pair.uuid, decision=decision, reason=reason)


def state(pairs: Pairs, pair: DuplicatePair) -> str:
    with acting_as(pairs.both.pk):
        return DuplicatePair.objects.get(pk=pair.pk).state


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ([], "open"),
        ([(1, "same")], "open"),
        ([(1, "same"), (2, "same")], "same"),
        ([(1, "same"), (2, "unsure")], "unsure"),
        ([(1, "different")], "different"),
        ([(1, "different"), (2, "same")], "different"),
        ([(1, "different"), (2, "same"), (1, "same")], "same"),
    ],
)
def test_a_pair_stands_as_the_last_words_of_its_units_say(said, stands) -> None:
    assert state_of([1, 2], said) == stands


def test_within_one_unit_its_supervisor_decides_alone_and_may_decide_anew(pairs: Pairs) -> None:
    decide(pairs, pairs.within, "unsure")
    assert state(pairs, pairs.within) == "unsure"
    decide(pairs, pairs.within, "same", reason="құжатын көрдім")
    assert state(pairs, pairs.within) == "same"
    with acting_as(pairs.house.supervisor.pk):
        kept = DuplicateDecision.objects.filter(pair=pairs.within).order_by("pk")
        assert [(row.decision, row.reason) for row in kept] == [("unsure", "көрдім"), ("same", "құжатын көрдім")]
        assert {row.recorded_by_id for row in kept} == {pairs.house.supervisor.pk}


def test_between_two_organisations_both_must_say_same(pairs: Pairs) -> None:
    decide(pairs, pairs.across, "same")
    assert state(pairs, pairs.across) == "open"
    decide(pairs, pairs.across, "same", actor=pairs.second)
    assert state(pairs, pairs.across) == "same"
    decide(pairs, pairs.across, "different", actor=pairs.second)
    assert state(pairs, pairs.across) == "different"


def test_whoever_decides_for_both_units_speaks_for_both(pairs: Pairs) -> None:
    decide(pairs, pairs.across, "same", actor=pairs.both)
    assert state(pairs, pairs.across) == "same"


@pytest.mark.parametrize("who", ["worker", "colleague", "manager", "administrator", "outsider"])
def test_nobody_but_a_supervisor_of_the_unit_decides(pairs: Pairs, who: str) -> None:
    with pytest.raises((Missing, Refused)):
        decide(pairs, pairs.within, "different", actor=getattr(pairs.house, who))


def test_another_units_supervisor_does_not_find_the_pair(pairs: Pairs) -> None:
    with pytest.raises(Missing):
        decide(pairs, pairs.within, "different", actor=pairs.second)
    with acting_as(pairs.second.pk):
        assert list(pairs_to_decide(pairs.second)) == [pairs.across]


def test_a_decision_needs_a_reason_and_is_one_of_three(pairs: Pairs) -> None:
    with pytest.raises(Problem):
        decide(pairs, pairs.within, "same", reason="  ")
    with pytest.raises(Problem):
        decide(pairs, pairs.within, "perhaps")


def test_a_reference_decides_once(pairs: Pairs) -> None:
    ref = new_uuid()
    sent = {"actor": pairs.house.supervisor, "pair": pairs.within.uuid, "decision": "different", "reason": "егіздер"}
    assert decide_duplicate(**sent, client_ref=ref) == decide_duplicate(**sent, client_ref=ref)
    with acting_as(pairs.house.supervisor.pk):
        assert DuplicateDecision.objects.count() == 1


def test_a_pair_with_a_sealed_person_is_seen_by_nobody_who_sees_one_side_alone(pairs: Pairs) -> None:
    with acting_as(pairs.second.pk):
        Person.objects.filter(pk=pairs.elsewhere.pk).update(sealed=True)
    with acting_as(pairs.house.supervisor.pk), connection.cursor() as cursor:
        assert not DuplicatePair.objects.filter(pk=pairs.across.pk).exists()
        cursor.execute("SELECT count(*) FROM people_pair_previews(%s::bigint[], 'kk')", [[pairs.across.pk]])
        assert cursor.fetchone() == (0,)
        assert waiting_pairs(pairs.house.supervisor) == 1
    with pytest.raises(Missing):
        decide(pairs, pairs.across, "same")


def test_a_preview_is_two_letters_and_a_year_and_only_for_those_who_decide(pairs: Pairs) -> None:
    asked = "SELECT side, initials, birth_year FROM people_pair_previews(%s::bigint[], 'kk') ORDER BY side"
    both = [pairs.within.pk, pairs.across.pk]
    for actor, seen in ((pairs.house.supervisor, 4), (pairs.second, 2), (pairs.house.worker, 0)):
        with acting_as(actor.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(asked, [both])
            assert len(cursor.fetchall()) == seen
    with acting_as(pairs.house.supervisor.pk), connection.cursor() as cursor:
        cursor.execute(asked, [[pairs.across.pk]])
        assert {side: (letters, year) for side, letters, year in cursor}["other"] == ("A. Z.", 2003)


def test_the_sides_are_shown_in_the_same_few_questions_however_many_pairs_there_are(pairs: Pairs) -> None:
    def asked() -> int:
        actor = pairs.house.supervisor
        with acting_as(actor.pk), transaction.atomic(), CaptureQueriesContext(connection) as found:
            rows = shown(actor, pairs_to_decide(actor))
            assert [row.both_seen for row in rows] == [row.pair != pairs.across for row in rows]
            how_many(actor)
        return len(found)

    asked()  # the actor's rights are read once
    few = asked()
    for at in range(3):
        other = pairs.somebody(pairs.house.worker, "Жұмабаева", "Айгүл", birth_date=date(2003, 5, 17 + at))
        pairs.pair(pairs.one, other)
    assert asked() == few


def test_the_lists_count_what_waits_for_whom(pairs: Pairs) -> None:
    supervisor = pairs.house.supervisor
    decide(pairs, pairs.across, "same")
    with acting_as(supervisor.pk):
        counts = how_many(supervisor)
        assert (counts["to_decide"], counts["waiting"], waiting_pairs(supervisor)) == (1, 1, 1)
    with acting_as(pairs.second.pk):
        assert how_many(pairs.second)["to_decide"] == 1


def test_a_pair_made_by_hand_keeps_its_evidence_and_its_reason(pairs: Pairs) -> None:
    house = pairs.house
    other = pairs.somebody(house.worker, "Омарова", "Айгүл", "Серікқызы", birth_date=date(2003, 5, 17), sex="female")
    decided = suggest_duplicate(actor=house.supervisor, one=other.uuid, other=pairs.one.uuid, reason="тұрмысқа шықты")
    with acting_as(house.supervisor.pk):
        pair = DuplicatePair.objects.get(pk=decided.pair_id)
        assert (pair.one_id, pair.other_id) == (pairs.one.pk, other.pk)
        assert (pair.state, decided.decision, decided.reason) == ("same", "same", "тұрмысқа шықты")
        levels = {row["field"]: row["level"] for row in pair.evidence}
        assert (levels["birth"], levels["surname"]) == ("same", "woman")
        assert set(pair.evidence[0]) == {"field", "level", "weight"}
    again = suggest_duplicate(actor=house.supervisor, one=pairs.one.uuid, other=other.uuid, reason="тағы да")
    assert again.pair_id == decided.pair_id


def test_a_pair_by_hand_needs_two_people_one_sees(pairs: Pairs) -> None:
    supervisor = pairs.house.supervisor
    with pytest.raises(Problem):
        suggest_duplicate(actor=supervisor, one=pairs.one.uuid, other=pairs.one.uuid, reason="x")
    with pytest.raises(Missing):
        suggest_duplicate(actor=supervisor, one=pairs.one.uuid, other=pairs.elsewhere.uuid, reason="x")
    with pytest.raises(Refused):
        suggest_duplicate(actor=pairs.house.worker, one=pairs.one.uuid, other=pairs.again.uuid, reason="x")
