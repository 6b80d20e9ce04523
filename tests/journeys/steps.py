"""Somebody at their own browser, in their own language; each page they come to is looked at."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Locator, Page

from tests.builders import PROGRAMME
from tirek.access.models import User
from tirek.kernel import clock
from tirek.programmes.engine.form import compile_form
from tirek.programmes.selectors.packs import pack

ROOT = Path(__file__).parents[2]
INSTRUMENTS = ROOT / "packs"
AXE = (ROOT / "client/node_modules/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
#: TIREK_JOURNEYS=all tells every story in both languages, and every kind of act in each story through its page.
ALL = os.environ.get("TIREK_JOURNEYS") == "all"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

#: What a page may say in Latin letters in any language: names of forms, of the product, of numbers.
LATIN = {"tirek", "phq", "cage", "pdf", "xlsform", "apache", "unicef", "spitzer", "williams", "kroenke"}
LATIN |= {"better", "care", "network"}  # an organisation whose standard a rule follows
LATIN |= {"csv", "xlsx", "jwt", "open", "badge"}  # forms of files
#: What is wrong with a page: axe's violations, sideways scrolling, Latin words where nobody speaks English.
LOOK = """() => {
  const words = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    const apart = holder.closest('script, style, noscript, datalist, [lang="en"], .menu-head, .tabular');
    if (apart || !holder.checkVisibility()) continue;
    const said = texts.currentNode.data.replace(/\\b[A-Z0-9]+-[A-Z0-9]+/g, '');  // a reference is no word
    words.push(...(said.match(/\\b[A-Za-z]{3,}\\b/g) ?? []));
  }
  const parts = [...document.querySelectorAll('*')].map((one) => one.localName + ' ' + [...one.attributes]
    .map((part) => ['class', 'role', 'type'].includes(part.name) ? part.name + '=' + part.value : part.name).join(' '));
  return {
    parts: [...new Set(parts)],
    wide: document.documentElement.scrollWidth - innerWidth,
    words,
  };
}"""
AXE_RUN = """async ([tags]) => {
  if (!window.axe) window.bringAxe();
  const found = await axe.run(document, {runOnly: tags});
  return found.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 200))]);
}"""
#: What axe has seen on a page of this kind in this language and width. A page that shows nothing new is not run again.
EXAMINED: dict[tuple[str, str, int], set[str]] = {}


@contextmanager
def moved_clock(day: date) -> Iterator[None]:
    """The wall clock of the whole process stands at ten on a day: what the server's threads read too."""
    moment = datetime.combine(day, time(10), clock.ZONE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_fixed", ContextVar("moved_clock", default=moment))
        yield


@dataclass
class Desk:
    """A browser window of one user."""

    page: Page
    home: str
    user: User
    language: str
    programme: str = PROGRAMME
    complaints: list[str] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)

    @contextmanager
    def day(self, on: date) -> Iterator[None]:
        """A day at the desk. Everybody logs in anew every morning, and leaves no page open in the evening.

        A page left open goes on asking for its drafts; by the next day's clock its session is over.
        """
        with moved_clock(on):
            self.log_in()
            yield
            self.page.goto("about:blank")

    def log_in(self) -> None:
        """A session of the user's own."""
        client = Client()
        client.force_login(self.user, backend=BACKEND)
        self.page.context.add_cookies([{"name": "tirek", "value": client.cookies["tirek"].value, "url": self.home}])

    def word(self, words: str, **values: object) -> str:
        """A text of the product in the language of the window."""
        with override(self.language):
            return gettext(words) % values if values else gettext(words)

    def named(self, kind: str, code: str) -> str:
        """What the programme calls something in the language of the window."""
        return pack(self.programme).title_of(kind, code, self.language)

    def rule(self, code: str) -> str:
        """The name of a practice rule."""
        return next(rule for rule in pack(self.programme).rules if rule.id == code).title.say(self.language)

    def open(self, name: str, *arguments: object, query: str = "") -> None:
        """Go to a page by its name."""
        self.page.goto(self.home + reverse(name, args=arguments) + (f"?{query}" if query else ""))
        self.look()

    def link(self, words: str, **values: object) -> None:
        """Follow the first link with these words."""
        self.page.get_by_role("link", name=self.word(words, **values)).first.click()
        self.look()

    def button(self, words: str, within: Locator | None = None) -> Locator:
        """The button with these words that is to be seen."""
        return (within or self.page.locator("main, .bottom-bar")).get_by_role("button", name=self.word(words)).first

    def send(self, words: str) -> None:
        """Press the button that does the act, and land on the next page."""
        with self.page.expect_navigation():
            self.button(words).click()
        self.look()

    def write(self, **fields: str) -> None:
        """Fill in fields by their names."""
        for name, text in fields.items():
            self.typed.update(re.findall(r"[a-z]{3,}", text.lower()))
            self.page.locator(f'main [name="{name}"]').first.fill(text)

    def choose(self, **fields: str) -> None:
        """Choose answers by the names of fields: in a list, or among buttons as a finger does it."""
        for name, value in fields.items():
            control = self.page.locator(f'main [name="{name}"]').first
            if control.evaluate("one => one.localName") == "select":
                control.select_option(value)
            else:
                chosen = self.page.locator(f'main [name="{name}"][value="{value}"]').first
                label = chosen.evaluate_handle("one => one.labels[0]").as_element()
                assert label, f"{name}={value} has no label"
                label.click()

    def choose_programme(self) -> None:
        """A call comes in: first it is said in which programme."""
        title = pack(self.programme).pack.title.say(self.language)
        with self.page.expect_navigation():
            self.page.locator("main li", has_text=title).get_by_role("button").first.click()
        self.look()
        self.says(title)

    def unfold(self) -> None:
        """Open whatever is folded."""
        folded = self.page.locator("main details:not([open]):not(.menu) > summary").locator("visible=true")
        while folded.count():
            folded.first.click()
        self.look()

    def says(self, text: str) -> None:
        """The page says this somewhere."""
        assert self.page.locator("main").get_by_text(text).first.is_visible(), text

    def shows(self, text: str) -> None:
        """The page has this somewhere, perhaps in a picture or folded away."""
        assert self.page.locator("main").get_by_text(text).count(), text

    def look(self) -> None:
        """Look at the page: nothing in the way of anybody, no sideways scrolling, no word of another language."""
        page = self.page
        page.wait_for_load_state("load")
        seen = page.evaluate(LOOK)
        where = page.url.removeprefix(self.home)
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "·", where)
        self.looked.add(kind)
        examined = EXAMINED.setdefault((kind, self.language, page.viewport_size["width"]), set())
        if not examined.issuperset(seen["parts"]):
            if found := page.evaluate(AXE_RUN, [TAGS]):
                self.complaints.append(f"{where}: {found}")
            examined.update(seen["parts"])
        if seen["wide"] > 0:
            self.complaints.append(f"{where}: {seen['wide']} px too wide")
        if foreign := {word for word in seen["words"] if word.lower() not in LATIN | self.typed}:
            self.complaints.append(f"{where}: {sorted(foreign)} on a page in {self.language}")

    # The form element --------------------------------------------------------------------------------------

    def answer(self, instrument: str, answers: dict[str, Any]) -> None:
        """Answer a form one question at a time, as a finger does it; unanswered questions are passed by."""
        labels = _labels(instrument, self.language)
        onward = re.compile({"kk": "^Келесі", "ru": "^Далее"}[self.language])
        element = self.page.locator("tirek-form")
        element.locator("[data-step]").wait_for()
        while (button := element.get_by_role("button", name=onward)).count():
            asked = element.locator("[data-step]").inner_text()
            name = next((name for name, (question, _) in labels.items() if question in asked), "")
            if name in answers:
                self._put(element, labels[name][1], answers[name])
                if name == "self_harm" and answers[name] not in ("0", "no"):
                    element.locator(".safety-panel").wait_for()
                if element.locator(".safety-panel").count():
                    self._safety(element)
            button.click()
        self.look()

    def answer_whole(self, instrument: str, answers: dict[str, Any]) -> None:
        """Answer a form that stands as a whole on its page."""
        labels = _labels(instrument, self.language)
        element = self.page.locator("tirek-form")
        for name, wanted in answers.items():
            question, offered = labels[name]
            asked = element.get_by_role("radiogroup", name=question).or_(element.get_by_role("group", name=question))
            place = asked.first if offered else element.get_by_label(question).first
            self._put(place, offered, wanted)
        if element.locator(".safety-panel").count():
            self._safety(element)
        self.look()

    def _put(self, place: Locator, offered: dict[str, str], wanted: Any) -> None:
        """One answer: chosen, ticked, or written."""
        for one in wanted if isinstance(wanted, list) else [wanted]:
            if str(one) in offered:
                place.get_by_label(offered[str(one)], exact=True).first.check()
            elif place.evaluate("one => ['INPUT', 'TEXTAREA'].includes(one.tagName)"):
                place.fill(str(one))
            else:
                place.locator("textarea, input").first.fill(str(one))

    def _safety(self, element: Locator) -> None:
        panel = element.locator(".safety-panel")
        panel.wait_for()
        self.look()
        for step in panel.get_by_role("checkbox").all():
            step.check()


def _labels(instrument: str, language: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Questions and their answers of an instrument of the packs."""
    return labels_of(next(INSTRUMENTS.glob(f"*/instruments/{instrument}.md")), language)


def labels_of(path: Path, language: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Questions and their answers in a language, by their names."""
    form = compile_form(path.read_bytes())
    lists = form.data["lists"]
    found: dict[str, tuple[str, dict[str, str]]] = {}

    def walk(items: list[dict]) -> None:
        for item in items:
            if "items" in item:
                walk(item["items"])
            elif item.get("label") and item["kind"] != "note":
                offered = lists.get(item.get("list", ""), [])
                found[item["name"]] = (
                    item["label"][language],
                    {one["name"]: one["label"][language] for one in offered},
                )

    walk(form.data["items"])
    return found


def sit_down(browser: Browser, home: str, user: User, width: int) -> Desk:
    """Somebody has a browser of their own."""
    context = browser.new_context(viewport={"width": width, "height": 844}, locale=user.language)
    context.set_default_timeout(8_000)
    context.add_init_script(f"window.bringAxe = function () {{{AXE}}};")  # sent once, run where a page is looked at
    desk = Desk(context.new_page(), home, user, user.language)
    wrong = desk.complaints
    # A refused form answers 422, which the browser writes down as well.
    desk.page.on("console", lambda said: "422" not in said.text and wrong.append(f"console: {said.text}"))
    desk.page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    desk.page.on("response", lambda answer: answer.status >= 500 and wrong.append(f"{answer.status} {answer.url}"))
    return desk


def case_in(address: str) -> UUID:
    """The case whose page this is."""
    found = re.search(r"/cases/([0-9a-f-]{36})/", address)
    assert found, address
    return UUID(found[1])
