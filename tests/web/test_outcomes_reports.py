"""The pages of reports: composed step by step, previewed, frozen, downloaded, proved."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.builders import House
from tests.outcomes.conftest import facts_folder  # noqa: F401
from tests.outcomes.test_reports import IN_CARE, counted  # noqa: F401
from tirek.access.models import User
from tirek.outcomes.actions.reports import compose_report
from tirek.outcomes.models import FactsVersion, Report, Snapshot

Login = Callable[[User | None], Client]


def test_a_report_is_composed_step_by_step_frozen_taken_and_proved(
    counted: tuple[House, FactsVersion],  # noqa: F811
    login: Login,
    django_assert_max_num_queries,
) -> None:
    house, _version = counted
    browser = login(house.manager)
    url = reverse("compose_report")
    first = {
        "title": "Есеп",
        "year": "2025",
        "place": f"organisation:{house.unit.uuid}",
        "language": "ru",
        "rhythm": "never",
    }
    assert "<option" in browser.get(url).content.decode()
    step = browser.post(url, {**first, "step": "add:indicator", "new_indicator": IN_CARE})
    assert step.status_code == 200
    assert 'value="sex,age_group"' in step.content.decode()
    parts = {"kind": ["text", "indicator"], "of": ["", IN_CARE], "by": ["", "sex,age_group"], "text": ["Слово", ""]}
    moved = browser.post(url, {**first, **parts, "step": "down:0"}).content.decode()
    assert moved.index(IN_CARE) < moved.index("Слово</textarea>")
    for nonsense in ("down:1", "up:9", "drop:x", "add:what", "?"):
        assert browser.post(url, {**first, **parts, "step": nonsense}).status_code == 200
    assert browser.post(url, first).status_code == 422
    assert browser.post(url, {**first, **parts, "title": ""}).status_code == 422
    saved = browser.post(url, {**first, **parts})
    assert saved.status_code == 302
    report = Report.objects.using("owner").get()
    assert report.parts == [{"text": "Слово"}, {"indicator": IN_CARE, "by": ["sex", "age_group"]}]

    with django_assert_max_num_queries(15):
        page = browser.get(saved["Location"]).content.decode()
    assert "Слово" in page
    assert Snapshot.objects.using("owner").count() == 0
    frozen = browser.post(reverse("freeze_report", args=[report.uuid]))
    snapshot = Snapshot.objects.using("owner").get()
    assert frozen["Location"] == reverse("snapshot", args=[snapshot.uuid])
    for form, beginning in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        answer = browser.get(reverse("snapshot_file", args=[snapshot.uuid, form]))
        assert answer.content.startswith(beginning)
        assert f".{form}" in answer["Content-Disposition"]
    assert browser.get(reverse("snapshot_file", args=[snapshot.uuid, "odt"])).status_code == 404
    proof = browser.post(frozen["Location"]).content.decode()
    assert "It came out the same" in proof
    assert proof.count("the same bytes") == 3

    browser.post(reverse("share_report", args=[report.uuid]), {"shared": "yes"})
    assert report.title in login(house.supervisor).get(reverse("reports")).content.decode()
    changed = browser.post(reverse("change_report", args=[report.uuid]), {**first, **parts, "title": "Другой"})
    assert changed.status_code == 302
    assert login(house.supervisor).get(reverse("change_report", args=[report.uuid])).status_code == 404
    browser.post(reverse("put_away_report", args=[report.uuid]))
    assert "Другой" not in browser.get(reverse("reports")).content.decode()
    assert browser.get(frozen["Location"]).status_code == 200


def test_others_do_not_see_what_is_not_shared(house: House, login: Login) -> None:
    report = compose_report(actor=house.manager, title="Mine", parts=[{"text": "Words"}], unit=house.unit.uuid)
    for user in (house.worker, house.colleague, house.supervisor, house.administrator, house.outsider):
        for name in ("report", "change_report"):
            assert login(user).get(reverse(name, args=[report.uuid])).status_code == 404
        assert login(user).post(reverse("freeze_report", args=[report.uuid])).status_code == 404
    browser = login(house.manager)
    assert browser.get(reverse("report", args=[report.uuid])).status_code == 200
    # Words alone are nothing to freeze: the page says so.
    answer = browser.post(reverse("freeze_report", args=[report.uuid]), follow=True)
    assert "nothing to freeze" in answer.content.decode()
    assert login(None).get(reverse("reports"))["Location"].startswith("/login/")
