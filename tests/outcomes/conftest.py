"""A case that has been told of, in a folder of facts of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.builders import House, Kin, make_case, make_family, make_house, make_user
from tirek.access.models import User
from tirek.casework.actions.encounters import give_consent, record_contact, record_service, record_visit
from tirek.casework.actions.episodes import begin_episode
from tirek.casework.models import Case
from tirek.kernel.clock import clock_at
from tirek.people.actions.details import record_address
from tirek.programmes.selectors.packs import forget

BEGAN = date(2025, 3, 3)
LATER = date(2025, 9, 10)


@dataclass(frozen=True)
class Told:
    """A house in which one case of ``kin`` was opened on ``BEGAN`` and stands as on ``LATER``."""

    house: House
    kin: Kin
    case: Case


@pytest.fixture
def facts_folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the files of this test lie."""
    settings.FACTS_ROOT = tmp_path / "facts"
    return tmp_path / "facts" / "parts"


@pytest.fixture
def told(transactional_db: None, facts_folder: Path) -> Told:
    """A case with acts in three months, committed, so that the owner's door sees them."""
    forget()
    return tell()


def tell() -> Told:
    """Through the acts, each on its day."""
    house = make_house()
    worker = house.worker
    with clock_at(BEGAN):
        kin = make_family(worker, born_on=BEGAN - timedelta(days=20))
        case = make_case(worker, kin, on=BEGAN, grounds=["no_housing"])
        record_address(actor=worker, person=kin.mother.uuid, kind="lives", region="750000000", street="Құпия көшесі 7")
        give_consent(actor=worker, case=case.uuid, person=kin.mother.uuid, purpose="support", form="written", on=BEGAN)
        record_contact(actor=worker, case=case.uuid, channel="phone", on=BEGAN, contact_note="Құпия сөз")
        begin_episode(
            actor=worker, case=case.uuid, person=kin.child.uuid, track="care", kind="with_mother",
            on=BEGAN - timedelta(days=20), entry_reason="birth",
        )  # fmt: skip
    for months in (1, 3):
        with clock_at(BEGAN + timedelta(days=30 * months)):
            on = BEGAN + timedelta(days=30 * months)
            record_visit(actor=worker, case=case.uuid, place="home", on=on, visit_note="Құпия", child_seen=True)
            record_service(
                actor=worker, case=case.uuid, service="baby_things", on=on, quantity=Decimal(2), provider="Құпия"
            )
    return Told(house, kin, case)


@pytest.fixture
def somebody() -> Callable[[House, str], User]:
    """One more user of a role in the first unit."""
    return lambda house, role: make_user(f"one-{role}", house.unit, role)
