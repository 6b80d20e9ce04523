"""The page of records on which figures can't rest: who opens it, what it shows, that what was mended goes."""

from datetime import date, timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.builders import House, make_case, make_family, make_house
from tirek.access.models import User
from tirek.casework.actions.encounters import record_visit
from tirek.casework.models import CaseMember
from tirek.kernel.clock import today
from tirek.outcomes.facts.findings import look_for_findings
from tirek.outcomes.facts.quality import BY_CODE, RULES
from tirek.outcomes.models import QualityFinding
from tirek.people.models import Person

URL = "/evidence/findings/"


def enter(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def found(transactional_db: None) -> House:
    """A case in which something is missing, impossible and late; the owner's door looked it over."""
    house = make_house()
    kin = make_family(house.worker)
    case = make_case(house.worker, kin, on=today() - timedelta(days=60))
    record_visit(
        actor=house.worker, case=case.uuid, place="home", on=today() - timedelta(days=40), visit_note="x",
    )  # fmt: skip
    Person.objects.using("owner").filter(pk=kin.mother.pk).update(sex="unknown")
    Person.objects.using("owner").filter(pk=kin.child.pk).update(birth_date=date(1999, 1, 1))
    look_for_findings(today())
    return house


def test_findings_are_seen_by_whoever_opens_the_files_and_go_when_mended(
    found: House, django_assert_max_num_queries
) -> None:
    answers = {
        name: enter(getattr(found, name)).get(URL).status_code
        for name in ("worker", "colleague", "supervisor", "manager", "administrator", "outsider")
    }
    assert answers == {
        "worker": 404, "colleague": 404, "supervisor": 200, "manager": 200, "administrator": 404, "outsider": 404,
    }  # fmt: skip
    assert enter(None).get(URL).status_code == 302

    client = enter(found.supervisor)
    client.get(URL)  # the first page of a session writes it
    with django_assert_max_num_queries(15):
        page = client.get(URL)
    shown = [one.shown.finding.rule for one in page.context["lines"]]
    assert shown == ["adult_as_child", "region_missing", "sex_missing", "visit_written_late"]
    body = page.content.decode()
    assert body.count("Әсем") >= 4
    member = CaseMember.objects.using("owner").get(part="mother")
    assert reverse("person", args=[Person.objects.using("owner").get(pk=member.person_id).uuid]) in body
    assert [one.shown.rule.code for one in client.get(f"{URL}?rule=sex_missing").context["lines"]] == ["sex_missing"]

    # A manager sees how many of which rule, and no family; so few are not told.
    page = enter(found.manager).get(URL)
    body = page.content.decode()
    assert "Әсем" not in body
    assert not page.context["lines"]
    assert [one.n for rows in page.context["units"].values() for one in rows] == [None] * 4
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """INSERT INTO outcomes_qualityfinding (uuid, unit_id, compartment, recorded_by_id, recorded_at, case_id,
                   done_on, rule, kind, subject_type, subject_uuid, detail)
               SELECT gen_random_uuid(), unit_id, compartment, recorded_by_id, now(), case_id, done_on, rule, kind,
                   subject_type, gen_random_uuid(), detail
               FROM outcomes_qualityfinding, generate_series(1, 4) WHERE rule = 'sex_missing'"""
        )
    page = enter(found.manager).get(URL)
    assert sorted(one.n or 0 for rows in page.context["units"].values() for one in rows) == [0, 0, 0, 5]

    Person.objects.using("owner").filter(pk=member.person_id).update(sex="female")
    before = QualityFinding.objects.using("owner").count()
    assert "sex_missing" not in look_for_findings(today())
    assert look_for_findings(today()) == {"adult_as_child": 1, "region_missing": 1, "visit_written_late": 1}
    assert QualityFinding.objects.using("owner").count() == before
    assert [one.shown.finding.rule for one in client.get(URL).context["lines"]] == [
        "adult_as_child", "region_missing", "visit_written_late",
    ]  # fmt: skip


def test_every_rule_says_what_it_is_and_what_mends_it() -> None:
    assert len(BY_CODE) == len(RULES) >= 15
    assert {rule.kind for rule in RULES} == {"missing", "impossible", "late"}
