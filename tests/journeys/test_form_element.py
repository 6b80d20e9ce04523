"""The form element in a real browser, under the strict content policy, on a phone and on a desk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.forms.fills import FOLDER, PACK
from tirek.programmes.engine.form import compile_form
from tirek.programmes.engine.pack_folder import load_pack

pytestmark = pytest.mark.journey
ROOT = Path(__file__).parent.parent.parent
BUILT = ROOT / "tirek/web/static/built"
AXE = ROOT / "client/node_modules/axe-core/axe.min.js"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'"
)
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Form</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/app.css"><script type="module" src="/form.js"></script></head>
<body><main class="container-xl">
<h1>Form</h1><form method="post" action="/sent"><script type="application/json" id="given">{setup}</script>
<tirek-form setup="given" lang="{language}" today="2026-11-16" mode="{mode}" icons="/icons.svg">
<input type="hidden" name="answers" value=""><div data-finish><button class="btn btn-primary">Record</button></div>
</tirek-form></form></main></body></html>"""


def setup(code: str, **more: Any) -> dict[str, Any]:
    """What a page hands over for an instrument of the pack, or for a form of the tests."""
    file = PACK / f"{code}.md"
    file = file if file.exists() else PACK.parents[1] / "common/instruments" / file.name
    if not file.exists():
        form = compile_form((FOLDER / f"{code}.md").read_bytes(), languages_required=None)
        return {"definition": form.data, **more}
    item = load_pack(PACK.parent).instrument(code).model_dump(mode="json")
    about = {"source": "PHQ-9", "licence": item["licence"], "status": item["status"], "notice": item["notice"]}
    form = compile_form(file.read_bytes())
    return {"definition": form.data, "about": about, "critical": item.get("critical", []), **more}


@pytest.fixture
def opened(chromium: Browser) -> Any:
    """Opens a form on a page of its own; every word on the console and every broken policy fails the test."""
    pages = []

    def opening(given: dict[str, Any], *, language: str = "kk", mode: str = "page", width: int = 1280) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 844})
        pages.append(page)
        page.complaints = []  # type: ignore[attr-defined]
        page.on("console", lambda said: page.complaints.append(said.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
        text = PAGE.format(setup=json.dumps(given).replace("<", "\\u003c"), language=language, mode=mode)

        def answer(route: Route) -> None:
            name = route.request.url.rsplit("/", 1)[-1]
            file = BUILT / route.request.url.removeprefix("http://form.test/")
            if file.suffix in KINDS and file.exists():
                route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
            elif name in ("", "sent"):
                route.fulfill(body=text, content_type="text/html", headers={"Content-Security-Policy": POLICY})
            else:
                route.fulfill(body=b"")

        page.route("http://form.test/**", answer)
        page.goto("http://form.test/")
        page.wait_for_selector("tirek-form .form-questions, tirek-form [data-step]")
        return page

    yield opening
    for page in pages:
        assert page.complaints == []
        page.close()


Opening = Callable[..., Page]


def answers(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.input_value('input[name="answers"]') or "{}")
    return found


def violations(page: Page) -> list[Any]:
    """Of axe-core; it is put in past the page's policy, which stays on for the page itself."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21aa','wcag22aa','best-practice']})")
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found["violations"]]


def test_phq9_step_by_step_on_a_phone_with_its_safety_step(opened: Opening) -> None:
    page = opened(setup("phq9"), mode="steps", width=390)
    assert page.get_by_text("10 сұрақтың 1-і", exact=True).is_visible()
    assert page.get_by_text("Аударма, валидациядан өтпеген").is_visible()
    assert violations(page) == []
    for number in range(8):
        page.get_by_text("Мүлде болған жоқ").click()
        page.get_by_role("button", name=f"Келесі: {number + 2}-сұрақ").click()
    assert page.locator(".safety-panel").count() == 0
    page.get_by_text("Бірнеше күн").click()
    panel = page.locator(".safety-panel")
    assert panel.is_visible()
    assert page.evaluate("document.activeElement.type") == "radio", "the safety step must not take the focus"
    assert page.locator("[aria-live=assertive] .safety-panel").count() == 1
    assert violations(page) == []
    panel.get_by_role("checkbox").nth(0).check()
    panel.get_by_role("checkbox").nth(3).check()
    page.get_by_role("button", name="Келесі: 10-сұрақ").click()
    page.get_by_role("button", name="Келесі: қорытынды").click()
    assert violations(page) == []
    page.get_by_role("button", name="Record").click()
    page.wait_for_url("**/sent")


@pytest.mark.parametrize("code", sorted(path.parent.name for path in PACK.parents[1].glob("*/pack.yaml")))
def test_a_critical_answer_opens_its_safety_step_without_a_network(opened: Opening, code: str) -> None:
    pack = load_pack(PACK.parents[1] / code)
    for item in pack.instruments.instruments:
        if not item.critical or item.code == "phq9":  # that one has a test of its own above
            continue
        form = compile_form(item.text.encode())
        critical = [entry.model_dump(mode="json") for entry in item.critical]
        page = opened({"definition": form.data, "about": {}, "critical": critical}, language="ru")
        page.route(lambda url: not url.endswith("/icons.svg"), lambda route: route.abort())
        page.context.set_offline(True)
        for entry in item.critical:
            names = [str(choice["name"]) for choice in form.choices[form.items[entry.field].data["list"]]]
            wanted = next(
                at for at, name in enumerate(names)
                if (name == entry.equals if entry.equals else name.isdecimal() and int(name) >= (entry.at_least or 0))
            )  # fmt: skip
            asked = page.locator(f'[role=radiogroup][aria-labelledby$="-{entry.field}-label"]')
            for before in page.locator("fieldset input").all():
                if not asked.count():  # asked only after another answer: something worries, somebody was met
                    before.check()
                    if not asked.count() and before.get_attribute("type") == "checkbox":
                        before.uncheck()
            assert page.locator(f'section[aria-labelledby$="-safety-{entry.code}"]').count() == 0
            asked.get_by_role("radio").nth(wanted).check()
            panel = page.locator(f'section[aria-labelledby$="-safety-{entry.code}"]')
            assert panel.is_visible(), f"{item.code}: {entry.code}"
            assert panel.get_by_role("checkbox").count() == len(entry.safety_steps)
        page.context.set_offline(False)


def test_what_is_sent_is_values_and_safety_marks(opened: Opening) -> None:
    page = opened(setup("phq9"), language="ru")
    page.evaluate("document.querySelector('form').addEventListener('submit', event => event.preventDefault())")
    for question in page.get_by_role("radiogroup").all()[:9]:
        question.get_by_role("radio").nth(1).check()
    page.locator(".safety-step input").nth(1).check()
    page.get_by_role("button", name="Record").click()
    sent = answers(page)
    assert sent["score"] == 9
    assert sent["_safety"] == {"self_harm": [1]}


def test_open_questions_are_listed_with_links_and_nothing_is_sent(opened: Opening) -> None:
    page = opened(setup("phq9"), language="ru")
    page.get_by_role("button", name="Record").click()
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").count() == 9
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert violations(page) == []
    summary.get_by_role("link").nth(2).click()
    assert page.evaluate("document.activeElement.type") == "radio"
    assert page.url.endswith("/")


def test_form_is_answered_with_the_keyboard_alone(opened: Opening) -> None:
    page = opened(setup("feedback"), language="en")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert answers(page)["agrees"] == "OK"
    assert answers(page)["clear"] in ("yes", "partly")


def test_repeat_grows_and_shrinks_and_labels_speak_of_answers(opened: Opening) -> None:
    page = opened(setup("roster"), language="en")
    page.get_by_role("button", name="Add: Household member").click()
    page.get_by_role("button", name="Add: Household member").click()
    page.get_by_label("Given name of member").nth(0).fill("Asel")
    page.get_by_label("Given name of member").nth(1).fill("Dana")
    assert page.get_by_text("How old is Asel?").is_visible()
    page.get_by_label("How old is Dana?").fill("7")
    assert page.get_by_text("Does Dana go to school?").is_visible()
    assert page.get_by_text("2 members, 1 of them children.").is_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Remove: Household member 1").click()
    assert [row["given"] for row in answers(page)["members"]] == ["Dana"]


def test_draft_comes_back_and_every_change_is_told_in_time(opened: Opening) -> None:
    page = opened(setup("clinic_visit", answers={"telephone": "12", "reason": "ill"}), language="en")
    assert page.get_by_label("Telephone").input_value() == "12"
    page.evaluate("window.drafts = []; addEventListener('draft', event => window.drafts.push(event.detail))")
    page.get_by_label("Birth date").fill("1990-05-05")
    assert answers(page)["born"] == "1990-05-05", "the hidden input is written at once"
    page.wait_for_timeout(900)
    assert page.evaluate("window.drafts.length") == 1
    page.evaluate("""() => { const field = document.querySelector('input[name=answers]');
        field.value = JSON.stringify({telephone: '77011234567'});
        field.form.dispatchEvent(new CustomEvent('draft-restored')); }""")
    page.wait_for_timeout(100)
    assert page.get_by_label("Telephone").input_value() == "77011234567"


def test_wrong_answer_is_told_beside_its_field_in_the_authors_words(opened: Opening) -> None:
    page = opened(setup("clinic_visit"), language="en")
    page.get_by_label("Telephone").fill("12")
    page.get_by_label("E-mail").fill("a@b.kz")
    assert page.get_by_text("Ten digits").is_visible()
    assert page.get_by_label("Telephone").get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize("code", ["risk_and_needs", "home_visit", "washington_group_ss", "phq9"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_axe_finds_nothing_in_the_instruments(opened: Opening, code: str, language: str) -> None:
    page = opened(setup(code), language=language)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("code", ["attendance", "cascade", "harvest", "nested", "place_survey", "feedback"])
def test_axe_finds_nothing_in_forms_of_others(opened: Opening, code: str) -> None:
    page = opened(setup(code), language="en")
    assert violations(page) == []
    stepped = opened(setup(code), language="en", mode="steps", width=390)
    assert violations(stepped) == []
