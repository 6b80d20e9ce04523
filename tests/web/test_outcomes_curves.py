"""The pages of outcomes over time: one sentence that holds, the same numbers as a table, and nobody recognised."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.builders import make_house, make_user
from tirek.access.models import Unit, User
from tirek.outcomes.actions.curves import drawn
from tirek.outcomes.engine.catalogue import cohorts
from tirek.outcomes.engine.survival import Ended
from tirek.outcomes.enums import VersionState
from tirek.outcomes.models import Curve, FactsVersion

Login = Callable[[User | None], Client]
COHORT = "reunified_children"
#: Forty-two children: 31 known to be home after a year, 6 back, 2 adopted, 3 not known about.
ALL = [
    Ended(60, "event", 2, 0, 365), Ended(200, "event", 4, 0, 365), Ended(250, "adoption", 2, 0, 365),
    Ended(100, "lost", 3, 0, 365), Ended(400, "still", 31, 0, 365),
]  # fmt: skip
FEW = [Ended(60, "event", 2, 0, 365), Ended(400, "still", 6, 0, 365)]


def keep(version: FactsVersion, rows: list[Ended], scope: str, unit: Unit | None, **more: object) -> None:
    """A curve as the night writes it."""
    Curve.objects.using("owner").create(
        version=version, cohort=COHORT, definition=1, entered_from=date(2024, 1, 1), entered_until=date(2024, 12, 31),
        scope=scope, unit_id=unit.pk if unit and scope == "unit" else None,
        organisation_id=unit.organisation_id if unit else None, entered=sum(row.people for row in rows),
        endings=[[row.days, row.ending, row.people, row.entry, row.reach] for row in rows],
        points={**drawn(cohorts()[COHORT], rows), "period": {"entries": 42, "events": 9}}, **more,
    )  # fmt: skip


def words(response: object) -> str:
    """What stands on a page."""
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", response.content.decode(), flags=re.S)  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", unescape(text))


@pytest.mark.django_db(transaction=True)
def test_outcomes_are_read_by_whom_they_are_for(
    login: Login, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    house = make_house()
    analyst = make_user("analyst", house.unit, "analyst")
    version = FactsVersion.objects.using("owner").create(
        number=1, on=date(2026, 3, 1), model_version="1", state=VersionState.READY, digest="1",
        finished_at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    for scope, unit in (("unit", house.unit), ("organisation", house.unit), ("all", None)):
        keep(version, ALL, scope, unit)
        keep(version, FEW, scope, unit, dimension="sex", category="female")
        keep(version, [row for row in ALL if row.ending != "event"], scope, unit, dimension="sex", category="male")
    listed, page = reverse("outcomes"), reverse("outcome", args=[COHORT])

    supervisor = login(house.supervisor)
    with django_assert_max_num_queries(15):
        answer = supervisor.get(page, {"by": "sex"})
    text = words(answer)
    assert "Children who returned home in 2024: 42. After 12 months 80% were still home" in text
    assert "(95% interval 64% to 89%)" in text
    assert "3 are not known about." in text
    assert "39 of 42" in text, "how complete the watching is"
    assert "9 / 42 = 21%" in text, "the ratio of the period"
    assert "Probability of the cohort" in text
    assert "female 8 75%" in text
    assert b"style=" not in answer.content
    assert answer.content.count(b'class="chart"') == 2
    assert "Children who returned home" in words(supervisor.get(listed))
    for language, said in (("kk", "үйіне қайтқан балалар: 42"), ("ru", "Детей, вернувшихся домой в 2024 году: 42")):
        speaks = login(make_user(f"speaks-{language}", house.unit, "supervisor", language=language))
        assert said in words(speaks.get(page)), language

    told = words(login(house.manager).get(page, {"by": "sex"}))
    assert "3 are not known about." not in told
    assert "Fewer than five are not known about." in told
    assert "39 of 42" not in told
    assert "female hidden hidden" in told
    assert "male hidden hidden" in told, "or the other could be computed"
    assert login(house.manager).get(page, {"place": "unit:h1"}).status_code == 404
    assert login(house.manager).get(reverse("outcome_cases", args=[COHORT])).status_code == 404
    assert login(analyst).get(page, {"place": "all:"}).status_code == 200
    assert login(analyst).get(page, {"year": "1999"}).status_code == 404
    assert login(analyst).get(reverse("outcome", args=["of-workers"])).status_code == 404
    for stranger in (house.worker, house.outsider):
        assert login(stranger).get(page).status_code == 404
    assert login(None).get(page).status_code == 302
