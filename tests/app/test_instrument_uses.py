"""Instruments under licences of their own: off until their use is stated, readable after it was withdrawn."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.app.test_case_story import call, case_members, unit, user, worker  # noqa: F401
from tirek.access.models import Unit, User
from tirek.casework.actions.assessments import complete_assessment
from tirek.casework.actions.encounters import give_consent
from tirek.casework.models import Assessment, Case
from tirek.casework.selectors import assessments
from tirek.kernel.clock import clock_at
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Missing, Problem, Refused
from tirek.programmes.actions.instruments import install_own_pack
from tirek.programmes.actions.packs import instrument_folders
from tirek.programmes.actions.uses import state_use, withdraw_use
from tirek.programmes.engine.instrument_pack import load_instrument_pack
from tirek.programmes.engine.pack import PackProblem
from tirek.programmes.models import InstrumentUse, InstrumentVersion
from tirek.programmes.selectors.own_packs import own_packs, stated_uses
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 4)
ANSWERS = {
    "frequency": "4", "amount": "4", "occasion": "2", "unable_to_stop": "2", "failed": "2", "morning": "1",
    "guilt": "1", "memory": "1", "injured": "0", "concern": "4",
}  # fmt: skip


@pytest.fixture
def administrator(unit: Unit) -> User:  # noqa: F811
    return user("administrator", unit, "administrator")


@pytest.fixture
def case(worker: User, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> Case:  # noqa: F811
    """A case of a programme that lists AUDIT as optional, with consent."""
    opened = call(worker, unit)
    pack = assessments.programme_of(opened)
    listing = pack.model_copy(update={"instruments": pack.instruments.model_copy(update={"optional": ("audit",)})})
    monkeypatch.setattr(assessments, "programme_of", lambda _case: listing)
    with acting_as(worker.pk):
        mother = case_members(opened)[0].person
    with clock_at(DAY):
        give_consent(actor=worker, case=opened.uuid, person=mother.uuid, purpose="support", form="written", on=DAY)
    return opened


def complete(actor: User, case: Case) -> Assessment:
    with clock_at(DAY):
        return complete_assessment(
            actor=actor, case=case.uuid, instrument="audit", answers=ANSWERS, on=DAY, language="ru"
        )


def offered(actor: User, case: Case) -> set[str]:
    with acting_as(actor.pk), transaction.atomic():
        return {offer.code for offer in assessments.offers(actor, case, "ru")}


state = partial(state_use, instrument="audit", use="clinical", statement="Директор, приказ № 4")


def test_both_came_along_and_are_off() -> None:
    assert set(own_packs()) == {"audit", "dast10"} == {folder.name for folder in instrument_folders()}
    assert stated_uses() == {}


def test_until_a_use_is_stated_nobody_is_offered_it_nor_can_complete_it(case: Case, worker: User) -> None:  # noqa: F811
    assert "audit" not in offered(worker, case)
    with acting_as(worker.pk), transaction.atomic(), pytest.raises(Missing):
        assessments.chosen_instrument(worker, case, "audit")
    with pytest.raises(Problem):
        complete(worker, case)


def test_a_stated_use_lets_programmes_that_list_it_offer_and_score_it(
    case: Case,
    worker: User,  # noqa: F811
    administrator: User,
) -> None:
    state(actor=administrator)
    assert "audit" in offered(worker, case)
    assert "dast10" not in offered(worker, case)
    with acting_as(worker.pk), transaction.atomic():
        assert assessments.chosen_instrument(worker, case, "audit").title("en").startswith("AUDIT")
    done = complete(worker, case)
    assert (done.score, done.band, done.compartment) == (21, "zone_4", "health")


def test_a_programme_that_does_not_list_it_never_offers_it(worker: User, unit: Unit, administrator: User) -> None:  # noqa: F811
    state(actor=administrator)
    opened = call(worker, unit)
    assert "audit" not in offered(worker, opened)


def test_after_withdrawal_no_new_one_and_the_old_ones_stay_readable(
    case: Case,
    worker: User,  # noqa: F811
    administrator: User,
) -> None:
    state(actor=administrator)
    done = complete(worker, case)
    withdraw_use(actor=administrator, instrument="audit")
    assert "audit" not in offered(worker, case)
    with pytest.raises(Problem):
        complete(worker, case)
    with acting_as(worker.pk), transaction.atomic():
        seen = assessments.assessment_seen(done.uuid)
        entry = assessments.entry_of(seen)
    assert entry is not None
    assert [band.code for band in entry.bands] == ["zone_1", "zone_2", "zone_3", "zone_4"]
    state(actor=administrator, use="research")
    assert "audit" in offered(worker, case)


def test_who_may_state_a_use_and_what_is_asked(worker: User, administrator: User) -> None:  # noqa: F811
    with pytest.raises(Refused):
        state(actor=worker)
    for wrong in ({"use": "sale"}, {"statement": "  "}):
        with pytest.raises(Problem):
            state(actor=administrator, **wrong)
    with pytest.raises(Missing):
        state(actor=administrator, instrument="phq9")
    reference = new_uuid()
    first = state(actor=administrator, client_ref=reference)
    assert state(actor=administrator, client_ref=reference).pk == first.pk
    with pytest.raises(Problem, match="stated already"):
        state(actor=administrator)


def test_nobody_states_a_use_past_the_act(worker: User, administrator: User) -> None:  # noqa: F811
    stated = state(actor=administrator)

    def tried(actor: User, **fields: Any) -> None:
        with acting_as(actor.pk), transaction.atomic(), pytest.raises(DatabaseError):
            InstrumentUse.objects.create(
                instrument_id=InstrumentVersion.objects.get(instrument__code="dast10").instrument_id,
                **({"use": "clinical", "statement": "x", "stated_by": actor} | fields),
            )

    tried(worker)
    tried(administrator, stated_by=worker)
    with acting_as(administrator.pk), transaction.atomic(), pytest.raises(DatabaseError):
        InstrumentUse.objects.filter(pk=stated.pk).update(statement="other")


def test_other_content_under_the_same_version_is_refused() -> None:

    own = load_instrument_pack(next(folder for folder in instrument_folders() if folder.name == "audit"))
    assert InstrumentVersion.objects.filter(instrument__code="audit").count() == 1
    changed = own.model_copy(update={"uses": ("clinical",)})
    with pytest.raises(PackProblem, match="raise the version"):
        install_own_pack(changed)
