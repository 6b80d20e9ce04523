"""Instruments in the database: published by an administrator, kept as they are, answered by a worker."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from tests.app.test_case_story import call, case_members, unit, user, worker  # noqa: F401
from tests.forms.fills import FOLDER
from tirek.access.models import Unit, User
from tirek.casework.actions.assessments import complete_assessment
from tirek.casework.actions.encounters import give_consent
from tirek.kernel.clock import clock_at
from tirek.kernel.ids import new_uuid
from tirek.kernel.problems import Problem, Refused
from tirek.programmes.actions.instruments import publish_instrument
from tirek.programmes.engine.form import FormRefused
from tirek.programmes.models import InstrumentVersion
from tirek.programmes.selectors.instruments import instrument_version, instruments
from tirek.toolkit.postgresql.user import acting_as

pytestmark = pytest.mark.django_db
SURVEY = FOLDER / "published" / "socio-economic-survey.xlsx"


@pytest.fixture
def administrator(unit: Unit) -> User:  # noqa: F811
    return user("administrator", unit, "administrator")


def publish(actor: User, code: str = "roster", **more: Any) -> InstrumentVersion:
    given = {
        "source_file": (FOLDER / "roster.md").read_bytes(),
        "source_name": "roster.md",
        "source": "written for the tests",
        "licence": "Apache-2.0",
    }
    return publish_instrument(actor=actor, code=code, **(given | more))


def test_an_administrator_publishes_a_form_and_it_becomes_available(administrator: User) -> None:
    version = publish(administrator)
    assert (version.number, version.form.title("en")) == (1, "Household roster")
    assert "roster" in {instrument.code for instrument in instruments()}
    assert instrument_version("roster") == version


def test_changed_content_is_the_next_version_and_the_first_stays(administrator: User) -> None:
    first = publish(administrator)
    changed = (FOLDER / "roster.md").read_text().replace("Village", "Settlement").encode()
    assert publish(administrator, source_file=changed).number == 2
    assert InstrumentVersion.objects.get(pk=first.pk).definition == first.definition
    assert publish(administrator).pk == first.pk, "the same content again is the same version"


def test_a_repeat_with_the_same_reference_publishes_once(administrator: User) -> None:
    reference = new_uuid()
    assert publish(administrator, client_ref=reference).pk == publish(administrator, client_ref=reference).pk


def test_a_form_that_is_not_supported_is_refused_with_its_row_and_leaves_nothing(administrator: User) -> None:
    showcase = FOLDER / "published" / "all-question-types.xlsx"
    with pytest.raises(FormRefused) as refused:
        publish(administrator, code="showcase", source_file=showcase.read_bytes(), source_name=showcase.name)
    assert [(found.row, found.column) for found in refused.value.findings] == [(83, "type")]
    assert instrument_version("showcase") is None


def test_a_worker_may_not_publish_and_a_programmes_code_is_taken(administrator: User, worker: User) -> None:  # noqa: F811
    with pytest.raises(Refused):
        publish(worker)
    with pytest.raises(Problem, match="belongs to a programme"):
        publish(administrator, code="phq9")


@pytest.mark.parametrize("door", ["default", "owner"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE programmes_instrumentversion SET definition = '{}'", "DELETE FROM programmes_instrumentversion"],
)
def test_a_version_is_never_changed(statement: str, door: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"kept as it is|permission denied"),
        transaction.atomic(using=door),
        connections[door].cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_survey_of_others_is_published_filled_and_stored(administrator: User, worker: User, unit: Unit) -> None:  # noqa: F811
    publish(administrator, code="household", source_file=SURVEY.read_bytes(), source_name=SURVEY.name)
    case = call(worker, unit)
    answers = {
        "region": "Sindh", "district": "Garden", "residentialAddress": "4", "primaryContactNo": "8",
        "householdIncome": "3", "internetHH": "2", "SEClass": "tampered", "ghost": 1,
        "familyMembers": [{"firstNameFM": "A", "gender": "1", "healthVisit": "1",
             "healthFacility": ["2", "3"], "diseases": ["1"]}],
    }  # fmt: skip
    with acting_as(worker.pk):
        mother = case_members(case)[0].person
    day = date(2025, 3, 4)
    with clock_at(day):
        give_consent(actor=worker, case=case.uuid, person=mother.uuid, purpose="support", form="written", on=day)
        assessment = complete_assessment(
            actor=worker, case=case.uuid, instrument="household", answers=answers, on=day, language="en"
        )
    assert assessment.values["SEClass"] == "Lower"
    assert assessment.values["familyMembers"][0]["healthFacility"] == ["2", "3"]
    assert "unknown:ghost" in assessment.findings
    assert assessment.instrument_version.number == 1
