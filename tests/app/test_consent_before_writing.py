"""What is known of use, treatment and custody is written down with consent, what was before the case included."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.builders import make_family, make_house, make_user, unit_of
from tirek.casework.actions.cases import open_case
from tirek.casework.actions.encounters import give_consent
from tirek.casework.actions.episodes import begin_episode
from tirek.kernel.clock import today
from tirek.kernel.problems import GatesOpen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("programme", "source", "track", "kind"),
    [("addiction", "self", "use", "active_use"), ("release", "institution", "custody", "colony")],
)
@pytest.mark.parametrize("days_ago", [0, 400])
def test_no_consent_no_record(programme: str, source: str, track: str, kind: str, days_ago: int) -> None:
    house = make_house()
    worker = make_user("solid", house.unit, "resocialisation_worker")
    kin = make_family(worker)
    case = open_case(
        actor=worker, unit=unit_of(worker).uuid, family=kin.family.uuid, programme=programme, call_source=source,
        on=today() - timedelta(days=10), people=[(kin.mother.uuid, "client")],
    )  # fmt: skip

    def write_down() -> None:
        with transaction.atomic():
            begin_episode(
                actor=worker, case=case.uuid, person=kin.mother.uuid, track=track, kind=kind,
                on=today() - timedelta(days=days_ago),
            )  # fmt: skip

    with pytest.raises(GatesOpen) as refused:
        write_down()
    assert [gate.code for gate in refused.value.gates] == ["has_consent"]
    give_consent(
        actor=worker, case=case.uuid, person=kin.mother.uuid, purpose="support", form="oral", on=today()
    )  # fmt: skip
    write_down()
